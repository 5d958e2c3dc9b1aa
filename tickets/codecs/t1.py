"""The compact signed token T1: one line of text for a QR code (barcode format §2)."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from uuid import UUID

from tickets.codecs.base45 import decode_base45, encode_base45
from tickets.codecs.formats import T1_PREFIX
from tickets.codecs.keys import SIGNATURE_SIZE, SigningKey, VerifyingKey
from tickets.codecs.reasons import BarcodeRefused, Reason
from tickets.codecs.tlv import OptionalFields, pack_fields, unpack_fields

PREFIX = T1_PREFIX.decode()
VERSION = 1
# Keeps a signature from being replayed in another protocol that uses the same key.
CONTEXT = b"ticket-token/v1\0"
HEAD = Struct(">BB4s16sIIIIHBB")
SHORTEST = HEAD.size + SIGNATURE_SIZE

SPECIMEN = 0b01
ONLINE_CHECK = 0b10
KNOWN_FLAGS = SPECIMEN | ONLINE_CHECK

ALLOWED = {
    "product": range(2**32),
    "valid_from": range(2**32),
    "valid_until": range(2**32),
    "window_start": range(2**32),
    "ttl": range(2**16),
    "passengers": range(1, 2**8),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketToken:
    """What a compact token says.

    Times are whole Unix seconds, as they stand in the token, so that a token that was read and
    written again is the same to the octet. `ttl` is in seconds; 0, with window_start 0, is a
    static token.
    """

    ticket_id: UUID
    product: int
    valid_from: int
    valid_until: int
    """First second that is not valid."""
    window_start: int = 0
    ttl: int = 0
    passengers: int = 1
    specimen: bool = False
    online_check: bool = False
    zones: tuple[int, ...] = ()
    """Ascending; empty if the product knows no zones."""
    stops: tuple[str, str] | None = None
    label: str | None = None

    @property
    def is_static(self) -> bool:
        return self.ttl == 0


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A token whose outer form is right; nothing in it is to be believed before its signature."""

    body: bytes
    signature: bytes

    @property
    def kid(self) -> str:
        """The id of the key that it claims to be signed with."""
        return self.body[2:6].hex()

    def is_signed_by(self, key: VerifyingKey) -> bool:
        return key.verify(CONTEXT + self.body, self.signature)

    def read_token(self) -> TicketToken:
        """The content; BarcodeRefused if it breaks a rule (format §2.5 step 4)."""
        _, flags, _, ticket_id, *numbers, passengers, _ = HEAD.unpack_from(self.body)
        product, valid_from, valid_until, window_start, ttl = numbers
        fields = unpack_fields(self.body[HEAD.size :])
        if flags & ~KNOWN_FLAGS:
            raise BarcodeRefused(Reason.UNSUPPORTED_FORMAT)
        if passengers == 0 or (ttl == 0 and window_start != 0):
            raise BarcodeRefused(Reason.MALFORMED)
        return TicketToken(
            ticket_id=UUID(bytes=ticket_id),
            product=product,
            valid_from=valid_from,
            valid_until=valid_until,
            window_start=window_start,
            ttl=ttl,
            passengers=passengers,
            specimen=bool(flags & SPECIMEN),
            online_check=bool(flags & ONLINE_CHECK),
            zones=fields.zones,
            stops=fields.stops,
            label=fields.label,
        )


def encode_token(token: TicketToken, key: SigningKey) -> str:
    """Sign the token; the same token and key always give the same text.

    ValueError if a field is out of range or the token could never be valid.
    """
    _check_ranges(token)
    fields = pack_fields(OptionalFields(token.zones, token.stops, token.label))
    head = HEAD.pack(
        VERSION,
        SPECIMEN * token.specimen | ONLINE_CHECK * token.online_check,
        bytes.fromhex(key.kid),
        token.ticket_id.bytes,
        token.product,
        token.valid_from,
        token.valid_until,
        token.window_start,
        token.ttl,
        token.passengers,
        len(fields),
    )
    body = head + fields
    return PREFIX + encode_base45(body + key.sign(CONTEXT + body))


def decode_token(text: str) -> SignedToken:
    """Take a scanned text apart; BarcodeRefused if its outer form is wrong (format §2.5 step 1)."""
    if not text.startswith(PREFIX):
        raise BarcodeRefused(Reason.UNSUPPORTED_FORMAT)
    octets = _read_base45(text.removeprefix(PREFIX))
    if len(octets) < SHORTEST:
        raise BarcodeRefused(Reason.MALFORMED)
    if octets[0] != VERSION:
        raise BarcodeRefused(Reason.UNSUPPORTED_FORMAT)
    tlv_length = octets[HEAD.size - 1]
    if len(octets) != SHORTEST + tlv_length:
        raise BarcodeRefused(Reason.MALFORMED)
    return SignedToken(octets[:-SIGNATURE_SIZE], octets[-SIGNATURE_SIZE:])


def _read_base45(text: str) -> bytes:
    try:
        return decode_base45(text.encode())
    except ValueError as wrong:
        raise BarcodeRefused(Reason.MALFORMED) from wrong


def _check_ranges(token: TicketToken) -> None:
    for name, allowed in ALLOWED.items():
        number = getattr(token, name)
        if number not in allowed:
            raise ValueError(f"{name} is {number}; it goes from {allowed[0]} to {allowed[-1]}.")
    if token.valid_from >= token.valid_until:
        raise ValueError("A ticket is valid for a second at least.")
    if token.is_static and token.window_start != 0:
        raise ValueError("A static token has no window.")
