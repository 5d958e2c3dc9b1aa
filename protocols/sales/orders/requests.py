"""The requests that make and change orders (§7.5)."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.fields import OneOfField, TextField
from protocols.sales.fields import (
    CurrencyField,
    MoneyField,
    NumberField,
    OrderIdField,
    RateField,
    ReferenceField,
    WireRequest,
)
from sales.orders.states import FeeType, NoteType

MOST = 100
"""Entries of a list in one request."""
ORDER_MEMBERS = frozenset(
    {
        *("id", "version", "status", "totalAmount", "totalTaxAmount", "balance", "paymentRefs"),
        *("creditRefs", "reservations", "orderLines", "fees", "organisationId", "pos", "failed"),
        *("distributionChannelId", "createdAt", "lastConfirmedAt", "expireAt"),
    }
)
"""What an order tells and nobody sets."""


class ContactRequest(WireRequest):
    """`contactInfo`. A member that is null is emptied."""

    contact = TextField(required=False, allow_null=True, allow_blank=True, max_length=100)
    email = TextField(required=False, allow_null=True, allow_blank=True, max_length=254)
    phone = TextField(required=False, allow_null=True, allow_blank=True, max_length=50)
    createdBy = TextField(required=False, allow_null=True, allow_blank=True, max_length=100)


class TravellerRequest(WireRequest):
    """`traveller`."""

    only_told = frozenset({"id"})

    externalReference = TextField(required=False, allow_null=True, max_length=100)
    name = TextField(required=False, allow_null=True, max_length=100)
    age = NumberField(required=False, allow_null=True, max_value=150)
    email = TextField(required=False, allow_null=True, max_length=254)
    phone = TextField(required=False, allow_null=True, max_length=50)


class ChangeOrderRequest(WireRequest):
    """What may be told of an order at any time."""

    only_told = ORDER_MEMBERS | {"currency", "travellers", "customerNumber"}

    externalReference = TextField(required=False, allow_null=True, allow_blank=True, max_length=100)
    contactInfo = ContactRequest(required=False)


class CreateOrderRequest(WireRequest):
    """A new draft, empty or with travellers. Nothing is assumed for the currency."""

    only_told = ORDER_MEMBERS

    currency = CurrencyField()
    externalReference = TextField(required=False, allow_null=True, allow_blank=True, max_length=100)
    customerNumber = TextField(required=False, max_length=16)
    contactInfo = ContactRequest(required=False)
    travellers = serializers.ListSerializer[Any](
        child=TravellerRequest(), required=False, max_length=MOST
    )


class TravellersRequest(WireRequest):
    """`travellers/bulk`."""

    travellers = serializers.ListSerializer[Any](
        child=TravellerRequest(), min_length=1, max_length=MOST
    )


class LineRequest(WireRequest):
    """The client's own words for a line."""

    only_told = frozenset(
        {
            *("status", "version", "price", "originalPrice", "travellerIds", "salesPackage"),
            *("fareProducts", "legs", "reservationIds", "privateCode", "externalConfirmation"),
            *("effectiveCancellationDate", "operatorRef"),
        }
    )

    id = ReferenceField()
    externalReference = TextField(required=False, allow_null=True, allow_blank=True, max_length=100)
    metadata = serializers.DictField(required=False)


class LinesRequest(WireRequest):
    """`order-lines`."""

    orderLines = serializers.ListSerializer[Any](child=LineRequest(), min_length=1, max_length=MOST)


class PriceRequest(WireRequest):
    """An amount with its tax; the tax is worked out from the rate."""

    only_told = frozenset({"taxAmount"})

    amount = MoneyField(positive=False, help_text="Tax included; a REDUCTION alone is negative.")
    currency = CurrencyField()
    taxRate = RateField(help_text="Percent.")
    taxCode = TextField(required=False, max_length=40)


class FeeRequest(WireRequest):
    """`fee`. Without lines it is for the whole order."""

    only_told = frozenset({"id", "version"})

    type = OneOfField(choices=FeeType.values)
    price = PriceRequest()
    reason = TextField(required=False, allow_null=True, allow_blank=True, max_length=150)
    orderLineIds = serializers.ListField(child=ReferenceField(), required=False, max_length=MOST)


class OfferConfigurationRequest(WireRequest):
    """An offer that is to be put on the order: `count` copies for anybody, or one copy for the
    travellers that are selected."""

    offerId = TextField(max_length=32)
    count = NumberField(required=False, min_value=1, max_value=50)
    selectedTravellerIds = serializers.ListField(
        child=ReferenceField(), required=False, max_length=MOST
    )
    selectableProductIds = serializers.ListField(
        child=TextField(max_length=100),
        required=False,
        max_length=0,
        help_text="Our offers leave nothing to select.",
    )
    customers = serializers.ListField(
        child=TextField(max_length=100),
        required=False,
        max_length=0,
        help_text="The customer is told with the order.",
    )
    externalReference = TextField(required=False, allow_null=True, max_length=100)
    metadata = serializers.DictField(required=False)
    supplementTo = ReferenceField(
        required=False, help_text="The line that a supplement goes with; else one that fits."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("selectedTravellerIds") and "count" in attrs:
            raise serializers.ValidationError(
                {"count": "Send the count or the selected travellers, not both."}
            )
        return attrs


class ReserveOffersRequest(WireRequest):
    """`reserve-offers`: all offers or none."""

    orderId = OrderIdField()
    offerConfigurations = serializers.ListSerializer[Any](
        child=OfferConfigurationRequest(), min_length=1, max_length=MOST
    )


class UpdateOrderRequest(WireRequest):
    """`update-order`: the lines go, the offers come, all or nothing."""

    orderId = OrderIdField()
    orderLineIds = serializers.ListField(child=ReferenceField(), min_length=1, max_length=MOST)
    offerConfigurations = serializers.ListSerializer[Any](
        child=OfferConfigurationRequest(), min_length=1, max_length=MOST
    )


class CancelRequest(WireRequest):
    """`cancel`: these lines, or all."""

    orderLineIds = serializers.ListField(
        child=ReferenceField(), required=False, min_length=1, max_length=MOST
    )


class NoteRequest(WireRequest):
    """`orderNote`."""

    only_told = frozenset({"id", "createdBy", "createdAt"})

    orderId = OrderIdField()
    orderLineId = ReferenceField(required=False, allow_null=True)
    type = OneOfField(choices=NoteType.values, default=NoteType.GENERAL)
    text = TextField(max_length=2000)
