"""A point of sale with a drawer, and sales at it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sales.closing.actions import close_settlement, move_deposit, open_settlement
from sales.journal.states import MovementKind
from sales.models import CashSettlement, Closing, Order, PaymentTransaction, PointOfSale, Posting
from sales.orders.actions import draft_order
from sales.payments.actions import capture_transaction, create_payment
from sales.payments.terms import Desk, TransactionWish
from sales.refunds.actions import refund_lines
from sales.refunds.terms import RefundWish
from tests.factories.moments import BY, NOW, later
from tests.sales.paying import Counter, cash, line

FLOAT = {"NOK": Decimal("500.00")}
CLOSING_TIME = later(hours=8)


@dataclass(frozen=True)
class Kiosk:
    """A counter at a registered point of sale whose settlement is open."""

    counter: Counter
    point: PointOfSale
    settlement: CashSettlement

    @property
    def desk(self) -> Desk:
        return Desk(self.point.code, self.settlement.code)

    def order(self, *amounts: str, at: Any = NOW) -> Order:
        """A draft of so many lines."""
        shop = self.counter.shop
        lines = [line(shop, Decimal(amount), place) for place, amount in enumerate(amounts)]
        return draft_order(shop.channel, lines, currency="NOK", by=BY, at=at)

    def begin(self, order: Order, wish: TransactionWish, *, at: Any = NOW) -> PaymentTransaction:
        """A payment at the desk that is not captured yet."""
        payment = create_payment(
            order,
            order_version=1,
            total_amount=wish.amount,
            wish=wish,
            desk=self.desk,
            by=BY,
            at=at,
        )
        return payment.transactions.get()

    def sell(self, *amounts: str, at: Any = NOW) -> Order:
        """Sell lines for cash."""
        order = self.order(*amounts, at=at)
        begun = self.begin(order, cash(order.total_amount), at=at)
        capture_transaction(begun, by=BY, at=at)
        return Order.objects.get(pk=order.pk)

    def refund(self, order: Order, *, at: Any = NOW) -> Order:
        """Take the first line back, and give the money back in cash."""
        first = order.lines.order_by("pk").first()
        wish = RefundWish(
            line=first.reference, currency="NOK", amount=first.amount, fee=Decimal("0.00")
        )
        return refund_lines(order, [wish], desk=self.desk, by=BY, at=at).order

    def deposit(self, amount: str, kind: MovementKind = MovementKind.DEPOSIT_OUT) -> Any:
        return move_deposit(
            self.settlement,
            kind=kind,
            amount=Decimal(amount),
            currency="NOK",
            reason="Safe",
            by=BY,
            at=NOW,
        )

    def close(self, counted: str | None = None, *, at: Any = CLOSING_TIME) -> Closing:
        amounts = None if counted is None else {"NOK": Decimal(counted)}
        return close_settlement(self.settlement, counted=amounts, by=BY, at=at).closing

    def tomorrow(self, **facts: Any) -> Kiosk:
        """The point on the next day."""
        settlement = open_settlement(self.point, by=BY, at=later(hours=24), **facts)
        return Kiosk(self.counter, self.point, settlement)


def drawer(facts: dict[str, Any], currency: str = "NOK") -> dict[str, str | None]:
    """The cash of a report."""
    return section(facts, currency)["cash"]


def section(facts: dict[str, Any], currency: str = "NOK") -> dict[str, Any]:
    [found] = [one for one in facts["currencies"] if one["currency"] == currency]
    return found


def posted(code: str) -> list[tuple[str, str, Decimal]]:
    """What documents without an order say of a settlement."""
    rows = Posting.objects.filter(reference=code).order_by("pk")
    return list(rows.values_list("kind", "account", "amount"))


def balance(account: str) -> Decimal:
    return sum(Posting.objects.filter(account=account).values_list("amount", flat=True), Decimal(0))
