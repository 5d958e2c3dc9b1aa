"""What the buttons of purchases do, as a table: who may, a row to do it to, and what is then
true."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from bookings.actions.purchases.buying import begin
from bookings.models import Purchase
from bookings.states import PayWay
from tests.admin_button import CLERKS, Button
from tests.factories.moments import BY
from tests.factories.purchases import held_purchase
from tests.factories.scenarios import Shop


def held(shop: Shop) -> Purchase:
    return held_purchase(shop, at=timezone.now())


def begun(shop: Shop) -> Purchase:
    """One that somebody died over."""
    return begin(held(shop), PayWay.ACCOUNT, by=BY, at=timezone.now())


def is_abandoned(purchase: Any) -> bool:
    return (purchase.state, purchase.reason) == ("ABANDONED", "Asked by telephone.")


PURCHASE_BUTTONS = [
    Button(
        "bookings_purchase_abandon",
        held,
        CLERKS,
        is_abandoned,
        {"reason": "Asked by telephone."},
    ),
    Button("bookings_purchase_go_on", begun, CLERKS, lambda purchase: purchase.state == "BOUGHT"),
]
