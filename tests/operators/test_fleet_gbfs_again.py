"""A feed that is loaded again: what changed, what is gone, and what is not its own."""

import pytest

from operators.fleet.models import (
    Asset,
    AssetType,
    FleetHours,
    PricingPlan,
    Region,
    VehicleStation,
)
from operators.models import Alert
from tests.factories.fleet import FleetFactory
from tests.factories.gbfs import (
    PUBLISHED,
    feed_2,
    feed_3,
    files_of,
    load,
    load_feed,
)
from tests.factories.moments import later
from tests.standing import standing

pytestmark = pytest.mark.django_db

VERSIONS = {"2.3": feed_2, "3.0": feed_3}


@standing
def fleet():
    return FleetFactory()


@pytest.fixture(params=VERSIONS)
def version(request):
    return request.param


def test_alert_without_times_holds_from_when_it_was_first_seen(fleet, tmp_path):
    feed = feed_2()
    alert = feed["system_alerts"]["alerts"][0]
    del alert["times"], alert["last_updated"]

    load_feed(fleet, feed, tmp_path)
    load(fleet, files_of(feed, published=later(hours=1)), tmp_path, at=later(hours=1))

    period = Alert.objects.get().periods.get()
    assert (period.starts_at, period.ends_at) == (PUBLISHED, None)


def test_second_import_of_the_same_feed_changes_nothing(fleet, version, tmp_path):
    feed = VERSIONS[version]()
    load_feed(fleet, feed, tmp_path, version=version)

    row = load_feed(fleet, feed, tmp_path, version=version)

    changes = {count for counts in row.counts.values() for count in counts.values()}
    assert changes == {0}


def test_what_is_gone_from_the_feed_goes_from_the_fleet(fleet, tmp_path):
    load_feed(fleet, feed_2(), tmp_path)
    feed = feed_2()
    feed["station_information"]["stations"] = []
    feed["station_status"]["stations"] = []
    feed["free_bike_status"]["bikes"] = []
    feed["vehicle_types"]["vehicle_types"] = []
    feed["system_pricing_plans"]["plans"] = []
    for name in ("system_regions", "geofencing_zones", "system_alerts"):
        del feed[name]

    load_feed(fleet, feed, tmp_path)

    assert (list(VehicleStation.objects.all()), list(Region.objects.all())) == ([], [])
    assert list(Alert.objects.all()) == []
    # Retired vehicles still say what they were and what they cost.
    assert Asset.objects.live().count() == 0
    assert (AssetType.objects.count(), PricingPlan.objects.count()) == (1, 1)


def test_kinds_without_a_file_stay_as_they_are(fleet, tmp_path):
    load_feed(fleet, feed_2(), tmp_path)
    feed = {name: feed_2()[name] for name in ("system_information",)}

    load_feed(fleet, feed, tmp_path)

    assert (Asset.objects.live().count(), VehicleStation.objects.count()) == (2, 1)
    assert (PricingPlan.objects.count(), FleetHours.objects.count()) == (1, 1)


def test_plan_that_somebody_gave_a_type_here_stays_while_the_feed_has_no_plans(fleet, tmp_path):
    load_feed(fleet, feed_2(), tmp_path)
    Asset.objects.filter(asset_id="bike-1").update(plan=PricingPlan.objects.get())
    feed = feed_2()
    del feed["system_pricing_plans"]
    feed["vehicle_types"]["vehicle_types"][0]["default_pricing_plan_id"] = None
    feed["free_bike_status"]["bikes"][1]["pricing_plan_id"] = None

    load_feed(fleet, feed, tmp_path)

    assert AssetType.objects.get().default_plan.plan_id == "basic"
    assert {asset.plan.plan_id for asset in Asset.objects.all()} == {"basic"}


def test_fleet_of_another_tenant_with_the_same_ids_is_left_alone(fleet, tmp_path):
    other = FleetFactory()
    load_feed(other, feed_2(), tmp_path)
    feed = feed_2()
    feed["free_bike_status"]["bikes"] = []

    load_feed(fleet, feed, tmp_path)

    assert other.assets.live().count() == 2
