"""Makes what is there equal to what an import wants, and counts the difference.

Rows that an import made are known by their code: the name of the import, a colon, the id in the
feed. Whatever else a tenant has is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.db.models import ProtectedError
from django.utils.text import slugify

from operators.tenancy.models import Tenant
from sales.catalogue.bands import TimeBand, TimeSpan
from sales.catalogue.categories import PassengerCategory
from sales.catalogue.geography import FareArea, FareNetwork
from sales.catalogue.products import Product
from sales.fares.gtfs.plans import Plan, PlannedProduct
from sales.fares.gtfs.reports import Counts, FareAreaUsed

Ids = dict[str | None, int | None]
"""The key of each row by its id in the feed; nothing for nothing."""


@dataclass(slots=True)
class Keeper:
    """Stores the parts of one plan, inside a transaction of the action."""

    tenant: Tenant
    prefix: str
    counts: dict[str, Counts] = field(default_factory=dict)

    def keep_places(self, plan: Plan) -> tuple[Ids, Ids, Ids]:
        """Areas, networks and time bands; those that are gone go when the fares have gone."""
        areas = {
            key: {"name": each.name, "stop_ids": each.stop_ids, "zone_ids": each.zone_ids}
            for key, each in plan.areas.items()
        }
        networks = {
            key: {"name": each.name, "route_ids": each.route_ids}
            for key, each in plan.networks.items()
        }
        bands = {key: {"name": each.name} for key, each in plan.bands.items()}
        return (
            self._keep(FareArea, "Areas", areas),
            self._keep(FareNetwork, "Networks", networks),
            self._keep(TimeBand, "Time bands", bands),
        )

    def keep_spans(self, plan: Plan, bands: Ids) -> None:
        """The spans of the time bands."""
        wanted = [
            {"band_id": bands[key], **asdict(span)}
            for key, band in plan.bands.items()
            for span in band.spans
        ]
        known = TimeSpan.objects.filter(band__in=[each for each in bands.values() if each])
        self._keep_rows(known, "Spans of time bands", wanted)

    def keep_categories(self, plan: Plan) -> Ids:
        """The passenger categories by their codes; those that are there stay as they are."""
        known = {each.code: each for each in PassengerCategory.objects.filter(tenant=self.tenant)}
        has_default = any(each.is_default for each in known.values())
        counts = self._count("Passenger categories")
        ids: Ids = {None: None}
        for key, wanted in plan.categories.items():
            code = category_code(key)
            if code in known:
                counts.kept += 1
            else:
                known[code] = PassengerCategory.objects.create(
                    tenant=self.tenant,
                    code=code,
                    name=wanted.name,
                    is_default=wanted.is_default and not has_default,
                )
                has_default = has_default or wanted.is_default
                counts.created += 1
            ids[key] = known[code].pk
        return ids

    def keep_fares(self, product: Product, wanted: PlannedProduct, ids: Mapping[str, Ids]) -> None:
        """Ride fares and transfer fares of one product."""
        fares = [
            {
                **{name: value for name, value in asdict(fare).items() if name not in FOREIGN},
                **{f"{name}_id": ids[kind][getattr(fare, name)] for name, kind in FOREIGN.items()},
                "product_id": product.pk,
                "currency": self.tenant.currency,
            }
            for fare in wanted.fares
        ]
        self._keep_rows(product.ride_fares.all(), "Ride fares", fares, free=("amount",))
        transfers = [
            {
                **{name: value for name, value in asdict(each).items() if name != "category"},
                "category_id": ids["category"][each.category],
                "product_id": product.pk,
                "currency": self.tenant.currency,
            }
            for each in wanted.transfers
        ]
        self._keep_rows(product.transfer_fares.all(), "Transfer fares", transfers, free=("amount",))

    def remove_places(self, plan: Plan) -> None:
        """What the feed no longer has. FareAreaUsed if something made by hand needs it."""
        for model, kind, keys in (
            (FareArea, "Areas", plan.areas),
            (FareNetwork, "Networks", plan.networks),
            (TimeBand, "Time bands", plan.bands),
        ):
            gone = self._own(model).exclude(code__in=[self.prefix + key for key in keys])
            self._count(kind).removed += gone.count()
            try:
                gone.delete()
            except ProtectedError as error:
                names = ", ".join(sorted(str(row) for row in error.protected_objects))
                raise FareAreaUsed(
                    f"The feed has no longer what these use, so change them first: {names}."
                ) from error

    def _own(self, model: type[models.Model]) -> models.QuerySet[Any]:
        rows = model._default_manager.filter(tenant=self.tenant)
        return rows.filter(code__startswith=self.prefix)

    def _keep(
        self, model: type[models.Model], kind: str, wanted: Mapping[str, dict[str, Any]]
    ) -> Ids:
        known = {row.code: row for row in self._own(model)}
        counts = self._count(kind)
        new, changed = [], []
        for key, values in wanted.items():
            row = known.get(self.prefix + key)
            if row is None:
                new.append(model(tenant=self.tenant, code=self.prefix + key, **values))
            elif any(plain(getattr(row, name)) != plain(value) for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                changed.append(row)
            else:
                counts.kept += 1
        model._default_manager.bulk_create(new)
        for row in changed:
            row.save()
        counts.created += len(new)
        counts.changed += len(changed)
        ids: Ids = {row.code.removeprefix(self.prefix): row.pk for row in self._own(model)}
        return {**ids, None: None}

    def _keep_rows(
        self,
        known: models.QuerySet[Any],
        kind: str,
        wanted: Iterable[dict[str, Any]],
        *,
        free: tuple[str, ...] = (),
    ) -> None:
        """Rows without a code: the same are kept, and those that differ in what is free change."""
        counts = self._count(kind)
        there = list(known)
        rows = list(wanted)
        names = [name for name in (rows[0] if rows else ()) if name not in free]
        index = {tuple(plain(getattr(row, name)) for name in names): row for row in there}
        new, changed = [], []
        for values in rows:
            row = index.pop(tuple(plain(values[name]) for name in names), None)
            if row is None:
                new.append(known.model(tenant=self.tenant, **values))
            elif any(getattr(row, name) != values[name] for name in free):
                for name in free:
                    setattr(row, name, values[name])
                changed.append(row)
            else:
                counts.kept += 1
        gone = {row.pk for row in there} if not rows else {row.pk for row in index.values()}
        known.filter(pk__in=gone).delete()
        if changed:
            known.model._default_manager.bulk_update(changed, free)
        known.model._default_manager.bulk_create(new)
        counts.created += len(new)
        counts.changed += len(changed)
        counts.removed += len(gone)

    def _count(self, kind: str) -> Counts:
        return self.counts.setdefault(kind, Counts())


FOREIGN = {
    "category": "category",
    "network": "network",
    "origin_area": "area",
    "destination_area": "area",
    "time_band": "band",
    "arrival_band": "band",
}
"""Fields of a planned fare that name another row, and the kind of row."""
LONGEST_CATEGORY = 30


def category_code(rider_category_id: str) -> str:
    """The code of a passenger category for a rider category of a feed."""
    return slugify(rider_category_id)[:LONGEST_CATEGORY]


def plain(value: Any) -> Any:
    """Lists and tuples alike."""
    return tuple(value) if isinstance(value, (list, tuple)) else value
