"""Binding a ticket to the phone that shows it (barcode format §3.7)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction

from operators.tenancy.actors import Actor
from tickets.actions.blocking import replace_handsets
from tickets.actions.tickets import lock_tickets, record_tickets
from tickets.codecs.keys import VerifyingKey, device_key
from tickets.errors import (
    BadChallenge,
    HandsetReplaced,
    MovedTooOften,
    NoProofOfKey,
    NotForHandsets,
    TicketClosed,
)
from tickets.models import Handset, Ticket
from tickets.models.ticket import OPEN
from tickets.states import TicketEventName

CHALLENGE_GOOD_FOR = timedelta(minutes=5)
HANDSETS_A_DAY = 6
"""Whoever changes phones needs two; more often than this a ticket is being passed around."""
LONGEST_NAME = 60

_signer = signing.Signer(salt="tickets.handsets")


def challenge_for(ticket: Ticket, *, at: datetime) -> str:
    """A text in ASCII for the phone to sign, good for five minutes and for one registration.

    Nothing is stored: it names the ticket and how many handsets that had.
    """
    until = int((at + CHALLENGE_GOOD_FOR).timestamp())
    return _signer.sign_object([str(ticket.pk), ticket.handsets.count(), until])


@transaction.atomic
def register_handset(
    ticket: Ticket,
    *,
    public_key: bytes,
    challenge: str,
    signature: bytes,
    name: str = "",
    by: Actor,
    at: datetime,
) -> Handset:
    """Bind the ticket to the phone that proves to have the key: a point on P-256, of which the
    challenge was signed (ECDSA with SHA-256 over its octets; DER, or r and s in a row).

    A second key moves the ticket: what the phone before shows is refused from then on. The same
    request again changes nothing. NotForHandsets, TicketClosed; NoProofOfKey, BadChallenge;
    HandsetReplaced for a key that the ticket moved away from, MovedTooOften.
    """
    [locked] = lock_tickets([ticket])
    if not locked.ticket_type.device_signed:
        raise NotForHandsets
    if locked.state not in OPEN or locked.is_over(at):
        raise TicketClosed
    point = _proven(public_key, challenge, signature)
    before = list(locked.handsets.order_by("pk"))
    known = next((handset for handset in before if bytes(handset.public_key) == point), None)
    # A request that comes again names the count from before it was done.
    counts = {len(before), len(before) - 1} if known else {len(before)}
    _check_challenge(challenge, locked, counts=counts, at=at)
    if known is not None:
        return _still_active(known)
    if sum(handset.registered_at > at - timedelta(days=1) for handset in before) >= HANDSETS_A_DAY:
        raise MovedTooOften
    return _bind(locked, before, point=point, name=name[:LONGEST_NAME], by=by, at=at)


def _bind(
    ticket: Ticket, before: list[Handset], *, point: bytes, name: str, by: Actor, at: datetime
) -> Handset:
    active = [handset for handset in before if handset.replaced_at is None]
    if replace_handsets(active, at=at):
        record_tickets([ticket], TicketEventName.MOVED, by=by, at=at)
    bound = ticket.handsets.create(
        public_key=point, device_key=device_key(point), name=name, registered_at=at
    )
    record_tickets([ticket], TicketEventName.HANDSET_REGISTERED, by=by, at=at)
    return bound


def _still_active(handset: Handset) -> Handset:
    if handset.replaced_at is not None:
        raise HandsetReplaced
    return handset


def _proven(public_key: bytes, challenge: str, signature: bytes) -> bytes:
    """The point of the key, compressed, once it is seen to have signed the challenge."""
    try:
        key = VerifyingKey.from_point(public_key)
    except ValueError as fault:
        raise NoProofOfKey from fault
    signed = challenge.encode("utf-8", "replace")
    if not (key.verify_der(signed, signature) or key.verify(signed, signature)):
        raise NoProofOfKey
    return key.compressed_point()


def _check_challenge(challenge: str, ticket: Ticket, *, counts: set[int], at: datetime) -> None:
    try:
        named, counted, until = _signer.unsign_object(challenge)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise BadChallenge from fault
    if named != str(ticket.pk) or counted not in counts or at.timestamp() >= until:
        raise BadChallenge
