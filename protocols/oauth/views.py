"""Where access tokens are bought, and the public keys that verify them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from rest_framework.exceptions import Throttled

from protocols.correlation import follow_correlation_id, tell_correlation_id
from protocols.models import Limited
from protocols.oauth.errors import TokenRefused, WrongMethod
from protocols.oauth.keys import TOKEN_LIFETIME, published_keys
from protocols.oauth.requests import read_token_request, uses_basic
from protocols.oauth.selling import buy_token
from protocols.strangers import client_of, count_client, refusals_counted

NEVER_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
KEYS_MAX_AGE_SECONDS = 600
BUSY = "temporarily_unavailable"


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """Sell an access token for client credentials (RFC 6749 §4.4), asked for by JSON or a form.

    400 `invalid_request` or `unsupported_grant_type`, 401 `invalid_client` for an unknown client
    and a wrong secret alike, 403 `access_denied` for an audience that is not the client's, 405,
    413, and 429 with Retry-After for who asks too often.
    """
    follow_correlation_id(request)
    try:
        response = _sell(request)
    except TokenRefused as refusal:
        response = _refuse(request, refusal)
    except Throttled as refusal:
        response = _come_back_later(refusal)
    for name, value in NEVER_KEPT.items():
        response[name] = value
    tell_correlation_id(response)
    return response


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """The public keys that verify access tokens, as a JWK Set (RFC 7517).

    429 with Retry-After for an address that asks without end.
    """
    at = timezone.now()
    follow_correlation_id(request)
    try:
        count_client(Limited.ANONYMOUS, client_of(request), at=at)
        response: HttpResponse = JsonResponse(
            {"keys": published_keys(at=at)}, content_type="application/jwk-set+json"
        )
        response["Cache-Control"] = f"public, max-age={KEYS_MAX_AGE_SECONDS}"
    except Throttled as refusal:
        response = _come_back_later(refusal)
    tell_correlation_id(response)
    return response


def _sell(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        raise WrongMethod
    at = timezone.now()
    asked = read_token_request(request)
    with refusals_counted(request, at=at):
        bought = buy_token(asked, at=at)
    return JsonResponse(
        {
            "access_token": bought.token,
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LIFETIME.total_seconds()),
            "scope": " ".join(bought.permissions),
        }
    )


def _refuse(request: HttpRequest, refusal: TokenRefused) -> HttpResponse:
    told = {"error": refusal.code, "error_description": refusal.detail}
    response = JsonResponse(told, status=refusal.status)
    if isinstance(refusal, WrongMethod):
        response["Allow"] = "POST"
    if refusal.status == 401 and uses_basic(request):
        response["WWW-Authenticate"] = 'Basic realm="token"'
    return response


def _come_back_later(refusal: Throttled) -> HttpResponse:
    seconds = int(getattr(refusal, "wait", None) or 1)
    told = {"error": BUSY, "error_description": f"Too many requests; wait {seconds} seconds."}
    return JsonResponse(told, status=429, headers={"Retry-After": str(seconds)})
