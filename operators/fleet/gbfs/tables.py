"""The tables that a feed fills, and which of their columns are its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models

from operators.fleet.models import (
    Asset,
    AssetType,
    PlanPart,
    PricingPlan,
    Region,
    VehicleStation,
)
from operators.service.models import Alert, AlertPeriod

OF_FLEET = "kept.fleet_id = %(fleet)s"


@dataclass(frozen=True, slots=True)
class Table:
    """How rows of a feed stand in one of our tables.

    Rows are found again by `keys`, among those of `within` that `own` leaves to the feed, and
    changed where `columns` differ. `along` is written with a change, and is none by itself;
    `once` is for new rows alone, and so is `fixed`, which parameters fill.
    """

    model: type[models.Model]
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    within: str = OF_FLEET
    own: str = "true"
    along: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    fixed: dict[str, str] = field(
        default_factory=lambda: {"tenant_id": "tenant", "fleet_id": "fleet"}
    )

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def staging(self) -> str:
        """The temporary table that the rows of the feed are brought to."""
        return f"gbfs_{self.model._meta.model_name}"

    @property
    def staged(self) -> tuple[str, ...]:
        """The columns of the temporary table, in the order of rows."""
        return (*self.keys, *self.columns, *self.along, *self.once)


REGIONS = Table(
    Region,
    ("region_id",),
    (
        *("name", "kind", "area", "west", "south", "east", "north", "speed_kmph"),
        *("starts_at", "ends_at", "asset_type_ids"),
    ),
    own="kept.source = 'GBFS'",
    fixed={"tenant_id": "tenant", "fleet_id": "fleet", "source": "source"},
)
PLANS = Table(
    PricingPlan,
    ("plan_id",),
    ("name", "description", "currency", "url", "is_taxable", "tax_included"),
)
PARTS = Table(
    PlanPart,
    ("plan_id", "sequence"),
    (
        *("name", "type", "kind", "amount", "units", "unit"),
        *("scale_from", "scale_to", "scale_unit", "minimum", "maximum", "use"),
    ),
    within="kept.plan_id = ANY(%(plans)s)",
    fixed={"tenant_id": "tenant"},
)
TYPES = Table(
    AssetType,
    ("type_id",),
    (
        *("name", "asset_class", "asset_sub_class", "propulsion", "max_range_metres"),
        *("riders", "brand", "model", "default_plan_id"),
    ),
)
STATIONS = Table(
    VehicleStation,
    ("station_id",),
    (
        *("name", "latitude", "longitude", "address", "capacity"),
        *("is_virtual", "is_renting", "is_returning", "area", "region_id"),
    ),
)
ALERTS = Table(
    Alert,
    ("source_id",),
    ("kind", "summary", "description", "url", "vehicle_station_ids", "region_ids"),
    own="kept.source_id <> ''",
    along=("updated_at",),
    once=("reference",),
    fixed={
        "tenant_id": "tenant",
        "fleet_id": "fleet",
        "operator_id": "operator",
        "stop_ids": "none",
        "route_ids": "none",
        "trip_ids": "none",
        "translations": "no_translations",
    },
)
PERIODS = Table(
    AlertPeriod,
    ("alert_id", "starts_at"),
    ("ends_at",),
    within="kept.alert_id = ANY(%(alerts)s)",
    fixed={"tenant_id": "tenant"},
)
ASSETS = Table(
    Asset,
    ("asset_id",),
    (
        *("asset_type_id", "plan_id", "station_id", "latitude", "longitude", "charge"),
        *("range_metres", "is_reserved", "is_disabled", "reported_at"),
    ),
)
