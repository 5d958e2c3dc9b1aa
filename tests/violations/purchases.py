"""Constraints of purchases."""

from __future__ import annotations

from typing import Any

from bookings.actions.purchases import abandon_purchase
from bookings.models import Purchase, PurchasePart
from tests.factories.bookings import BookingFactory
from tests.factories.moments import BY, NOW
from tests.factories.purchases import bought_purchase, held_purchase
from tests.factories.sales import CustomerFactory, OrderFactory, SalesChannelFactory
from tests.factories.scenarios import LATER, open_shop
from tests.violations.ways import (
    NONSENSE,
    OfGoodRows,
    Violation,
    event_of,
    stranger,
    twice,
    write,
    wrong,
)


def held() -> Purchase:
    return held_purchase(open_shop(LATER))


def bought() -> Purchase:
    return bought_purchase(open_shop(LATER))


def abandoned() -> Purchase:
    return abandon_purchase(held(), by=BY, at=NOW)


def part() -> PurchasePart:
    return held_purchase(open_shop(LATER), parts=1).parts.get()


def two_parts() -> tuple[Any, Any]:
    first, second = held().parts.order_by("sequence")
    return first, second


VIOLATIONS: dict[str, Violation] = {
    "purchase_channel_same_tenant": stranger(held, "channel", SalesChannelFactory),
    "purchase_customer_same_tenant": stranger(held, "customer", CustomerFactory),
    "purchase_state_is_known": wrong(held, state=NONSENSE),
    "purchase_way_is_known": wrong(held, way=NONSENSE),
    "purchase_currency_is_iso_4217": wrong(held, currency="eur"),
    "purchase_amount_is_not_negative": wrong(held, amount="-0.01"),
    "purchase_is_held_for_a_while": wrong(held, held_until=NOW),
    "purchase_closed_has_time": wrong(bought, closed_at=None),
    "purchase_bought_in_some_way": wrong(bought, way=""),
    "purchase_paying_is_by_card": wrong(held, state="PAYING"),
    "purchase_failed_says_why": wrong(abandoned, state="FAILED"),
    "purchase_unsettled_has_order": wrong(abandoned, is_unsettled=True),
    "purchase_card_has_order": stranger(held, "order", OrderFactory),
    "purchasepart_purchase_same_tenant": OfGoodRows(
        part, lambda row: write(row, purchase=held(), sequence=9)
    ),
    "purchasepart_booking_same_tenant": stranger(part, "booking", BookingFactory),
    "purchasepart_once_per_sequence": twice(two_parts, "sequence"),
    "purchasepart_stands_alone": twice(two_parts, "claim"),
    "purchaseevent_name_is_known": event_of(held, NONSENSE),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("purchase_closed_has_time", wrong(held, closed_at=NOW)),
    ("purchase_bought_in_some_way", wrong(bought, asked_at=None)),
    ("purchase_card_has_order", wrong(bought, way="CARD")),
]
