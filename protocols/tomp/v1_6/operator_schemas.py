"""The answers of operator information in TOMP 1.6, as the API description shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from operators.fleet.states import (
    AssetClass,
    HoursFor,
    PartType,
    PlanPartKind,
    PlanUnit,
    Propulsion,
    RegionKind,
    SystemKind,
    VehicleUse,
)
from protocols.tomp.service import ALERT_KIND, DAYS
from protocols.tomp.v1_6.schemas import SCALES, Coordinates, Wire
from protocols.tomp.v1_6.vehicles import ACCESS_METHOD

ASSET_CLASSES = list(AssetClass)


def _texts(**more: Any) -> Any:
    return serializers.ListField(child=serializers.CharField(), **more)


class SystemInformation(Wire):
    """`systemInformation`."""

    systemId = serializers.CharField()
    language = serializers.ListField(child=serializers.CharField())
    name = serializers.CharField()
    operator = serializers.CharField()
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
    """`address` in one line, and the region that it is in."""

    streetAddress = serializers.CharField()
    areaReference = serializers.CharField()


class Polygon(Wire):
    """A GeoJSON polygon: its outline, then its holes, each a closed ring of lng and lat."""

    type = serializers.ChoiceField(choices=["Polygon"])
    coordinates = serializers.ListField(
        child=serializers.ListField(
            child=serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2)
        )
    )


class Geometry(Wire):
    """A GeoJSON geometry."""

    type = serializers.ChoiceField(choices=["Polygon", "MultiPolygon"])
    coordinates = serializers.ListField()


class StationInformation(Wire):
    """`stationInformation` of a stop, or of a station of vehicles with what stands there now."""

    stationId = serializers.CharField()
    name = serializers.CharField()
    coordinates = Coordinates()
    regionId = serializers.CharField(
        required=False, help_text="Of GET /operator/regions; every stop is in one."
    )
    contactPhone = serializers.CharField(required=False)
    physicalAddress = StreetAddress(required=False)
    crossStreet = serializers.CharField(required=False, help_text="An address without a town.")
    stationArea = Geometry(required=False)
    isVirtual = serializers.BooleanField(required=False)
    isInstalled = serializers.BooleanField(required=False)
    isRenting = serializers.BooleanField(required=False)
    isReturning = serializers.BooleanField(required=False)
    capacity = serializers.IntegerField(required=False, min_value=0)
    assetsAvailable = serializers.IntegerField(
        required=False, min_value=0, help_text="Vehicles that can be taken."
    )
    assetTypesAvailable = serializers.DictField(
        child=serializers.IntegerField(min_value=0), required=False, help_text="By type."
    )
    docksAvailable = serializers.IntegerField(
        required=False, min_value=0, help_text="Vehicles that still fit."
    )


class SystemRegion(Wire):
    """`systemRegion`: what one timetable covers, or a polygon of an area of a fleet."""

    regionId = serializers.CharField()
    name = serializers.CharField()
    type = serializers.ChoiceField(choices=list(RegionKind))
    typeUnit = serializers.ChoiceField(choices=["KMPH"], required=False)
    typeValue = serializers.FloatField(required=False, help_text="The speed limit.")
    serviceArea = Polygon(required=False)
    areaStartTime = serializers.DateTimeField(required=False)
    areaEndTime = serializers.DateTimeField(required=False)


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


class PlanPart(Wire):
    """`farePart` of a plan: an amount for so many units."""

    type = serializers.ChoiceField(choices=list(PartType))
    name = serializers.CharField()
    amount = serializers.FloatField(
        help_text="VAT included, in the currency's main unit; below zero off."
    )
    amountExVat = serializers.FloatField(required=False, help_text="Not of discounts.")
    currencyCode = serializers.CharField(help_text="ISO 4217.")
    vatRate = serializers.FloatField(help_text="Percent.")
    vatCountryCode = serializers.CharField()
    unitType = serializers.ChoiceField(choices=list(PlanUnit), required=False)
    units = serializers.FloatField(required=False)
    scaleFrom = serializers.FloatField(required=False)
    scaleTo = serializers.FloatField(required=False)
    scaleType = serializers.ChoiceField(choices=SCALES, required=False)
    kind = serializers.ChoiceField(
        choices=[PlanPartKind.DISCOUNT, PlanPartKind.SURGE], required=False
    )
    assetState = serializers.ChoiceField(choices=[VehicleUse.PAUSED], required=False)
    minimumAmount = serializers.FloatField(required=False)
    maximumAmount = serializers.FloatField(required=False)


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
    surgePricing = serializers.BooleanField(required=False, help_text="Of vehicles.")
    description = serializers.CharField()
    fare = PlanFare()
    url = serializers.CharField(required=False)


class Point(Wire):
    """`place` of a vehicle."""

    coordinates = Coordinates()


class VehicleProperties(Wire):
    """`assetProperties` of one vehicle."""

    location = Point()


class Vehicle(Wire):
    """`asset` that can be taken."""

    id = serializers.CharField()
    isReserved = serializers.BooleanField()
    isDisabled = serializers.BooleanField()
    stateOfCharge = serializers.IntegerField(
        required=False, min_value=0, max_value=100, help_text="Percent."
    )
    maxRange = serializers.IntegerField(required=False, min_value=0, help_text="Metres.")
    licensePlate = serializers.CharField(required=False)
    stationId = serializers.CharField(required=False)
    overriddenProperties = VehicleProperties()


class VehicleTypeProperties(Wire):
    """`assetProperties` of all vehicles of a type."""

    name = serializers.CharField()
    accessMethods = serializers.ListField(
        child=serializers.ChoiceField(choices=sorted(set(ACCESS_METHOD.values())))
    )
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
    defaultPricingPlan = SystemPricingPlan(
        required=False, help_text="Of vehicles that have none of their own."
    )
