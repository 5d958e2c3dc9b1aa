"""What answers about tickets, receipts and cash settlements look like."""

from __future__ import annotations

from rest_framework import serializers

from protocols.sales.describing.schemas import Body, Many, Text, texts, word
from sales.distribution.states import DistributionState
from sales.journal.states import SettlementState
from sales.receipts.states import ReceiptKind
from tickets.codecs.formats import BarcodeFormat
from tickets.forms.symbols import Symbology


class Distribution(Body):
    """`ticketDistribution`: one ticket."""

    id = serializers.UUIDField()
    distributionStatus = word(DistributionState)
    startOfValidity = serializers.DateTimeField(
        allow_null=True, help_text="Null until it is activated."
    )
    endOfValidity = serializers.DateTimeField(allow_null=True, help_text="Not valid from here on.")
    mediaSerialNumberId = Text()


class Group(Body):
    """`ticketDistributionGroup`: the tickets of one order line."""

    id = serializers.UUIDField()
    orderId = serializers.CharField()
    orderLineId = serializers.UUIDField()
    orderVersion = serializers.IntegerField()
    organisationId = serializers.IntegerField()
    createdByDCI = serializers.CharField()
    orderOwnerCustomerId = Text()
    distributionHolderCustomerId = Text()
    createdAt = serializers.DateTimeField()
    updatedAt = serializers.DateTimeField()
    ticketDistributions = Many(child=Distribution())


class Groups(Body):
    """Groups that were asked for or changed."""

    ticketDistributionGroups = Many(child=Group())


class Barcode(Body):
    """What a ticket shows during one window."""

    format = word([one.value for one in BarcodeFormat])
    payload = serializers.CharField(help_text="T1: its text. UIC: its octets in Base64.")
    payloadBase64 = serializers.CharField(help_text="The octets of the barcode, of any format.")
    symbology = word([symbology.value for symbology in Symbology])
    validFrom = serializers.DateTimeField()
    validUntil = serializers.DateTimeField(help_text="Fetch the ticket again then.")
    refreshAt = serializers.DateTimeField(help_text="The same moment.")


class Ticket(Distribution):
    """A ticket to be shown."""

    orderId = serializers.CharField()
    name = serializers.CharField()
    passengers = serializers.IntegerField()
    forms = texts()
    barcode = Barcode(allow_null=True)


class SentReceipt(Body):
    """The letter that a receipt goes with."""

    reference = serializers.UUIDField()


class ReceiptType(Body):
    """What the receipt of a version is for."""

    orderId = serializers.CharField()
    orderVersion = serializers.IntegerField()
    receiptType = word(ReceiptKind)


class CashSettlement(Body):
    """`cashSettlement`."""

    settlementId = serializers.CharField()
    number = serializers.IntegerField(help_text="Of the point of sale, from 1.")
    pointOfSaleId = serializers.CharField()
    organisationId = serializers.IntegerField()
    status = word(SettlementState)
    openedAt = serializers.DateTimeField()
    endsAt = serializers.DateTimeField(help_text="No money belongs to it from here on.")
    closedAt = serializers.DateTimeField(allow_null=True)
