"""How tickets look to travellers."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from PIL import Image
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminColorInputWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldBooleanSwitchWidget,
)

from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling
from tickets.forms.languages import TravellerLanguage
from tickets.models import TicketStyle
from tickets.models.style import LARGEST_LOGO

WIDEST_LOGO = 2000
"""Pixels: a small file may unpack into a picture that fills the memory."""


class TicketStyleForm(TenantForm):
    """A style; the first of its languages is asked for by itself, and the logo as a file."""

    first_language = forms.ChoiceField(
        choices=TravellerLanguage.choices,
        widget=UnfoldAdminSelectWidget,
        help_text="Taken where the traveller's own is not among the others.",
    )
    languages = forms.MultipleChoiceField(
        label="Languages",
        choices=TravellerLanguage.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="The first is always among them.",
    )
    new_logo = forms.ImageField(
        required=False,
        widget=UnfoldAdminFileFieldWidget({"accept": ".png"}),
        help_text="PNG of at most 100 kB, best on a clear ground; empty: as it was.",
    )
    without_logo = forms.BooleanField(
        required=False, widget=UnfoldBooleanSwitchWidget, help_text="Take the logo away."
    )

    class Meta:
        model = TicketStyle
        fields = ["languages", "primary_colour", "text_colour"]
        widgets = {
            "primary_colour": UnfoldAdminColorInputWidget,
            "text_colour": UnfoldAdminColorInputWidget,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["first_language"] = self.instance.languages[0]

    def clean_new_logo(self) -> Any:
        """The field has made sure that it is a picture that can be read."""
        upload = self.cleaned_data["new_logo"]
        if upload and (upload.image.format != "PNG" or upload.size > LARGEST_LOGO):
            raise forms.ValidationError("Send a PNG of at most 100 kB.")
        if upload and max(upload.image.size) > WIDEST_LOGO:
            raise forms.ValidationError(f"Send at most {WIDEST_LOGO} pixels each way.")
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first = cleaned.get("first_language")
        others = [language for language in cleaned.get("languages", []) if language != first]
        cleaned["languages"] = [first, *others] if first else others
        if upload := cleaned.get("new_logo"):
            self.instance.logo = _written_anew(upload)
        elif cleaned.get("without_logo"):
            self.instance.logo = None
        return cleaned


def _written_anew(upload: Any) -> bytes:
    """The picture alone, without whatever else the file told; as it came if that is smaller."""
    upload.seek(0)
    octets: bytes = upload.read()
    written = BytesIO()
    with Image.open(BytesIO(octets)) as image:
        image.save(written, "PNG", optimize=True)
    return written.getvalue() if len(written.getvalue()) <= LARGEST_LOGO else octets


@admin.register(TicketStyle)
class TicketStyleAdmin(TenantScopedAdmin):
    """The colours, the logo and the languages of tickets."""

    form = TicketStyleForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "primary_colour", "text_colour", "is_default"]
    list_select_related = ["tenant"]
    search_fields = ["name"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "is_default"]}),
        (
            "Looks",
            {
                "fields": [
                    ("primary_colour", "text_colour"),
                    "shown_logo",
                    ("new_logo", "without_logo"),
                ]
            },
        ),
        ("Travellers", {"fields": ["first_language", "languages", ("help_phone", "help_url")]}),
    ]
    readonly_fields = ["shown_logo"]

    @display(description="Logo")
    def shown_logo(self, style: TicketStyle) -> str:
        """On the ground that it stands on."""
        if not style.logo:
            return "None"
        return format_html(
            '<img alt="" src="data:image/png;base64,{}" style="max-height: 64px; background: {}">',
            base64.b64encode(bytes(style.logo)).decode("ascii"),
            style.primary_colour,
        )

    @display(description="First language")
    def first_language(self, style: TicketStyle) -> str:
        """Shown to those who may not change it."""
        return TravellerLanguage(style.languages[0]).label

    @display(description="New logo")
    def new_logo(self, style: TicketStyle) -> str:
        return "–"

    @display(description="Without logo")
    def without_logo(self, style: TicketStyle) -> str:
        return "–"
