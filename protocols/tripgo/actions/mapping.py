"""`actions` of a confirmation (reference §8.2): what can be done with a booking now.

React does an internal action only with its question, of which there are an old and a new spelling;
both are sent.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bookings.queries import BookingReading
from bookings.states import BookingKind, LegState
from bookings.supplied_queries import SuppliedBookingReading
from bookings.taxi_queries import TaxiReading
from operators.supply.terms import RemoteToken
from protocols.tripgo.actions.types import ActionType
from protocols.tripgo.addresses import part
from protocols.tripgo.confirmation.audience import Audience
from protocols.tripgo.confirmation.facts import Facts
from protocols.tripgo.confirmation.known import Known
from protocols.tripgo.confirmation.states import STAGE_OF, VALID_STAGES, Stage
from protocols.tripgo.confirmation.wording import Phrases, Question
from protocols.tripgo.money import price_text
from protocols.tripgo.tickets.mapping import is_active, unactivated
from sales.catalogue.states import Cancellation
from sales.money import ZERO
from sales.refunds.rules import can_be_given_back

Wire = dict[str, Any]

CALLABLE = frozenset("+0123456789")


def actions_of(known: Known, facts: Facts, tickets: Sequence[Wire], to: Audience) -> list[Wire]:
    """What can be done; nothing with a booking that was cancelled."""
    stage = STAGE_OF[known.status]
    if stage is Stage.OVER:
        return _after_use(known, to)
    if stage not in VALID_STAGES:
        return []
    return [
        *_of_tickets(tickets, to.phrases),
        *_of_resold(known, to.phrases),
        *_of_vehicle(known, to),
        *_calls(facts, to.phrases),
        *_cancels(known, to),
    ]


def booking_path(reference: str, act: str) -> str:
    """Where something is done with a booking, below the base."""
    return f"booking/v1/{part(reference)}/{act}"


def may_cancel(known: Known) -> bool:
    """Whether a cancellation of that moment would be accepted."""
    stage = STAGE_OF[known.status]
    if stage is Stage.ASKED:
        return True
    if not isinstance(known.found, BookingReading):
        return stage is Stage.BOUND
    legs = [leg.leg for leg in known.found.legs]
    return stage in VALID_STAGES and can_be_given_back(
        Cancellation(known.booking.offer.cancellation),
        {leg.ticket_id: leg.ticket for leg in legs if leg.ticket}.values(),
        departs_at=min(leg.departs_at for leg in legs),
        at=known.at,
    )


def fee_of(known: Known) -> Decimal:
    """What a cancellation would cost now, VAT included; of what is sold no more than was paid."""
    if isinstance(known.found, TaxiReading):
        return known.found.ride.cancellation_fee if known.found.has_driver else ZERO
    is_sold = known.standing.kind == BookingKind.JOURNEY and known.booking.order_id is not None
    offer = known.booking.offer
    return min(offer.cancellation_fee, offer.amount) if is_sold else ZERO


def _of_tickets(tickets: Sequence[Wire], phrases: Phrases) -> list[Wire]:
    told = []
    if any(is_active(ticket) for ticket in tickets):
        told.append(_action(phrases.show_tickets, ActionType.SHOW_TICKETS))
    waiting = unactivated(tickets)
    for ticket in waiting:
        label = "" if len(waiting) == 1 else f" ({ticket['fare']['name']})"
        url = ticket["activateURL"]
        told.append(_internal(ActionType.ACTIVATE_TICKETS, url, phrases.activate, label=label))
    return told


def _of_resold(known: Known, phrases: Phrases) -> list[Wire]:
    """The codes that another operator gave for its tickets, where they are texts."""
    if not isinstance(known.found, SuppliedBookingReading):
        return []
    tokens = [leg.ticket for leg in known.found.legs if leg.ticket is not None]
    return [
        {**_action(phrases.show_tickets, ActionType.QRCODE), "externalURL": f"qrcode:{text}"}
        for token in tokens
        if (text := text_of(token))
    ]


def text_of(token: RemoteToken) -> str:
    """The text of a supplier's code; empty where it is something else, such as a picture."""
    told = token.content.get("base64")
    if token.content.get("mediaType") != "text/plain" or not isinstance(told, str):
        return ""
    try:
        return base64.b64decode(told, validate=True).decode("ascii")
    except ValueError:
        return ""


def _of_vehicle(known: Known, to: Audience) -> list[Wire]:
    """Of a vehicle that is rented: it is unlocked, locked for a while, and given back."""
    if known.standing.kind != BookingKind.RENTAL:
        return []
    unlock = to.address(booking_path(known.reference, "unlock"))
    if STAGE_OF[known.status] is Stage.BOUND:
        return [_internal(ActionType.UNLOCK, unlock, to.phrases.unlock)]
    if known.standing.leg == LegState.PAUSED:
        switch = _internal(ActionType.UNLOCK, unlock, to.phrases.ride_on)
    else:
        lock = to.address(booking_path(known.reference, "lock"))
        switch = _internal(ActionType.LOCK, lock, to.phrases.pause)
    return [switch, _ending(known, to)]


def _ending(known: Known, to: Audience) -> Wire:
    url = to.address(booking_path(known.reference, "end"))
    return _internal(ActionType.LOCK, url, to.phrases.end, destructive=True)


def _calls(facts: Facts, phrases: Phrases) -> list[Wire]:
    """Each number once."""
    numbers = {_dialled(facts.provider.phone): phrases.call.format(provider=facts.provider.name)}
    numbers.setdefault(_dialled(facts.service_phone), phrases.call_centre)
    return [
        {**_action(title, ActionType.CALL), "externalURL": f"tel:{number}"}
        for number, title in numbers.items()
        if number
    ]


def _cancels(known: Known, to: Audience) -> list[Wire]:
    if not may_cancel(known):
        return []
    url = to.address(booking_path(known.reference, "cancel"))
    return [_internal(ActionType.CANCEL, url, cancel_question(known, to), destructive=True)]


def cancel_question(known: Known, to: Audience) -> Question:
    """What is asked before a cancellation; the fee stands in it."""
    asked = to.phrases.cancel[known.standing.kind]
    fee = fee_of(known)
    if not fee:
        return asked
    told = price_text(fee, known.booking.offer.currency, to.phrases.language)
    if known.standing.kind == BookingKind.TAXI:
        # Nothing was paid for it yet.
        return replace(asked, text=f"{asked.text} {to.phrases.charged.format(fee=told)}")
    text = to.phrases.fee.format(question=asked.text, fee=told)
    return replace(asked, text=text)


def _after_use(known: Known, to: Audience) -> list[Wire]:
    is_rental = known.standing.kind == BookingKind.RENTAL
    is_unlocked = is_rental and known.standing.leg == LegState.FINISHING
    rate = to.address(booking_path(known.reference, "rate"))
    asked = _internal(ActionType.RATE, rate, to.phrases.rate)
    return [_ending(known, to), asked] if is_unlocked else [asked]


def _internal(
    kind: ActionType, url: str, asked: Question, *, label: str = "", destructive: bool = False
) -> Wire:
    """One that this server does, after the question was answered."""
    return {
        **_action(f"{asked.title}{label}", kind, destructive=destructive),
        "internalURL": url,
        "confirmationMessage": asked.text,
        "confirmation": {
            "message": asked.text,
            "confirmActionTitle": asked.title,
            "abortActionTitle": asked.keep,
        },
    }


def _action(title: str, kind: ActionType, *, destructive: bool = False) -> Wire:
    return {"title": title, "type": kind.value, "isDestructive": destructive}


def _dialled(phone: str) -> str:
    """As it is dialled: the zero of `+31 (0)20` is left out, as it is from abroad."""
    number = phone.strip()
    if number.startswith("+"):
        number = number.replace("(0)", "")
    return "".join(character for character in number if character in CALLABLE)
