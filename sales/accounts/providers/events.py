"""What happened to links with providers."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from operators.tenancy.events import DomainEvent, EventQuerySet
from sales.accounts.providers.models import ProviderLink
from sales.accounts.providers.states import ProviderLinkEventName

IS_FORGOTTEN = """
    PERFORM 1 FROM sales_providerlink link
        WHERE link.id = OLD.link_id AND link.account_id IS NULL
            AND link.ended_at IS NOT NULL AND link.next_try_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Cannot delete rows from % table', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
"""


class ProviderLinkEventQuerySet(EventQuerySet["ProviderLinkEvent"]):
    """Events, scoped through their link."""

    tenant_path = "link__tenant"


class ProviderLinkEvent(DomainEvent):
    """What happened to a link with a provider. It is deleted with the link of a copy of an app."""

    link = models.ForeignKey(ProviderLink, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=ProviderLinkEventName)

    objects = ProviderLinkEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=ProviderLinkEventName.values),
                name="providerlinkevent_name_is_known",
            ),
        ]
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Trigger(
                name="no_delete",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=IS_FORGOTTEN,
            ),
            *(one for one in DomainEvent.Meta.triggers if one.name != "no_delete"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.link_id}"
