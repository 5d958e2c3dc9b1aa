"""What a caller echoes is not believed: the price, the terms, the product and the leg of a booking
are those of the offer, whatever is sent (reference §5, trap 5)."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookings.models import Booking
from sales.models import Order
from tests.protocols.maas_tsp.client import Body, create_request
from tests.protocols.maas_tsp.worlds import ride_wish, scooter_wish, taxi_wish
from tests.standing import undone_at_the_end

pytestmark = pytest.mark.django_db
shared = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

TOLD = ("leg", "terms", "tspProduct", "cost", "meta")
WISHES = {"ride": ride_wish(), "scooter": scooter_wish(), "taxi": taxi_wish()}
others = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(0, 9) | st.text(max_size=8)
junk = st.recursive(
    others,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


def places_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every member inside, by its path."""
    if not isinstance(value, dict):
        return [path] if path else []
    inside = [place for key, inner in value.items() for place in places_of(inner, (*path, key))]
    return [*([path] if path else []), *inside]


def is_echo(place: tuple[Any, ...]) -> bool:
    """Whether the member is one that was ours: neither the reference of the offer nor a member
    without which the request is none."""
    return place[:2] != ("meta", "offer") and len(place) > 1


def changed(request: Body, place: tuple[Any, ...], value: Any) -> Body:
    request = copy.deepcopy(request)
    inner = request
    for key in place[:-1]:
        if not isinstance(inner.get(key), dict):
            return request
        inner = inner[key]
    inner[place[-1]] = value
    return request


def sold(body: Body) -> Body:
    """All that a booking was sold as, without its own id and the customer."""
    return {name: body.get(name) for name in TOLD}


def accounts() -> list[tuple[str, Decimal]]:
    return [(order.currency, order.total_amount) for order in Order.objects.order_by("pk")]


@pytest.fixture
def option(caller, kind) -> Body:
    return dict(caller.options(**WISHES[kind])[0])


@pytest.fixture
def honest(caller, option) -> tuple[Body, list[tuple[str, Decimal]]]:
    """What is sold to those who echo what they were told, and what they owe."""
    with undone_at_the_end():
        return sold(caller.create(option)), accounts()


@pytest.mark.parametrize("kind", WISHES)
@shared
@given(draw=st.data())
def test_echoes_change_nothing_of_what_is_sold(caller, option, honest, draw):
    request = create_request(option)
    # Where they bring a wrong product into it, the caller is told; else the offer counts.
    request["cost"] = {"amount": 0.01, "currency": "EUR"}
    for place in draw.draw(st.lists(st.sampled_from(places_of(request)), min_size=1, max_size=4)):
        if is_echo(place) and place[0] in TOLD:
            request = changed(request, place, draw.draw(junk))

    with undone_at_the_end():
        response = caller.send("POST", "/bookings", request)

        if response.status_code != 200:
            assert response.status_code in (400, 404, 409), response.content
            assert Booking.objects.count() == 0
            return
        assert (sold(response.json()), accounts()) == honest


@pytest.mark.parametrize("kind", WISHES)
def test_cheaper_echoes_sell_the_dear_offer(caller, option, honest):
    leg, meta = option["leg"], option["meta"]
    cheap = {
        "leg": {**leg, "endTime": leg["endTime"] + 10**9, "mode": "WALK", "from": leg["to"]},
        "terms": {
            "validity": {"startTime": 126230400000, "endTime": 9007199254740991},
            "reusable": True,
            "cancellation": {"outward": {"cancellable": True, "refunded": True}},
            "fareRates": [{"amount": 0, "currency": "EUR", "timeInterval": 60}],
        },
        "tspProduct": option["tspProduct"],
        "cost": {"amount": 0, "currency": "JPY"},
        "meta": {**meta, "price": 0, "offer": {**meta["offer"], "amount": 0}},
        "configurator": {"seatType": {"choices": [{"id": "first", "cost": {"amount": -9}}]}},
    }

    booked = caller.create(option | cheap, cost=cheap["cost"])

    assert (sold(booked), accounts()) == honest


@pytest.mark.parametrize("kind", WISHES)
def test_product_of_another_offer_is_refused_or_not_sold(caller, option):
    response = caller.try_create({**option, "tspProduct": {"id": "cheaper"}})

    if response.status_code == 200:
        assert response.json()["tspProduct"] == option["tspProduct"]
    else:
        assert (response.status_code, Booking.objects.count()) == (400, 0)
