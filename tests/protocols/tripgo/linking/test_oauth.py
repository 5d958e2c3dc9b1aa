"""Linking by OAuth in the app: it brings tokens, which the provider is asked about."""

from __future__ import annotations

import pytest

from sales.accounts.providers.secrets import credentials_in
from sales.models import ProviderLink
from tests.factories.providers import CLIENT_SECRET
from tests.protocols.tripgo.linking.filling import (
    filled,
    filled_by_ios,
    only_link,
    open_form,
    tokens,
    values_in,
)

pytestmark = pytest.mark.django_db

NEEDED_BY_IOS = {
    "provider", "clientID", "clientSecret", "authURL", "tokenURL", "scope", "accessTokenBasicAuth",
}  # fmt: skip


def test_trap_08_form_has_all_that_apps_need_in_its_first_group(app, remote, server):
    form = open_form(app, remote)

    assert (form["type"], form["value"]) == ("authForm", "veloride")
    [group] = form["form"]
    told = values_in(form)
    assert set(told) >= NEEDED_BY_IOS
    assert all(isinstance(value, str) for value in told.values())
    assert all(one["hidden"] and one["type"] == "string" for one in group["fields"])
    assert told == {
        "access_token": "",
        "refresh_token": "",
        "expires_in": "",
        "provider": told["provider"],
        "clientID": "perron",
        "clientSecret": CLIENT_SECRET,
        "authURL": f"{server.address}/authorize",
        "tokenURL": f"{server.address}/token",
        "scope": "profile",
        "accessTokenBasicAuth": "true",
        "redirectUri": "tripgo://oauth-callback/veloride",
    }
    assert told["provider"].startswith("ps_tax_")
    editable = [one["id"] for one in group["fields"] if not one["readOnly"]]
    assert editable == ["access_token", "refresh_token", "expires_in"]


def test_form_tells_the_mode_that_it_was_asked_for(app, remote):
    told = app.get(f"auth/{remote.code}/signin", mode="ps_tnc_veloride")

    assert values_in(told)["provider"] == "ps_tnc_veloride"


@pytest.mark.parametrize("fill", [filled, filled_by_ios])
def test_tokens_of_the_app_link(app, tripgo, remote, server, fill):
    form, given = open_form(app, remote), server.sign_in()

    response = app.send("POST", form["action"]["url"], fill(form, **tokens(given)))

    assert (response.status_code, response.content) == (204, b"")
    link = only_link(remote)
    held = credentials_in(link)
    assert (link.account, link.subject) == (tripgo.link.account, "ada")
    assert held.access_token in server.access_tokens
    assert held.access_token != given["access_token"]
    assert held.access_token not in link.sealed_credentials


def test_tokens_that_the_provider_does_not_know_are_460(app, remote, server):
    form, given = open_form(app, remote), server.sign_in()
    server.forget("ada")

    response = app.send("POST", form["action"]["url"], filled(form, **tokens(given)))

    told = response.json()
    assert (response.status_code, told["errorCode"]) == (460, 460)
    assert told["error"] == (
        f"{remote.name} did not accept the sign-in that the app brought. Connect again."
    )
    assert told["recoveryTitle"] == "Connect again"
    assert app.get(told["url"])["type"] == "authForm"
    assert not ProviderLink.objects.exists()


def test_tokens_are_shown_to_the_provider_once(app, remote, server):
    """A refresh token that comes twice ends the whole sign-in there."""
    form, given = open_form(app, remote), server.sign_in()
    url, body = form["action"]["url"], filled(form, **tokens(given))
    app.send("POST", url, body)

    told = app.refused("POST", url, body, code=470)

    assert told["title"] == "Used before"
    assert credentials_in(only_link(remote)).access_token in server.access_tokens
    assert len(server.calls("/token")) == 1


@pytest.mark.parametrize("values", [{}, {"refresh_token": "r"}, {"access_token": ""}])
def test_form_without_tokens_can_be_posted_again(app, remote, server, values):
    form = open_form(app, remote)
    url = form["action"]["url"]

    told = app.refused("POST", url, filled(form, **values), code=400)

    assert told["error"].startswith("access_token: ")
    again = app.send("POST", url, filled(form, **tokens(server.sign_in())))
    assert again.status_code == 204


@pytest.mark.parametrize("expires_in", ["", "3600.5", "soon", "-1", "9" * 40])
def test_strange_lifetimes_are_passed_over(app, remote, server, expires_in):
    form = open_form(app, remote)
    told = {**tokens(server.sign_in()), "expires_in": expires_in}

    assert app.send("POST", form["action"]["url"], filled(form, **told)).status_code == 204


def test_provider_that_does_not_answer_is_491(app, remote, server):
    form, given = open_form(app, remote), server.sign_in()
    server.instead = (503, {})

    response = app.send("POST", form["action"]["url"], filled(form, **tokens(given)))

    assert (response.status_code, response.json()["errorCode"]) == (491, 491)
    assert int(response["Retry-After"]) > 0
    assert not ProviderLink.objects.exists()


def test_provider_that_does_not_know_us_is_491(app, remote, server):
    form, given = open_form(app, remote), server.sign_in()
    server.secret = "another"

    response = app.send("POST", form["action"]["url"], filled(form, **tokens(given)))

    assert response.status_code == 491
    assert CLIENT_SECRET not in response.text
