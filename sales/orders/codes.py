"""Codes for new orders."""

from __future__ import annotations

from collections.abc import Callable

from operators.tenancy.references import new_order_code
from sales.orders.models import Order

DRAWS = 4


def free_code(draw: Callable[[], str] = new_order_code) -> str:
    """A code that no order has yet; one statement.

    If all that were drawn are taken, the database refuses the order (`order_once_per_code`).
    """
    drawn = [draw() for _ in range(DRAWS)]
    taken = set(Order.objects.filter(code__in=drawn).values_list("code", flat=True))
    return next((code for code in drawn if code not in taken), drawn[0])
