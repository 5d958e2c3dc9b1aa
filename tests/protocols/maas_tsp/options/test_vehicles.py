"""Options of vehicles to ride oneself."""

import pytest

from bookings.actions.planning_vehicles import MOST_VEHICLES
from operators.fleet.states import AssetClass, Propulsion
from operators.models import Asset, AssetType, Fleet
from protocols.maas_tsp.meta import StationFacts, VehicleFacts, bike_station, vehicle_meta
from sales.models import Offer
from tests.counting import counted
from tests.factories.fleet import (
    PLACE,
    AssetFactory,
    AssetTypeFactory,
    VehicleStationFactory,
    assets_like,
)
from tests.factories.moments import NOW, later
from tests.factories.rentals import equip
from tests.protocols.maas_tsp.schemas import accepts
from tests.protocols.maas_tsp.worlds import (
    DROP_OFF,
    STANDING,
    milliseconds,
    scooter_wish,
)

pytestmark = pytest.mark.django_db

A_DAY = 24 * 60 * 60 * 1000


def bikes(maas, *, docked=True, **station):
    """One bicycle, at a station unless it stands anywhere."""
    fleet = maas.rentals.fleet
    kind = AssetTypeFactory(
        fleet=fleet,
        name="City bike",
        asset_class=AssetClass.BICYCLE,
        asset_sub_class="",
        propulsion=Propulsion.MUSCLE,
        default_plan=maas.rentals.asset.asset_type.default_plan,
    )
    place = (
        VehicleStationFactory(fleet=fleet, station_id="d-1", name="Dock", **station)
        if docked
        else None
    )
    own = {"longitude": None, "latitude": None} if docked else {}
    return AssetFactory(fleet=fleet, asset_type=kind, asset_id="bike", station=place, **own)


def ids(options):
    return sorted(option["meta"]["MODE_SCOOTER"]["scooter"]["id"] for option in options)


def test_scooter_is_told_with_what_it_costs(maas, caller):
    Asset.objects.filter(fleet=maas.rentals.fleet).exclude(pk=maas.rentals.asset.pk).update(
        is_disabled=True
    )
    [option] = caller.options(**scooter_wish())

    begins = milliseconds(NOW)
    scooter = maas.rentals.asset
    assert option == {
        "leg": {
            "mode": "SCOOTER",
            "startTime": begins,
            "endTime": begins,
            "from": STANDING,
            "to": STANDING,
        },
        "meta": {
            "MODE_SCOOTER": {
                "scooter": {
                    "id": scooter.asset_id,
                    "type": scooter.asset_type.name,
                    "battery": 85.0,
                    "location": STANDING,
                }
            },
            "offer": {"ref": Offer.objects.get().reference},
        },
        "terms": {
            "validity": {"startTime": begins, "endTime": begins + A_DAY},
            "reusable": False,
            "reconcilable": True,
            "cancellation": {"outward": {"cancellable": True, "refunded": False}},
            "fareRates": [{"amount": 0.19, "currency": "EUR", "timeInterval": 60}],
            "surcharges": {"pickup": {"isChargedUpfront": False, "amount": 1, "currency": "EUR"}},
        },
        "tspProduct": {"id": maas.rentals.product.code},
        "cost": {"amount": 1, "currency": "EUR", "taxes": 0.16},
    }


def test_rental_keeps_the_planned_end_and_place(caller):
    option = caller.options(**scooter_wish(to=DROP_OFF, endTime=milliseconds(later(hours=2))))[0]

    assert option["leg"]["endTime"] == milliseconds(later(hours=2))
    assert option["leg"]["to"] == {"lat": 52.5208, "lon": 13.4094}


@pytest.mark.parametrize(("minutes", "found"), [(0, 6), (15, 6), (16, 0), (60, 0)])
def test_vehicles_are_offered_to_who_comes_while_they_would_be_kept(caller, minutes, found):
    assert len(caller.options(**scooter_wish(later(minutes=minutes)))) == found


@pytest.mark.parametrize(
    ("place", "radius", "found"),
    [("52.52,13.3888", "", 6), ("52.53,13.3888", "", 0), ("52.53,13.3888", "1500", 6)],
)
def test_radius_says_how_far_vehicles_may_be(caller, place, radius, found):
    assert len(caller.options(**scooter_wish(from_=place, fromRadius=radius))) == found


@pytest.mark.parametrize(
    ("mode", "found"), [("MOPED", 6), ("SCOOTER", 6), ("BICYCLE", 0), ("CAR", 0), ("TAXI", 0)]
)
def test_mode_says_which_vehicles_are_found(caller, mode, found):
    assert len(caller.options(**scooter_wish(mode=mode))) == found


def test_vehicles_of_a_wanted_product_are_found_behind_nearer_ones_of_others(maas, caller):
    other = equip(maas.channel, None, {}, {})
    Asset.objects.filter(pk=other.asset.pk).update(latitude=other.asset.latitude + 0.001)
    assets_like(maas.rentals.asset, MOST_VEHICLES)

    [option] = caller.options(**scooter_wish(tspProductIds=other.product.code))

    assert option["meta"]["MODE_SCOOTER"]["scooter"]["id"] == other.asset.asset_id


def test_docked_bicycles_come_with_their_stations(maas, caller):
    bikes(maas, capacity=10)

    told = caller.get_options(**scooter_wish(mode="SHARED_BICYCLE"))

    [option] = told["options"]
    assert option["leg"]["mode"] == "BICYCLE"
    assert option["leg"]["from"] == {**STANDING, "name": "Dock", "stationId": "d-1"}
    assert option["meta"]["MODE_BICYCLE"] == {
        "bike": {"id": "bike", "type": "City bike", "battery": 85.0},
        "pickupStation": {"id": "d-1", "name": "Dock", "location": STANDING},
        "pickupStationId": "d-1",
    }
    assert told["additional"] == {
        "bikeStations": [
            {
                "id": "d-1",
                "name": "Dock",
                "location": STANDING,
                "slots": {"total": 10, "empty": 9, "bikes": 1},
            }
        ]
    }


def test_stations_where_a_trip_ends_are_told_as_well(maas, caller):
    bikes(maas, capacity=10)
    VehicleStationFactory(
        fleet=maas.rentals.fleet, station_id="d-2", name="", longitude=13.6, latitude=52.5
    )

    told = caller.get_options(**scooter_wish(mode="BICYCLE", to="52.5,13.6"))

    assert told["additional"]["bikeStations"][1] == {
        "id": "d-2",
        "name": "d-2",
        "location": {"lat": 52.5, "lon": 13.6},
    }


def test_bicycle_that_stands_anywhere_is_a_shared_one(maas, caller):
    bikes(maas, docked=False)

    told = caller.get_options(**scooter_wish(mode="BICYCLE"))

    assert [option["leg"]["mode"] for option in told["options"]] == ["SHARED_BICYCLE"]
    assert "additional" not in told


def test_search_for_a_car_finds_shared_cars(maas, caller, settings):
    AssetType.objects.filter(fleet=maas.rentals.fleet).update(
        asset_class=AssetClass.CAR, asset_sub_class="", riders=5, name="Small electric car"
    )
    Asset.objects.filter(pk=maas.rentals.asset.pk).update(plate="b-xy 12")

    option = caller.options(**scooter_wish(mode="CAR"))[0]

    assert option["leg"]["mode"] == "SHARED_CAR"
    assert option["meta"]["MODE_SHARED_CAR"] == {
        "id": maas.rentals.asset.asset_id,
        "name": "Small electric car",
        "description": "Small electric car b-xy 12",
        "image": f"{settings.BASE_URL}/static/maas/car.svg",
        "car": {
            "classification": "CDAE",
            "passengers": 5,
            "fuel": "electric",
            "registrationPlate": "B-XY12",
            "location": STANDING,
        },
        "vendor": {"name": maas.rentals.fleet.name},
    }


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("asset_class", list(AssetClass))
@pytest.mark.parametrize("propulsion", [*Propulsion, ""])
def test_each_vehicle_has_meta_that_callers_take(asset_class, propulsion):
    facts = VehicleFacts(
        "a", "", asset_class, "sub", propulsion, riders=0, station=StationFacts("s", "", 4.0, 52.0)
    )

    assert accepts(vehicle_meta(facts), "core/booking-meta")


def test_station_tells_its_slots_only_where_all_are_known():
    known = StationFacts("s", "Dock", 4.0, 52.0, total=3, empty=1, vehicles=2)
    unknown = StationFacts("s", "Dock", 4.0, 52.0, total=3, vehicles=2)

    assert bike_station(known)["slots"] == {"total": 3, "empty": 1, "bikes": 2}
    assert "slots" not in bike_station(unknown)


@pytest.mark.parametrize("mode", ["", "SCOOTER"])
def test_statements_do_not_depend_on_how_many_vehicles_there_are(maas, caller, mode):
    Asset.objects.filter(fleet=maas.rentals.fleet).update(is_disabled=True)
    assets_like(maas.rentals.asset, 1)
    wish = scooter_wish(mode=mode, to=DROP_OFF)
    caller.options(**wish)
    with counted() as few:
        one = caller.options(**wish)
    assets_like(maas.rentals.asset, 2)
    with counted() as many:
        three = caller.options(**wish)

    assert len(three) == len(one) + 2
    assert few.statements == many.statements


def test_fleet_of_bicycles_is_asked_once_for_all_stations(maas, caller):
    bike = bikes(maas, capacity=10)
    wish = scooter_wish(mode="BICYCLE")
    caller.options(**wish)
    with counted() as few:
        caller.options(**wish)
    for number in (2, 3):
        station = VehicleStationFactory(fleet=bike.fleet, station_id=f"d-{number}")
        assets_like(bike, 1, station=station, longitude=None, latitude=None)
    with counted() as many:
        told = caller.get_options(**wish)

    assert len(told["additional"]["bikeStations"]) == len(told["options"]) == 3
    assert few.statements == many.statements
    assert Fleet.objects.count() == 2
    assert PLACE == (13.3888, 52.517)
