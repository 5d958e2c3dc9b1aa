"""What statements and invoices ask to be paid, and transfers that paid some of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db.models import Model

from sales.dues.actions import record_transfer
from sales.models import BankTransfer, Due, Order
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import Shop
from tests.factories.statements import (
    TODAY,
    broker,
    runner_of,
    settled,
    terms,
    written_statement,
)


def owing_shop() -> Shop:
    """A shop that owes the operator its share of 3.67 less a tenth, by a statement."""
    shop = broker()
    terms(shop, runner_of(shop))
    shop.sell()
    settled(shop)
    return shop


def written_due(order: Order, **more: Any) -> Due:
    """Ten to be paid to the partner of an order, past the actions; the books stay open."""
    made = more.pop("statement", None) or written_statement(order)
    facts = {
        "tenant": made.tenant,
        "ledger": made.ledger,
        "party": made.party,
        "account": "CHANNEL_RECEIVABLE",
        "statement": made,
        "currency": made.currency,
        "amount": Decimal("10.00"),
        "due_on": TODAY,
    }
    return Due.objects.create(**{**facts, **more})


def paid(due: Due, reference: str = "B-1", amount: str | None = None, **more: Any) -> BankTransfer:
    """A transfer of the bank, of all that is open unless it says otherwise."""
    told = Decimal(amount) if amount else None
    facts = {"reference": reference, "paid_on": TODAY, "amount": told, "by": BY, "at": NOW}
    return record_transfer(due, **{**facts, **more})


def written_transfer(due: Due, **more: Any) -> BankTransfer:
    """A transfer past the actions, which the books know nothing of."""
    facts = {
        "due": due,
        "reference": "B-1",
        "amount": Decimal("4.00"),
        "paid_on": TODAY,
        "document": uuid4(),
        "recorded_by": str(BY),
        "recorded_at": NOW,
    }
    return BankTransfer.objects.create(**{**facts, **more})


def due_rows(order: Order) -> list[Model]:
    """A due of which a part is paid, and what paid it."""
    due = written_due(order)
    return [due, paid(due, amount="4.00")]
