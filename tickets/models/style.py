"""How tickets look to travellers: on paper, in wallets and on their page."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Length, Substr
from django.db.models.lookups import Exact, LessThanOrEqual

from operators.tenancy.constraints import tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from tickets.forms.colours import LEAST_CONTRAST, contrast
from tickets.forms.languages import TravellerLanguage
from tickets.forms.symbols import PNG_SIGNATURE

LARGEST_LOGO = 100_000
COLOUR = r"^#[0-9a-f]{6}$"


def english() -> list[str]:
    return [TravellerLanguage.ENGLISH.value]


class TicketStyle(models.Model):
    """The colours, the logo, the languages and the help that travellers find on their tickets.

    Ticket types that name no style take the tenant's default one.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="ticket_styles")
    name = models.CharField(max_length=100)
    primary_colour = models.CharField(
        max_length=7, default="#1f3a5f", help_text="The ground of heads and passes, as #rrggbb."
    )
    text_colour = models.CharField(
        max_length=7, default="#ffffff", help_text="Of what stands on that ground, as #rrggbb."
    )
    logo = models.BinaryField(
        null=True, blank=True, editable=False, help_text="PNG of at most 100 kB."
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=TravellerLanguage),
        default=english,
        help_text="The first is taken where the traveller's own is not among them.",
    )
    help_phone = models.CharField(max_length=30, blank=True)
    help_url = models.CharField(
        "help address",
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text="A page of yours that answers questions; begins with https://.",
    )
    is_default = models.BooleanField(
        default=False, help_text="Taken for ticket types that name no style."
    )

    objects = TenantQuerySet["TicketStyle"].as_manager()

    class Meta:
        constraints = [
            tenant_key("ticketstyle"),
            models.UniqueConstraint(fields=["tenant", "name"], name="ticketstyle_once_per_name"),
            models.UniqueConstraint(
                fields=["tenant"],
                condition=Q(is_default=True),
                name="ticketstyle_one_default_per_tenant",
                violation_error_message="Another style is the default already.",
            ),
            models.CheckConstraint(
                condition=Q(primary_colour__regex=COLOUR, text_colour__regex=COLOUR),
                name="ticketstyle_colours_are_hexadecimal",
                violation_error_message="Write colours as # and six digits of 0-9 and a-f.",
            ),
            models.CheckConstraint(
                condition=Q(logo=None)
                | Q(
                    LessThanOrEqual(Length("logo"), LARGEST_LOGO),
                    Exact(Substr("logo", 1, len(PNG_SIGNATURE)), Value(PNG_SIGNATURE)),
                ),
                name="ticketstyle_logo_is_a_small_png",
            ),
            models.CheckConstraint(
                condition=Q(languages__contained_by=TravellerLanguage.values)
                & Q(languages__len__gt=0),
                name="ticketstyle_languages_are_known",
            ),
            models.CheckConstraint(
                condition=Q(help_url="") | Q(help_url__startswith="https://"),
                name="ticketstyle_help_is_https",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """ValidationError if the text cannot be read on its ground: below 4.5 to 1."""
        try:
            found = contrast(self.primary_colour, self.text_colour)
        except ValueError:
            return
        if found < LEAST_CONTRAST:
            raise ValidationError(
                {
                    "text_colour": f"The contrast to the ground is {found:.1f} to 1; text is "
                    f"readable from {LEAST_CONTRAST} to 1 on."
                }
            )
