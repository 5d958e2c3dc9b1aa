"""What kind of ticket a product hands out."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from tickets.codecs.formats import BarcodeFormat
from tickets.errors import FormUnavailable
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology
from tickets.models.style import TicketStyle
from tickets.states import LONGEST_PREFETCH, Activation, FareDocument

FORMATS = [(each.value, each.value) for each in BarcodeFormat]
SYMBOLOGIES = [(symbology.value, symbology.value) for symbology in Symbology]
MEDIA = [(media.value, media.name) for media in Media]


CHOSEN_BY_HAND = [Media.PDF, Media.PKPASS, Media.GOOGLE]
ONLY_TEXT = [Media.TEXT, Media.GOOGLE]
"""Forms that carry a compact token and no octets."""
FOR_PHONES_THAT_SIGN = [Media.HTML, Media.JSON, Media.OCTETS]
WHOLE_MINUTES = [0, 60, 120, 180, 240, 300]
"""Rotations of a UIC barcode in seconds: its end is told to the minute (barcode format §3.7)."""
IS_UIC = Q(barcode_format=BarcodeFormat.UIC)


def every_media() -> list[str]:
    """A new ticket type comes in every form that renews itself or is a barcode alone. Documents
    carry one that never changes, and wallets need an account, so those are chosen by hand."""
    return [media.value for media in Media if media not in CHOSEN_BY_HAND]


class TicketType(models.Model):
    """How a ticket looks, when it becomes active and how often its barcode changes."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="ticket_types")
    name = models.CharField(max_length=100)
    style = models.ForeignKey(
        TicketStyle,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ticket_types",
        help_text="Colours, logo and languages; empty for the default style.",
    )
    activation = models.CharField(max_length=10, choices=Activation)
    barcode_format = models.CharField(
        max_length=5,
        choices=FORMATS,
        default=BarcodeFormat.T1,
        help_text="T1 is our compact token; UIC is the barcode that railways read.",
    )
    fare_document = models.CharField(
        max_length=20,
        choices=FareDocument,
        default=FareDocument.OPEN_TICKET,
        help_text="What a UIC barcode says that the ticket is.",
    )
    symbology = models.CharField(max_length=10, choices=SYMBOLOGIES, default=Symbology.QR)
    media = ArrayField(
        models.CharField(max_length=40, choices=MEDIA),
        default=every_media,
        help_text="Forms that a partner may ask for; the first is the default.",
    )
    rotation_seconds = models.PositiveIntegerField(
        default=30, help_text="Life of one barcode: 15 to 300 seconds, or 0 for a static one."
    )
    overlap_seconds = models.PositiveIntegerField(
        default=15, help_text="How long verifiers accept a barcode after the next one began."
    )
    device_signed = models.BooleanField(
        "signed by the phone",
        default=False,
        help_text="UIC only: the traveller's phone signs each barcode with a key of its own.",
    )
    prefetch_seconds = models.PositiveIntegerField(
        default=300, help_text="Windows handed out ahead for bad coverage, 900 seconds at most."
    )
    checked_online = models.BooleanField(
        default=False, help_text="Inspectors must ask the server before they accept it."
    )
    age_check = models.BooleanField(
        "age is checked", default=False, help_text="UIC barcodes ask inspectors to check the age."
    )
    single_use = models.BooleanField(default=False, help_text="Used up by its first inspection.")
    scans_allowed = models.PositiveIntegerField(
        null=True, blank=True, help_text="More inspections than this are suspicious; empty for any."
    )

    objects = TenantQuerySet["TicketType"].as_manager()

    class Meta:
        constraints = [
            tenant_key("tickettype"),
            same_tenant("tickettype", "style", "tickets.TicketStyle"),
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
            models.CheckConstraint(
                condition=Q(barcode_format__in=list(BarcodeFormat)),
                name="tickettype_barcode_format_is_known",
            ),
            models.CheckConstraint(
                condition=Q(fare_document__in=FareDocument.values),
                name="tickettype_fare_document_is_known",
            ),
            models.CheckConstraint(
                condition=~IS_UIC | Q(symbology=Symbology.AZTEC),
                name="tickettype_uic_is_an_aztec_code",
            ),
            models.CheckConstraint(
                condition=~IS_UIC | ~Q(media__overlap=ONLY_TEXT),
                name="tickettype_uic_is_no_text",
            ),
            models.CheckConstraint(
                condition=~IS_UIC | Q(device_signed=True) | Q(rotation_seconds__in=WHOLE_MINUTES),
                name="tickettype_uic_rotates_by_the_minute",
            ),
            models.CheckConstraint(
                condition=Q(device_signed=False) | IS_UIC & Q(rotation_seconds__range=(15, 60)),
                name="tickettype_phone_signs_uic_every_15_to_60_s",
            ),
            models.CheckConstraint(
                condition=Q(device_signed=False) | Q(media__contained_by=FOR_PHONES_THAT_SIGN),
                name="tickettype_phone_signs_what_it_draws",
            ),
            models.CheckConstraint(
                condition=Q(prefetch_seconds__lte=LONGEST_PREFETCH.total_seconds()),
                name="tickettype_prefetch_is_at_most_15_minutes",
            ),
            models.CheckConstraint(
                condition=Q(scans_allowed=None) | Q(scans_allowed__gte=1),
                name="tickettype_allows_a_scan",
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
