"""A UIC ticket, the issuer and the phone that sign it, and its check at a moment."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.numbers import ticket_number
from tickets.codecs.uic import UicSigner, UicTicket, encode_fcb
from tickets.codecs.verification import Circumstances, KeyRing, KnownKey, verify_barcode

ISSUER = SigningKey.from_private_octets(
    Algorithm.ES256,
    bytes.fromhex("1f2e3d4c5b6a798807162534435261701f2e3d4c5b6a79880716253443526170"),
)
DEVICE = SigningKey.from_private_octets(Algorithm.ES256, bytes(range(1, 33)))
POINT = DEVICE.verifying_key().compressed_point()
SIGNER = UicSigner(9999, 1, ISSUER)
RING = KeyRing(uic={(9999, 1): KnownKey(ISSUER.verifying_key())})
OSLO = ZoneInfo("Europe/Oslo")
AT = datetime(2026, 9, 1, 8, 0, 5, tzinfo=UTC)
TICKET_ID = UUID("018f3c2a-7b1e-7c44-9d3a-5e6f70819203")
TICKET = UicTicket(
    document="openTicket",
    reference=ticket_number(TICKET_ID),
    provider=9999,
    product=17,
    issued_at=datetime(2026, 9, 1, 7, 30, tzinfo=UTC),
    valid_from=datetime(2026, 9, 1, 7, 30, tzinfo=UTC),
    valid_until=datetime(2026, 9, 1, 9, 0, tzinfo=UTC),
    zones=(101, 102),
    label="Single, two zones",
)
FCB = encode_fcb(TICKET, zone=OSLO)


def check(octets, *, ring=RING, at=AT, **circumstances):
    return verify_barcode(
        octets, ring=ring, circumstances=Circumstances(at=at, zone=OSLO, **circumstances)
    )


def judge(octets, **circumstances):
    return check(octets, **circumstances).reason
