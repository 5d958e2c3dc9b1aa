"""Selling what was bought of another operator, at the price that it charges us."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.fares.rentals import ChargedPart, RentalPrice
from sales.money import ZERO, total, vat_in
from sales.offers.models import Offer
from sales.orders.changes import OrderChange, open_order
from sales.orders.lines import OrderLine
from sales.orders.models import Customer, Order
from sales.orders.rentals import RentalSpan, rental_terms
from sales.orders.states import Keeper, OrderEventName
from sales.orders.steps import new_line, sell_lines, take_back_lines
from sales.payments.actions import charge_payer, credit_payments
from sales.selling import sell_rental


def sell_supplied(
    offer: Offer,
    price: RentalPrice,
    *,
    span: RentalSpan | None = None,
    keeper: Keeper = Keeper.BOOKING,
    customer: Customer | None,
    by: Actor,
    at: datetime,
) -> Order:
    """Turn an offer of a supplier's and what it charges us into a confirmed order that the
    channel's partner is invoiced for; the supplier's operator is owed it, less the VAT.

    All or nothing, as `sell_rental`. There are no tickets of ours. `span`: from when to when a
    vehicle was used. `keeper`: whoever changes the order later, its booking or people.
    """
    return sell_rental(offer, price, span=span, keeper=keeper, customer=customer, by=by, at=at)


@transaction.atomic(savepoint=False)
def align_sale(
    order: Order, offer: Offer, *, owed: Decimal, reason: str, by: Actor, at: datetime
) -> Order:
    """Bring an order to what the supplier charges us for it by now, VAT included.

    Less than before: its lines are taken back and what is left is sold as a new one, so that the
    rest is credited. More: the difference is a line more. Nothing changes if it is the same
    already.
    """
    change = open_order(order, by=by, at=at)
    known = total(line.amount for line in change.live_lines)
    if owed == known:
        return change.order
    if owed < known:
        take_back_lines(change, fee=ZERO, reason=reason)
        left = owed
    else:
        change.order.reopen()
        change.note(OrderEventName.REOPENED, version=change.order.version)
        left = owed - known
    if left > 0:
        _add_line(change, offer, left, reason)
    change.add_up()
    charge_payer(change)
    credit_payments(change)
    sell_lines(change)
    change.store()
    return change.order


def _add_line(change: OrderChange, offer: Offer, amount: Decimal, reason: str) -> None:
    tax = vat_in(amount, offer.vat_rate)
    part = ChargedPart("FIXED", "DEFAULT", reason, "", Decimal(0), amount, tax)
    price = RentalPrice(change.order.currency, (part,), amount, tax)
    line = new_line(change.order, rental_terms(offer, price, None))
    OrderLine.objects.bulk_create([line])
    change.lines.append(line)
    change.note(
        OrderEventName.LINES_ADDED, version=change.order.version, lines=[str(line.reference)]
    )
