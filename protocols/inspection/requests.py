"""What is sent to this face. Members that it does not know are passed over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from protocols.fields import CountField, OneOfField, TextField
from protocols.inspection.fields import (
    FIRST_TICKET,
    BarcodeField,
    MomentField,
    PlaceField,
    SecondsField,
)
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.reasons import Reason
from tickets.inspection.actions.scans import MOST_SCANS
from tickets.inspection.models.device import LARGEST_OFFSET
from tickets.inspection.models.scan import FORMATS, LARGEST_SEQUENCE
from tickets.inspection.readings import NOWHERE, Reading

LONGEST_NAME = 100
DEVICE_TIME = "The device's own time now, by which we tell how far its clock is off."


class DeviceRequest(serializers.Serializer[dict[str, Any]]):
    """A device that wants to inspect."""

    name = TextField(max_length=LONGEST_NAME, help_text="By which people know it.")
    id = serializers.UUIDField(
        required=False,
        help_text="An id that the device has chosen; sending it again registers nothing new.",
    )
    issuer = TextField(
        required=False, help_text="The operator, for people who inspect for several."
    )
    deviceTime = MomentField(required=False, help_text=DEVICE_TIME)


class CheckRequest(serializers.Serializer[dict[str, Any]]):
    """A barcode to be judged."""

    device = serializers.UUIDField()
    barcode = BarcodeField()
    place = PlaceField(required=False)
    sequence = CountField(
        required=False,
        min_value=0,
        max_value=LARGEST_SEQUENCE,
        help_text="The number of this scan in the device's own log. Sent again, it gets the same "
        "answer and changes nothing.",
    )
    deviceTime = MomentField(required=False, help_text=DEVICE_TIME)


class ScanRequest(serializers.Serializer[dict[str, Any]]):
    """One line of the scan log of a device."""

    sequence = CountField(
        min_value=0, max_value=LARGEST_SEQUENCE, help_text="Of this device, each number once."
    )
    scannedAt = MomentField(help_text="By the device's clock.")
    offsetSeconds = SecondsField(
        required=False,
        min_value=-LARGEST_OFFSET,
        max_value=LARGEST_OFFSET,
        help_text="How far that clock was ahead of ours, as the device knew then.",
    )
    result = OneOfField(
        choices=[reason.value for reason in Reason], help_text="What the device has answered."
    )
    format = OneOfField(choices=FORMATS, required=False, allow_null=True)
    ticketId = serializers.UUIDField(required=False, allow_null=True)
    product = CountField(
        required=False, allow_null=True, min_value=1, max_value=2**32 - 1, help_text="Its number."
    )
    moment = MomentField(
        earliest=FIRST_TICKET,
        required=False,
        allow_null=True,
        help_text="Start of the barcode's window, or the time stamp of the phone; none for a "
        "barcode that does not change.",
    )
    place = PlaceField(required=False)
    barcode = BarcodeField(
        required=False,
        help_text="The barcode itself: then we judge it, whatever the members above say.",
    )

    def to_reading(self) -> Reading:
        """What it says, once it is valid."""
        told = self.validated_data
        offset = Decimal(repr(told.get("offsetSeconds", 0.0))).quantize(Decimal("0.001"))
        form = told.get("format")
        return Reading(
            sequence=told["sequence"],
            told_at=told["scannedAt"],
            offset_seconds=offset,
            result=Reason(told["result"]),
            format=BarcodeFormat(form) if form else None,
            ticket_uuid=told.get("ticketId"),
            product_number=told.get("product"),
            moment=told.get("moment"),
            where=told.get("place", NOWHERE),
            barcode=told.get("barcode"),
        )


class LineField(serializers.Field[Any, Any, Any, Any]):
    """Whatever a line is. (A JSONField would write it out again, and fall over deep nesting.)"""

    def to_internal_value(self, data: Any) -> Any:
        return data


@extend_schema_field(ScanRequest(many=True))
class LinesField(serializers.ListField):
    """Lines of a log, each of which is read by itself."""


class LogRequest(serializers.Serializer[dict[str, Any]]):
    """A part of the scan log of a device."""

    device = serializers.UUIDField()
    deviceTime = MomentField(required=False, help_text=DEVICE_TIME)
    scans = LinesField(
        child=LineField(),
        max_length=MOST_SCANS,
        help_text="Any numbers in any order. A line that cannot be read is refused by itself.",
    )
