"""Credentials that hold: renewed when they are due, by one of those who need them at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.accounts.providers.errors import (
    CredentialsRejected,
    ProviderBusy,
    ProviderError,
    ProviderLinkMissing,
)
from sales.accounts.providers.gateways.finding import gateway_to
from sales.accounts.providers.models import ProviderLink
from sales.accounts.providers.recording import record_link_event
from sales.accounts.providers.secrets import credentials_in, seal_credentials
from sales.accounts.providers.states import ProviderLinkEventName
from sales.accounts.providers.terms import Credentials

RENEWING_LASTS = timedelta(seconds=60)
"""Longer than a provider is waited for; a process that died in between is waited for no longer."""


def credentials_for(link: ProviderLink, *, by: Actor, at: datetime) -> Credentials:
    """What opens the account now, renewed at the provider where that is due. Not to be called in a
    transaction: the provider would be asked under its locks.

    Of several who need them at once, one renews: a refresh token that is shown twice would end the
    whole sign-in. The others get what still holds, or ProviderBusy. ProviderLinkMissing once the
    link has ended; CredentialsRejected, which is noted on the link; ProviderError.
    """
    return _holding(_read(link, at=at), by=by, at=at)


def check_link(link: ProviderLink, *, by: Actor, at: datetime) -> ProviderLink:
    """Ask the provider whether it still accepts a link, before something is done that needs it.
    Returns the link as it is then. As `credentials_for`."""
    link = _read(link, at=at)
    held = _holding(link, by=by, at=at)
    try:
        gateway_to(link.provider).check(link.provider, held, at=at)
    except CredentialsRejected:
        link = _read(link, at=at)
        if not held.refresh_token:
            _reject(link, by=by, at=at)
            raise
        # The access token alone may be withdrawn.
        _renewed(link, by=by, at=at, spent=held.access_token)
    return _read(link, at=at)


def _read(link: ProviderLink, *, at: datetime) -> ProviderLink:
    """The link as it is stored, with its provider, if it is usable."""
    found = ProviderLink.objects.select_related("provider__tenant").get(pk=link.pk)
    _check_usable(found, at=at)
    return found


def _check_usable(link: ProviderLink, *, at: datetime) -> None:
    """ProviderLinkMissing or CredentialsRejected where it opens nothing any more."""
    if not link.is_open(at):
        raise ProviderLinkMissing(link.provider)
    if link.rejected_at is not None:
        raise CredentialsRejected(link.provider)


def _holding(link: ProviderLink, *, by: Actor, at: datetime) -> Credentials:
    try:
        held = credentials_in(link)
    except CredentialsRejected:
        # Sealed with a key that is lost: only another sign-in helps.
        _reject(link, by=by, at=at)
        raise
    return _renewed(link, by=by, at=at) if held.is_due(at) else held


def _renewed(link: ProviderLink, *, by: Actor, at: datetime, spent: str = "") -> Credentials:
    """Renew, unless somebody does or has done so. `spent` is an access token that the provider does
    not accept any more."""
    row, is_ours = _claim(link, spent=spent, at=at)
    held = credentials_in(row)
    if not is_ours:
        return _still_good(held, spent=spent, at=at)
    try:
        fresh = gateway_to(link.provider).renew(link.provider, held, at=at)
    except CredentialsRejected:
        _reject(row, by=by, at=at)
        raise
    except ProviderError as fault:
        _release(row)
        if isinstance(fault, ProviderBusy) and not held.is_over(at) and not spent:
            return held
        raise
    if not _keep(row, fresh, by=by, at=at):
        raise ProviderLinkMissing(link.provider)
    return fresh


@transaction.atomic
def _claim(link: ProviderLink, *, spent: str, at: datetime) -> tuple[ProviderLink, bool]:
    """The link as it is stored now, and whether it is for us to renew its credentials."""
    row = ProviderLink.objects.select_related("provider").lock(link)
    _check_usable(row, at=at)
    held = credentials_in(row)
    is_wanted = held.is_due(at) or held.access_token == spent
    if not is_wanted or (row.renewing_until is not None and row.renewing_until > at):
        return row, False
    row.renewing_until = at + RENEWING_LASTS
    row.save(update_fields=["renewing_until"])
    return row, True


def _still_good(held: Credentials, *, spent: str, at: datetime) -> Credentials:
    if held.is_over(at) or held.access_token == spent:
        raise ProviderBusy("Its credentials are being renewed.", wait=2)
    return held


@transaction.atomic
def _keep(link: ProviderLink, fresh: Credentials, *, by: Actor, at: datetime) -> bool:
    """Store what the provider gave; returns whether the link is still open. Where it ended
    meanwhile, it is that which is to be revoked: the old ones are worth nothing any more."""
    row = ProviderLink.objects.lock(link)
    if row.ended_at is not None:
        if row.sealed_credentials:
            row.sealed_credentials = seal_credentials(fresh)
            row.renewing_until = None
            row.save(update_fields=["sealed_credentials", "renewing_until"])
        return False
    row.keep(seal_credentials(fresh), subject=fresh.subject, expires_at=fresh.expires_at)
    row.save()
    record_link_event(row, ProviderLinkEventName.RENEWED, by=by, at=at)
    return True


@transaction.atomic
def _reject(shown: ProviderLink, *, by: Actor, at: datetime) -> None:
    """Note that the provider does not accept what a link stores, unless that has changed since."""
    row = ProviderLink.objects.lock(shown)
    if row.is_usable(at) and row.sealed_credentials == shown.sealed_credentials:
        row.reject(at=at)
        row.save()
        record_link_event(row, ProviderLinkEventName.REJECTED, by=by, at=at)


@transaction.atomic
def _release(link: ProviderLink) -> None:
    row = ProviderLink.objects.lock(link)
    row.renewing_until = None
    row.save(update_fields=["renewing_until"])
