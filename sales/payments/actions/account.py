"""The doors to the account of a channel's partner."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.orders.changes import open_order
from sales.orders.models import Order
from sales.payments.account import charge_payer, credit_payments
from sales.payments.models import Credit, Payment


@transaction.atomic
def pay_on_account(order: Order, *, by: Actor, at: datetime) -> Payment | None:
    """Charge what the order owes to its payer; None where it owes nothing."""
    change = open_order(order, by=by, at=at)
    payment = charge_payer(change)
    if payment:
        change.store()
    return payment


@transaction.atomic
def credit_on_account(order: Order, *, by: Actor, at: datetime) -> Credit | None:
    """Give back what was paid too much, on the oldest payments first; None where nothing was."""
    change = open_order(order, by=by, at=at)
    credit = credit_payments(change)
    if credit:
        change.store()
    return credit
