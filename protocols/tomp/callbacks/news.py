"""Which event of a booking is told by which call; the table is total, and a test says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bookings.finding import read_any_leg
from bookings.models import BookingEvent
from bookings.states import CLOSED, BookingEventName, BookingKind, Origin
from protocols.deliveries.renderers import Message
from protocols.models import CallMethod
from protocols.tomp.dialect import Dialect
from protocols.tomp.versions import Version
from sales.models import ExtraCost

SECRETS = ("ticket", "assetAccessData", "allAssetAccessData")
"""What shows or opens a leg: it dies sooner than a call that waits, so a partner fetches it."""


@dataclass(frozen=True, slots=True)
class News:
    """An event that is told to a partner in its version of TOMP."""

    event: BookingEvent
    dialect: Dialect
    version: Version
    at: datetime

    @property
    def name(self) -> BookingEventName:
        return BookingEventName(self.event.name)

    def leg_to_wire(self) -> dict[str, Any]:
        """The leg as it is now, without what shows or opens it."""
        assert self.event.leg is not None
        reading = read_any_leg(
            self.event.leg.reference, channel_id=self.event.booking.channel_id, at=self.at
        )
        wire = self.dialect.mapping.leg_to_wire(reading, version=self.version)
        return {name: told for name, told in wire.items() if name not in SECRETS}


Teller = Callable[[News], Sequence[Message]]


def tell_booking(news: News) -> Sequence[Message]:
    """POST bookings/{id}/events: the answer to a postponed commit, or an end that the partner did
    not ask for."""
    word = news.dialect.telling.BOOKING_NEWS[news.name]
    if word is None:
        return []
    origin = Origin(news.event.details.get("origin", Origin.TO))
    body = news.dialect.telling.operation_to_wire(word, origin=origin)
    return [_about_booking(news, "events", body)]


def tell_leg(news: News) -> Sequence[Message]:
    """POST legs/{id}/events."""
    return _leg_event(news)


def tell_leg_of_whole(news: News) -> Sequence[Message]:
    """The end of a leg alone; with its booking it is told by that."""
    return [] if news.event.booking.state in CLOSED else tell_leg(news)


def tell_asset(news: News) -> Sequence[Message]:
    """POST legs/{id}/events with the vehicle that was assigned, and the leg that it changed."""
    leg = news.leg_to_wire()
    event = _leg_event(news, asset=leg["asset"])
    return [*event, _about_leg(news, CallMethod.PUT, leg)]


def tell_end(news: News) -> Sequence[Message]:
    """The end of a leg; a vehicle's price is known then, so its leg is told as well."""
    has_price = news.event.booking.kind != BookingKind.JOURNEY
    return [*tell_leg(news), *(tell_change(news) if has_price else [])]


def tell_change(news: News) -> Sequence[Message]:
    """PUT legs/{id}."""
    if news.event.leg is None:
        return []
    return [_about_leg(news, CallMethod.PUT, news.leg_to_wire())]


def tell_message(news: News) -> Sequence[Message]:
    """POST bookings/{id}/notifications."""
    message = news.event.booking.messages.get(pk=news.event.details["message"])
    body = news.dialect.mapping.message_to_wire(message)
    return [_about_booking(news, "notifications", body)]


def tell_cost(news: News) -> Sequence[Message]:
    """POST payment/{id}/claim-extra-costs."""
    booking = news.event.booking
    claim = ExtraCost.objects.select_related("order").get(
        order=booking.order_id, number=news.event.details["number"]
    )
    body = news.dialect.payment.extra_costs_to_wire(claim, country=booking.tenant.country)
    return [Message(CallMethod.POST, f"payment/{booking.reference}/claim-extra-costs", body)]


def keep_silent(news: News) -> Sequence[Message]:
    """TOMP has no call for it, or the partner can only have asked for it itself."""
    return []


TELLERS: Mapping[BookingEventName, Teller] = {
    BookingEventName.HELD: keep_silent,
    BookingEventName.EXTENDED: keep_silent,
    BookingEventName.CONDITIONALLY_CONFIRMED: keep_silent,
    BookingEventName.CONFIRMED: tell_booking,
    BookingEventName.REJECTED: tell_booking,
    BookingEventName.RELEASED: tell_booking,
    BookingEventName.EXPIRED: tell_booking,
    BookingEventName.CANCELLED: tell_booking,
    BookingEventName.STARTED: keep_silent,
    BookingEventName.FINISHED: keep_silent,
    BookingEventName.LEG_PREPARED: tell_leg,
    BookingEventName.LEG_STARTED: tell_leg,
    BookingEventName.LEG_PAUSED: tell_leg,
    BookingEventName.LEG_RESUMED: tell_leg,
    BookingEventName.LEG_FINISHING: tell_leg,
    BookingEventName.LEG_FINISHED: tell_end,
    BookingEventName.LEG_CANCELLED: tell_leg_of_whole,
    BookingEventName.LEG_CHANGED: tell_change,
    BookingEventName.ASSET_ASSIGNED: tell_asset,
    BookingEventName.DRIVER_DECLINED: keep_silent,
    BookingEventName.TRUNK_OPENED: tell_leg,
    BookingEventName.ANCILLARY_ADDED: tell_change,
    BookingEventName.ANCILLARY_REMOVED: tell_change,
    BookingEventName.EXTRA_COST_CHARGED: tell_cost,
    BookingEventName.SUPPLY_CHANGED: tell_change,
    BookingEventName.LOCK_BUSY: keep_silent,
    BookingEventName.UNLOCKED: keep_silent,
    BookingEventName.LOCKED: keep_silent,
    BookingEventName.CHANGED: keep_silent,
    BookingEventName.SUBSCRIBED: keep_silent,
    BookingEventName.UNSUBSCRIBED: keep_silent,
    BookingEventName.MESSAGE_SENT: tell_message,
    BookingEventName.MESSAGE_RECEIVED: keep_silent,
}


def _leg_event(news: News, asset: Mapping[str, Any] | None = None) -> list[Message]:
    word = news.dialect.telling.LEG_NEWS[news.name]
    if word is None:
        return []
    at = news.event.happened_at
    body = news.dialect.telling.leg_event_to_wire(word, at=at, asset=asset)
    return [_about_leg(news, CallMethod.POST, body, "/events")]


def _about_booking(news: News, what: str, body: Mapping[str, Any]) -> Message:
    path = f"bookings/{news.event.booking.reference}/{what}"
    return Message(CallMethod.POST, path, body)


def _about_leg(news: News, method: CallMethod, body: Mapping[str, Any], what: str = "") -> Message:
    assert news.event.leg is not None
    return Message(method, f"legs/{news.event.leg.reference}{what}", body)
