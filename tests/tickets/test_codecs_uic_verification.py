"""How a UIC barcode is judged: its times, its level 2, its content."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.tickets.phones import DEVICE_KEY, END, SECOND, barcode_with, level1_with
from tests.tickets.rail import (
    AT,
    DEVICE,
    FCB,
    ISSUER,
    OSLO,
    POINT,
    RING,
    SIGNER,
    TICKET,
    TICKET_ID,
    check,
    judge,
)
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.uic import (
    assemble,
    dynamic_content,
    encode_fcb,
    issue_for_device,
    issue_static,
    issue_until,
    level2_input,
    sign_on_device,
)
from tickets.codecs.uic.header import DataItem, Level1
from tickets.codecs.uic.rail_tickets import read_fcb, write_fcb
from tickets.codecs.verification import (
    BlockList,
    KeyRing,
    KnownKey,
    Reason,
    Verdict,
)


def test_verdict_on_a_phone_s_barcode_tells_what_it_is():
    assert check(barcode_with(set())) == Verdict(
        Reason.OK,
        BarcodeFormat.UIC,
        ticket_id=TICKET_ID,
        product=17,
        moment=AT,
        kid_text="9999/1",
        device_key=DEVICE_KEY,
        uic=TICKET,
    )


def test_verdict_on_other_barcodes_has_no_phone():
    reissued, static = check(issue_until(FCB, SIGNER, END)), check(issue_static(FCB, SIGNER))

    assert (reissued.reason, reissued.moment, reissued.device_key) == (Reason.OK, END, None)
    assert (static.reason, static.moment, static.device_key) == (Reason.OK, None, None)


def test_refused_barcode_has_no_ticket_and_refused_ticket_is_told():
    unknown = check(barcode_with({"key id"}))
    assert (unknown.kid_text, unknown.uic, unknown.ticket_id) == ("9999/2", None, None)
    assert check(barcode_with({"signature"})).uic is None
    assert check(barcode_with({"content"})).uic is None
    assert check(barcode_with({"end"})).ticket_id == TICKET_ID


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (END + 29 * SECOND, Reason.OK),
        (END + 30 * SECOND, Reason.BARCODE_EXPIRED),
    ],
)
def test_reissued_barcode_ends_with_its_minute_and_the_skew(at, reason):
    assert judge(issue_until(FCB, SIGNER, END - SECOND), at=at) == reason


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        (-31, Reason.BARCODE_IN_FUTURE),
        (-30, Reason.OK),
        (59, Reason.OK),
        (60, Reason.BARCODE_EXPIRED),
    ],
)
def test_phone_s_stamp_is_good_for_its_duration_give_or_take_the_skew(seconds, reason):
    assert judge(barcode_with(set()), at=AT + seconds * SECOND) == reason


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        (-1, Reason.TICKET_NOT_YET_VALID),
        (0, Reason.OK),
        (90 * 60 - 1, Reason.OK),
        (90 * 60, Reason.TICKET_EXPIRED),
    ],
)
def test_static_barcode_is_good_for_the_validity_without_skew(seconds, reason):
    assert judge(issue_static(FCB, SIGNER), at=TICKET.valid_from + seconds * SECOND) == reason


@pytest.mark.parametrize("issue", [issue_static, lambda fcb, signer: issue_until(fcb, signer, END)])
def test_product_that_demands_a_phone_is_refused_without_one(issue):
    assert judge(issue(FCB, SIGNER), demands_device={17}) == Reason.DEVICE_SIGNATURE_MISSING
    assert judge(issue(FCB, SIGNER), demands_device={18}) == Reason.OK
    assert judge(barcode_with(set()), demands_device={17}) == Reason.OK


def test_old_phone_of_a_moved_ticket_is_blocked_and_nothing_else():
    moved = BlockList(handsets={(TICKET_ID, DEVICE_KEY)})
    new_phone = ISSUER.verifying_key().compressed_point()
    material = issue_for_device(FCB, SIGNER, new_phone, 30, END)

    assert judge(barcode_with(set()), block_list=moved) == Reason.TICKET_REVOKED
    assert judge(sign_on_device(material, ISSUER, AT), block_list=moved) == Reason.OK
    assert judge(issue_static(FCB, SIGNER), block_list=moved) == Reason.OK


@pytest.mark.parametrize("zone", [UTC, OSLO])
@pytest.mark.parametrize(
    "shown_at",
    [
        datetime(2026, 12, 31, 23, 59, 50, tzinfo=UTC),
        datetime(2028, 12, 31, 23, 59, 50, tzinfo=UTC),
        datetime(2029, 1, 1, 0, 0, 10, tzinfo=UTC),
        # The clock of Oslo is put back at 01:00 UTC.
        datetime(2026, 10, 25, 0, 59, 50, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 0, 10, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        (-31, Reason.BARCODE_IN_FUTURE),
        (-30, Reason.OK),
        (0, Reason.OK),
        (44, Reason.OK),
        (45, Reason.BARCODE_EXPIRED),
    ],
)
def test_phone_s_barcode_lives_as_long_where_a_year_or_summer_ends(zone, shown_at, seconds, reason):
    hour = 3600 * SECOND
    times = {"valid_from": shown_at - hour, "valid_until": shown_at + hour}
    fcb = encode_fcb(replace(TICKET, issued_at=shown_at - hour, **times), zone=OSLO)
    material = issue_for_device(fcb, SIGNER, POINT, 15, shown_at + hour)

    at = (shown_at + seconds * SECOND).astimezone(zone)

    assert judge(sign_on_device(material, DEVICE, shown_at), at=at) == reason


def test_static_barcode_does_not_need_a_trusted_clock():
    assert judge(issue_static(FCB, SIGNER), clock_trusted=False) == Reason.OK
    reissued = issue_until(FCB, SIGNER, END)
    assert judge(reissued, clock_trusted=False) == Reason.CLOCK_UNTRUSTED
    late = {"at": END + 60 * SECOND, "clock_trusted": False}
    assert judge(reissued, **late) == Reason.BARCODE_EXPIRED


@pytest.mark.parametrize(
    ("point", "reason"),
    [
        (ec.generate_private_key(ec.SECP384R1()).public_key(), Reason.UNSUPPORTED_ALGORITHM),
        (DEVICE.verifying_key()._public_key, Reason.OK),
    ],
    ids=["P-384", "P-256"],
)
def test_phone_s_key_may_be_a_whole_public_key_of_the_right_curve(point, reason):
    spki = point.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    barcode = sign_on_device(
        SIGNER.issue(replace(level1_with(set()), level2_public_key=spki)), DEVICE, AT
    )

    verdict = check(barcode)

    assert verdict.reason == reason
    assert verdict.device_key == (DEVICE_KEY if reason == Reason.OK else None)


@pytest.mark.parametrize("point", [b"", b"\x02" + bytes(31), b"\x02" + b"\xff" * 32, b"\x30\x00"])
def test_phone_s_key_that_is_no_point_is_unsupported(point):
    material = SIGNER.issue(replace(level1_with(set()), level2_public_key=point))

    assert judge(sign_on_device(material, DEVICE, AT)) == Reason.UNSUPPORTED_ALGORITHM


@pytest.mark.parametrize("content", [b"", b"\0", dynamic_content(AT)[:-1], dynamic_content(AT) * 2])
def test_content_of_level_2_that_cannot_be_read_is_no_stamp(content):
    material = issue_for_device(FCB, SIGNER, POINT, 30, END)
    signature = DEVICE.sign_der(level2_input(material, content))

    verdict = check(assemble(material, content, signature))

    assert (verdict.reason, verdict.moment) == (Reason.DYNAMIC_TIMESTAMP_MISSING, END)


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ((), Reason.NO_TICKET),
        ((DataItem("_9999XX", b"?"),), Reason.NO_TICKET),
        ((DataItem("FCB2", FCB),), Reason.UNSUPPORTED_FORMAT),
        ((DataItem("FCB3", FCB), DataItem("FCB2", FCB)), Reason.NO_TICKET),
        ((DataItem("_9999XX", b"?"), DataItem("FCB3", FCB)), Reason.OK),
    ],
)
def test_barcode_carries_one_ticket_in_the_version_that_we_read(items, reason):
    level1 = Level1(provider=9999, key_id=1, items=items)

    assert judge(SIGNER.issue(level1)) == reason


@pytest.mark.parametrize("count", [0, 2])
def test_content_without_exactly_one_document_is_no_ticket(count):
    content = read_fcb(FCB)
    documents = content["transportDocument"] * count
    octets = write_fcb(content | {"transportDocument": documents})

    assert judge(issue_static(octets, SIGNER)) == Reason.NO_TICKET


@pytest.mark.parametrize("name", [{"provider": None}, {"key_id": None}, {"provider": "9999"}])
def test_barcode_that_names_no_key_is_unknown(name):
    level1 = replace(level1_with(set()), **name)

    assert judge(SIGNER.issue(level1)) == Reason.UNKNOWN_KEY


def test_reference_of_another_issuer_is_no_ticket_of_ours():
    fcb = encode_fcb(replace(TICKET, reference="7M4KQZ2X9HTB"), zone=OSLO)

    verdict = check(issue_static(fcb, SIGNER), block_list=BlockList(tickets={TICKET_ID}))

    assert (verdict.reason, verdict.ticket_id) == (Reason.OK, None)


def test_key_of_the_other_format_does_not_verify():
    t1 = {ISSUER.kid: KnownKey(ISSUER.verifying_key())}

    assert judge(issue_static(FCB, SIGNER), ring=KeyRing(t1=t1)) == Reason.UNKNOWN_KEY
    assert judge(issue_static(FCB, SIGNER), ring=RING) == Reason.OK
