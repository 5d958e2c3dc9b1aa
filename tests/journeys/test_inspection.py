"""A journey that was sold through any wire format is inspected, online and offline."""

from __future__ import annotations

import pytest

from tests.factories.moments import later as from_now
from tests.journeys.drivers import Driver
from tests.journeys.drivers.inspection import Inspector
from tests.journeys.test_journeys import DRIVERS, driver_of
from tests.protocols.worlds import World
from tickets.inspection.models import Suspicion
from tickets.inspection.states import SuspicionKind
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(params=DRIVERS)
def driver(request, at_once) -> Driver:
    return driver_of(request.param, at_once)


def test_journey_is_inspected_until_it_is_given_back(at_once: World, driver, clock):
    conductor = Inspector(at_once.shop.tenant, name="Conductor")
    gate = Inspector(at_once.shop.tenant, name="Gate")

    # She has bought a ride, and shows her ticket to a conductor who is online.
    options = driver.offer(at_once.origin, at_once.destination, from_now())
    sold = driver.confirm(driver.book(options[0]))
    [leg] = sold.legs
    clock.move_to(from_now(minutes=16))
    text = driver.show_leg(leg).ticket.text
    assert conductor.check(text) == "ok"
    assert conductor.check(text) == "seen_before"

    # A gate without a connection judges by what it fetched in the morning, and so does the
    # conductor, who goes into a tunnel.
    gate.sign_on()
    conductor.sign_on()
    assert gate.look(text, at=from_now(minutes=16)) == "ok"

    # She gives the ride back, and shows a picture of the ticket that she had.
    clock.move_to(from_now(minutes=16, seconds=20))
    driver.cancel(sold)
    assert conductor.look(text, at=from_now(minutes=16, seconds=25)) == "ok"
    assert gate.check(text) == "ticket_revoked"
    gate.sign_on()
    assert gate.look(text, at=from_now(minutes=16, seconds=30)) == "ticket_revoked"

    # Back in the open, the conductor uploads twice, since the first answer was lost.
    clock.move_to(from_now(minutes=30))
    assert conductor.upload() == conductor.upload() == ["ticket_revoked"]
    assert gate.upload() == ["ok", "ticket_revoked"]
    ticket = Ticket.objects.get(tenant=at_once.shop.tenant)
    blocked = Suspicion.objects.filter(ticket=ticket, kind=SuspicionKind.BLOCKED)
    assert blocked.count() == 3
