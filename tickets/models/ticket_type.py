"""What kind of ticket a product hands out."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from tickets.errors import FormUnavailable
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology
from tickets.states import Activation

SYMBOLOGIES = [(symbology.value, symbology.value) for symbology in Symbology]
MEDIA = [(media.value, media.name) for media in Media]


def every_media() -> list[str]:
    """A new ticket type comes in every form there is."""
    return [media.value for media in Media]


class TicketType(models.Model):
    """How a ticket looks, when it becomes active and how often its barcode changes."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="ticket_types")
    name = models.CharField(max_length=100)
    activation = models.CharField(max_length=10, choices=Activation)
    symbology = models.CharField(max_length=10, choices=SYMBOLOGIES, default=Symbology.QR)
    media = ArrayField(
        models.CharField(max_length=30, choices=MEDIA),
        default=every_media,
        help_text="Forms that a partner may ask for; the first is the default.",
    )
    rotation_seconds = models.PositiveIntegerField(
        default=30, help_text="Life of one barcode: 15 to 300 seconds, or 0 for a static one."
    )
    overlap_seconds = models.PositiveIntegerField(
        default=15, help_text="How long verifiers accept a barcode after the next one began."
    )
    single_use = models.BooleanField(default=False, help_text="Used up by its first inspection.")

    objects = TenantQuerySet["TicketType"].as_manager()

    class Meta:
        constraints = [
            tenant_key("tickettype"),
            models.UniqueConstraint(fields=["tenant", "name"], name="tickettype_once_per_name"),
            models.CheckConstraint(
                condition=Q(activation__in=Activation.values), name="tickettype_activation_is_known"
            ),
            models.CheckConstraint(
                condition=Q(symbology__in=list(Symbology)), name="tickettype_symbology_is_known"
            ),
            models.CheckConstraint(
                condition=Q(media__contained_by=list(Media)) & Q(media__len__gt=0),
                name="tickettype_media_are_known",
            ),
            models.CheckConstraint(
                condition=Q(rotation_seconds=0) | Q(rotation_seconds__range=(15, 300)),
                name="tickettype_rotation_is_static_or_sane",
            ),
            models.CheckConstraint(
                condition=Q(overlap_seconds__lte=60), name="tickettype_overlap_is_at_most_a_minute"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_rotating(self) -> bool:
        return self.rotation_seconds > 0

    def choose_media(self, *, symbology: str = "", media: str = "") -> Media:
        """The form of a ticket as asked for; empty arguments leave the choice to this type.

        FormUnavailable if the type has no such symbology or form.
        """
        if symbology and symbology != self.symbology:
            raise FormUnavailable(f"Tickets of this product come as {self.symbology} only.")
        if media and media not in self.media:
            raise FormUnavailable(f"Tickets of this product come as: {', '.join(self.media)}.")
        return Media(media or self.media[0])
