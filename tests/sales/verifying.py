"""Books with a bit of everything, that add up; and cents planted in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from bookings.actions.booking import cancel_booking
from operators.models import Tenant
from sales.books.actions import close_period
from sales.catalogue.states import ChannelMode
from sales.closing.actions import open_settlement
from sales.invoices.actions import issue_invoices
from sales.models import Ledger, Order
from sales.orders.actions import cancel_order
from sales.payments.actions import capture_transaction
from sales.receipts.actions import issue_receipt
from tests.factories.clients import PointOfSaleFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.provider import PaperProvider
from tests.factories.sales import CatalogueEntryFactory, OrderFactory, SalesChannelFactory
from tests.sales.closing import FLOAT, Kiosk
from tests.sales.paying import cash, open_counter

DAY, LATE = date(2026, 6, 1), later(hours=20)
"""The day of the tests is over, its cash settlement is not."""


@dataclass(frozen=True)
class Books:
    """A seller whose first day is closed and invoiced, and orders by what became of them."""

    tenant: Tenant
    booked: Order
    """On account, and given back for a fee."""
    refunded: Order
    """Paid in cash, one line of two given back; both versions have receipts."""
    draft: Order
    """Half paid."""
    dropped: Order
    sandbox: Order


def keep_books() -> Books:
    """Sell, refund and close, all through the actions."""
    counter = open_counter(PaperProvider())
    shop, seller = counter.shop, counter.order.seller
    point = PointOfSaleFactory(tenant=shop.tenant, organisation=seller)
    kiosk = Kiosk(counter, point, open_settlement(point, cash=FLOAT, by=BY, at=NOW))
    booking = cancel_booking(shop.sell(), by=BY, at=NOW)
    refunded = kiosk.refund(kiosk.sell("100.00", "50.00"))
    for version in (1, 2):
        issue_receipt(refunded, version=version, by=BY, at=NOW)
    dropped = kiosk.order("10.00")
    kiosk.begin(dropped, cash(dropped.total_amount))
    cancel_order(dropped, by=BY, at=NOW)
    kiosk.deposit("20.00")
    kiosk.close("612.00")
    half = counter.pay(cash(counter.order.total_amount / 2)).transactions.get()
    capture_transaction(half, by=BY, at=NOW)
    shop.sell()
    close_period(Ledger.objects.get(), ends_on=DAY, by=BY, at=LATE)
    issue_invoices(Ledger.objects.get(), through=DAY, by=BY, at=LATE)
    sandbox = SalesChannelFactory(tenant=shop.tenant, mode=ChannelMode.SANDBOX)
    CatalogueEntryFactory(channel=sandbox, product=shop.product)
    return Books(
        shop.tenant,
        booking.order,
        refunded,
        counter.order,
        dropped,
        OrderFactory(offer__channel=sandbox),
    )


def plant(statement: str, **facts: Any) -> None:
    """Write past all actions, triggers and foreign keys; checks are given up first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(DROP_CHECKS.format(table, table))
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, facts)
        assert cursor.rowcount, "nothing was planted"
        cursor.execute("SET session_replication_role = DEFAULT")


TABLES = [
    "sales_order", "sales_payment", "sales_paymenttransaction", "sales_credit", "sales_orderline",
    "sales_receipt", "sales_posting",
]  # fmt: skip
DROP_CHECKS = """
    DO $$
    DECLARE name text;
    BEGIN
        FOR name IN SELECT conname FROM pg_constraint
            WHERE contype = 'c' AND conrelid = '{}'::regclass
        LOOP
            EXECUTE format('ALTER TABLE {} DROP CONSTRAINT %I', name);
        END LOOP;
    END $$
"""
