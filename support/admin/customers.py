"""Customers, with the button that forgets them."""

from __future__ import annotations

from django.contrib import admin
from unfold.enums import ActionVariant

from bookings.admin.customers import BookingCustomerAdmin
from operators.admin.changes import Change, change_button
from operators.tenancy.permissions import check_user_can_change_bookings
from sales.models import Customer
from support.actions.erasing import erase_customer

ERASE_CUSTOMER = Change(
    act=erase_customer,
    title="Erase personal data",
    question="Name, birth date, e-mail and telephone number are forgotten, and so is what was "
    "written in support cases over bookings of this customer. Nothing more is sold to it. What was "
    "sold stays in the books. This cannot be undone.",
    done="The personal data are erased.",
    allowed=check_user_can_change_bookings,
    offered=lambda customer: customer.erased_at is None,
)

admin.site.unregister(Customer)


@admin.register(Customer)
class ErasableCustomerAdmin(BookingCustomerAdmin):
    """Customers, with what they booked; `bookings` knows no cases, so they are erased here."""

    actions_detail = [*BookingCustomerAdmin.actions_detail, "erase"]
    erase = change_button(ERASE_CUSTOMER, icon="person_off", variant=ActionVariant.DANGER)
