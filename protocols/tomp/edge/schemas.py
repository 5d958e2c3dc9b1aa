"""The answers of TOMP 1.6 as the API description shows them, by TOMP's names; mappings build them
as plain dicts, and tests hold the two equal."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from operators.fleet.states import AssetClass, PartType, PlanPartKind, PlanUnit, VehicleUse
from protocols.tomp.v1_6.words import (
    BOOKING_STATE,
    LEG_STATE,
    SUPPORT_PRIORITY,
    SUPPORT_STATUS,
    SUPPORT_TYPE,
)

Wire = serializers.Serializer[dict[str, Any]]

SCALES = [PlanUnit.KM, PlanUnit.MILE, PlanUnit.HOUR, PlanUnit.MINUTE]


class Error(Wire):
    """`error`: what is wrong, where, and what to do."""

    errorcode = serializers.IntegerField(help_text="Module digit × 1000 + number.")
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField()
    instance = serializers.CharField(  # type: ignore[assignment]  # a field, not the row
        help_text="Quote it when you ask about this error."
    )


class Coordinates(Wire):
    """WGS 84 degrees."""

    lng = serializers.FloatField(min_value=-180, max_value=180)
    lat = serializers.FloatField(min_value=-90, max_value=90)


class Place(Wire):
    """A position."""

    coordinates = Coordinates()


class Polygon(Wire):
    """A GeoJSON polygon: its outline, then its holes, each a closed ring of lng and lat."""

    type = serializers.ChoiceField(choices=["Polygon"])
    coordinates = serializers.ListField(
        child=serializers.ListField(
            child=serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2)
        )
    )


class SystemRegion(Wire):
    """`systemRegion`: an area where the vehicles operate."""

    regionId = serializers.CharField()
    name = serializers.CharField()
    type = serializers.ChoiceField(choices=["OPERATING"])
    serviceArea = Polygon()
    areaStartTime = serializers.DateTimeField(required=False)
    areaEndTime = serializers.DateTimeField(required=False)


class PlanPart(Wire):
    """`farePart` of a plan: an amount for so many units."""

    amount = serializers.FloatField(help_text="In the currency's main unit, below zero off.")
    currencyCode = serializers.CharField(help_text="ISO 4217.")
    type = serializers.ChoiceField(choices=list(PartType))
    name = serializers.CharField(required=False)
    unitType = serializers.ChoiceField(choices=list(PlanUnit), required=False)
    units = serializers.FloatField(required=False)
    kind = serializers.ChoiceField(
        choices=[PlanPartKind.DISCOUNT, PlanPartKind.SURGE], required=False
    )
    assetState = serializers.ChoiceField(choices=[VehicleUse.PAUSED], required=False)
    scaleType = serializers.ChoiceField(choices=SCALES, required=False)
    scaleFrom = serializers.FloatField(required=False)
    scaleTo = serializers.FloatField(required=False)
    minimumAmount = serializers.FloatField(required=False)
    maximumAmount = serializers.FloatField(required=False)


class PlanFare(Wire):
    """`fare` of a plan."""

    estimated = serializers.BooleanField()
    parts = PlanPart(many=True)


class SystemPricingPlan(Wire):
    """`systemPricingPlan`."""

    planId = serializers.CharField()
    regionId = serializers.CharField(required=False, help_text="Where it holds; else everywhere.")
    name = serializers.CharField()
    isTaxable = serializers.BooleanField()
    description = serializers.CharField()
    fare = PlanFare()
    url = serializers.CharField(required=False)


class FarePart(Wire):
    """`farePart` of a use: the amount is for all units, which are those consumed."""

    amount = serializers.FloatField(help_text="VAT included, in the currency's main unit.")
    currencyCode = serializers.CharField(help_text="ISO 4217.")
    type = serializers.ChoiceField(choices=list(PartType))
    name = serializers.CharField(required=False)
    unitType = serializers.ChoiceField(
        choices=[unit for unit in PlanUnit if unit != PlanUnit.PERCENTAGE], required=False
    )
    units = serializers.FloatField(required=False)
    kind = serializers.ChoiceField(
        choices=[PlanPartKind.DISCOUNT, PlanPartKind.SURGE], required=False
    )


class Fare(Wire):
    """`fare` of a use: the sum of its parts, but not more than one of type MAX."""

    estimated = serializers.BooleanField(help_text="True until the use has begun.")
    parts = FarePart(many=True)


class AssetType(Wire):
    """The kind of vehicle."""

    id = serializers.CharField()
    assetClass = serializers.ChoiceField(choices=list(AssetClass))
    assetSubClass = serializers.CharField(required=False)


class Asset(Wire):
    """The vehicle, as it was last seen."""

    id = serializers.CharField(help_text="As it was booked.")
    stateOfCharge = serializers.IntegerField(
        required=False, min_value=0, max_value=100, help_text="Percent."
    )
    maxRange = serializers.IntegerField(required=False, min_value=0, help_text="Metres.")


class Leg(Wire):
    """`leg`: the use of the vehicle."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=sorted(LEG_STATE.values()))
    to = Place(required=False)
    departureTime = serializers.DateTimeField(required=False)
    actualDepartureTime = serializers.DateTimeField(required=False)
    arrivalTime = serializers.DateTimeField(required=False)
    actualArrivalTime = serializers.DateTimeField(required=False)
    assetType = AssetType()
    asset = Asset()
    pricing = Fare()

    def get_fields(self) -> dict[str, Any]:
        # A word of Python cannot be declared as a member above.
        return {"from": Place(), **super().get_fields()}


class Booking(Wire):
    """`booking` of one vehicle."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=sorted(BOOKING_STATE.values()))
    legs = Leg(many=True)

    def get_fields(self) -> dict[str, Any]:
        return {"from": Place(), **super().get_fields()}


class SupportStatus(Wire):
    """`supportStatus`: the request, and how it stands."""

    id = serializers.CharField()
    supportType = serializers.ChoiceField(choices=sorted(SUPPORT_TYPE.values()))
    time = serializers.DateTimeField()
    contactInformationEndUser = serializers.CharField()
    comment = serializers.CharField()
    location = Place(required=False)
    priority = serializers.ChoiceField(choices=list(SUPPORT_PRIORITY.values()), required=False)
    requestedResponseTime = serializers.FloatField(required=False)
    urls = serializers.ListField(child=serializers.CharField(), required=False)
    status = serializers.ChoiceField(choices=sorted(SUPPORT_STATUS.values()))


class Endpoint(Wire):
    """One endpoint of `endpointImplementation`."""

    method = serializers.CharField()
    path = serializers.CharField()
    status = serializers.ChoiceField(choices=["IMPLEMENTED"])


class EndpointImplementation(Wire):
    """`endpointImplementation`."""

    version = serializers.CharField()
    baseUrl = serializers.CharField()
    endpoints = Endpoint(many=True)
    scenarios = serializers.ListField(child=serializers.CharField())
    processIdentifiers = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField())
    )
