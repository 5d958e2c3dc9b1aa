"""What the quick list tells of each kind of product (§6.1)."""

import pytest

from bookings.models import Booking
from protocols.tripgo.quick.fares import MOST_TRAVELLERS
from sales.models import CategoryLimit, Fare, PassengerCategory, Product
from tests.factories.moments import NOW
from tests.factories.sales import (
    AncillaryFactory,
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
)
from tests.protocols.tripgo.kept import (
    bus_segment,
    keep,
    path_to,
    scooter_segment,
    taxi_segment,
    walk_segment,
)
from tests.protocols.tripgo.strictly import get_strictly

pytestmark = pytest.mark.django_db

HOST = "http://localhost/v1"


@pytest.fixture
def bus(tripgo):
    return keep(tripgo, bus_segment(tripgo), walk_segment())


def sell(tripgo, amount="7.00", **more):
    """One more product of the rides."""
    shop = tripgo.shop
    product = ProductFactory(tenant=shop.tenant, operator=shop.product.operator, **more)
    FareFactory(product=product, category=shop.adult, amount=amount)
    CatalogueEntryFactory(channel=shop.channel, product=product)
    return product


def price(tripgo, code, amount, **facts):
    """A passenger category with a fare of its own."""
    category = PassengerCategoryFactory(
        tenant=tripgo.tenant, code=code, name=code.capitalize(), **facts
    )
    FareFactory(product=tripgo.shop.product, category=category, amount=amount)
    return category


def test_trap_02_types_are_exact(tripgo, stranger, bus):
    price(tripgo, "child", "2.35", min_age=4, max_age=11)
    taxi = keep(tripgo, taxi_segment(tripgo))

    for path in (path_to(bus, "bus1"), path_to(taxi, "taxi1")):
        [option] = get_strictly(stranger, path)
        for fare in option["fares"]:
            assert {type(fare[name]) for name in ("price", "value", "max")} == {int}
            assert {type(fare[name]) for name in ("id", "name", "description")} == {str}
        for field in option["input"]:
            assert type(field.get("value", "")) is str
        assert type(option["price"]) in (int, float)
        assert {type(option[name]) for name in ("index", "count")} == {int}


def test_trap_06_every_option_says_how_it_is_booked(tripgo, stranger):
    segments = [bus_segment(tripgo), taxi_segment(tripgo), scooter_segment(tripgo)]
    trip = keep(tripgo, *segments)

    for segment in segments:
        for option in get_strictly(stranger, path_to(trip, segment)):
            assert option["bookingResponseType"] == "REVIEW"
            assert option["bookingURLIsDeepLink"] is False


def test_taxi_is_listed_with_its_estimate_and_a_note_to_the_driver(tripgo, stranger):
    trip = keep(tripgo, taxi_segment(tripgo))

    [option] = get_strictly(stranger, path_to(trip, "taxi1"))

    [fare] = option["fares"]
    product = tripgo.taxis.product
    assert (fare["id"], fare["value"], fare["max"]) == (product.code, 1, 1)
    assert fare["price"] == round(option["price"] * 100) > 0
    assert option["input"] == [
        {
            "id": "returnTrip",
            "type": "RETURN_TRIP",
            "title": "Return trip",
            "required": False,
            "value": "",
        },
        {
            "id": "notes",
            "type": "LONG_TEXT",
            "title": "Note to the driver",
            "required": False,
            "value": "",
        },
        {
            "id": "totalPassengers",
            "type": "NUMBER",
            "title": "Passengers",
            "required": False,
            "value": "1",
            "minValue": 1,
            "maxValue": 4,
        },
    ]
    assert option["ETA"] == 3600
    assert option["subtitle"] == "Estimate; the meter tells the price"
    assert (option["singleFareOnly"], option["riders"]) == (True, [])
    assert option["modeInfo"]["identifier"].startswith("ps_tax")


def test_scooter_is_listed_with_what_is_due_in_any_case(tripgo, stranger):
    trip = keep(tripgo, scooter_segment(tripgo))

    [option] = get_strictly(stranger, path_to(trip, "step1"))

    assert option["fares"][0]["id"] == tripgo.rentals.product.code
    assert tripgo.rentals.asset.asset_type.name in option["subtitle"]
    assert "ETA" not in option


def test_group_ticket_is_one_fare_and_asks_for_how_many(tripgo, stranger, bus):
    product = tripgo.shop.product
    Fare.objects.filter(product=product).delete()
    Product.objects.filter(pk=product.pk).update(is_group_ticket=True)
    FareFactory(product=product, category=None, amount="10.00", group_size=5)

    [option] = get_strictly(stranger, path_to(bus, "bus1"))

    assert [(fare["id"], fare["price"]) for fare in option["fares"]] == [(product.code, 1000)]
    [field] = option["input"]
    assert (field["id"], field["value"]) == ("totalPassengers", "1")
    assert (field["minValue"], field["maxValue"]) == (1, 5)


def test_limit_of_a_category_is_the_most_of_its_fare(tripgo, stranger, bus):
    product, adult = tripgo.shop.product, tripgo.shop.adult
    child = price(tripgo, "child", "2.00", min_age=4, max_age=11)
    CategoryLimit.objects.create(product=product, category=adult, most=3, tenant=tripgo.tenant)
    CategoryLimit.objects.create(product=product, category=child, most=0, tenant=tripgo.tenant)

    [option] = get_strictly(stranger, path_to(bus, "bus1"))

    assert [(fare["id"], fare["max"]) for fare in option["fares"]] == [(adult.code, 3)]


def test_extras_of_a_product_can_be_chosen(tripgo, stranger, bus):
    AncillaryFactory(product=tripgo.shop.product, category="HR", number="01", name="Wheelchair")

    [option] = get_strictly(stranger, path_to(bus, "bus1"))

    assert option["input"] == [
        {
            "id": "extras",
            "type": "MULTIPLE_CHOICE",
            "title": "Extras",
            "required": False,
            "options": [{"id": "HR-01", "title": "Wheelchair"}],
            "values": [],
        }
    ]


def test_who_travels_free_is_never_the_usual_traveller(tripgo, stranger, bus):
    """Whatever the order of the categories is: a list that begins with nothing to pay is wrong."""
    adult = tripgo.shop.adult
    PassengerCategory.objects.filter(pk=adult.pk).update(is_default=False)
    price(tripgo, "aaa", "0.00", travels_free=True)

    [option] = get_strictly(stranger, path_to(bus, "bus1"))

    assert [(fare["id"], fare["value"]) for fare in option["fares"]] == [("aaa", 0), ("adult", 1)]
    assert option["price"] == 4


def of_the_taxi(app, trip, **answers):
    """What an app sends that has chosen the taxi and answered this."""
    [option] = app.get(path_to(trip, "taxi1"))
    told = [{**one, **({"value": answers[one["id"]]} if one["id"] in answers else {})}
            for one in option["input"]]  # fmt: skip
    return option["bookingURL"], {"input": told}


def test_taxi_is_ordered_for_all_who_travel(tripgo, app):
    trip = keep(tripgo, taxi_segment(tripgo))
    url, body = of_the_taxi(app, trip, totalPassengers="3")

    app.post(url, body)

    assert Booking.objects.get().offer.trip().travellers == 3
    url, body = of_the_taxi(app, trip, totalPassengers="5")
    assert "At most 4." in app.refused("POST", url, body, code=470)["error"]


def test_taxis_of_a_fleet_that_names_none_take_as_many_as_come(tripgo, stranger):
    tripgo.taxis.fleet.drivers.update(asset=None)
    tripgo.taxis.fleet.assets.update(retired_at=NOW)

    [option] = stranger.get(path_to(keep(tripgo, taxi_segment(tripgo)), "taxi1"))

    assert option["input"][-1]["maxValue"] == MOST_TRAVELLERS
