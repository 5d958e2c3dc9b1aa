"""The published test vectors, which live beside the project and not in it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.rotation import window_at
from tickets.codecs.t1 import decode_token, encode_token
from tickets.codecs.verification import KnownKey, verify_token

PROJECT = Path(__file__).resolve().parents[2]
FILE = PROJECT.parent / "shared" / "protocols" / "ticket-barcode-vectors.json"
COMPACT = json.loads(FILE.read_text())["compact"] if FILE.exists() else {"vectors": [], "keys": []}
VECTORS = {vector["name"]: vector for vector in COMPACT["vectors"]}
ALGORITHMS = {"P-256": Algorithm.ES256, "Ed25519": Algorithm.ED25519}

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"{FILE.name} is not beside the project")


def signing_key(published):
    octets = bytes.fromhex(published["test_private_hex"])
    return SigningKey.from_private_octets(ALGORITHMS[published["crv"]], octets)


def known_keys():
    keys = [KnownKey.from_jwk(published) for published in COMPACT["keys"]]
    return {key.kid: key for key in keys}


def test_file_has_thirteen_vectors():
    assert len(VECTORS) == 13


@pytest.mark.parametrize("name", VECTORS)
def test_vector_is_judged_as_expected(name):
    vector = VECTORS[name]

    verdict = verify_token(
        vector["text"],
        keys=known_keys(),
        at=datetime.fromtimestamp(vector["now"], UTC),
        skew=COMPACT["skew"],
        specimens_allowed=True,
    )

    assert verdict.reason == vector["expect"]


@pytest.mark.parametrize("name", ["rotating", "rotating_p256", "static"])
def test_vector_is_signed_again_to_the_same_text(name):
    text = VECTORS[name]["text"]
    keys = {published["kid"]: signing_key(published) for published in COMPACT["keys"]}
    signed = decode_token(text)

    assert encode_token(signed.read_token(), keys[signed.kid]) == text


@pytest.mark.parametrize("published", COMPACT["keys"], ids=lambda key: key["crv"])
def test_key_has_the_published_id(published):
    assert signing_key(published).kid == published["kid"]


def test_vector_says_what_the_file_says_of_its_ticket():
    token = decode_token(VECTORS["rotating_p256"]["text"]).read_token()
    ticket = COMPACT["ticket"]

    assert token.ticket_id.hex == ticket["ticket_id"]
    assert token.product == ticket["product"]
    assert token.valid_from == ticket["valid_from"]
    assert token.valid_until == ticket["valid_until"]
    assert token.passengers == ticket["passengers"]
    assert token.zones == tuple(ticket["zones"])
    assert token.specimen
    assert not token.online_check


def test_vector_has_the_window_of_its_ticket():
    rotation = COMPACT["rotation"]
    token = decode_token(VECTORS["rotating"]["text"]).read_token()

    window = window_at(
        token.ticket_id,
        period=rotation["period"],
        overlap=rotation["overlap"],
        at=datetime.fromtimestamp(rotation["now"], UTC),
    )

    assert int(window.start.timestamp()) == token.window_start == rotation["window_start"]
    assert int(window.end.timestamp()) == rotation["window_end"]
    assert (window.dies_at - window.start).total_seconds() == token.ttl
