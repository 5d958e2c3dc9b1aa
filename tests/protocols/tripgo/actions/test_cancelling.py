"""Cancelling by GET and by POST, how often whoever likes (§8.2)."""

from __future__ import annotations

import pytest

from bookings.actions.taxis.accepting import accept_ride
from bookings.models import Booking, BookingEvent
from bookings.states import BookingEventName, Origin
from sales.catalogue.states import Cancellation
from sales.models import Offer
from tests.factories.moments import BY, later
from tests.factories.scenarios import LATER
from tests.protocols.tripgo.bought import bought, hold
from tests.protocols.tripgo.client import path_of
from tests.protocols.tripgo.kept import bus_segment, keep, scooter_segment, taxi_segment
from tests.protocols.tripgo.strictly import get_strictly, send_strictly
from tests.protocols.tripgo.worlds import neighbour_of, open_tripgo

pytestmark = pytest.mark.django_db
PRODUCT = {**LATER, "cancellation": Cancellation.UNTIL_DEPARTURE, "cancellation_fee": "1.50"}
SEGMENTS = {"bus": bus_segment, "taxi": taxi_segment, "scooter": scooter_segment}
BOTH = pytest.mark.parametrize("method", ["GET", "POST"])


@pytest.fixture(scope="module")
def tripgo(module_database, tmp_path_factory):
    return open_tripgo(tmp_path_factory.mktemp("feed"), product=PRODUCT)


@pytest.fixture
def booking(tripgo):
    return bought(tripgo, bus_segment(tripgo))


def path(booking):
    return f"booking/v1/{booking.reference}/cancel"


def confirmation(app, booking):
    return get_strictly(app, f"booking/v2/{booking.reference}")["confirmation"]


@BOTH
@pytest.mark.parametrize("kind", SEGMENTS)
def test_trap_10_cancel_takes_both_methods_and_can_be_repeated(tripgo, app, method, kind):
    booking = bought(tripgo, SEGMENTS[kind](tripgo))

    first = send_strictly(app, method, path(booking), status=200)
    second = send_strictly(app, method, path(booking), status=200)

    assert first == second
    assert confirmation(app, booking)["status"]["value"] == "USER_CANCELED"
    called_off = [BookingEventName.CANCELLED, BookingEventName.RELEASED]
    assert BookingEvent.objects.filter(booking=booking, name__in=called_off).count() == 1


@BOTH
def test_trap_07_end_is_a_done_form_without_an_address(app, booking, method):
    told = send_strictly(app, method, path(booking), status=200)

    assert told["type"] == "bookingForm"
    assert told["action"]["done"] is True
    assert "url" not in told["action"]
    first = told["form"][0]["fields"][0]
    assert (first["id"], first["value"], first["readOnly"]) == ("booking_status", "Cancelled", True)
    assert told["refreshURLForSourceObject"].endswith(f"/booking/v1/{booking.reference}/update")


def test_end_speaks_the_language_of_the_app(app, booking):
    told = app.having(Accept_Language="de").post(path(booking))

    assert (told["title"], told["action"]["title"]) == ("Storniert", "Fertig")
    assert told["form"][0]["fields"][0]["value"] == "Cancelled"


def test_trip_is_told_again_at_that_address(app, booking):
    told = app.post(path(booking))

    trip = app.get(told["refreshURLForSourceObject"], v=13)
    [segment] = trip["groups"][0]["trips"][0]["segments"]
    assert segment["booking"]["confirmation"]["status"]["value"] == "USER_CANCELED"
    assert segment["booking"]["quickBookingsUrl"]


@pytest.mark.parametrize(
    "body", [None, {}, {"input": [{"id": "email", "value": "a@b.example"}]}, "[]"]
)
def test_whatever_the_body_is_it_cancels(app, booking, body):
    assert app.send("POST", path(booking), body).status_code == 200
    assert Booking.objects.get(pk=booking.pk).cancel_origin == Origin.END_USER


@pytest.mark.parametrize("act", ["cancel", "unlock", "lock", "end"])
def test_head_has_no_effect(app, booking, act):
    headers = {"X-TripGo-Key": app.key, "userToken": app.token}
    address = path_of(f"booking/v1/{booking.reference}/{act}")

    response = app.client.head(address, headers=headers)

    assert response.status_code == 405
    assert confirmation(app, booking)["status"]["value"] == "SCHEDULED"


def test_fee_is_told_in_the_question_before(app, booking):
    [cancel] = [one for one in confirmation(app, booking)["actions"] if one["type"] == "CANCEL"]

    assert cancel["isDestructive"] is True
    assert "€1.50 will be kept" in cancel["confirmationMessage"]


def test_fee_and_what_is_given_back_are_told_afterwards(app, booking):
    fields = app.post(path(booking))["form"][0]["fields"]

    told = {field["id"]: (field["title"], field["value"]) for field in fields[1:]}
    assert told == {"fee": ("Fee", "€1.50"), "refund": ("Given back", "€2.50")}
    sentence = "You cancelled this booking. A fee of €1.50 was kept; €2.50 is given back."
    assert confirmation(app, booking)["status"]["subtitle"] == sentence
    status = get_strictly(app, f"booking/v1/{booking.reference}/status")["form"][0]["fields"]
    assert [one["value"] for one in status if one["id"] in told] == ["€1.50", "€2.50"]


def test_fee_of_a_taxi_is_told_as_charged(tripgo, app):
    booking = bought(tripgo, taxi_segment(tripgo))
    ride = booking.legs.get().taxi_ride
    type(ride).objects.filter(pk=ride.pk).update(cancellation_fee="5.00")
    accept_ride(ride, tripgo.taxis.asset, by=BY, at=later(seconds=5))

    [cancel] = [one for one in confirmation(app, booking)["actions"] if one["type"] == "CANCEL"]
    assert cancel["confirmationMessage"] == "Cancel this ride? A fee of €5.00 is charged."
    told = app.post(path(booking))["form"][0]["fields"]

    assert [field["value"] for field in told] == ["Cancelled", "€5.00"]
    assert confirmation(app, booking)["status"]["subtitle"].endswith("A fee of €5.00 is charged.")


@pytest.mark.parametrize("kind", ["taxi", "scooter"])
def test_what_costs_nothing_to_cancel_tells_no_fee(tripgo, app, kind):
    booking = bought(tripgo, SEGMENTS[kind](tripgo))

    assert len(app.post(path(booking))["form"][0]["fields"]) == 1
    assert confirmation(app, booking)["status"]["subtitle"] == "You cancelled this booking."


def test_fee_is_what_was_paid_at_most(tripgo, app):
    type(tripgo.shop.product).objects.filter(pk=tripgo.shop.product.pk).update(cancellation_fee=9)
    booking = bought(tripgo, bus_segment(tripgo))

    [cancel] = [one for one in confirmation(app, booking)["actions"] if one["type"] == "CANCEL"]

    assert "€4.00 will be kept" in cancel["confirmationMessage"]


def test_what_was_free_is_given_back_for_free(tripgo, app):
    booking = bought(tripgo, bus_segment(tripgo))
    Offer.objects.filter(pk=booking.offer_id).update(amount=0, tax_amount=0)

    [cancel] = [one for one in confirmation(app, booking)["actions"] if one["type"] == "CANCEL"]

    assert cancel["confirmationMessage"] == "Cancel this booking?"


def test_after_the_departure_it_is_refused_and_not_offered(app, booking, clock):
    clock.move_to(later(hours=1))

    refused = app.refused("POST", path(booking), code=470)

    assert refused["usererror"] is True
    assert refused["title"] == "Cancellation not successful"
    german = app.having(Accept_Language="de").refused("POST", path(booking), code=470)
    assert german["title"] == "Stornierung nicht erfolgreich"
    assert german["error"] == "Diese Buchung kann nicht mehr storniert werden."
    types = {action["type"] for action in confirmation(app, booking)["actions"]}
    assert "CANCEL" not in types


def test_others_cannot_cancel_it(tripgo, app, other, stranger, booking):
    other.refused("GET", path(booking), code=404)
    neighbour_of(tripgo).refused("POST", path(booking), code=404)
    stranger.refused("POST", path(booking), code=444)
    app.having(userToken="unknown").refused("POST", path(booking), code=447)

    assert confirmation(app, booking)["status"]["value"] == "SCHEDULED"


def test_what_is_only_held_is_not_there(tripgo, app):
    segment = bus_segment(tripgo)
    [held] = hold(tripgo, keep(tripgo, segment), segment)

    app.refused("GET", path(held), code=404)


def test_unknown_booking_is_not_there(app):
    app.refused("GET", "booking/v1/nothing/cancel", code=404)
