"""What must be true of orders and books after any sequence of actions."""

from __future__ import annotations

from decimal import Decimal

from django.db import connection
from django.db.models import Sum

from sales.models import Order, Posting
from sales.orders.models.tallies import KIND
from sales.orders.states import LineState, OrderState
from sales.payments.states import TAKEN, CreditState

ZERO = Decimal("0.00")
_KIND = ", ".join(KIND)
DIFFERENCES = f"""
    SELECT {_KIND}, sum(orders) FROM (
        SELECT {_KIND}, orders FROM sales_ordertally UNION ALL SELECT {_KIND}, -1 FROM sales_order
    ) counted GROUP BY {_KIND} HAVING sum(orders) <> 0
"""  # noqa: S608


def balances(**lookups: object) -> dict[str, Decimal]:
    """The sum of each account, for the postings that are looked up; accounts at zero left out."""
    sums = Posting.objects.filter(**lookups).values_list("account").annotate(Sum("amount"))
    return {account: amount for account, amount in sums.order_by("account") if amount}


def check_books() -> None:
    """Every document balances, and every order adds up and agrees with its postings."""
    with connection.cursor() as cursor:
        # Deferred triggers and keys speak now, not at a commit that a test never reaches.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    documents = Posting.objects.values_list("document", "currency").annotate(Sum("amount"))
    assert [row for row in documents if row[2]] == []
    for order in Order.objects.all():
        check_order(order)


def check_tally() -> None:
    """The tally of orders is what counting them gives, by kind, in one and the same moment."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES)
        assert cursor.fetchall() == []


def check_order(order: Order) -> None:
    lines = list(order.lines.exclude(state=LineState.CANCELLED))
    parts = [*lines, *order.fees.filter(removed_in_version=None)]
    assert order.total_amount == sum((part.amount for part in parts), ZERO)
    assert order.total_tax_amount == sum((part.tax_amount for part in parts), ZERO)
    check_money(order)
    assert order.balance == order.owed()
    if order.specimen:
        assert not order.postings.exists()
    elif order.state == OrderState.CONFIRMED:
        check_postings(order)


def check_money(order: Order) -> None:
    """What was captured and credited adds up, transaction by transaction, over the order."""
    taken = list(order.transactions.filter(state__in=TAKEN))
    given = order.credits.filter(state=CreditState.CREDITED)
    assert order.captured_amount == sum((one.amount for one in taken), ZERO)
    assert order.credited_amount == sum((credit.total_amount for credit in given), ZERO)
    for one in taken:
        parts = one.credit_parts.filter(credit__in=given)
        assert one.credited_amount == sum((part.amount for part in parts), ZERO)
    for payment in order.payments.all():
        mine = [one.amount for one in taken if one.payment_id == payment.pk]
        assert payment.captured_amount == sum(mine, ZERO)
    for credit in order.credits.all():
        assert credit.total_amount == sum((part.amount for part in credit.parts.all()), ZERO)


MONEY_ACCOUNTS = ("CHANNEL_RECEIVABLE", "PSP_CLEARING", "CASH")


def check_postings(order: Order) -> None:
    sums = balances(order=order)
    revenue = sum(sums.get(a, ZERO) for a in ("OWN_REVENUE", "OPERATOR_LIABILITY", "FEE_REVENUE"))
    assert order.balance == ZERO
    assert sums.get("CUSTOMER_RECEIVABLE", ZERO) == ZERO
    claimed = sum((claim.amount for claim in order.extra_costs.all()), ZERO)
    assert sums.get("EXTRA_COSTS", ZERO) == -claimed
    money = sum((sums.get(account, ZERO) for account in MONEY_ACCOUNTS), ZERO)
    assert money == order.total_amount + claimed
    assert sums.get("VAT_PAYABLE", ZERO) == -order.total_tax_amount
    assert revenue == order.total_tax_amount - order.total_amount
