"""The pages of the admin, and people who look at them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from operators.models import (
    Role,
    Tenant,
    User,
)
from tests.factories.operators import MembershipFactory, UserFactory

OWN_APPS = ("operators", "tickets", "sales", "bookings", "support", "protocols")


def own_pages() -> dict[type[Model], Any]:
    """The registered pages of our own apps."""
    return {
        model: page
        for model, page in admin.site._registry.items()
        if model._meta.app_label in OWN_APPS
    }


def member(tenant: Tenant, role: Role = Role.ADMINISTRATOR) -> User:
    """A person who works for the tenant."""
    return MembershipFactory(tenant=tenant, role=role, user__is_staff=True).user


def superuser() -> User:
    return UserFactory(is_staff=True, is_superuser=True)


def logged_in(user: User) -> Client:
    """A browser in which that person is logged in."""
    client = Client()
    client.force_login(user)
    return client


def address(model: type[Model] | Model, page: str) -> str:
    """The address of a page: of the list for a model, of the row for a row."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[model.pk] if isinstance(model, Model) else [])


def button(name: str, *rows: Model) -> str:
    """The address that a button leads to."""
    return reverse(f"admin:{name}", args=[row.pk for row in rows])


def send_shown(browser: Client, path: str, form: dict[str, Any]) -> Any:
    """Open a page that can be sent once, and send its form."""
    return browser.post(path, {**form, "shown": browser.get(path).context["shown"]})


def errors_of(response: Any) -> dict[str, list[str]]:
    """What is wrong with the form of a page that was sent."""
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def choices(response: Any, name: str) -> set[Model]:
    """The rows in a dropdown of a page."""
    return set(response.context["adminform"].form.fields[name].queryset)


def sentences(response: Any) -> list[str]:
    """The messages that the person will read next."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def parts(response: Any) -> dict[str, list[Model]]:
    """The rows beside the page's own, by the name of their model."""
    return {
        part.formset.model._meta.model_name: [form.instance for form in part.formset.forms]
        for part in response.context["inline_admin_formsets"]
    }
