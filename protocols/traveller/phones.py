"""Tickets that the traveller's phone signs: it registers its key, and gets what it signs."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from pydantic import BaseModel, ConfigDict, Field

from operators.tenancy.correlation import current_correlation_id
from protocols.traveller.links import BY, behind_link
from protocols.traveller.telling import tell_script
from protocols.traveller.times import to_wire
from tickets.actions.handsets import challenge_for, register_handset
from tickets.codecs.uic.devices import count_bits
from tickets.errors import TicketError
from tickets.models import Barcode, Handset, Ticket

LONGEST = 500
PRINTABLE = r"^\P{Cc}*$"
"""Control characters are in no name, and the database stores no NUL."""


class Registration(BaseModel):
    """What a phone sends to show that it has a key."""

    model_config = ConfigDict(extra="forbid")

    publicKey: str = Field(max_length=LONGEST)
    challenge: str = Field(max_length=LONGEST)
    signature: str = Field(max_length=LONGEST)
    name: str = Field(default="", max_length=60, pattern=PRINTABLE)


@csrf_exempt  # Who knows the address may do this, and nobody else can name it.
@require_POST
@behind_link(tell=tell_script)
def register(request: HttpRequest, ticket: Ticket, *, secret: str) -> HttpResponse:
    """Bind the ticket to the phone that sends this; it leaves the phone that it was on.

    JSON with `publicKey` (an uncompressed point on P-256), the `challenge` of barcodes.json, its
    `signature` with that key (r and s, 64 octets), both in base64, and the phone's `name`. 201; 400
    for a body that is none, 409 with `detail` if the proof is refused.
    """
    try:
        sent = Registration.model_validate_json(request.body)
        public_key, signature = map(_octets, (sent.publicKey, sent.signature))
    except ValueError:
        # Of the body, of Base64, and of characters that Base64 does not have.
        return _refuse("malformed", "This is no registration of a phone.", status=400)
    try:
        register_handset(
            ticket,
            public_key=public_key,
            challenge=sent.challenge,
            signature=signature,
            name=sent.name,
            by=BY,
            at=timezone.now(),
        )
    except TicketError as refusal:
        return _refuse("refused", refusal.detail, status=409)
    return JsonResponse({}, status=201)


def phone_to_wire(ticket: Ticket, shown: Sequence[Barcode], *, at: datetime) -> dict[str, Any]:
    """What a phone needs: the challenge to sign once, the public key of the phone that has the
    ticket now, and the issuer's part of the barcode, which it signs at each display."""
    handset = Handset.objects.active().filter(ticket=ticket).first()
    return {
        "challenge": challenge_for(ticket, at=at),
        "validSeconds": ticket.ticket_type.rotation_seconds,
        "handset": handset and {"publicKey": _base64(handset.public_key), "name": handset.name},
        "barcode": _signed_part(shown[0]) if shown else None,
    }


def _signed_part(row: Barcode) -> dict[str, Any]:
    return {
        "startsAt": to_wire(row.starts_at),
        "endsAt": to_wire(row.ends_at),
        "diesAt": to_wire(row.dies_at),
        "level1": _base64(row.octets),
        "bits": count_bits(row.octets),
    }


def _octets(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _base64(octets: bytes | memoryview) -> str:
    return base64.b64encode(bytes(octets)).decode("ascii")


def _refuse(reason: str, detail: str, *, status: int) -> HttpResponse:
    told = {"reason": reason, "detail": detail, "correlationId": current_correlation_id()}
    return JsonResponse(told, status=status)
