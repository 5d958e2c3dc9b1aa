"""The answers of this face as the API description shows them; mappings build them as plain dicts,
and tests hold these to the published schemas."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.maas_tsp.modes import MODES
from protocols.maas_tsp.wire import CURRENCIES, EARLIEST_MS

Wire = serializers.Serializer[dict[str, Any]]


def text(longest: int, **options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=longest, **options)


def time(**options: Any) -> serializers.IntegerField:
    """Milliseconds since 1970 UTC."""
    return serializers.IntegerField(min_value=EARLIEST_MS, **options)


def currency() -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=sorted(CURRENCIES))


class Fault(Wire):
    """One thing that is wrong."""

    member = serializers.CharField(help_text="Where, such as customer.phone.")
    message = serializers.CharField()


class Error(Wire):
    """`error`: what is wrong, where, and what to do."""

    code = text(64)
    message = text(256)
    correlationId = serializers.CharField(help_text="Quote it when you ask about this error.")
    bookingId = serializers.CharField(
        required=False, help_text="Of BOOKING_ALREADY_EXISTS: the booking that is there."
    )
    errors = Fault(many=True, required=False)  # type: ignore[assignment]  # a member, not faults


class Point(Wire):
    """WGS 84 degrees."""

    lat = serializers.FloatField(min_value=-90, max_value=90)
    lon = serializers.FloatField(min_value=-180, max_value=180)


class Place(Point):
    """`place`."""

    name = serializers.CharField(required=False)
    address = serializers.CharField(
        required=False, help_text="streetName:…|streetNumber:…|city:…|zipCode:…|country:…"
    )
    stopId = text(64, required=False, help_text="stop_id of the GTFS feed.")
    stationId = text(64, required=False)
    zone = serializers.CharField(required=False)


class Leg(Wire):
    """`leg`: one ride."""

    mode = serializers.ChoiceField(choices=MODES)
    startTime = time()
    endTime = time()
    to = Place()
    departureDelay = serializers.IntegerField(
        required=False, help_text="Milliseconds that the start is later than was asked for."
    )

    def get_fields(self) -> dict[str, Any]:
        return {"from": Place(), **super().get_fields()}


class Cost(Wire):
    """`cost`: VAT included."""

    amount = serializers.FloatField(min_value=0)
    currency = currency()
    taxes = serializers.FloatField(min_value=0, required=False, help_text="The VAT in it.")


class Validity(Wire):
    """When the ticket is valid; no deadline of an offer."""

    startTime = time()
    endTime = time()


class Cancelling(Wire):
    """Whether it can be cancelled now, and what that costs."""

    cancellable = serializers.BooleanField()
    refunded = serializers.BooleanField(help_text="Whether any of the price is given back.")
    cost = Cost(required=False, help_text="The fee.")


class Cancellation(Wire):
    """`cancellation` of terms."""

    outward = Cancelling()


class FareRate(Wire):
    """A part of the price that depends on time."""

    amount = serializers.FloatField(min_value=0)
    currency = currency()
    timeInterval = serializers.IntegerField(required=False, help_text="Seconds that it is for.")
    startAt = serializers.IntegerField(required=False, help_text="Seconds from the begin of use.")
    type = serializers.ChoiceField(choices=["maxRate", "extra"], required=False)


class DistanceRate(Wire):
    """A price by the metre, which the format has no member for."""

    amount = serializers.FloatField(min_value=0)
    currency = currency()
    metres = serializers.IntegerField(min_value=1, help_text="Metres that it is for.")


class Surcharge(Wire):
    """A part of the price that is due once."""

    isChargedUpfront = serializers.BooleanField()
    amount = serializers.FloatField(min_value=0)
    currency = currency()


class Surcharges(Wire):
    """`surcharges` of terms."""

    pickup = Surcharge(required=False)


class Terms(Wire):
    """`terms`: what holds for the option or booking."""

    type = text(64, required=False)
    validity = Validity(required=False)
    reusable = serializers.BooleanField(required=False)
    reconcilable = serializers.BooleanField(
        required=False, help_text="The final price is known after the trip: fetch the receipt."
    )
    cancellation = Cancellation(required=False)
    fareRates = FareRate(many=True, required=False)
    pauseRates = FareRate(many=True, required=False, help_text="While the vehicle is paused; ours.")
    distanceRates = DistanceRate(many=True, required=False, help_text="By distance; ours.")
    surcharges = Surcharges(required=False)


class TspProduct(Wire):
    """`tspProduct`: what it is sold as."""

    id = text(255)


class Choice(Wire):
    """One of the choices of a configuration."""

    id = serializers.CharField()
    name = text(255)
    description = serializers.CharField(required=False)
    default = serializers.BooleanField()
    cost = Cost(required=False, help_text="Costs of choices add up to the price.")


class Config(Wire):
    """A configuration: `type` says how many of its choices are taken."""

    type = serializers.ChoiceField(
        choices=["oneOf", "someOf", "allOf", "oneOrNoneOf", "someOrNoneOf"]
    )
    name = text(255)
    description = serializers.CharField(required=False)
    choices = Choice(many=True)


class Configurator(Wire):
    """`configurator` of an option: choices instead of one price."""

    seatType = Config(required=False, help_text="The class of travel.")
    seatFeatures = Config(required=False, help_text="Extras that are sold with the trip.")
