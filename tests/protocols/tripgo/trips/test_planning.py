"""Trips that are planned: what there is, and what is left out."""

from datetime import datetime, timedelta

import pytest

from operators.fleet.states import RegionKind
from protocols.models import KeptTrip
from sales.models import CatalogueEntry
from tests.counting import counted
from tests.factories.fleet import RegionFactory
from tests.factories.moments import NOW, later
from tests.factories.taxis import equip_with_taxis
from tests.protocols.tripgo.strictly import get_strictly, post_strictly
from tests.protocols.tripgo.trips.asking import (
    address,
    modes_of,
    plan,
    templates_of,
    trips_of,
    written,
)
from tests.protocols.tripgo.worlds import BEACH, DROP_OFF, MARKET, PICK_UP, SCOOTERS

pytestmark = pytest.mark.django_db

BUS, TAXI, SCOOTER, WALK = "pt_pub_bus", "ps_tax_", "me_mic-s_sco_", "wa_wal"
NEAR_MARKET = (52.102, 4.302)
"""A walk of some minutes away."""
FAR_FROM_MARKET, FAR_FROM_BEACH = (52.02, 4.3), (52.25, 4.4)
ISLAND = (10.0, 10.0)


def kinds(told):
    """The modes of each trip, without the fleets."""
    known = (TAXI, SCOOTER)
    return [
        [next((one.rstrip("_") for one in known if mode.startswith(one)), mode) for mode in modes]
        for modes in modes_of(told)
    ]


def test_all_that_goes_is_told_and_transit_comes_first(app):
    told = plan(app, MARKET, BEACH)

    assert kinds(told) == [[BUS]] * 4 + [["ps_tax"]]
    buses, taxis = told["groups"]
    assert [trip["depart"][11:16] for trip in buses["trips"]] == [
        "12:30",
        "13:00",
        "13:30",
        "08:00",
    ]
    assert len(taxis["trips"]) == 1


def test_between_places_in_town_there_are_taxis_scooters_and_feet(app):
    assert kinds(plan(app, SCOOTERS, DROP_OFF)) == [["ps_tax"], ["me_mic-s_sco"], [WALK]]


def test_answer_follows_the_description_strictly(app):
    for origin, destination in ((NEAR_MARKET, BEACH), (SCOOTERS, DROP_OFF)):
        get_strictly(app, address(origin, destination))


@pytest.mark.parametrize(
    ("modes", "told"),
    [
        ("modes=pt_pub", [BUS]),
        ("modes=pt_pub_bus&modes=ps_tax", [BUS, "ps_tax"]),
        ("mode=ps_tax", ["ps_tax"]),
        ("modes=pt_pub,ps_tax", [BUS, "ps_tax"]),
        ("modes=pt_pub_tram", []),
        ("modes=wa_wal", []),
    ],
)
def test_modes_narrow_what_is_told(app, modes, told):
    found = app.get(f"{address(MARKET, BEACH)}&{modes}")

    assert list(dict.fromkeys(one for trip in kinds(found) for one in trip)) == told


def test_who_walks_to_the_stop_leaves_early_enough(app):
    told = plan(app, NEAR_MARKET, BEACH, modes="pt_pub")

    first = trips_of(told)[0]
    walk, bus = first["segments"]
    assert kinds(told)[0] == [WALK, BUS]
    assert walk["endTime"] == bus["startTime"] == first["segments"][1]["startTime"]
    assert first["depart"] == walk["startTime"] >= NOW.astimezone().isoformat()[:10]
    assert "booking" not in walk
    [template, _] = templates_of(told, first)
    assert 300 < template["metres"] < 500
    assert template["to"]["stopCode"] == "market"


def test_bus_that_the_walk_leaves_no_time_for_is_left_out(app):
    at = later(minutes=28)

    assert trips_of(plan(app, MARKET, BEACH, at=at))[0]["depart"][11:16] == "12:30"
    assert trips_of(plan(app, NEAR_MARKET, BEACH, at=at))[0]["segments"][1]["startTime"][11:16] == (
        "13:00"
    )


def test_taxi_brings_to_a_stop_that_is_too_far_to_walk(app):
    told = plan(app, FAR_FROM_MARKET, BEACH, modes="pt_pub&modes=ps_tax")

    assert kinds(told)[0] == ["ps_tax", BUS]
    trip = trips_of(told)[0]
    taxi, bus = trip["segments"]
    assert moment(taxi["startTime"]) >= later(minutes=15)
    assert moment(bus["startTime"]) - moment(taxi["endTime"]) == timedelta(minutes=2)
    assert "booking" in taxi
    assert "booking" in bus


def test_taxis_bring_from_the_last_stop_on(app):
    told = plan(app, MARKET, FAR_FROM_BEACH)

    bus, taxi = trips_of(told)[0]["segments"]
    assert kinds(told)[0] == [BUS, "ps_tax"]
    assert moment(taxi["startTime"]) - moment(bus["endTime"]) == timedelta(minutes=2)


def test_both_ends_may_be_far_from_stops(app):
    assert kinds(plan(app, FAR_FROM_MARKET, FAR_FROM_BEACH))[0] == ["ps_tax", BUS, "ps_tax"]


def test_next_departures_come_before_other_taxis_to_the_same_one(tripgo, app, monkeypatch):
    monkeypatch.setattr("protocols.tripgo.trips.planning.transit.MOST_TRIPS", 4)
    equip_with_taxis(tripgo.channel, fleet={}, service={}, product={})

    told = plan(app, FAR_FROM_MARKET, FAR_FROM_BEACH, modes="pt_pub&modes=ps_tax")

    linked = [trip["segments"] for trip in trips_of(told) if len(trip["segments"]) == 3]
    rides = [bus["startTime"][11:16] for _, bus, _ in linked]
    assert rides[:3] == ["13:00", "13:30", "08:00"]
    assert len(rides) == 4


def test_last_trips_that_arrive_in_time_are_told(app):
    before = later(hours=1, minutes=25)
    told = get_strictly(
        app,
        f"routing.json?from={written(MARKET)}&to={written(BEACH)}"
        f"&arriveBefore={int(before.timestamp())}&v=13",
    )

    assert told["query"]["arrive"] == "2026-06-01T13:25:00+02:00"
    buses, taxis = told["groups"]
    assert [trip["arrive"][11:16] for trip in buses["trips"]] == ["12:50", "13:20"]
    assert taxis["trips"][0]["arrive"][11:16] == "13:25"
    assert buses["trips"][0]["queryIsLeaveAfter"] is False


def test_nothing_arrives_in_the_past(app):
    past = int(later(hours=-1).timestamp())
    told = app.get(f"routing.json?from={written(MARKET)}&to={written(BEACH)}&arriveBefore={past}")

    assert told["groups"] == []


def test_departure_in_the_past_is_now(app):
    told = plan(app, MARKET, BEACH, at=later(days=-3), modes="pt_pub")

    assert trips_of(told)[0]["depart"] == "2026-06-01T12:30:00+02:00"
    assert trips_of(told)[0]["queryTime"] == int(NOW.timestamp())


def test_who_tells_no_moment_leaves_now(app):
    told = app.get(f"routing.json?from={written(MARKET)}&to={written(BEACH)}")

    assert told["query"]["depart"] == "2026-06-01T12:00:00+02:00"


def test_body_says_the_same_as_a_query(app):
    body = {
        "from": {"lat": MARKET[0], "lng": MARKET[1], "name": "Home", "address": "Street 1"},
        "to": written(BEACH),
        "departAfter": "2026-06-01T12:00:00.500+02:00",
        "modes": ["pt_pub"],
    }
    told = post_strictly(app, "routing.json", body)

    assert kinds(told) == [[BUS]] * 4
    assert told["query"]["from"] == {
        "lat": 52.1, "lng": 4.3, "name": "Home", "address": "Street 1",
    }  # fmt: skip


def test_where_nothing_goes_there_are_no_trips(app):
    modes = "pt_pub"

    assert plan(app, ISLAND, BEACH, modes=modes)["groups"] == []
    assert plan(app, MARKET, MARKET)["groups"] == []
    assert not KeptTrip.objects.exists()


def test_trip_that_nothing_is_sold_for_is_told_and_cannot_be_booked(tripgo, app):
    CatalogueEntry.objects.filter(product=tripgo.shop.product).delete()

    told = plan(app, MARKET, BEACH, modes="pt_pub")

    trip = trips_of(told)[0]
    assert "booking" not in trip["segments"][0]
    assert "moneyCost" not in trip
    assert trip["availability"] == "AVAILABLE"


def test_channel_that_rents_nothing_out_offers_the_rest(tripgo, app):
    CatalogueEntry.objects.filter(product=tripgo.rentals.product).delete()

    assert kinds(plan(app, SCOOTERS, DROP_OFF)) == [["ps_tax"], [WALK]]


def test_scooter_is_not_promised_for_tomorrow(app):
    told = plan(app, SCOOTERS, DROP_OFF, at=later(days=1))

    assert kinds(told) == [["ps_tax"], [WALK]]


def test_scooter_is_not_told_where_it_may_not_be_left(tripgo, app):
    fleet = tripgo.rentals.asset.fleet
    west, south, east, north = DROP_OFF[1] - 0.01, DROP_OFF[0] - 0.01, DROP_OFF[1], DROP_OFF[0]
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    area = {"type": "Polygon", "coordinates": [corners]}
    RegionFactory(fleet=fleet, kind=RegionKind.NO_PARKING, area=area)
    assert ["me_mic-s_sco"] in kinds(plan(app, SCOOTERS, DROP_OFF))

    type(fleet).objects.filter(pk=fleet.pk).update(enforces_parking=True)

    assert kinds(plan(app, SCOOTERS, DROP_OFF)) == [["ps_tax"], [WALK]]


def test_scooter_is_walked_to_and_told_with_what_it_is(app):
    origin = (PICK_UP[0] + 0.003, PICK_UP[1])
    told = plan(app, origin, DROP_OFF, modes="me_mic-s")

    [trip] = trips_of(told)
    assert kinds(told) == [[WALK, "me_mic-s_sco"]]
    vehicle = trip["segments"][1]["sharedVehicle"]
    assert vehicle["vehicleTypeInfo"]["formFactor"] == "SCOOTER"
    assert vehicle["operator"]["name"]
    assert trip["segments"][1]["vehicleUUID"] == vehicle["identifier"]
    assert trip["moneyCost"] > 0


@pytest.mark.parametrize("origin", [(90, 180), (-90, -180), (0, 0), (89.999999, -179.999999)])
@pytest.mark.parametrize("moment", ["departAfter=4102444799", "arriveBefore=0", "departAfter=0"])
def test_ends_of_the_world_are_no_fault(app, origin, moment):
    ends = f"from={written(origin)}&to={written(BEACH)}"

    assert "groups" in app.get(f"routing.json?{ends}&{moment}")


def test_planning_asks_no_more_for_more_trips(app):
    late = later(hours=1, minutes=20)
    counts = []
    for at in (late, NOW):
        plan(app, NEAR_MARKET, BEACH, at=at)
        with counted() as count:
            plan(app, NEAR_MARKET, BEACH, at=at)
        counts.append(count.statements)

    assert counts[0] == counts[1] <= 30


def test_planning_asks_no_more_for_more_taxi_fleets(tripgo, app):
    counts = []
    for count in (0, 2):
        for _ in range(count):
            equip_with_taxis(tripgo.channel, fleet={}, service={}, product={})
        plan(app, FAR_FROM_MARKET, BEACH)
        with counted() as asked:
            told = plan(app, FAR_FROM_MARKET, BEACH)
        counts.append(asked.statements)

    assert kinds(told).count(["ps_tax"]) == 3
    assert counts[0] == counts[1] <= 45


def moment(told):
    return datetime.fromisoformat(told)
