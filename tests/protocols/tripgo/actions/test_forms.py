"""Rating a trip, how a booking stands, whom to call, and the trip of a booking (§7, §8.2, §8.3)."""

from __future__ import annotations

import pytest

from bookings.actions.taxis.dispatching import find_driver
from bookings.models import BookingMessage
from bookings.states import MessageDirection
from tests.factories.moments import NOW, later
from tests.factories.taxi_rides import TIMER, ride_of
from tests.protocols.tripgo.bought import bought
from tests.protocols.tripgo.kept import bus_segment, taxi_segment
from tests.protocols.tripgo.strictly import get_strictly, send_strictly

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking(tripgo):
    return bought(tripgo, bus_segment(tripgo))


@pytest.fixture
def over(booking, clock):
    clock.move_to(later(days=2))
    return booking


def actions(app, booking):
    told = get_strictly(app, f"booking/v2/{booking.reference}")["confirmation"]["actions"]
    return {action["type"]: action for action in told}


def test_trip_that_is_over_is_rated(app, over):
    [rate] = actions(app, over).values()
    form = get_strictly(app, rate["internalURL"])
    fields = {field["id"]: field for field in form["form"][0]["fields"]}
    assert fields["rate"]["type"] == "stepper"
    assert (fields["rate"]["minValue"], fields["rate"]["maxValue"]) == (1, 5)
    assert fields["feedback"]["value"] == ""

    answers = [{"id": "rate", "value": 4}, {"id": "feedback", "value": "Lovely."}]
    assert app.post(form["action"]["url"], {"input": answers}) == {}

    message = BookingMessage.objects.get(booking=over)
    assert message.text == "Rating 4/5. Lovely."
    assert message.direction == MessageDirection.FROM_PARTNER


@pytest.mark.parametrize("stars", [0, 6])
def test_rating_has_one_to_five_stars(app, over, stars):
    body = {"input": [{"id": "rate", "value": stars}]}

    app.refused("POST", f"booking/v1/{over.reference}/rate", body, code=470)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_trip_is_not_rated_before_its_end(app, booking, method):
    body = {"input": [{"id": "rate", "value": 5}]} if method == "POST" else None

    app.refused(method, f"booking/v1/{booking.reference}/rate", body, code=470)


@pytest.mark.parametrize("body", ["[]", '{"input": 3}', '{"input": ["rate"]}', "{"])
def test_rating_that_is_none_is_refused(app, over, body):
    app.refused("POST", f"booking/v1/{over.reference}/rate", body, code=400)


def test_status_is_a_form_whose_first_field_apps_know(app, booking):
    told = get_strictly(app, f"booking/v1/{booking.reference}/status")

    first, *rest = told["form"][0]["fields"]
    assert (first["id"], first["value"]) == ("booking_status", "Confirmed")
    departure = next(field for field in rest if field["id"] == "departure")
    assert type(departure["value"]) is int
    assert told["action"] == {"title": "Done", "done": True}


def test_status_is_shown_as_a_receipt(app, booking):
    """iOS closes a form that is done and leads to a trip, before anybody has read it."""
    told = get_strictly(app, f"booking/v1/{booking.reference}/status")

    assert "refreshURLForSourceObject" not in told


def test_number_is_dialled_without_what_is_left_out_from_abroad(app, tripgo, booking):
    operator = tripgo.shop.product.operator
    type(operator).objects.filter(pk=operator.pk).update(phone="+31 (0)20 123 45-67")

    assert actions(app, booking)["CALL"]["externalURL"] == "tel:+31201234567"


def test_status_offers_to_cancel_and_tells_that_it_was(app, tripgo):
    taxi = bought(tripgo, taxi_segment(tripgo))
    told = get_strictly(app, f"booking/v1/{taxi.reference}/status")
    assert told["form"][0]["fields"][0]["value"] == "Pending"
    [cancel] = [one for one in told["form"][0]["fields"] if one["id"] == "cancel_booking"]
    assert (cancel["type"], cancel["method"]) == ("link", "post")
    [asked] = [
        one
        for one in get_strictly(app, "booking")["bookings"][0]["confirmation"]["actions"]
        if one["type"] == "CANCEL"
    ]
    assert cancel["subtitle"] == asked["confirmation"]["message"]

    app.post(cancel["value"])

    told = get_strictly(app, f"booking/v1/{taxi.reference}/status")
    assert told["form"][0]["fields"][0]["value"] == "Cancelled"
    assert "cancel_booking" not in {field["id"] for field in told["form"][0]["fields"]}


def test_taxi_and_its_driver_are_called(app, tripgo):
    taxi = bought(tripgo, taxi_segment(tripgo))
    assert actions(app, taxi)["CALL"]["externalURL"] == "tel:+49301234567"
    find_driver(ride_of(taxi), by=TIMER, at=NOW)

    told = get_strictly(app, f"booking/v2/{taxi.reference}")["confirmation"]["actions"]

    numbers = [one["externalURL"] for one in told if one["type"] == "CALL"]
    assert numbers == [f"tel:{tripgo.taxis.driver.phone}", "tel:+49301234567"]


def test_number_of_a_driver_is_told_no_longer_than_the_ride(app, tripgo):
    taxi = bought(tripgo, taxi_segment(tripgo))
    find_driver(ride_of(taxi), by=TIMER, at=NOW)
    app.post(f"booking/v1/{taxi.reference}/cancel")

    told = app.send("GET", f"booking/v2/{taxi.reference}")

    assert tripgo.taxis.driver.phone.encode() not in told.content
    provider = told.json()["confirmation"]["provider"]
    assert provider == {"title": tripgo.taxis.fleet.name, "subtitle": "+49301234567"}


def test_trap_03_successes_never_have_usererror(app, booking):
    for act in ("status", "update", "cancel"):
        assert b"usererror" not in app.send("GET", f"booking/v1/{booking.reference}/{act}").content
    assert app.refused("GET", "booking/v1/none/status", code=404)["usererror"] is True


def test_update_is_the_trip_and_polls_by_its_hash(app, booking):
    path = f"booking/v1/{booking.reference}/update"
    trip = app.get(path, v=13)["groups"][0]["trips"][0]
    again = app.get(trip["updateURL"], v=13)

    assert trip["id"] == booking.purchase_part.purchase.external_reference
    assert again is None


def test_acts_are_done_with_both_methods_alike(app, booking):
    assert send_strictly(app, "GET", f"booking/v1/{booking.reference}/status", status=200)
    app.refused("POST", f"booking/v1/{booking.reference}/status", {}, code=405)
