"""The requests of the payment module of TOMP 1.1."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from protocols.fields import OneOfField, TextField
from protocols.tomp.fields import AmountField, MomentField, WireRequest
from protocols.tomp.journal import JOURNAL_STATES
from protocols.tomp.v1_1.payment_words import CATEGORIES, COST_KIND, COST_UNIT
from protocols.tomp.v1_1.requests import PageRequest
from sales.settlement.models import LONGEST_DESCRIPTION


class ExtraCostsRequest(WireRequest):
    """`extraCosts`. A positive amount is charged to you, a negative one is credited."""

    category = OneOfField(
        choices=list(COST_KIND.values()), required=False, help_text="OTHER where it is left out."
    )
    description = TextField(max_length=LONGEST_DESCRIPTION)
    reason = TextField(
        required=False,
        allow_blank=True,
        max_length=1000,
        help_text="Stands in for a description that is left out.",
    )
    amount = AmountField(max_digits=9, decimal_places=2, help_text="VAT included.")
    currencyCode = TextField(required=False, max_length=3, help_text="That of the booking.")
    vatRate = AmountField(
        max_digits=5, decimal_places=2, min_value=0, max_value=100, required=False
    )
    number = AmountField(max_digits=11, decimal_places=3, required=False)
    numberType = OneOfField(choices=list(COST_UNIT.values()), required=False)

    def validate_amount(self, amount: Decimal) -> Decimal:
        if not amount:
            raise serializers.ValidationError("Send an amount other than 0.")
        return amount


class JournalRequest(PageRequest):
    """The query of GET /payment/journal-entry."""

    to = MomentField(required=False, help_text="Entries before it.")
    state = OneOfField(choices=JOURNAL_STATES, required=False)
    id = TextField(required=False, max_length=100, help_text="journalId: the id of a booking.")
    category = OneOfField(choices=CATEGORIES, required=False)

    def get_fields(self) -> dict[str, Any]:
        # A word of Python cannot be declared as a member above.
        since = MomentField(required=False, help_text="Entries of then and later.")
        return {"from": since, **super().get_fields()}
