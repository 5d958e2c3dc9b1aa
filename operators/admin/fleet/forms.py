"""Forms of rows that belong to a fleet and stay with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest

from operators.admin.forms import TenantForm, TenantInlineFormSet
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_look_into_fleets, user_can_set_up_fleets


class FleetRowForm(TenantForm):
    """A row of a fleet: once it exists, it can name rows of its own fleet alone."""

    filled_in = ("tenant", "fleet")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            return
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.filter(fleet=self.instance.fleet_id)


class FleetRowAdmin(TenantScopedAdmin):
    """Rows of fleets, which stay where they are: others of the same fleet rest on them."""

    form = FleetRowForm
    may_look = staticmethod(user_can_look_into_fleets)
    may_change = staticmethod(user_can_set_up_fleets)
    stays: Sequence[str] = ("fleet",)
    """Fields that are given once."""

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> Sequence[Any]:
        fields = super().get_readonly_fields(request, obj)
        return [*fields, *self.stays] if obj else fields


class PartOfRowFormSet(TenantInlineFormSet):
    """Rows that get the tenant of the row whose page they are on."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.tenant = self.instance.tenant
        return super().save_new(form, commit)
