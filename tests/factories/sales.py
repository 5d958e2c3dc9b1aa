"""Channels and their catalogue, offers, customers and orders, each inside one tenant."""

from __future__ import annotations

from decimal import Decimal

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from factory.django import DjangoModelFactory

from operators.tenancy.models import TokenRole
from sales.catalogue.actions import issue_channel_token
from sales.catalogue.states import Cancellation, FareBasis
from sales.models import (
    Ancillary,
    CatalogueEntry,
    ChannelToken,
    Customer,
    Fare,
    Offer,
    Order,
    PassengerCategory,
    Product,
    SalesChannel,
)
from sales.offers.actions import OfferWish, make_offers, take_offer
from sales.offers.terms import TravellerWish
from sales.selling import sell_on_account
from tests.factories.itineraries import one_ride
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OperatorFactory, OrganisationFactory, TenantFactory
from tests.factories.tickets import TicketTypeFactory
from tickets.states import ValidityKind


class SalesChannelFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    seller = factory.SubFactory(OrganisationFactory, tenant=factory.SelfAttribute("..tenant"))
    partner = factory.SubFactory(OrganisationFactory, tenant=factory.SelfAttribute("..tenant"))
    code = factory.Sequence(lambda n: f"channel-{n}")
    name = factory.Sequence(lambda n: f"Channel {n}")

    class Meta:
        model = SalesChannel


class ChannelTokenFactory(DjangoModelFactory):
    channel = factory.SubFactory(SalesChannelFactory)
    name = factory.Sequence(lambda n: f"channel token {n}")
    role = TokenRole.TOMP
    by = BY
    at = NOW

    class Meta:
        model = ChannelToken

    @classmethod
    def _create(cls, _model, channel, **kwargs):
        return issue_channel_token(channel, **kwargs).token.channel_token


class PassengerCategoryFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    code = factory.Sequence(lambda n: f"category-{n}")
    name = factory.Sequence(lambda n: f"Category {n}")

    class Meta:
        model = PassengerCategory


class ProductFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    operator = factory.SubFactory(OperatorFactory, tenant=factory.SelfAttribute("..tenant"))
    ticket_type = factory.SubFactory(TicketTypeFactory, tenant=factory.SelfAttribute("..tenant"))
    number = factory.Sequence(lambda n: n + 1)
    code = factory.Sequence(lambda n: f"product-{n}")
    name = factory.Sequence(lambda n: f"Product {n}")
    vat_rate = Decimal("9.00")
    validity = ValidityKind.DURATION
    valid_minutes = 60
    cancellation = Cancellation.UNTIL_DEPARTURE

    class Meta:
        model = Product


class FareFactory(DjangoModelFactory):
    product = factory.SubFactory(ProductFactory)
    tenant = factory.SelfAttribute("product.tenant")
    category = factory.SubFactory(
        PassengerCategoryFactory, tenant=factory.SelfAttribute("..tenant")
    )
    basis = FareBasis.FLAT
    amount = Decimal("4.00")
    currency = "EUR"

    class Meta:
        model = Fare


class CatalogueEntryFactory(DjangoModelFactory):
    channel = factory.SubFactory(SalesChannelFactory)
    tenant = factory.SelfAttribute("channel.tenant")
    single_product = factory.SelfAttribute("channel.single_product")
    product = factory.SubFactory(ProductFactory, tenant=factory.SelfAttribute("..tenant"))
    period = DateTimeTZRange(later(days=-30), None)

    class Meta:
        model = CatalogueEntry


class CustomerFactory(DjangoModelFactory):
    channel = factory.SubFactory(SalesChannelFactory)
    tenant = factory.SelfAttribute("channel.tenant")
    external_id = factory.Sequence(lambda n: f"customer-{n}")

    class Meta:
        model = Customer


class OfferFactory(DjangoModelFactory):
    """An offer for one adult in one ride; a channel that sells nothing gets a product."""

    channel = factory.SubFactory(SalesChannelFactory)
    itinerary = factory.LazyFunction(one_ride)
    wish = OfferWish(travellers=(TravellerWish(),))
    at = NOW

    class Meta:
        model = Offer

    @classmethod
    def _create(cls, _model, channel, itinerary, **kwargs):
        if not channel.entries.exists():
            entry = CatalogueEntryFactory(channel=channel)
            FareFactory(product=entry.product, category__is_default=True)
        [offer] = make_offers(channel, [itinerary], **kwargs)
        return offer


class OrderFactory(DjangoModelFactory):
    """A confirmed order that was paid on account."""

    offer = factory.SubFactory(OfferFactory)
    customer = None
    by = BY
    at = NOW

    class Meta:
        model = Order

    @classmethod
    def _create(cls, _model, offer, **kwargs):
        taken = take_offer(offer.reference, channel=offer.channel, at=kwargs["at"])
        return sell_on_account(taken, **kwargs).order


class AncillaryFactory(DjangoModelFactory):
    """A bicycle that goes along with a product."""

    product = factory.SubFactory(ProductFactory)
    tenant = factory.SelfAttribute("product.tenant")
    category = "AB"
    number = factory.Sequence("{:02d}".format)
    name = "Bicycle"

    class Meta:
        model = Ancillary
