"""Any server that speaks OAuth 2.0 (RFC 6749) with codes, ours included."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sales.accounts.providers.errors import (
    CredentialsRejected,
    ProviderBusy,
    ProviderUnable,
    ProviderUnfit,
)
from sales.accounts.providers.gateways.calling import (
    ask_for_tokens,
    ask_whose,
    revoke_token,
)
from sales.accounts.providers.gateways.interface import ProviderGateway
from sales.accounts.providers.models import LONGEST_SUBJECT, AccountProvider
from sales.accounts.providers.states import Asks, ProviderKind
from sales.accounts.providers.terms import Credentials

LONGEST_TOKEN = 8192
LONGEST_LIFE = 10 * 366 * 24 * 3600
SUBJECTS = ("sub", "id", "uuid")
"""Members by which an account's address tells who somebody is; OpenID Connect says `sub`."""


class OAuth2Server(ProviderGateway):
    """Tokens that an app got by itself are renewed at once, which only the client that they are of
    can do: so tokens that somebody got with another client are refused, and an access token alone,
    which says nothing of its client, is not taken. How long that one would hold does not matter."""

    kind = ProviderKind.OAUTH2
    asks = Asks.CODE

    def take_tokens(
        self,
        provider: AccountProvider,
        access_token: str,
        refresh_token: str,
        expires_in: int | None,
        *,
        at: datetime,
    ) -> Credentials:
        if not refresh_token:
            raise ProviderUnable("Without a refresh token nobody knows which app signed in.")
        if not _is_token(access_token) or not _is_token(refresh_token):
            raise CredentialsRejected(provider)
        posted = Credentials(access_token=access_token, refresh_token=refresh_token)
        return self._with_subject(provider, self.renew(provider, posted, at=at), at=at)

    def exchange_code(
        self,
        provider: AccountProvider,
        code: str,
        *,
        redirect_uri: str,
        verifier: str = "",
        at: datetime,
    ) -> Credentials:
        if not _is_token(code):
            raise CredentialsRejected(provider)
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        if verifier:
            asked["code_verifier"] = verifier
        told = ask_for_tokens(provider, asked)
        return self._with_subject(provider, _credentials(provider, told, at=at), at=at)

    def renew(
        self, provider: AccountProvider, credentials: Credentials, *, at: datetime
    ) -> Credentials:
        if not credentials.refresh_token:
            raise CredentialsRejected(provider)
        asked = {"grant_type": "refresh_token", "refresh_token": credentials.refresh_token}
        told = ask_for_tokens(provider, asked)
        return _credentials(
            provider,
            told,
            refresh_token=credentials.refresh_token,
            subject=credentials.subject,
            at=at,
        )

    def check(self, provider: AccountProvider, credentials: Credentials, *, at: datetime) -> None:
        """Where the provider has no address that tells whose a token is, it is not asked."""
        if provider.account_url:
            ask_whose(provider, credentials.access_token)

    def revoke(self, provider: AccountProvider, credentials: Credentials, *, at: datetime) -> None:
        if not provider.revoke_url:
            return
        if credentials.refresh_token:
            revoke_token(provider, credentials.refresh_token, hint="refresh_token")
        else:
            revoke_token(provider, credentials.access_token, hint="access_token")

    def _with_subject(
        self, provider: AccountProvider, credentials: Credentials, *, at: datetime
    ) -> Credentials:
        """With who the traveller is there. The tokens are good by now: that the provider is busy
        must not lose them."""
        if not provider.account_url:
            return credentials
        try:
            told = ask_whose(provider, credentials.access_token)
        except ProviderBusy:
            if not credentials.refresh_token:
                raise
            return credentials
        return _named(credentials, told)


def _named(credentials: Credentials, told: Mapping[str, Any]) -> Credentials:
    found = next((told[name] for name in SUBJECTS if isinstance(told.get(name), str | int)), "")
    # JSON can carry what the database does not store: NUL, and half of a character.
    storable = str(found).encode(errors="replace").decode().replace("\0", "")
    subject = storable[:LONGEST_SUBJECT]
    return Credentials(
        subject=subject,
        access_token=credentials.access_token,
        refresh_token=credentials.refresh_token,
        expires_at=credentials.expires_at,
    )


def _credentials(
    provider: AccountProvider,
    told: Mapping[str, Any],
    *,
    refresh_token: str = "",
    subject: str = "",
    at: datetime,
) -> Credentials:
    """What an answer with tokens says; one without another refresh token leaves the old one."""
    access, refresh = told.get("access_token"), told.get("refresh_token") or refresh_token
    if not _is_token(access) or (refresh and not _is_token(refresh)):
        raise ProviderUnfit("Its answer has no access token that can be used.")
    return Credentials(
        subject=subject,
        access_token=str(access),
        refresh_token=str(refresh),
        expires_at=_end_of(told.get("expires_in"), at=at),
    )


def _is_token(token: object) -> bool:
    """Characters of RFC 6749, appendix A.12: nothing that could leave its header."""
    return (
        isinstance(token, str)
        and 0 < len(token) <= LONGEST_TOKEN
        and all(" " < character <= "~" for character in token)
    )


def _end_of(seconds: object, *, at: datetime) -> datetime | None:
    """Some servers write the number as text; what is no number of seconds tells nothing."""
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdecimal():
        seconds = int(seconds[:12])
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    # Not a number is in no range.
    if not 0 <= seconds <= LONGEST_LIFE:
        return None
    return at + timedelta(seconds=int(seconds))
