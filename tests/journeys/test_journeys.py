"""The journey, told once, driven through every wire format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest

from operators.tenancy.models import TokenRole
from sales.models import Order
from sales.orders.states import OrderState
from tests.faces import needs_face
from tests.factories.moments import later as from_now
from tests.journeys.drivers import Driver, Stage
from tests.protocols.scanning import inspect
from tests.protocols.worlds import World, open_channel
from tickets.codecs.reasons import Reason
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Way:
    """A wire format, the module of its driver, and how that is opened. The module is imported when
    a journey begins: a format that is deleted takes its own journeys along and no others."""

    face: str
    module: str
    open: Callable[[Any, World], Driver]


WAYS = {
    "tomp 1.1.0": Way(
        "tomp", "tomp_1_1", lambda driver, world: driver.Tomp11Driver(world.secret, "1.1.0")
    ),
    "tomp 1.1.3": Way(
        "tomp", "tomp_1_1", lambda driver, world: driver.Tomp11Driver(world.secret, "1.1.3")
    ),
    "tomp 1.6.1": Way(
        "tomp", "tomp_1_6_trips", lambda driver, world: driver.Tomp16TripDriver(world.secret)
    ),
    "sales": Way(
        "sales",
        "sales",
        lambda driver, world: driver.SalesDriver(driver.open_shop_till(world.shop.channel)),
    ),
    "maas tsp": Way(
        "maas_tsp",
        "maas_tsp",
        lambda driver, world: driver.MaasTspDriver(
            open_channel(world.shop.channel, TokenRole.MAAS_TSP)[1]
        ),
    ),
    "tripgo": Way("tripgo", "tripgo", lambda driver, world: driver.open_app(world.shop.channel)),
}
DRIVERS = [pytest.param(name, marks=needs_face(way.face), id=name) for name, way in WAYS.items()]
SYMBOL_IS_ASKED_FOR = DRIVERS[:4]
"""In the others a ticket has the symbol of its product."""


@pytest.fixture(scope="module", params=["at_once", "later"])
def world(request) -> World:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=DRIVERS)
def driver(request, world) -> Driver:
    return driver_of(request.param, world)


def driver_of(name: str, world: World) -> Driver:
    """A partner's program that speaks a wire format to that world."""
    way = WAYS[name]
    return way.open(import_module(f"tests.journeys.drivers.{way.module}"), world)


def order_of(world: World) -> Order:
    """The one that there is."""
    return Order.objects.get(tenant=world.shop.tenant)


def test_journey_is_sold_shown_and_renewed(world, driver, clock):
    # A traveller asks for the way to the beach, a little before the next bus.
    clock.move_to(from_now(minutes=20))
    options = driver.offer(world.origin, world.destination, from_now(minutes=20))
    assert [option.departs_at for option in options] == [
        from_now(minutes=30), from_now(minutes=60), from_now(minutes=90), from_now(hours=20)
    ]  # fmt: skip
    assert {option.amount for option in options} == {Decimal("4.0")}

    # She takes the first bus. Nothing is sold yet, and there is nothing to show.
    held = driver.book(options[0])
    assert held.stage == Stage.HELD
    assert [(leg.in_use, leg.ticket) for leg in held.legs] == [(False, None)]
    assert Ticket.objects.filter(tenant=world.shop.tenant).count() == 0

    # She pays her platform, and the platform commits.
    sold = driver.confirm(held)
    assert (sold.id, sold.stage) == (held.id, Stage.SOLD)
    assert [leg.id for leg in sold.legs] == [leg.id for leg in held.legs]
    ticket = Ticket.objects.get(tenant=world.shop.tenant)
    order = order_of(world)
    assert (order.total_amount, order.owed()) == (Decimal("4.00"), Decimal("0.00"))

    # A ticket that is not active at once waits for her to board.
    [leg] = sold.legs
    if not world.starts_at_once:
        assert (leg.in_use, leg.ticket) == (False, None)
        assert driver.show_leg(leg) == leg
        leg = driver.activate(leg)
    assert leg.in_use
    assert driver.show_leg(leg) == leg
    assert driver.show(sold).legs == (leg,)

    # On the bus, the inspector scans a ticket that is hers and valid.
    verdict = inspect(leg.ticket.text, at=from_now(minutes=20))
    assert (verdict.reason, verdict.token.ticket_id) == (Reason.OK, ticket.pk)

    # When the barcode dies, the next one is fetched and as good.
    clock.move_to(leg.ticket.dies_at)
    renewed = driver.show_leg(leg).ticket
    assert renewed.text != leg.ticket.text
    verdict = inspect(renewed.text, at=leg.ticket.dies_at)
    assert (verdict.reason, verdict.token.ticket_id) == (Reason.OK, ticket.pk)


def test_journey_is_given_back_before_it_begins(world, driver):
    # Her plans change, and the platform cancels what it has committed.
    options = driver.offer(world.origin, world.destination, from_now())
    sold = driver.confirm(driver.book(options[0]))
    ticket = Ticket.objects.get(tenant=world.shop.tenant)
    over = driver.cancel(sold)

    # Nothing is left to show, and nothing to pay.
    assert over.stage == Stage.OVER
    assert [leg.ticket for leg in over.legs] == [None]
    assert driver.show(sold) == over
    assert [driver.show_leg(leg) for leg in over.legs] == list(over.legs)
    ticket.refresh_from_db()
    order = order_of(world)
    assert ticket.state == TicketState.VOIDED
    assert (order.total_amount, order.owed()) == (Decimal("0.00"), Decimal("0.00"))


def test_journey_that_nobody_commits_leaves_nothing_sold(world, driver):
    options = driver.offer(world.origin, world.destination, from_now())
    held = driver.book(options[0])

    over = driver.cancel(held)

    assert over.stage == Stage.OVER
    assert not Order.objects.filter(state=OrderState.CONFIRMED).exists()
    assert Ticket.objects.filter(tenant=world.shop.tenant).count() == 0


@pytest.mark.parametrize("driver", SYMBOL_IS_ASKED_FOR, indirect=True)
@pytest.mark.parametrize("form", ["image/png", "image/svg+xml", "text/plain"])
def test_ticket_comes_in_the_form_asked_for(world, driver, form):
    option = driver.offer(world.origin, world.destination, from_now())[0]
    [leg] = driver.confirm(driver.book(option, form=f"QR;media={form}")).legs

    ticket = (leg if world.starts_at_once else driver.activate(leg)).ticket

    assert ticket.symbology == ("" if form == "text/plain" else "QR")
    assert inspect(ticket.text, at=from_now(minutes=15)).token is not None
