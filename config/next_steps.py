"""What an administrator should do next: what stands in the way of selling and of inspecting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Exists, Max, Model, OuterRef, QuerySet

from operators.admin.returning import link_to_add, link_to_list, link_to_row
from operators.models import Feed, FeedVersion, Tenant, User
from operators.tenancy.permissions import (
    user_can_manage_keys,
    user_can_manage_tokens,
    user_can_set_up_selling,
)
from operators.tenancy.roles import tenants_where
from sales.admin.guides import address_of_guide, address_of_new_guide
from sales.catalogue.products import WITH_TICKETS
from sales.catalogue.states import ChannelMode
from sales.models import (
    CatalogueEntry,
    ChannelToken,
    ClientChannel,
    Fare,
    PassengerCategory,
    Product,
    RideFare,
    SalesChannel,
)
from tickets.models import IssuerKey
from tickets.queries import missing_keys
from tickets.states import KeyPurpose

MOST_PER_KIND = 3
"""The list names a few rows of a kind; once they are done the next ones follow."""
HOME = "/admin/"
FEED_WARNING = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and the page where it is done."""

    text: str
    link: str


def next_steps(user: User, *, at: datetime) -> list[Step]:
    """The steps that this person may take; one query for each kind, however many tenants."""
    sellers = tenants_where(user, user_can_set_up_selling)
    steps: list[Step] = []
    if sellers:
        for kind in (_no_channel, _nothing_on_sale, _no_fare, _no_default_category, _no_timetable):
            steps += islice(kind(sellers, at), MOST_PER_KIND)
    if tenants := tenants_where(user, user_can_manage_tokens):
        steps += islice(_no_token(tenants, at), MOST_PER_KIND)
    if tenants := tenants_where(user, user_can_manage_keys):
        steps += islice(_no_key(tenants, at), MOST_PER_KIND)
    return steps


def _no_channel(tenants: list[Tenant], at: datetime) -> Iterator[Step]:
    for tenant in _without(tenants, SalesChannel.objects.all()):
        yield Step(f"{tenant} has no sales channel yet.", address_of_new_guide(tenant))


def _nothing_on_sale(tenants: list[Tenant], at: datetime) -> Iterator[Step]:
    entries = CatalogueEntry.objects.filter(channel=OuterRef("pk"), period__contains=at)
    channels = SalesChannel.objects.filter(~Exists(entries), tenant__in=tenants)
    for channel in channels.order_by("name")[:MOST_PER_KIND]:
        link = link_to_add(CatalogueEntry, back=HOME, channel=channel.pk)
        yield Step(f"Nothing is on sale in {channel} now.", link)


def _no_fare(tenants: list[Tenant], at: datetime) -> Iterator[Step]:
    fares = Fare.objects.filter(product=OuterRef("pk"))
    rides = RideFare.objects.filter(product=OuterRef("pk"))
    products = Product.objects.filter(
        ~Exists(fares), ~Exists(rides), **WITH_TICKETS, tenant__in=tenants
    )
    for product in products.order_by("name")[:MOST_PER_KIND]:
        text = f"{product} has no fare, so it cannot be offered."
        yield Step(text, link_to_row(product, back=HOME))


def _no_default_category(tenants: list[Tenant], at: datetime) -> Iterator[Step]:
    for tenant in _without(tenants, PassengerCategory.objects.filter(is_default=True)):
        text = f"{tenant} has no default passenger category, which every sale needs."
        yield Step(text, link_to_list(PassengerCategory))


def _no_timetable(tenants: list[Tenant], at: datetime) -> Iterator[Step]:
    last_dates = dict(
        FeedVersion.objects.in_force()
        .filter(tenant__in=tenants)
        .values_list("tenant")
        .annotate(last=Max("last_date"))
    )
    for tenant in tenants:
        last = last_dates.get(tenant.pk)
        if last is None:
            yield Step(f"{tenant} has no timetable in force.", link_to_list(Feed))
        elif last <= at.astimezone(tenant.zone).date() + FEED_WARNING:
            yield Step(
                f"The timetable of {tenant} ends on {last:%-d %B}.", link_to_list(FeedVersion)
            )


def _no_token(tenants: list[Tenant], at: datetime) -> Iterator[Step]:
    tokens = ChannelToken.objects.filter(channel=OuterRef("pk"), token__revoked_at=None)
    clients = ClientChannel.objects.filter(channel=OuterRef("pk"), client__revoked_at=None)
    channels = SalesChannel.objects.filter(
        ~Exists(tokens), ~Exists(clients), tenant__in=tenants, mode=ChannelMode.LIVE
    )
    for channel in channels.order_by("name")[:MOST_PER_KIND]:
        text = f"No token opens {channel}; issue one to its partner."
        yield Step(text, address_of_guide(channel))


def _no_key(tenants: list[Tenant], at: datetime) -> Iterator[Step]:
    missing = missing_keys(tenants)
    for tenant in tenants:
        for purpose in missing.get(tenant.pk, []):
            kind = "" if purpose == KeyPurpose.T1 else f" for {purpose.label} barcodes"
            text = f"{tenant} has no active issuer key{kind}, so no barcode can be shown."
            yield Step(text, link_to_list(IssuerKey))


def _without(tenants: list[Tenant], rows: QuerySet[Model]) -> list[Tenant]:
    """The tenants that own none of the rows."""
    owners = set(rows.filter(tenant__in=tenants).values_list("tenant", flat=True).distinct())
    return [tenant for tenant in tenants if tenant.pk not in owners]
