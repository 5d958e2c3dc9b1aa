"""Ways in which a basket is paid, and in which paying goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from demo.rehearsal.scene import CURRENCY
from demo.rehearsal.stage import Stage, Story, stored
from sales.models import Order, Payment, PaymentTransaction
from sales.orders.actions import confirm_order
from sales.payments.actions import (
    add_transaction,
    cancel_transaction,
    capture_transaction,
    create_payment,
    look_up_transaction,
    open_terminal,
    pay_on_account,
)
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.states import PaymentGroup, PaymentType
from sales.payments.terms import TransactionWish

CASH = (PaymentType.CASH, PaymentGroup.CASH)
CARD = (PaymentType.MASTERCARD, PaymentGroup.PAYMENTCARD)
OTHER_CARD = (PaymentType.VISA, PaymentGroup.PAYMENTCARD)
TRAVEL_ACCOUNT = (PaymentType.INVOICE, PaymentGroup.TRAVELACCOUNT)
RELATED = ("order", "payment", "recurring_payment")
BACK = "https://shop.example/back"


def pay(stage: Stage, order: Order) -> Story:
    """What the order owes now, in one of the ways."""
    owed = stored(order).owed()
    if owed > 0:
        yield from stage.draw(WAYS)(stage, order, owed)


def by_cash(stage: Stage, order: Order, owed: Decimal) -> Story:
    """In the hand, counted once even if two clerks press the button."""
    begun = _begin(stage, order, owed, TransactionWish(owed, CURRENCY, *CASH))
    if begun is None:
        return
    yield stage.minutes(0, 2)
    _capture(stage, begun)


def by_account(stage: Stage, order: Order, owed: Decimal) -> Story:
    """The channel's partner is invoiced for it."""
    stage.do(pay_on_account, order)
    yield stage.minutes(0, 1)
    stage.do(confirm_order, order)


def by_travel_account(stage: Stage, order: Order, owed: Decimal) -> Story:
    """The employer of who travels is invoiced for it."""
    begun = _begin(stage, order, owed, TransactionWish(owed, CURRENCY, *TRAVEL_ACCOUNT))
    if begun is not None:
        _capture(stage, begun)
    yield stage.minutes(0, 1)


def by_import(stage: Stage, order: Order, owed: Decimal) -> Story:
    """A terminal that is not ours has charged a card; it tells so twice."""
    told = f"T-{stage.dice.getrandbits(60)}"
    wish = TransactionWish(owed, CURRENCY, *OTHER_CARD, is_import=True, external_id=told)
    now = stored(order)
    facts = {"order_version": now.version, "total_amount": owed, "wish": wish}
    telling = stage.doing(create_payment, now, desk=stage.desk_of(now), **facts)
    stage.race(telling, telling)
    yield stage.minutes(0, 1)


def by_card(stage: Stage, order: Order, owed: Decimal) -> Story:
    """On the provider's page; some cards are declined, some captures race or fail."""
    begun = _begin(stage, order, owed, TransactionWish(owed, CURRENCY, *CARD))
    if begun is None:
        return
    opened = stage.do(open_terminal, begun, return_address=BACK)
    if opened is None:
        return
    yield stage.minutes(0, 6)
    if stage.chance(92):
        form = gateway_of(opened).show_form(charge_of(opened))
        reference = opened.provider_reference
        stage.browser.pay(reference, form.client_secret, with_good_card=stage.chance(90))
    yield stage.minutes(0, 20)
    now = _now(begun)
    if stage.chance(20):
        other = stage.draw({capture_transaction: 5, look_up_transaction: 3, cancel_transaction: 2})
        stage.race(stage.doing(capture_transaction, now), stage.doing(other, now))
    else:
        stage.do(look_up_transaction, now)
        stage.do(capture_transaction, _now(begun))
    yield stage.minutes(5, 40)
    if stored(order).owed() > 0 and stage.chance(50):
        stage.do(cancel_transaction, _now(begun))
        yield from by_cash(stage, order, stored(order).owed())


def in_parts(stage: Stage, order: Order, owed: Decimal) -> Story:
    """One payment of two transactions, of which the second sometimes never comes."""
    now = stored(order)
    facts = {"order_version": now.version, "total_amount": owed, "desk": stage.desk_of(now)}
    payment: Payment | None = stage.do(create_payment, now, **facts)
    first = (owed / 3).quantize(Decimal("0.01"))
    if payment is None or not first:
        return
    begun = stage.do(add_transaction, payment, TransactionWish(first, CURRENCY, *CASH))
    if begun is not None:
        _capture(stage, _now(begun))
    yield stage.minutes(0, 10)
    if stage.chance(30):
        return
    rest = stage.do(add_transaction, payment, TransactionWish(owed - first, CURRENCY, *CASH))
    if rest is not None:
        _capture(stage, _now(rest))


def twice_at_once(stage: Stage, order: Order, owed: Decimal) -> Story:
    """Two clerks take the whole amount for one order."""
    now = stored(order)
    wish = TransactionWish(owed, CURRENCY, *CASH)
    facts = {"order_version": now.version, "total_amount": owed, "wish": wish}
    paying = stage.doing(create_payment, now, desk=stage.desk_of(now), **facts)
    for begun in stage.race(paying, paying):
        if begun is not None:
            _capture(stage, _now(begun.transactions.get()))
    yield stage.minutes(0, 1)


def not_at_all(stage: Stage, order: Order, owed: Decimal) -> Story:
    """Given up, sometimes with a payment that was only begun."""
    if stage.chance(50):
        _begin(stage, order, owed, TransactionWish(owed, CURRENCY, *CASH))
    yield stage.minutes(31, 90)


def too_late(stage: Stage, order: Order, owed: Decimal) -> Story:
    """Money is taken just when the order lapses."""
    begun = _begin(stage, order, owed, TransactionWish(owed, CURRENCY, *CASH))
    yield stage.minutes(29, 31)
    if begun is not None:
        _capture(stage, begun)


WAYS: dict[Callable[[Stage, Order, Decimal], Story], int] = {
    by_cash: 26,
    by_card: 22,
    by_import: 12,
    by_account: 10,
    by_travel_account: 6,
    in_parts: 8,
    twice_at_once: 5,
    not_at_all: 6,
    too_late: 5,
}


def _begin(
    stage: Stage, order: Order, owed: Decimal, wish: TransactionWish
) -> PaymentTransaction | None:
    now = stored(order)
    facts = {"order_version": now.version, "total_amount": owed, "wish": wish}
    payment = stage.do(create_payment, now, desk=stage.desk_of(now), **facts)
    return None if payment is None else _now(payment.transactions.get())


def _capture(stage: Stage, transaction: PaymentTransaction) -> None:
    if stage.chance(15):
        capture = stage.doing(capture_transaction, transaction)
        stage.race(capture, capture)
    else:
        stage.do(capture_transaction, transaction)


def _now(transaction: PaymentTransaction) -> PaymentTransaction:
    return PaymentTransaction.objects.select_related(*RELATED).get(pk=transaction.pk)
