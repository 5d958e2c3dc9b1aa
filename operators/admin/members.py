"""The people of a tenant: let in, given another role, let go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from unfold.decorators import display
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminTextInputWidget

from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.actions import (
    change_role,
    check_others_administer,
    end_membership,
    let_in_person,
)
from operators.tenancy.actors import Actor
from operators.tenancy.errors import LastAdministrator, UsernameTaken
from operators.tenancy.models import Membership, Role, User
from operators.tenancy.permissions import user_can_manage_people

PASSWORD_PAGE = "admin/person_password.html"  # noqa: S105 - the name of a template
PERSON = ("username", "first_name", "last_name", "email")


class RoleForm(TenantForm):
    """What a member does; a tenant keeps one administrator."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") not in (None, Role.ADMINISTRATOR):
            try:
                check_others_administer(self.instance)
            except LastAdministrator as refusal:
                self.add_error("role", refusal.detail)
        return cleaned


class NewMemberForm(TenantForm):
    """Somebody new; where the page has a `user` field, a login that exists may be chosen."""

    username = forms.CharField(
        max_length=150,
        validators=[User.username_validator],
        widget=UnfoldAdminTextInputWidget,
        help_text="What the person logs in with.",
    )
    first_name = forms.CharField(max_length=150, required=False, widget=UnfoldAdminTextInputWidget)
    last_name = forms.CharField(max_length=150, required=False, widget=UnfoldAdminTextInputWidget)
    email = forms.EmailField(label="E-mail", required=False, widget=UnfoldAdminEmailInputWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "user" in self.fields:
            self.fields["user"].required = self.fields["username"].required = False
            self.fields["user"].label = "Login that exists"
            self.fields["user"].help_text = "Leave it empty to make a new login."

    def clean_username(self) -> str:
        username = User.normalize_username(self.cleaned_data["username"])
        if username and User.objects.filter(username=username).exists():
            raise forms.ValidationError(UsernameTaken().detail)
        return username

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "user" in cleaned and "username" in cleaned:
            chosen, typed = cleaned["user"], cleaned["username"]
            if chosen and typed:
                self.add_error("username", "Leave this empty where you choose a login.")
            elif not chosen and not typed:
                self.add_error("username", "Choose a login or write a username for a new one.")
        return cleaned

    def person(self) -> dict[str, str]:
        """The new person's facts; none where a login was chosen."""
        facts = {name: self.cleaned_data[name] for name in PERSON}
        return facts if facts["username"] else {}


@admin.register(Membership)
class MembershipAdmin(TenantScopedAdmin):
    """The people of a tenant and what they do there."""

    form = RoleForm
    may_look = staticmethod(user_can_manage_people)
    may_change = staticmethod(user_can_manage_people)
    list_display = ["user", "full_name", "job", "last_login"]
    list_select_related = ["tenant", "user"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "user__email"]
    ordering = ["user__username"]
    fields = ["user", "role"]

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        if obj:
            return ["user", "role"]
        known = ["user"] if self.sees_several_tenants(request) else []
        return [*known, "username", ("first_name", "last_name"), "email", "role"]

    def get_form(
        self,
        request: HttpRequest,
        obj: models.Model | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[Any]:
        kwargs.setdefault("form", self.form if obj else NewMemberForm)
        return super().get_form(request, obj, change, **kwargs)

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "user"] if obj else fields

    def get_field_queryset(
        self, db: str | None, db_field: Any, request: HttpRequest
    ) -> models.QuerySet[Any]:
        if db_field.name != "user":
            return super().get_field_queryset(db, db_field, request)
        people = User.objects.order_by("username")
        if request.user.is_superuser:
            return people
        tenants = self.tenants_to_change(request)
        known = Membership.objects.filter(tenant__in=tenants).values("user")
        return people.filter(pk__in=known)

    @sensitive_variables("let_in")
    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        moment: Any = {"by": Actor.staff(request.user.get_username()), "at": timezone.now()}
        if change:
            change_role(obj, role=Role(obj.role), **moment)
        elif person := form.person():
            let_in = let_in_person(obj.tenant, **person, role=Role(obj.role), **moment)
            obj.pk, obj.user = let_in.membership.pk, let_in.membership.user
            obj.first_password = let_in.password  # type: ignore[attr-defined]
        else:
            super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        by = Actor.staff(request.user.get_username())
        end_membership(obj, by=by, at=timezone.now())

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for membership in queryset:
            self.delete_model(request, membership)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        if not hasattr(obj, "first_password"):
            return super().response_add(request, obj, post_url_continue)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Login made",
            "membership": obj,
            "password": obj.first_password,
            "back": reverse(f"{self.admin_site.name}:operators_membership_changelist"),
        }
        return TemplateResponse(request, PASSWORD_PAGE, context)

    @display(description="Name")
    def full_name(self, membership: Membership) -> str:
        return membership.user.get_full_name()

    @display(description="Role", ordering="role", label=True)
    def job(self, membership: Membership) -> str:
        return Role(membership.role).label

    @display(description="Last login", ordering="user__last_login")
    def last_login(self, membership: Membership) -> Any:
        return membership.user.last_login
