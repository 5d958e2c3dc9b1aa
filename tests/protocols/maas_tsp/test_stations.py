"""GET /stations and GET /stations/{id}."""

import pytest

from operators.fleet.states import AssetClass
from operators.models import AssetType, Operator
from sales.models import CatalogueEntry
from tests.counting import counted
from tests.factories.fleet import RegionFactory, VehicleStationFactory
from tests.protocols.maas_tsp.worlds import MARKET, SCOOTERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def dock(maas):
    """A station of bicycles."""
    fleet = maas.rentals.fleet
    AssetType.objects.filter(fleet=fleet).update(asset_class=AssetClass.BICYCLE)
    region = RegionFactory(fleet=fleet, name="Mitte")
    return VehicleStationFactory(
        fleet=fleet, station_id="d-1", name="Dock", address="Corner 1", region=region
    )


def ids(stations):
    return [station["id"] for station in stations]


def test_stop_is_told_with_what_calls_there(maas, caller):
    [told] = caller.stations(location=MARKET)

    assert told == {
        "id": "market",
        "code": "10",
        "name": "Market",
        "location": "52.1,4.3",
        "agencyId": maas.shop.product.operator.code,
        "services": ["BUS"],
        "country": maas.tenant.country,
        "zone": "1",
    }


def test_station_of_vehicles_is_told_with_what_stands_there(maas, caller, dock):
    [told] = caller.stations(location=SCOOTERS)

    assert told == {
        "id": "d-1",
        "name": "Dock",
        "location": "52.517,13.3888",
        "agencyId": dock.fleet.operator.code,
        "services": ["BICYCLE"],
        "address": "Corner 1",
        "country": maas.tenant.country,
        "zone": "Mitte",
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"radius": "0"}, ["market"]),
        ({"radius": 7000}, ["market", "church"]),
        ({"radius": 40_075_000, "count": 2}, ["market", "church"]),
        ({"radius": 40_075_000, "name": ""}, ["market", "church", "beach", "island", "d-1"]),
        ({"unknown": "x"}, ["market"]),
    ],
)
def test_stations_come_nearest_first(caller, dock, query, found):
    assert ids(caller.stations(location=MARKET, **query)) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [("mark", ["market"]), ("doc", ["d-1"]), ("DOCK", ["d-1"]), ("unheard of", [])],
)
@pytest.mark.parametrize("kind", ["origin", "destination", "viaAvoid"])
def test_stations_are_found_by_name(caller, dock, name, found, kind):
    assert ids(caller.stations(name=name, type=kind)) == found


def test_count_keeps_the_shortest_names(maas, caller):
    for name in ("Market Hall", "Market"):
        VehicleStationFactory(fleet=maas.rentals.fleet, name=name, station_id=f"x-{name}")

    found = caller.stations(name="market", type="origin", count=2)

    assert ids(found) == ["market", "x-Market"]


@pytest.mark.parametrize(
    ("query", "member"),
    [
        ({}, "location"),
        ({"radius": 5}, "location"),
        ({"name": "market"}, "type"),
        ({"name": "ma", "type": "origin"}, "name"),
        ({"name": "market", "type": "near"}, "type"),
        ({"name": "market", "type": "origin", "location": MARKET}, "name"),
        ({"name": "market", "type": "origin", "count": 0}, "count"),
        ({"location": "market"}, "location"),
    ],
)
def test_query_that_cannot_be_used_is_refused(caller, query, member):
    response = caller.send("GET", "/stations", query=query)

    assert response.status_code == 400
    assert [error["member"] for error in response.json()["errors"]] == [member]


def test_one_station_is_told(caller, dock):
    assert caller.station("market")["services"] == ["BUS"]
    assert caller.station("church:1")["platformCode"] == "1"
    assert caller.station("d-1")["services"] == ["BICYCLE"]


def test_agency_goes_with_the_id(maas, caller, dock):
    own, other = maas.shop.product.operator.code, dock.fleet.operator.code

    assert caller.station("market", agencyId=own)["agencyId"] == own
    assert caller.station("d-1", agencyId=other)["agencyId"] == other
    for station, agency in (("market", other), ("d-1", own), ("nowhere", "")):
        response = caller.send("GET", f"/stations/{station}", query={"agencyId": agency})
        assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND")


def test_agency_of_one_letter_is_told_longer(maas, caller):
    Operator.objects.filter(pk=maas.shop.product.operator_id).update(code="x")

    assert caller.station("market", agencyId="agency-x")["agencyId"] == "agency-x"


def test_id_that_the_format_cannot_tell_is_left_out(maas, caller, dock):
    type(dock).objects.update(station_id="d" * 65)

    assert caller.stations(location=SCOOTERS) == []
    assert caller.send("GET", f"/stations/{'d' * 65}").status_code == 404


@pytest.mark.parametrize("odd", ["%00", "a%2Fb", "%F0%9F%9A%B2", "%C3%28"])
def test_any_text_is_an_id_that_may_be_unknown(caller, odd):
    assert caller.send("GET", f"/stations/{odd}").status_code == 404


def test_channel_tells_what_it_sells_alone(maas, caller, dock):
    CatalogueEntry.objects.filter(product=maas.shop.product).delete()
    assert caller.stations(location=MARKET) == []

    CatalogueEntry.objects.all().delete()
    assert caller.stations(location=SCOOTERS) == []


def test_statements_do_not_depend_on_what_is_found(caller, dock):
    queries = ({"location": SCOOTERS}, {"name": "dock", "type": "origin"})
    for query in queries:
        caller.stations(**query)
        with counted() as few:
            one = caller.stations(**query)
        extra = [
            VehicleStationFactory(fleet=dock.fleet, name=f"Dock {number}") for number in (2, 3)
        ]
        with counted() as many:
            three = caller.stations(**query)

        assert (len(one), len(three)) == (1, 3)
        assert few.statements == many.statements
        for station in extra:
            station.delete()


def test_names_are_looked_for_in_what_is_sold_alone(maas, caller, dock):
    CatalogueEntry.objects.filter(product=maas.shop.product).delete()
    assert caller.stations(name="market", type="origin") == []

    CatalogueEntry.objects.all().delete()
    assert caller.stations(name="dock", type="origin") == []
