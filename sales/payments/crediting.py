"""The steps of giving money back. They lock nothing; the actions that take them do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sales.journal.queries import check_settlement, open_settlement_at
from sales.money import total
from sales.orders.changes import OrderChange
from sales.payments.errors import AmountExceedsCaptured, NothingToCredit
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.gateways.interface import Repaid, Repayment
from sales.payments.models import Credit, CreditPart, PaymentTransaction
from sales.payments.opening import mark_failed, reopen_for_late_money
from sales.payments.queries import creditable, locked_until
from sales.payments.states import PaymentGroup, PaymentType, TransactionState
from sales.payments.steps import count_credit
from sales.payments.terms import Desk

LONGEST_REASON = 200


def begin_credit(
    change: OrderChange,
    parts: Sequence[tuple[PaymentTransaction, Decimal]],
    *,
    type: PaymentType | None = None,  # noqa: A002  # the word for it
    group: PaymentGroup | None = None,
    desk: Desk = Desk(),  # noqa: B008  # a frozen value
) -> Credit:
    """Store a credit with its parts. AmountExceedsCaptured; SettlementUnknown, SettlementElsewhere
    and SettlementOver of a cash settlement that takes no money of the seller at this point of
    sale. Cash that names none belongs to the one that is open there."""
    order = change.order
    settlement, seller, at = desk.cash_settlement, order.seller_id, change.at
    check_settlement(settlement, pos=desk.pos, organisation_id=seller, at=at)
    groups = {group} if group else {one.group for one, _ in parts}
    if not settlement and PaymentGroup.CASH in groups:
        settlement = open_settlement_at(desk.pos, organisation_id=seller, at=at)
    for transaction, amount in parts:
        if amount > creditable(transaction):
            raise AmountExceedsCaptured
    credit = Credit.objects.create(
        order=order,
        order_version=order.version,
        total_amount=total(amount for _, amount in parts),
        currency=order.currency,
        type=type or "",
        group=group or "",
        pos=desk.pos,
        cash_settlement=settlement,
        created_at=change.at,
    )
    CreditPart.objects.bulk_create(
        CreditPart(credit=credit, transaction=transaction, amount=amount)
        for transaction, amount in parts
    )
    return credit


def parts_for(change: OrderChange, amount: Decimal) -> list[tuple[PaymentTransaction, Decimal]]:
    """Where an amount can be given back: on the oldest transactions first. NothingToCredit if not
    so much was paid."""
    captured = change.order.transactions.filter(state=TransactionState.CAPTURED).order_by("pk")
    parts = []
    for transaction in captured:
        part = min(amount, creditable(transaction))
        if part > 0:
            parts.append((transaction, part))
            amount -= part
    if amount:
        raise NothingToCredit("Less was paid than is to be given back.")
    return parts


def open_parts(credit: Credit) -> list[CreditPart]:
    """What was not given back yet."""
    parts = credit.parts.filter(done_at=None).order_by("pk")
    related = parts.select_related(
        "credit", "transaction__order", "transaction__payment", "transaction__recurring_payment"
    )
    return list(related)


def are_local(credit: Credit) -> bool:
    """Whether no provider outside has a hand in it."""
    parts = credit.parts.select_related("transaction__order")
    return all(gateway_of(part.transaction).is_local for part in parts)


def check_creditable(part: CreditPart) -> None:
    """AmountExceedsCaptured if there is no room for it any more: other credits took it."""
    under_way = part.credit.execute_asked_at is not None
    if part.amount > creditable(part.transaction) + (part.amount if under_way else 0):
        raise AmountExceedsCaptured


def repay(part: CreditPart) -> Repaid:
    """Have the provider give a part back, under a number of its own."""
    transaction = part.transaction
    repayment = Repayment(f"{part.credit.number}-{transaction.number}", part.amount)
    return gateway_of(transaction).credit(charge_of(transaction), repayment)


def finish_parts(change: OrderChange, credit: Credit, said: dict[int, Repaid]) -> None:
    """Note which parts were given back; when all were, the credit counts."""
    parts = list(credit.parts.select_related("transaction__payment").order_by("pk"))
    for part in parts:
        word = said.get(part.pk)
        if word is not None and word.done and part.done_at is None:
            part.done_at = change.at
            part.provider_reference = word.provider_reference
    CreditPart.objects.bulk_update(parts, ["done_at", "provider_reference"])
    if all(part.done_at for part in parts):
        credit.execute(at=change.at)
        credit.save()
        reopen_for_late_money(change)
        count_credit(change, credit, parts)
        change.order.locked_until = locked_until(change.order)


def fail_credit(change: OrderChange, credit: Credit, reason: str) -> None:
    """Let the credit, and the version it is for, wait for people."""
    credit.fail(reason[:LONGEST_REASON])
    credit.save()
    mark_failed(change, credit.failure)
    change.order.locked_until = locked_until(change.order)
