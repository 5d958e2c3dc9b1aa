"""Forms that keep a row inside one tenant and let its constraints speak."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminSelectWidget

from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet


class TenantForm(forms.ModelForm):
    """A form whose dropdowns hold rows of the row's own tenant alone.

    `filled_in` names what the form sets itself: the constraints over these fields are checked
    as well, which Django leaves out for fields that are not on the form.
    """

    only_tenant: Tenant | None = None
    filled_in: tuple[str, ...] = ("tenant",)

    def __init__(self, *args: Any, tenant: Tenant | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tenant = tenant or self.only_tenant
        if tenant is not None and self.instance._state.adding and self._is_owned():
            self.instance.tenant = tenant
        self._narrow_dropdowns()

    def _get_validation_exclusions(self) -> set[str]:
        known = getattr(self.instance, "tenant_id", None) is not None
        filled_in = {name for name in self.filled_in if name not in self.fields}
        filled_in -= set() if known else {"tenant"}
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - filled_in

    def _is_owned(self) -> bool:
        return any(field.name == "tenant" for field in self._meta.model._meta.fields)

    def _narrow_dropdowns(self) -> None:
        tenant_id = getattr(self.instance, "tenant_id", None)
        if tenant_id is None:
            return
        for field in self.fields.values():
            rows = field.queryset if isinstance(field, forms.ModelChoiceField) else None
            if isinstance(rows, TenantQuerySet):
                field.queryset = rows.filter(**{rows.tenant_path: tenant_id})  # type: ignore[attr-defined]


class OwnTenantForm(forms.Form):
    """A form for one of the person's tenants, which is asked for only where there are several."""

    tenant = forms.ModelChoiceField(Tenant.objects.none(), widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, tenants: list[Tenant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Tenant]", self.fields["tenant"])
        field.queryset = Tenant.objects.filter(pk__in=[tenant.pk for tenant in tenants])
        if len(tenants) == 1:
            field.initial, field.disabled = tenants[0], True
            field.widget = forms.HiddenInput()


class TenantInlineFormSet(PaginationInlineFormSet):
    """Rows that get their tenant from the row whose page they are on."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs(index)
        if getattr(self.instance, "tenant_id", None) is not None:
            kwargs["tenant"] = self.instance.tenant
        return kwargs
