"""What every change of a link with a provider writes beside it, and how links end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.accounts.models import TravellerAccount
from sales.accounts.providers.events import ProviderLinkEvent
from sales.accounts.providers.models import ProviderLink
from sales.accounts.providers.states import ProviderLinkEventName


def record_link_event(
    link: ProviderLink, name: ProviderLinkEventName, *, by: Actor, at: datetime
) -> None:
    """A step of the actions that change a link."""
    ProviderLinkEvent.objects.create(link=link, name=name, actor=str(by), happened_at=at)


def end_link(link: ProviderLink, name: ProviderLinkEventName, *, by: Actor, at: datetime) -> None:
    """End a link that is locked. A timer revokes its credentials at the provider, unless another
    link took its place: the provider may have given both for one sign-in."""
    link.end(is_told=name != ProviderLinkEventName.REPLACED, at=at)
    link.save()
    record_link_event(link, name, by=by, at=at)


@transaction.atomic
def end_provider_links(account: TravellerAccount, *, by: Actor, at: datetime) -> list[ProviderLink]:
    """End all links of an account that have not ended; returns them."""
    links = account.provider_links.filter(ended_at=None).order_by("pk")
    locked = list(links.select_for_update(of=("self",), no_key=True))
    for link in locked:
        end_link(link, ProviderLinkEventName.UNLINKED, by=by, at=at)
    return locked
