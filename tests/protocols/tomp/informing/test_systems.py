"""GET /operator/information: who runs what a channel sells."""

from __future__ import annotations

import pytest

from operators.fleet.states import AssetClass
from sales.models import CatalogueEntry
from tests.factories.fleet import AssetTypeFactory, FleetFactory, VehicleStationFactory
from tests.protocols.tomp.informing.asking import Asker
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db


def test_fleet_is_told_where_vehicles_alone_are_sold(shop, asker):
    fleet = shop.fleet
    fleet.url, fleet.phone, fleet.email = "https://f.example", "+49 1", "f@f.example"
    fleet.save()

    assert asker.ask("information") == {
        "systemId": fleet.system_id,
        "language": ["en"],
        "name": fleet.name,
        "operator": fleet.operator.name,
        "timezone": "Europe/Berlin",
        "typeOfSystem": "FREE_FLOATING",
        "productType": "SHARING",
        "assetClasses": ["OTHER"],
        "url": "https://f.example",
        "phoneNumber": "+49 1",
        "email": "f@f.example",
    }


@pytest.mark.parametrize(
    ("stations", "kind"),
    [
        ([], "FREE_FLOATING"),
        ([True], "VIRTUAL_STATION_BASED"),
        ([True, False], "STATION_BASED"),
    ],
)
def test_kind_of_system_follows_from_its_stations(shop, asker, stations, kind):
    for is_virtual in stations:
        VehicleStationFactory(fleet=shop.fleet, is_virtual=is_virtual)
    VehicleStationFactory()

    assert asker.ask("information")["typeOfSystem"] == kind


def test_ferry_is_told_in_the_words_of_the_version(shop, asker, version):
    AssetTypeFactory(fleet=shop.fleet, asset_class=AssetClass.FERRY)

    told = asker.ask("information")["assetClasses"]

    assert told == (["WATER", "OTHER"] if version == "1.1.3" else ["FERRY", "OTHER"])


def test_timetable_goes_before_fleets(at_once, both, both_asker):
    told = both_asker.ask("information")

    assert told["systemId"] == at_once.shop.product.operator.code
    assert told["typeOfSystem"] == "STATION_BASED"


def test_channel_with_nothing_on_sale_and_no_timetable_is_refused(shop, version):
    CatalogueEntry.objects.all().delete()
    asker = Asker(open_channel(shop.channel)[1], version)

    answer = asker.client.get("/operator/information", headers=asker.headers).json()

    assert (answer["status"], answer["errorcode"]) == (403, 1501)


def test_eldest_of_several_fleets_gives_the_name(shop, asker):
    FleetFactory(operator=shop.fleet.operator)

    assert asker.ask("information")["name"] == shop.fleet.name
