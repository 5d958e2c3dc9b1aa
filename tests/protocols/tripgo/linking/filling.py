"""What apps do with the forms of providers."""

from __future__ import annotations

from typing import Any

from sales.models import AccountProvider, ProviderLink
from tests.factories.accounts import PASSWORD
from tests.protocols.tripgo.client import App, Body

EMAIL = "ada@home.example"
WIRE = ("id", "type", "value")


def sign_in_url(provider: AccountProvider) -> str:
    return f"auth/{provider.code}/signin"


def open_form(app: App, provider: AccountProvider) -> Body:
    return dict(app.get(sign_in_url(provider)))


def values_in(form: Body) -> dict[str, Any]:
    """The values of a form by the ids of their fields."""
    return {one["id"]: one.get("value") for group in form["form"] for one in group["fields"]}


def filled(form: Body, **values: Any) -> Body:
    """The answer of Android: the whole of each field that can be changed."""
    fields = [one for group in form["form"] for one in group["fields"] if not one["readOnly"]]
    return {"input": [{**one, "value": values.get(one["id"], one.get("value"))} for one in fields]}


def filled_by_ios(form: Body, **values: Any) -> Body:
    """The answer of iOS: three members of each."""
    told = filled(form, **values)["input"]
    return {"input": [{name: one[name] for name in WIRE} for one in told]}


def link_by_password(app: App, provider: AccountProvider, **values: str) -> None:
    """From the form to the link."""
    form = open_form(app, provider)
    told = {"username": EMAIL, "password": PASSWORD, **values}
    assert app.send("POST", form["action"]["url"], filled(form, **told)).status_code == 204


def tokens(told: Body) -> Body:
    """What a provider gave to an app, as apps post it."""
    names = ("access_token", "refresh_token", "expires_in")
    return {name: str(told[name]) for name in names}


def only_link(provider: AccountProvider) -> ProviderLink:
    return ProviderLink.objects.get(provider=provider, ended_at=None)
