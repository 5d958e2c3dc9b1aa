"""The answers of the payment module of TOMP 1.1, as the API description shows them."""

from __future__ import annotations

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from protocols.tomp.journal import JOURNAL_STATES
from protocols.tomp.v1_1.payment_words import COST_KIND, COST_UNIT
from protocols.tomp.v1_1.schemas import FarePart, Wire


class SettledMoney(Wire):
    """An amount that is settled; negative where it is credited."""

    amount = serializers.FloatField(help_text="VAT included, in the currency's main unit.")
    amountExVat = serializers.FloatField(required=False)
    vatRate = serializers.FloatField(required=False, help_text="Percent, where it is one rate.")
    currencyCode = serializers.CharField(help_text="ISO 4217.")
    vatCountryCode = serializers.CharField()


class SettledFare(Wire):
    """`fare` of a sale."""

    estimated = serializers.BooleanField()
    parts = FarePart(many=True)


class ExtraCosts(SettledMoney):
    """`extraCosts`."""

    category = serializers.ChoiceField(choices=list(COST_KIND.values()))
    reason = serializers.CharField()
    description = serializers.CharField()
    number = serializers.FloatField(required=False)
    numberType = serializers.ChoiceField(choices=list(COST_UNIT.values()), required=False)


class JournalEntry(SettledMoney):
    """`journalEntry`."""

    journalId = serializers.CharField(help_text="The id of the booking.")
    journalSequenceId = serializers.CharField(help_text="Counts the entries of a booking.")
    state = serializers.ChoiceField(choices=JOURNAL_STATES)
    invoiceId = serializers.CharField(required=False, help_text="The number of the invoice.")
    invoiceDate = serializers.DateTimeField(required=False)
    expirationDate = serializers.DateTimeField(required=False, help_text="When it is to be paid.")
    usedTime = serializers.IntegerField(
        required=False, help_text="Seconds that a vehicle was used; of its rental alone."
    )
    comment = serializers.CharField()
    details = PolymorphicProxySerializer(
        component_name="JournalDetails",
        serializers=[SettledFare, ExtraCosts],
        resource_type_field_name=None,
        help_text="The fare of a sale; extra costs for everything else.",
    )
