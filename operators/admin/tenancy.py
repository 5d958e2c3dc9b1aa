"""Tenants, the parties inside them, and their people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldBooleanSwitchWidget

from operators.admin.changes import change_button
from operators.admin.clients import ISSUE_APP, ISSUE_CLIENT
from operators.admin.history import ShowsChanges
from operators.admin.scoping import ScopedInline, StrangersNotFound, TenantScopedAdmin
from operators.admin.tokens import ISSUE_INSPECTION_TOKEN
from operators.tenancy.models import Operator, Organisation, Tenant, User
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling

# What people may do follows from their memberships; groups would only confuse.
admin.site.unregister(Group)


@admin.register(Tenant)
class TenantAdmin(TenantScopedAdmin):
    """The customers of this service. Only superusers add one."""

    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "slug", "timezone", "currency", "country"]
    search_fields = ["name", "slug"]
    ordering = ["name"]
    fields = [
        "name",
        "slug",
        "timezone",
        "currency",
        "country",
        "codespace",
        "allows_private_callbacks",
    ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[str]:
        """What identifies the tenant is set once, and whoever runs the service decides whether
        its own network is called."""
        fixed = ["slug", "currency", "country", "codespace", "allows_private_callbacks"]
        return [] if request.user.is_superuser else fixed

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Tenant, form: Any, change: bool) -> None:
        if not change:
            obj.created_at = timezone.now()
        super().save_model(request, obj, form, change)


class OperatorInline(ScopedInline):
    """The services that the organisation is settled for."""

    model = Operator
    may_look = staticmethod(user_can_look_into_selling)
    fields = ["name", "code"]
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Organisation)
class OrganisationAdmin(TenantScopedAdmin):
    """Legal parties: sellers, partners, operators."""

    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "number", "vat_number"]
    list_select_related = ["tenant"]
    search_fields = ["name", "vat_number", "number"]
    ordering = ["name"]
    fields = ["name", "vat_number", "address", "billing_email", "bank_account"]
    inlines = [OperatorInline]
    actions_detail = ["issue_token", "issue_client", "issue_app"]
    issue_token = change_button(ISSUE_INSPECTION_TOKEN, icon="key")
    issue_client = change_button(ISSUE_CLIENT, icon="deployed_code")
    issue_app = change_button(ISSUE_APP, icon="app_registration")


@admin.register(Operator)
class OperatorAdmin(TenantScopedAdmin):
    """Who runs the services."""

    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "code", "organisation"]
    list_select_related = ["tenant", "organisation"]
    list_filter = ["organisation"]
    search_fields = ["name", "code"]
    ordering = ["name"]
    fields = ["name", "code", "organisation", "url", "phone", "email"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class PersonForm(UserCreationForm):
    """A new person, who may log in to the admin unless the box is cleared."""

    is_staff = forms.BooleanField(
        label="May log in here", required=False, initial=True, widget=UnfoldBooleanSwitchWidget
    )


@admin.register(User)
class UserAdmin(StrangersNotFound, ShowsChanges, DjangoUserAdmin, ModelAdmin):
    """People who can log in; superusers alone see all of them."""

    form = UserChangeForm
    add_form = PersonForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "first_name", "last_name", "email", "is_active", "is_superuser"]
    list_filter = ["is_active", "is_superuser"]
    list_per_page = 25
    show_full_result_count = False
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who", {"fields": ["first_name", "last_name", "email"]}),
        ("What they may do", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2", "is_staff"]})]
    readonly_fields = ["last_login", "date_joined"]

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.is_active and request.user.is_superuser

    has_module_permission = has_view_permission
    has_add_permission = has_view_permission
    has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
