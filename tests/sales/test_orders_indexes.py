"""Indexes hold every column that the common filters of orders ask for, so that they count alone."""

from __future__ import annotations

import pytest
from django.db.models import Q

from sales.models import Order
from sales.orders.listings import ORDERS

SOLD = ("state", "CONFIRMED")
MONTH = (("created_at", "gte:2026-03-01"), ("created_at", "lt:2026-04-01"))
DEAR = ("total_amount", "gte:1000.00")
OWED = ("balance", "ne:0.00")
CURRENCY = ("currency", "NOK")


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [SOLD],
        [DEAR],
        [OWED],
        [("total_amount", "gte:1.00"), ("total_amount", "lt:2.00")],
        [SOLD, DEAR],
        [SOLD, *MONTH],
        [DEAR, *MONTH],
        [OWED, *MONTH],
        [SOLD, DEAR, OWED, CURRENCY, *MONTH],
        [SOLD, *MONTH, ("organisation", "1")],
    ],
    ids=lambda pairs: " ".join(name for name, _ in pairs),
)
def test_common_filters_are_counted_by_an_index_alone(pairs):
    conditions = ORDERS.conditions(pairs)
    asked = {one.leaf.field.columns[0].partition("__")[0] for one in conditions}

    holding = [
        index.name
        for index in Order._meta.indexes
        if index.fields[0] == "seller" and asked <= {*index.fields, *index.include, *partial(index)}
    ]

    assert holding != []


def partial(index):
    """The column that a partial index is all about."""
    return ["balance"] if index.condition == ~Q(balance=0) else []
