"""What the pages of linking share: their address is all that opens them, so nobody else may learn
it; no script runs in them, and their forms lead to us and to the caller alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import wraps
from typing import Any, cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from rest_framework.exceptions import Throttled

from protocols.flows import FlowEnded, FlowError, FlowUnknown, FlowUsed
from protocols.maas_tsp.linking.addresses import origin_of
from protocols.maas_tsp.linking.steps import find_linking
from protocols.maas_tsp.linking.wording import LANGUAGES, language_among
from protocols.models import FlowState, Limited
from protocols.policies import FORM_POLICY, keep_private
from protocols.strangers import client_of, count_client
from tickets.forms.languages import TravellerLanguage

POLICY = {**FORM_POLICY, "img-src": [SELF]}
LONGEST_HEADER = 500
ABOUT: Mapping[type[FlowError], tuple[str, int]] = {
    FlowUnknown: ("gone", 404),
    FlowUsed: ("used", 410),
    FlowEnded: ("ended", 410),
}

View = Callable[..., HttpResponse]


def behind_link(view: View) -> View:
    """The view gets what the traveller is to decide about; 404 for an unknown address, 410 once it
    was decided or the time is over, 429 for who asks without end."""

    @wraps(view)
    def shown(request: HttpRequest, secret: str) -> HttpResponse:
        try:
            response = view(request, _find(request, secret), secret=secret)
        except Throttled as refusal:
            response = tell(request, "too_many", status=429)
            response["Retry-After"] = str(int(getattr(refusal, "wait", None) or 1))
        except FlowError as refusal:
            about, status = ABOUT[type(refusal)]
            response = tell(request, about, status=status)
        keep_private(response)
        return response

    return never_cache(shown)


def show(
    request: HttpRequest,
    flow: FlowState,
    template: str,
    facts: Mapping[str, Any],
    *,
    problem: str = "",
    reason: str = "",
) -> HttpResponse:
    """A page with a form; 400 with a problem, which is the name of a phrase.

    Browsers hold the form's policy against where its answer sends them on to as well, so the
    caller is named in it.
    """
    names = {"seller": flow.tenant.name, "caller": flow.channel.name, "reason": reason}
    words = _words(request, names, flow.facts["locale"])
    context = {**words, **names, **facts, "problem": words["words"].get(problem, "")}
    status = 400 if problem else 200
    policy = {**POLICY, "form-action": [SELF, origin_of(flow.facts["return_url"])]}

    def page(asked: HttpRequest) -> HttpResponse:
        return render(asked, template, context, status=status)

    return cast("HttpResponse", csp_replace(policy)(page)(request))


def tell(request: HttpRequest, about: str, *, status: int) -> HttpResponse:
    """A page with a heading and a sentence."""

    def page(asked: HttpRequest) -> HttpResponse:
        context = _words(asked, {}, "")
        words = context["words"]
        told = {"title": words[about], "text": words[f"{about}_text"]}
        return render(asked, "maas/told.html", {**context, **told}, status=status)

    return cast("HttpResponse", csp_replace(POLICY)(page)(request))


def _find(request: HttpRequest, secret: str) -> FlowState:
    at, client = timezone.now(), client_of(request)
    count_client(Limited.ANONYMOUS, client, at=at)
    try:
        return find_linking(secret, at=at)
    except FlowUnknown:
        # Who guesses is stopped much sooner than who looks at a page.
        count_client(Limited.REFUSED, client, at=at)
        raise


def language_for(request: HttpRequest, locale: str) -> TravellerLanguage:
    """What the traveller reads: `?lang=`, else what the caller told, else what the browser likes
    best."""
    accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:LONGEST_HEADER]
    likes = [name for name, _ in parse_accept_lang_header(accepted)]
    return language_among([request.GET.get("lang", ""), locale, *likes])


def _words(request: HttpRequest, names: Mapping[str, str], locale: str) -> dict[str, Any]:
    """The phrases of the traveller's language, with the names in them."""
    language = language_for(request, locale)
    words = {name: _fill(phrase, names) for name, phrase in asdict(LANGUAGES[language]).items()}
    return {"words": words, "language": language.value}


def _fill(phrase: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        phrase = phrase.replace(f"{{{name}}}", value)
    return phrase
