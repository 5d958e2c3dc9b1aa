"""The requests of TOMP 1.6. Members that are not used here are ignored, as the specification
asks; those that are used are checked, and all faults are told at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from rest_framework import serializers

from bookings.models.message import LONGEST_TEXT, MOST_MINUTES
from protocols.fields import OneOfField, TextField
from protocols.tomp.fields import (
    DayField,
    MomentField,
    WebAddressField,
    WholeField,
    WireRequest,
    WordField,
)
from protocols.tomp.places import CoordinatesRequest, PlaceRequest
from protocols.tomp.v1_6.words import (
    EXTEND_REASONS,
    KIND_OF_MESSAGE,
    LEG_EVENTS,
    OPERATIONS_SERVED,
    ORIGIN_OF_WORD,
)
from support.models.case import MOST_EVIDENCE

MAX_TRAVELLERS = 50
MAX_ASSETS = 100
LONGEST_ID = 100
LONGEST_ADDRESS = 500
FURTHEST_METRES = 1_000_000
ONE_VEHICLE = "Name exactly one vehicle by its id."
SOON = timedelta(minutes=5)
"""How far clocks and networks may shift the beginning of a rental that is asked for."""
WHO_IT_IS = "Send the customer's id at your side, or that of its account here in id."


class ExtraInfoRequest(WireRequest):
    """An open object; only `ticketFormat` is read."""

    ticketFormat = TextField(
        required=False,
        max_length=60,
        help_text="Symbology, media type or both, such as QR;media=image/png.",
    )


class PlaceInfoRequest(WireRequest):
    """`extraInfo` of a place; only `vehicleCode` is read."""

    vehicleCode = TextField(
        required=False, max_length=LONGEST_ID, help_text="Scanned from a vehicle: its id."
    )


class OriginRequest(PlaceRequest):
    """`place` where a trip begins, or a vehicle stands."""

    extraInfo = PlaceInfoRequest(required=False)


class TravelerRequest(WireRequest):
    """`traveler`."""

    age = WholeField(required=False, min_value=0, max_value=150)
    referenceNumber = TextField(required=False, max_length=100, allow_blank=True)
    requirements = ExtraInfoRequest(required=False)


class PlanningRequest(WireRequest):
    """`planningRequest`. Without times the trip begins now."""

    to = PlaceRequest(required=False, help_text="Needed for a trip by the timetable.")
    radius = WholeField(
        required=False, min_value=0, max_value=FURTHEST_METRES, help_text="Metres, of vehicles."
    )
    departureTime = MomentField(required=False, help_text="The trip begins then or later.")
    arrivalTime = MomentField(
        required=False,
        help_text="The trip ends by then. Alone, it asks for the last rides that make it.",
    )
    nrOfTravelers = WholeField(
        required=False,
        min_value=1,
        max_value=MAX_TRAVELLERS,
        help_text="As many as there are travelers, else 1, where it is left out.",
    )
    travelers = serializers.ListSerializer[Any](
        child=TravelerRequest(), required=False, max_length=MAX_TRAVELLERS
    )
    useAssets = serializers.ListField(
        child=TextField(max_length=LONGEST_ID),
        required=False,
        max_length=MAX_ASSETS,
        help_text="Ids of vehicles.",
    )
    useAssetTypes = serializers.ListField(
        child=TextField(max_length=LONGEST_ID),
        required=False,
        max_length=MAX_ASSETS,
        help_text="Ids of types of vehicles.",
    )
    extraInfo = ExtraInfoRequest(required=False)

    def get_fields(self) -> dict[str, Any]:
        # A word of Python cannot be declared as a member above.
        return {"from": OriginRequest(), **super().get_fields()}

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
    """`customer`. An `id` that is no account here counts as the MaaS provider's own."""

    id = TextField(required=False, max_length=LONGEST_ID, help_text="Of the account here.")
    externalId = TextField(
        required=False, max_length=LONGEST_ID, help_text="The customer's id at the MaaS provider."
    )
    firstName = TextField(required=False, max_length=100, allow_blank=True)
    lastName = TextField(required=False, max_length=100, allow_blank=True)
    email = TextField(required=False, max_length=254, allow_blank=True)
    phones = serializers.ListSerializer[Any](child=PhoneRequest(), required=False, max_length=20)
    birthDate = DayField(required=False)
    requirements = ExtraInfoRequest(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        # What is wished for belongs to the booking; who it is does not matter to that.
        if attrs.keys() - {"requirements"} and not attrs.keys() & {"id", "externalId"}:
            raise _missing("externalId", WHO_IT_IS)
        return attrs


class KnownCustomerRequest(CustomerRequest):
    """`customer`, where somebody has to answer for a vehicle."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.keys() & {"id", "externalId"}:
            raise _missing("externalId", WHO_IT_IS)
        return attrs


class BookingRequest(WireRequest):
    """`bookingRequest`."""

    id = TextField(max_length=LONGEST_ID, help_text="Of an option of the planning.")
    to = PlaceRequest(required=False)
    customer = CustomerRequest(required=False)
    callbackUrl = WebAddressField(
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text="Where to tell of changes, if not at the address agreed with you.",
    )
    extraInfo = ExtraInfoRequest(required=False)

    def get_fields(self) -> dict[str, Any]:
        place = PlaceRequest(required=False, help_text="Where the customer is.")
        return {"from": place, **super().get_fields()}


class PointRequest(WireRequest):
    """`place`, by its coordinates."""

    coordinates = CoordinatesRequest()


class OneStopRequest(WireRequest):
    """`oneStopBookingRequest`: one vehicle for one customer, at once."""

    useAssets = serializers.ListField(
        child=TextField(max_length=LONGEST_ID),
        min_length=1,
        max_length=1,
        error_messages={"min_length": ONE_VEHICLE, "max_length": ONE_VEHICLE},
        help_text="The id of the vehicle, such as its GBFS vehicle id.",
    )
    useAssetTypes = serializers.ListField(
        child=TextField(max_length=LONGEST_ID),
        required=False,
        max_length=0,
        error_messages={
            "max_length": "Leave it out and name the vehicle in useAssets; planning/offers finds "
            "one of a type."
        },
        help_text="Not served: a vehicle is named by its own id.",
    )
    departureTime = MomentField(required=False, help_text="The rental begins at once.")
    customer = KnownCustomerRequest()
    callbackUrl = WebAddressField(
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text="Where to tell of changes, if not at the address agreed with you.",
    )

    def get_fields(self) -> dict[str, Any]:
        return {"from": PointRequest(), **super().get_fields()}

    def validate_departureTime(self, moment: Any) -> Any:  # noqa: N802  # TOMP's name
        if moment > self.context["at"] + SOON:
            raise serializers.ValidationError(
                "A rental begins at once and cannot be booked ahead; leave it out."
            )
        return moment


class BookingOperationRequest(WireRequest):
    """`bookingOperation`."""

    operation = WordField(*OPERATIONS_SERVED)
    origin = OneOfField(
        choices=sorted(ORIGIN_OF_WORD), required=False, help_text="Whose wish it is; else yours."
    )
    extendReason = OneOfField(
        choices=EXTEND_REASONS, required=False, help_text="With EXTEND_EXPIRY_TIME."
    )


class NamedAssetRequest(WireRequest):
    """`asset`, by its id."""

    id = TextField(required=False, max_length=LONGEST_ID)


class AssetRequest(NamedAssetRequest):
    """`asset`, as the client saw it."""

    stateOfCharge = WholeField(required=False, min_value=0, max_value=100, help_text="Percent.")
    maxRange = WholeField(
        required=False, min_value=0, max_value=FURTHEST_METRES, help_text="Metres."
    )


class LegEventRequest(WireRequest):
    """`legEvent`. What happens, happens when the request arrives."""

    event = WordField(*LEG_EVENTS)
    time = MomentField(
        required=False,
        help_text="The sender's note of the moment; of TIME_EXTEND the new end, of TIME_POSTPONE "
        "the new departure.",
    )
    comment = TextField(required=False, max_length=LONGEST_TEXT, allow_blank=True)
    url = serializers.ListField(
        child=WebAddressField(max_length=LONGEST_ADDRESS),
        required=False,
        max_length=MOST_EVIDENCE,
        help_text="Pictures of the parked vehicle.",
    )
    userLocation = PointRequest(required=False)
    asset = AssetRequest(required=False)


class NotificationRequest(WireRequest):
    """`notification`."""

    type = OneOfField(choices=sorted(KIND_OF_MESSAGE))
    minutes = WholeField(
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        help_text="Until the arrival at the pickup location; needed with ETA.",
    )
    comment = TextField(
        required=False, max_length=LONGEST_TEXT, allow_blank=True, help_text="Free text."
    )
    legId = TextField(required=False, max_length=LONGEST_ID, help_text="Of the leg it is about.")
    asset = NamedAssetRequest(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["type"] == "ETA" and "minutes" not in attrs:
            raise _missing("minutes", "Send the minutes of an ETA.")
        return attrs


def _missing(member: str, hint: str) -> serializers.ValidationError:
    return serializers.ValidationError({member: [serializers.ErrorDetail(hint, code="required")]})
