"""The answers of the payment module of TOMP 1.6, as the API description shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from protocols.tomp.journal import JOURNAL_STATES
from protocols.tomp.v1_6.payment_words import COST_UNIT, TOLD_CATEGORIES

Wire = serializers.Serializer[dict[str, Any]]


class SettledMoney(Wire):
    """An amount that is settled; negative where it is credited."""

    amount = serializers.FloatField(help_text="VAT included, in the currency's main unit.")
    amountExVat = serializers.FloatField(required=False)
    vatRate = serializers.FloatField(required=False, help_text="Percent, where it is one rate.")
    currencyCode = serializers.CharField(help_text="ISO 4217.")
    vatCountryCode = serializers.CharField()


class SettledPart(SettledMoney):
    """`farePart` of a sale."""

    type = serializers.ChoiceField(choices=["FIXED"])
    name = serializers.CharField()


class SettledFare(Wire):
    """`fare` of a sale."""

    estimated = serializers.BooleanField()
    parts = SettledPart(many=True)


class ExtraCosts(SettledMoney):
    """`extraCosts`."""

    category = serializers.ChoiceField(choices=TOLD_CATEGORIES)
    description = serializers.CharField()
    number = serializers.FloatField(required=False)
    numberType = serializers.ChoiceField(choices=list(COST_UNIT.values()), required=False)


class JournalEntry(SettledMoney):
    """`journalEntry`."""

    category = serializers.ChoiceField(choices=TOLD_CATEGORIES)
    journalId = serializers.CharField(help_text="The id of the booking.")
    journalSequenceId = serializers.CharField(help_text="Counts the entries of a booking.")
    state = serializers.ChoiceField(choices=JOURNAL_STATES)
    invoiceId = serializers.CharField(required=False, help_text="The number of the invoice.")
    invoiceDate = serializers.DateTimeField(required=False)
    expirationDate = serializers.DateTimeField(required=False, help_text="When it is to be paid.")
    usedTime = serializers.IntegerField(
        required=False, help_text="Seconds that a vehicle was used; of its rental alone."
    )
    vatNumber = serializers.CharField(required=False, help_text="Of the operator that sold it.")
    comment = serializers.CharField()
    details = PolymorphicProxySerializer(
        component_name="JournalDetails",
        serializers=[SettledFare, ExtraCosts],
        resource_type_field_name=None,
        help_text="The fare of a sale; extra costs for everything else.",
    )
