"""Which organisations may sell, refund and look in a channel, and which clients name it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

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


def allowed(channel: SalesChannel, organisation_id: int, action: ChannelAction) -> bool:
    """Whether the organisation may do that in the channel; one query."""
    return action in actions_in(channel, organisation_id)


def actions_in(channel: SalesChannel, organisation_id: int) -> frozenset[ChannelAction]:
    """All that the organisation may do in the channel, with what its rights imply; one query.

    A channel that is open to all lets every organisation of its tenant do everything.
    """
    if channel.open_to_all_organisations:
        ours = Organisation.objects.filter(pk=organisation_id, tenant=channel.tenant_id)
        return frozenset(ChannelAction) if ours.exists() else frozenset()
    rights = ChannelRight.objects.filter(channel=channel, organisation=organisation_id)
    held = set(rights.values_list("action", flat=True))
    return frozenset(action for action in ChannelAction if GRANTED_BY[action] & held)


def linked_channel(client_id: int, netex_id: str) -> SalesChannel:
    """The channel of that id, which the client (its key, not its name) is linked to.

    ChannelNotLinked where there is no such channel, or another tenant's, or it is not linked.
    """
    links = ClientChannel.objects.filter(client=client_id, channel__netex_id=netex_id)
    link = links.select_related("channel", "channel__tenant").first()
    if link is None:
        raise ChannelNotLinked
    return link.channel
