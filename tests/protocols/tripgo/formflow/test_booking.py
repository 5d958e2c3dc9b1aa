"""Booking by one form after the other (§1, §7)."""

from __future__ import annotations

import pytest

from bookings.models import Booking, Purchase
from bookings.states import BookingState
from tests.factories.moments import later
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.factories.scenarios import LATER
from tests.protocols.tripgo.bought import buy
from tests.protocols.tripgo.kept import (
    bus_segment,
    keep,
    scooter_segment,
    taxi_segment,
    walk_segment,
)
from tests.protocols.tripgo.strictly import get_strictly, post_strictly
from tests.protocols.tripgo.worlds import neighbour_of, open_tripgo

pytestmark = pytest.mark.django_db
SEGMENTS = {"bus": bus_segment, "taxi": taxi_segment, "scooter": scooter_segment}


@pytest.fixture(scope="module")
def tripgo(module_database, tmp_path_factory):
    return open_tripgo(tmp_path_factory.mktemp("feed"), product=LATER)


@pytest.fixture
def bus(tripgo):
    return bus_segment(tripgo)


@pytest.fixture
def trip(tripgo, bus):
    return keep(tripgo, bus, walk_segment())


@pytest.fixture
def entry(app, trip, bus):
    return get_strictly(app, info(trip, bus))


def info(trip, segment):
    return f"booking/{trip.reference}/{segment.id}/info"


def fields_of(form):
    return {field["id"]: field for group in form["form"] for field in group["fields"]}


def filled(form, **answers):
    """The whole fields back, as Android sends them."""
    told = [
        {**field, "value": answers.get(name, field.get("value"))}
        for name, field in fields_of(form).items()
        if not field.get("readOnly") and field["type"] != "link"
    ]
    return {"input": told}


def begun(app, form, **answers):
    return post_strictly(app, form["action"]["url"], filled(form, **answers))


def test_entry_is_the_form_of_the_only_product(tripgo, entry):
    fields = fields_of(entry)

    assert entry["type"] == "bookingForm"
    assert entry["title"] == tripgo.shop.product.name
    adult = fields["fare.adult"]
    assert (adult["type"], adult["value"], adult["minValue"]) == ("stepper", 1, 0)
    product = fields["productId"]
    assert (product["value"], product["hidden"]) == (tripgo.shop.product.code, True)
    assert entry["action"]["title"] == "Next"
    assert entry["action"]["finalStep"] is False


def test_looking_at_forms_holds_nothing(entry):
    assert not Booking.objects.exists()


def test_several_products_are_forms_within_the_form(tripgo, app, trip, bus):
    other = ProductFactory(
        tenant=tripgo.tenant, operator=tripgo.shop.product.operator, name="Day ticket"
    )
    FareFactory(product=other, category=tripgo.shop.adult, amount="9.00")
    CatalogueEntryFactory(channel=tripgo.channel, product=other)

    told = get_strictly(app, info(trip, bus))

    assert "action" not in told
    nested = told["form"][0]["fields"]
    assert [one["type"] for one in nested] == ["bookingForm", "bookingForm"]
    assert [one["id"] for one in nested] == [tripgo.shop.product.code, other.code]
    review = post_strictly(app, nested[1]["action"]["url"], filled(nested[1]))
    assert fields_of(review)["price"]["value"] == "€9.00"


def test_flow_from_the_entry_to_the_end(app, entry, trip, bus):
    review = begun(app, entry, **{"fare.adult": 2})
    assert fields_of(review)["price"]["value"] == "€8.00"
    assert fields_of(review)["part.1"]["value"] == "2 × Adult"
    assert (review["action"]["title"], review["action"]["finalStep"]) == ("Book", True)
    booking = Booking.objects.get()
    assert booking.state == BookingState.PENDING

    end = begun(app, review)

    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED
    assert fields_of(end)["booking_status"]["value"] == "confirmed"
    told = app.get(end["refreshURLForSourceObject"])["groups"][0]["trips"][0]["segments"]
    [segment] = [one for one in told if one["id"] == bus.id]
    assert segment["booking"]["confirmation"]["tickets"][0]["value"] == 2


def test_trap_07_end_of_the_flow_is_done_without_an_address(app, entry):
    end = begun(app, begun(app, entry))

    assert end["action"] == {"title": "Done", "done": True}
    assert end["form"]


@pytest.mark.parametrize("kind", SEGMENTS)
def test_every_kind_is_booked_by_forms(tripgo, app, kind):
    segment = SEGMENTS[kind](tripgo)
    trip = keep(tripgo, segment)

    review = begun(app, get_strictly(app, info(trip, segment)))
    end = begun(app, review)

    expected = "pending" if kind == "taxi" else "confirmed"
    assert fields_of(end)["booking_status"]["value"] == expected


def test_ios_sends_ids_types_and_values_alone(app, trip, bus, entry):
    body = {
        "input": [
            {"id": "fare.adult", "type": "stepper", "value": "3"},
            {"id": "productId", "type": "string", "value": fields_of(entry)["productId"]["value"]},
        ]
    }

    review = post_strictly(app, f"booking/v1/{trip.reference}/{bus.id}/book", body)

    assert fields_of(review)["price"]["value"] == "€12.00"


def test_note_to_the_driver_is_told_again(tripgo, app):
    segment = taxi_segment(tripgo)
    trip = keep(tripgo, segment)
    form = get_strictly(app, info(trip, segment))
    assert fields_of(form)["notes"]["value"] == ""
    assert "returnTrip" not in fields_of(form)

    begun(app, begun(app, form, notes="Blue door"))

    told = app.get(f"trip/{trip.reference}")["groups"][0]["trips"][0]["segments"][0]
    answers = {one["id"]: one["value"] for one in told["booking"]["confirmation"]["input"]}
    assert answers["notes"] == "Blue door"


def test_confirm_can_be_repeated(app, entry):
    review = begun(app, entry)

    assert begun(app, review) == begun(app, review)
    assert Purchase.objects.count() == 1


def test_review_is_told_again_by_its_quote(app, trip, bus, entry):
    review = begun(app, entry)
    quote = fields_of(review)["quote"]["value"]

    path = f"booking/v1/{trip.reference}/{bus.id}"
    assert get_strictly(app, f"{path}/details/{quote}") == review
    assert post_strictly(app, f"{path}/payment", filled(review)) == review


def test_hold_that_lapsed_is_refused(app, entry, clock):
    review = begun(app, entry)
    clock.move_to(later(minutes=29))

    refused = app.refused("POST", review["action"]["url"], filled(review), code=470)

    assert refused["usererror"] is True


def test_trip_that_is_booked_tells_how_it_stands(tripgo, app, trip, bus):
    buy(tripgo, trip, bus)

    told = get_strictly(app, info(trip, bus))

    assert fields_of(told)["booking_status"]["value"] == "Confirmed"


def test_nobody_books_without_signing_in(app, stranger, entry):
    stranger.refused("POST", entry["action"]["url"], filled(entry), code=444)
    assert not Booking.objects.exists()


def test_others_do_not_confirm_it(tripgo, app, other, trip, bus, entry):
    review = begun(app, entry)
    quote = fields_of(review)["quote"]["value"]

    for stranger in (other, neighbour_of(tripgo)):
        stranger.refused("POST", review["action"]["url"], filled(review), code=404)
        stranger.refused("GET", f"booking/v1/{trip.reference}/{bus.id}/details/{quote}", code=404)
    assert Booking.objects.get().state == BookingState.PENDING


def test_quote_is_of_its_segment_alone(tripgo, app, trip, bus, entry):
    review = begun(app, entry)
    another = keep(tripgo, bus)

    path = f"booking/v1/{another.reference}/{bus.id}/confirm"
    app.refused("POST", path, filled(review), code=404)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 400),
        ({"input": [{"id": "quote", "value": "nothing"}]}, 404),
        ({"input": [{"id": "quote", "value": ["x"]}]}, 400),
        ("[]", 400),
        ("{", 400),
    ],
)
def test_confirm_without_a_quote_of_ours_is_refused(app, trip, bus, body, code):
    app.refused("POST", f"booking/v1/{trip.reference}/{bus.id}/confirm", body, code=code)


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"fare.adult": 0}, 470), ({"fare.adult": 99}, 470), ({"fare.adult": "many"}, 400)],
)
def test_fares_out_of_bounds_hold_nothing(app, entry, answers, code):
    app.refused("POST", entry["action"]["url"], filled(entry, **answers), code=code)

    assert not Booking.objects.exists()


def test_unknown_product_segment_and_trip_are_not_there(app, trip, bus):
    path = f"booking/v1/{trip.reference}"
    app.refused("POST", f"{path}/{bus.id}/book/nothing", {}, code=470)
    app.refused("POST", f"{path}/nothing/book/nothing", {}, code=404)
    app.refused("GET", f"booking/{trip.reference}/walk1/info", code=404)
    app.refused("GET", "booking/nothing/nothing/info", code=404)
