"""The fares that were booked, as a confirmation shows them again. Prices are in hundredths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protocols.tripgo.wire import hundredths
from sales.fares.parts import line_prices
from sales.models import Offer

Wire = dict[str, Any]


MEMBERS = ("id", "name", "description", "price", "currency", "value")


def booked_fares(offer: Offer, told: Mapping[str, Any]) -> list[Wire]:
    """`tickets`: the fares as the traveller chose them, with how many of each; of what was booked
    otherwise one for each category of passengers, or the product itself once."""
    chosen = told.get("fares")
    if chosen:
        return [{name: fare[name] for name in MEMBERS} for fare in chosen]
    lines = line_prices(offer.parts()) if offer.rides else []
    if not lines or any(line.is_group or line.category_id is None for line in lines):
        return [_fare(offer, offer.product.code, offer.product.name, offer.amount, 1)]
    return [
        _fare(offer, line.category, line.category, line.unit_amount, line.count) for line in lines
    ]


def _fare(offer: Offer, identifier: str, name: str, amount: Any, count: int) -> Wire:
    return {
        "id": identifier,
        "name": name,
        "description": offer.product.description,
        "price": hundredths(amount),
        "currency": offer.currency,
        "value": count,
    }
