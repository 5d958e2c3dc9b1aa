"""One row of everything that the admin shows."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Model

from bookings.actions.booking import cancel_booking
from bookings.actions.messages import receive_message
from bookings.models import Booking, BookingMessage, Leg, Rental, SuppliedBooking
from bookings.states import MessageKind
from operators.models import (
    Alert,
    ApiClient,
    ApiToken,
    Asset,
    AssetType,
    FareZone,
    Feed,
    FeedVersion,
    Fleet,
    FleetImport,
    Membership,
    Operator,
    Organisation,
    PricingPlan,
    Region,
    Route,
    Stop,
    Supplier,
    Tenant,
    TokenKey,
    Trip,
    User,
    VehicleStation,
)
from protocols.models import CallbackEndpoint, Delivery
from sales.models import (
    AccountingPeriod,
    BatchTerms,
    CardAccount,
    CashSettlement,
    CatalogueEntry,
    Closing,
    CommissionTerm,
    Credit,
    Customer,
    Discount,
    Export,
    ExportSchedule,
    ExtraCost,
    FareArea,
    FareNetwork,
    Fee,
    Invoice,
    InvoiceEntry,
    Ledger,
    Letter,
    Movement,
    NumberSeries,
    Offer,
    Order,
    OrderLine,
    PassengerCategory,
    Payment,
    PaymentMethod,
    PaymentTransaction,
    Payout,
    PayoutLine,
    PointOfSale,
    Posting,
    Product,
    Receipt,
    RecurringPayment,
    RideFare,
    SalesChannel,
    Statement,
    StatementEntry,
    TimeBand,
    TransferFare,
    VerifierRun,
)
from sales.settlement.actions import CostFacts, claim_extra_cost
from sales.settlement.states import CostKind
from support.models import SupportCase
from tests.factories.clients import (
    ApiClientFactory,
    PointOfSaleFactory,
    TokenKeyFactory,
    other_thumbprint,
)
from tests.factories.documents import document_rows
from tests.factories.export_jobs import asked_export, schedule
from tests.factories.exports import BatchTermsFactory
from tests.factories.fares import (
    DiscountFactory,
    FareAreaFactory,
    FareNetworkFactory,
    RideFareFactory,
    TimeSpanFactory,
    TransferFareFactory,
)
from tests.factories.fleet import fleet_rows
from tests.factories.invoices import invoice_rows
from tests.factories.moments import BY, NOW
from tests.factories.operators import MembershipFactory
from tests.factories.partners import delivery_rows
from tests.factories.payments import (
    CardAccountFactory,
    PaymentMethodFactory,
    RecurringPaymentFactory,
)
from tests.factories.payouts import payout_rows
from tests.factories.rentals import rental_of
from tests.factories.sales import ChannelTokenFactory, CustomerFactory, ProductFactory
from tests.factories.scenarios import Shop, open_shop
from tests.factories.service import AlertFactory
from tests.factories.statements import statement_rows
from tests.factories.supply import resold
from tests.factories.support import case
from tests.factories.timetable import timetable_rows
from tests.factories.verifier import verifier_run
from tickets.models import IssuerKey, Ticket, TicketType

COST = CostFacts(CostKind.OTHER, "Cleaning", Decimal("12.00"))
Rows = dict[type[Model], Model]


def one_of_everything(shop: Shop | None = None) -> Rows:
    """One more row of each kind that the admin shows, all of one tenant."""
    shop = shop or open_shop({"cancellation_fee": "1.00"})
    tenant = shop.tenant
    customer = CustomerFactory(channel=shop.channel)
    booking = cancel_booking(shop.sell(), by=BY, at=NOW)
    order = booking.order
    membership = MembershipFactory(tenant=tenant)
    rows = [
        tenant,
        shop.channel.seller,
        shop.product.operator,
        membership,
        membership.user,
        ChannelTokenFactory(channel=shop.channel).token,
        ApiClientFactory(organisation=shop.channel.seller),
        PointOfSaleFactory(tenant=tenant, organisation=shop.channel.seller),
        retired_key(),
        shop.product.ticket_type,
        shop.key,
        booking.legs.get().ticket,
        shop.channel,
        shop.adult,
        shop.product,
        shop.channel.entries.get(),
        customer,
        booking.offer,
        order,
        order.lines.get(),
        order.fees.get(),
        order.payments.get(),
        order.transactions.get(),
        order.credits.get(),
        PaymentMethodFactory(channel=shop.channel),
        CardAccountFactory(tenant=tenant),
        RecurringPaymentFactory(customer=customer),
        order.postings.first(),
        shop.channel.seller.ledger,
        shop.channel.seller.ledger.periods.get(),
        BatchTermsFactory(seller=shop.channel.seller),
        booking,
        booking.legs.get(),
        receive_message(booking, kind=MessageKind.NO_SHOW, by=BY, at=NOW),
        claim_extra_cost(order, COST, by=BY, at=NOW),
        AlertFactory(operator=shop.product.operator),
        case(booking),
        *delivery_rows(booking),
        *document_rows(order),
        *invoice_rows(order),
        *statement_rows(order),
        *payout_rows(order.seller),
        verifier_run(tenant),
        asked_export(tenant),
        schedule(tenant),
        *fare_rows(shop),
        *timetable_rows(tenant, shop.product.operator),
        *fleet_rows(shop.product.operator),
        rental_of(tenant, shop.channel.seller),
        *supply_rows(tenant),
    ]
    return {type(row): row for row in rows}


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


EVERYTHING: set[type[Model]] = {
    AccountingPeriod,
    Alert,
    ApiClient,
    ApiToken,
    Asset,
    AssetType,
    BatchTerms,
    Booking,
    BookingMessage,
    CallbackEndpoint,
    CardAccount,
    CashSettlement,
    CatalogueEntry,
    Closing,
    CommissionTerm,
    Credit,
    Customer,
    Delivery,
    Discount,
    Export,
    ExportSchedule,
    ExtraCost,
    FareArea,
    FareNetwork,
    FareZone,
    Feed,
    FeedVersion,
    Fee,
    Fleet,
    FleetImport,
    Invoice,
    InvoiceEntry,
    IssuerKey,
    Ledger,
    Leg,
    Letter,
    Membership,
    Movement,
    NumberSeries,
    Offer,
    Operator,
    Order,
    OrderLine,
    Organisation,
    PassengerCategory,
    Payment,
    PaymentMethod,
    PaymentTransaction,
    Payout,
    PayoutLine,
    PointOfSale,
    Posting,
    PricingPlan,
    Product,
    Receipt,
    RecurringPayment,
    Region,
    Rental,
    RideFare,
    Route,
    SalesChannel,
    Statement,
    StatementEntry,
    Stop,
    SuppliedBooking,
    Supplier,
    SupportCase,
    Tenant,
    Ticket,
    TicketType,
    TimeBand,
    TokenKey,
    TransferFare,
    Trip,
    User,
    VehicleStation,
    VerifierRun,
}
