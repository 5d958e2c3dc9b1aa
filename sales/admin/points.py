"""Points of sale."""

from __future__ import annotations

from django.contrib import admin

from operators.admin.changes import change_button
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling
from sales.admin.closing_acts import OPEN
from sales.models import PointOfSale


@admin.register(PointOfSale)
class PointOfSaleAdmin(TenantScopedAdmin):
    """Devices and offices that sell."""

    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "code", "organisation"]
    list_select_related = ["tenant", "organisation"]
    list_filter = ["organisation"]
    search_fields = ["name", "code", "organisation__name"]
    ordering = ["name"]
    fields = ["name", "code", "organisation"]
    actions_detail = ["open_settlement"]
    open_settlement = change_button(OPEN, icon="point_of_sale")
