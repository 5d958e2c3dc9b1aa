"""Lists of bookings as the API description shows them."""

from __future__ import annotations

from rest_framework import serializers

from protocols.tripgo.confirmation.schemas import Confirmation
from protocols.tripgo.schemas import ModeInfo, Place, Wire

LATEST = 2**31 - 1
"""Android reads seconds into 32 bits."""


class Metric(Wire):
    """What a leg takes."""

    calories = serializers.FloatField()
    carbon = serializers.FloatField()
    hassle = serializers.FloatField()
    currencySymbol = serializers.CharField()
    duration = serializers.IntegerField(min_value=0, help_text="Seconds.")
    localCost = serializers.FloatField(help_text="In the main unit.")


class TripLeg(Wire):
    """By what."""

    modeInfo = ModeInfo()
    metric = Metric()


class TripInfo(Wire):
    """From where to where."""

    origin = Place()
    destination = Place()
    depart = serializers.CharField(help_text="ISO with offset.")
    arrive = serializers.CharField(help_text="ISO with offset.")
    queryIsLeaveAfter = serializers.BooleanField()
    legs = TripLeg(many=True)


class OneWay(Wire):
    """A booking of the traveller."""

    id = serializers.CharField()
    index = serializers.IntegerField(min_value=1)
    mode = serializers.CharField()
    confirmation = Confirmation()
    datetime = serializers.CharField(help_text="ISO with offset.")
    time = serializers.IntegerField(max_value=LATEST, help_text="Seconds since 1970.")
    timeZone = serializers.CharField()
    trips = serializers.ListField(child=serializers.URLField())
    trip = serializers.URLField(required=False, help_text="GET it for the trip as it is now.")
    tripsInfo = TripInfo(many=True)
    tripInfo = TripInfo()
    isExternal = serializers.BooleanField()


class AnotherWay(OneWay):
    """The same, as what is related to another booking; it tells nothing that is related to it."""

    relatedBookings = serializers.ListField(child=serializers.DictField(), max_length=0)


class RelatedBooking(Wire):
    """The way back, or the way there."""

    bookingId = serializers.CharField()
    type = serializers.ChoiceField(choices=["RETURN", "OUTBOUND"])
    confirmedBookingData = AnotherWay()


class MyBooking(OneWay):
    """A booking of the traveller, with what is related to it."""

    relatedBookings = RelatedBooking(many=True)


class BookingList(Wire):
    """A page of bookings."""

    bookings = MyBooking(many=True)
    count = serializers.IntegerField(min_value=0, help_text="Of all pages.")


class Counted(Wire):
    """How many."""

    count = serializers.IntegerField(min_value=0)


class MonthCount(Wire):
    """Bookings that depart in a month."""

    month = serializers.CharField(help_text="2025-06")
    count = serializers.IntegerField(min_value=1)


class Summary(Wire):
    """All months with bookings, the newest first."""

    summary = MonthCount(many=True)
