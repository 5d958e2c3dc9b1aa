"""What the town sells: passengers, tickets, products and their prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from demo.town import CURRENCY
from operators.models import Operator, Tenant
from sales.catalogue.states import Cancellation, FareBasis
from sales.models import (
    Discount,
    Fare,
    PassengerCategory,
    Product,
    TimeBand,
    TimeSpan,
)
from sales.money import round_amount
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology
from tickets.models import TicketType
from tickets.states import Activation, ValidityKind

VAT_RATE = Decimal("9.00")
ANY_ZONES = None

CATEGORIES: dict[str, dict[str, Any]] = {
    "adult": {"name": "Adult", "is_default": True},
    "child": {"name": "Child", "min_age": 4, "max_age": 11},
    "senior": {"name": "Senior", "min_age": 65},
    "toddler": {"name": "Under 4", "max_age": 3, "travels_free": True},
}

TICKET_TYPES: dict[str, dict[str, Any]] = {
    "Moving QR, active at once": {
        "activation": Activation.AT_ONCE,
        "symbology": Symbology.QR,
        "rotation_seconds": 30,
    },
    "Moving QR, activated by the traveller": {
        "activation": Activation.LATER,
        "symbology": Symbology.QR,
        "rotation_seconds": 30,
    },
    "Printed Aztec": {
        "activation": Activation.AT_ONCE,
        "symbology": Symbology.AZTEC,
        "rotation_seconds": 0,
        "overlap_seconds": 0,
        "media": [Media.PNG, Media.SVG, Media.PDF],
    },
}


@dataclass(frozen=True, slots=True)
class Tariff:
    """A product with its prices for an adult, by the number of zones."""

    code: str
    number: int
    name: str
    description: str
    ticket_type: str
    operator: str
    rules: dict[str, Any]
    prices: dict[int | None, str]


AN_HOUR_AND_A_HALF = {"validity": ValidityKind.DURATION, "valid_minutes": 90}
A_DAY = {"validity": ValidityKind.CALENDAR_DAY, "cancellation": Cancellation.NEVER}
UNTIL_DEPARTURE = {"cancellation": Cancellation.UNTIL_DEPARTURE}
UNTIL_ACTIVATION = {"cancellation": Cancellation.UNTIL_ACTIVATION}

TARIFFS = (
    Tariff(
        "single-90",
        1001,
        "Single, 90 minutes",
        "Anywhere in the town for 90 minutes, from the departure that was booked.",
        "Moving QR, active at once",
        "rvs",
        {**AN_HOUR_AND_A_HALF, **UNTIL_DEPARTURE},
        {ANY_ZONES: "4.00"},
    ),
    Tariff(
        "single-later",
        1002,
        "Single, start when you like",
        "Anywhere in the town for 90 minutes, from the moment that the traveller starts it.",
        "Moving QR, activated by the traveller",
        "rvs",
        {
            **AN_HOUR_AND_A_HALF,
            **UNTIL_ACTIVATION,
            "cancellation_fee": Decimal("1.00"),
            "activation_days": 14,
        },
        {ANY_ZONES: "4.20"},
    ),
    Tariff(
        "zone-single",
        1003,
        "Single by zones",
        "One trip, priced by the zones that it touches.",
        "Moving QR, active at once",
        "rvs",
        {**AN_HOUR_AND_A_HALF, **UNTIL_DEPARTURE, "cancellation_fee": Decimal("0.50")},
        {1: "2.20", 2: "3.10", 3: "3.90", 4: "4.60"},
    ),
    Tariff(
        "day-ticket",
        1004,
        "Day ticket",
        "Anywhere in the town for one calendar day.",
        "Printed Aztec",
        "rvs",
        A_DAY,
        {ANY_ZONES: "9.50"},
    ),
    Tariff(
        "region-day",
        1005,
        "Region day ticket for groups",
        "Town and region for one calendar day; one ticket for all who travel together.",
        "Printed Aztec",
        "oostermeer",
        {**A_DAY, "is_group_ticket": True},
        {ANY_ZONES: "7.50"},
    ),
)

GROUP_OF_FIVE: dict[str, Any] = {"product": "region-day", "group_size": 5, "amount": "27.50"}
"""One price for a group, where that is not dearer than a ticket for each."""

OFF_PEAK_HOURS = ((time(9), time(16)), (time(18, 30), time(6, 30)))
"""On workdays, on the clock of the town; the second one lasts until the next morning."""

DISCOUNTS: dict[str, dict[str, Any]] = {
    "off-peak": {"name": "Off-peak", "percent": Decimal(20), "product": "zone-single"},
    "five-and-more": {
        "name": "Five and more",
        "percent": Decimal(10),
        "product": "day-ticket",
        "min_travellers": 5,
    },
}
"""They do not add up; the off-peak one is for the hours above."""

SHARES = {
    "adult": Decimal("1.00"),
    "child": Decimal("0.50"),
    "senior": Decimal("0.65"),
}
"""Of the price for an adult."""


def ensure_tariff(tenant: Tenant, operators: dict[str, Operator]) -> dict[str, Product]:
    """The products by code, with their ticket types, passenger categories and fares."""
    types = {
        name: TicketType.objects.get_or_create(tenant=tenant, name=name, defaults=looks)[0]
        for name, looks in TICKET_TYPES.items()
    }
    categories = {
        code: PassengerCategory.objects.get_or_create(tenant=tenant, code=code, defaults=facts)[0]
        for code, facts in CATEGORIES.items()
    }
    products = {}
    for tariff in TARIFFS:
        product, is_new = Product.objects.get_or_create(
            tenant=tenant,
            code=tariff.code,
            defaults={
                "number": tariff.number,
                "name": tariff.name,
                "description": tariff.description,
                "operator": operators[tariff.operator],
                "ticket_type": types[tariff.ticket_type],
                "vat_rate": VAT_RATE,
                **tariff.rules,
            },
        )
        products[tariff.code] = product
        if is_new:
            Fare.objects.bulk_create(fares_of(tariff, product, categories))
    ensure_group_fare(products)
    ensure_discounts(tenant, products)
    return products


def ensure_group_fare(products: dict[str, Product]) -> None:
    """The price of a group, kept if it is there."""
    product = products[GROUP_OF_FIVE["product"]]
    Fare.objects.get_or_create(
        tenant_id=product.tenant_id,
        product=product,
        group_size=GROUP_OF_FIVE["group_size"],
        basis=FareBasis.FLAT,
        defaults={"amount": GROUP_OF_FIVE["amount"], "currency": CURRENCY},
    )


def ensure_discounts(tenant: Tenant, products: dict[str, Product]) -> None:
    """The off-peak hours and the discounts, kept if they are there."""
    band, is_new = TimeBand.objects.get_or_create(
        tenant=tenant, code="off-peak", defaults={"name": "Off-peak hours"}
    )
    if is_new:
        weekend = TimeSpan(tenant=tenant, band=band, weekdays=[6, 7])
        workdays = [
            TimeSpan(tenant=tenant, band=band, weekdays=[1, 2, 3, 4, 5], starts_at=a, ends_at=b)
            for a, b in OFF_PEAK_HOURS
        ]
        TimeSpan.objects.bulk_create([*workdays, weekend])
    for code, facts in DISCOUNTS.items():
        Discount.objects.get_or_create(
            tenant=tenant,
            code=code,
            defaults={
                **facts,
                "product": products[facts["product"]],
                "time_band": band if code == band.code else None,
            },
        )


def fares_of(
    tariff: Tariff, product: Product, categories: dict[str, PassengerCategory]
) -> list[Fare]:
    return [
        Fare(
            tenant_id=product.tenant_id,
            product=product,
            category=categories[code],
            basis=FareBasis.ZONES if zones else FareBasis.FLAT,
            max_zones=zones,
            amount=round_amount(Decimal(price) * share),
            currency=CURRENCY,
        )
        for zones, price in tariff.prices.items()
        for code, share in SHARES.items()
    ]
