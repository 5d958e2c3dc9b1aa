"""The pages where a traveller says whether an app may act for an account: a new one, or one that
there is. The password is asked for each time, so what it allows is never done by a mere click."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from operators.tenancy.actors import Actor
from protocols.models import Limited
from protocols.oauth.authorizing.asked import CODE, DENIED, Asked
from protocols.oauth.authorizing.door import for_app, language_for, send_back, show
from protocols.signing_in import sign_in
from protocols.strangers import client_of, count_client
from sales.accounts.actions.accounts import AccountFacts, open_traveller_account
from sales.accounts.actions.letters import ask_for_new_password
from sales.accounts.errors import (
    AccountBlocked,
    AccountErased,
    AccountError,
    AccountKnown,
    SignInRefused,
)
from sales.accounts.grants.actions import give_code
from sales.accounts.models import TravellerAccount
from sales.letters.states import Language
from tickets.forms.languages import TravellerLanguage

BY = Actor.partner("authorize page")
ALLOW_PAGE, OPEN_PAGE, FORGOT_PAGE = "oauth/allow.html", "oauth/open.html", "oauth/forgot.html"
FACTS = ("email", "first_name", "last_name", "phone")
LONGEST_FIELD = 300
LETTERS = {TravellerLanguage.BOKMAL: Language.BOKMAL}
"""The languages of letters that pages have as well, beside English."""


@for_app
def authorize(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask for e-mail address and password; a POST with the right ones lets the app in and sends the
    traveller back with a code. The page again, with 400, for wrong ones."""
    if request.method != "POST":
        return _ask(request, asked, ALLOW_PAGE)
    at = timezone.now()
    try:
        password = request.POST.get("password", "")
        email = _field(request, "email")
        account = sign_in(request, asked.client.tenant, email, password, at=at)
        return _let_in(asked, account)
    except AccountError as refusal:
        return _ask(request, asked, ALLOW_PAGE, refusal)


@for_app
def open_account(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask for what a new account needs; a POST opens it and lets the app in. The page again, with
    400, where something in it does not fit."""
    if request.method != "POST":
        return _ask(request, asked, OPEN_PAGE)
    at = timezone.now()
    # Whether there is an account with some address is told, so it is not asked without end.
    count_client(Limited.LOGIN, client_of(request), at=at)
    try:
        account = open_traveller_account(
            asked.client.tenant,
            _facts(request, asked),
            password=request.POST.get("password", ""),
            by=BY,
            at=at,
        )
    except AccountError as refusal:
        return _ask(request, asked, OPEN_PAGE, refusal)
    return _let_in(asked, account)


@for_app
def forgot(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask for an e-mail address, to which a letter with a way to a new password goes; the answer is
    the same where there is no such account."""
    is_sent = request.method == "POST"
    if is_sent:
        at = timezone.now()
        count_client(Limited.LOGIN, client_of(request), at=at)
        ask_for_new_password(asked.client.tenant, _field(request, "email"), at=at)
    return show(request, asked, FORGOT_PAGE, {"is_sent": is_sent})


@for_app
def refuse(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Let nobody in, and send the traveller back; POST alone."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    told = {"error": DENIED, "error_description": "The traveller said no."}
    return send_back(asked.back_with(**told))


def _let_in(asked: Asked, account: TravellerAccount) -> HttpResponse:
    code = give_code(account, asked.client, asked.terms, by=BY, at=timezone.now())
    return send_back(asked.back_with(**{CODE: code}))


def _ask(
    request: HttpRequest, asked: Asked, template: str, refusal: AccountError | None = None
) -> HttpResponse:
    facts: dict[str, Any] = {name: _field(request, name) for name in FACTS}
    facts["scopes"] = [scope.value for scope in asked.terms.scopes]
    reason = str(refusal.detail) if refusal else ""
    return show(request, asked, template, facts, problem=_about(refusal), reason=reason)


def _facts(request: HttpRequest, asked: Asked) -> AccountFacts:
    """What was typed; letters are in the language of the page where there are any in it."""
    language = language_for(request, asked.locales)
    return AccountFacts(
        email=_field(request, "email"),
        first_name=_field(request, "first_name"),
        last_name=_field(request, "last_name"),
        phone=_field(request, "phone"),
        language=LETTERS.get(language, Language.ENGLISH),
    )


def _about(refusal: AccountError | None) -> str:
    """The name of the phrase that tells it."""
    if refusal is None:
        return ""
    known = {
        SignInRefused: "refused",
        AccountBlocked: "blocked",
        AccountErased: "refused",
        AccountKnown: "known_already",
    }
    return known.get(type(refusal), "unfit")


def _field(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "").strip()[:LONGEST_FIELD]
