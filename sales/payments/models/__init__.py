"""Money taken for orders, money given back, and what a channel takes."""

from sales.payments.models.credits import Credit, CreditPart
from sales.payments.models.methods import CardAccount, PaymentMethod, RecurringPayment
from sales.payments.models.payments import OrderMoneyQuerySet, Payment
from sales.payments.models.transactions import PaymentOperation, PaymentTransaction

__all__ = [
    "CardAccount",
    "Credit",
    "CreditPart",
    "OrderMoneyQuerySet",
    "Payment",
    "PaymentMethod",
    "PaymentOperation",
    "PaymentTransaction",
    "RecurringPayment",
]
