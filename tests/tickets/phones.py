"""A phone's barcode with any of the faults that a check can find, and no other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.tickets.rail import (
    AT,
    DEVICE,
    ISSUER,
    OSLO,
    POINT,
    TICKET,
    TICKET_ID,
    judge,
)
from tickets.codecs.keys import device_key
from tickets.codecs.uic import (
    dynamic_content,
    encode_fcb,
)
from tickets.codecs.uic.bits import BitWriter
from tickets.codecs.uic.header import ECDSA_SHA256, P256, DataItem, Level1, write_level1
from tickets.codecs.verification import (
    BlockList,
    KeyRing,
    KeyStatus,
    KnownKey,
    Place,
    Reason,
)

SECOND = timedelta(seconds=1)
END = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
DEVICE_KEY = device_key(POINT)
DSA_SHA256 = bytes.fromhex("608648016503040302")

FAULTS = [
    ("octets behind", Reason.MALFORMED),
    ("key id", Reason.UNKNOWN_KEY),
    ("unsigned", Reason.UNSIGNED),
    ("signature", Reason.BAD_SIGNATURE),
    ("revoked", Reason.KEY_REVOKED),
    ("key time", Reason.KEY_NOT_VALID),
    ("end", Reason.BARCODE_EXPIRED),
    ("no level 2", Reason.DEVICE_SIGNATURE_MISSING),
    ("algorithm", Reason.UNSUPPORTED_ALGORITHM),
    ("device signature", Reason.BAD_DEVICE_SIGNATURE),
    ("no stamp", Reason.DYNAMIC_TIMESTAMP_MISSING),
    ("stamp", Reason.BARCODE_EXPIRED),
    ("two contents", Reason.NO_TICKET),
    ("content", Reason.MALFORMED),
    ("specimen", Reason.SPECIMEN),
    ("not activated", Reason.NOT_ACTIVATED),
    ("validity", Reason.TICKET_EXPIRED),
    ("blocked", Reason.TICKET_REVOKED),
    ("zone", Reason.WRONG_ZONE),
    ("product", Reason.WRONG_PRODUCT),
    ("single use", Reason.ALREADY_USED),
    ("offline", Reason.ONLINE_REQUIRED),
    ("clock", Reason.CLOCK_UNTRUSTED),
    ("seen", Reason.SEEN_BEFORE),
]


def content_with(faults):
    ticket = replace(
        TICKET,
        specimen="specimen" in faults,
        activated="not activated" not in faults,
        online_check="offline" in faults,
        valid_until=AT.replace(second=0) if "validity" in faults else TICKET.valid_until,
    )
    fcb = encode_fcb(ticket, zone=OSLO)
    items = (DataItem("FCB3", fcb[:-1] if "content" in faults else fcb),)
    return items * (2 if "two contents" in faults else 1)


def level1_with(faults):
    return Level1(
        provider=9999,
        key_id=2 if "key id" in faults else 1,
        items=content_with(faults),
        level1_signing_algorithm=ECDSA_SHA256,
        level2_key_algorithm=P256,
        level2_signing_algorithm=DSA_SHA256 if "algorithm" in faults else ECDSA_SHA256,
        level2_public_key=POINT,
        end_of_validity=AT.replace(minute=0, second=0, hour=7) if "end" in faults else END,
        validity_duration=30,
    )


def stamp_with(faults):
    if "no stamp" in faults:
        return b"\0"
    return dynamic_content(AT - 60 * SECOND if "stamp" in faults else AT)


def barcode_with(faults):
    """A phone's barcode that has these faults and no other, bit by bit."""
    level1 = write_level1(level1_with(faults))
    has_level2 = "no level 2" not in faults
    level2 = BitWriter()
    level2.put("unsigned" not in faults, 1)
    level2.put(has_level2, 1)
    level2.extend(level1)
    if "unsigned" not in faults:
        wrong = b"?" if "signature" in faults else b""
        level2.put_octets(ISSUER.sign_der(level1.octets() + wrong))
    bits = BitWriter()
    bits.put(has_level2, 1)
    bits.put_length(2)
    bits.put_ia5("U2")
    if has_level2:
        level2.put_length(4)
        level2.put_ia5("FDC1")
        level2.put_octets(stamp_with(faults))
    bits.extend(level2)
    if has_level2:
        wrong = b"?" if "device signature" in faults else b""
        bits.put_octets(DEVICE.sign_der(level2.octets() + wrong))
    return bits.octets() + (b"\0" if "octets behind" in faults else b"")


def judge_with(faults):
    key = KnownKey(
        ISSUER.verifying_key(),
        status=KeyStatus.REVOKED if "revoked" in faults else KeyStatus.ACTIVE,
        not_before=AT + SECOND if "key time" in faults else None,
    )
    return judge(
        barcode_with(faults),
        ring=KeyRing(uic={(9999, 1): key}),
        block_list=BlockList(tickets={TICKET_ID} if "blocked" in faults else ()),
        place=Place(
            zones=frozenset({999 if "zone" in faults else 102}),
            products=frozenset({999 if "product" in faults else 17}),
        ),
        seen={TICKET_ID} if {"seen", "single use"} & faults else (),
        single_use={17} if "single use" in faults else (),
        clock_trusted="clock" not in faults,
    )
