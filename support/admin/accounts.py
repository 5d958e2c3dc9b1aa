"""Travellers' accounts, with the button that forgets them."""

from __future__ import annotations

from django.contrib import admin
from unfold.enums import ActionVariant

from operators.admin.changes import Change, change_button
from operators.tenancy.permissions import check_user_can_change_bookings
from sales.admin.accounts import TravellerAccountAdmin
from sales.models import TravellerAccount
from support.actions.erasing import erase_traveller

ERASE_ACCOUNT = Change(
    act=erase_traveller,
    title="Erase personal data",
    question="The e-mail address, name and telephone number are forgotten, and so is what the "
    "customers tell that partners booked for with a link to this account, in their support cases "
    "as well. All links end. What was sold stays in the books. This cannot be undone.",
    done="The personal data are erased.",
    allowed=check_user_can_change_bookings,
    offered=lambda account: account.erased_at is None,
)

admin.site.unregister(TravellerAccount)


@admin.register(TravellerAccount)
class ErasableAccountAdmin(TravellerAccountAdmin):
    """Accounts that travellers opened; `sales` knows no cases, so they are erased here."""

    actions_detail = [*TravellerAccountAdmin.actions_detail, "erase"]
    erase = change_button(ERASE_ACCOUNT, icon="person_off", variant=ActionVariant.DANGER)
