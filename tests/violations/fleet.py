"""Constraints of fleets and of alerts about them."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from operators.fleet.states import PartType, PlanPartKind, PlanUnit
from operators.models import Alert, Fleet, FleetHours, FleetImport, PlanPart
from tests.factories.fleet import (
    AT_MOST,
    PER_MINUTE,
    TENTH_OFF,
    AssetFactory,
    AssetTypeFactory,
    FleetFactory,
    FleetHoursFactory,
    FleetImportFactory,
    PlanPartFactory,
    PricingPlanFactory,
    RegionFactory,
    SimulatedVehicleFactory,
    VehicleStationFactory,
)
from tests.factories.moments import NOW
from tests.factories.operators import OperatorFactory, TenantFactory
from tests.factories.service import AlertFactory
from tests.factories.timetable import FeedFactory
from tests.violations.ways import (
    NONSENSE,
    Make,
    Violation,
    event_of,
    stranger,
    twice,
    two,
    write,
    wrong,
)

OPEN = {"days": ["MON"], "opens": time(6), "closes": time(22), "text": ""}
SCALED = {"scale_from": Decimal(0), "scale_to": Decimal(10), "scale_unit": PlanUnit.MINUTE}
FAR_OFF = NOW.replace(year=2101)


def of_tenant(make: Make) -> Violation:
    """The fleet of a row is of another tenant than the row."""
    return stranger(make, "tenant", TenantFactory)


def two_of_fleet(make: Make) -> Any:
    return two(make, "fleet", FleetFactory)


def two_fleets() -> tuple[Fleet, Fleet]:
    operator = OperatorFactory()
    return FleetFactory(operator=operator), FleetFactory(operator=operator)


def hours() -> FleetHours:
    return FleetHoursFactory(**OPEN)


def ended_import() -> FleetImport:
    reading = FleetImportFactory()
    reading.succeed(counts={}, at=NOW)
    reading.save()
    return reading


def second_import() -> None:
    FleetImportFactory(fleet=FleetImportFactory().fleet)


def part(**facts: Any) -> Make:
    return lambda: PlanPartFactory(**facts)


def two_parts() -> tuple[PlanPart, PlanPart]:
    first, second = PricingPlanFactory().parts.order_by("sequence")
    return first, second


def alert_of_a_fleet() -> Alert:
    fleet = FleetFactory()
    return AlertFactory(
        operator=fleet.operator, fleet=fleet, vehicle_station_ids=["station"], source_id="21"
    )


def two_alerts() -> tuple[Alert, Alert]:
    first = alert_of_a_fleet()
    return first, AlertFactory(operator=first.operator, fleet=first.fleet, source_id="22")


def alert_of_both() -> None:
    alert = alert_of_a_fleet()
    write(alert, feed=FeedFactory(operator=alert.operator))


def fleet_of_another_operator() -> None:
    alert = alert_of_a_fleet()
    write(alert, fleet=FleetFactory(operator=OperatorFactory(tenant=alert.tenant)))


VIOLATIONS: dict[str, Violation] = {
    "fleet_once_per_system": twice(two_fleets, "system_id"),
    "fleet_operator_same_tenant": stranger(FleetFactory, "operator", OperatorFactory),
    "fleet_gateway_is_known": wrong(FleetFactory, gateway=NONSENSE),
    "fleet_lowest_charge_is_percent": wrong(FleetFactory, lowest_charge=101),
    "fleet_reserves_within_a_day": wrong(FleetFactory, reservation_minutes=0),
    "fleet_rentals_end_within_a_month": wrong(FleetFactory, longest_minutes=0),
    "fleet_is_refreshed_within_a_day": wrong(FleetFactory, gbfs_refresh_minutes=24 * 60 + 1),
    "fleet_is_refreshed_from_somewhere": wrong(FleetFactory, refreshes_itself=True),
    "fleethours_fleet_same_tenant": of_tenant(FleetHoursFactory),
    "fleethours_days_are_known": wrong(hours, days=["MON", "DAY"]),
    "fleethours_user_type_is_known": wrong(hours, user_type=NONSENSE),
    "fleethours_say_when": wrong(hours, opens=None),
    "fleetimport_fleet_same_tenant": of_tenant(FleetImportFactory),
    "fleetimport_state_is_known": wrong(ended_import, state=NONSENSE),
    "fleetimport_one_at_a_time": second_import,
    "fleetimport_ended_when_not_running": wrong(ended_import, ended_at=None),
    "region_once_per_id": twice(two_of_fleet(RegionFactory), "region_id"),
    "region_fleet_same_tenant": of_tenant(RegionFactory),
    "region_kind_is_known": wrong(RegionFactory, kind=NONSENSE),
    "region_source_is_known": wrong(RegionFactory, source=NONSENSE),
    "region_is_on_earth": wrong(RegionFactory, east=180.1),
    "region_area_is_polygons": wrong(RegionFactory, area={"type": "Point"}),
    "region_limits_speed_or_not": wrong(RegionFactory, speed_kmph=20),
    "region_ends_after_it_starts": wrong(RegionFactory, starts_at=NOW, ends_at=NOW),
    "region_is_within_reach": wrong(RegionFactory, ends_at=FAR_OFF),
    "pricingplan_once_per_id": twice(two_of_fleet(PricingPlanFactory), "plan_id"),
    "pricingplan_fleet_same_tenant": of_tenant(PricingPlanFactory),
    "pricingplan_region_of_fleet": stranger(PricingPlanFactory, "region", RegionFactory),
    "pricingplan_currency_is_iso_4217": wrong(PricingPlanFactory, currency="eur"),
    "planpart_plan_same_tenant": of_tenant(PlanPartFactory),
    "planpart_once_per_sequence": twice(two_parts, "sequence"),
    "planpart_type_is_known": wrong(PlanPartFactory, type=NONSENSE),
    "planpart_use_is_known": wrong(PlanPartFactory, use=NONSENSE),
    "planpart_flex_has_a_unit": wrong(part(**PER_MINUTE), unit=""),
    "planpart_counts_something": wrong(part(**PER_MINUTE), units=0),
    "planpart_kind_has_its_sign": wrong(PlanPartFactory, amount=-1),
    "planpart_percents_are_of_the_price": wrong(
        part(**TENTH_OFF), scale_unit=PlanUnit.MINUTE, scale_to=1
    ),
    "planpart_max_caps_everything": wrong(part(**AT_MOST), kind=PlanPartKind.SURGE),
    "planpart_scale_has_a_unit": wrong(part(**PER_MINUTE), scale_from=1),
    "planpart_scale_ends_after_it_begins": wrong(part(**PER_MINUTE, **SCALED), scale_to=0),
    "planpart_scale_measures_what_it_counts": wrong(
        part(**PER_MINUTE, **SCALED), scale_unit=PlanUnit.KM
    ),
    "planpart_minimum_is_below_maximum": wrong(PlanPartFactory, minimum=2, maximum=1),
    "assettype_once_per_id": twice(two_of_fleet(AssetTypeFactory), "type_id"),
    "assettype_fleet_same_tenant": of_tenant(AssetTypeFactory),
    "assettype_plan_of_fleet": stranger(AssetTypeFactory, "default_plan", PricingPlanFactory),
    "assettype_class_is_known": wrong(AssetTypeFactory, asset_class=NONSENSE),
    "assettype_propulsion_is_known": wrong(AssetTypeFactory, propulsion=NONSENSE),
    "assettype_other_is_named": wrong(AssetTypeFactory, asset_sub_class=""),
    "assettype_carries_somebody": wrong(AssetTypeFactory, riders=0),
    "vehiclestation_once_per_id": twice(two_of_fleet(VehicleStationFactory), "station_id"),
    "vehiclestation_fleet_same_tenant": of_tenant(VehicleStationFactory),
    "vehiclestation_region_of_fleet": stranger(VehicleStationFactory, "region", RegionFactory),
    "vehiclestation_is_on_earth": wrong(VehicleStationFactory, latitude=90.1),
    "asset_once_per_id": twice(two_of_fleet(AssetFactory), "asset_id"),
    "asset_fleet_same_tenant": of_tenant(AssetFactory),
    "asset_type_of_fleet": stranger(AssetFactory, "asset_type", AssetTypeFactory),
    "asset_station_of_fleet": stranger(AssetFactory, "station", VehicleStationFactory),
    "asset_plan_of_fleet": stranger(AssetFactory, "plan", PricingPlanFactory),
    "asset_is_on_earth": wrong(AssetFactory, longitude=180.1),
    "asset_charge_is_percent": wrong(AssetFactory, charge=100.1),
    "asset_is_not_retired_while_taken": wrong(AssetFactory, taken_at=NOW, retired_at=NOW),
    "asset_is_within_reach": wrong(AssetFactory, reported_at=FAR_OFF),
    "assetevent_name_is_known": event_of(AssetFactory, NONSENSE),
    "simulatedvehicle_is_on_earth": wrong(SimulatedVehicleFactory, latitude=90.1),
    "simulatedvehicle_charge_is_percent": wrong(SimulatedVehicleFactory, charge=-1),
    "simulatedvehicle_moves_forwards": wrong(SimulatedVehicleFactory, heading=360),
    "alert_fleet_of_operator": fleet_of_another_operator,
    "alert_once_per_source_id": twice(two_alerts, "source_id"),
    "alert_is_of_a_feed_or_a_fleet": alert_of_both,
    "alert_names_stations_and_regions_of_a_fleet": wrong(
        alert_of_a_fleet, fleet=None, source_id=""
    ),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("fleethours_say_when", wrong(hours, closes=None)),
    ("region_limits_speed_or_not", wrong(RegionFactory, kind="SPEEDLIMIT")),
    ("region_area_is_polygons", wrong(RegionFactory, area={})),
    ("asset_is_on_earth", wrong(AssetFactory, longitude=None)),
    ("asset_is_on_earth", wrong(AssetFactory, latitude=None)),
    ("planpart_scale_has_a_unit", wrong(PlanPartFactory, scale_unit=PlanUnit.KM)),
    ("planpart_flex_has_a_unit", wrong(PlanPartFactory, type=PartType.FLEX)),
]
