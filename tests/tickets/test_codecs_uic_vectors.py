"""The published UIC vectors, which live beside the project and not in it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tickets.codecs.keys import Algorithm, SigningKey, VerifyingKey
from tickets.codecs.uic import (
    UicBarcode,
    UicSigner,
    decode_fcb,
    dynamic_content,
    encode_fcb,
    issue_for_device,
    issue_static,
    issue_until,
    level2_input,
    sign_on_device,
)
from tickets.codecs.verification import Circumstances, KeyRing, KnownKey, verify_barcode

PROJECT = Path(__file__).resolve().parents[2]
FILE = PROJECT.parent / "shared" / "protocols" / "ticket-barcode-vectors.json"
UIC = json.loads(FILE.read_text())["uic"] if FILE.exists() else {"vectors": []}
VECTORS = {vector["name"]: vector for vector in UIC["vectors"]}

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"{FILE.name} is not beside the project")


def octets_of(name):
    return bytes.fromhex(VECTORS[name]["hex"])


def key_of(name):
    return SigningKey.from_private_octets(
        Algorithm.ES256, bytes.fromhex(UIC[name]["test_private_hex"])
    )


def now():
    return datetime.fromisoformat(UIC["now"])


def zone():
    return ZoneInfo(UIC["zone"])


def check(name, at):
    key = KnownKey(VerifyingKey.from_point(bytes.fromhex(UIC["issuer"]["public_compressed_hex"])))
    ring = KeyRing(uic={(UIC["issuer"]["provider"], UIC["issuer"]["keyId"]): key, ("TEST", 1): key})
    return verify_barcode(
        octets_of(name),
        ring=ring,
        circumstances=Circumstances(at=at, zone=zone(), skew=UIC["skew"], specimens_allowed=True),
    )


def signer():
    return UicSigner(UIC["issuer"]["provider"], UIC["issuer"]["keyId"], key_of("issuer"))


def fcb():
    return bytes.fromhex(UIC["fcb3_open_ticket_hex"])


def material():
    """Level 1 of the vector `dynamic`, signed by us."""
    return issue_for_device(
        fcb(),
        signer(),
        bytes.fromhex(UIC["device"]["public_compressed_hex"]),
        30,
        datetime(2026, 9, 1, 9, 0, tzinfo=UTC),
    )


def test_file_has_fifteen_vectors():
    assert len(VECTORS) == 15


@pytest.mark.parametrize("name", VECTORS)
def test_vector_is_judged_as_expected(name):
    assert check(name, now()).reason == VECTORS[name]["expect"]


@pytest.mark.parametrize("name", VECTORS)
def test_vector_is_judged_as_expected_two_hours_later(name):
    assert check(name, now() + timedelta(hours=2)).reason == VECTORS[name]["expect_2h_later"]


@pytest.mark.parametrize("name", ["fcb3_open_ticket_hex", "fcb3_pass_hex"])
def test_content_is_read_and_written_again_to_the_same_octets(name):
    octets = bytes.fromhex(UIC[name])

    assert encode_fcb(decode_fcb(octets, zone=zone()), zone=zone()) == octets


def test_open_ticket_says_what_the_file_says_of_it():
    ticket = check("dynamic", now()).uic

    assert ticket == replace(
        decode_fcb(fcb(), zone=zone()),
        document="openTicket",
        reference="7M4KQZ2X9HTB",
        provider=9999,
        product=17,
        zones=(101, 102),
        passengers=1,
        label="Adult",
        price=350,
        specimen=True,
        activated=True,
    )
    assert ticket.ticket_id is None


@pytest.mark.parametrize(
    ("name", "issue"),
    [
        ("static", lambda: issue_static(fcb(), signer())),
        ("reissued", lambda: issue_until(fcb(), signer(), datetime(2026, 9, 1, 8, 5, tzinfo=UTC))),
        ("dynamic_nosig2", material),
    ],
)
def test_level_1_is_written_to_the_same_octets(name, issue):
    ours, published = UicBarcode.parse(issue()), UicBarcode.parse(octets_of(name))

    assert ours.level1 == published.level1
    assert ours.level1_octets == published.level1_octets


def test_octets_to_sign_are_the_published_ones():
    barcode = UicBarcode.parse(octets_of("dynamic"))

    assert barcode.level1_octets.hex() == UIC["dynamic_level1_signed_bytes_hex"]
    assert barcode.level1_signature.hex() == UIC["dynamic_level1_signature_hex"]
    assert barcode.level2_octets.hex() == UIC["dynamic_level2_signed_bytes_hex"]
    assert barcode.level2_signature.hex() == UIC["dynamic_level2_signature_hex"]


def test_time_stamp_is_written_as_published():
    assert dynamic_content(now()).hex() == UIC["fdc1_hex"]


def test_phone_signs_the_published_octets_behind_the_published_level_1():
    # The vector without level 2 is the level-1 material of the vector with it.
    given = octets_of("dynamic_nosig2")

    assert (
        level2_input(given, dynamic_content(now())).hex()
        == (UIC["dynamic_level2_signed_bytes_hex"])
    )
    shown = UicBarcode.parse(sign_on_device(given, key_of("device"), now()))
    published = UicBarcode.parse(octets_of("dynamic"))
    assert replace(shown, level2_signature=None) == replace(published, level2_signature=None)
