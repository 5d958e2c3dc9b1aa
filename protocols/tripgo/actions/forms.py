"""The forms that actions end with, and that of a rating (reference §7, §8.2)."""

from __future__ import annotations

from typing import Any

from bookings.kept_queries import Kept
from protocols.tripgo.actions.acts import LEAST, MOST
from protocols.tripgo.actions.mapping import booking_path, cancel_question, may_cancel
from protocols.tripgo.confirmation.audience import Audience
from protocols.tripgo.confirmation.kinds import facts_of
from protocols.tripgo.confirmation.known import Known
from protocols.tripgo.confirmation.states import STAGE_OF, Stage
from protocols.tripgo.confirmation.wording import Phrases
from protocols.tripgo.forms.building import (
    cancelled_form,
    datetime_field,
    form,
    group,
    link_field,
    step,
    stepper_field,
    string_field,
    text_field,
)
from protocols.tripgo.money import price_text

Node = dict[str, Any]

RATE, FEEDBACK = "rate", "feedback"
STATUS_WORDS = {
    Stage.ASKED: "Pending",
    Stage.BOUND: "Confirmed",
    Stage.UNDER_WAY: "Confirmed",
    Stage.OVER: "Confirmed",
    Stage.CALLED_OFF: "Cancelled",
}
"""Values of `booking_status` that apps know, whatever their language."""


def source_url(known: Known, to: Audience) -> str | None:
    """Where the trip is told again; None without a trip."""
    return to.address(booking_path(known.reference, "update")) if known.trip else None


def status_form(known: Known, to: Audience) -> Node:
    """How a booking stands, as older apps show it: a receipt. With the address of the trip iOS
    would close it at once, since it is done."""
    facts, phrases = facts_of(known), to.phrases
    amount = price_text(facts.amount, facts.currency, phrases.language)
    word, title = STATUS_WORDS[STAGE_OF[known.status]], phrases.titles[known.status]
    fields = [
        string_field("booking_status", phrases.status, word, is_read_only=True),
        string_field("update_status", phrases.booking, title, is_read_only=True),
        text_field("message", phrases.details, to.subtitle(known, facts)),
        string_field("price", phrases.price, amount, is_read_only=True),
        datetime_field(
            "departure",
            phrases.departure,
            facts.departs_at,
            timezone=known.booking.tenant.zone.key,
            is_read_only=True,
        ),
        *money_fields(known.kept, phrases),
    ]
    if may_cancel(known):
        asked = cancel_question(known, to)
        url = to.address(booking_path(known.reference, "cancel"))
        link = link_field("cancel_booking", asked.title, url, method="post")
        fields.append({**link, "subtitle": asked.text})
    product = known.booking.offer.product.name
    action = {"title": phrases.done, "done": True}
    return form(product, [group(fields)], action=action)


def end_of_cancelling(source: str | None, to: Audience, kept: Kept | None = None) -> Node:
    """What was called off, with what that cost. `source`: where its trip is told again."""
    phrases = to.phrases
    return cancelled_form(
        phrases.cancelled,
        money_fields(kept, phrases),
        source_url=source,
        status=phrases.status,
        button=phrases.done,
    )


def money_fields(kept: Kept | None, phrases: Phrases) -> list[Node]:
    """The fee that was kept, and what is given back of the price; nothing where it was free."""
    if kept is None or not kept.fee:
        return []
    told = {"fee": (phrases.fee_kept, kept.fee), "refund": (phrases.given_back, kept.returned)}
    return [
        string_field(
            name, title, price_text(amount, kept.currency, phrases.language), is_read_only=True
        )
        for name, (title, amount) in told.items()
        if amount
    ]


def rating_form(known: Known, to: Audience) -> Node:
    """What the traveller thinks of the trip."""
    phrases = to.phrases
    fields = [
        stepper_field(RATE, phrases.rating, MOST, least=LEAST, most=MOST),
        string_field(FEEDBACK, phrases.feedback),
    ]
    send = step(phrases.send, to.address(booking_path(known.reference, "rate")))
    return form(phrases.rate.title, [group(fields)], action=send)
