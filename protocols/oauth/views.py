"""Where tokens are bought and given back, and the public keys that verify those of clients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from rest_framework.exceptions import Throttled

from protocols.correlation import follow_correlation_id, tell_correlation_id
from protocols.models import Limited
from protocols.oauth.clients import identify_app
from protocols.oauth.errors import (
    InvalidToken,
    TokenRefused,
    UnsupportedGrantType,
    UnsupportedTokenType,
    WrongMethod,
)
from protocols.oauth.granting import sell_for_code, sell_for_refresh_token, take_back
from protocols.oauth.keys import TOKEN_LIFETIME, published_keys
from protocols.oauth.metadata import server_metadata
from protocols.oauth.requests import (
    CLIENT_CREDENTIALS,
    JSON,
    Members,
    read_members,
    read_token_request,
    uses_basic,
)
from protocols.oauth.selling import buy_token
from protocols.oauth.userinfo import tell_account
from protocols.strangers import client_of, count_client, refusals_counted

NEVER_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
KEYS_MAX_AGE_SECONDS = 600
JWK_SET = "application/jwk-set+json"
BUSY = "temporarily_unavailable"
DOTS_OF_A_SIGNED_TOKEN = 2
FOR_ACCOUNTS = {
    "authorization_code": sell_for_code,
    "refresh_token": sell_for_refresh_token,
}


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """Sell an access token for client credentials (RFC 6749 §4.4), for an authorization code
    (§4.1.3) or for a refresh token (§6), asked for by JSON or a form.

    400 `invalid_request`, `unsupported_grant_type`, `unauthorized_client`, `invalid_scope`, or
    `invalid_grant` for a code or token that does not count; 401 `invalid_client` for an unknown
    client and a wrong secret alike, 403 `access_denied` for an audience that is not the client's,
    405, 413, and 429 with Retry-After for who asks too often.
    """
    return _answered(request, _sell)


@csrf_exempt
def revoke(request: HttpRequest) -> HttpResponse:
    """Shut the app out of the account that a token of either kind opens (RFC 7009).

    200, also for a token that nobody was given. 400 `invalid_grant` for another client's token and
    `unsupported_token_type` for one that was bought with client credentials; else as `token`.
    """
    return _answered(request, _take_back)


def _answered(request: HttpRequest, serve: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    follow_correlation_id(request)
    try:
        response = serve(request)
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
    return _published(request, lambda: {"keys": published_keys(at=at)}, kind=JWK_SET, at=at)


@require_safe
def metadata(request: HttpRequest) -> HttpResponse:
    """Where each thing is, and what of the standards is spoken here (RFC 8414). 429 as `jwks`."""
    return _published(request, server_metadata, kind=JSON, at=timezone.now())


@require_safe
def userinfo(request: HttpRequest) -> HttpResponse:
    """Whose account an access token opens: `sub`, and for the scope `profile` the e-mail address
    and the names, by the names that OpenID Connect gives them.

    401 `invalid_token` for a token that does not count (RFC 6750 §3), and 429 with Retry-After for
    an address that asks too often.
    """
    return _answered(request, _tell_account)


def _published(
    request: HttpRequest, read: Callable[[], Mapping[str, Any]], *, kind: str, at: datetime
) -> HttpResponse:
    follow_correlation_id(request)
    try:
        count_client(Limited.ANONYMOUS, client_of(request), at=at)
        response: HttpResponse = JsonResponse(read(), content_type=kind)
        response["Cache-Control"] = f"public, max-age={KEYS_MAX_AGE_SECONDS}"
    except Throttled as refusal:
        response = _come_back_later(refusal)
    tell_correlation_id(response)
    return response


def _sell(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        raise WrongMethod
    at = timezone.now()
    asked = read_members(request)
    grant_type = asked.required("grant_type")
    with refusals_counted(request, at=at):
        if grant_type == CLIENT_CREDENTIALS:
            return JsonResponse(_sell_to_client(asked, at=at))
        if grant_type not in FOR_ACCOUNTS:
            raise UnsupportedGrantType
        client = identify_app(request, asked, at=at)
        return JsonResponse(FOR_ACCOUNTS[grant_type](client, asked, at=at))


def _sell_to_client(asked: Members, *, at: datetime) -> dict[str, Any]:
    bought = buy_token(read_token_request(asked), at=at)
    return {
        "access_token": bought.token,
        "token_type": "Bearer",
        "expires_in": int(TOKEN_LIFETIME.total_seconds()),
        "scope": " ".join(bought.permissions),
    }


def _take_back(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        raise WrongMethod
    at = timezone.now()
    asked = read_members(request)
    with refusals_counted(request, at=at):
        client = identify_app(request, asked, at=at)
        if asked.required("token").count(".") == DOTS_OF_A_SIGNED_TOKEN:
            raise UnsupportedTokenType
        take_back(client, asked, at=at)
    return HttpResponse(status=200)


def _tell_account(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    count_client(Limited.ANONYMOUS, client_of(request), at=at)
    with refusals_counted(request, at=at):
        return JsonResponse(tell_account(request, at=at))


def _refuse(request: HttpRequest, refusal: TokenRefused) -> HttpResponse:
    told = {"error": refusal.code, "error_description": refusal.detail}
    response = JsonResponse(told, status=refusal.status)
    if isinstance(refusal, WrongMethod):
        response["Allow"] = "POST"
    if isinstance(refusal, InvalidToken):
        response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    elif refusal.status == 401 and uses_basic(request):
        response["WWW-Authenticate"] = 'Basic realm="token"'
    return response


def _come_back_later(refusal: Throttled) -> HttpResponse:
    seconds = int(getattr(refusal, "wait", None) or 1)
    told = {"error": BUSY, "error_description": f"Too many requests; wait {seconds} seconds."}
    return JsonResponse(told, status=429, headers={"Retry-After": str(seconds)})
