"""The answers of operator information in TOMP 1.1, as the API description shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.tomp.v1_1.schemas import Wire
from protocols.tomp.v1_1.service import ALERT_KIND, DAYS


def _texts(**more: Any) -> Any:
    return serializers.ListField(child=serializers.CharField(), **more)


class SystemRegion(Wire):
    """`systemRegion`: what one timetable covers."""

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
    startTime = serializers.RegexField(r"^[0-2][0-9]:[0-5][0-9]$", help_text="First departure.")
    endTime = serializers.RegexField(
        r"^[0-2][0-9]:[0-5][0-9]$",
        help_text="Last arrival, or departure from the station; not after the start: next day.",
    )


class PlanPart(Wire):
    """`farePart` of a plan."""

    type = serializers.ChoiceField(choices=["FIXED", "FLEX"])
    name = serializers.CharField()
    amount = serializers.FloatField(help_text="VAT included, in the currency's main unit.")
    amountExVat = serializers.FloatField()
    currencyCode = serializers.CharField(help_text="ISO 4217.")
    vatRate = serializers.FloatField(help_text="Percent.")
    vatCountryCode = serializers.CharField()
    unitType = serializers.ChoiceField(choices=["KM"], required=False)
    units = serializers.FloatField(required=False)
    scaleFrom = serializers.FloatField(required=False)
    scaleTo = serializers.FloatField(required=False)
    scaleType = serializers.ChoiceField(choices=["KM"], required=False)


class PlanFare(Wire):
    """`fare` of a plan."""

    estimated = serializers.BooleanField(help_text="True for the lowest of several prices.")
    description = serializers.CharField()
    parts = PlanPart(many=True)


class SystemPricingPlan(Wire):
    """`systemPricingPlan`: what a product costs one kind of traveller."""

    planId = serializers.CharField()
    name = serializers.CharField()
    isTaxable = serializers.BooleanField(help_text="False: prices include VAT.")
    description = serializers.CharField()
    fare = PlanFare()
