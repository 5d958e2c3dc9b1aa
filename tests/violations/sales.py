"""Constraints of the catalogue and of offers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from sales.offers.rentals import offer_asset
from tests.factories.clients import (
    ApiClientFactory,
    ChannelRightFactory,
    ClientChannelFactory,
    PointOfSaleFactory,
)
from tests.factories.fleet import AssetFactory
from tests.factories.moments import NOW, later
from tests.factories.operators import (
    ApiTokenFactory,
    OperatorFactory,
    OrganisationFactory,
    TenantFactory,
)
from tests.factories.rentals import open_rental_shop
from tests.factories.sales import (
    AncillaryFactory,
    CatalogueEntryFactory,
    ChannelTokenFactory,
    CustomerFactory,
    OfferFactory,
    PassengerCategoryFactory,
    ProductFactory,
    SalesChannelFactory,
)
from tests.factories.tickets import (
    TicketTypeFactory,
)
from tests.violations.ways import (
    NONSENSE,
    Violation,
    event_of,
    stranger,
    twice,
    two,
    write,
    wrong,
)


def fixed_dates() -> Any:
    return ProductFactory(
        validity="FIXED_DATES",
        valid_minutes=None,
        valid_from_date=date(2026, 6, 1),
        valid_until_date=date(2026, 6, 8),
    )


def rental() -> Any:
    """A product that rents vehicles out."""
    return open_rental_shop().product


def vehicle_offer() -> Any:
    shop = open_rental_shop()
    return offer_asset(shop.channel, shop.asset, at=NOW)


def rental_by_another_operator() -> None:
    product = rental()
    write(product, operator=OperatorFactory(tenant=product.tenant))


def two_entries(**channel: Any) -> tuple[Any, Any]:
    first = CatalogueEntryFactory(
        channel=SalesChannelFactory(**channel),
        period=DateTimeTZRange(later(days=-9), later(days=-1)),
    )
    return first, CatalogueEntryFactory(channel=first.channel, period=DateTimeTZRange(NOW, None))


def same_product_twice() -> None:
    first, second = two_entries(single_product=False)
    write(second, product=first.product, period=first.period)


VIOLATIONS: dict[str, Violation] = {
    "channel_once_per_code": twice(two(SalesChannelFactory, "tenant", TenantFactory), "code"),
    "channel_mode_is_known": wrong(SalesChannelFactory, mode=NONSENSE),
    "channel_times_are_sane": wrong(SalesChannelFactory, hold_seconds=29),
    "channel_extensions_are_sane": wrong(SalesChannelFactory, hold_extensions=101),
    "channel_ticket_media_is_known": wrong(SalesChannelFactory, ticket_media="image/gif"),
    "channel_netex_id_has_its_form": wrong(SalesChannelFactory, netex_id="App"),
    "channel_seller_same_tenant": stranger(SalesChannelFactory, "seller", OrganisationFactory),
    "channel_partner_same_tenant": stranger(SalesChannelFactory, "partner", OrganisationFactory),
    "channeltoken_token_same_tenant": stranger(ChannelTokenFactory, "token", ApiTokenFactory),
    "channeltoken_channel_same_tenant": stranger(
        ChannelTokenFactory, "channel", SalesChannelFactory
    ),
    "channelright_once": twice(
        two(ChannelRightFactory, "channel", SalesChannelFactory), "organisation", "action"
    ),
    "channelright_action_is_known": wrong(ChannelRightFactory, action=NONSENSE),
    "channelright_channel_same_tenant": stranger(
        ChannelRightFactory, "channel", SalesChannelFactory
    ),
    "channelright_organisation_same_tenant": stranger(
        ChannelRightFactory, "organisation", OrganisationFactory
    ),
    "clientchannel_once": twice(
        two(ClientChannelFactory, "channel", SalesChannelFactory), "client"
    ),
    "clientchannel_client_same_tenant": stranger(ClientChannelFactory, "client", ApiClientFactory),
    "clientchannel_channel_same_tenant": stranger(
        ClientChannelFactory, "channel", SalesChannelFactory
    ),
    "pointofsale_once_per_code": twice(two(PointOfSaleFactory, "tenant", TenantFactory), "code"),
    "pointofsale_code_is_printable": wrong(PointOfSaleFactory, code=" Desk"),
    "pointofsale_organisation_same_tenant": stranger(
        PointOfSaleFactory, "organisation", OrganisationFactory
    ),
    "passengercategory_once_per_code": twice(
        two(PassengerCategoryFactory, "tenant", TenantFactory), "code"
    ),
    "passengercategory_one_default": lambda: two(
        PassengerCategoryFactory, "tenant", TenantFactory, is_default=True
    )(),
    "passengercategory_ages_in_order": wrong(PassengerCategoryFactory, min_age=12, max_age=11),
    "ancillary_once_per_number": twice(two(AncillaryFactory, "product", ProductFactory), "number"),
    "ancillary_code_has_its_form": wrong(AncillaryFactory, category="ab"),
    "ancillary_product_same_tenant": stranger(AncillaryFactory, "product", ProductFactory),
    "product_once_per_number": twice(two(ProductFactory, "tenant", TenantFactory), "number"),
    "product_once_per_code": twice(two(ProductFactory, "tenant", TenantFactory), "code"),
    "product_number_fits_four_octets": wrong(ProductFactory, number=0),
    "product_vat_rate_is_percent": wrong(ProductFactory, vat_rate=Decimal("100.01")),
    "product_class_is_known": wrong(ProductFactory, fare_class=NONSENSE),
    "product_cancellation_is_known": wrong(ProductFactory, cancellation=NONSENSE),
    "product_fee_is_not_negative": wrong(ProductFactory, cancellation_fee=Decimal("-0.01")),
    "product_validity_is_complete": wrong(ProductFactory, validity="FIXED_DATES"),
    "product_is_answered_within_a_week": wrong(ProductFactory, confirm_minutes=10_081),
    "product_times_are_sane": wrong(ProductFactory, activation_days=3661),
    "product_operator_same_tenant": stranger(ProductFactory, "operator", OperatorFactory),
    "product_ticket_type_same_tenant": stranger(ProductFactory, "ticket_type", TicketTypeFactory),
    "product_operator_of_fleet": rental_by_another_operator,
    "product_has_tickets_or_a_fleet": wrong(ProductFactory, ticket_type=None),
    "product_of_fleet_has_no_ticket_rules": wrong(rental, is_supplement=True),
    "catalogueentry_flag_of_channel": wrong(CatalogueEntryFactory, single_product=False),
    "catalogueentry_channel_same_tenant": stranger(
        CatalogueEntryFactory, "channel", SalesChannelFactory
    ),
    "catalogueentry_product_same_tenant": stranger(
        CatalogueEntryFactory, "product", ProductFactory
    ),
    "catalogueentry_period_has_a_start": wrong(
        CatalogueEntryFactory, period=DateTimeTZRange(None, NOW)
    ),
    "catalogueentry_period_is_within_reach": wrong(
        CatalogueEntryFactory, period=DateTimeTZRange(NOW.replace(year=1999), None)
    ),
    "catalogueentry_one_product_at_a_time": twice(two_entries, "period"),
    "catalogueentry_product_once_at_a_time": same_product_twice,
    "offer_channel_same_tenant": stranger(OfferFactory, "channel", SalesChannelFactory),
    "offer_product_same_tenant": stranger(OfferFactory, "product", ProductFactory),
    "offer_once_per_reference": twice(
        two(OfferFactory, "channel", SalesChannelFactory), "reference"
    ),
    "offer_starts_with_its_trip": wrong(OfferFactory, starts_at=NOW),
    "offer_is_answered_in_time": wrong(OfferFactory, confirm_minutes=0),
    "offer_cancellation_is_known": wrong(OfferFactory, cancellation=NONSENSE),
    "offer_fee_is_not_negative": wrong(OfferFactory, cancellation_fee=Decimal("-0.01")),
    "offer_amounts_are_sane": wrong(OfferFactory, amount=Decimal("0.32")),
    "offer_currency_is_iso_4217": wrong(OfferFactory, currency="€"),
    "offer_is_valid_for_a_while": wrong(OfferFactory, valid_until=NOW),
    "offer_taken_while_valid": wrong(OfferFactory, taken_at=later(seconds=900)),
    "offer_media_is_known": wrong(OfferFactory, media="image/gif"),
    "offer_asset_same_tenant": stranger(vehicle_offer, "asset", AssetFactory),
    "offer_of_vehicle_has_its_plan": wrong(OfferFactory, plan_terms={}),
    "customer_once_per_external_id": twice(
        two(CustomerFactory, "channel", SalesChannelFactory), "external_id"
    ),
    "customerevent_name_is_known": event_of(CustomerFactory, NONSENSE),
    "customer_channel_same_tenant": stranger(CustomerFactory, "channel", SalesChannelFactory),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("product_validity_is_complete", wrong(ProductFactory, valid_minutes=None)),
    ("product_validity_is_complete", wrong(fixed_dates, valid_from_date=None)),
    ("product_validity_is_complete", wrong(fixed_dates, valid_until_date=None)),
    ("offer_media_is_known", wrong(vehicle_offer, media="image/png")),
    ("offer_media_is_known", wrong(OfferFactory, media="")),
    ("offer_of_vehicle_has_its_plan", wrong(vehicle_offer, plan_terms=None)),
]
