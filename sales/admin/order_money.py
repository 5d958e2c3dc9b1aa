"""The money of an order, as tables: payments with their transactions, credits with their parts."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model
from django.utils.html import format_html

from operators.admin.event_words import in_words
from operators.admin.zones import to_the_minute
from sales.admin.money_acts import can_go_back
from sales.admin.order_parts import OrderFile
from sales.admin.order_sections import (
    Amounts,
    Links,
    Section,
    amount,
    facts_without_blanks,
    label,
    stacked,
    when,
)
from sales.models import Credit, Payment, PaymentTransaction
from sales.payments.states import OPEN, CreditState, TransactionState

TRANSACTION_COLOURS = {
    TransactionState.INITIATED: "info",
    TransactionState.CAPTURED: "success",
    TransactionState.CREDITED: "warning",
    TransactionState.CANCELLED: "danger",
    TransactionState.REJECTED: "danger",
}
CREDIT_COLOURS = {CreditState.CREDITED: "success", CreditState.FAILED: "danger"}
Act = Callable[[str, Model], str]
"""The address of an act on a row: `act("capture", transaction)`."""


def payment_section(payment: Payment, links: Links, act: Act | None) -> Section:
    """A payment with its transactions, each with what happened to it; `act` where money may be
    moved."""
    transactions = list(payment.transactions.all())
    state = TransactionState(Payment.state_of(transactions))
    rows = [
        [
            stacked([links.to(one, one.number), _acts_of(one, act)]),
            stacked([f"{in_words(one.type)} ({in_words(one.group)})", *_references(one)]),
            label(
                one.get_state_display(), TRANSACTION_COLOURS.get(TransactionState(one.state), "")
            ),
            _history(one, payment.currency),
            amount(one.amount, payment.currency),
            amount(one.credited_amount, payment.currency) if one.credited_amount else "",
        ]
        for one in transactions
    ]
    return Section(
        f"payment-{payment.number}",
        f"Payment {payment.number}",
        [
            "Transaction", "Paid with", "State", "Operations", Amounts("Amount"),
            Amounts("Given back"),
        ],
        rows,
        "No transaction was begun.",
        link=("Open", page) if (page := links.address(payment)) else None,
        facts=facts_without_blanks(
            [
                ("State", label(state.label, TRANSACTION_COLOURS.get(state, ""))),
                ("Amount", amount(payment.total_amount, payment.currency)),
                ("Captured", amount(payment.captured_amount, payment.currency)),
                ("For version", payment.order_version),
                ("Invoiced to", links.to(payment.payer)),
                ("Point of sale", payment.pos),
                ("Cash settlement", payment.cash_settlement),
                ("Begun", when(payment.created_at)),
                ("Complete", when(payment.completed_at)),
                ("Given up", when(payment.closed_at)),
            ]
        ),
    )  # fmt: skip


def credit_section(file: OrderFile, links: Links, act: Act | None) -> Section:
    """What was given back, part by part."""
    rows = [
        [
            stacked([links.to(credit, credit.number), _again(credit, act)]),
            label(credit.get_state_display(), CREDIT_COLOURS.get(CreditState(credit.state), "")),
            credit.order_version,
            stacked(_parts(credit, links)),
            stacked([when(credit.executed_at) or f"Promised {when(credit.created_at)}"]),
            credit.failure,
            amount(credit.total_amount, credit.currency),
        ]
        for credit in file.credits
    ]
    columns = ["Credit", "State", "Version", "Goes to", "When", "Why not", Amounts("Amount")]
    return Section("credits", "Credits", columns, rows, "Nothing was given back.")


def _parts(credit: Credit, links: Links) -> list[object]:
    return [
        format_html(
            "{} to {} {}{}",
            amount(part.amount, credit.currency),
            in_words(part.transaction.type),
            links.to(part.transaction, part.transaction.number),
            "" if part.done_at else ", not yet",
        )
        for part in credit.parts.all()
    ]


def _references(one: PaymentTransaction) -> list[str]:
    card = f"Card ending {one.card_number}" if one.card_number else ""
    stored = f"Stored card {one.recurring_payment.number}" if one.recurring_payment else ""
    named = [("Provider's", one.provider_reference), ("External id", one.external_id)]
    told = [f"{name} {value}" for name, value in [*named, ("RRN", one.rrn)] if value]
    elsewhere = "Taken elsewhere" if one.is_import else ""
    return [card, stored, elsewhere, *told, one.failure]


def _history(one: PaymentTransaction, currency: str) -> object:
    return stacked(
        f"{to_the_minute(row.happened_at)} {in_words(row.name)} {amount(row.amount, currency)}"
        for row in one.operations.all()
    )


def _acts_of(one: PaymentTransaction, act: Act | None) -> object:
    if act is None or one.state not in OPEN:
        return ""
    return format_html(
        '<a href="{}" class="text-link">Capture</a> · <a href="{}" class="text-link">Cancel</a>',
        act("capture", one),
        act("cancel", one),
    )


def _again(credit: Credit, act: Act | None) -> object:
    if act is None or not can_go_back(credit):
        return ""
    return format_html('<a href="{}" class="text-link">Give it back</a>', act("retry", credit))
