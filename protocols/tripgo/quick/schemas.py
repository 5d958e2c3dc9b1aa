"""Answers of quick booking, as the API description shows them (§6.1)."""

from __future__ import annotations

from rest_framework import serializers

from protocols.tripgo.quick.inputs import InputKind
from protocols.tripgo.schemas import ModeInfo, Wire


class Rider(Wire):
    """A kind of travellers, by which fares are filtered."""

    id = serializers.CharField()
    name = serializers.CharField()


class Fare(Wire):
    """A fare, with how many of it are preselected, or were chosen."""

    id = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    price = serializers.IntegerField(help_text="Of one, in hundredths of the main unit.")
    currency = serializers.CharField()
    value = serializers.IntegerField(min_value=0)
    max = serializers.IntegerField(min_value=1)
    min = serializers.IntegerField(min_value=1, required=False, help_text="If any is chosen.")
    riders = Rider(many=True)
    type = serializers.ChoiceField(choices=["single_ride"])


class FareGroup(Wire):
    """A tab of fares."""

    id = serializers.CharField()
    name = serializers.CharField()
    selected = serializers.BooleanField()


class InputChoice(Wire):
    """One of the choices of a field."""

    id = serializers.CharField()
    title = serializers.CharField()


class Input(Wire):
    """A question to the traveller: `values` of several choices, else `value`, which is a text."""

    id = serializers.CharField()
    type = serializers.ChoiceField(choices=[kind.value for kind in InputKind])
    title = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]  # a member
    options = InputChoice(many=True, required=False)
    value = serializers.CharField(required=False, allow_blank=True)
    values = serializers.ListField(child=serializers.CharField(), required=False)
    minValue = serializers.IntegerField(required=False)
    maxValue = serializers.IntegerField(required=False)
    urlValue = serializers.URLField(required=False)


class QuickOption(Wire):
    """What can be booked, with its fares and questions."""

    index = serializers.IntegerField(min_value=1)
    count = serializers.IntegerField(min_value=1)
    title = serializers.CharField()
    subtitle = serializers.CharField(allow_blank=True)
    bookingTitle = serializers.CharField()
    bookingURL = serializers.URLField()
    bookingURLIsDeepLink = serializers.BooleanField()
    bookingResponseType = serializers.ChoiceField(choices=["REVIEW"])
    billingEnabled = serializers.BooleanField()
    tripUpdateURL = serializers.URLField(required=False)
    productID = serializers.CharField()
    price = serializers.FloatField(help_text="Of what is preselected, in the main unit.")
    USDPrice = serializers.FloatField(required=False)
    priceString = serializers.CharField()
    ETA = serializers.IntegerField(required=False, min_value=0, help_text="Seconds.")
    imageURL = serializers.URLField(required=False)
    input = Input(many=True)
    fares = Fare(many=True)
    tickets = Fare(many=True, help_text="The same as fares.")
    riders = Rider(many=True)
    singleFareOnly = serializers.BooleanField()
    fareGroups = FareGroup(many=True)
    modeInfo = ModeInfo()


class ShownField(Wire):
    """A line to read."""

    type = serializers.ChoiceField(choices=["string"])
    id = serializers.CharField()
    title = serializers.CharField()
    value = serializers.CharField()
    readOnly = serializers.BooleanField()
    required = serializers.BooleanField()  # type: ignore[assignment]  # a member
    keyboardType = serializers.CharField()


class ShownGroup(Wire):
    """Lines under a heading."""

    title = serializers.CharField()
    fields = ShownField(many=True)  # type: ignore[assignment]  # a member


class ProductForm(Wire):
    """A product to look at; there is nothing to do with it."""

    type = serializers.ChoiceField(choices=["bookingForm"])
    title = serializers.CharField()
    subtitle = serializers.CharField(allow_blank=True)
    form = ShownGroup(many=True)


class FareChosen(Wire):
    """How many of a fare; other members that come back are passed over."""

    id = serializers.CharField()
    value = serializers.IntegerField(help_text="Or the text of a number; 0: none.")


class InputAnswered(Wire):
    """An answer; other members that come back are passed over."""

    id = serializers.CharField()
    value = serializers.CharField(required=False, allow_blank=True)
    values = serializers.ListField(child=serializers.CharField(), required=False)


class BookingRequest(Wire):
    """What is booked. Without fares, what was preselected."""

    input = InputAnswered(many=True, required=False)
    fares = FareChosen(many=True, required=False)
    tickets = FareChosen(many=True, required=False, help_text="In place of fares.")
