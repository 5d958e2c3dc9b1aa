"""What timers do with links: let those lapse whose time is over, revoke what has ended, and forget
those of nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from operators.tenancy.actors import Actor
from sales.accounts.providers.errors import CredentialsRejected, ProviderError
from sales.accounts.providers.events import ProviderLinkEvent
from sales.accounts.providers.gateways.finding import gateway_to
from sales.accounts.providers.models import ProviderLink
from sales.accounts.providers.recording import end_link, record_link_event
from sales.accounts.providers.secrets import credentials_in
from sales.accounts.providers.states import ProviderLinkEventName

MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=1)
"""Doubled with each try: the last one is two hours after the first."""

KEEP = timedelta(days=30)

log = structlog.get_logger(__name__)


@transaction.atomic
def lapse_provider_links(*, by: Actor, at: datetime, limit: int) -> int:
    """End links whose time is over; returns how many."""
    links = ProviderLink.objects.filter(ended_at=None, ends_at__lte=at).order_by("ends_at", "pk")
    lapsed = list(links.lock_free()[:limit])
    for link in lapsed:
        end_link(link, ProviderLinkEventName.LAPSED, by=by, at=at)
    return len(lapsed)


@transaction.atomic
def forget_client_links(*, by: Actor, at: datetime, limit: int) -> int:
    """Delete links of copies of apps a month after their end, with their events; returns how many.
    Until then staff may look into them. What is still to be revoked is left."""
    ended = ProviderLink.objects.filter(account=None, ended_at__lte=at - KEEP, next_try_at=None)
    doomed = [link.pk for link in ended.order_by("ended_at", "pk").lock_free()[:limit]]
    ProviderLinkEvent.objects.filter(link__in=doomed).delete()
    ProviderLink.objects.filter(pk__in=doomed).delete()
    return len(doomed)


def revoke_ended_links(*, by: Actor, at: datetime, limit: int) -> int:
    """Have the credentials of links that ended revoked at their providers, and forget them.

    Returns how many were tried. One that cannot be revoked is tried again a little later, eight
    times in about two hours, and then forgotten all the same. Providers are asked without a lock.
    """
    tried = 0
    for _ in range(limit):
        link = _take_due(at=at)
        if link is None:
            break
        tried += 1
        _revoke(link, by=by, at=at)
    return tried


@transaction.atomic
def _take_due(*, at: datetime) -> ProviderLink | None:
    """The next one that is due; not while it is being renewed, since others would come of that. It
    is noted as tried before it is, so that a process that dies on it does not do so for ever."""
    due = ProviderLink.objects.filter(next_try_at__lte=at).order_by("next_try_at", "pk")
    due = due.filter(Q(renewing_until=None) | Q(renewing_until__lte=at))
    link = due.lock_free().select_related("provider__tenant").first()
    if link is not None:
        link.next_try_at = at + FIRST_WAIT * 2 ** min(link.tries, MOST_TRIES)
        link.tries += 1
        link.save(update_fields=["next_try_at", "tries"])
    return link


def _revoke(link: ProviderLink, *, by: Actor, at: datetime) -> None:
    provider = link.provider
    try:
        held = credentials_in(link)
    except CredentialsRejected:
        _forget(link, ProviderLinkEventName.GIVEN_UP, by=by, at=at)
        return
    try:
        gateway_to(provider).revoke(provider, held, at=at)
    except CredentialsRejected:
        # It is worth nothing there already.
        pass
    except ProviderError as fault:
        log.warning("link_not_revoked", link=link.pk, fault=type(fault).__name__)
        if link.tries < MOST_TRIES:
            return
        _forget(link, ProviderLinkEventName.GIVEN_UP, by=by, at=at)
        return
    _forget(link, ProviderLinkEventName.REVOKED, by=by, at=at)


@transaction.atomic
def _forget(link: ProviderLink, name: ProviderLinkEventName, *, by: Actor, at: datetime) -> None:
    """Unless there are other credentials by now, that were renewed as the link ended."""
    row = ProviderLink.objects.lock(link)
    if row.sealed_credentials == link.sealed_credentials:
        row.forget()
        row.save()
        record_link_event(row, name, by=by, at=at)
