"""How the constraints of calls to partners are broken."""

from __future__ import annotations

from typing import Any

from protocols.models import CallbackEndpoint, Delivery, DeliveryAttempt
from tests.factories.bookings import BookingFactory
from tests.factories.moments import NOW
from tests.factories.partners import endpoint_at, waiting_call
from tests.factories.sales import SalesChannelFactory
from tests.violations.ways import NONSENSE, Violation, stranger, twice, write, wrong


def endpoint(channel: Any = None) -> CallbackEndpoint:
    return endpoint_at(channel or SalesChannelFactory())[0]


def two_endpoints() -> tuple[CallbackEndpoint, CallbackEndpoint]:
    first = endpoint()
    return first, endpoint(SalesChannelFactory(tenant=first.tenant))


def call() -> Delivery:
    booking = BookingFactory()
    return waiting_call(endpoint(booking.channel), booking)


def tried(delivery: Delivery | None = None, number: int = 1) -> DeliveryAttempt:
    return DeliveryAttempt.objects.create(
        delivery=delivery or call(), number=number, tried_at=NOW, milliseconds=1, status=500
    )


def two_tries() -> tuple[DeliveryAttempt, DeliveryAttempt]:
    first = tried()
    return first, tried(first.delivery, number=2)


def public_http() -> None:
    write(endpoint(), base_url="http://partner.example", allows_private=False)


ENDED = {"next_try_at": None, "ended_at": NOW}

VIOLATIONS: dict[str, Violation] = {
    "callbackendpoint_channel_same_tenant": stranger(endpoint, "channel", SalesChannelFactory),
    "callbackendpoint_once_per_channel_and_face": twice(two_endpoints, "channel"),
    "callbackendpoint_has_face": wrong(endpoint, face=""),
    "callbackendpoint_has_signing_secret": wrong(endpoint, sealed_signing_secret=""),
    "callbackendpoint_address_is_https": public_http,
    "callbackendpoint_token_header_is_own": wrong(endpoint, token_header="Host"),
    "callbackendpoint_rests_after_failures": wrong(endpoint, rests_until=NOW),
    "delivery_endpoint_same_tenant": stranger(call, "endpoint", endpoint),
    "delivery_booking_same_tenant": stranger(call, "booking", BookingFactory),
    "delivery_state_is_known": wrong(call, state=NONSENSE),
    "delivery_method_is_known": wrong(call, method="GET"),
    "delivery_waits_or_has_ended": wrong(call, next_try_at=None),
    "delivery_delivered_was_answered": wrong(call, state="DELIVERED", last_status=500, **ENDED),
    "delivery_ended_otherwise_has_reason": wrong(call, state="GIVEN_UP", **ENDED),
    "deliveryattempt_once_per_number": twice(two_tries, "number"),
    "deliveryattempt_has_answer_or_error": wrong(tried, status=None),
}
