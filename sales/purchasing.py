"""Orders of several offers that one customer pays before they are sold: what purchases need of this
app. Steps; the actions that take them have locked what they are for."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import structlog
from django.db import transaction

from operators.tenancy.actors import Actor
from sales.catalogue.channels import SalesChannel
from sales.errors import NotRefundable
from sales.money import ZERO, round_amount, total
from sales.offers.models import Offer
from sales.orders.cancelling import settle_reductions, strike_lines
from sales.orders.changes import OrderChange, check_not_failed, open_order
from sales.orders.charging import charge_fee
from sales.orders.dropping import drop_version
from sales.orders.fulfilments import Fulfilment
from sales.orders.lines import OrderLine
from sales.orders.locking import check_open, reopen
from sales.orders.models import Customer, Order
from sales.orders.states import FeeType, Keeper, OrderState
from sales.orders.steps import sell_lines, start_order
from sales.orders.terms import FeeTerms, LineTerms, terms_of
from sales.payments.actions.captures import cancel_transaction
from sales.payments.actions.credits import finish_credit
from sales.payments.crediting import are_local, begin_credit, parts_for
from sales.payments.errors import CreditFailed, MoneyMoving, PaymentError, TransactionClosed
from sales.payments.models import Credit
from sales.payments.opening import confirm_if_paid
from sales.payments.queries import LOCK, on_its_way_back, open_transactions
from sales.payments.states import CreditState
from sales.payments.terms import Desk
from sales.refunds.steps import begin_refund
from sales.selling import Sale

log = structlog.get_logger(__name__)


def draft_purchase(
    channel: SalesChannel,
    offers: Sequence[Offer],
    *,
    customer: Customer | None,
    external_reference: str,
    by: Actor,
    at: datetime,
) -> Order:
    """Put taken offers on one draft that waits for its money; it is sold by `sell_purchase`. A line
    carries the reference of its offer."""
    lines: list[LineTerms] = []
    place = 0
    for offer in offers:
        bundle = uuid.uuid4()
        lines += [
            replace(line, bundle=bundle, external_reference=offer.reference)
            for line in terms_of(offer, first_place=place)
        ]
        place += len(offer.travellers)
    change = start_order(
        channel,
        lines,
        currency=offers[0].currency,
        customer=customer,
        external_reference=external_reference,
        keeper=Keeper.PURCHASE,
        by=by,
        at=at,
    )
    change.store_events()
    return change.order


def sell_purchase(order: Order, *, by: Actor, at: datetime) -> dict[str, Sale]:
    """Confirm a draft that is paid; what was sold of each offer, by its reference.

    OrderNotBalanced; NotValidThen if the dates of a product have passed meanwhile.
    """
    change = open_order(order, by=by, at=at)
    fulfilments = sell_lines(change)
    change.store()
    seats: defaultdict[str, list[Fulfilment]] = defaultdict(list)
    for seat in fulfilments:
        seats[seat.line.external_reference].append(seat)
    return {
        line.external_reference: _sale(change.order, seats[line.external_reference])
        for line in change.lines
    }


def cancel_part(
    order: Order, reference: str, *, fee: Decimal, reason: str, by: Actor, at: datetime
) -> tuple[Order, Credit | None]:
    """Take back what was sold of one offer: its tickets are void, the fee is kept, and the rest of
    its price is promised back the way it was paid. The credit is to be executed by
    `give_money_back` once this is committed; the next version is confirmed when the money is back.

    NotRefundable if a ticket was used or has expired, or if it was taken back before; OrderLocked
    while money of another part is on its way; OrderFailed.
    """
    change = open_order(order, by=by, at=at)
    check_open(change.order, at=at)
    check_not_failed(change.order)
    reopen(change)
    live = [line for line in change.live_lines if line.external_reference == reference]
    if not live:
        raise NotRefundable("Nothing of this is left to give back.")
    lines = strike_lines(change, {line.reference for line in live})
    _charge(change, lines, fee, reason)
    settle_reductions(change)
    refund = begin_refund(change, lines, None, desk=Desk())
    change.store()
    if refund.credit is None:
        return confirm_if_paid(change.order, by=by, at=at), None
    return change.order, refund.credit


def give_money_back(credit: Credit, *, by: Actor, at: datetime) -> None:
    """Execute a credit that was promised. Never inside a transaction. What the provider does not do
    now is tried again by the sweep of payments, or waits for people."""
    try:
        finish_credit(credit, is_local=are_local(credit), by=by, at=at)
    except PaymentError as refusal:
        log.warning("money_left_open", number=credit.number, reason=refusal.detail)


def close_unsold(order: Order, *, reason: str, by: Actor, at: datetime) -> Decimal:
    """End a draft that will not be sold: no payment can come any more, and what came goes back.
    Returns how much did in all. Again it changes nothing.

    Never inside a transaction: the provider is asked. ProviderFailed or MoneyMoving if that is not
    done yet: call it again. CreditFailed if the provider refuses: people have the credit executed
    again, and then it is called again.
    """
    for one in open_transactions(order).select_related("order", "payment"):
        try:
            cancel_transaction(one, by=by, at=at)
        except TransactionClosed:
            continue  # The money has come meanwhile; it goes back below.
    credit = _promise_all(order, by=by, at=at)
    if credit is not None:
        finish_credit(credit, is_local=are_local(credit), by=by, at=at)
    return _drop(order, reason, by=by, at=at)


def _sale(order: Order, seats: Sequence[Fulfilment]) -> Sale:
    """The places of an offer's travellers begin at 0 again."""
    first = min((seat.place for seat in seats), default=0)
    return Sale(order, {seat.place - first: seat.ticket for seat in seats})


def _charge(change: OrderChange, lines: Sequence[OrderLine], fee: Decimal, reason: str) -> None:
    charged = min(round_amount(fee), total(line.amount for line in lines))
    if charged:
        line = lines[0]
        charge_fee(
            change,
            FeeTerms(FeeType.REFUNDING, charged, line.vat_rate, reason, vat_code=line.vat_code),
        )


@transaction.atomic
def _promise_all(order: Order, *, by: Actor, at: datetime) -> Credit | None:
    """A credit of all that was paid for it, or the one that was begun before. CreditFailed if that
    waits for people."""
    change = open_order(order, by=by, at=at)
    if change.order.state != OrderState.DRAFT:
        return None
    begun = change.order.credits.exclude(state=CreditState.CREDITED).first()
    if begun is not None and begun.state == CreditState.FAILED:
        raise CreditFailed(begun.failure)
    if begun is not None:
        return begun
    paid = change.order.captured_amount - change.order.credited_amount
    excess = paid - on_its_way_back(change.order)
    if excess <= ZERO:
        return None
    credit = begin_credit(change, parts_for(change, excess))
    credit.execute_asked_at = at
    credit.save()
    change.order.locked_until = at + LOCK
    change.store()
    return credit


@transaction.atomic
def _drop(order: Order, reason: str, *, by: Actor, at: datetime) -> Decimal:
    change = open_order(order, by=by, at=at)
    if change.order.state == OrderState.DRAFT:
        if open_transactions(change.order).exists():
            raise MoneyMoving
        change.order.locked_until = None
        drop_version(change, reason=reason)
        change.store()
    return change.order.credited_amount
