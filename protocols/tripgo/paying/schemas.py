"""Answers of booking and paying, as the API description shows them (§6.2, §6.3)."""

from __future__ import annotations

from rest_framework import serializers

from protocols.tripgo.quick.schemas import Fare
from protocols.tripgo.schemas import ModeInfo, Place, Wire


class PaymentOption(Wire):
    """A way to pay; amounts in hundredths of the main unit."""

    url = serializers.URLField()
    method = serializers.ChoiceField(choices=["GET", "POST"])
    paymentMode = serializers.ChoiceField(choices=["FREE", "INVOICE", "INTERNAL"])
    currency = serializers.CharField()
    fullPrice = serializers.IntegerField(min_value=0)
    description = serializers.CharField()


class ReviewProvider(Wire):
    """Who travels there."""

    title = serializers.CharField()


class ReviewPart(Wire):
    """A part of what is held; `price` in hundredths of the main unit, moments in UTC."""

    mode = serializers.CharField()
    modeInfo = ModeInfo()
    price = serializers.IntegerField(min_value=0)
    currency = serializers.CharField()
    depart = serializers.CharField(help_text="2025-06-02T06:30:00Z")
    arrive = serializers.CharField()
    origin = Place()
    destination = Place()
    provider = ReviewProvider()
    tickets = Fare(many=True)
    fares = Fare(many=True, help_text="The same as tickets.")


class Review(Wire):
    """What is held and how it can be paid."""

    paymentOptions = PaymentOption(many=True)
    review = ReviewPart(many=True)
    reviewActionTitle = serializers.CharField()
    publishableApiKey = serializers.CharField(required=False, help_text="To pay by card.")


class PaymentIntent(Wire):
    """What the kit of the card provider needs."""

    paymentIntentID = serializers.CharField()
    clientSecret = serializers.CharField()
    url = serializers.URLField(help_text="To be called once the customer has paid.")


class Updated(Wire):
    """Where the trip is, as it is now."""

    updateURL = serializers.URLField()
