"""How the API description shows regions, alerts, hours and prices of TOMP 1.1."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter

from protocols.tomp.meta import MAX_PAGE_SIZE, REGIONS_PAGE_SIZE
from protocols.tomp.v1_1 import operator_examples as examples
from protocols.tomp.v1_1 import operator_schemas as schemas
from protocols.tomp.v1_1.describing import describe, page
from protocols.tomp.v1_1.examples import answered

REGION = OpenApiParameter("regionId", str, description="Of GET /operator/regions.")
STATION = OpenApiParameter("stationId", str, description="Of GET /operator/stations.")
PLACE = [REGION, STATION]
NONE = {"type": "array", "maxItems": 0, "items": {"type": "object"}}
"""`assetType[]` of public transport."""

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
    examples=[answered("A single", examples.PLAN)],
)
list_available = describe(
    "listAvailable",
    "The vehicles that can be chosen",
    NONE,
    parameters=[*page(MAX_PAGE_SIZE), *PLACE],
    examples=[answered("None, in public transport", [])],
)
