"""The only door to an extra cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from operators.tenancy.actors import Actor
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Entry, Place, post_document
from sales.money import ZERO, Money, round_amount
from sales.orders.models import Order
from sales.orders.postings import document_of
from sales.orders.states import OrderEventName
from sales.settlement.errors import (
    ClaimDiffers,
    CreditTooLarge,
    CurrencyDiffers,
    PayerDiffers,
)
from sales.settlement.models import ExtraCost
from sales.settlement.states import CostKind, CostUnit

PER_CENT, PER_MILLE = Decimal("0.01"), Decimal("0.001")


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What a partner says of an extra cost; the amount includes VAT, the rate is in percent.

    A positive amount is to be charged to the partner, a negative one to be credited.
    """

    kind: CostKind
    description: str
    amount: Decimal
    currency: str = ""
    """Empty: that of the order."""
    vat_rate: Decimal | None = None
    quantity: Decimal | None = None
    unit: CostUnit | None = None
    key: str = ""

    def columns(self) -> dict[str, object]:
        """As they are stored."""
        return {
            "kind": self.kind,
            "description": self.description,
            "amount": round_amount(self.amount),
            "vat_rate": _rounded(self.vat_rate, PER_CENT),
            "quantity": _rounded(self.quantity, PER_MILLE),
            "unit": self.unit or "",
        }


@transaction.atomic
def claim_extra_cost(order: Order, facts: CostFacts, *, by: Actor, at: datetime) -> ExtraCost:
    """Note an extra cost of a sold order and post it: debit the channel's receivable, credit the
    account of extra costs, where it stays until the seller has judged it.

    Sent again it is the one that is there: by its key, else by all that it says. A sandbox order
    posts nothing. CurrencyDiffers; ClaimDiffers for a key that came with something else;
    CreditTooLarge; PayerDiffers if the channel has changed its partner since the sale.
    """
    # The order is held so that the same claim, sent twice at once, is noted once, and that credits
    # which come at once are judged one after another.
    order = Order.objects.lock(order)
    if order.payer_id != order.channel.partner_id:
        raise PayerDiffers
    if facts.currency and facts.currency != order.currency:
        raise CurrencyDiffers(f"Send the amount in {order.currency}, the currency of the order.")
    if told := _told_before(order, facts):
        return told
    if facts.amount < 0:
        check_credits(order, more=-round_amount(facts.amount))
    claim = ExtraCost.objects.create(
        order=order,
        **facts.columns(),
        key=facts.key,
        document=_post(order, facts, at=at),
        claimed_by=str(by),
        claimed_at=at,
    )
    order.events.create(
        name=OrderEventName.EXTRA_COST_CLAIMED,
        actor=str(by),
        happened_at=at,
        details={"number": claim.number, "amount": str(claim.amount), "currency": order.currency},
    )
    return claim


def check_credits(order: Order, *, more: Decimal = ZERO) -> None:
    """CreditTooLarge if the credits claimed for an order that is locked, and `more`, exceed what
    was paid for it and not given back.

    Charges that were claimed give no room for credits: each claim is judged by itself.
    """
    told = order.extra_costs.filter(amount__lt=0).aggregate(amount=Sum("amount"))
    claimed = -(told["amount"] or ZERO)
    paid = order.captured_amount - order.credited_amount
    if claimed + more > paid:
        raise CreditTooLarge(
            f"{Money(paid, order.currency)} is paid for this booking, and credits of "
            f"{Money(claimed, order.currency)} are claimed for it; ask the operator for more."
        )


def _rounded(number: Decimal | None, step: Decimal) -> Decimal | None:
    return None if number is None else number.quantize(step, rounding=ROUND_HALF_UP)


def _told_before(order: Order, facts: CostFacts) -> ExtraCost | None:
    if not facts.key:
        return order.extra_costs.filter(key="", **facts.columns()).first()
    told = order.extra_costs.filter(key=facts.key).first()
    if told and any(getattr(told, name) != value for name, value in facts.columns().items()):
        raise ClaimDiffers
    return told


def _post(order: Order, facts: CostFacts, *, at: datetime) -> UUID | None:
    """The document in the books; None for an order that never reaches them."""
    if order.specimen:
        return None
    amount = round_amount(facts.amount)
    postings = post_document(
        document_of(order, DocumentKind.EXTRA_COST),
        [
            Entry(Place(Account.CHANNEL_RECEIVABLE, order.payer_id), amount),
            Entry(Place(Account.EXTRA_COSTS, order.seller_id), -amount),
        ],
        at=at,
    )
    return postings[0].document
