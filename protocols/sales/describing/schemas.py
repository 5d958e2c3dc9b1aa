"""What answers look like. These describe alone: answers are made without serializers."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import TextChoices
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from protocols.sales.fields import MONEY_SCHEMA
from sales.orders.states import FeeType, LineState, NoteType, OrderState

Body = serializers.Serializer[Any]
Many = serializers.ListSerializer[Any]


@extend_schema_field(MONEY_SCHEMA)
class Amount(serializers.CharField):
    """A string with two decimals."""


class Text(serializers.CharField):
    """A text, which may be missing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_null": True, **options})


def word(words: type[TextChoices] | list[str], **options: Any) -> serializers.ChoiceField:
    choices = words if isinstance(words, list) else words.values
    return serializers.ChoiceField(choices=choices, **options)


def texts() -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField())


class Fault(Body):
    """One thing that is wrong: a member, a parameter or a header."""

    field = serializers.CharField()
    errorCode = serializers.CharField()
    message = serializers.CharField()
    rejectedValue = serializers.CharField(required=False)


class Error(Body):
    """`error`: the body of every refusal."""

    timestamp = serializers.DateTimeField()
    status = serializers.IntegerField()
    error = serializers.CharField(help_text="The reason phrase of the status.")
    title = serializers.CharField()
    message = serializers.CharField(help_text="For people.")
    path = serializers.CharField()
    correlationId = serializers.CharField()
    errorCode = serializers.CharField(help_text="For programs; stays within a version.")
    errors = Many(child=Fault())  # type: ignore[assignment]  # a member of the body
    errorReason = serializers.CharField(
        required=False, help_text="SOFT_DECLINE, REFUSED_BY_ISSUER or RESOURCE_BUSY."
    )


class Price(Body):
    """Price with tax: the tax is contained in the amount."""

    amount = Amount()
    currency = serializers.CharField()
    taxAmount = Amount()
    taxRate = serializers.CharField()
    taxCode = serializers.CharField()


class Versioned(Body):
    """A NeTEx object in a version."""

    id = serializers.CharField()
    version = serializers.CharField()


class Leg(Body):
    """A ride as it was sold."""

    mode = serializers.CharField(help_text="NeTEx.")
    serviceJourneyId = serializers.CharField()
    datedServiceJourneyId = serializers.CharField()
    fromStopPlaceId = serializers.CharField()
    toStopPlaceId = serializers.CharField()
    startTime = serializers.DateTimeField()
    endTime = serializers.DateTimeField()


class Charge(Body):
    """A part of the price of a rental."""

    name = Text()
    amount = serializers.CharField(help_text="VAT included; below zero if it was taken off.")
    taxAmount = serializers.CharField()
    units = Text(help_text="What was used of the unit.")
    unitType = Text(help_text="KM, MILE, SECOND, MINUTE, HOUR or PERCENTAGE.")
    reason = serializers.CharField(help_text="Why it is this amount, in words.")


class OrderLine(Body):
    """`orderLine`."""

    id = serializers.UUIDField()
    status = word(LineState)
    version = serializers.IntegerField(help_text="Of the order, that brought it.")
    price = Price()
    originalPrice = Price(help_text="Before discounts.")
    travellerIds = texts()
    salesPackage = Versioned()
    fareProducts = Many(child=Versioned())
    legs = Many(child=Leg())
    reservationIds = texts()
    externalReference = Text()
    privateCode = Text()
    metadata = serializers.DictField()
    externalConfirmation = Text()
    effectiveCancellationDate = serializers.DateTimeField(allow_null=True)
    operatorRef = serializers.CharField()
    description = serializers.CharField()
    passengerCategory = serializers.CharField()
    count = serializers.IntegerField()
    supplementTo = Text()
    charges = Many(child=Charge(), help_text="Of a rental: its price, part by part.")


class OrderLines(Body):
    """Lines that were changed."""

    orderLines = Many(child=OrderLine())


class Fee(Body):
    """`fee`."""

    id = serializers.UUIDField()
    type = word(FeeType)
    version = serializers.IntegerField()
    price = Price()
    reason = Text()
    orderLineIds = texts()


class Traveller(Body):
    """`traveller`."""

    id = serializers.UUIDField()
    externalReference = Text()
    name = Text()
    age = serializers.IntegerField(allow_null=True)
    email = Text()
    phone = Text()


class Travellers(Body):
    """Travellers that were added."""

    travellers = Many(child=Traveller())


class PaymentRef(Body):
    """A payment that brought money."""

    orderVersion = serializers.IntegerField()
    paymentId = serializers.IntegerField()
    amount = Amount()
    currency = serializers.CharField()
    completedAt = serializers.DateTimeField()


class CreditRef(Body):
    """A credit that was executed."""

    orderVersion = serializers.IntegerField()
    creditId = serializers.IntegerField()
    amount = Amount()
    currency = serializers.CharField()
    completedAt = serializers.DateTimeField()


class ContactInfo(Body):
    """`contactInfo`."""

    contact = Text()
    email = Text()
    phone = Text()
    createdBy = Text()


class Order(Body):
    """`order`."""

    id = serializers.CharField(help_text="Eight capital letters and digits.")
    version = serializers.IntegerField()
    status = word(OrderState)
    totalAmount = Amount()
    totalTaxAmount = Amount(help_text="Contained in the total.")
    balance = Amount(help_text="What the customer owes; negative: what is owed to the customer.")
    currency = serializers.CharField()
    paymentRefs = Many(child=PaymentRef())
    creditRefs = Many(child=CreditRef())
    travellers = Many(child=Traveller())
    reservations = serializers.ListField(child=serializers.DictField())
    orderLines = Many(child=OrderLine())
    fees = Many(child=Fee())
    organisationId = serializers.IntegerField()
    pos = serializers.CharField()
    distributionChannelId = serializers.CharField()
    externalReference = Text()
    contactInfo = ContactInfo()
    failed = serializers.BooleanField()
    createdAt = serializers.DateTimeField()
    lastConfirmedAt = serializers.DateTimeField(allow_null=True)
    expireAt = serializers.DateTimeField(allow_null=True)


class OrderVersion(Body):
    """A confirmed version in a list."""

    version = serializers.IntegerField()
    status = word(OrderState)
    totalAmount = Amount()
    totalTaxAmount = Amount()
    currency = serializers.CharField()
    confirmedAt = serializers.DateTimeField()


class Reserved(Body):
    """What offers came to."""

    orderId = serializers.CharField()
    orderLineIds = texts()
    reservationIds = texts()


class Note(Body):
    """`orderNote`."""

    id = serializers.UUIDField()
    orderId = serializers.CharField()
    orderLineId = Text()
    type = word(NoteType)
    text = serializers.CharField()
    createdBy = serializers.CharField()
    createdAt = serializers.DateTimeField()


class OfferTraveller(Body):
    """Somebody that an offer is for."""

    reference = Text()
    age = serializers.IntegerField(allow_null=True)
    category = serializers.CharField()


class Offer(Body):
    """A product for all travellers together, until a moment."""

    id = serializers.CharField()
    validUntil = serializers.DateTimeField()
    name = serializers.CharField()
    price = Price()
    salesPackage = Versioned()
    fareProducts = Many(child=Versioned())
    legs = Many(child=Leg())
    startTime = serializers.DateTimeField(allow_null=True)
    travellers = Many(child=OfferTraveller())


class Offers(Body):
    """What can be bought."""

    offers = Many(child=Offer())


@cache
def page_of(item: type[Any]) -> type[Any]:
    """A page of a list of these."""
    members = {
        "items": Many(child=item()),
        "totalItems": serializers.IntegerField(),
        "totalPages": serializers.IntegerField(),
        "__doc__": f"A page: {(item.__doc__ or '').strip()}",
    }
    return type(f"{item.__name__}Page", (Body,), members)
