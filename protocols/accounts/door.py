"""What the pages share: whoever has their address may use it, so nobody else may learn it, and no
script runs in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from rest_framework.exceptions import Throttled

from protocols.accounts.phrases import LANGUAGES, TAGS
from protocols.models import Limited
from protocols.policies import FORM_POLICY, keep_private
from protocols.strangers import client_of, count_client
from sales.accounts.actions.letters import find_by_proof
from sales.accounts.errors import AccountBlocked, AccountErased, ProofUnfit
from sales.accounts.models import TravellerAccount
from sales.accounts.states import Purpose
from sales.letters.states import Language

View = Callable[..., HttpResponse]


def behind_proof(purpose: Purpose) -> Callable[[View], Any]:
    """The view gets the account whose letter brought the address, and the proof; 404 where it is
    unfit, 403 for a blocked account, 429 for who asks without end."""

    def decorate(view: View) -> Any:
        @wraps(view)
        def shown(request: HttpRequest, proof: str) -> HttpResponse:
            language = Language.ENGLISH
            try:
                account = _find(request, proof, purpose)
                language = Language(account.language)
                response = view(request, account, proof=proof)
            except ProofUnfit:
                response = tell(request, "unfit", language, status=404)
            except (AccountBlocked, AccountErased):
                response = tell(request, "blocked", language, status=403)
            except Throttled as refusal:
                response = tell(request, "too_many", language, status=429)
                response["Retry-After"] = str(int(getattr(refusal, "wait", None) or 1))
            keep_private(response)
            return response

        page: Any = require_http_methods(["GET", "HEAD", "POST"])(never_cache(shown))
        page = csp_replace(FORM_POLICY)(page)
        # Who knows the address may do this, and nobody else can name it.
        return csrf_exempt(sensitive_post_parameters("password")(page))

    return decorate


def ask(
    request: HttpRequest, account: TravellerAccount, about: str, *, problem: str = ""
) -> HttpResponse:
    """A page with a question and a button, and a field for a password where it is about one; 400
    with a problem."""
    language = Language(account.language)
    phrases = LANGUAGES[language]
    facts = {
        "language": TAGS[language],
        "seller": account.tenant.name,
        "title": getattr(phrases, about),
        "text": getattr(phrases, f"{about}_text").format(account.email),
        "field": getattr(phrases, f"{about}_field", ""),
        "button": getattr(phrases, f"{about}_button"),
        "email": account.email,
        "problem": problem,
    }
    return render(request, "accounts/question.html", facts, status=400 if problem else 200)


def tell(
    request: HttpRequest, about: str, language: Language = Language.ENGLISH, *, status: int = 200
) -> HttpResponse:
    """A page with a heading and a sentence."""
    phrases = LANGUAGES[language]
    facts = {
        "language": TAGS[language],
        "title": getattr(phrases, about),
        "text": getattr(phrases, f"{about}_text"),
    }
    return render(request, "accounts/told.html", facts, status=status)


def _find(request: HttpRequest, proof: str, purpose: Purpose) -> TravellerAccount:
    at, client = timezone.now(), client_of(request)
    count_client(Limited.ANONYMOUS, client, at=at)
    try:
        return find_by_proof(proof, purpose, at=at)
    except ProofUnfit:
        # Who guesses is stopped much sooner than who looks at a page.
        count_client(Limited.REFUSED, client, at=at)
        raise
