"""The files that fares are read from, column by column."""

from __future__ import annotations

from operators.timetable.importing.tables import WEEKDAYS, Column, GtfsFile, identifier
from sales.catalogue.geography import LONGEST_ID


def named(name: str, *, required: bool = False) -> Column:
    """An id, or another word that is not longer than ids may be."""
    return Column(name, required=required, filled="true" if required else "", longest=LONGEST_ID)


def texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


FARE_ATTRIBUTES = GtfsFile(
    "fare_attributes.txt",
    (
        named("fare_id", required=True),
        identifier("price"),
        identifier("currency_type"),
        *texts("payment_method", "transfers", "agency_id", "transfer_duration"),
    ),
    key=("fare_id",),
)
FARE_RULES = GtfsFile(
    "fare_rules.txt",
    (
        named("fare_id", required=True),
        *(named(name) for name in ("route_id", "origin_id", "destination_id", "contains_id")),
    ),
)
AREAS = GtfsFile(
    "areas.txt", (named("area_id", required=True), Column("area_name")), key=("area_id",)
)
STOP_AREAS = GtfsFile(
    "stop_areas.txt",
    (named("area_id", required=True), named("stop_id", required=True)),
    key=("area_id", "stop_id"),
)
NETWORKS = GtfsFile(
    "networks.txt",
    (named("network_id", required=True), Column("network_name")),
    key=("network_id",),
)
ROUTE_NETWORKS = GtfsFile(
    "route_networks.txt",
    (named("network_id", required=True), named("route_id", required=True)),
    key=("route_id",),
)
TIMEFRAMES = GtfsFile(
    "timeframes.txt",
    (
        named("timeframe_group_id", required=True),
        *texts("start_time", "end_time"),
        named("service_id", required=True),
    ),
)
RIDER_CATEGORIES = GtfsFile(
    "rider_categories.txt",
    (
        named("rider_category_id", required=True),
        *texts("rider_category_name", "is_default_fare_category"),
    ),
    key=("rider_category_id",),
)
FARE_MEDIA = GtfsFile(
    "fare_media.txt",
    (named("fare_media_id", required=True), *texts("fare_media_name", "fare_media_type")),
    key=("fare_media_id",),
)
FARE_PRODUCTS = GtfsFile(
    "fare_products.txt",
    (
        named("fare_product_id", required=True),
        Column("fare_product_name"),
        named("rider_category_id"),
        named("fare_media_id"),
        identifier("amount"),
        identifier("currency"),
    ),
    key=("fare_product_id", "rider_category_id", "fare_media_id"),
)
FARE_LEG_RULES = GtfsFile(
    "fare_leg_rules.txt",
    (
        *(
            named(name)
            for name in (
                "leg_group_id",
                "network_id",
                "from_area_id",
                "to_area_id",
                "from_timeframe_group_id",
                "to_timeframe_group_id",
            )
        ),
        named("fare_product_id", required=True),
        Column("rule_priority"),
    ),
)
FARE_TRANSFER_RULES = GtfsFile(
    "fare_transfer_rules.txt",
    (
        named("from_leg_group_id"),
        named("to_leg_group_id"),
        *texts("transfer_count", "duration_limit", "duration_limit_type"),
        identifier("fare_transfer_type"),
        named("fare_product_id"),
    ),
)
FARE_LEG_JOIN_RULES = GtfsFile("fare_leg_join_rules.txt", (named("from_network_id"),))

AGENCY = GtfsFile("agency.txt", texts("agency_id", "agency_timezone"))
STOPS = GtfsFile(
    "stops.txt",
    (identifier("stop_id"), *texts("zone_id", "parent_station", "stop_timezone")),
    required=True,
)
ROUTES = GtfsFile(
    "routes.txt", (identifier("route_id"), *texts("agency_id", "network_id")), required=True
)
CALENDAR = GtfsFile(
    "calendar.txt",
    (
        identifier("service_id"),
        *(identifier(day) for day in WEEKDAYS),
        identifier("start_date"),
        identifier("end_date"),
    ),
    key=("service_id",),
)
CALENDAR_DATES = GtfsFile(
    "calendar_dates.txt",
    (identifier("service_id"), identifier("date"), identifier("exception_type")),
    key=("service_id", "date"),
)

FIRST_VERSION = (FARE_ATTRIBUTES, FARE_RULES)
SECOND_VERSION = (
    AREAS,
    STOP_AREAS,
    NETWORKS,
    ROUTE_NETWORKS,
    TIMEFRAMES,
    RIDER_CATEGORIES,
    FARE_MEDIA,
    FARE_PRODUCTS,
    FARE_LEG_RULES,
    FARE_TRANSFER_RULES,
    FARE_LEG_JOIN_RULES,
)
TIMETABLE = (AGENCY, STOPS, ROUTES, CALENDAR, CALENDAR_DATES)
