"""The requests of TOMP 1.1. Members that are not used here are ignored, as the specification
asks; those that are used are checked, and all faults are told at once."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.tomp.v1_1.fields import MomentField, TextField, WireRequest
from protocols.tomp.v1_1.places import PlaceRequest
from protocols.tomp.v1_1.words import WIRE_BOOKING_STATES

MAX_TRAVELLERS = 50


class RequirementsRequest(WireRequest):
    """`requirements` is an open object; only `ticketFormat` is read."""

    ticketFormat = TextField(required=False, max_length=60)


class TravelerRequest(WireRequest):
    """`traveler`."""

    age = serializers.IntegerField(required=False, min_value=0, max_value=150)
    referenceNumber = TextField(required=False, max_length=100, allow_blank=True)
    requirements = RequirementsRequest(required=False)


class PlanningRequest(WireRequest):
    """`planningRequest` (the member `from` is added below: it is a word of Python)."""

    to = PlaceRequest()
    departureTime = MomentField(required=False)
    arrivalTime = MomentField(required=False)
    nrOfTravelers = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_TRAVELLERS,
        help_text="As many as there are travelers, else 1, where it is left out.",
    )
    travelers = TravelerRequest(many=True, required=False, max_length=MAX_TRAVELLERS)
    extraInfo = RequirementsRequest(required=False)

    def get_fields(self) -> dict[str, Any]:
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
    """`customer`; `id` is the customer's id at the MaaS provider."""

    id = TextField(max_length=100)
    firstName = TextField(required=False, max_length=100, allow_blank=True)
    lastName = TextField(required=False, max_length=100, allow_blank=True)
    email = TextField(required=False, max_length=254, allow_blank=True)
    phones = PhoneRequest(many=True, required=False, max_length=20)
    requirements = RequirementsRequest(required=False)


class BookingRequest(WireRequest):
    """`bookingRequest`."""

    id = TextField(max_length=100)
    customer = CustomerRequest(required=False)
    extraInfo = RequirementsRequest(required=False)


class BookingOperationRequest(WireRequest):
    """`bookingOperation`."""

    operation = TextField(max_length=30)


class LegEventRequest(WireRequest):
    """`legEvent`."""

    time = MomentField()
    event = TextField(max_length=30)


class PageRequest(WireRequest):
    """`offset` and `limit` of a list."""

    offset = serializers.IntegerField(required=False, default=0, min_value=0, max_value=10**9)
    limit = serializers.IntegerField(required=False, min_value=1)


class BookingListRequest(PageRequest):
    """The query of GET /bookings."""

    state = serializers.ChoiceField(choices=sorted(WIRE_BOOKING_STATES))
