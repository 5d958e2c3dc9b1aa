"""The forms of booking: what there is, the review of what is held, and the end (reference §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bookings.kept_queries import kept_of
from bookings.models import Purchase, PurchasePart
from bookings.states import CALLED_OFF, BookingState
from protocols.models import KeptTrip
from protocols.tripgo.actions.forms import end_of_cancelling
from protocols.tripgo.actions.mapping import booking_path
from protocols.tripgo.addresses import part
from protocols.tripgo.confirmation.audience import Audience
from protocols.tripgo.confirmation.segments import segment_path
from protocols.tripgo.formflow.fields import QUOTE, groups_of
from protocols.tripgo.forms.building import (
    Node,
    done_form,
    form,
    group,
    hidden_field,
    nested_form,
    step,
    string_field,
)
from protocols.tripgo.money import price_text
from protocols.tripgo.quick.choices import Choice
from protocols.tripgo.trips.segments import Segment
from sales.money import ZERO

STEP_PRODUCT = "book"
GONE = frozenset({*CALLED_OFF, BookingState.EXPIRED})
"""States of a booking that is good for nothing any more and never was used."""


def entry_form(trip: KeptTrip, segment: Segment, choices: Sequence[Choice], to: Audience) -> Node:
    """What can be booked for a segment: the form of the one product, or one within another for
    each of several."""
    phrases = to.phrases
    title = segment.operator or phrases.book
    if len(choices) == 1:
        [only] = choices
        return form(
            only.product.name,
            groups_of(only, fares=phrases.fares, details=phrases.details),
            action=_next(trip, segment, only, to),
            subtitle=only.subtitle or None,
            image=only.picture_url or None,
        )
    nested = [
        nested_form(
            choice.code,
            f"{choice.product.name} ({choice.price})",
            groups_of(choice, fares=phrases.fares, details=phrases.details),
            action=_next(trip, segment, choice, to),
            subtitle=choice.subtitle,
        )
        for choice in choices
    ]
    return form(title, [group(nested)])


def review_form(
    trip: KeptTrip, segment_id: str, purchase: Purchase, parts: Iterable[PurchasePart], to: Audience
) -> Node:
    """What is held, and the step that books it. The price is that of all parts, also of those that
    are paid at their end."""
    phrases, held = to.phrases, list(parts)
    lines = [
        string_field(
            f"part.{one.sequence}",
            one.booking.offer.product.name,
            _fares_of(one, phrases.language),
            is_read_only=True,
        )
        for one in held
    ]
    amount = sum((one.booking.offer.amount for one in held), ZERO)
    price = price_text(amount, purchase.currency, phrases.language)
    fields = [
        *lines,
        string_field("price", phrases.price, price, is_read_only=True),
        hidden_field(QUOTE, purchase.reference),
    ]
    url = to.address(segment_path(trip, segment_id, "confirm"))
    book = step(phrases.confirm, url, hud=phrases.confirming, is_final=True)
    return form(phrases.book, [group(fields)], action=book)


def booked_form(parts: Sequence[PurchasePart], to: Audience, *, at: datetime) -> Node:
    """The end: booked, or asked for where somebody is still to say yes; or that all of it was
    called off since."""
    phrases = to.phrases
    states = {one.booking.state_at(at) for one in parts}
    source = to.address(booking_path(parts[0].booking.reference, "update"))
    if states <= GONE:
        # A form books one segment, without a way back.
        kept = kept_of(one.booking for one in parts).get(parts[0].booking_id)
        return end_of_cancelling(source, to, kept)
    word = "pending" if BookingState.CONDITIONAL_CONFIRMED in states else "confirmed"
    fields = [string_field("booking_status", phrases.status, word, is_read_only=True)]
    return done_form(phrases.booked, fields, source_url=source, button=phrases.done)


def _next(trip: KeptTrip, segment: Segment, choice: Choice, to: Audience) -> Node:
    path = segment_path(trip, segment.id, f"{STEP_PRODUCT}/{part(choice.code)}")
    return step(to.phrases.next_step, to.address(path))


def _name_of(one: PurchasePart) -> str:
    return one.booking.offer.product.name


def _fares_of(one: PurchasePart, language: str) -> str:
    """Such as `2 × Adult`."""
    told = [f"{fare['value']} × {fare['name']}" for fare in one.told.get("fares", ())]
    offer = one.booking.offer
    return ", ".join(told) or price_text(offer.amount, offer.currency, language)
