"""The request for an export."""

from __future__ import annotations

from datetime import date
from typing import Any

from rest_framework import serializers

from protocols.fields import OneOfField, TextField
from protocols.sales.fields import NumberField, WireRequest
from sales.exports.datasets import DATASETS
from sales.exports.wishes import DIALECTS, Format

MOST_CONDITIONS = 50


class DayField(serializers.DateField):
    """A day such as 2026-03-02; a moment is none."""

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str):
            self.fail("invalid", format="YYYY-MM-DD")
        day: date = super().to_internal_value(value)
        return day


class ExportRequest(WireRequest):
    """`export`: which rows, of which days, in which form."""

    only_told = frozenset(
        {
            "exportId", "status", "doneRows", "allRows", "totals", "fileName", "size", "sha256",
            "failure", "requestedAt", "startedAt", "endedAt", "expiresAt",
        }
    )  # fmt: skip

    dataset = OneOfField(choices=list(DATASETS))
    columnSet = NumberField(
        required=False, min_value=1, max_value=999, help_text="The latest version, if left out."
    )
    organisationId = NumberField(
        required=False,
        help_text="Whose books alone. Left out: your own; all of the tenant's with the permission "
        "admin.",
    )
    firstDay = DayField(required=False, help_text="Of the period, in the tenant's time zone.")
    lastDay = DayField(required=False, help_text="Included; with firstDay, or neither.")
    filter = serializers.ListField(
        child=TextField(max_length=500),
        required=False,
        max_length=MOST_CONDITIONS,
        help_text="Conditions as in the query of the list of these rows: totalAmount=gte:10.00.",
    )
    format = OneOfField(
        choices=[one.value for one in Format], required=False, default=Format.CSV.value
    )
    dialect = OneOfField(
        choices=list(DIALECTS), required=False, default="comma", help_text="Of a CSV file."
    )
