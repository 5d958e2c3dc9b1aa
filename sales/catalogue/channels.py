"""Where things are sold, and the tokens that open a channel."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import ApiToken, Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.states import ChannelMode
from tickets.forms.media import Media

LONGEST_NETEX_ID = 100
MOST_EXTENSIONS = 100
NETEX_ID_FORM = r"^[A-Z]{3}:DistributionChannel:[A-Za-z0-9_\-]+$"
NETEX_ID = RegexValidator(NETEX_ID_FORM, "Such as ENT:DistributionChannel:App.")


class SalesChannel(models.Model):
    """A way to the market: who sells, who is invoiced, and the rules of selling there."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="channels")
    seller = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="channels",
        help_text="The organisation that the orders belong to.",
    )
    partner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="bought_through",
        help_text="The organisation that is invoiced for sales on account.",
    )
    code = models.SlugField(max_length=40)
    netex_id = models.CharField(
        "NeTEx id",
        max_length=LONGEST_NETEX_ID,
        unique=True,
        blank=True,
        validators=[NETEX_ID],
        help_text="What clients name the channel by; empty: made from the tenant's codespace and "
        "the code.",
    )
    name = models.CharField(max_length=100)
    mode = models.CharField(max_length=10, choices=ChannelMode, default=ChannelMode.LIVE)
    single_product = models.BooleanField(
        default=True, help_text="At most one product may be on sale here at any time."
    )
    offer_seconds = models.PositiveIntegerField(
        default=900, help_text="How long an offer can be booked."
    )
    hold_seconds = models.PositiveIntegerField(
        default=900, help_text="How long a booking waits to be committed."
    )
    hold_extensions = models.PositiveSmallIntegerField(
        default=2,
        help_text="How often a partner may ask for as much time again to commit one booking.",
    )
    leg_shares_id = models.BooleanField(
        "leg shares the booking's id",
        default=False,
        help_text="Only for partners that want it so: the leg of a booking with one leg has the "
        "booking's id.",
    )

    ticket_media = models.CharField(
        max_length=40,
        choices=[(media.value, media.name) for media in Media],
        blank=True,
        help_text="Form of tickets where a partner asks for none; empty: the ticket type's first.",
    )

    open_to_all_organisations = models.BooleanField(
        default=False,
        help_text="Every organisation of the tenant may sell, refund and look here, without rights "
        "of its own.",
    )

    objects = TenantQuerySet["SalesChannel"].as_manager()

    class Meta:
        constraints = [
            tenant_key("channel"),
            models.UniqueConstraint(fields=["tenant", "code"], name="channel_once_per_code"),
            models.UniqueConstraint(fields=["id", "single_product"], name="channel_flag_key"),
            models.CheckConstraint(
                condition=Q(mode__in=ChannelMode.values), name="channel_mode_is_known"
            ),
            models.CheckConstraint(
                condition=Q(offer_seconds__range=(30, 86_400), hold_seconds__range=(30, 86_400)),
                name="channel_times_are_sane",
            ),
            models.CheckConstraint(
                condition=Q(hold_extensions__lte=MOST_EXTENSIONS),
                name="channel_extensions_are_sane",
            ),
            models.CheckConstraint(
                condition=Q(ticket_media__in=["", *Media]), name="channel_ticket_media_is_known"
            ),
            models.CheckConstraint(
                condition=Q(netex_id__regex=NETEX_ID_FORM), name="channel_netex_id_has_its_form"
            ),
            same_tenant("channel", "seller", "operators.Organisation"),
            same_tenant("channel", "partner", "operators.Organisation"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._fill_netex_id()
        super().save(*args, **kwargs)

    @property
    def is_sandbox(self) -> bool:
        return self.mode == ChannelMode.SANDBOX

    def _fill_netex_id(self) -> None:
        if not self.netex_id and self.code and self.tenant_id is not None:
            self.netex_id = f"{self.tenant.codespace}:DistributionChannel:{self.code}"


class ChannelToken(models.Model):
    """The one channel that an API token sells through."""

    token = models.OneToOneField(
        ApiToken, models.PROTECT, primary_key=True, related_name="channel_token"
    )
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    channel = models.ForeignKey(SalesChannel, models.PROTECT, related_name="tokens")

    objects = TenantQuerySet["ChannelToken"].as_manager()

    class Meta:
        constraints = [
            same_tenant("channeltoken", "token", "operators.ApiToken"),
            same_tenant("channeltoken", "channel", "sales.SalesChannel"),
        ]

    def __str__(self) -> str:
        return f"{self.token} for {self.channel}"
