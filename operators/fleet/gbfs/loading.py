"""Writing what a feed says of a fleet: all of it, in the caller's one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import models
from psycopg.types.json import Jsonb

from operators.fleet.gbfs import feed as files
from operators.fleet.gbfs.mapping import FleetRows, Kept
from operators.fleet.gbfs.moving import move_assets
from operators.fleet.gbfs.opening import HoursRow
from operators.fleet.gbfs.prices import PlanRow
from operators.fleet.gbfs.staging import Counts, merge, remove
from operators.fleet.gbfs.tables import (
    ALERTS,
    PARTS,
    PERIODS,
    PLANS,
    REGIONS,
    STATIONS,
    TYPES,
    Table,
)
from operators.fleet.models import (
    AssetType,
    Fleet,
    FleetHours,
    PricingPlan,
    Region,
    VehicleStation,
)
from operators.fleet.states import RegionSource
from operators.service.models import Alert, AlertPeriod
from operators.tenancy.actors import Actor
from operators.tenancy.references import new_reference

Keys = Mapping[str, int]

members_of_part = attrgetter(*PARTS.columns)
HOURS = ("days", "opens", "closes", "user_type", "text")


def what_is_kept(fleet: Fleet) -> Kept:
    """What references of the feed may name where it lacks the file itself; four queries."""
    types = AssetType.objects.filter(fleet=fleet).values_list("type_id", "max_range_metres")
    stations = VehicleStation.objects.filter(fleet=fleet)
    places = stations.values_list("station_id", "latitude", "longitude")
    of_feed = Region.objects.filter(fleet=fleet, source=RegionSource.GBFS)
    return Kept(
        plans=set(keys_of(PricingPlan, "plan_id", fleet)),
        types=dict(types),
        stations={station_id: (latitude, longitude) for station_id, latitude, longitude in places},
        areas=dict(of_feed.values_list("region_id", "area")),
    )


def keys_of(model: type[models.Model], name: str, fleet: Fleet) -> dict[str, int]:
    """Our keys of the rows of a fleet, by the ids that the feed gives them."""
    rows: models.QuerySet[Any] = model._default_manager.filter(fleet=fleet)
    return dict(rows.values_list(name, "pk"))


@dataclass(slots=True)
class Loader:
    """Writes the rows of one fleet, and counts them."""

    fleet: Fleet
    rows: FleetRows
    by: Actor
    at: datetime
    counts: dict[str, Counts] = field(default_factory=dict)

    def load(self) -> None:
        """Each kind after those that it refers to, and what is gone in the other order.

        Vehicles come late, so that whoever wants to rent one waits for a short time.
        """
        self.set_facts()
        self.set_hours()
        self.merge("regions", REGIONS, [row.values() for row in self.rows.regions])
        plans = self.load_plans()
        self.load_types(plans)
        self.load_stations()
        self.load_alerts()
        self.load_assets(plans)
        self.remove_gone()

    @property
    def told(self) -> dict[str, Any]:
        """What statements are given."""
        return {
            "tenant": self.fleet.tenant_id,
            "fleet": self.fleet.pk,
            "operator": self.fleet.operator_id,
            "source": RegionSource.GBFS,
            "none": [],
            "no_translations": Jsonb({}),
            "actor": str(self.by),
            "at": self.at,
        }

    def merge(self, kind: str, table: Table, rows: Sequence[Sequence[Any]], **more: Any) -> None:
        self.counts[kind] = merge(table, rows, {**self.told, **more})

    def set_facts(self) -> None:
        """What the system says of itself; only what differs is written."""
        facts = self.rows.facts
        new = {name: told for name, told in facts.items() if getattr(self.fleet, name) != told}
        for name, told in new.items():
            setattr(self.fleet, name, told)
        if new:
            self.fleet.save(update_fields=list(new))

    def set_hours(self) -> None:
        """Hours have no ids: all are written again when one differs."""
        if self.rows.hours is None:
            return
        kept = FleetHours.objects.filter(fleet=self.fleet)
        before = [HoursRow(tuple(days), *rest) for days, *rest in kept.values_list(*HOURS)]
        if sorted(map(str, before)) == sorted(map(str, self.rows.hours)):
            return
        kept.delete()
        tenant = self.fleet.tenant_id
        FleetHours.objects.bulk_create(
            FleetHours(
                tenant_id=tenant, fleet=self.fleet, **{**asdict(row), "days": list(row.days)}
            )
            for row in self.rows.hours
        )

    def load_plans(self) -> Keys:
        """The plans with their parts; our keys of all plans of the fleet."""
        self.merge("plans", PLANS, [row.values() for row in self.rows.plans])
        keys = keys_of(PricingPlan, "plan_id", self.fleet)
        parts = list(parts_of(self.rows.plans, keys))
        self.merge("parts", PARTS, parts, plans=[keys[row.plan_id] for row in self.rows.plans])
        remove(PARTS, {**self.told, "plans": [keys[row.plan_id] for row in self.rows.plans]})
        return keys

    def load_types(self, plans: Keys) -> None:
        """Without plans of its own a feed leaves types with those that somebody gave them here."""
        own: dict[str, int | None] = {}
        if files.PLANS not in self.rows.files:
            kept = AssetType.objects.filter(fleet=self.fleet)
            own = dict(kept.values_list("type_id", "default_plan_id"))
        rows = [
            (*row.values(), plans[row.plan_id] if row.plan_id else own.get(row.type_id))
            for row in self.rows.types
        ]
        self.merge("types", TYPES, rows)

    def load_stations(self) -> None:
        regions = keys_of(Region, "region_id", self.fleet)
        rows = [(*row.values(), regions.get(row.region_id or "")) for row in self.rows.stations]
        self.merge("stations", STATIONS, rows)

    def load_alerts(self) -> None:
        """Alerts with their periods. One that began before with no end is not begun again."""
        begun = AlertPeriod.objects.filter(alert__fleet=self.fleet, ends_at=None)
        starts = dict(
            begun.exclude(alert__source_id="").values_list("alert__source_id", "starts_at")
        )
        rows = [(*row.values(), new_reference()) for row in self.rows.alerts]
        self.merge("alerts", ALERTS, rows)
        keys = dict(
            Alert.objects.filter(fleet=self.fleet)
            .exclude(source_id="")
            .values_list("source_id", "pk")
        )
        periods = [
            (keys[row.source_id], *period)
            for row in self.rows.alerts
            for period in row.periods(starts)
        ]
        wanted = {"alerts": [keys[row.source_id] for row in self.rows.alerts]}
        self.merge("periods", PERIODS, periods, **wanted)
        remove(PERIODS, {**self.told, **wanted})

    def load_assets(self, plans: Keys) -> None:
        """The vehicles, where the feed tells of any."""
        if not self.rows.has_vehicles:
            return
        types = keys_of(AssetType, "type_id", self.fleet)
        stations = keys_of(VehicleStation, "station_id", self.fleet)
        rows = (
            (
                row.asset_id,
                types[row.type_id],
                plans[row.plan_id] if row.plan_id else None,
                stations[row.station_id] if row.station_id else None,
                row.latitude,
                row.longitude,
                row.charge,
                row.range_metres,
                row.is_reserved,
                row.is_disabled,
                row.reported_at,
            )
            for row in self.rows.assets
        )
        keeps = files.PLANS not in self.rows.files
        self.counts["vehicles"] = move_assets(rows, self.told, keeps_plans=keeps)

    def remove_gone(self) -> None:
        """What the feed does not have any more goes, unless something needs it."""
        for kind, table, file in (
            ("stations", STATIONS, files.STATIONS),
            ("types", TYPES, files.TYPES),
            ("plans", PLANS, files.PLANS),
            ("alerts", ALERTS, None),
            ("regions", REGIONS, None),
        ):
            if file is None or file in self.rows.files:
                self.counts[kind]["gone"] = remove(table, self.told)


def parts_of(plans: Sequence[PlanRow], keys: Keys) -> Iterator[tuple[Any, ...]]:
    """The parts of all plans, numbered in each."""
    for plan in plans:
        for sequence, part in enumerate(plan.parts, start=1):
            yield keys[plan.plan_id], sequence, *members_of_part(part)
