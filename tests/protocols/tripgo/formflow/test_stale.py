"""Forms that are older than what has become of their booking, and prices that are not due yet."""

from __future__ import annotations

import pytest

from bookings.actions.doors import cancel_any
from bookings.models import Booking
from bookings.states import BookingState, Origin
from sales.catalogue.states import Cancellation
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.providers import AccountProviderFactory
from tests.factories.scenarios import LATER
from tests.protocols.tripgo.bought import buy, hold
from tests.protocols.tripgo.kept import bus_segment, keep, scooter_segment, taxi_segment
from tests.protocols.tripgo.linking.filling import EMAIL
from tests.protocols.tripgo.strictly import get_strictly, post_strictly
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
    return keep(tripgo, bus)


def filled(form):
    return {"input": [field for group in form["form"] for field in group["fields"]]}


def begun(app, trip, segment):
    """The review of what is held."""
    entry = get_strictly(app, f"booking/{trip.reference}/{segment.id}/info")
    return post_strictly(app, entry["action"]["url"], filled(entry))


def confirmed():
    return Booking.objects.filter(state=BookingState.CONFIRMED)


def path(trip, segment, tail):
    return f"booking/v1/{trip.reference}/{segment.id}/{tail}"


def test_what_was_booked_meanwhile_is_not_booked_twice(tripgo, app, trip, bus):
    review = begun(app, trip, bus)
    buy(tripgo, trip, bus)

    refused = app.refused("POST", review["action"]["url"], filled(review), code=470)

    assert "booked already" in refused["error"]
    assert confirmed().count() == 1


def test_account_that_was_disconnected_meanwhile_is_asked_for(tripgo, app, trip, bus):
    review = begun(app, trip, bus)
    TravellerAccountFactory(tenant=tripgo.tenant, email=EMAIL)
    operator = tripgo.shop.product.operator
    AccountProviderFactory(tenant=tripgo.tenant, operator=operator, is_required=True)

    app.refused("POST", review["action"]["url"], filled(review), code=446)

    assert not confirmed().exists()


def test_old_form_of_what_was_cancelled_says_so(app, trip, bus):
    review = begun(app, trip, bus)
    post_strictly(app, review["action"]["url"], filled(review))
    cancel_any(confirmed().get(), by=BY, at=NOW, origin=Origin.END_USER)

    told = post_strictly(app, review["action"]["url"], filled(review))

    assert told["title"] == "Cancelled"
    assert told["action"] == {"title": "Done", "done": True}
    fields = [(field["id"], field["value"]) for field in told["form"][0]["fields"]]
    assert fields == [("booking_status", "Cancelled"), ("fee", "€1.50"), ("refund", "€2.50")]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_hold_that_lapsed_is_reviewed_no_more(app, trip, bus, clock, method):
    review = begun(app, trip, bus)
    quote = filled(review)["input"][-1]["value"]
    clock.move_to(later(minutes=29))

    tail = f"details/{quote}" if method == "GET" else "payment"
    body = filled(review) if method == "POST" else None
    app.refused(method, path(trip, bus, tail), body, code=470)


def test_review_of_what_was_booked_is_the_end(app, trip, bus):
    review = begun(app, trip, bus)
    end = post_strictly(app, review["action"]["url"], filled(review))
    quote = filled(review)["input"][-1]["value"]

    assert get_strictly(app, path(trip, bus, f"details/{quote}")) == end
    assert post_strictly(app, path(trip, bus, "payment"), filled(review)) == end


@pytest.mark.parametrize("made", [taxi_segment, scooter_segment])
def test_price_of_what_is_paid_at_its_end_is_told(tripgo, app, made):
    segment = made(tripgo)
    review = begun(app, keep(tripgo, segment), segment)

    [price] = [field for field in filled(review)["input"] if field["id"] == "price"]

    amount = Booking.objects.get().offer.amount
    assert amount > 0
    assert price["value"] == f"€{amount:.2f}"


def test_holds_do_not_hide_what_was_booked(tripgo, app, bus, monkeypatch):
    monkeypatch.setattr("protocols.tripgo.confirmation.segments.MOST_OF_A_TRIP", 1)
    taxi = taxi_segment(tripgo)
    trip = keep(tripgo, bus, taxi)
    buy(tripgo, trip, bus)
    hold(tripgo, trip, taxi)

    [one] = get_strictly(app, f"trip/{trip.reference}?v=13")["groups"][0]["trips"]

    told = {segment["id"]: segment["booking"] for segment in one["segments"]}
    assert "confirmation" in told[bus.id]
