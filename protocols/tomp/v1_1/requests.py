"""The requests of TOMP 1.1. Members that are not used here are ignored, as the specification
asks; those that are used are checked, and all faults are told at once."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from bookings.models.message import LONGEST_TEXT, MOST_MINUTES
from protocols.fields import NumberField, OneOfField, TextField
from protocols.tomp.fields import (
    MomentField,
    WebAddressField,
    WholeField,
    WireRequest,
    WordField,
)
from protocols.tomp.places import PlaceRequest
from protocols.tomp.v1_1.words import LEG_EVENTS, MESSAGE_KINDS, OPERATIONS, WIRE_BOOKING_STATES

MAX_TRAVELLERS = 50
MAX_LEGS = 500
MAX_ASSETS = 100
MAX_EVIDENCE = 10
FURTHEST_METRES = 1_000_000
LAST_OFFSET = 10**9


class RequirementsRequest(WireRequest):
    """An open object; only `ticketFormat` is read."""

    ticketFormat = TextField(
        required=False,
        max_length=60,
        help_text="Symbology, media type or both, such as QR;media=image/png.",
    )


class TravelerRequest(WireRequest):
    """`traveler`."""

    age = serializers.IntegerField(required=False, min_value=0, max_value=150)
    referenceNumber = TextField(required=False, max_length=100, allow_blank=True)
    requirements = RequirementsRequest(required=False)


class PlanningRequest(WireRequest):
    """`planningRequest`. Without times the trip begins now."""

    to = PlaceRequest(required=False, help_text="Needed for a trip by the timetable.")
    departureTime = MomentField(required=False, help_text="The trip begins then or later.")
    arrivalTime = MomentField(
        required=False,
        help_text="The trip ends by then. Alone, it asks for the last rides that make it.",
    )
    nrOfTravelers = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_TRAVELLERS,
        help_text="As many as there are travelers, else 1, where it is left out.",
    )
    travelers = serializers.ListSerializer[Any](
        child=TravelerRequest(), required=False, max_length=MAX_TRAVELLERS
    )
    radius = WholeField(
        required=False, min_value=0, max_value=FURTHEST_METRES, help_text="Metres, of vehicles."
    )
    useAssets = serializers.ListField(
        child=TextField(max_length=100), required=False, max_length=MAX_ASSETS
    )
    useAssetTypes = serializers.ListField(
        child=TextField(max_length=100), required=False, max_length=MAX_ASSETS
    )
    extraInfo = RequirementsRequest(required=False)

    def get_fields(self) -> dict[str, Any]:
        # A word of Python cannot be declared as a member above.
        return {"from": PlaceRequest(), **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        told = len(attrs.get("travelers", []))
        if told > attrs.setdefault("nrOfTravelers", told or 1):
            raise serializers.ValidationError(
                {"travelers": "There are more travelers than nrOfTravelers says."}
            )
        return attrs


class PhoneRequest(WireRequest):
    """`phone`."""

    number = TextField(required=False, max_length=50, allow_blank=True)


class CustomerRequest(WireRequest):
    """`customer`."""

    id = TextField(max_length=100, help_text="The customer's id at the MaaS provider.")
    firstName = TextField(required=False, max_length=100, allow_blank=True)
    lastName = TextField(required=False, max_length=100, allow_blank=True)
    email = TextField(required=False, max_length=254, allow_blank=True)
    phones = serializers.ListSerializer[Any](child=PhoneRequest(), required=False, max_length=20)
    requirements = RequirementsRequest(required=False)


class BookingRequest(WireRequest):
    """`bookingRequest`."""

    id = TextField(max_length=100, help_text="Of an option of the planning.")
    to = PlaceRequest(required=False)
    customer = CustomerRequest(required=False)
    extraInfo = RequirementsRequest(required=False)

    def get_fields(self) -> dict[str, Any]:
        place = PlaceRequest(required=False, help_text="Where the customer is.")
        return {"from": place, **super().get_fields()}


class LegChangeRequest(WireRequest):
    """A leg of a changed booking."""

    id = TextField(required=False, max_length=100, help_text="Cannot be changed.")
    travelerReferenceNumbers = serializers.ListField(
        child=TextField(max_length=100),
        required=False,
        max_length=MAX_TRAVELLERS,
        help_text="Can be changed until COMMIT.",
    )


class BookingChangeRequest(WireRequest):
    """`booking`, with what is to be changed. Members that cannot be changed may be sent as they
    are."""

    id = TextField(required=False, max_length=100, help_text="Cannot be changed.")
    state = TextField(required=False, max_length=30, help_text="Changed by events only.")
    to = serializers.DictField(required=False, help_text="Cannot be changed.")
    pricing = serializers.DictField(required=False, help_text="Cannot be changed.")
    legs = serializers.ListSerializer[Any](
        child=LegChangeRequest(), required=False, max_length=MAX_LEGS
    )
    customer = CustomerRequest(required=False)
    extraInfo = RequirementsRequest(required=False)

    def get_fields(self) -> dict[str, Any]:
        place = serializers.DictField(required=False, help_text="Cannot be changed.")
        return {"from": place, **super().get_fields()}


class SubscriptionRequest(WireRequest):
    """The body of a subscription, which may be left out."""

    webhook = WebAddressField(
        required=False,
        max_length=500,
        help_text="Where to send changes to; without it, to the address agreed with you.",
    )


class NotificationRequest(WireRequest):
    """`notification`."""

    type = OneOfField(choices=MESSAGE_KINDS)
    minutes = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        help_text="Until the arrival at the pickup location; needed with ETA.",
    )
    comment = TextField(
        required=False, max_length=LONGEST_TEXT, allow_blank=True, help_text="Free text."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["type"] == "ETA" and "minutes" not in attrs:
            told = serializers.ErrorDetail("Send the minutes of an ETA.", code="required")
            raise serializers.ValidationError({"minutes": [told]})
        return attrs


class BookingOperationRequest(WireRequest):
    """`bookingOperation`."""

    operation = WordField(
        *OPERATIONS, help_text="COMMIT or CANCEL; on version 1.1.0 EXPIRE as well."
    )


class AssetPropertiesRequest(WireRequest):
    """`assetProperties`, as the client saw them."""

    location = PlaceRequest(required=False)
    stateOfCharge = NumberField(required=False, min_value=0, max_value=100, help_text="Percent.")


class AssetRequest(WireRequest):
    """`asset`."""

    id = TextField(required=False, max_length=100, help_text="Of the vehicle that is meant.")
    overriddenProperties = AssetPropertiesRequest(required=False)


class LegEventRequest(WireRequest):
    """`legEvent`. Journeys take SET_IN_USE, and on version 1.1.0 PREPARE and FINISH."""

    time = MomentField(help_text="The sender's note; of TIME_EXTEND and TIME_POSTPONE the new one.")
    event = WordField(*LEG_EVENTS)
    comment = TextField(required=False, max_length=LONGEST_TEXT, allow_blank=True)
    url = serializers.ListField(
        child=WebAddressField(max_length=500),
        required=False,
        max_length=MAX_EVIDENCE,
        help_text="Pictures of the parked vehicle.",
    )
    asset = AssetRequest(required=False)


class PageRequest(WireRequest):
    """`offset` and `limit` of a list."""

    offset = serializers.IntegerField(required=False, default=0, min_value=0, max_value=LAST_OFFSET)
    limit = serializers.IntegerField(required=False, min_value=1)


class BookingListRequest(PageRequest):
    """The query of GET /bookings."""

    state = OneOfField(choices=sorted(WIRE_BOOKING_STATES))
