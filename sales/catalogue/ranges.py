"""What a channel has on sale: rides by the timetable, vehicles of fleets, what others offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from operators.models import Tenant
from operators.prepared import Source, columns_of, fetch_rows, models_of
from sales.catalogue.channels import SalesChannel

SOURCES = (Source("channel", SalesChannel), Source("tenant", Tenant))
ON_SALE = """
    FROM sales_catalogueentry entry
    JOIN sales_product product ON product.id = entry.product_id
    WHERE entry.channel_id = channel.id AND entry.period @> %(at)s::timestamptz
"""
# The vehicles of a taxi fleet are not rented out.
RENTED = f"""
    {ON_SALE} AND product.fleet_id IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM operators_taxiservice service WHERE service.fleet_id = product.fleet_id
    )
    ORDER BY product.code DESC
"""
SUPPLIED = """
    EXISTS (
        SELECT FROM operators_supplier supplier
        WHERE supplier.id = product.supplier_id AND supplier.is_active
    )
"""
KINDS = f"""
    EXISTS (SELECT {ON_SALE} AND product.fleet_id IS NULL AND product.supplier_id IS NULL),
    EXISTS (SELECT {ON_SALE} AND {SUPPLIED}),
    ARRAY(SELECT product.fleet_id {RENTED}),
    ARRAY(SELECT product.vat_rate {RENTED})
"""
TABLES = """
    FROM sales_saleschannel channel
    JOIN operators_tenant tenant ON tenant.id = channel.tenant_id
    WHERE channel.id = %(channel)s
"""
RANGE = f"SELECT {columns_of(SOURCES)}, {KINDS} {TABLES}"


@dataclass(frozen=True, slots=True)
class ChannelRange:
    """A channel with its tenant, and the kinds of what it sells at a moment."""

    channel: SalesChannel
    sells_tickets: bool
    resells: bool
    rates: Mapping[int, Decimal]
    """The VAT rate in percent of each fleet whose vehicles are rented out, by the fleet's id; taxi
    fleets are left out."""

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
    """The channel with its tenant, and what it has on sale at that moment; one query, which is
    prepared: every plan begins with it. Of several products of a fleet the first by code tells the
    VAT, as in the sale."""
    for row in fetch_rows(RANGE, {"channel": channel_id, "at": at}):
        found = models_of(SOURCES, row)
        sells_tickets, resells, fleets, percents = row[-4:]
        channel: SalesChannel = found["channel"]
        channel.tenant = found["tenant"]
        rates = dict(zip(fleets, percents, strict=True))
        return ChannelRange(channel, sells_tickets, resells, rates)
    raise SalesChannel.DoesNotExist
