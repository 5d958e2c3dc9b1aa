"""What the buttons of invoices do, as a table; see tests.admin_acts."""

from __future__ import annotations

from sales.models import Invoice, Ledger, Order
from tests.admin_button import Button
from tests.admin_order_acts import TREASURERS
from tests.factories.invoices import invoice
from tests.factories.moments import later
from tests.factories.scenarios import Shop

YESTERDAY = later(days=-1)


def ledger_with_sales(shop: Shop) -> Ledger:
    shop.sell(at=YESTERDAY)
    return shop.channel.seller.ledger


def order_on_account(shop: Shop) -> Order:
    return shop.sell().order


def invoice_of(shop: Shop) -> Invoice:
    return invoice(order_on_account(shop))


INVOICE_BUTTONS = [
    Button(
        "sales_ledger_issue_invoices",
        ledger_with_sales,
        TREASURERS,
        lambda ledger: ledger.invoices.filter(total_amount=4).exists(),
        {"through": YESTERDAY.date().isoformat(), "due_days": 10},
    ),
    Button(
        "sales_order_invoice",
        order_on_account,
        TREASURERS,
        lambda order: order.invoices.filter(total_amount=4).exists(),
        {"due_days": 10},
    ),
    Button(
        "sales_invoice_take_back",
        invoice_of,
        TREASURERS,
        lambda made: made.credit_notes.filter(facts__reason="Wrong address").exists(),
        {"reason": "Wrong address"},
    ),
    Button(
        "sales_invoice_send",
        invoice_of,
        TREASURERS,
        lambda made: made.letters.filter(recipient="finance@example.no").exists(),
        {"recipient": "finance@example.no", "language": "nob"},
    ),
]
