"""The buttons of support cases: who may press them, and what is then true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from support.actions.working import resolve_case
from support.models import SupportCase
from tests.admin_button import CLERKS, Button
from tests.factories.fleet import AssetFactory
from tests.factories.moments import BY, NOW
from tests.factories.sales import CustomerFactory
from tests.factories.scenarios import Shop
from tests.factories.support import case

TEXT = {"text": "We look into it."}
QUESTION = {"kind": "NOT_CLEAN", "text": "Coffee on the seats."}


def open_one(shop: Shop) -> SupportCase:
    return case(shop.sell())


def resolved_one(shop: Shop) -> SupportCase:
    return resolve_case(open_one(shop), by=BY, at=NOW)


def has_event(name: str) -> Callable[[Any], bool]:
    return lambda one: one.events.filter(name=name).exists()


def has_case(row: Any) -> bool:
    return row.cases.exists()


def on_case(name: str, happened: str, form: dict[str, Any], row: Any = open_one) -> Button:
    return Button(f"support_supportcase_{name}", row, CLERKS, has_event(happened), form)


SUPPORT_BUTTONS = [
    Button(
        "sales_customer_erase",
        lambda shop: CustomerFactory(channel=shop.channel, first_name="Anna"),
        CLERKS,
        lambda customer: (customer.first_name, customer.erased_at) == ("", NOW),
    ),
    on_case("answer", "ANSWERED", TEXT),
    on_case("ask_for_update", "UPDATE_ASKED", TEXT),
    on_case("asker_says", "UPDATED", TEXT),
    on_case("resolve", "RESOLVED", TEXT),
    on_case("cancel", "CANCELLED", {}),
    on_case("reopen", "REOPENED", {}, resolved_one),
    on_case("note", "NOTED", TEXT),
    on_case("take", "TAKEN", {}),
    on_case("hand_over", "HANDED_OVER", {}),
    on_case("rank", "RANKED", {"priority": "QUESTION"}),
    Button("bookings_booking_open_case", lambda shop: shop.sell(), CLERKS, has_case, QUESTION),
    Button(
        "tickets_ticket_open_case",
        lambda shop: shop.sell().legs.get().ticket,
        CLERKS,
        has_case,
        QUESTION,
    ),
    Button(
        "operators_asset_open_case",
        lambda shop: AssetFactory(fleet__operator=shop.product.operator),
        CLERKS,
        has_case,
        QUESTION,
    ),
]
