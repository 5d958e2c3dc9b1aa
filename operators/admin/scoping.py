"""What every page of the admin rests on: rows, dropdowns and filters end at the tenant's wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Never

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.utils import get_fields_from_path, quote, unquote
from django.db import IntegrityError, models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.admin import ModelAdmin, TabularInline
from unfold.dataclasses import UnfoldAction
from unfold.views import ChangeList

from operators.admin.dead_ends import buttons_that_lead_somewhere
from operators.admin.filters import ScopedRelatedFilter
from operators.admin.forms import TenantForm, TenantInlineFormSet
from operators.admin.history import ShowsChanges
from operators.admin.plain import closed_fields, replaced
from operators.admin.refusals import kinds_that_hold, sentence_of
from operators.admin.returning import page_to_return_to
from operators.admin.staff import holds_somewhere, staff_of, tenant_of
from operators.admin.zones import shown_in_tenant_zone
from operators.tenancy.errors import DomainError
from operators.tenancy.models import Tenant
from operators.tenancy.roles import Permission, tenants_where


class Scoped:
    """Permissions by role, and dropdowns without other tenants' rows.

    `may_look` and `may_change` are rules of operators.tenancy.permissions or money_permissions;
    without `may_change` the page is read-only.
    """

    admin_site: AdminSite
    model: type[models.Model]
    may_look: Permission
    may_change: Permission | None = None

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if self.may_change is not None:
            return list(fieldsets)
        closed = closed_fields(self.admin_site, self.model, request)
        return [
            (title, {**options, "fields": replaced(options["fields"], closed)})
            for title, options in fieldsets
        ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> Sequence[Any]:
        fields: Sequence[Any] = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        if self.may_change is not None:
            return fields
        return [*fields, *closed_fields(self.admin_site, self.model, request).values()]

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._allows(request, self.may_look, obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._allows(request, self.may_change, obj)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._allows(request, self.may_change, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._allows(request, self.may_change, obj)

    def get_field_queryset(
        self, db: str | None, db_field: Any, request: HttpRequest
    ) -> models.QuerySet[Any]:
        """The choices of a dropdown: what the related page lists of the tenants they may change."""
        related = self.admin_site.get_model_admin(db_field.remote_field.model)
        rows: Any = related.get_queryset(request)
        tenants = self.tenants_to_change(request)
        return rows.filter(**{f"{rows.tenant_path}__in": _keys(tenants)})

    def tenants_to_change(self, request: HttpRequest) -> list[Tenant]:
        """The tenants that the person may change rows of this kind in."""
        return tenants_where(staff_of(request), self.may_change) if self.may_change else []

    def _allows(
        self, request: HttpRequest, rule: Permission | None, obj: models.Model | None
    ) -> bool:
        if rule is None or not request.user.is_authenticated:
            return False
        if obj is None:
            return holds_somewhere(request, rule)
        return rule(staff_of(request), tenant_of(obj))


class WholeOrFiltered(ChangeList):
    """A list that offers to show all where a filter hides something, without counting twice."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not self.query and not self.has_active_filters:
            self.full_result_count = self.result_count


class StrangersNotFound:
    """A row that the person may not see is not found, where Django would explain itself."""

    def _get_obj_does_not_exist_redirect(self, *args: Any) -> Never:
        raise Http404


class TenantScopedAdmin(StrangersNotFound, Scoped, ShowsChanges, ModelAdmin):
    """Staff see, choose and change only what their own tenants own.

    A row of somebody else is not found, whatever its page. The `tenant` field is filled in for
    members of one tenant and stays as it is once the row exists.
    """

    form = TenantForm
    list_per_page = 25
    show_full_result_count = False
    warn_unsaved_form = True

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        user = staff_of(request)
        rows = super().get_queryset(request).visible_to(user)
        if user.is_superuser:
            return rows
        tenants = tenants_where(user, self.may_look)
        return rows.filter(**{f"{rows.tenant_path}__in": _keys(tenants)})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        filters = [self._scoped_filter(entry) for entry in super().get_list_filter(request)]
        if self.has_tenant_field and self.sees_several_tenants(request):
            filters.append(("tenant", ScopedRelatedFilter))
        return filters

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns = list(super().get_list_display(request))
        if self.has_tenant_field and self.sees_several_tenants(request):
            columns.append("tenant")
        return columns

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WholeOrFiltered

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        fieldsets = list(super().get_fieldsets(request, obj))
        if self.has_tenant_field and self.sees_several_tenants(request):
            return [(None, {"fields": ["tenant"]}), *fieldsets]
        return fieldsets

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> Sequence[str]:
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "tenant"] if obj and self.has_tenant_field else fields

    def get_form(
        self,
        request: HttpRequest,
        obj: models.Model | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[Any]:
        form: type[Any] = super().get_form(request, obj, change, **kwargs)
        tenants = self.tenants_to_change(request)
        if self.has_tenant_field and not self.sees_several_tenants(request) and tenants:
            form.only_tenant = tenants[0]
        return form

    @property
    def has_tenant_field(self) -> bool:
        return any(field.name == "tenant" for field in self.model._meta.fields)

    def sees_several_tenants(self, request: HttpRequest) -> bool:
        """Whether the pages must say which tenant a row belongs to."""
        user = staff_of(request)
        return user.is_superuser or len(user.memberships.all()) > 1

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list[UnfoldAction]:
        """The changes that this person may make to this row as it stands."""
        actions = super().get_actions_detail(request, object_id)
        row = self.get_object(request, unquote(str(object_id))) if actions else None
        return [
            action
            for action in actions
            if row is not None and action.method.change.is_offered(staff_of(request), row)
        ]

    @shown_in_tenant_zone
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._in_words(request, super().changelist_view, extra_context)

    @shown_in_tenant_zone
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        view = super().changeform_view
        return self._in_words(request, view, object_id, form_url, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: models.Model | None = None,
    ) -> HttpResponse:
        may_delete = self.has_delete_permission(request, obj)
        context.update(buttons_that_lead_somewhere(obj if change else None, may_delete=may_delete))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._go_back(request) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._go_back(request) or super().response_post_save_change(request, obj)

    @shown_in_tenant_zone
    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._in_words(request, super().delete_view, object_id, extra_context)

    def get_deleted_objects(
        self, objs: Iterable[models.Model], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with the rows; for rows in use only the kinds of rows that hold them.

        A channel may have sold half a million orders, and Django would read them all.
        """
        if holders := kinds_that_hold(list(objs)):
            return [], {}, set(), holders
        return super().get_deleted_objects(objs, request)

    @shown_in_tenant_zone
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().history_view(request, object_id, extra_context)

    def page_of(self, row: models.Model) -> str:
        """The address of the row's page."""
        opts = row._meta
        name = f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_change"
        return reverse(name, args=[quote(row.pk)])

    def _go_back(self, request: HttpRequest) -> HttpResponse | None:
        back = page_to_return_to(request)
        return HttpResponseRedirect(back) if back else None

    def _in_words(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *args: Any
    ) -> HttpResponse:
        """Answer what no form can rule out: somebody else changed the same rows a moment ago."""
        try:
            return view(request, *args)
        except IntegrityError as error:
            messages.error(request, sentence_of(error))
        except DomainError as refusal:
            messages.error(request, refusal.detail)
        return HttpResponseRedirect(request.get_full_path())

    def _scoped_filter(self, entry: Any) -> Any:
        if not isinstance(entry, str):
            return entry
        field = get_fields_from_path(self.model, entry)[-1]
        return (entry, ScopedRelatedFilter) if field.is_relation else entry


class ScopedInline(Scoped, TabularInline):
    """Rows of the page's object, changed together with it."""

    form = TenantForm
    formset = TenantInlineFormSet
    extra = 0
    hide_title = True


def _keys(tenants: Iterable[Tenant]) -> list[int]:
    return [tenant.pk for tenant in tenants]
