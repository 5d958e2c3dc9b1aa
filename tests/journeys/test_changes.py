"""A journey of two rides: one purchase, one ticket, two legs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.models import Booking
from tests.factories.gtfs import add_trip, route
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.factories.scenarios import LATER, open_shop
from tests.factories.timetable import FeedFactory, import_rows
from tests.journeys.drivers import Stage
from tests.journeys.drivers.tomp_1_1 import Tomp11Driver
from tests.protocols.scanning import inspect
from tests.protocols.worlds import World, afternoon_feed, open_channel
from tickets.codecs.reasons import Reason
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(module_database, tmp_path_factory) -> World:
    """From the beach a ferry goes on to the island, ten minutes after the first bus."""
    shop = open_shop(LATER)
    rows = afternoon_feed()
    rows["routes.txt"].append({**route("ferry"), "route_type": "4"})
    add_trip(rows, "ferry", [("beach", "13:00:00"), ("island", "13:20:00")], route_id="ferry")
    feed = FeedFactory(operator=shop.product.operator)
    import_rows(rows, tmp_path_factory.mktemp("feed"), feed=feed)
    token, secret = open_channel(shop.channel)
    return World(shop, token, secret, destination="island")


@pytest.fixture(params=["1.1.0", "1.1.3"])
def driver(request, world) -> Tomp11Driver:
    return Tomp11Driver(world.secret, request.param)


def test_one_ticket_covers_both_rides(world, driver, clock):
    # The bus of half past twelve meets the ferry of one o'clock.
    options = driver.offer(world.origin, world.destination, NOW)
    assert [option.departs_at for option in options] == [from_now(minutes=30)]
    assert options[0].amount == Decimal("4.0")

    held = driver.book(options[0])
    assert (held.stage, len(held.legs)) == (Stage.HELD, 2)
    sold = driver.confirm(held)
    assert sold.stage == Stage.SOLD
    assert [(leg.in_use, leg.ticket) for leg in sold.legs] == [(False, None), (False, None)]
    ticket = Ticket.objects.get(tenant=world.shop.tenant)
    assert ticket.state == TicketState.ISSUED

    # Boarding the bus activates the ticket for an hour, and with it the ferry's leg.
    clock.move_to(from_now(minutes=29))
    bus = driver.activate(sold.legs[0])
    assert bus.in_use
    shown = driver.show(sold)
    assert [leg.in_use for leg in shown.legs] == [True, True]
    assert {leg.ticket.text for leg in shown.legs} == {bus.ticket.text}
    assert [driver.show_leg(leg) for leg in sold.legs] == list(shown.legs)

    # On the ferry the inspector meets the same ticket.
    clock.move_to(from_now(minutes=65))
    ferry = driver.show_leg(sold.legs[1])
    verdict = inspect(ferry.ticket.text, at=from_now(minutes=65))
    assert (verdict.reason, verdict.token.ticket_id) == (Reason.OK, ticket.pk)


def test_cancelling_gives_both_rides_back(world, driver):
    options = driver.offer(world.origin, world.destination, NOW)
    sold = driver.confirm(driver.book(options[0]))

    over = driver.cancel(sold)

    assert over.stage == Stage.OVER
    assert [(leg.in_use, leg.ticket) for leg in over.legs] == [(False, None), (False, None)]
    assert driver.show(sold) == over
    ticket = Ticket.objects.get(tenant=world.shop.tenant)
    order = Booking.objects.get(reference=sold.id).order
    assert ticket.state == TicketState.VOIDED
    assert (order.total_amount, order.owed()) == (Decimal("0.00"), Decimal("0.00"))
