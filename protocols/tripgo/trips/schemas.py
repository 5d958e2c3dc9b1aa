"""Trips as the API description shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from protocols.tripgo.confirmation.schemas import SegmentBooking
from protocols.tripgo.schemas import INT32, Colour, CompanyInfo, ModeInfo, Place, Point, Wire


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string", "format": "date-time"}]})
class TimeField(serializers.Field[Any, Any, Any, Any]):
    """Seconds since 1970, or ISO 8601 with offset, by the version that was asked for."""


@extend_schema_field(OpenApiTypes.OBJECT)
class ObjectField(serializers.Field[Any, Any, Any, Any]):
    """An object that is described elsewhere."""


class TripLocation(Place):
    """A place, which may be a stop."""

    stopCode = serializers.CharField(required=False)


class ServiceNames(Wire):
    """What passengers know a ride by."""

    serviceName = serializers.CharField(required=False)
    serviceNumber = serializers.CharField(required=False)
    serviceDirection = serializers.CharField(required=False)
    serviceColor = Colour(required=False)


class ShapeStop(Point):
    """A stop on the way of a ride."""

    code = serializers.CharField()
    name = serializers.CharField()
    arrival = TimeField(required=False)
    departure = TimeField(required=False)


class RideShape(ServiceNames):
    """The way of a ride."""

    encodedWaypoints = serializers.CharField()
    travelled = serializers.BooleanField()
    serviceTripID = serializers.CharField()
    operator = serializers.CharField(required=False)
    routeID = serializers.CharField(required=False)
    stops = ShapeStop(many=True, required=False)


class Street(Wire):
    """The way of anything else."""

    encodedWaypoints = serializers.CharField()
    metres = serializers.IntegerField(min_value=0)


class MiniInstruction(Wire):
    """The shortest words for a segment."""

    instruction = serializers.CharField()
    mainValue = serializers.CharField()


class LocalCost(Wire):
    """What a segment costs, in the main unit of the currency."""

    cost = serializers.FloatField(min_value=0)
    currency = serializers.CharField()
    accuracy = serializers.ChoiceField(choices=["internal_estimate", "confirmed"])


class SegmentTemplate(Wire):
    """`segmentTemplates[]`."""

    hashCode = serializers.IntegerField(**INT32)
    type = serializers.ChoiceField(choices=["scheduled", "unscheduled", "stationary"])
    visibility = serializers.ChoiceField(choices=["in summary", "on map", "in details", "hidden"])
    modeIdentifier = serializers.CharField()
    modeInfo = ModeInfo()
    to = TripLocation()
    action = serializers.CharField()
    mini = MiniInstruction()
    metres = serializers.IntegerField(min_value=0)
    localCost = LocalCost(required=False)
    notes = serializers.CharField(required=False)
    stopCode = serializers.CharField(required=False)
    endStopCode = serializers.CharField(required=False)
    operator = serializers.CharField(required=False)
    serviceOperator = serializers.CharField(required=False)
    operatorID = serializers.CharField(required=False)
    shapes = RideShape(many=True, required=False)
    streets = Street(many=True, required=False)

    def get_fields(self) -> dict[str, Any]:
        turn = serializers.ChoiceField(choices=["WALKING", "CYCLING"], required=False)
        return {"from": TripLocation(), **super().get_fields(), "turn-by-turn": turn}


class SeenLocation(Point):
    """Where a vehicle is, and where it heads for, clockwise from north."""

    bearing = serializers.IntegerField(min_value=0, max_value=360, required=False)


class RealtimeVehicle(Wire):
    """A vehicle where it was seen last."""

    id = serializers.CharField()
    lastUpdate = serializers.IntegerField(help_text="Seconds since 1970.")
    location = SeenLocation()

    def get_fields(self) -> dict[str, Any]:
        # The class itself has an attribute of this name.
        return {**super().get_fields(), "label": serializers.CharField(required=False)}


class VehicleTypeInfo(Wire):
    """What kind of vehicle it is."""

    name = serializers.CharField()
    formFactor = serializers.ChoiceField(choices=["BICYCLE", "CAR", "SCOOTER", "MOPED", "OTHER"])


class SharedVehicle(Wire):
    """The vehicle that a segment is ridden with."""

    identifier = serializers.CharField()
    name = serializers.CharField()
    operator = CompanyInfo()
    vehicleTypeInfo = VehicleTypeInfo()
    disabled = serializers.BooleanField()


AVAILABILITY = ["AVAILABLE", "MISSED_PREBOOKING_WINDOW", "CANCELLED", "OUTSIDE_SERVICED_AREA"]


class SegmentReference(ServiceNames):
    """`segments[]` of a trip."""

    id = serializers.CharField()
    segmentTemplateHashCode = serializers.IntegerField(**INT32)
    startTime = TimeField()
    endTime = TimeField()
    realTime = serializers.BooleanField()
    availability = serializers.ChoiceField(choices=AVAILABILITY)
    isCancelled = serializers.BooleanField(required=False)
    realTimeStatus = serializers.ChoiceField(
        choices=["CAPABLE", "IS_REAL_TIME", "CANCELLED"], required=False
    )
    realtimeVehicle = RealtimeVehicle(required=False)
    alertHashCodes = serializers.ListField(child=serializers.IntegerField(**INT32), required=False)
    booking = SegmentBooking(required=False)
    bookingHashCode = serializers.IntegerField(**INT32, required=False)
    serviceTripID = serializers.CharField(required=False)
    timetableStartTime = serializers.IntegerField(required=False)
    timetableEndTime = serializers.IntegerField(required=False)
    startPlatform = serializers.CharField(required=False)
    endPlatform = serializers.CharField(required=False)
    stops = serializers.IntegerField(min_value=1, required=False)
    sharedVehicle = SharedVehicle(required=False)
    vehicleUUID = serializers.CharField(required=False)


class WholeBooking(Wire):
    """Where all of a trip is booked at once, in both spellings; a member of ours."""

    title = serializers.CharField()
    quickBookingsUrl = serializers.URLField()
    quickBookingUrl = serializers.URLField()


class RoutedTrip(Wire):
    """`trips[]` of a group."""

    id = serializers.UUIDField()
    depart = TimeField()
    arrive = TimeField()
    mainSegmentHashCode = serializers.IntegerField(**INT32)
    queryIsLeaveAfter = serializers.BooleanField()
    queryTime = serializers.IntegerField(help_text="Seconds since 1970.")
    availability = serializers.ChoiceField(choices=AVAILABILITY)
    caloriesCost = serializers.FloatField()
    carbonCost = serializers.FloatField(help_text="Kilograms of carbon dioxide, roughly.")
    hassleCost = serializers.FloatField()
    weightedScore = serializers.FloatField(help_text="The lower the better.")
    moneyCost = serializers.FloatField(required=False, help_text="In the currency's main unit.")
    currency = serializers.CharField(required=False)
    currencySymbol = serializers.CharField(required=False)
    segments: Any = SegmentReference(many=True)
    booking = WholeBooking(required=False)
    updateURL = serializers.URLField()
    temporaryURL = serializers.URLField()


class TripGroup(Wire):
    """Trips that are alike."""

    trips: Any = RoutedTrip(many=True)
    sources = serializers.ListField(child=ObjectField())


class TripQuery(Wire):
    """What was asked for."""

    to = TripLocation()
    depart = TimeField(required=False)
    arrive = TimeField(required=False)

    def get_fields(self) -> dict[str, Any]:
        return {"from": TripLocation(), **super().get_fields()}


class TripAlert(Wire):
    """What passengers should know beside the timetable."""

    hashCode = serializers.IntegerField(**INT32)
    severity = serializers.ChoiceField(choices=["info", "warning", "alert"])
    title = serializers.CharField()
    text = serializers.CharField(required=False)
    url = serializers.CharField(required=False)
    fromDate = serializers.IntegerField(help_text="Seconds since 1970.")
    toDate = serializers.IntegerField(required=False)


class RoutingResponse(Wire):
    """Groups of trips, and what their segments have in common."""

    groups: Any = TripGroup(many=True)
    segmentTemplates: Any = SegmentTemplate(many=True)
    query: Any = TripQuery()
    region = serializers.CharField()
    regions = serializers.ListField(child=serializers.CharField())
    alerts: Any = TripAlert(many=True)
