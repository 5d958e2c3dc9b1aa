"""The requests of TOMP 1.6. Members that are not used here are ignored, as the specification
asks; those that are used are checked, and all faults are told at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rest_framework import serializers

from protocols.fields import NumberField, TextField
from protocols.tomp.fields import (
    MomentField,
    ServedField,
    WebAddressField,
    WholeField,
    WireRequest,
)
from protocols.tomp.v1_6.words import SUPPORT_PRIORITY, SUPPORT_TYPE
from support.models.case import LONGEST_CONTACT, LONGEST_TEXT, MOST_EVIDENCE, MOST_MINUTES

LONGEST_ID = 100
LONGEST_ADDRESS = 500
FURTHEST_METRES = 1_000_000
ONE_VEHICLE = "Name exactly one vehicle by its id."
EVENTS = ("START_FINISHING", "FINISH")
"""The leg events that are served here."""
SOON = timedelta(minutes=5)
"""How far clocks and networks may shift the beginning of a rental that is asked for."""


class CoordinatesRequest(WireRequest):
    """`coordinates`, WGS 84 degrees."""

    lng = NumberField(min_value=-180, max_value=180)
    lat = NumberField(min_value=-90, max_value=90)


class PlaceRequest(WireRequest):
    """`place`, by its coordinates."""

    coordinates = CoordinatesRequest()


class PhoneRequest(WireRequest):
    """`phone`."""

    number = TextField(required=False, max_length=50, allow_blank=True)


class CustomerRequest(WireRequest):
    """`customer`. Without `externalId` the MaaS provider's id is looked for in `id`."""

    externalId = TextField(
        max_length=LONGEST_ID, help_text="The customer's id at the MaaS provider."
    )
    firstName = TextField(required=False, max_length=100, allow_blank=True)
    lastName = TextField(required=False, max_length=100, allow_blank=True)
    email = TextField(required=False, max_length=254, allow_blank=True)
    phones = serializers.ListSerializer[Any](child=PhoneRequest(), required=False, max_length=20)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and data.get("externalId") is None:
            data = {**data, "externalId": data.get("id")}
        return super().to_internal_value(data)


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
        child=TextField(),
        required=False,
        max_length=0,
        error_messages={"max_length": "Leave it out and name the vehicle in useAssets."},
        help_text="Not served: a vehicle is named by its own id.",
    )
    departureTime = MomentField(required=False, help_text="The rental begins at once.")
    customer = CustomerRequest()

    def get_fields(self) -> dict[str, Any]:
        # A word of Python cannot be declared as a member above.
        return {"from": PlaceRequest(), **super().get_fields()}

    def validate_departureTime(self, moment: Any) -> Any:  # noqa: N802  # TOMP's name
        if moment > self.context["at"] + SOON:
            raise serializers.ValidationError(
                "A rental begins at once and cannot be booked ahead; leave it out."
            )
        return moment


class AssetRequest(WireRequest):
    """`asset`, as the client saw it."""

    id = TextField(required=False, max_length=LONGEST_ID, help_text="Of the leg's vehicle.")
    stateOfCharge = WholeField(required=False, min_value=0, max_value=100, help_text="Percent.")
    maxRange = WholeField(
        required=False, min_value=0, max_value=FURTHEST_METRES, help_text="Metres."
    )


class LegEventRequest(WireRequest):
    """`legEvent`. What happens, happens when the request arrives."""

    event = ServedField(*EVENTS)
    time = MomentField(required=False, help_text="The sender's note of the moment.")
    userLocation = PlaceRequest(required=False)
    asset = AssetRequest(required=False)
    url = serializers.ListField(
        child=WebAddressField(max_length=LONGEST_ADDRESS),
        required=False,
        max_length=MOST_EVIDENCE,
        help_text="Pictures of the parked vehicle.",
    )


class SupportRequest(WireRequest):
    """`supportRequest` about a booking."""

    id = TextField(max_length=LONGEST_ID, help_text="Of the booking.")
    supportType = ServedField(*sorted(SUPPORT_TYPE.values()))
    time = MomentField(help_text="When it happened.")
    contactInformationEndUser = TextField(
        max_length=LONGEST_CONTACT, help_text="How to reach the customer."
    )
    comment = TextField(max_length=LONGEST_TEXT)
    location = PlaceRequest(required=False)
    priority = ServedField(*SUPPORT_PRIORITY.values(), required=False)
    requestedResponseTime = NumberField(
        required=False, min_value=0, max_value=MOST_MINUTES, help_text="Minutes."
    )
    urls = serializers.ListField(
        child=WebAddressField(max_length=LONGEST_ADDRESS),
        required=False,
        max_length=MOST_EVIDENCE,
        help_text="Pictures.",
    )
