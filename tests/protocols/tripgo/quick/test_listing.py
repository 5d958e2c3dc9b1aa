"""The quick list of a segment (§6.1)."""

from decimal import Decimal

import pytest

from bookings.models import Booking
from operators.tenancy.models import ApiToken
from protocols.tripgo.mybookings import requests as mybookings
from protocols.tripgo.mybookings.requests import MonthQuery
from protocols.tripgo.quick import requests as quick
from sales.models import Fare, Offer
from tests.counting import counted
from tests.factories.moments import later
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
    taxi_segment,
    walk_segment,
)
from tests.protocols.tripgo.strictly import get_strictly
from tests.protocols.tripgo.worlds import neighbour_of

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


def test_ride_is_listed_with_a_fare_for_each_category(tripgo, stranger, bus):
    price(tripgo, "child", "2.35", min_age=4, max_age=11)

    [option] = get_strictly(stranger, path_to(bus, "bus1"))

    code, name = tripgo.shop.product.code, tripgo.shop.product.name
    adult = tripgo.shop.adult
    shared = {"description": "", "currency": "EUR", "max": 20, "type": "single_ride"}
    fares = [
        {
            "id": adult.code,
            "name": adult.name,
            "price": 400,
            "value": 1,
            "riders": [{"id": adult.code, "name": adult.name}],
            **shared,
        },
        {
            "id": "child",
            "name": "Child",
            "price": 235,
            "value": 0,
            "riders": [{"id": "child", "name": "Child"}],
            **shared,
        },
    ]
    assert option == {
        "index": 1,
        "count": 1,
        "title": name,
        "subtitle": option["subtitle"],
        "bookingTitle": f"Book {name}",
        "bookingURL": f"{HOST}/{path_to(bus, 'bus1')}/{code}",
        "bookingURLIsDeepLink": False,
        "bookingResponseType": "REVIEW",
        "billingEnabled": True,
        "productID": code,
        "price": 4,
        "priceString": "€4.00",
        "input": [],
        "fares": fares,
        "tickets": fares,
        "riders": [fare["riders"][0] for fare in fares],
        "singleFareOnly": False,
        "fareGroups": [],
        "modeInfo": option["modeInfo"],
    }
    assert option["modeInfo"]["identifier"] == "pt_pub_bus"


def test_trap_04_fares_and_tickets_are_the_same(stranger, bus):
    [option] = get_strictly(stranger, path_to(bus, "bus1"))

    assert option["fares"] == option["tickets"] != []


def test_trap_05_list_has_hundredths_in_fares_and_the_main_unit_in_price(tripgo, stranger, bus):
    Fare.objects.update(amount=Decimal("12.50"))

    [option] = get_strictly(stranger, path_to(bus, "bus1"))

    told = (option["fares"][0]["price"], option["price"], option["priceString"])
    assert told == (1250, 12.5, "€12.50")


def test_products_are_listed_the_cheapest_first_page_by_page(tripgo, stranger, bus):
    dear, cheap = sell(tripgo, "9.00"), sell(tripgo, "2.00")
    usual = tripgo.shop.product
    path = path_to(bus, "bus1")

    everything = get_strictly(stranger, path)

    assert [one["productID"] for one in everything] == [cheap.code, usual.code, dear.code]
    assert [(one["index"], one["count"]) for one in everything] == [(1, 3), (2, 3), (3, 3)]
    assert stranger.get(path, first=2, max=1) == everything[1:2]
    assert stranger.get(path, first=3, max=7) == everything[2:]


def test_update_address_is_told_where_there_is_something_to_choose(tripgo, stranger, bus):
    [alone] = get_strictly(stranger, path_to(bus, "bus1"))
    assert "tripUpdateURL" not in alone

    sell(tripgo)
    code = tripgo.shop.product.code
    first, _ = get_strictly(stranger, path_to(bus, "bus1"))
    assert first["tripUpdateURL"] == f"{HOST}/{path_to(bus, 'bus1', f'update/{code}')}"


@pytest.mark.parametrize("query", [{"first": "x"}, {"max": "1.5"}])
def test_page_that_is_no_number_is_refused(stranger, bus, query):
    [(name, value)] = query.items()

    told = stranger.refused("GET", f"{path_to(bus, 'bus1')}?{name}={value}", code=400)
    assert name in told["error"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"first": 0}, 2),
        ({"first": -1}, 2),
        ({"max": 51}, 2),
        ({"max": 99999999999999}, 2),
        ({"max": 0}, 1),
        ({"max": -5}, 1),
    ],
)
def test_page_out_of_bounds_is_the_nearest_that_can_be(tripgo, stranger, bus, query, count):
    sell(tripgo, "5.00")

    assert len(stranger.get(path_to(bus, "bus1"), **query)) == count


@pytest.mark.parametrize(
    ("query", "most"), [(quick.ListQuery, 50), (mybookings.ListQuery, 100), (MonthQuery, 100)]
)
def test_no_more_is_told_at_once_than_can_be(query, most):
    asked = query(data={"first": "99999999999999", "max": "99999999999999"})

    assert asked.is_valid()
    assert asked.validated_data["max"] == most


def test_list_is_never_empty_but_an_error(tripgo, stranger, bus):
    """Older apps expect an array with something in it, or an error."""
    beyond = f"{path_to(bus, 'bus1')}?first=3"
    told = stranger.refused("GET", beyond, code=470)
    assert told["usererror"]
    assert told["error"].startswith("There is one offer only;")
    sell(tripgo, "5.00")
    told = stranger.refused("GET", beyond, code=470)
    assert told["error"].startswith("There are 2 offers;")

    Fare.objects.all().delete()
    assert stranger.refused("GET", path_to(bus, "bus1"), code=470)["usererror"]


def test_ride_that_has_left_is_not_offered_any_more(stranger, bus, clock):
    clock.move_to(later(minutes=31))

    told = stranger.refused("GET", path_to(bus, "bus1"), code=470)
    assert "has left" in told["error"]


def test_words_are_those_of_the_language_that_the_app_likes(tripgo, stranger):
    trip = keep(tripgo, taxi_segment(tripgo))

    [option] = stranger.having(Accept_Language="nn,de;q=0.8").get(path_to(trip, "taxi1"))

    assert option["input"][1]["title"] == "Melding til sjåføren"


def test_flags_of_the_request_survive_in_addresses(stranger, bus):
    [option] = stranger.get(path_to(bus, "bus1"), bsb=1, psb=1)

    assert option["bookingURL"].endswith("?bsb=1&psb=1")


def test_trap_10_looking_at_an_option_has_no_effect(tripgo, app, bus):
    code = tripgo.shop.product.code

    for _ in range(2):
        told = get_strictly(app, path_to(bus, "bus1", f"quick/{code}"))

    assert told["type"] == "bookingForm"
    assert "action" not in told
    assert told["form"][0]["fields"][0]["value"] == "€4.00"
    assert not Booking.objects.exists()
    assert not Offer.objects.exists()


def test_list_stores_nothing(stranger, tripgo, bus):
    taxi = keep(tripgo, taxi_segment(tripgo))

    stranger.get(path_to(bus, "bus1"))
    stranger.get(path_to(taxi, "taxi1"))

    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "booking/v1/{trip}/walk1/quick",
        "booking/v1/{trip}/bus2/quick",
        "booking/v1/3f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11/bus1/quick",
        "booking/v1/trip/bus1/quick",
    ],
)
def test_what_is_not_there_is_told(stranger, bus, path):
    stranger.refused("GET", path.format(trip=bus.reference), code=404)


def test_trip_of_another_channel_is_not_there(tripgo, bus):
    neighbour_of(tripgo).refused("GET", path_to(bus, "bus1"), code=404)


def test_key_without_bookings_is_told_so(tripgo, stranger, bus):
    ApiToken.objects.filter(pk=tripgo.token.token_id).update(allows_bookings=False)

    for path in (path_to(bus, "bus1"), path_to(bus, "bus1", "quick/x"), path_to(bus, "all")):
        assert "not enabled" in stranger.refused("GET", path, code=403)["error"]


def test_number_of_statements_does_not_depend_on_the_products(tripgo, stranger, bus):
    stranger.get(path_to(bus, "bus1"))
    with counted() as alone:
        stranger.get(path_to(bus, "bus1"))
    for amount in ("5.00", "6.00"):
        AncillaryFactory(product=sell(tripgo, amount))
    with counted() as three:
        assert len(stranger.get(path_to(bus, "bus1"))) == 3

    assert alone.statements == three.statements <= 9


def test_product_that_is_not_offered_any_more_is_told_to_the_traveller(stranger, bus, clock):
    path = path_to(bus, "bus1", "quick/nothing")
    assert "look at the offers again" in stranger.refused("GET", path, code=470)["error"]

    clock.move_to(later(minutes=31))
    assert "has left" in stranger.refused("GET", path, code=470)["error"]
