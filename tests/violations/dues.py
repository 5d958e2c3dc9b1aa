"""Constraints of dues and transfers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.factories.books import books
from tests.factories.dues import paid, written_due, written_transfer
from tests.factories.invoices import invoice
from tests.factories.operators import OrganisationFactory
from tests.factories.sales import OrderFactory
from tests.factories.statements import written_statement
from tests.violations.ways import NONSENSE, Violation, event_of, stranger, write, wrong


def due() -> Any:
    return written_due(OrderFactory())


def due_of_a_strangers_invoice() -> None:
    """An invoice has one due, so that of the stranger is made a statement's first."""
    order = OrderFactory()
    other = invoice(order)
    write(other.due, invoice=None, statement=written_statement(order))
    written_due(OrderFactory(), statement_id=None, invoice=other)


def due_of_both() -> None:
    order = OrderFactory()
    written_due(order, invoice=invoice(order))


def another_transfer(**values: Any) -> Violation:
    """Transfers are never changed, so a wrong one is written."""
    return lambda: written_transfer(due(), **values)


def second_transfer() -> None:
    first = paid(due(), amount="4.00")
    written_transfer(first.due, reference=first.reference)


def transfer_taken_back_without_a_word() -> None:
    first = paid(due(), amount="4.00")
    written_transfer(first.due, turn=2, amount=Decimal("-4.00"), reverses=first)


VIOLATIONS: dict[str, Violation] = {
    "due_ledger_same_tenant": stranger(due, "ledger", books),
    "due_party_same_tenant": stranger(due, "party", OrganisationFactory),
    "due_statement_same_tenant": stranger(
        due, "statement", lambda: written_statement(OrderFactory())
    ),
    "due_invoice_same_tenant": due_of_a_strangers_invoice,
    "due_is_of_one_document": due_of_both,
    "due_account_is_one_of_parties": wrong(due, account="BANK"),
    "due_currency_is_iso_4217": wrong(due, currency="eur"),
    "due_is_paid_up_to_its_amount": wrong(due, paid_amount=11, state="PART_PAID"),
    "due_state_is_known": wrong(due, state=NONSENSE),
    "due_open_is_unpaid": wrong(due, paid_amount=4),
    "due_part_paid_has_both": wrong(due, state="PART_PAID"),
    "due_paid_is_whole": wrong(due, state="PAID"),
    "banktransfer_once_per_reference_and_turn": second_transfer,
    "banktransfer_turn_starts_at_one": another_transfer(turn=0),
    "banktransfer_has_reference": another_transfer(reference=""),
    "banktransfer_is_not_empty": another_transfer(amount=0),
    "banktransfer_taken_back_says_why": transfer_taken_back_without_a_word,
    "dueevent_name_is_known": event_of(due, NONSENSE),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("due_is_of_one_document", wrong(due, statement=None)),
    ("due_is_paid_up_to_its_amount", wrong(due, amount=0)),
    ("due_is_paid_up_to_its_amount", wrong(due, amount=-10, paid_amount=1, state="PART_PAID")),
    ("banktransfer_taken_back_says_why", another_transfer(reason="Mistyped")),
]
