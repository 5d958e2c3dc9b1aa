"""The persons that partners buy for."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import Change, change_button
from operators.admin.events import EventInline
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import (
    check_user_can_change_bookings,
    user_can_look_into_bookings,
)
from sales.models import Customer, CustomerEvent
from sales.orders.customers import block_customer, unblock_customer

STATE_COLOURS = {"Served": "success", "Blocked": "danger", "Erased": "warning"}
BLOCK_CUSTOMER = Change(
    act=block_customer,
    title="Block customer",
    question="New bookings for this customer are refused. Bookings and tickets that were sold stay "
    "as they are.",
    done="The customer is blocked.",
    allowed=check_user_can_change_bookings,
    offered=lambda customer: customer.blocked_at is None and customer.erased_at is None,
)
UNBLOCK_CUSTOMER = Change(
    act=unblock_customer,
    title="Unblock customer",
    question="New bookings for this customer are accepted again.",
    done="The customer is served again.",
    allowed=check_user_can_change_bookings,
    offered=lambda customer: customer.blocked_at is not None,
)


class CustomerEventInline(EventInline):
    """What happened to the customer."""

    model = CustomerEvent
    may_look = staticmethod(user_can_look_into_bookings)


@admin.register(Customer)
class CustomerAdmin(TenantScopedAdmin):
    """Customers under the ids of their partners; partners keep them up to date."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["external_id", "first_name", "last_name", "email", "channel", "state"]
    list_select_related = ["tenant", "channel"]
    list_filter = [
        "channel",
        ("blocked_at", admin.EmptyFieldListFilter),
        ("erased_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["=reference", "external_id", "first_name", "last_name", "email", "phone"]
    ordering = ["-pk"]
    fields = [
        ("external_id", "number", "kind"),
        ("channel", "reference"),
        ("first_name", "last_name", "birth_date"),
        ("email", "phone"),
        ("opened_at", "changed_at"),
        ("blocked_at", "erased_at"),
    ]
    readonly_fields = ["reference"]
    inlines = [CustomerEventInline]
    actions_detail = ["block", "unblock"]
    block = change_button(BLOCK_CUSTOMER, icon="block", variant=ActionVariant.DANGER)
    unblock = change_button(UNBLOCK_CUSTOMER, icon="check_circle", variant=ActionVariant.PRIMARY)

    @display(description="State", label=STATE_COLOURS)
    def state(self, customer: Customer) -> str:
        if customer.erased_at is not None:
            return "Erased"
        return "Served" if customer.blocked_at is None else "Blocked"
