"""Price lists of tickets in the words of TOMP, the same in all versions."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from protocols.tomp.wire import number
from sales.catalogue.price_list import ListPrice
from sales.money import Money, vat_in


def plans_to_wire(prices: Iterable[ListPrice], *, country: str) -> list[dict[str, Any]]:
    """`systemPricingPlan[]`: one for each price, since the parts of a plan add up."""
    return [plan_to_wire(price, country=country) for price in prices]


def plan_to_wire(price: ListPrice, *, country: str) -> dict[str, Any]:
    """`systemPricingPlan`. Prices include VAT, so no tax is added."""
    who = _who(price)
    return {
        "planId": f"{price.product.code}-{price.code}",
        "name": f"{price.product.name}: {who}",
        "isTaxable": False,
        "description": _description(price, who),
        "fare": {
            "estimated": price.highest is not None,
            "description": price.product.name,
            "parts": [_part(price, amount, kind, country) for kind, amount in _amounts(price)],
        },
    }


def _amounts(price: ListPrice) -> list[tuple[str, Decimal]]:
    """What is paid once, and what for each kilometre; one of them at least."""
    amounts = [("FIXED", price.amount)] if price.amount or not price.per_km else []
    return [*amounts, ("FLEX", price.per_km)] if price.per_km else amounts


def _part(price: ListPrice, amount: Decimal, kind: str, country: str) -> dict[str, Any]:
    rate = price.product.vat_rate
    part: dict[str, Any] = {
        "type": kind,
        "name": price.passengers,
        "amount": number(amount),
        "amountExVat": number(amount - vat_in(amount, rate)),
        "currencyCode": price.currency,
        "vatRate": number(rate),
        "vatCountryCode": country,
    }
    if kind == "FLEX":
        part |= {"unitType": "KM", "units": 1}
    if price.from_km is not None:
        part |= {"scaleFrom": price.from_km, "scaleType": "KM"}
        part |= {} if price.max_km is None else {"scaleTo": price.max_km}
    return part


def _who(price: ListPrice) -> str:
    zones = {None: "", 1: "one zone"}.get(price.max_zones, f"up to {price.max_zones} zones")
    km = f"up to {price.max_km} km" if price.max_km else ""
    return ", ".join(filter(None, [price.passengers, zones, km, price.band]))


def _description(price: ListPrice, who: str) -> str:
    product = price.product.description
    amount = str(Money(price.amount, price.currency))
    if price.highest is not None:
        to = f" to {Money(price.highest, price.currency)}" if price.highest > price.amount else ""
        words = f"{amount}{to} for {who}, by where the trip begins and ends."
    elif price.per_km:
        words = f"{amount} and {price.per_km.normalize():f} for each km begun, for {who}."
    else:
        words = f"{amount} for {who}."
    return f"{product} {words}".strip()
