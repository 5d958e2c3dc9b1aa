"""The requests of the support module of TOMP 1.1."""

from __future__ import annotations

from protocols.fields import NumberField, OneOfField, TextField
from protocols.tomp.fields import MomentField, WireRequest
from protocols.tomp.places import PlaceRequest
from protocols.tomp.v1_1.support_words import SUPPORT_PRIORITY, SUPPORT_TYPES
from support.models.case import LONGEST_CONTACT, LONGEST_TEXT, MOST_MINUTES


class LocationRequest(PlaceRequest):
    """`place`, with coordinates or the id of a stop."""


class SupportRequest(WireRequest):
    """`supportRequest`."""

    id = TextField(max_length=100, help_text="Of the booking.")
    supportType = OneOfField(choices=SUPPORT_TYPES)
    location = LocationRequest(required=False, help_text="Where it happened.")
    time = MomentField(required=False, help_text="When it happened; now where it is left out.")
    priority = OneOfField(
        choices=list(SUPPORT_PRIORITY.values()),
        required=False,
        help_text="That of the type where it is left out.",
    )
    contactInformationEndUser = TextField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_CONTACT,
        help_text="How to reach the traveller.",
    )
    comment = TextField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    requestedResponseTime = NumberField(
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        help_text="Minutes; those of the priority where it is left out.",
    )
