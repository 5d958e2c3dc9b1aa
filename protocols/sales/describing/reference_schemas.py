"""What reference data looks like."""

from __future__ import annotations

from rest_framework import serializers

from protocols.sales.describing.schemas import Amount, Body, Many, Text, Versioned, word
from sales.catalogue.rights import ChannelAction
from sales.catalogue.states import Cancellation


class DistributionChannel(Body):
    """A channel that the client is linked to."""

    id = serializers.CharField()
    name = serializers.CharField()
    organisationId = serializers.IntegerField()
    rights = serializers.ListField(child=word(ChannelAction))


class Organisation(Body):
    """A legal party."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    codespace = serializers.CharField()
    vatNumber = Text()


class PointOfSale(Body):
    """A device or office that sells."""

    id = serializers.CharField()
    name = serializers.CharField()
    organisationId = serializers.IntegerField()


class RefundRules(Body):
    """Whether and until when a product is taken back."""

    allowed = serializers.BooleanField()
    until = word(Cancellation)
    fee = Amount()


class FareProduct(Body):
    """A preassigned fare product or a supplement product."""

    id = serializers.CharField()
    version = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    status = word(["ACTIVE"])
    operatorRef = serializers.CharField()
    vatGroup = serializers.CharField()
    vatRate = serializers.CharField()
    refund = RefundRules()


class SalesPackage(FareProduct):
    """What can be put on an order."""

    fareProducts = Many(child=Versioned())


class Customer(Body):
    """`customer`."""

    customerNumber = serializers.CharField()
    type = word(["S", "P", "T"])
    status = word(["A", "D"])
    externalReference = serializers.CharField()
    firstName = serializers.CharField()
    lastName = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    distributionChannelId = serializers.CharField()
