"""The buttons of suppliers and of what is resold: who may press them, and what is then true."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model

from bookings.actions.planning_supplied import SupplyTrip, plan_supplied
from bookings.actions.supplied.committing import commit_supplied
from bookings.actions.supplied.holding import hold_supplied
from bookings.models import SuppliedBooking
from bookings.terms import HoldWish
from operators.models import Operator, Role, Supplier
from operators.supply.finding import register_supplier
from operators.supply.states import SupplierKind
from sales.offers.actions import OfferWish
from tests.admin_button import BOSSES, CLERKS, Button, Form
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import Shop
from tests.factories.standin import StandIn
from tests.factories.supply import reseller_of

LOOKERS = {Role.ADMINISTRATOR, Role.FINANCE, Role.SUPPORT}


def sold(shop: Shop) -> SuppliedBooking:
    """A trip that was resold; its supplier charges more by now."""
    there = StandIn()
    register_supplier(SupplierKind.TOMP, lambda _supplier: there)
    channel, _ = reseller_of(shop.tenant)
    wish = OfferWish(())
    [offer] = plan_supplied(channel, SupplyTrip(), wish=wish, binding=True, at=NOW)
    held = hold_supplied(offer.reference, channel=channel, wish=HoldWish(), by=BY, at=NOW)
    booking = commit_supplied(held, by=BY, at=NOW)
    there.charged["there"] = Decimal("5.00")
    there.cancel("there")
    there.charged["there"] = Decimal("5.00")
    found: SuppliedBooking = SuppliedBooking.objects.get(booking=booking.pk)
    return found


def supplier(shop: Shop) -> Supplier:
    one: Supplier = sold(shop).supplier
    return one


def was_logged(row: Any) -> bool:
    kind = row._meta.model_name
    return LogEntry.objects.filter(object_id=row.pk, content_type__model=kind).exists()


SUPPLY_BUTTONS = [
    Button("operators_supplier_try_connection", supplier, BOSSES, was_logged),
    Button("operators_supplier_compare_books", supplier, LOOKERS, was_logged, {"days": "7"}),
    Button(
        "bookings_suppliedbooking_ask_supplier",
        sold,
        CLERKS,
        lambda row: row.booking.state == "CANCELLED",
    ),
    Button(
        "bookings_suppliedbooking_settle_charges",
        sold,
        CLERKS,
        lambda row: row.booking.order.total_amount == 5,
    ),
]
SUPPLY_FORMS: dict[type[Model], Form] = {
    Supplier: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {
            "name": "New",
            "operator": rows[Operator].pk,
            "base_url": "https://supplier.example/tomp",
            "kind": "TOMP",
            "version": "1.6.1",
            "token_header": "BEARER",
            "token": "a secret",
        },
    ),
}
