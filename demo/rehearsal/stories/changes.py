"""What becomes of orders that were sold: refunds, reductions, exchanges, changes given up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from demo.rehearsal.scene import BICYCLE, CURRENCY, PRODUCTS
from demo.rehearsal.stage import Stage, Story, stored
from demo.rehearsal.stories.paying import pay
from sales.models import Credit, Order, OrderLine
from sales.offers.actions import OfferWish, make_product_offers
from sales.offers.terms import TravellerWish
from sales.orders.actions import (
    add_fee,
    cancel_lines,
    cancel_order,
    confirm_order,
    replace_lines,
    reset_order,
)
from sales.orders.states import FeeType, LineState
from sales.orders.terms import FeeTerms, OfferChoice
from sales.payments.actions import create_credit, execute_credit
from sales.payments.queries import creditable
from sales.payments.terms import PartWish
from sales.refunds.actions import compensate_order, refund_lines
from sales.refunds.terms import RefundWish


def refund(stage: Stage, order: Order) -> Story:
    """Some lines or all of them, by the rules or with a fee that somebody tells."""
    lines = _sold(order)
    if not lines:
        return
    chosen = lines if stage.chance(40) else stage.dice.sample(lines, k=1)
    wishes = [_wish(stage, line) for line in chosen]
    now = stored(order)
    giving = stage.doing(
        refund_lines, now, wishes, includes_cancelled=stage.chance(20), desk=stage.desk_of(now)
    )
    if stage.chance(25):
        stage.race(giving, giving)
    else:
        giving()
    yield stage.minutes(2, 60)
    _try_again(stage, order)


def compensate(stage: Stage, order: Order) -> Story:
    """The boat was late."""
    now = stored(order)
    amount = Decimal(stage.dice.randint(1, 5000)) / 100
    facts = {"amount": amount, "currency": CURRENCY, "reason": "Late", "desk": stage.desk_of(now)}
    giving = stage.doing(compensate_order, now, **facts)
    lines = _sold(order)
    if lines and stage.chance(25):
        taking = stage.doing(refund_lines, now, [_wish(stage, lines[0])], desk=stage.desk_of(now))
        stage.race(giving, taking)
    else:
        giving()
    yield stage.minutes(2, 60)
    _try_again(stage, order)


def exchange(stage: Stage, order: Order) -> Story:
    """A line for another product; what is dearer is paid, what is cheaper given back."""
    lines = _sold(order)
    if not lines:
        return
    channel = stage.scene.channels[order.channel.code]
    code = stage.dice.choice([code for code in PRODUCTS if code != BICYCLE])
    wish = OfferWish((TravellerWish("p0"),))
    [offer] = make_product_offers(channel, [code], wish=wish, at=stage.at)
    line = stage.dice.choice(lines).reference
    stage.do(replace_lines, order, lines=[line], choices=[OfferChoice(offer.reference)])
    yield stage.minutes(1, 10)
    yield from settle(stage, order)


def charge(stage: Stage, order: Order) -> Story:
    """A fee afterwards, which is paid, or not."""
    amount = Decimal(stage.dice.randint(1, 30_000)) / 100
    terms = FeeTerms(FeeType.CHANGE, amount, Decimal("12.00"), "Rebooked")
    stage.do(add_fee, order, terms)
    yield stage.minutes(1, 10)
    yield from settle(stage, order)


def cancel_some(stage: Stage, order: Order) -> Story:
    """Lines are cancelled, and the money is given back by hand, or the change is dropped."""
    lines = _sold(order)
    if not lines:
        return
    if stage.chance(30):
        stage.do(cancel_order, order)
    else:
        stage.do(cancel_lines, order, lines=[stage.dice.choice(lines).reference])
    yield stage.minutes(1, 10)
    yield from settle(stage, order)


def think_better_of_it(stage: Stage, order: Order) -> Story:
    """A change that is reset, or that lapses."""
    terms = FeeTerms(FeeType.MANUAL, Decimal("10.00"), Decimal("25.00"), "Mistake")
    stage.do(add_fee, order, terms)
    yield stage.minutes(1, 50)
    if stage.chance(50):
        undo = stage.doing(reset_order, order)
        stage.race(undo, stage.doing(confirm_order, order))


def settle(stage: Stage, order: Order) -> Story:
    """Pay what is owed now, or give back what is too much; sometimes neither."""
    owed = stored(order).owed()
    if stage.chance(10):
        yield stage.minutes(31, 60)
    elif owed > 0:
        yield from pay(stage, order)
    elif owed < 0:
        yield from give_by_hand(stage, order, -owed)
    else:
        stage.do(confirm_order, order)


def give_by_hand(stage: Stage, order: Order, amount: Decimal) -> Story:
    """A credit is told first and executed later, perhaps by two at once."""
    now = stored(order)
    parts, left = [], amount
    for one in now.transactions.select_related("payment").order_by("pk"):
        if (part := min(left, creditable(one))) > 0:
            parts.append(PartWish(one.payment.number, one.number, part))
            left -= part
    facts = {"order_version": now.version, "total_amount": amount - left, "currency": CURRENCY}
    credit = stage.do(create_credit, now, parts=parts, desk=stage.desk_of(now), **facts)
    if credit is None:
        return
    yield stage.minutes(0, 5)
    giving = stage.doing(execute_credit, credit)
    if stage.chance(30):
        stage.race(giving, giving)
    else:
        giving()
    yield stage.minutes(2, 60)
    _try_again(stage, order)


CHANGES: dict[Callable[[Stage, Order], Story], int] = {
    refund: 45,
    compensate: 12,
    exchange: 13,
    charge: 10,
    cancel_some: 12,
    think_better_of_it: 8,
}


def _try_again(stage: Stage, order: Order) -> None:
    """People have a credit that failed executed once more."""
    for credit in Credit.objects.filter(order=order, state="FAILED"):
        stage.do(execute_credit, credit)


def _sold(order: Order) -> list[OrderLine]:
    return list(order.lines.filter(state=LineState.CONFIRMED).order_by("pk"))


def _wish(stage: Stage, line: OrderLine) -> RefundWish:
    fee = None
    if stage.chance(40):
        fee = (line.amount * stage.dice.randint(0, 100) / 100).quantize(Decimal("0.01"))
    return RefundWish(line.reference, CURRENCY, fee=fee)
