"""The forms of providers: for a password, or for OAuth in the app (reference §4.2).

iOS shows no `authForm` without all that OAuth needs, so one for a password is a `bookingForm`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from protocols.tripgo.errors import Missing
from protocols.tripgo.forms.building import (
    FormKind,
    Keyboard,
    Node,
    form,
    group,
    hidden_field,
    password_field,
    step,
    string_field,
)
from protocols.tripgo.forms.reading import needed_text_of, secret_of
from protocols.tripgo.wording import Phrases
from sales.accounts.providers.actions.links import sign_in_at, take_tokens_of
from sales.accounts.providers.gateways.finding import gateway_to
from sales.accounts.providers.models import AccountProvider
from sales.accounts.providers.secrets import client_secret_of
from sales.accounts.providers.states import Asks
from sales.accounts.providers.terms import Credentials

USER_NAME, PASSWORD = "username", "password"
ACCESS, REFRESH, EXPIRES = "access_token", "refresh_token", "expires_in"
LONGEST_NAME = 254


def asks_for_password(provider: AccountProvider) -> bool:
    """Whether the traveller types user name and password in the app."""
    return gateway_to(provider).asks is Asks.PASSWORD


def form_of(provider: AccountProvider, words: Phrases, *, mode: str, url: str) -> Node:
    """The form that links to a provider; `url` is where it is posted."""
    if asks_for_password(provider):
        return _password_form(provider, words, url=url)
    return _oauth_form(provider, words, mode=mode, url=url)


def name_in(answers: Mapping[str, Any]) -> str:
    """Under which name it is tried to sign in; tries are counted by it. Missing."""
    return needed_text_of(answers, USER_NAME, longest=LONGEST_NAME)


def read_tokens(answers: Mapping[str, Any]) -> tuple[str, str, int | None]:
    """Access token, refresh token and the seconds that the first of them lasts; the refresh token
    is empty where there is none. Missing."""
    return _needed(answers, ACCESS), secret_of(answers, REFRESH), _seconds(answers)


def credentials_in_form(
    provider: AccountProvider, answers: Mapping[str, Any], *, at: datetime
) -> Credentials:
    """What the provider says to a form that was filled in; nothing is written. Missing,
    WrongCredentials, CredentialsRejected, ProviderError."""
    if asks_for_password(provider):
        password = _needed(answers, PASSWORD)
        return sign_in_at(provider, username=name_in(answers), password=password, at=at)
    access, refresh, seconds = read_tokens(answers)
    return take_tokens_of(
        provider, access_token=access, refresh_token=refresh, expires_in=seconds, at=at
    )


def _password_form(provider: AccountProvider, words: Phrases, *, url: str) -> Node:
    fields = [
        hidden_field("op", "login"),
        string_field(USER_NAME, words.email, keyboard=Keyboard.EMAIL, is_required=True),
        password_field(PASSWORD, words.password),
    ]
    action = step(words.sign_in, url, hud=words.signing_in, is_final=True)
    icon = provider.icon_url or None
    groups = [group(fields)]
    return form(provider.name, groups, action=action, value=provider.code, image=icon)


def _oauth_form(provider: AccountProvider, words: Phrases, *, mode: str, url: str) -> Node:
    told = {
        "provider": mode,
        "clientID": provider.client_id,
        "clientSecret": client_secret_of(provider),
        "authURL": provider.authorize_url,
        "tokenURL": provider.token_url,
        "scope": provider.scope,
        "accessTokenBasicAuth": "true" if provider.basic_auth else "false",
        "redirectUri": provider.redirect_uri,
    }
    fields = [
        string_field(ACCESS, "Access token", is_hidden=True),
        string_field(REFRESH, "Refresh token", is_hidden=True),
        string_field(EXPIRES, "Expiry", keyboard=Keyboard.NUMBER, is_hidden=True),
        *(hidden_field(name, value, is_read_only=True) for name, value in told.items()),
    ]
    action = step(words.authenticate, url, hud=words.validating, is_final=True)
    kind = FormKind.AUTH
    return form(provider.name, [group(fields)], kind=kind, action=action, value=provider.code)


def _needed(answers: Mapping[str, Any], name: str) -> str:
    told = secret_of(answers, name)
    if not told:
        raise Missing(name)
    return told


def _seconds(answers: Mapping[str, Any]) -> int | None:
    """How long the access token lasts; what is no number of seconds says nothing."""
    told = str(answers.get(EXPIRES, "")).partition(".")[0].strip()
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 12 else None
