"""What a client asks offers for."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.fields import TextField
from protocols.sales.fields import MomentField, NumberField, WireRequest

MOST_TRAVELLERS = 50
MOST_PRODUCTS = 50


class OfferTravellerRequest(WireRequest):
    """Somebody who is to travel; without an age the usual passenger category is taken."""

    age = NumberField(required=False, allow_null=True, max_value=150)
    reference = TextField(required=False, max_length=100, help_text="Your name for the traveller.")


class OffersRequest(WireRequest):
    """A trip between two stops, or products that need no trip."""

    fromStopPlaceId = TextField(required=False, max_length=100, help_text="GTFS stop_id.")
    toStopPlaceId = TextField(required=False, max_length=100, help_text="GTFS stop_id.")
    departureTime = MomentField(required=False, help_text="Leave then or later; now if left out.")
    arrivalTime = MomentField(required=False, help_text="Arrive by then.")
    salesPackageIds = serializers.ListField(
        child=TextField(max_length=110),
        required=False,
        min_length=1,
        max_length=MOST_PRODUCTS,
        help_text="Products without a trip, such as a day ticket or a supplement.",
    )
    startTime = MomentField(
        required=False,
        help_text="When products without a trip begin, from now on; when they are sold else.",
    )
    travellers = serializers.ListSerializer[Any](
        child=OfferTravellerRequest(),
        required=False,
        max_length=MOST_TRAVELLERS,
        help_text="One grown-up if left out.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        stops = [name for name in ("fromStopPlaceId", "toStopPlaceId") if name in attrs]
        of_trip = [*stops, *(name for name in ("departureTime", "arrivalTime") if name in attrs)]
        if "salesPackageIds" in attrs and of_trip:
            told = "Send the stops of a trip, or products without one; not both."
            raise serializers.ValidationError(dict.fromkeys(of_trip, told))
        if stops and "startTime" in attrs:
            told = "A trip begins when it leaves; send departureTime."
            raise serializers.ValidationError({"startTime": [told]})
        if "salesPackageIds" not in attrs and len(stops) < 2:
            missing = {"fromStopPlaceId", "toStopPlaceId"} - set(stops)
            told = serializers.ErrorDetail("Send both stops, or salesPackageIds.", code="required")
            raise serializers.ValidationError({name: [told] for name in sorted(missing)})
        return attrs
