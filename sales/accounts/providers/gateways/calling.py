"""Requests to an OAuth 2.0 server of somebody else, and what its answers mean.

Neither what is sent nor what is answered is logged: both carry tokens.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

import requests
import structlog
from requests.auth import HTTPBasicAuth

from operators.tenancy.deadlines import hung_up_after
from operators.tenancy.guarding import AddressRefused
from operators.tenancy.outgoing import guarded_session
from sales.accounts.providers.errors import (
    CredentialsRejected,
    ProviderAddressPrivate,
    ProviderBusy,
    ProviderError,
    ProviderRefused,
    ProviderUnfit,
)
from sales.accounts.providers.models import AccountProvider
from sales.accounts.providers.secrets import client_secret_of

CONNECT_SECONDS, READ_SECONDS = 5, 10
LONGEST_CALL = 20
"""Seconds, whatever a server says now and then; whoever renews is waited for longer."""
LARGEST_ANSWER = 1 << 16
"""Bytes."""
LONGEST_RETRY = 3600
RETRY_DIGITS = 9
USUAL_RETRY = 10
WAITING = {408, 425, 429}
REJECTED = "invalid_grant"
OUR_FAULTS = {"invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope"}
OURS = {401, 403, 404, 405}
"""That the provider does not know our client is for people to put right."""

log = structlog.get_logger(__name__)


def ask_for_tokens(provider: AccountProvider, told: Mapping[str, str]) -> dict[str, Any]:
    """What the token endpoint answers (RFC 6749 §5.1). CredentialsRejected for `invalid_grant`."""
    answer, text = _post(provider, provider.token_url, told)
    if answer.status_code == 200:
        return _object_in(provider, text)
    raise _refusal(provider, answer, text)


def revoke_token(provider: AccountProvider, token: str, *, hint: str) -> None:
    """Have a token revoked (RFC 7009). One that is worth nothing already is revoked as well."""
    told = {"token": token, "token_type_hint": hint}
    answer, text = _post(provider, provider.revoke_url, told)
    if answer.status_code >= 300 and answer.status_code != 400:
        raise _refusal(provider, answer, text)


def ask_whose(provider: AccountProvider, access_token: str) -> dict[str, Any]:
    """What the account's address tells of whoever a token is of. CredentialsRejected."""
    answer, text = _call(
        provider, "GET", provider.account_url, {"Authorization": f"Bearer {access_token}"}
    )
    if answer.status_code == 200:
        return _object_in(provider, text)
    if answer.status_code in (401, 403):
        raise CredentialsRejected(provider)
    raise _refusal(provider, answer, text)


def _post(
    provider: AccountProvider, address: str, told: Mapping[str, str]
) -> tuple[requests.Response, bytes]:
    """A form, with our client's id and secret in the way that the provider wants (§2.3.1)."""
    secret = client_secret_of(provider)
    if provider.basic_auth and secret:
        shown = HTTPBasicAuth(quote_plus(provider.client_id), quote_plus(secret))
        return _call(provider, "POST", address, {}, form=told, auth=shown)
    own = {"client_id": provider.client_id}
    if secret:
        own["client_secret"] = secret
    return _call(provider, "POST", address, {}, form={**told, **own})


def _call(
    provider: AccountProvider,
    method: str,
    address: str,
    headers: Mapping[str, str],
    *,
    form: Mapping[str, str] | None = None,
    auth: HTTPBasicAuth | None = None,
) -> tuple[requests.Response, bytes]:
    """The answer with its body. ProviderBusy if there is none."""
    try:
        with (
            hung_up_after(LONGEST_CALL) as is_over,
            guarded_session(allows_private=allows_private(provider)) as session,
        ):
            answer = session.request(
                method,
                address,
                data=dict(form) if form else None,
                headers={"Accept": "application/json", **headers},
                auth=auth,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            )
            text = _body_of(answer)
    except AddressRefused as refused:
        raise ProviderAddressPrivate from refused
    except requests.RequestException as fault:
        log.warning("provider_silent", provider=provider.code, fault=type(fault).__name__)
        raise ProviderBusy(wait=USUAL_RETRY) from None
    if is_over.is_set():
        # We hung up ourselves, so the answer may be a part of one.
        log.warning("provider_silent", provider=provider.code, fault="TooLong")
        raise ProviderBusy(wait=USUAL_RETRY)
    return answer, text


def allows_private(provider: AccountProvider) -> bool:
    """Where both the tenant and the provider's row do."""
    return provider.allows_private and provider.tenant.allows_private_callbacks


def _body_of(answer: requests.Response) -> bytes:
    text = b""
    for block in answer.iter_content(1 << 14):
        text += block
        if len(text) > LARGEST_ANSWER:
            raise ProviderUnfit("Its answer is too long.")
    return text


def _object_in(provider: AccountProvider, text: bytes) -> dict[str, Any]:
    told = _parsed(text)
    if told is None:
        log.warning("provider_unfit", provider=provider.code, fault="no JSON object")
        raise ProviderUnfit("Its answer is no JSON object.")
    return told


def _parsed(text: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _refusal(provider: AccountProvider, answer: requests.Response, text: bytes) -> ProviderError:
    """What a refusal means (§5.2). Of its words only the error code is used: the rest is free."""
    status = answer.status_code
    error = str((_parsed(text) or {}).get("error", ""))
    if status in WAITING or status >= 500:
        return ProviderBusy(wait=_retry_of(answer))
    if error == REJECTED:
        return CredentialsRejected(provider)
    known = error if error in OUR_FAULTS else ""
    log.warning("provider_refused", provider=provider.code, status=status, error=known)
    if status < 400:
        return ProviderUnfit(f"It sent us elsewhere ({status}); check its address.")
    if known or status in OURS:
        return ProviderUnfit(f"It does not serve our client ({known or status}).")
    return ProviderRefused()


def _retry_of(answer: requests.Response) -> int:
    told = answer.headers.get("Retry-After", "")
    if not told.isdecimal():
        return USUAL_RETRY
    return min(int(told), LONGEST_RETRY) if len(told) <= RETRY_DIGITS else LONGEST_RETRY
