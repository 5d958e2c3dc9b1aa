"""Confirmations as the API description shows them."""

from __future__ import annotations

from rest_framework import serializers

from protocols.tripgo.actions.types import ActionType
from protocols.tripgo.confirmation.states import Status
from protocols.tripgo.quick.schemas import Input
from protocols.tripgo.schemas import Colour, Wire
from protocols.tripgo.tickets.schemas import PurchasedTicket


class StatusTold(Wire):
    """How the booking stands."""

    title = serializers.CharField()
    subtitle = serializers.CharField()
    value = serializers.ChoiceField(choices=[status.value for status in Status])


class Party(Wire):
    """Who carries the traveller, or with what."""

    title = serializers.CharField()
    subtitle = serializers.CharField(required=False, help_text="Phone number, or licence plate.")
    imageURL = serializers.URLField(required=False)


class Brand(Wire):
    """Who sold it."""

    name = serializers.CharField()
    color = Colour()
    website = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)
    remoteIcon = serializers.CharField(required=False)


class Purchase(Wire):
    """What was bought."""

    id = serializers.CharField(help_text="Of the booking.")
    price = serializers.FloatField(help_text="In the main unit.")
    currency = serializers.CharField()
    productName = serializers.CharField()
    productType = serializers.CharField(help_text="Identifier of the mode.")
    valid = serializers.BooleanField()
    validFromTimestamp = serializers.CharField(help_text="ISO with offset.")
    validFor = serializers.IntegerField(required=False, min_value=0, help_text="Seconds.")
    timezone = serializers.CharField()
    paymentTimestamp = serializers.CharField(required=False)
    brand = Brand()


class Asked(Wire):
    """The question before an action."""

    message = serializers.CharField()
    confirmActionTitle = serializers.CharField()
    abortActionTitle = serializers.CharField()


class BookingAction(Wire):
    """What can be done; `internalURL` with GET or POST, `externalURL` by the device."""

    title = serializers.CharField()
    type = serializers.ChoiceField(choices=[kind.value for kind in ActionType])
    isDestructive = serializers.BooleanField()
    internalURL = serializers.URLField(required=False)
    externalURL = serializers.CharField(required=False)
    confirmationMessage = serializers.CharField(required=False)
    confirmation = Asked(required=False)


class Note(Wire):
    """A message of the operator."""

    text = serializers.CharField()
    timestamp = serializers.CharField()
    provider = serializers.CharField()


class BookedFare(Wire):
    """A fare as it was booked."""

    id = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    price = serializers.IntegerField(help_text="Of one, in hundredths of the main unit.")
    currency = serializers.CharField()
    value = serializers.IntegerField(min_value=1, help_text="How many.")


class Confirmation(Wire):
    """A booking that is there."""

    status = StatusTold()
    provider = Party()
    vehicle = Party(required=False)
    purchase = Purchase()
    actions = BookingAction(many=True)
    input = Input(many=True, help_text="The questions with what was answered.")
    notes = Note(many=True)
    tickets = BookedFare(many=True)
    fares = BookedFare(many=True, help_text="The same as tickets.")
    purchasedTickets = PurchasedTicket(many=True)
    paymentStatus = serializers.ChoiceField(choices=["PENDING", "SUCCEEDED", "CANCELED"])


class SegmentBooking(Wire):
    """`booking` of a segment."""

    title = serializers.CharField()
    accessibilityLabel = serializers.CharField()
    quickBookingsUrl = serializers.URLField(required=False)
    quickBookingUrl = serializers.URLField(required=False, help_text="The same.")
    url = serializers.URLField(required=False, help_text="A form: to book, or how it stands.")
    externalActions = serializers.ListField(child=serializers.CharField(), required=False)
    productID = serializers.CharField(required=False)
    confirmation = Confirmation(required=False)
