"""Constraints of bookings and legs, and of what the faces share."""

from __future__ import annotations

from typing import Any

from bookings.actions.ancillaries import add_ancillary
from bookings.actions.messages import receive_message
from bookings.actions.subscriptions import add_subscription
from bookings.states import MessageKind
from protocols.models import RequestCount
from tests.factories.answers import ask_first, asked
from tests.factories.bookings import BookingFactory
from tests.factories.clients import ApiClientFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import (
    ApiTokenFactory,
)
from tests.factories.sales import (
    AncillaryFactory,
    CustomerFactory,
    SalesChannelFactory,
)
from tests.factories.scenarios import LATER, open_shop
from tests.violations.ways import (
    NONSENSE,
    Violation,
    event_of,
    stranger,
    twice,
    write,
    wrong,
)


def held() -> Any:
    return BookingFactory()


def confirmed() -> Any:
    return open_shop(LATER).sell()


def held_for_somebody() -> Any:
    booking = BookingFactory()
    write(booking, customer=CustomerFactory(channel=booking.channel))
    return booking


def leg() -> Any:
    return BookingFactory().legs.get()


def two_legs() -> tuple[Any, Any]:
    first, second = open_shop().hold(30, 31).legs.order_by("sequence")
    return first, second


def asked_booking() -> Any:
    return asked(ask_first())


def two_extras() -> tuple[Any, Any]:
    shop = ask_first()
    first, second = (AncillaryFactory(product=shop.product) for _ in range(2))
    leg = shop.hold().legs.get()
    for extra in (first, second):
        add_ancillary(leg, extra.category, extra.number, by=BY, at=NOW)
    one, other = leg.ancillaries.order_by("pk")
    return one, other


def message(**more: Any) -> Any:
    sent = {"kind": MessageKind.OTHER, "text": "The stop has moved.", **more}
    return receive_message(BookingFactory(), by=BY, at=NOW, **sent)


def subscription() -> Any:
    return add_subscription(BookingFactory(), by=BY, at=NOW)


def request_count() -> RequestCount:
    return RequestCount.objects.create(token=ApiTokenFactory(), minute=NOW, requests=1)


def two_minutes() -> tuple[RequestCount, RequestCount]:
    first = request_count()
    second = RequestCount.objects.create(token=first.token, minute=later(minutes=1), requests=1)
    return first, second


def two_minutes_of_a_client() -> tuple[RequestCount, RequestCount]:
    client = ApiClientFactory()
    first, second = (
        RequestCount.objects.create(client=client, minute=minute, requests=1)
        for minute in (NOW, later(minutes=1))
    )
    return first, second


VIOLATIONS: dict[str, Violation] = {
    "booking_channel_same_tenant": stranger(held, "channel", SalesChannelFactory),
    "booking_customer_same_tenant": stranger(held_for_somebody, "customer", CustomerFactory),
    "booking_kind_is_known": wrong(held, kind=NONSENSE),
    "booking_state_is_known": wrong(held, state=NONSENSE),
    "booking_is_held_for_a_while": wrong(held, held_until=NOW),
    "booking_sold_has_order_and_time": wrong(confirmed, order=None),
    "booking_confirmed_while_held": wrong(confirmed, confirmed_at=later(seconds=900)),
    "booking_waits_until_answered": wrong(held, answer_until=later(minutes=1)),
    "booking_answer_has_time": wrong(asked_booking, answer_until=NOW),
    "booking_callback_address_is_https": wrong(held, callback_address="http://partner.example"),
    "booking_started_has_time": wrong(confirmed, state="STARTED"),
    "booking_closed_has_time": wrong(held, state="EXPIRED"),
    "booking_called_off_by_somebody": wrong(held, cancel_origin="MP"),
    "booking_media_is_known": wrong(held, media="image/gif"),
    "bookingevent_name_is_known": event_of(held, NONSENSE),
    "bookingmessage_direction_is_known": wrong(message, direction=NONSENSE),
    "bookingmessage_kind_is_known": wrong(message, kind=NONSENSE),
    "bookingmessage_arrival_has_minutes": wrong(message, kind="ARRIVAL"),
    "bookingmessage_minutes_are_within_a_week": wrong(message, minutes=10_081),
    "subscription_address_is_https": wrong(subscription, address="http://partner.example"),
    "leg_state_is_known": wrong(leg, state=NONSENSE),
    "leg_once_per_sequence": twice(two_legs, "sequence"),
    "leg_in_use_has_time": wrong(leg, state="IN_USE"),
    "leg_closed_has_time": wrong(leg, state="FINISHED"),
    "legancillary_once_per_number": twice(two_extras, "category", "number"),
    "requestcount_once_a_minute": twice(two_minutes, "minute"),
    "requestcount_once_a_minute_for_a_client": twice(two_minutes_of_a_client, "minute"),
    "requestcount_is_of_one_program": wrong(request_count, token=None),
    "requestcount_is_positive": wrong(request_count, requests=0),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("booking_sold_has_order_and_time", wrong(confirmed, confirmed_at=None)),
    ("booking_waits_until_answered", wrong(asked_booking, answer_until=None)),
]
