"""Options as the API description shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.maas_tsp.schemas import (
    Configurator,
    Cost,
    Leg,
    Point,
    Terms,
    TspProduct,
    Wire,
)


class MadeOffer(Wire):
    """What a caller sends back to book the option."""

    ref = serializers.CharField()


class OfferMeta(Wire):
    """`meta`: beside the offer's reference a member MODE_… for the mode of the leg, with the rides,
    the vehicle or the taxi centre."""

    offer = MadeOffer()


class Option(Wire):
    """`bookingOption`: with one of cost and configurator, never with both."""

    leg = Leg()
    meta = OfferMeta()
    terms = Terms()
    tspProduct = TspProduct()
    cost = Cost(required=False)
    configurator = Configurator(required=False)


class Slots(Wire):
    """How many vehicles fit, how many docks are empty, and how many vehicles can be taken."""

    total = serializers.IntegerField(min_value=0)
    empty = serializers.IntegerField(min_value=0)
    bikes = serializers.IntegerField(min_value=0)


class BikeStation(Wire):
    """`bikeStation`: its location is an object, other than that of a station."""

    id = serializers.CharField()
    name = serializers.CharField()
    location = Point()
    slots = Slots(required=False)


class Additional(Wire):
    """What goes beside the options."""

    bikeStations = BikeStation(many=True)


class OptionList(Wire):
    """`tsp/booking-options-list/response`."""

    options: Any = Option(many=True)
    additional = Additional(required=False)
