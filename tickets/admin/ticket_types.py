"""How tickets look and live."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget

from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling
from tickets.models import TicketType
from tickets.models.ticket_type import MEDIA

LONGEST_OVERLAP = 60
ROTATIONS = range(15, 301)


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
        rotation, overlap = cleaned.get("rotation_seconds"), cleaned.get("overlap_seconds")
        if rotation and rotation not in ROTATIONS:
            self.add_error("rotation_seconds", "Write 15 to 300 seconds, or 0 for a static one.")
        if overlap is not None and overlap > LONGEST_OVERLAP:
            self.add_error("overlap_seconds", "Write at most 60 seconds.")
        return cleaned


@admin.register(TicketType)
class TicketTypeAdmin(TenantScopedAdmin):
    """What kinds of tickets products hand out."""

    form = TicketTypeForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "activation", "symbology", "rotation", "single_use"]
    list_select_related = ["tenant"]
    list_filter = ["activation", "symbology", "single_use"]
    search_fields = ["name"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "activation", "single_use"]}),
        ("Barcode", {"fields": ["symbology", ("rotation_seconds", "overlap_seconds")]}),
        ("Forms", {"fields": ["default_media", "media"]}),
    ]

    @display(description="Barcode", ordering="rotation_seconds")
    def rotation(self, ticket_type: TicketType) -> str:
        if not ticket_type.is_rotating:
            return "Static"
        return f"Every {ticket_type.rotation_seconds} s"

    @display(description="Default form")
    def default_media(self, ticket_type: TicketType) -> str:
        """Shown to those who may not change it."""
        return dict(MEDIA)[ticket_type.media[0]]
