"""How the API description shows operator information of TOMP 1.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from protocols.tomp.pages import MAX_PAGE_SIZE, REGIONS_PAGE_SIZE, STATIONS_PAGE_SIZE
from protocols.tomp.v1_1 import examples as purchases
from protocols.tomp.v1_1 import operator_examples as examples
from protocols.tomp.v1_1 import operator_schemas as schemas
from protocols.tomp.v1_1.describing import describe, page
from protocols.tomp.v1_1.examples import answered

REGION = OpenApiParameter("regionId", str, description="Of GET /operator/regions.")
STATION = OpenApiParameter("stationId", str, description="Of GET /operator/stations.")
PLACE = [REGION, STATION]

read_information = describe(
    "readInformation",
    "Who the operator is",
    schemas.SystemInformation,
    examples=[answered("An operator", purchases.INFORMATION)],
)
read_stations = describe(
    "readStations",
    "The stops and stations",
    schemas.StationInformation(many=True),
    parameters=[*page(STATIONS_PAGE_SIZE), REGION],
    examples=[answered("A stop", purchases.STATION)],
)
read_regions = describe(
    "readRegions",
    "The regions",
    schemas.SystemRegion(many=True),
    parameters=page(REGIONS_PAGE_SIZE),
    examples=[answered("What a timetable covers", examples.REGION)],
)
read_alerts = describe(
    "readAlerts",
    "What is different from the timetable",
    schemas.SystemAlert(many=True),
    parameters=[*page(MAX_PAGE_SIZE), *PLACE],
    examples=[answered("A stop is closed", examples.ALERT)],
)
read_calendar = describe(
    "readCalendar",
    "The seasons",
    schemas.SystemCalendar(many=True),
    parameters=PLACE,
    examples=[answered("A year", examples.SEASON)],
)
read_hours = describe(
    "readHours",
    "The hours of the coming week",
    schemas.SystemHours(many=True),
    parameters=PLACE,
    examples=[answered("Working days", examples.HOURS)],
)
read_plans = describe(
    "readPlans",
    "What products cost",
    schemas.SystemPricingPlan(many=True),
    parameters=PLACE,
    examples=[
        answered("A single", examples.PLAN),
        answered("A vehicle", examples.VEHICLE_PLAN),
    ],
)
list_available = describe(
    "listAvailable",
    "The vehicles that can be taken",
    schemas.VehicleType(many=True),
    parameters=[*page(MAX_PAGE_SIZE), *PLACE],
    examples=[answered("A scooter", examples.VEHICLE_TYPE)],
)

OPERATIONS: Mapping[str, Mapping[str, Any]] = {
    "operator/information": {"get": read_information},
    "operator/stations": {"get": read_stations},
    "operator/regions": {"get": read_regions},
    "operator/alerts": {"get": read_alerts},
    "operator/operating-calendar": {"get": read_calendar},
    "operator/operating-hours": {"get": read_hours},
    "operator/pricing-plans": {"get": read_plans},
    "operator/available-assets": {"get": list_available},
}
