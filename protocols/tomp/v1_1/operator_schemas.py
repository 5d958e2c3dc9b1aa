"""The answers of operator information in TOMP 1.1, as the API description shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from operators.fleet.states import (
    HoursFor,
    Propulsion,
    SystemKind,
)
from protocols.tomp.service import ALERT_KIND, DAYS
from protocols.tomp.v1_1.schemas import AssetProperties, Coordinates, FarePart, Wire
from protocols.tomp.v1_1.vehicles import ASSET_CLASS

ASSET_CLASSES = sorted(set(ASSET_CLASS.values()))


def _texts(**more: Any) -> Any:
    return serializers.ListField(child=serializers.CharField(), **more)


class SystemInformation(Wire):
    """`systemInformation`."""

    systemId = serializers.CharField()
    language = serializers.ListField(child=serializers.CharField())
    name = serializers.CharField()
    operator = serializers.CharField(required=False, help_text="Of fleets: who runs them.")
    timezone = serializers.CharField()
    typeOfSystem = serializers.ChoiceField(choices=list(SystemKind))
    productType = serializers.CharField()
    assetClasses = serializers.ListField(
        child=serializers.ChoiceField(choices=ASSET_CLASSES), required=False, help_text="Of fleets."
    )
    url = serializers.CharField(required=False)
    phoneNumber = serializers.CharField(required=False)
    email = serializers.CharField(required=False)


class StreetAddress(Wire):
    """`address` in one line."""

    streetAddress = serializers.CharField()


class StationInformation(Wire):
    """`stationInformation` of a stop, or of a station of vehicles."""

    stationId = serializers.CharField()
    name = serializers.CharField()
    coordinates = Coordinates()
    regionId = serializers.CharField(
        required=False, help_text="Of GET /operator/regions; every stop is in one."
    )
    physicalAddress = StreetAddress(required=False)


class SystemRegion(Wire):
    """`systemRegion`: what one timetable covers, or where vehicles operate."""

    regionId = serializers.CharField()
    name = serializers.CharField()
    serviceArea = serializers.ListField(
        child=serializers.ListField(
            child=serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2),
            min_length=4,
        ),
        required=False,
        help_text="Rings of longitude and latitude; the last point is the first one.",
    )


class SystemAlert(Wire):
    """`systemAlert`."""

    alertId = serializers.CharField()
    alertType = serializers.ChoiceField(choices=sorted(set(ALERT_KIND.values())))
    summary = serializers.CharField()
    startAndEndTimes = serializers.ListField(
        child=serializers.ListField(child=serializers.DateTimeField(), min_length=2, max_length=2),
        required=False,
        help_text="Pairs of start and end; left out while it holds until further notice.",
    )
    stationIds = _texts(required=False)
    regionId = _texts(required=False)
    url = serializers.CharField(required=False)
    description = serializers.CharField(required=False)
    lastUpdated = serializers.DateTimeField()


class SystemCalendar(Wire):
    """`systemCalendar`: a season, both days inclusive."""

    regionId = serializers.CharField(required=False)
    stationId = serializers.CharField(required=False)
    startYear = serializers.IntegerField()
    startMonth = serializers.IntegerField(min_value=1, max_value=12)
    startDay = serializers.IntegerField(min_value=1, max_value=31)
    endYear = serializers.IntegerField()
    endMonth = serializers.IntegerField(min_value=1, max_value=12)
    endDay = serializers.IntegerField(min_value=1, max_value=31)


class SystemHours(Wire):
    """`systemHours` of the coming week, in the time zone of the operator."""

    regionId = serializers.CharField(required=False)
    stationId = serializers.CharField(required=False)
    days = serializers.ListField(child=serializers.ChoiceField(choices=DAYS))
    startTime = serializers.RegexField(
        r"^[0-2][0-9]:[0-5][0-9]$", help_text="First departure, or when vehicles can be taken."
    )
    endTime = serializers.RegexField(
        r"^[0-2][0-9]:[0-5][0-9]$",
        help_text="Last arrival, or departure from the station; not after the start: next day.",
    )
    userType = serializers.ChoiceField(
        choices=list(HoursFor), required=False, help_text="Whose hours they are; else everybody's."
    )


class PlanPart(FarePart):
    """`farePart` of a plan: an amount for so many units."""


class PlanFare(Wire):
    """`fare` of a plan."""

    estimated = serializers.BooleanField(help_text="True for the lowest of several prices.")
    description = serializers.CharField()
    parts = PlanPart(many=True)


class SystemPricingPlan(Wire):
    """`systemPricingPlan`: what a product costs one kind of traveller, or using a vehicle."""

    planId = serializers.CharField()
    regionId = serializers.CharField(required=False, help_text="Where it holds; else everywhere.")
    name = serializers.CharField()
    isTaxable = serializers.BooleanField(help_text="False: prices include VAT.")
    description = serializers.CharField()
    fare = PlanFare()
    url = serializers.CharField(required=False)


class Vehicle(Wire):
    """`asset` that can be taken."""

    id = serializers.CharField()
    isReserved = serializers.BooleanField()
    isDisabled = serializers.BooleanField()
    overriddenProperties = AssetProperties()


class VehicleTypeProperties(Wire):
    """`assetProperties` of all vehicles of a type."""

    name = serializers.CharField()
    propulsion = serializers.ChoiceField(choices=list(Propulsion))
    persons = serializers.IntegerField(min_value=1)
    brand = serializers.CharField(required=False)
    model = serializers.CharField(required=False)


class VehicleType(Wire):
    """`assetType` with the vehicles of it that can be taken."""

    id = serializers.CharField()
    stationId = serializers.CharField(required=False, help_text="The one that was asked for.")
    nrAvailable = serializers.IntegerField(
        min_value=0, help_text="Of all pages, in the part that was asked for."
    )
    assets = Vehicle(many=True)
    assetClass = serializers.ChoiceField(choices=ASSET_CLASSES)
    assetSubClass = serializers.CharField(required=False)
    sharedProperties = VehicleTypeProperties()
