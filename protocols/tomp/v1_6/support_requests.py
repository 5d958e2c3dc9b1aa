"""The requests of the support module of TOMP 1.6."""

from __future__ import annotations

from rest_framework import serializers

from protocols.fields import NumberField, OneOfField, TextField
from protocols.tomp.fields import MomentField, WebAddressField, WireRequest
from protocols.tomp.places import PlaceRequest
from protocols.tomp.v1_6.support_words import VEHICLE_PART
from protocols.tomp.v1_6.words import SUPPORT_PRIORITY, SUPPORT_TYPE
from support.models.case import (
    LONGEST_CONTACT,
    LONGEST_PLACE,
    LONGEST_TEXT,
    MOST_EVIDENCE,
    MOST_MINUTES,
)

LONGEST_ADDRESS = 500


class PicturesField(serializers.ListField):
    """Addresses of pictures."""

    child = WebAddressField(max_length=LONGEST_ADDRESS)


class DamageRequest(WireRequest):
    """`damage` of a vehicle."""

    vehicleComponent = OneOfField(choices=list(VEHICLE_PART.values()))
    description = TextField(max_length=LONGEST_TEXT)
    vehicleComponentName = TextField(required=False, allow_blank=True, max_length=LONGEST_PLACE)
    pictures = PicturesField(required=False, max_length=MOST_EVIDENCE)


class SupportRequest(WireRequest):
    """`supportRequest` about a booking, or about a vehicle that was not booked."""

    id = TextField(required=False, max_length=100, help_text="Of the booking.")
    assetId = TextField(
        required=False,
        max_length=100,
        help_text="What the vehicle wears: its id or its plate. Needed where there is no booking.",
    )
    supportType = OneOfField(choices=sorted(SUPPORT_TYPE.values()))
    location = PlaceRequest(required=False, help_text="Where it happened.")
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
    damage = DamageRequest(required=False)
    urls = PicturesField(required=False, max_length=MOST_EVIDENCE)
