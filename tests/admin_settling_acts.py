"""What the buttons of statements and payouts do, as a table; see tests.admin_acts."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sales.models import BankTransfer, Due, Ledger, Payout, Statement
from tests.admin_books_acts import YESTERDAY
from tests.admin_button import Button
from tests.admin_order_acts import TREASURERS
from tests.factories.books import close_through
from tests.factories.dues import paid, written_due
from tests.factories.moments import later
from tests.factories.payouts import own_report, taken_in
from tests.factories.scenarios import Shop
from tests.factories.statements import terms, written_statement
from tests.violations.ways import write


def ledger_with_closed_sales(shop: Shop) -> Ledger:
    shop.sell(at=later(days=-1))
    terms(shop, shop.channel.partner, shop.channel)
    ledger: Ledger = shop.channel.seller.ledger
    close_through(ledger, YESTERDAY)
    return ledger


def statement_of(shop: Shop) -> Statement:
    return written_statement(shop.sell().order)


def due_of(shop: Shop) -> Due:
    return written_due(shop.sell().order)


def payout_of(shop: Shop) -> Payout:
    """Its line waits for money that comes to the books only then."""
    [made] = taken_in(shop.channel.seller, {"gross": "4.00", "fee": "", "net": ""}).taken_in
    taken = shop.sell().order.transactions.get()
    write(taken, type="VISA", group="PAYMENTCARD", provider="CARD", provider_reference="T-1")
    return made


def own_file(_row: Any) -> dict[str, Any]:
    return {"upload": SimpleUploadedFile("payouts.csv", "".join(own_report({})).encode())}


SETTLING_BUTTONS = [
    Button(
        "sales_ledger_issue_statements",
        ledger_with_closed_sales,
        TREASURERS,
        lambda ledger: [one.gross_amount for one in ledger.statements.all()] == [4],
        {"through": YESTERDAY.isoformat()},
    ),
    Button(
        "sales_ledger_import_payouts",
        lambda shop: shop.channel.seller.ledger,
        TREASURERS,
        lambda ledger: ledger.payouts.filter(file_name="payouts.csv").exists(),
        {"source": "OTHER"},
        own_file,
    ),
    Button(
        "sales_statement_take_back",
        statement_of,
        TREASURERS,
        lambda made: Statement.objects.filter(corrects=made, facts__reason="Wrong terms").exists(),
        {"reason": "Wrong terms"},
    ),
    Button(
        "sales_due_record_transfer",
        due_of,
        TREASURERS,
        lambda due: due.transfers.filter(reference="B-1", amount=10).exists(),
        {"reference": "B-1", "paid_on": YESTERDAY.isoformat()},
    ),
    Button(
        "sales_banktransfer_take_back",
        lambda shop: paid(due_of(shop)),
        TREASURERS,
        lambda transfer: BankTransfer.objects.filter(reverses=transfer, reason="Mistyped").exists(),
        {"reason": "Mistyped"},
    ),
    Button(
        "sales_payout_match_again",
        payout_of,
        TREASURERS,
        lambda made: made.lines.filter(match__isnull=False).exists(),
    ),
]
