"""The buttons of calls to partners: who may press them, and what is then true."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import Any

from django.contrib.admin.models import LogEntry

from bookings.models import Rental
from protocols.deliveries.acts import give_up_delivery
from protocols.models import CallbackEndpoint, Delivery
from tests.admin_button import BOSSES, CLERKS, Button
from tests.factories.moments import BY, NOW
from tests.factories.partners import endpoint_at, partner_site, waiting_call
from tests.factories.rentals import rental_of
from tests.factories.scenarios import Shop
from tests.violations.ways import write

NOBODY_THERE = "http://127.0.0.1:9/mp"
NEW = {"name": "App", "wire_format": "paper 1", "base_url": "https://partner.example/mp"}


def endpoint(shop: Shop) -> CallbackEndpoint:
    return endpoint_at(shop.channel, NOBODY_THERE)[0]


def gone(shop: Shop) -> CallbackEndpoint:
    one = endpoint(shop)
    write(one, gone_at=NOW)
    return one


def waiting(shop: Shop) -> Delivery:
    return waiting_call(endpoint(shop), shop.sell())


def given_up(shop: Shop) -> Delivery:
    return give_up_delivery(waiting(shop), by=BY, at=NOW)


def was_logged(row: Any) -> bool:
    kind = row._meta.model_name
    return LogEntry.objects.filter(object_id=row.pk, content_type__model=kind).exists()


def is_in(state: str) -> Callable[[Any], bool]:
    return lambda delivery: delivery.state == state


@cache
def agreeing_partner() -> str:
    """The address of a partner that says yes to everything, until the end of the process."""
    with ExitStack() as stack:
        partner = stack.enter_context(partner_site())
        partner.answer, partner.body = lambda _call: 200, b"true"
        atexit.register(stack.pop_all().close)
    return partner.address


def booked_vehicle(shop: Shop) -> Rental:
    rental = rental_of(shop.tenant, shop.channel.seller)
    endpoint_at(rental.leg.booking.channel, agreeing_partner())
    return rental


DELIVERY_BUTTONS = [
    Button(
        "bookings_rental_ask_partner", booked_vehicle, CLERKS, was_logged, {"question": "START_LEG"}
    ),
    Button(
        "sales_saleschannel_add_callback_endpoint",
        lambda shop: shop.channel,
        BOSSES,
        lambda channel: channel.callback_endpoints.exists(),
        NEW,
    ),
    Button("protocols_callbackendpoint_send_test", endpoint, BOSSES, was_logged),
    Button("protocols_callbackendpoint_call_again", gone, BOSSES, lambda one: one.gone_at is None),
    Button(
        "protocols_callbackendpoint_set_token",
        endpoint,
        BOSSES,
        lambda one: bool(one.sealed_access_token),
        {"access_token": "theirs"},
    ),
    Button("protocols_callbackendpoint_renew_secret", endpoint, BOSSES, was_logged),
    Button("protocols_delivery_send_again", given_up, CLERKS, is_in("WAITING")),
    Button("protocols_delivery_give_up", waiting, CLERKS, is_in("GIVEN_UP")),
]
