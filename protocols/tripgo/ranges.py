"""What a channel has on sale, as means of travel: for regions, and for accounts that some of them
need."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from operators.models import AssetType, Fleet, TaxiService
from protocols.tripgo.modes import TRANSIT, mode_of_class, mode_of_taxis
from sales.models import CatalogueEntry, SalesChannel


@dataclass(frozen=True, slots=True)
class ModeOnSale:
    """A means of travel, and whose products of it are on sale."""

    mode: str
    operator: int
    """Key of the operator."""
    alt: str = ""
    """What it is called here: the name of a fleet."""


def modes_on_sale(channel: SalesChannel, *, at: datetime) -> list[ModeOnSale]:
    """Each mode of each operator once, by name; three queries at most."""
    entries = CatalogueEntry.objects.on_sale(channel, at).select_related("product__fleet")
    products = [entry.product for entry in entries]
    fleets = {one.fleet_id: one.fleet for one in products if one.fleet is not None}
    tickets = {one.operator_id for one in products if one.fleet_id is None}
    found = {ModeOnSale(TRANSIT, operator) for operator in tickets}
    found |= _of_fleets(fleets.values()) if fleets else set()
    return sorted(found, key=lambda one: (one.mode, one.operator, one.alt))


def _of_fleets(fleets: Collection[Fleet]) -> set[ModeOnSale]:
    taxis = set(TaxiService.objects.filter(fleet__in=fleets).values_list("fleet", flat=True))
    by_key = {fleet.pk: fleet for fleet in fleets}
    told = {
        ModeOnSale(mode_of_taxis(fleet), fleet.operator_id, fleet.name)
        for fleet in fleets
        if fleet.pk in taxis
    }
    types = AssetType.objects.filter(fleet__in=by_key.keys() - taxis)
    for key, kind, sub_kind in types.values_list("fleet", "asset_class", "asset_sub_class"):
        fleet = by_key[key]
        mode = mode_of_class(kind, sub_kind, system_id=fleet.system_id)
        told.add(ModeOnSale(mode, fleet.operator_id, fleet.name))
    return told
