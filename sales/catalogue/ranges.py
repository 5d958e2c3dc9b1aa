"""What a channel has on sale: rides by the timetable, vehicles of fleets, what others offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from sales.catalogue.channels import SalesChannel
from sales.catalogue.entries import CatalogueEntry


@dataclass(frozen=True, slots=True)
class ChannelRange:
    """A channel with its tenant, and the kinds of what it sells at a moment."""

    channel: SalesChannel
    sells_tickets: bool
    resells: bool
    rates: Mapping[int, Decimal]
    """The VAT rate in percent of each fleet whose vehicles are rented out, by the fleet's id."""

    @property
    def rents(self) -> bool:
        """Whether vehicles are rented out."""
        return bool(self.rates)

    @property
    def fleets(self) -> tuple[int, ...]:
        """The ids of the fleets whose vehicles are rented out, the eldest first."""
        return tuple(sorted(self.rates))

    @property
    def has_timetables(self) -> bool:
        """Whether the timetables of the tenant concern whoever buys here: everywhere but where
        vehicles alone are sold."""
        return self.sells_tickets or not self.rents


def read_range(channel_id: int, *, at: datetime) -> ChannelRange:
    """The channel with its tenant, and what it has on sale at that moment; one query. Of several
    products of a fleet the first by code tells the VAT, as in the sale."""
    on_sale = CatalogueEntry.objects.filter(channel=OuterRef("pk"), period__contains=at)
    rented = on_sale.exclude(product__fleet=None).order_by("-product__code")
    channels: Any = SalesChannel.objects.select_related("tenant").annotate(
        sells_tickets=Exists(on_sale.with_tickets()),
        resells=Exists(on_sale.of_suppliers()),
        rented=ArraySubquery(rented.values("product__fleet")),
        rented_at=ArraySubquery(rented.values("product__vat_rate")),
    )
    channel = channels.get(pk=channel_id)
    rates = dict(zip(channel.rented, channel.rented_at, strict=True))
    return ChannelRange(channel, channel.sells_tickets, channel.resells, rates)
