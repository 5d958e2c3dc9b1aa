"""The pages where a traveller says whether the caller may act for an account: a new one, or one
that there is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from operators.tenancy.actors import Actor
from protocols.maas_tsp.linking.door import behind_link, language_for, show
from protocols.maas_tsp.linking.steps import decide_linking
from protocols.models import FlowState, Limited
from protocols.signing_in import sign_in
from protocols.strangers import client_of, count_client
from sales.accounts.actions.accounts import AccountFacts, open_traveller_account
from sales.accounts.actions.letters import ask_for_new_password
from sales.accounts.errors import AccountBlocked, AccountError, AccountKnown, SignInRefused
from sales.letters.states import Language
from tickets.forms.languages import TravellerLanguage

BY = Actor.partner("link page")
SIGN_IN_PAGE, OPEN_PAGE, FORGOT_PAGE = "maas/link.html", "maas/open.html", "maas/forgot.html"
FACTS = ("email", "first_name", "last_name", "phone")
LONGEST_FIELD = 300
LETTERS = {TravellerLanguage.BOKMAL: Language.BOKMAL}
"""The languages of letters that pages have as well, beside English."""

question = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # Who knows the address may do this, and nobody else can name it.
@sensitive_post_parameters("password")
@question
@behind_link
def link(request: HttpRequest, flow: FlowState, *, secret: str) -> HttpResponse:
    """Ask for e-mail address and password; a POST with the right ones links the account and sends
    the traveller back. The page again, with 400, for wrong ones."""
    if request.method != "POST":
        return _ask(request, flow, SIGN_IN_PAGE, secret)
    at = timezone.now()
    try:
        password = request.POST.get("password", "")
        account = sign_in(request, flow.tenant, _field(request, "email"), password, at=at)
    except AccountError as refusal:
        return _ask(request, flow, SIGN_IN_PAGE, secret, refusal)
    return HttpResponseRedirect(decide_linking(secret, account, at=at))


@csrf_exempt  # As above.
@sensitive_post_parameters("password")
@question
@behind_link
def open_account(request: HttpRequest, flow: FlowState, *, secret: str) -> HttpResponse:
    """Ask for what a new account needs; a POST opens and links it. The page again, with 400, where
    something in it does not fit."""
    if request.method != "POST":
        return _ask(request, flow, OPEN_PAGE, secret)
    at = timezone.now()
    # Whether there is an account with some address is told, so it is not asked without end.
    count_client(Limited.LOGIN, client_of(request), at=at)
    try:
        account = open_traveller_account(
            flow.tenant,
            _facts(request, flow),
            password=request.POST.get("password", ""),
            by=BY,
            at=at,
        )
    except AccountError as refusal:
        return _ask(request, flow, OPEN_PAGE, secret, refusal)
    return HttpResponseRedirect(decide_linking(secret, account, at=at))


@csrf_exempt  # As above.
@question
@behind_link
def forgot(request: HttpRequest, flow: FlowState, *, secret: str) -> HttpResponse:
    """Ask for an e-mail address, to which a letter with a way to a new password goes; the answer is
    the same where there is no such account."""
    is_sent = request.method == "POST"
    if is_sent:
        at = timezone.now()
        count_client(Limited.LOGIN, client_of(request), at=at)
        ask_for_new_password(flow.tenant, _field(request, "email"), at=at)
    facts = {"secret": secret, "is_sent": is_sent}
    return show(request, flow, FORGOT_PAGE, facts)


@csrf_exempt  # As above.
@require_POST
@behind_link
def refuse(request: HttpRequest, flow: FlowState, *, secret: str) -> HttpResponse:
    """Link nothing, and send the traveller back."""
    return HttpResponseRedirect(decide_linking(secret, None, at=timezone.now()))


def _ask(
    request: HttpRequest,
    flow: FlowState,
    template: str,
    secret: str,
    refusal: AccountError | None = None,
) -> HttpResponse:
    facts: dict[str, Any] = {name: _field(request, name) for name in FACTS}
    reason = str(refusal.detail) if refusal else ""
    facts["secret"] = secret
    return show(request, flow, template, facts, problem=_about(refusal), reason=reason)


def _facts(request: HttpRequest, flow: FlowState) -> AccountFacts:
    """What was typed; letters are in the language of the page where there are any in it."""
    language = language_for(request, flow.facts["locale"])
    return AccountFacts(
        email=_field(request, "email"),
        first_name=_field(request, "first_name"),
        last_name=_field(request, "last_name"),
        phone=_field(request, "phone"),
        language=LETTERS.get(language, Language.ENGLISH),
    )


def _about(refusal: AccountError | None) -> str:
    """The name of the phrase that tells it."""
    known = {SignInRefused: "refused", AccountBlocked: "blocked", AccountKnown: "known_already"}
    if refusal is None:
        return ""
    return known.get(type(refusal), "unfit")


def _field(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "").strip()[:LONGEST_FIELD]
