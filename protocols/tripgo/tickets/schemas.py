"""Purchased tickets as the API description shows them."""

from __future__ import annotations

from rest_framework import serializers

from protocols.tripgo.schemas import Wire
from protocols.tripgo.tickets.mapping import TicketStatus


class TicketFare(Wire):
    """What the ticket was sold as."""

    id = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    price = serializers.IntegerField(help_text="Hundredths of the main unit.")
    currency = serializers.CharField()


class PurchasedTicket(Wire):
    """A ticket of the traveller."""

    id = serializers.CharField()
    fare = TicketFare()
    status = serializers.ChoiceField(choices=[status.value for status in TicketStatus])
    purchasedTimestamp = serializers.CharField(help_text="ISO with offset.")
    ticketExpirationTimestamp = serializers.CharField(
        help_text="Until when it can be activated or, once active, shown."
    )
    validFromTimestamp = serializers.CharField(required=False)
    validUntilTimestamp = serializers.CharField(required=False)
    ticketURL = serializers.URLField(
        required=False, help_text="Its page, for Accept: text/html; there once it is active."
    )
    activateURL = serializers.URLField(required=False, help_text="POST {} activates it.")
    qrCode = serializers.CharField(
        required=False, help_text="Text of the barcode that is shown now."
    )
    qrCodeValidUntil = serializers.CharField(
        required=False, help_text="When that barcode ends: read the ticket again then. Ours."
    )
    actions = serializers.ListField(child=serializers.DictField(), max_length=0)
