"""Rows of the admin's tables that take more than one line to make."""

from __future__ import annotations

from django.db.models import Model

from operators.models import (
    Tenant,
    TokenKey,
)
from tests.factories.accounts import AccountLinkFactory
from tests.factories.clients import (
    TokenKeyFactory,
    other_thumbprint,
)
from tests.factories.fares import (
    DiscountFactory,
    FareAreaFactory,
    FareNetworkFactory,
    RideFareFactory,
    TimeSpanFactory,
    TransferFareFactory,
)
from tests.factories.grants import AccountGrantFactory
from tests.factories.handsets import BlockListEntryFactory
from tests.factories.inspection import ScanFactory, SuspicionFactory
from tests.factories.moments import NOW
from tests.factories.providers import AccountProviderFactory, ProviderLinkFactory
from tests.factories.sales import ProductFactory
from tests.factories.scenarios import Shop
from tests.factories.styles import TicketStyleFactory, WalletPassFactory
from tests.factories.supply import resold
from tests.factories.tickets import TicketFactory, TicketTypeFactory
from tickets.models import (
    Ticket,
)


def account_rows(shop: Shop) -> list[Model]:
    """An account of a traveller, its links to a partner and to a provider, and an app in it."""
    link = AccountLinkFactory(channel=shop.channel)
    provider = AccountProviderFactory(tenant=shop.tenant, operator=shop.product.operator)
    linked = ProviderLinkFactory(provider=provider, account=link.account)
    grant = AccountGrantFactory(account=link.account)
    return [link.account, link, grant, provider, linked]


def wallet_rows(ticket: Ticket) -> list[Model]:
    """How tickets look, and one that a wallet shows."""
    kept = WalletPassFactory(ticket=ticket)
    return [TicketStyleFactory(tenant=ticket.tenant), kept.account, kept]


def inspection_rows(ticket: Ticket) -> list[Model]:
    """A device, what it read of a ticket, and a ticket that it refuses."""
    scan = ScanFactory(ticket=ticket)
    kind = TicketTypeFactory(tenant=ticket.tenant)
    blocked = BlockListEntryFactory(ticket=TicketFactory(ticket_type=kind))
    return [scan.device, scan, SuspicionFactory(scan=scan), blocked]


def supply_rows(tenant: Tenant) -> list[Model]:
    """Somebody to buy of, and what was bought there."""
    supplied = resold(tenant)
    return [supplied.supplier, supplied]


def retired_key() -> TokenKey:
    """One more key of the installation, which signs nothing any more."""
    return TokenKeyFactory(kid=other_thumbprint(), retired_at=NOW)


def fare_rows(shop: Shop) -> list[Model]:
    """A discount that is for later, and fares for rides of a product that is not on sale."""
    tenant = shop.tenant
    product = ProductFactory(tenant=tenant, operator=shop.product.operator)
    area, network = FareAreaFactory(tenant=tenant), FareNetworkFactory(tenant=tenant)
    span = TimeSpanFactory(band__tenant=tenant)
    facts = {"product": product, "category": shop.adult}
    return [
        area,
        network,
        span.band,
        DiscountFactory(tenant=tenant, time_band=span.band, **facts),
        RideFareFactory(network=network, origin_area=area, time_band=span.band, **facts),
        TransferFareFactory(**facts),
    ]
