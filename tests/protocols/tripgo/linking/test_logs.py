"""Linking leaves no credential in a log, whatever comes of it."""

from __future__ import annotations

import json
import logging

import pytest

from sales.accounts.providers.secrets import credentials_in
from tests.factories.accounts import PASSWORD
from tests.factories.providers import CLIENT_SECRET
from tests.loglines import written_lines
from tests.protocols.tripgo.linking.filling import (
    EMAIL,
    filled,
    link_by_password,
    only_link,
    open_form,
    tokens,
)

pytestmark = pytest.mark.django_db


def flow_of(form) -> str:
    return str(form["action"]["url"].rpartition("/")[2].partition("?")[0])


def test_no_credential_is_written(app, stranger, own, remote, server, account):
    given, gone = server.sign_in(), server.sign_in("bob")
    server.forget("bob")
    with written_lines(level=logging.DEBUG) as lines:
        stranger.post("account/signup", {"username": "eve@home.example", "password": PASSWORD})
        form = open_form(app, own)
        app.send("POST", form["action"]["url"], filled(form, username=EMAIL, password="wrong-one"))
        link_by_password(app, own)
        link_by_password(stranger.having(X_TripGo_UUID="device-secret-7"), own)
        auth = open_form(app, remote)
        app.send("POST", auth["action"]["url"], filled(auth, **tokens(given)))
        app.send("POST", auth["action"]["url"], filled(auth, **tokens(given)))
        bad = open_form(app, remote)
        app.send("POST", bad["action"]["url"], filled(bad, **tokens(gone)))
        server.instead = (503, {"error": "secret-x"})
        late = open_form(app, remote)
        app.send("POST", late["action"]["url"], filled(late, **tokens(given)))
        app.get(f"auth/{remote.code}/logout")
        app.send("POST", f"data/user/auth/auth0/{given['access_token']}", {})

        text = json.dumps(lines())
    held = credentials_in(only_link_ever(remote))
    secrets = [
        PASSWORD, "wrong-one", EMAIL, "eve@home.example", "device-secret-7", CLIENT_SECRET,
        "secret-x", app.key, app.token, given["access_token"], given["refresh_token"],
        gone["access_token"], gone["refresh_token"], held.access_token, held.refresh_token,
        *(flow_of(one) for one in (form, auth, bad, late)),
    ]  # fmt: skip
    assert [secret for secret in secrets if secret in text] == []
    assert text.count('"route": "tripgo-auth-signin-flow"') == 7


def only_link_ever(provider):
    return provider.links.get()


def test_refusal_is_told_by_kind_and_code(app, own, account):
    form = open_form(app, own)
    with written_lines() as lines:
        app.send("POST", form["action"]["url"], filled(form, username=EMAIL, password="wrong-one"))

        [line] = [one for one in lines() if one["event"] == "request"]
    assert (line["refusal"], line["errorcode"]) == ("SignInFailed", 470)


def test_link_is_kept_sealed(app, own, account):
    link_by_password(app, own)

    assert account.reference not in only_link(own).sealed_credentials
