"""One row of everything that the admin shows."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Model

from bookings.actions.booking import cancel_booking
from bookings.actions.messages import receive_message
from bookings.states import MessageKind
from sales.settlement.actions import CostFacts, claim_extra_cost
from sales.settlement.states import CostKind
from tests.admin_rows_made import (
    account_rows,
    fare_rows,
    inspection_rows,
    retired_key,
    supply_rows,
    wallet_rows,
)
from tests.factories.clients import (
    ApiClientFactory,
    PointOfSaleFactory,
)
from tests.factories.documents import document_rows
from tests.factories.dues import due_rows
from tests.factories.export_jobs import asked_export, schedule
from tests.factories.exports import BatchTermsFactory
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
from tests.factories.purchases import held_purchase
from tests.factories.rentals import rental_of
from tests.factories.sales import ChannelTokenFactory, CustomerFactory
from tests.factories.scenarios import Shop, open_shop
from tests.factories.service import AlertFactory
from tests.factories.statements import statement_rows
from tests.factories.support import case
from tests.factories.taxi_rides import stand_beside
from tests.factories.taxis import taxi_rows
from tests.factories.timetable import timetable_rows
from tests.factories.verifier import verifier_run

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
        *account_rows(shop),
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
        *due_rows(order),
        *payout_rows(order.seller),
        verifier_run(tenant),
        asked_export(tenant),
        schedule(tenant),
        *fare_rows(shop),
        *timetable_rows(tenant, shop.product.operator),
        *fleet_rows(shop.product.operator),
        *taxi_rows(shop.product.operator),
        rental_of(tenant, shop.channel.seller),
        stand_beside(tenant, shop.channel.seller).order(),
        held_purchase(shop, parts=1),
        *supply_rows(tenant),
        *wallet_rows(booking.legs.get().ticket),
        *inspection_rows(booking.legs.get().ticket),
    ]
    return {type(row): row for row in rows}
