"""The extras of a product, on the product's page."""

from __future__ import annotations

from typing import Any

from operators.admin.forms import TenantForm, TenantInlineFormSet
from operators.admin.scoping import ScopedInline
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling
from sales.models import Ancillary


class AncillaryFormSet(TenantInlineFormSet):
    """The extras of one product, in its tenant."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.tenant = self.instance.tenant
        return super().save_new(form, commit)


class AncillaryInline(ScopedInline):
    """What goes along for nothing, such as a bicycle; partners add it to a ride (TOMP 1.6)."""

    model = Ancillary
    form = TenantForm
    formset = AncillaryFormSet
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    fields = ["category", "number", "name"]
    ordering = ["category", "number"]
