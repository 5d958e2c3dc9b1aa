"""A tenant that resells what the server of another operator offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import factory
from factory.django import DjangoModelFactory

from bookings.actions.supplied.beginning import make_legs
from bookings.models import Booking, SuppliedBooking
from bookings.states import BookingKind
from operators.models import Supplier, Tenant
from operators.supply.secrets import set_secrets
from operators.tenancy.models import TokenRole
from operators.tenancy.sealing import seal
from sales.books.actions import open_ledger
from sales.catalogue.actions import issue_channel_token
from sales.catalogue.states import Cancellation
from sales.models import Product, SalesChannel
from sales.offers.supplied import offer_supplied
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OperatorFactory, TenantFactory
from tests.factories.sales import CatalogueEntryFactory, ProductFactory, SalesChannelFactory
from tests.factories.standin import trip

OF_SUPPLIER: dict[str, Any] = {
    "ticket_type": None,
    "validity": "",
    "valid_minutes": None,
    "cancellation": Cancellation.NEVER,
    "vat_rate": "9.00",
    "name": "Travel with others",
}
"""What makes a product something that is resold."""


class SupplierFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory, allows_private_callbacks=True)
    operator = factory.SubFactory(OperatorFactory, tenant=factory.SelfAttribute("..tenant"))
    name = factory.Sequence(lambda n: f"Supplier {n}")
    base_url = "http://127.0.0.1:1/tomp"
    sealed_token = factory.LazyFunction(lambda: seal(b"a token"))

    class Meta:
        model = Supplier


@dataclass(frozen=True, slots=True)
class Reseller:
    """A tenant with one channel that resells what one supplier offers, and its partner's token."""

    tenant: Tenant
    channel: SalesChannel
    product: Product
    supplier: Supplier
    secret: str


def reseller_of(
    tenant: Tenant, *, product: dict[str, Any] | None = None, **supplier: Any
) -> tuple[SalesChannel, Product]:
    """A channel of a tenant that resells, and what it resells as."""
    place = SalesChannelFactory(tenant=tenant)
    open_ledger(place.seller_id, at=NOW)
    known = SupplierFactory(tenant=tenant, operator__tenant=tenant, **supplier)
    sold = ProductFactory(
        tenant=tenant,
        operator=known.operator,
        supplier=known,
        **OF_SUPPLIER | (product or {}),
    )
    CatalogueEntryFactory(channel=place, product=sold)
    return place, sold


def open_reseller(
    base_url: str,
    token: str,
    *,
    version: str = "1.1.3",
    product: dict[str, Any] | None = None,
    **supplier: Any,
) -> Reseller:
    """A reseller of its own tenant, whose supplier answers at that address."""
    tenant = TenantFactory(allows_private_callbacks=True)
    told = {"base_url": base_url, "version": version, "name": "Seaside", **supplier}
    told["allows_private"] = True
    place, sold = reseller_of(tenant, product=product, **told)
    known = sold.supplier
    set_secrets(known, token=token)
    known.save()
    issued = issue_channel_token(place, name="platform", role=TokenRole.TOMP, by=BY, at=NOW)
    return Reseller(tenant, place, sold, known, issued.secret)


def resold(tenant: Tenant) -> SuppliedBooking:
    """A booking of a supplier's that a tenant holds, through a channel of its own."""
    place, sold = reseller_of(tenant)
    [offer] = offer_supplied(place, sold, [trip()], at=NOW)
    offer.taken_at = NOW
    offer.save()
    booking = Booking.objects.create(
        kind=BookingKind.SUPPLIED,
        tenant=tenant,
        channel=place,
        offer=offer,
        reference=offer.reference,
        booked_at=NOW,
        held_until=later(minutes=15),
    )
    supplied = SuppliedBooking.objects.create(
        tenant=tenant, booking=booking, supplier=sold.supplier, remote_reference="there"
    )
    make_legs(supplied, at=NOW)
    return supplied
