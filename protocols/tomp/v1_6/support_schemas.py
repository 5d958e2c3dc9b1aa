"""The answers of the support module of TOMP 1.6, as the API description shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.tomp.v1_6.schemas import Coordinates
from protocols.tomp.v1_6.support_words import VEHICLE_PART
from protocols.tomp.v1_6.words import SUPPORT_PRIORITY, SUPPORT_STATUS, SUPPORT_TYPE

Wire = serializers.Serializer[dict[str, Any]]


class Location(Wire):
    """`place` where it happened."""

    name = serializers.CharField(required=False)
    coordinates = Coordinates()


class Damage(Wire):
    """`damage` of a vehicle."""

    vehicleComponent = serializers.ChoiceField(choices=list(VEHICLE_PART.values()))
    description = serializers.CharField()
    vehicleComponentName = serializers.CharField(required=False)


class SupportStatus(Wire):
    """`supportStatus`: the request, and where it has come."""

    id = serializers.CharField(
        help_text="Of the booking; of the request where it is about a vehicle that was not booked."
    )
    assetId = serializers.CharField(required=False, help_text="The vehicle that it is about.")
    supportType = serializers.ChoiceField(choices=sorted(SUPPORT_TYPE.values()))
    location = Location(required=False, help_text="Where its coordinates were told.")
    time = serializers.DateTimeField(help_text="When it happened.")
    priority = serializers.ChoiceField(choices=list(SUPPORT_PRIORITY.values()))
    contactInformationEndUser = serializers.CharField(required=False)
    comment = serializers.CharField(
        required=False, help_text="Your words first, then the operator's, to be passed on."
    )
    requestedResponseTime = serializers.IntegerField(
        help_text="Minutes: yours, or those of the priority."
    )
    damage = Damage(required=False)
    urls = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="All pictures, of damage as well."
    )
    status = serializers.ChoiceField(choices=list(SUPPORT_STATUS.values()))
    timeToResolution = serializers.IntegerField(
        required=False, help_text="Minutes until you hear of it again at the latest."
    )
    order = serializers.IntegerField(
        help_text="Counts the statuses of one request from 1; the highest is the current one."
    )
    statusTime = serializers.DateTimeField(help_text="Since when it has this status; ours.")
    caseId = serializers.CharField(
        help_text="What the operator's staff calls the request; tells those of a booking apart. "
        "Ours."
    )
