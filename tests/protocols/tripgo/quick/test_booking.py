"""Holding a product: POST to a bookingURL (§6.2)."""

import pytest

from bookings.models import Booking, BookingMessage, LegAncillary, Purchase
from bookings.states import BookingState
from operators.models import Asset
from tests.factories.sales import AncillaryFactory, FareFactory, PassengerCategoryFactory
from tests.protocols.tripgo.kept import (
    bus_segment,
    keep,
    path_to,
    scooter_segment,
    taxi_segment,
)
from tests.protocols.tripgo.strictly import get_strictly, post_strictly

pytestmark = pytest.mark.django_db

HOST = "http://localhost/v1"
TWO = {"fares": [{"id": "adult", "value": 2}]}


@pytest.fixture
def trip(tripgo):
    return keep(
        tripgo,
        bus_segment(tripgo),
        taxi_segment(tripgo),
        scooter_segment(tripgo),
    )


@pytest.fixture
def bus(tripgo, trip):
    """The bookingURL of the bus."""
    return path_to(trip, "bus1", f"quick/{tripgo.shop.product.code}")


@pytest.fixture
def taxi(tripgo, trip):
    return path_to(trip, "taxi1", f"quick/{tripgo.taxis.product.code}")


@pytest.fixture
def child(tripgo):
    found = PassengerCategoryFactory(
        tenant=tripgo.tenant, code="child", name="Child", min_age=4, max_age=11
    )
    FareFactory(product=tripgo.shop.product, category=found, amount="2.35")
    return found


def states():
    return list(Booking.objects.order_by("pk").values_list("state", flat=True))


def test_review_tells_what_is_held_and_how_it_is_paid(tripgo, app, bus):
    told = post_strictly(app, bus, TWO)

    purchase = Purchase.objects.get()
    assert purchase.customer == tripgo.link.customer
    fare = {
        "id": "adult",
        "name": tripgo.shop.adult.name,
        "description": "",
        "price": 400,
        "currency": "EUR",
        "value": 2,
        "max": 20,
        "riders": [{"id": "adult", "name": tripgo.shop.adult.name}],
        "type": "single_ride",
    }
    [part] = told["review"]
    assert told == {
        "paymentOptions": [
            {
                "url": f"{HOST}/payment/booking/{purchase.reference}/payment",
                "method": "POST",
                "paymentMode": "INVOICE",
                "currency": "EUR",
                "fullPrice": 800,
                "description": f"{tripgo.channel.partner.name} is invoiced",
            }
        ],
        "review": [
            {
                "mode": "pt_pub_bus",
                "modeInfo": part["modeInfo"],
                "price": 800,
                "currency": "EUR",
                "depart": "2026-06-01T10:30:00Z",
                "arrive": "2026-06-01T10:50:00Z",
                "origin": {"lat": 52.1, "lng": 4.3, "address": "Market"},
                "destination": {"lat": 52.2, "lng": 4.4, "address": "Beach"},
                "provider": {"title": tripgo.shop.product.operator.name},
                "tickets": [fare],
                "fares": [fare],
            }
        ],
        "reviewActionTitle": "Confirm",
    }
    assert states() == [BookingState.PENDING]


@pytest.mark.parametrize(
    "body",
    [
        {"input": [], "fares": [{"id": "adult", "name": "x", "price": 400, "value": 2}]},
        {"input": [], "tickets": [{"id": "adult", "price": 1, "max": 99, "value": "2"}]},
        {
            "bookingURL": "https://elsewhere.example/",
            "bookingResponseType": "DIRECT",
            "price": 0.01,
            "input": [{"id": "unknown", "type": "NOVEL", "value": 4}],
            "tickets": [{"id": "adult", "price": 1, "value": 2}, {"id": "child", "value": 0}],
        },
        {"fares": [{"id": "adult", "value": 2}, {"id": "gone", "value": 0}]},
    ],
    ids=["Android", "Android 2023", "React", "docs"],
)
def test_price_is_ours_whatever_app_sends_what_back(app, bus, body):
    told = post_strictly(app, bus, body)

    assert told["review"][0]["price"] == 800
    assert Purchase.objects.get().amount == 8


def test_whole_option_can_be_sent_back_as_it_was_told(app, trip, bus, taxi):
    for path in (bus, taxi):
        [option] = app.get(path.rpartition("/")[0])
        assert post_strictly(app, option["bookingURL"], option)["review"]


def test_travellers_are_those_of_the_chosen_categories(tripgo, app, bus, child):
    fares = [{"id": "adult", "value": 1}, {"id": "child", "value": 2}]

    told = post_strictly(app, bus, {"fares": fares})

    assert told["review"][0]["price"] == 400 + 2 * 235
    travellers = Booking.objects.get().offer.offered_travellers()
    adult = tripgo.shop.adult.pk
    assert [one.category_id for one in travellers] == [adult, child.pk, child.pk]


def test_nothing_said_is_what_was_preselected(app, bus):
    assert post_strictly(app, bus)["review"][0]["price"] == 400
    assert app.send("POST", bus).json()["review"][0]["price"] == 400


def test_trap_10_get_just_before_the_post_has_no_effect(app, bus):
    get_strictly(app, bus)
    assert states() == []

    post_strictly(app, bus)
    get_strictly(app, bus)

    assert states() == [BookingState.PENDING]


def test_what_was_chosen_is_kept_to_be_shown_again(app, taxi):
    post_strictly(app, taxi, {"input": [{"id": "notes", "value": "Blue door"}]})

    told = Purchase.objects.get().parts.get().told
    assert told["input"][1] == {
        "id": "notes",
        "type": "LONG_TEXT",
        "title": "Note to the driver",
        "required": False,
        "value": "Blue door",
    }
    assert [fare["value"] for fare in told["fares"]] == [1]


def test_note_reaches_the_driver(app, taxi):
    post_strictly(app, taxi, {"input": [{"id": "notes", "value": "Blue door"}]})

    assert BookingMessage.objects.get().text == "Blue door"


def test_extras_are_added_to_what_is_held(tripgo, app, bus):
    AncillaryFactory(product=tripgo.shop.product, category="HR", number="01", name="Wheelchair")

    post_strictly(app, bus, {"input": [{"id": "extras", "values": ["Wheelchair"]}]})

    assert LegAncillary.objects.get().name == "Wheelchair"


def test_traveller_who_goes_back_finds_the_last_scooter_that_is_held_for_them(
    tripgo, app, other, trip
):
    scooter = tripgo.rentals.asset
    Asset.objects.filter(fleet=scooter.fleet).exclude(pk=scooter.pk).update(is_disabled=True)
    path = path_to(trip, "step1", f"quick/{tripgo.rentals.product.code}")
    post_strictly(app, path)

    [option] = get_strictly(app, path_to(trip, "step1"))
    assert option["bookingURL"].endswith(path)
    [way] = post_strictly(app, path)["paymentOptions"]
    assert other.refused("GET", path_to(trip, "step1"), code=470)
    assert other.refused("POST", path, {}, code=470)

    assert post_strictly(app, way["url"])
    assert sorted(states()) == sorted([BookingState.RELEASED, BookingState.CONFIRMED])


@pytest.mark.parametrize("kind", ["taxi1", "step1"])
def test_what_is_priced_at_its_end_is_free_to_confirm(tripgo, app, trip, kind):
    product = {"taxi1": tripgo.taxis.product, "step1": tripgo.rentals.product}[kind]

    told = post_strictly(app, path_to(trip, kind, f"quick/{product.code}"))

    [option] = told["paymentOptions"]
    assert (option["paymentMode"], option["method"], option["fullPrice"]) == ("FREE", "GET", 0)
    assert told["review"][0]["price"] == round(Booking.objects.get().offer.amount * 100)


def test_sandbox_asked_for_in_the_body_is_carried_on(app, bus):
    told = app.post(bus, {**TWO, "bsb": True})
    assert told["paymentOptions"][0]["url"].endswith("/payment?bsb=1")

    told = app.post(f"{bus}?bsb=1", {**TWO, "bsb": True})
    assert told["paymentOptions"][0]["url"].endswith("/payment?bsb=1")


def test_trip_is_told_as_if_a_product_were_chosen(tripgo, app, trip, bus):
    path = path_to(trip, "bus1", f"update/{tripgo.shop.product.code}")

    told = app.get(path, v=13)

    assert told["groups"][0]["trips"][0]["id"] == str(trip.reference)
    template = next(one for one in told["segmentTemplates"] if one.get("localCost"))
    assert template["localCost"]["cost"] == 4
    assert states() == []


@pytest.mark.parametrize(
    "told", ["2026-06-01T16:00:00Z", "2026-06-01T16:00:00.000Z", "2026-06-01T18:00:00+02:00"]
)
def test_trap_12_way_back_is_held_with_the_way_there(app, taxi, told):
    answer = post_strictly(app, taxi, {"input": [{"id": "returnTrip", "value": told}]})

    there, back = answer["review"]
    assert (there["depart"], back["depart"]) == ("2026-06-01T11:00:00Z", "2026-06-01T16:00:00Z")
    assert (there["origin"], there["destination"]) == (back["destination"], back["origin"])
    [option] = answer["paymentOptions"]
    app.get(option["url"])
    parts = Purchase.objects.get().parts.order_by("sequence")
    assert [part.place for part in parts] == ["taxi1", "taxi1.return"]
    assert [part.told["input"][0]["value"] for part in parts] == ["2026-06-01T16:00:00Z"] * 2
    assert states() == [BookingState.CONDITIONAL_CONFIRMED] * 2


@pytest.mark.parametrize("told", ["", "One-way only"])
def test_no_way_back_is_one_booking(app, taxi, told):
    post_strictly(app, taxi, {"input": [{"id": "returnTrip", "value": told}]})

    assert states() == [BookingState.PENDING]


def test_way_back_before_the_way_there_is_over_is_refused(app, taxi):
    body = {"input": [{"id": "returnTrip", "value": "2026-06-01T11:05:00Z"}]}

    assert "later time" in app.refused("POST", taxi, body, code=470)["error"]
    assert states() == []


def test_way_back_that_nobody_drives_is_named(app, taxi):
    """Taxis are ordered thirty days ahead at most."""
    body = {"input": [{"id": "returnTrip", "value": "2026-09-01T11:05:00Z"}]}

    told = app.refused("POST", taxi, body, code=470)["error"]

    assert told.startswith("Return trip: ")
    assert told.endswith("Nothing of your trip is booked or charged.")
    assert states() == []
