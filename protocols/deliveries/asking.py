"""Asking a partner before something is done, since it pays for it."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import models

from bookings.models import Leg
from operators.tenancy.actors import Actor
from operators.tenancy.references import new_reference
from protocols.deliveries.calling import Call, call_partner
from protocols.deliveries.dispatching import address_of, endpoints_of
from protocols.deliveries.errors import NoAnswer, NobodyToAsk
from protocols.deliveries.renderers import RENDERERS, Message
from protocols.models import CallbackEndpoint


class Question(models.TextChoices):
    """What a partner can be asked about a leg."""

    REPLACE_ASSET = "REPLACE_ASSET", "May it get another vehicle?"
    START_LEG = "START_LEG", "May it begin now?"


def ask_partner(
    leg: Leg, question: Question, *, type_id: str = "", by: Actor, at: datetime
) -> bool:
    """Whether the partner of a leg's booking agrees; `type_id` is the type of the other vehicle, if
    that is another one.

    It is called at once and nothing is kept: an answer that comes later is worth nothing.
    NobodyToAsk where no endpoint is told of the booking in a format that has the question,
    NoAnswer unless a plain yes or no comes back. Nothing may be locked meanwhile.
    """
    endpoint, address, message = _whom_to_ask(leg, question, type_id=type_id, at=at)
    body = dict(message.body)
    call = Call(new_reference(), address, message.method, message.path, body)
    answer = call_partner(endpoint, call, at=at)
    try:
        agrees = json.loads(answer.body) if answer.is_good else None
    except (ValueError, RecursionError):
        agrees = None
    if not isinstance(agrees, bool):
        raise NoAnswer(f"The partner did not say yes or no. {answer.error}".rstrip())
    return agrees


def _whom_to_ask(
    leg: Leg, question: Question, *, type_id: str, at: datetime
) -> tuple[CallbackEndpoint, str, Message]:
    booking = leg.booking
    for endpoint in endpoints_of([booking])[booking.channel_id]:
        address = address_of(booking, endpoint, since=at)
        renderer = RENDERERS[endpoint.face]
        message = renderer.question(leg, question, type_id=type_id, version=endpoint.version)
        if address is not None and message is not None:
            return endpoint, address or endpoint.base_url, message
    raise NobodyToAsk
