"""The only doors to money of an order."""

from sales.payments.account import charge_payer, credit_payments
from sales.payments.actions.account import credit_on_account, pay_on_account
from sales.payments.actions.accounts import set_card_account
from sales.payments.actions.captures import cancel_transaction, capture_transaction
from sales.payments.actions.credits import create_credit, execute_credit
from sales.payments.actions.outcomes import look_up_transaction, record_provider_outcome
from sales.payments.actions.payments import add_transaction, create_payment
from sales.payments.actions.recurring import (
    authorize_recurring_payment,
    begin_recurring_payment,
    cancel_recurring_payment,
    describe_recurring_payment,
    expire_recurring_payments,
    open_recurring_terminal,
)
from sales.payments.actions.settling import settle_money
from sales.payments.actions.terminals import open_terminal

__all__ = [
    "add_transaction",
    "authorize_recurring_payment",
    "begin_recurring_payment",
    "cancel_recurring_payment",
    "cancel_transaction",
    "capture_transaction",
    "charge_payer",
    "create_credit",
    "create_payment",
    "credit_on_account",
    "credit_payments",
    "describe_recurring_payment",
    "execute_credit",
    "expire_recurring_payments",
    "look_up_transaction",
    "open_recurring_terminal",
    "open_terminal",
    "pay_on_account",
    "record_provider_outcome",
    "set_card_account",
    "settle_money",
]
