"""Invoices to partners that bought on account."""

from __future__ import annotations

from django.db.models import Model

from sales.invoices.actions import issue_order_invoice
from sales.models import Invoice, Order
from tests.factories.moments import BY, NOW
from tests.factories.sales import OrderFactory


def invoice(order: Order | None = None) -> Invoice:
    """The invoice of one order on account."""
    return issue_order_invoice(order or OrderFactory(), by=BY, at=NOW)[0]


def invoice_rows(order: Order) -> list[Model]:
    """The invoice of an order, and an entry of it."""
    made = invoice(order)
    entry = made.entries.first()
    assert entry is not None
    return [made, entry]
