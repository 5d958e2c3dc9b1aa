"""What the pages share: no script runs in them, nobody may put them into a frame, and nobody else
learns their address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import wraps
from typing import Any, cast

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from rest_framework.exceptions import Throttled

from protocols.models import Limited
from protocols.oauth.authorizing.asked import Asked, read_asked
from protocols.oauth.authorizing.errors import AppUnknown, AskedWrongly
from protocols.oauth.authorizing.wording import LANGUAGES, language_among
from protocols.strangers import client_of, count_client
from tickets.forms.languages import TravellerLanguage

POLICY: dict[str, list[str] | None] = {
    "default-src": [NONE],
    "style-src": [SELF],
    "img-src": [SELF],
    "base-uri": [NONE],
    # Browsers hold it against every address that an answer leads on to, and an app's own may lead
    # to its phone app, whose scheme nobody has told us.
    "form-action": None,
    "frame-ancestors": [NONE],
}
PRIVATE_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LONGEST_HEADER = 500

View = Callable[[HttpRequest, Asked], HttpResponse]


def for_app(view: View) -> Callable[..., HttpResponse]:
    """The view gets what an app asks for. 400 at this page where we do not know whose app it is;
    back to the app with the reason where it asked wrongly; 429 for who asks without end."""

    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        try:
            response = view(request, _read(request))
        except AskedWrongly as wrong:
            response = send_back(wrong.back)
        except AppUnknown:
            response = tell(request, "unknown", status=400)
        except Throttled as refusal:
            response = tell(request, "too_many", status=429)
            response["Retry-After"] = str(int(getattr(refusal, "wait", None) or 1))
        for name, value in PRIVATE_HEADERS.items():
            response.headers[name] = value
        return response

    page: Any = require_http_methods(["GET", "HEAD", "POST"])(never_cache(shown))
    page = csp_replace(POLICY)(page)
    # Nothing of the browser's is used: who knows the password may do this, and nobody else can.
    return cast("Callable[..., HttpResponse]", csrf_exempt(sensitive_post_parameters()(page)))


def send_back(address: str) -> HttpResponse:
    """To the app, by its own scheme too, which Django's redirects do not allow; never with what
    was sent to us (303, RFC 9700 §4.12)."""
    return HttpResponse(status=303, headers={"Location": address})


def show(
    request: HttpRequest,
    asked: Asked,
    template: str,
    facts: Mapping[str, Any],
    *,
    problem: str = "",
    reason: str = "",
) -> HttpResponse:
    """A page with a form; 400 with a problem, which is the name of a phrase."""
    client = asked.client
    names = {
        "seller": client.tenant.name,
        "app": client.name,
        "owner": client.organisation.name,
        "reason": reason,
    }
    words = words_for(request, names, asked.locales)
    context = {
        **words,
        **names,
        **facts,
        "problem": words["words"].get(problem, ""),
        "query": request.META.get("QUERY_STRING", ""),
    }
    return render(request, template, context, status=400 if problem else 200)


def tell(request: HttpRequest, about: str, *, status: int) -> HttpResponse:
    """A page with a heading and a sentence."""
    context = words_for(request, {}, "")
    words = context["words"]
    told = {"title": words[about], "text": words[f"{about}_text"]}
    return render(request, "oauth/told.html", {**context, **told}, status=status)


def language_for(request: HttpRequest, locales: str) -> TravellerLanguage:
    """What the traveller reads: what the app knows, else what the browser likes best."""
    accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:LONGEST_HEADER]
    likes = [name for name, _ in parse_accept_lang_header(accepted)]
    return language_among([*locales[:LONGEST_HEADER].split(), *likes])


def words_for(request: HttpRequest, names: Mapping[str, str], locales: str) -> dict[str, Any]:
    """The phrases of a page, filled in."""
    language = language_for(request, locales)
    words = {name: _fill(phrase, names) for name, phrase in asdict(LANGUAGES[language]).items()}
    return {"language": language.value, "words": words}


def _fill(phrase: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        phrase = phrase.replace(f"{{{name}}}", value)
    return phrase


def _read(request: HttpRequest) -> Asked:
    at, client = timezone.now(), client_of(request)
    count_client(Limited.ANONYMOUS, client, at=at)
    try:
        return read_asked(request)
    except AppUnknown:
        # Who guesses is stopped much sooner than who looks at a page.
        count_client(Limited.REFUSED, client, at=at)
        raise
