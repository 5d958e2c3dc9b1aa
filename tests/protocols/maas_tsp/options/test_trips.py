"""Options of trips by the timetable."""

import pytest

from sales.catalogue.states import Cancellation
from sales.models import CatalogueEntry, Fare, Offer, Product
from tests.counting import counted
from tests.factories.moments import NOW, later
from tests.factories.sales import (
    AncillaryFactory,
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
)
from tests.protocols.maas_tsp.worlds import BEACH, MARKET, milliseconds, ride_wish

pytestmark = pytest.mark.django_db

FIRST_BUS, ITS_END = later(minutes=30), later(minutes=50)


def sell(maas, fare_class="", amount="7.00", **more):
    """One more product of the rides."""
    shop = maas.shop
    product = ProductFactory(
        tenant=shop.tenant, operator=shop.product.operator, fare_class=fare_class, **more
    )
    FareFactory(product=product, category=shop.adult, amount=amount)
    CatalogueEntryFactory(channel=shop.channel, product=product)
    return product


def classes(maas):
    """Two classes of one ride, and no other product."""
    Product.objects.filter(pk=maas.shop.product.pk).update(fare_class="SECOND")
    return sell(maas, "FIRST")


def test_trip_is_told_with_its_cost(maas, caller):
    option = caller.options(**ride_wish())[0]

    reference = option["meta"]["offer"]["ref"]
    market = {"lat": 52.1, "lon": 4.3, "name": "Market", "stopId": "market", "zone": "1"}
    beach = {"lat": 52.2, "lon": 4.4, "name": "Beach", "stopId": "beach", "zone": "coast"}
    times = {"startTime": milliseconds(FIRST_BUS), "endTime": milliseconds(ITS_END)}
    ride = {"mode": "BUS", "route": "1", "headsign": "Beach", "tripId": "bus-1230"}
    assert option == {
        "leg": {"mode": "BUS", **times, "from": market, "to": beach},
        "meta": {
            "MODE_BUS": {"rides": [{**ride, "from": market, "to": beach, **times}]},
            "offer": {"ref": reference},
        },
        "terms": {
            "validity": {
                "startTime": milliseconds(later(minutes=15)),
                "endTime": milliseconds(later(minutes=90)),
            },
            "reusable": False,
            "reconcilable": False,
            "cancellation": {"outward": {"cancellable": True, "refunded": False}},
        },
        "tspProduct": {"id": maas.shop.product.code},
        "cost": {"amount": 4, "currency": "EUR", "taxes": 0.33},
    }
    offer = Offer.objects.get(reference=reference)
    assert (offer.channel, offer.valid_until > NOW) == (maas.channel, True)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (Cancellation.NEVER, {"cancellable": False, "refunded": False}),
        (
            Cancellation.UNTIL_DEPARTURE,
            {
                "cancellable": True,
                "refunded": False,
                "cost": {"amount": 1.5, "currency": "EUR"},
            },
        ),
    ],
)
def test_terms_tell_what_giving_back_costs(maas, caller, rule, told):
    Product.objects.update(cancellation_fee=0)
    Product.objects.filter(pk=maas.shop.product.pk).update(
        cancellation=rule, cancellation_fee="1.50"
    )

    assert caller.options(**ride_wish())[0]["terms"]["cancellation"] == {"outward": told}


@pytest.mark.parametrize(
    "query",
    [
        {"mode": ""},
        {"mode": "TRANSIT"},
        {"mode": "BUSISH"},
        {"toRadius": "", "fromRadius": "", "toName": "", "toAddress": "", "fromName": ""},
        {"tspProductIds": ""},
        {"extraOptions": "x", "optionalParametersAny": "true", "unheard": "of"},
        {"distance": "19000.0", "purchasingAppInstanceId": "abcdef"},
        {"customer[opaqueId]": "cafe", "customer[dob]": "true"},
        {"fromRadius": "0", "toRadius": 0},
        {"endTime": milliseconds(later(minutes=31))},
    ],
)
def test_trip_is_found_whatever_else_is_told(caller, query):
    options = caller.options(**ride_wish(**query))

    assert [option["leg"]["mode"] for option in options[:1]] == ["BUS"]


@pytest.mark.parametrize(
    "query",
    [
        {"mode": "TRAM"},
        {"mode": "MOPED"},
        {"mode": "WALK"},
        {"tspProductIds": "another,more"},
        {"to": ""},
        {"from_": "10.0,10.0"},
        {"to": "-89.9,179.9"},
        {"to": MARKET},
        {"from_": BEACH, "to": MARKET},
        {"from_": "52.109,4.3"},
    ],
)
def test_search_without_hits_answers_an_empty_list(caller, query):
    assert caller.get_options(**ride_wish(**query)) == {"options": []}


def test_radius_says_how_far_stops_may_be(caller):
    far = "52.109,4.3"

    assert caller.options(**ride_wish(from_=far, fromRadius=1100)) != []
    assert caller.options(**ride_wish(from_=far, fromRadius=900)) == []


def test_products_that_the_user_may_buy_are_the_only_ones(maas, caller):
    other = sell(maas)

    options = caller.options(**ride_wish(tspProductIds=f"x, {other.code}"))

    assert {option["tspProduct"]["id"] for option in options} == {other.code}
    assert {option["cost"]["amount"] for option in options} == {7}
    assert Offer.objects.count() == len(options)


def test_time_in_the_past_means_now(caller):
    past = caller.options(**ride_wish(later(days=-3)))

    assert past[0]["leg"]["startTime"] == milliseconds(FIRST_BUS)


def test_later_trips_are_found_by_their_time(caller):
    found = caller.options(**ride_wish(later(minutes=31)))

    assert found[0]["leg"]["startTime"] == milliseconds(later(minutes=60))


@pytest.mark.parametrize(
    ("query", "member"),
    [
        ({"startTime": ""}, "startTime"),
        ({"startTime": milliseconds(NOW) // 1000}, "startTime"),
        ({"from_": ""}, "from"),
        ({"from_": "52.1, 4.3"}, "from"),
        ({"to": "there"}, "to"),
        ({"fromRadius": -1}, "fromRadius"),
        ({"toRadius": 40_075_001}, "toRadius"),
        ({"fromRadius": "1.5"}, "fromRadius"),
        ({"mode": "ROCKET"}, "mode"),
        ({"endTime": milliseconds(NOW) - 1}, "endTime"),
    ],
)
def test_query_that_cannot_be_used_is_refused(caller, query, member):
    told = {name.rstrip("_"): value for name, value in ride_wish(**query).items()}
    response = caller.send("GET", "/bookings/options", query=told)

    assert response.status_code == 400
    assert [error["member"] for error in response.json()["errors"]] == [member]


def test_birthday_decides_about_a_reduced_fare(maas, caller):
    child = PassengerCategoryFactory(
        tenant=maas.tenant, code="child", name="Child", min_age=4, max_age=11
    )
    FareFactory(product=maas.shop.product, category=child, amount="2.00")
    dob = {"customer[dob]": "2018-06-02"}
    gone = {"customer[dob]": "2090-01-01"}

    assert caller.options(**ride_wish(), **dob)[0]["cost"]["amount"] == 2
    assert caller.options(**ride_wish(), **gone)[0]["cost"]["amount"] == 4


def test_classes_of_one_trip_are_one_choice(maas, caller):
    first = classes(maas)

    options = caller.options(**ride_wish())

    assert [option["leg"]["startTime"] for option in options[:2]] == [
        milliseconds(FIRST_BUS),
        milliseconds(later(minutes=60)),
    ]
    option = options[0]
    assert "cost" not in option
    assert option["tspProduct"] == {"id": maas.shop.product.code}
    references = {
        offer.product_id: offer.reference
        for offer in Offer.objects.filter(rides__0__trip_id="bus-1230")
    }
    assert option["meta"]["offer"] == {"ref": references[maas.shop.product.pk]}
    assert option["configurator"] == {
        "seatType": {
            "type": "oneOf",
            "name": "Class",
            "choices": [
                {
                    "id": references[first.pk],
                    "name": "First class",
                    "default": False,
                    "cost": {"amount": 7, "currency": "EUR", "taxes": 0.58},
                },
                {
                    "id": references[maas.shop.product.pk],
                    "name": "Second class",
                    "default": True,
                    "cost": {"amount": 4, "currency": "EUR", "taxes": 0.33},
                },
            ],
        }
    }


def test_extras_are_free_choices(maas, caller):
    AncillaryFactory(product=maas.shop.product, category="HR", number="01", name="Wheelchair")

    option = caller.options(**ride_wish())[0]

    assert "cost" not in option
    [seat] = option["configurator"]["seatType"]["choices"]
    assert (seat["name"], seat["default"]) == (maas.shop.product.name, True)
    assert option["configurator"]["seatFeatures"] == {
        "type": "someOrNoneOf",
        "name": "Extras",
        "choices": [
            {
                "id": "HR-01",
                "name": "Wheelchair",
                "default": False,
                "cost": {"amount": 0, "currency": "EUR"},
            }
        ],
    }


def test_other_currencies_are_not_offered(caller):
    Fare.objects.update(currency="SEK")

    assert caller.get_options(**ride_wish()) == {"options": []}
    assert Offer.objects.count() == 0


def test_channel_that_sells_nothing_offers_nothing(caller):
    CatalogueEntry.objects.all().delete()

    assert caller.get_options(**ride_wish(mode="")) == {"options": []}


def test_statements_do_not_depend_on_what_is_found(maas, caller):
    caller.options(**ride_wish())
    with counted() as few:
        found = caller.options(**ride_wish())
    for amount in ("7.00", "8.00"):
        AncillaryFactory(product=sell(maas, amount=amount), category="HR", number="01")
    with counted() as many:
        more = caller.options(**ride_wish())

    assert (len(found), len(more)) == (4, 12)
    assert few.statements == many.statements


def test_extensions_are_asked_for_and_there_are_none(maas, caller):
    booked = caller.create(caller.options(**ride_wish())[0])

    assert caller.options(**ride_wish(tspIdToExtend=booked["tspId"])) == []
    told = {name.rstrip("_"): value for name, value in ride_wish(tspIdToExtend="x").items()}
    response = caller.send("GET", "/bookings/options", query=told)
    assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND")
