"""Constraints of payments, transactions, credits and ways of paying."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.factories.moments import NOW
from tests.factories.payments import (
    CardAccountFactory,
    PaymentMethodFactory,
    RecurringPaymentFactory,
)
from tests.factories.sales import CustomerFactory, OrderFactory, SalesChannelFactory
from tests.violations.ways import NONSENSE, Violation, stranger, twice, two, write, wrong


def payment() -> Any:
    return OrderFactory().payments.get()


def transaction(**values: Any) -> Any:
    """A captured one, or one with these values."""
    good = OrderFactory().transactions.get()
    write(good, **values)
    good.refresh_from_db(fields=["amount"])
    return good


def open_one(**values: Any) -> Any:
    return transaction(state="CREATED", captured_at=None, **values)


def stray() -> None:
    """A transaction moves to the order of somebody else."""
    write(transaction(), order=OrderFactory())


def two_transactions() -> tuple[Any, Any]:
    first, second = transaction(), transaction()
    write(first, is_import=True, external_id="a", provider_reference="b")
    write(second, is_import=True, external_id="c", type=first.type)
    first.refresh_from_db()
    return first, second


def imported_twice() -> None:
    first, second = two_transactions()
    write(second, seller=first.seller, external_id="a")


def operation(**values: Any) -> None:
    """Operations are never changed, so a wrong one is written."""
    good = {"name": "CREATE", "amount": 1, "actor": "test", "happened_at": NOW}
    transaction().operations.create(**{**good, **values})


def credit() -> Any:
    order = OrderFactory()
    facts = {"order_version": 1, "total_amount": 1, "currency": "EUR", "created_at": NOW}
    made = order.credits.create(**facts)
    made.parts.create(transaction=order.transactions.get(), amount=1)
    return made


def part() -> Any:
    return credit().parts.get()


def second_part() -> None:
    first = part()
    first.credit.parts.create(transaction=first.transaction, amount=1)


VIOLATIONS: dict[str, Violation] = {
    "payment_is_positive": wrong(payment, total_amount=0, captured_amount=0),
    "payment_captured_at_most_in_full": wrong(
        payment, captured_amount=Decimal("-0.01"), completed_at=None
    ),
    "payment_complete_when_captured": wrong(payment, completed_at=None),
    "payment_currency_is_iso_4217": wrong(payment, currency="eur"),
    "paymenttransaction_of_its_payments_order": stray,
    "paymenttransaction_state_is_known": wrong(open_one, state=NONSENSE),
    "paymenttransaction_type_is_known": wrong(transaction, type=NONSENSE),
    "paymenttransaction_group_is_known": wrong(transaction, type="INVOICE", group=NONSENSE),
    "paymenttransaction_provider_is_known": wrong(transaction, provider=NONSENSE),
    "paymenttransaction_type_fits_group": wrong(transaction, group="CASH"),
    "paymenttransaction_is_positive": wrong(open_one, amount=0),
    "paymenttransaction_credited_as_its_state_says": wrong(
        transaction, credited_amount=Decimal("4.01")
    ),
    "paymenttransaction_captured_has_time": wrong(transaction, captured_at=None),
    "paymenttransaction_closed_has_time": wrong(open_one, state="CANCELLED"),
    "paymenttransaction_initiated_has_times": wrong(open_one, state="INITIATED", initiated_at=NOW),
    "paymenttransaction_asked_for_one_end": wrong(
        open_one, capture_asked_at=NOW, cancel_asked_at=NOW
    ),
    "paymenttransaction_card_number_is_last_four": wrong(transaction, card_number="424"),
    "paymenttransaction_import_has_external_id": wrong(transaction, is_import=True),
    "paymenttransaction_import_once": imported_twice,
    "paymenttransaction_once_per_provider_reference": twice(two_transactions, "provider_reference"),
    "paymentoperation_name_is_known": lambda: operation(name=NONSENSE),
    "paymentoperation_is_positive": lambda: operation(amount=0),
    "credit_state_is_known": wrong(credit, state=NONSENSE),
    "credit_type_is_known": wrong(credit, type=NONSENSE),
    "credit_group_is_known": wrong(credit, group=NONSENSE),
    "credit_is_positive": wrong(credit, total_amount=0),
    "credit_currency_is_iso_4217": wrong(credit, currency="EURO"[:2]),
    "credit_executed_has_time": wrong(credit, state="CREDITED"),
    "credit_failed_says_why": wrong(credit, state="FAILED"),
    "creditpart_once_per_transaction": second_part,
    "creditpart_is_positive": wrong(part, amount=0),
    "paymentmethod_channel_same_tenant": stranger(
        PaymentMethodFactory, "channel", SalesChannelFactory
    ),
    "paymentmethod_once_per_channel": twice(
        two(PaymentMethodFactory, "channel", SalesChannelFactory), "type"
    ),
    "paymentmethod_type_is_known": wrong(PaymentMethodFactory, type=NONSENSE),
    "paymentmethod_group_is_known": wrong(PaymentMethodFactory, group=NONSENSE),
    "paymentmethod_provider_is_known": wrong(PaymentMethodFactory, provider=NONSENSE),
    "paymentmethod_type_fits_group": wrong(PaymentMethodFactory, type="CASH"),
    "recurringpayment_channel_same_tenant": stranger(
        RecurringPaymentFactory, "channel", SalesChannelFactory
    ),
    "recurringpayment_customer_same_tenant": stranger(
        RecurringPaymentFactory, "customer", CustomerFactory
    ),
    "recurringpayment_state_is_known": wrong(RecurringPaymentFactory, state=NONSENSE),
    "recurringpayment_type_is_known": wrong(RecurringPaymentFactory, type=NONSENSE),
    "recurringpayment_group_is_known": wrong(RecurringPaymentFactory, group=NONSENSE),
    "recurringpayment_provider_is_known": wrong(RecurringPaymentFactory, provider=NONSENSE),
    "recurringpayment_card_number_is_last_four": wrong(RecurringPaymentFactory, card_number="42"),
    "recurringpayment_active_can_be_charged": wrong(RecurringPaymentFactory, state="ACTIVE"),
    "recurringpayment_closed_has_time": wrong(RecurringPaymentFactory, state="CANCELLED"),
    "recurringpayment_page_has_end": wrong(RecurringPaymentFactory, secret="x"),
    "recurringpayment_once_per_provider_reference": twice(
        lambda: (RecurringPaymentFactory(provider_reference="pm_1"), RecurringPaymentFactory()),
        "provider_reference",
    ),
    "cardaccount_has_secrets": wrong(CardAccountFactory, sealed_secret_key=""),
}
