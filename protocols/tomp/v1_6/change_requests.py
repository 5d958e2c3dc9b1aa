"""Requests of TOMP 1.6 that change what was booked, or ask to hear of changes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.fields import TextField
from protocols.tomp.fields import WebAddressField, WireRequest
from protocols.tomp.v1_6.requests import (
    LONGEST_ADDRESS,
    LONGEST_ID,
    MAX_TRAVELLERS,
    CustomerRequest,
    ExtraInfoRequest,
)

MAX_LEGS = 500


class LegChangeRequest(WireRequest):
    """A leg of a changed booking."""

    id = TextField(required=False, max_length=LONGEST_ID, help_text="Cannot be changed.")
    travelerReferenceNumbers = serializers.ListField(
        child=TextField(max_length=100),
        required=False,
        max_length=MAX_TRAVELLERS,
        help_text="Can be changed until COMMIT.",
    )


class BookingChangeRequest(WireRequest):
    """`booking`, with what is to be changed. Members that cannot be changed may be sent as they
    are."""

    id = TextField(required=False, max_length=LONGEST_ID, help_text="Cannot be changed.")
    state = TextField(required=False, max_length=30, help_text="Changed by events only.")
    to = serializers.DictField(required=False, help_text="Cannot be changed.")
    pricing = serializers.DictField(required=False, help_text="Cannot be changed.")
    legs = serializers.ListSerializer[Any](
        child=LegChangeRequest(), required=False, max_length=MAX_LEGS
    )
    customer = CustomerRequest(required=False)
    extraInfo = ExtraInfoRequest(required=False)

    def get_fields(self) -> dict[str, Any]:
        # A word of Python cannot be declared as a member above.
        place = serializers.DictField(required=False, help_text="Cannot be changed.")
        return {"from": place, **super().get_fields()}


class SubscriptionRequest(WireRequest):
    """The body of a subscription, which may be left out."""

    webhook = WebAddressField(
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text="Where to send changes to; without it, to the address agreed with you.",
    )
