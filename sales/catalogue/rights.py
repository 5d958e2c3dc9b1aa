"""Which organisations may sell, refund and look in a channel, and which clients name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q

from operators.prepared import fetch_rows
from operators.tenancy.clients import ApiClient
from operators.tenancy.constraints import same_tenant
from operators.tenancy.errors import NotPermitted
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.channels import SalesChannel


class ChannelAction(models.TextChoices):
    """What an organisation does in a channel."""

    SELL = "SELL"
    REFUND = "REFUND"
    INFORM = "INFORM"


GRANTED_BY: dict[ChannelAction, frozenset[ChannelAction]] = {
    ChannelAction.SELL: frozenset({ChannelAction.SELL}),
    ChannelAction.REFUND: frozenset({ChannelAction.REFUND}),
    ChannelAction.INFORM: frozenset(ChannelAction),
}
"""The rights that allow an action: who sells or refunds may look as well."""


class ChannelNotLinked(NotPermitted):
    """This channel is not linked to your client; ask the tenant administrator to link it."""


class ActionNotAllowed(NotPermitted):
    """Your organisation may not do this in this channel; ask the tenant administrator."""


class ChannelRight(models.Model):
    """One thing that an organisation may do in a channel."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    channel = models.ForeignKey(SalesChannel, models.CASCADE, related_name="rights")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="channel_rights")
    action = models.CharField(max_length=10, choices=ChannelAction)

    objects = TenantQuerySet["ChannelRight"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "organisation", "action"], name="channelright_once"
            ),
            models.CheckConstraint(
                condition=Q(action__in=ChannelAction.values), name="channelright_action_is_known"
            ),
            same_tenant("channelright", "channel", "sales.SalesChannel"),
            same_tenant("channelright", "organisation", "operators.Organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} may {self.action} in {self.channel}"


class ClientChannel(models.Model):
    """A channel that a client may name in its requests."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    client = models.ForeignKey(ApiClient, models.CASCADE, related_name="client_channels")
    channel = models.ForeignKey(SalesChannel, models.CASCADE, related_name="client_channels")

    objects = TenantQuerySet["ClientChannel"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "channel"], name="clientchannel_once"),
            same_tenant("clientchannel", "client", "operators.ApiClient"),
            same_tenant("clientchannel", "channel", "sales.SalesChannel"),
        ]

    def __str__(self) -> str:
        return f"{self.client} in {self.channel}"


CHANNEL = [field.attname for field in SalesChannel._meta.concrete_fields]
TENANT = [field.attname for field in Tenant._meta.concrete_fields]
COLUMNS = ", ".join(
    [*(f"channel.{name}" for name in CHANNEL), *(f"tenant.{name}" for name in TENANT)]
)
TABLES = """
    , EXISTS (
        SELECT FROM operators_organisation organisation
        WHERE organisation.id = %(organisation)s AND organisation.tenant_id = channel.tenant_id
    ), ARRAY(
        SELECT held.action FROM sales_channelright held
        WHERE held.channel_id = channel.id AND held.organisation_id = %(organisation)s
    )
    FROM sales_clientchannel link
    JOIN sales_saleschannel channel ON channel.id = link.channel_id
    JOIN operators_tenant tenant ON tenant.id = channel.tenant_id
    WHERE link.client_id = %(client)s AND channel.netex_id = %(netex_id)s
"""
LINK = f"SELECT {COLUMNS} {TABLES}"


@dataclass(frozen=True, slots=True)
class LinkedChannel:
    """A channel that a client names, read with its tenant."""

    channel: SalesChannel
    actions: frozenset[ChannelAction]
    """What the client's organisation may do there, with what its rights imply."""


def allowed(channel: SalesChannel, organisation_id: int, action: ChannelAction) -> bool:
    """Whether the organisation may do that in the channel; one query."""
    return action in actions_in(channel, organisation_id)


def actions_in(channel: SalesChannel, organisation_id: int) -> frozenset[ChannelAction]:
    """All that the organisation may do in the channel, with what its rights imply; one query.

    A channel that is open to all lets every organisation of its tenant do everything.
    """
    if channel.open_to_all_organisations:
        ours = Organisation.objects.filter(pk=organisation_id, tenant=channel.tenant_id)
        return _granted(channel, (), is_ours=ours.exists())
    rights = ChannelRight.objects.filter(channel=channel, organisation=organisation_id)
    return _granted(channel, rights.values_list("action", flat=True), is_ours=True)


def linked_channel(client_id: int, netex_id: str, *, organisation_id: int) -> LinkedChannel:
    """The channel of that id, which the client (its key, not its name) is linked to, and what the
    client's organisation may do there; one query, which is prepared: every request sends it.

    ChannelNotLinked where there is no such channel, or another tenant's, or it is not linked.
    """
    values = {"client": client_id, "netex_id": netex_id, "organisation": organisation_id}
    for row in fetch_rows(LINK, values):
        *columns, is_ours, held = row
        channel = SalesChannel.from_db(DEFAULT_DB_ALIAS, CHANNEL, columns[: len(CHANNEL)])
        channel.tenant = Tenant.from_db(DEFAULT_DB_ALIAS, TENANT, columns[len(CHANNEL) :])
        return LinkedChannel(channel, _granted(channel, held, is_ours=is_ours))
    raise ChannelNotLinked


def _granted(
    channel: SalesChannel, held: Iterable[str], *, is_ours: bool
) -> frozenset[ChannelAction]:
    if channel.open_to_all_organisations:
        return frozenset(ChannelAction) if is_ours else frozenset()
    held = set(held)
    return frozenset(action for action in ChannelAction if GRANTED_BY[action] & held)
