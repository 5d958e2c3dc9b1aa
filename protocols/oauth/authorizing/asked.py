"""What an app asks for when it sends a traveller to us."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest

from operators.models import ApiClient
from protocols.oauth.authorizing.errors import AppUnknown, AskedWrongly
from protocols.oauth.clients import find_client
from sales.accounts.grants.actions import CodeTerms
from sales.accounts.grants.models import CHALLENGE_FORM
from sales.accounts.grants.states import GrantScope

LONGEST_STATE = 2000
MOST_PARAMETERS = 50
CODE, S256, QUERY = "code", "S256", "query"
INVALID, DENIED = "invalid_request", "access_denied"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is in order: by an app that we know, with an address that is registered."""

    client: ApiClient
    terms: CodeTerms
    state: str
    locales: str
    """What the traveller may read, the best first, as the app knows it."""

    def back_with(self, **told: str) -> str:
        """The app's address with an answer."""
        return answer_address(self.terms.redirect_uri, self.state, told)


def read_asked(request: HttpRequest) -> Asked:
    """What the address of the page asks for.

    AppUnknown where the client is not known, is no app, or the redirect URI is not registered,
    letter by letter; AskedWrongly, which the app is told, for all else.
    """
    told, doubled = _parameters(request)
    if {"client_id", "redirect_uri"} & doubled:
        raise AppUnknown
    client = find_client(told.get("client_id", ""))
    redirect_uri = told.get("redirect_uri", "")
    if client is None or redirect_uri not in client.redirect_uris:
        raise AppUnknown
    state = told.get("state", "")
    try:
        _check_form(told, doubled)
        terms = CodeTerms(redirect_uri, _scopes(told), _challenge(told, client))
    except AskedWrongly as wrong:
        kept = "" if "state" in doubled or len(state) > LONGEST_STATE else state
        why = {"error": wrong.error, "error_description": wrong.detail}
        wrong.back = answer_address(redirect_uri, kept, why)
        raise
    return Asked(client, terms, state, told.get("ui_locales", ""))


def answer_address(redirect_uri: str, state: str, told: Mapping[str, str]) -> str:
    """The registered address with an answer behind its own query (RFC 6749 §4.1.2), and with who
    answers (RFC 9207)."""
    answer = {**told, **({"state": state} if state else {}), "iss": settings.OAUTH_ISSUER}
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(answer)}"


def _parameters(request: HttpRequest) -> tuple[dict[str, str], set[str]]:
    """Each parameter, and the names of those that are there more than once."""
    try:
        pairs = parse_qsl(
            request.META.get("QUERY_STRING", ""),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except ValueError as fault:
        raise AppUnknown from fault
    names = [name for name, _ in pairs]
    return dict(pairs), {name for name in names if names.count(name) > 1}


def _check_form(told: Mapping[str, str], doubled: set[str]) -> None:
    if doubled:
        raise AskedWrongly(INVALID, "A parameter is there more than once.")
    if len(told.get("state", "")) > LONGEST_STATE:
        raise AskedWrongly(INVALID, f"state has more than {LONGEST_STATE} characters.")
    if not told.get("response_type"):
        raise AskedWrongly(INVALID, "response_type is missing.")
    if told["response_type"] != CODE:
        raise AskedWrongly("unsupported_response_type", "The response_type here is code.")
    if told.get("response_mode", QUERY) != QUERY:
        raise AskedWrongly(INVALID, "The response_mode here is query.")


def _scopes(told: Mapping[str, str]) -> list[GrantScope]:
    """What was asked for; everything where nothing was."""
    wanted = set(told.get("scope", "").split())
    if not wanted <= set(GrantScope.values):
        known = ", ".join(GrantScope.values)
        raise AskedWrongly("invalid_scope", f"The scopes here are {known}.")
    return [GrantScope(name) for name in sorted(wanted)] or list(GrantScope)


def _challenge(told: Mapping[str, str], client: ApiClient) -> str:
    challenge, method = told.get("code_challenge", ""), told.get("code_challenge_method", "")
    if not challenge and not method:
        if client.needs_proof:
            raise AskedWrongly(INVALID, "code_challenge is missing (PKCE, RFC 7636).")
        return ""
    if method != S256:
        raise AskedWrongly(INVALID, "The code_challenge_method here is S256.")
    if not re.fullmatch(CHALLENGE_FORM, challenge, re.ASCII):
        raise AskedWrongly(INVALID, "code_challenge is no SHA-256 in base64url.")
    return challenge
