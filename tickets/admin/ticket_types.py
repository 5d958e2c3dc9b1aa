"""How tickets look and live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget

from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling
from tickets.codecs.formats import BarcodeFormat
from tickets.forms.symbols import Symbology
from tickets.models import TicketType
from tickets.models.ticket_type import (
    FOR_PHONES_THAT_SIGN,
    MEDIA,
    ONLY_TEXT,
    WHOLE_MINUTES,
)
from tickets.states import LONGEST_PREFETCH

LONGEST_OVERLAP = 60
ROTATIONS = range(15, 301)
PHONE_ROTATIONS = range(15, 61)


class TicketTypeForm(TenantForm):
    """A ticket type; the first of its forms is the default, so that one is asked for by itself."""

    default_media = forms.ChoiceField(
        label="Default form",
        choices=MEDIA,
        widget=UnfoldAdminSelectWidget,
        help_text="Taken where a partner asks for none.",
    )
    media = forms.MultipleChoiceField(  # type: ignore[assignment]  # a field of the form's own
        label="Forms to ask for",
        choices=MEDIA,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="The default is always among them.",
    )

    class Meta:
        model = TicketType
        fields = ["media"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["default_media"] = self.instance.media[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        default = cleaned.get("default_media")
        others = [media for media in cleaned.get("media", []) if media != default]
        cleaned["media"] = [default, *others] if default else others
        if (cleaned.get("overlap_seconds") or 0) > LONGEST_OVERLAP:
            self.add_error("overlap_seconds", "Write at most 60 seconds.")
        if (cleaned.get("prefetch_seconds") or 0) > LONGEST_PREFETCH.total_seconds():
            self.add_error("prefetch_seconds", "Write at most 900 seconds.")
        # All of them first: a field with an error is no longer among the cleaned ones.
        for field, problem in list(problems_of(cleaned)):
            self.add_error(field, problem)
        return cleaned


def problems_of(cleaned: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What cannot go together, by the field that must change."""
    is_uic = cleaned.get("barcode_format") == BarcodeFormat.UIC
    if cleaned.get("device_signed"):
        yield from _problems_of_phones(cleaned, is_uic)
    elif problem := _problem_of_rotation(cleaned.get("rotation_seconds"), is_uic):
        yield "rotation_seconds", problem
    if is_uic and cleaned.get("symbology") not in (None, Symbology.AZTEC):
        yield "symbology", "UIC barcodes are Aztec codes."
    if is_uic and set(cleaned["media"]) & set(ONLY_TEXT):
        yield "media", "A UIC barcode is no text, so it has neither that form nor Google's."
    if cleaned.get("scans_allowed") == 0:
        yield "scans_allowed", "Allow one inspection at least, or leave it empty for any number."


def _problem_of_rotation(seconds: int | None, is_uic: bool) -> str:
    if is_uic and seconds is not None and seconds not in WHOLE_MINUTES:
        return "A UIC barcode lives 60, 120, 180, 240 or 300 seconds, or 0 for a static one."
    if seconds and seconds not in ROTATIONS:
        return "Write 15 to 300 seconds, or 0 for a static one."
    return ""


def _problems_of_phones(cleaned: dict[str, Any], is_uic: bool) -> Iterator[tuple[str, str]]:
    seconds = cleaned.get("rotation_seconds")
    if not is_uic:
        yield "device_signed", "Only UIC barcodes are signed by phones."
    if seconds is not None and seconds not in PHONE_ROTATIONS:
        yield "rotation_seconds", "A phone signs anew every 15 to 60 seconds."
    if not set(cleaned["media"]) <= set(FOR_PHONES_THAT_SIGN):
        yield "media", "A phone draws what it signs: leave text/html, JSON and octets only."


@admin.register(TicketType)
class TicketTypeAdmin(TenantScopedAdmin):
    """What kinds of tickets products hand out."""

    form = TicketTypeForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "activation", "barcode_format", "symbology", "rotation", "single_use"]
    list_select_related = ["tenant"]
    list_filter = ["activation", "barcode_format", "symbology", "device_signed", "single_use"]
    search_fields = ["name"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "activation"]}),
        (
            "Barcode",
            {
                "fields": [
                    ("barcode_format", "symbology"),
                    ("rotation_seconds", "overlap_seconds"),
                    "prefetch_seconds",
                    ("device_signed", "fare_document"),
                ]
            },
        ),
        (
            "Inspection",
            {"fields": [("single_use", "scans_allowed"), ("checked_online", "age_check")]},
        ),
        ("Forms", {"fields": ["default_media", "media", "style"]}),
    ]

    @display(description="Barcode", ordering="rotation_seconds")
    def rotation(self, ticket_type: TicketType) -> str:
        if not ticket_type.is_rotating:
            return "Static"
        by_phone = " by phone" if ticket_type.device_signed else ""
        return f"Every {ticket_type.rotation_seconds} s{by_phone}"

    @display(description="Default form")
    def default_media(self, ticket_type: TicketType) -> str:
        """Shown to those who may not change it."""
        return dict(MEDIA)[ticket_type.media[0]]
