"""What a barcode says, signed: a compact token or a UIC barcode."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from operators.tenancy.sealing import unseal
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.numbers import ticket_number
from tickets.codecs.rotation import Window
from tickets.codecs.t1 import TicketToken, encode_token
from tickets.codecs.uic import (
    UicSigner,
    UicTicket,
    encode_fcb,
    issue_for_device,
    issue_static,
    issue_until,
)
from tickets.codecs.uic.ticket import Document
from tickets.errors import FitsNoBarcode
from tickets.models import Handset, IssuerKey, Ticket
from tickets.states import FareDocument, KeyPurpose
from tickets.validity import Window as Validity
from tickets.windows import clipped

ANY_PROVIDER = 1
"""Any company code takes as much room."""

DOCUMENTS: dict[str, Document] = {
    FareDocument.OPEN_TICKET: "openTicket",
    FareDocument.PASS: "pass",
}


def sign_payload(
    ticket: Ticket, window: Window, *, key: IssuerKey, handset: Handset | None, rotating: bool
) -> bytes:
    """The octets of the barcode for that window, which is not clipped to the validity.

    The same arguments always give the same octets. With a handset it is the issuer's part alone,
    which that phone signs whenever it shows the ticket. FitsNoBarcode if the format has no room.
    """
    if key.purpose == KeyPurpose.UIC:
        return _sign_uic(ticket, clipped(ticket, window), key, handset, rotating)
    return encode_token(_token(ticket, window, rotating), open_key(key)).encode("ascii")


def _token(ticket: Ticket, window: Window, rotating: bool) -> TicketToken:
    assert ticket.valid_from is not None
    assert ticket.valid_until is not None
    return TicketToken(
        ticket_id=ticket.pk,
        product=ticket.product_number,
        valid_from=_seconds(ticket.valid_from),
        valid_until=_seconds(ticket.valid_until),
        window_start=_seconds(window.start) if rotating else 0,
        ttl=_seconds(window.dies_at) - _seconds(window.start) if rotating else 0,
        passengers=ticket.passengers,
        specimen=ticket.specimen,
        online_check=ticket.ticket_type.checked_online,
        zones=tuple(ticket.zones),
    )


def _sign_uic(
    ticket: Ticket, window: Window, key: IssuerKey, handset: Handset | None, rotating: bool
) -> bytes:
    signer = _uic_signer(key)
    assert ticket.valid_from is not None
    assert ticket.valid_until is not None
    assert ticket.activated_at is not None
    validity = Validity(ticket.valid_from, ticket.valid_until)
    written = _uic_ticket(ticket, validity, signer.provider, ticket.activated_at)
    fcb = _fcb(written, ticket.tenant.timezone)
    if handset is not None:
        point, duration = bytes(handset.public_key), ticket.ticket_type.rotation_seconds
        return issue_for_device(fcb, signer, point, duration, window.dies_at)
    if rotating:
        return issue_until(fcb, signer, window.dies_at)
    return issue_static(fcb, signer)


def check_fits(ticket: Ticket, validity: Validity, *, at: datetime) -> None:
    """FitsNoBarcode if a ticket that becomes active at that moment and is valid then has no room
    in the barcode of its type."""
    if ticket.ticket_type.barcode_format == BarcodeFormat.UIC:
        counted_from = ticket.activated_at or at
        written = _uic_ticket(ticket, validity, ANY_PROVIDER, counted_from)
        _fcb(written, ticket.tenant.timezone)


def _uic_ticket(
    ticket: Ticket, validity: Validity, provider: int, activated_at: datetime
) -> UicTicket:
    """The format counts the days of a validity from the issue and has room for two years of them,
    so a ticket counts as issued when it becomes active."""
    kind = ticket.ticket_type
    return UicTicket(
        document=DOCUMENTS[kind.fare_document],
        reference=ticket_number(ticket.pk),
        provider=provider,
        product=ticket.product_number,
        issued_at=activated_at,
        valid_from=validity.opens_at,
        valid_until=validity.closes_at,
        zones=tuple(ticket.zones),
        passengers=ticket.passengers,
        label=ticket.label,
        specimen=ticket.specimen,
        online_check=kind.checked_online,
        age_check=kind.age_check,
        currency=ticket.tenant.currency,
    )


@lru_cache(maxsize=4096)
def _fcb(ticket: UicTicket, timezone: str) -> bytes:
    """Kept per process: to write the ticket takes longer than to sign it."""
    try:
        return encode_fcb(ticket, zone=ZoneInfo(timezone))
    except ValueError as wrong:
        # Such as a validity of two years, which the format of the railways has no room for.
        raise FitsNoBarcode from wrong


def _uic_signer(key: IssuerKey) -> UicSigner:
    assert key.uic_provider is not None
    assert key.uic_key_id is not None
    return UicSigner(key.uic_provider, key.uic_key_id, open_key(key))


def open_key(key: IssuerKey) -> SigningKey:
    """The pair with its private half; InvalidToken if this installation cannot unseal it."""
    return _open_key(Algorithm(key.algorithm), key.sealed_private_key)


@lru_cache(maxsize=64)
def _open_key(algorithm: Algorithm, sealed: str) -> SigningKey:
    """Kept per process: opening a key costs more than signing with it."""
    return SigningKey.from_private_octets(algorithm, unseal(sealed))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
