"""A tenant with a row of every model that belongs to tenants."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from bookings.actions.ancillaries import add_ancillary
from bookings.actions.messages import receive_message
from bookings.actions.subscriptions import add_subscription
from bookings.states import MessageKind
from operators.fleet.actions import disable_asset
from operators.models import Tenant, User
from protocols.flows import begin_flow
from protocols.kept_trips import keep_trips
from protocols.models import DeliveryAttempt
from sales.orders.actions import add_note
from sales.orders.customers import block_customer
from sales.orders.terms import TravellerFacts
from sales.selling import cancel_sale
from sales.settlement.actions import CostFacts, claim_extra_cost
from sales.settlement.states import CostKind
from support.actions.opening import update_case
from tests.factories.accounts import AccountLinkFactory
from tests.factories.books import close_through
from tests.factories.clients import (
    ChannelRightFactory,
    ClientChannelFactory,
    PointOfSaleFactory,
)
from tests.factories.documents import desk_sale, document_rows
from tests.factories.dues import due_rows
from tests.factories.export_jobs import schedule
from tests.factories.exports import numbered
from tests.factories.fares import (
    CategoryLimitFactory,
    DiscountFactory,
    FareAreaFactory,
    FareNetworkFactory,
    RideFareFactory,
    TimeSpanFactory,
    TransferFareFactory,
)
from tests.factories.fleet import AssetFactory, fleet_rows
from tests.factories.grants import AccountGrantFactory, GrantCodeFactory
from tests.factories.handsets import (
    BlockListEntryFactory,
    HandsetFactory,
    TicketLinkFactory,
)
from tests.factories.inspection import ScanFactory, SuspicionFactory
from tests.factories.invoices import invoice_rows
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import MembershipFactory
from tests.factories.orders import draft
from tests.factories.partners import endpoint_at, waiting_call
from tests.factories.payments import (
    CardAccountFactory,
    PaymentMethodFactory,
    RecurringPaymentFactory,
)
from tests.factories.payouts import settled_line
from tests.factories.providers import AccountProviderFactory, ProviderLinkFactory
from tests.factories.purchases import held_purchase
from tests.factories.realtime import (
    RealtimeSourceFactory,
    TripForecastFactory,
    VehicleSightingFactory,
)
from tests.factories.rentals import rental_of
from tests.factories.sales import AncillaryFactory, ChannelTokenFactory, CustomerFactory
from tests.factories.scenarios import Shop, open_shop
from tests.factories.service import AlertFactory
from tests.factories.statements import statement_rows
from tests.factories.styles import TicketStyleFactory, WalletPassFactory
from tests.factories.supply import resold
from tests.factories.support import case
from tests.factories.taxi_rides import stand_beside
from tests.factories.tickets import (
    PhoneSignedTypeFactory,
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
)
from tests.factories.timetable import FeedFactory
from tests.factories.verifier import verifier_run
from tests.violations.operators import (
    fare_zone,
    operating_day,
    pattern_call,
    route,
    stop,
    transfer,
    trip,
    version_in_import,
)
from tickets.actions.blocking import number_block_entries

COST = CostFacts(CostKind.FINE, "Smoking", Decimal("60.00"))


def furnish() -> User:
    """Make a row of every model for a new tenant; the member who may see them."""
    shop = open_shop()
    sold = shop.sell()
    show_ticket(sold.legs.get().ticket)
    add_subscription(sold, by=BY, at=NOW)
    receive_message(sold, kind=MessageKind.NO_SHOW, by=BY, at=NOW)
    add_note(sold.order, "Called twice", by=BY, at=NOW)
    update_case(case(sold), text="Still dirty", by=BY, at=NOW)
    draft(shop, travellers=[TravellerFacts(name="Kari")])
    cancel_sale(sold.order, fee=Decimal("1.00"), reason="Changed", by=BY, at=NOW)
    ChannelTokenFactory(channel=shop.channel)
    ClientChannelFactory(channel=shop.channel)
    ChannelRightFactory(channel=shop.channel, organisation=shop.channel.seller)
    PointOfSaleFactory(tenant=shop.tenant, organisation=shop.channel.seller)
    customer = block_customer(CustomerFactory(channel=shop.channel), by=BY, at=NOW)
    PaymentMethodFactory(channel=shop.channel)
    CardAccountFactory(tenant=shop.tenant)
    RecurringPaymentFactory(customer=customer)
    version = version_in_import(FeedFactory(operator=shop.product.operator))
    transfer(stop(version=version))
    line = route(version=version)
    trip(line=line)
    pattern_call(line)
    operating_day(version)
    fare_zone(shop.tenant)
    AlertFactory(operator=shop.product.operator)
    furnish_fleet(shop)
    furnish_realtime(shop)
    held_purchase(shop, parts=1)
    furnish_callbacks(shop)
    furnish_accounts(shop)
    furnish_tickets(shop.tenant)
    resold(shop.tenant)
    claim_extra_cost(sold.order, COST, by=BY, at=NOW)
    document_rows(sold.order)
    invoice_rows(sold.order)
    statement_rows(sold.order)
    due_rows(sold.order)
    settled_line(sold.order)
    verifier_run(shop.tenant)
    numbered(shop.channel.seller)
    schedule(shop.tenant)
    desk_sale(sold.order)
    close_through(shop.channel.seller.ledger, later(days=1).date())
    furnish_tariff(shop)
    return MembershipFactory(tenant=shop.tenant).user


def furnish_tickets(tenant: Tenant) -> None:
    """Every kind of row about how tickets are shown, inspected and taken back."""
    kind = TicketTypeFactory(tenant=tenant)
    ticket = TicketFactory(ticket_type=kind)
    TicketStyleFactory(tenant=tenant)
    WalletPassFactory(ticket=ticket)
    TicketLinkFactory(ticket=ticket)
    HandsetFactory(ticket=TicketFactory(ticket_type=PhoneSignedTypeFactory(tenant=tenant)))
    SuspicionFactory(scan=ScanFactory(ticket=ticket))
    BlockListEntryFactory(ticket=TicketFactory(ticket_type=kind))
    number_block_entries(tenant)


def furnish_fleet(shop: Shop) -> None:
    """Every kind of row of a fleet."""
    fleet_rows(shop.product.operator)
    asset = AssetFactory(fleet__operator=shop.product.operator)
    disable_asset(asset, by=BY, at=NOW)
    rental_of(shop.tenant, shop.channel.seller)
    stand_beside(shop.tenant, shop.channel.seller).accepted()


def furnish_realtime(shop: Shop) -> None:
    """A source of news about rides, with a delay and a bus that was seen."""
    source = RealtimeSourceFactory(feed__operator=shop.product.operator)
    TripForecastFactory(source=source)
    VehicleSightingFactory(source=source)


def furnish_accounts(shop: Shop) -> None:
    """A traveller's account with its links, an app that was let in and one that will be, and a step
    on the way to another link."""
    account = AccountLinkFactory(channel=shop.channel).account
    grant = AccountGrantFactory(account=account)
    GrantCodeFactory(account=account, client=grant.client)
    ProviderLinkFactory(provider=AccountProviderFactory(tenant=shop.tenant))
    lasts = timedelta(minutes=10)
    begin_flow(shop.channel, face="some", step="sign-in", facts={}, lasts=lasts, at=NOW)
    keep_trips(shop.channel, [({}, later(hours=1))], face="some", at=NOW)


def furnish_callbacks(shop: Shop) -> None:
    """A booking with an extra, and a call about it that was tried."""
    extra = AncillaryFactory(product=shop.product)
    leg = shop.hold().legs.get()
    add_ancillary(leg, extra.category, extra.number, by=BY, at=NOW)
    endpoint, _ = endpoint_at(shop.channel)
    call = waiting_call(endpoint, leg.booking)
    DeliveryAttempt.objects.create(
        delivery=call, number=1, tried_at=NOW, milliseconds=1, status=500
    )


def furnish_tariff(shop: Shop) -> None:
    """Every kind of rule that a price can have."""
    FareAreaFactory(tenant=shop.tenant)
    FareNetworkFactory(tenant=shop.tenant)
    TimeSpanFactory(band__tenant=shop.tenant)
    DiscountFactory(tenant=shop.tenant)
    RideFareFactory(product=shop.product)
    TransferFareFactory(product=shop.product)
    CategoryLimitFactory(product=shop.product, category=shop.adult)
