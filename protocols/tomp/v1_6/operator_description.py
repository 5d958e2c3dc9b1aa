"""How the API description shows operator information of TOMP 1.6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from protocols.tomp.pages import MAX_PAGE_SIZE, REGIONS_PAGE_SIZE, STATIONS_PAGE_SIZE
from protocols.tomp.v1_6 import operator_examples as examples
from protocols.tomp.v1_6 import operator_schemas as schemas
from protocols.tomp.v1_6.describing import describe, page
from protocols.tomp.v1_6.examples import answered

REGION = OpenApiParameter("regionId", str, description="Of GET /operator/regions.")
STATION = OpenApiParameter("stationId", str, description="Of GET /operator/stations.")
PLACE = [REGION, STATION]
TOGETHER = "lon, lat and radius come together."
CIRCLE = [
    OpenApiParameter("lon", OpenApiTypes.DOUBLE, description=f"WGS 84 degrees; {TOGETHER}"),
    OpenApiParameter("lat", OpenApiTypes.DOUBLE, description=f"WGS 84 degrees; {TOGETHER}"),
    OpenApiParameter("radius", OpenApiTypes.DOUBLE, description=f"Metres; {TOGETHER}"),
]
SIDES = {"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": "number"}}
BOX = OpenApiParameter(
    "boundingbox",
    SIDES,
    explode=False,
    style="form",
    description="South, north, west and east in WGS 84 degrees, with commas between; one that is "
    "farther west in the east crosses the 180th meridian.",
)

read_information = describe(
    "readInformation",
    "Who the operator is",
    schemas.SystemInformation,
    examples=[answered("A fleet", examples.INFORMATION)],
)
read_stations = describe(
    "readStations",
    "The stops and stations",
    schemas.StationInformation(many=True),
    parameters=[*page(STATIONS_PAGE_SIZE), REGION, *CIRCLE],
    examples=[
        answered("A stop", examples.STOP),
        answered("A station of scooters", examples.STATION),
    ],
)
read_regions = describe(
    "readRegions",
    "The regions",
    schemas.SystemRegion(many=True),
    parameters=page(REGIONS_PAGE_SIZE),
    examples=[
        answered("What a timetable covers", examples.REGION),
        answered("Where scooters are slow", examples.SPEED_LIMIT),
    ],
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
    parameters=[*page(MAX_PAGE_SIZE), *PLACE, BOX],
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
