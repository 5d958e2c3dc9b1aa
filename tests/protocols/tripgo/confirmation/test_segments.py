"""The `booking` of a segment: before it is booked, while it is, and after a cancellation (§5)."""

from __future__ import annotations

import pytest

from bookings.actions.doors import cancel_any
from bookings.models import Purchase
from bookings.states import Origin, PurchaseState
from sales.catalogue.states import Cancellation
from tests.counting import counted
from tests.factories.accounts import AccountLinkFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER
from tests.protocols.tripgo.bought import buy, hold
from tests.protocols.tripgo.kept import (
    bus_segment,
    keep,
    scooter_segment,
    taxi_segment,
    walk_segment,
)
from tests.protocols.tripgo.strictly import get_strictly
from tests.protocols.tripgo.worlds import open_tripgo

pytestmark = pytest.mark.django_db
PRODUCT = {**LATER, "cancellation": Cancellation.UNTIL_DEPARTURE, "cancellation_fee": "1.50"}


@pytest.fixture(scope="module")
def tripgo(module_database, tmp_path_factory):
    return open_tripgo(tmp_path_factory.mktemp("feed"), product=PRODUCT)


@pytest.fixture
def bus(tripgo):
    return bus_segment(tripgo)


@pytest.fixture
def trip(tripgo, bus):
    return keep(tripgo, bus, walk_segment())


def bookings_in(app, trip, **query):
    """`booking` of each segment, by its id."""
    told = get_strictly(app, f"trip/{trip.reference}?v=13")
    [group] = told["groups"]
    [one] = group["trips"]
    return {s["id"]: s["booking"] for s in one["segments"] if "booking" in s}


def test_before_it_is_booked_a_segment_leads_to_the_list(app, trip, bus):
    told = bookings_in(app, trip)

    quick = f"http://localhost/v1/booking/v1/{trip.reference}/{bus.id}/quick"
    assert told == {
        bus.id: {
            "title": "Book",
            "accessibilityLabel": f"Book with {bus.operator}",
            "quickBookingsUrl": quick,
            "quickBookingUrl": quick,
            "url": f"http://localhost/v1/booking/{trip.reference}/{bus.id}/info",
        }
    }


def test_what_is_only_held_is_not_told(tripgo, app, trip, bus):
    before = bookings_in(app, trip)
    hold(tripgo, trip, bus)

    assert bookings_in(app, trip) == before


@pytest.mark.parametrize("state", [PurchaseState.BUYING, PurchaseState.FAILED])
def test_part_of_what_is_not_bought_as_a_whole_is_not_told(tripgo, app, trip, bus, state):
    before = bookings_in(app, trip)
    [booking] = buy(tripgo, trip, bus)
    closed_at = None if state == PurchaseState.BUYING else NOW
    Purchase.objects.update(state=state, reason="Sold out.", closed_at=closed_at)

    assert bookings_in(app, trip) == before
    assert app.get("booking") == {"bookings": [], "count": 0}
    app.refused("GET", f"booking/v2/{booking.reference}", code=404)
    app.refused("GET", f"ticket/{booking.legs.get().ticket_id}", code=404)


def test_while_it_is_booked_there_is_a_confirmation_and_no_list(tripgo, app, trip, bus):
    [booking] = buy(tripgo, trip, bus)

    told = bookings_in(app, trip)[bus.id]

    assert told["title"] == "Manage booking"
    assert told["url"].endswith(f"/v1/booking/v1/{booking.reference}/status")
    assert told["confirmation"]["status"]["value"] == "SCHEDULED"
    assert not {"quickBookingsUrl", "quickBookingUrl"} & set(told)


def test_after_a_cancellation_there_are_both(tripgo, app, trip, bus):
    [booking] = buy(tripgo, trip, bus)
    cancel_any(booking, by=BY, at=NOW, origin=Origin.END_USER)

    told = bookings_in(app, trip)[bus.id]

    assert told["confirmation"]["status"]["value"] == "USER_CANCELED"
    assert told["confirmation"]["purchase"]["valid"] is False
    assert told["confirmation"]["actions"] == []
    assert told["quickBookingsUrl"] == told["quickBookingUrl"]
    assert told["title"] == "Book"


def test_what_was_cancelled_and_has_left_is_no_longer_to_be_booked(tripgo, app, trip, bus, clock):
    [booking] = buy(tripgo, trip, bus)
    cancel_any(booking, by=BY, at=NOW, origin=Origin.END_USER)
    clock.move_to(later(hours=2))

    told = bookings_in(app, trip)[bus.id]

    assert "quickBookingsUrl" not in told
    assert told["title"] == "Manage booking"


def test_what_is_booked_again_is_told_in_place_of_what_was_cancelled(tripgo, app, trip, bus):
    [first] = buy(tripgo, trip, bus)
    cancel_any(first, by=BY, at=NOW, origin=Origin.END_USER)
    [second] = buy(tripgo, trip, bus)

    told = bookings_in(app, trip)[bus.id]

    assert told["confirmation"]["purchase"]["id"] == second.reference
    assert "quickBookingsUrl" not in told


def test_ticket_that_can_be_shown_is_told_to_older_apps(tripgo, app, trip, bus):
    buy(tripgo, trip, bus)
    assert "externalActions" not in bookings_in(app, trip)[bus.id]
    [action] = [
        one
        for one in bookings_in(app, trip)[bus.id]["confirmation"]["actions"]
        if one["type"] == "ACTIVATE_TICKETS"
    ]
    app.post(action["internalURL"])

    told = bookings_in(app, trip)[bus.id]

    assert told["externalActions"] == ["showTicket"]
    assert told["productID"] == tripgo.shop.product.code


def test_others_see_no_booking_of_a_trip_that_was_passed_on(
    tripgo, app, other, stranger, trip, bus
):
    before = bookings_in(app, trip)
    buy(tripgo, trip, bus)

    assert bookings_in(other, trip) == before
    assert bookings_in(stranger, trip) == before


def test_segment_that_is_over_is_offered_no_longer(app, trip, clock):
    clock.move_to(later(hours=2))

    assert bookings_in(app, trip) == {}


def test_key_without_bookings_has_trips_alone(tripgo, app, trip):
    tripgo.token.token.allows_bookings = False
    tripgo.token.token.save()

    assert bookings_in(app, trip) == {}


def test_language_of_the_app_is_spoken(tripgo, app, trip, bus):
    german = app.having(Accept_Language="de-AT,en;q=0.5")
    assert bookings_in(german, trip)[bus.id]["title"] == "Buchen"
    buy(tripgo, trip, bus)

    status = bookings_in(german, trip)[bus.id]["confirmation"]["status"]

    assert (status["title"], status["value"]) == ("Gebucht", "SCHEDULED")


def test_number_of_queries_does_not_depend_on_the_bookings(tripgo, app):
    first, second, third = (bus_segment(tripgo, f"bus{n}") for n in range(3))
    one, three = keep(tripgo, first), keep(tripgo, first, second, third)
    buy(tripgo, one, first)
    buy(tripgo, three, first, second, third)
    get_strictly(app, f"trip/{one.reference}")
    with counted() as of_one:
        app.get(f"trip/{one.reference}")
    with counted() as of_three:
        app.get(f"trip/{three.reference}")

    assert of_one.statements == of_three.statements


def test_all_kinds_are_told_in_one_trip(tripgo, app):
    taxi = taxi_segment(tripgo)
    bus, scooter = bus_segment(tripgo), scooter_segment(tripgo)
    trip = keep(tripgo, bus, taxi, scooter)
    buy(tripgo, trip, bus, taxi, scooter)

    told = bookings_in(app, trip)

    statuses = {name: one["confirmation"]["status"]["value"] for name, one in told.items()}
    assert statuses == {bus.id: "SCHEDULED", taxi.id: "PROCESSING", scooter.id: "ACCEPTED"}
    assert told[taxi.id]["title"] == "Processing"


def test_other_link_of_the_same_account_sees_the_same(tripgo, trip, bus):
    buy(tripgo, trip, bus)
    again = AccountLinkFactory(channel=tripgo.channel, account=tripgo.link.account)

    told = bookings_in(tripgo.app().of(again.secret), trip)

    assert "confirmation" in told[bus.id]
