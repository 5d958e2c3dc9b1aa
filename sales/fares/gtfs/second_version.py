"""GTFS-Fares v2 as products, categories, time bands, areas, networks and fares.

There is one product for each fare medium, since prices may differ by it, or one in all. It costs
the cheapest way to make the trip. A fare product that can never be the cheapest, such as a day
ticket beside a single one for the same rides, is warned of and left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from sales.fares.gtfs.changes import TransferRule, read_transfer_rules
from sales.fares.gtfs.files import (
    FARE_LEG_JOIN_RULES,
    FARE_LEG_RULES,
    FARE_MEDIA,
    FARE_PRODUCTS,
    FARE_TRANSFER_RULES,
    RIDER_CATEGORIES,
)
from sales.fares.gtfs.first_version import check_currency, unread_rows
from sales.fares.gtfs.legs import LegRule, LegRules, check_joins
from sales.fares.gtfs.places import plan_areas, plan_networks
from sales.fares.gtfs.plans import (
    Plan,
    PlannedCategory,
    PlannedFare,
    PlannedProduct,
    PlannedTransfer,
)
from sales.fares.gtfs.reading import FareFiles, Row
from sales.fares.gtfs.times import plan_bands

DEFAULT = "1"


def plan_second_version(files: FareFiles, *, name: str, currency: str, timezone: str) -> Plan:
    """What the fares come to. What is wrong is added to the findings."""
    for row in unread_rows(files):
        message = f"{row.file} is not read, since the feed has fare_leg_rules.txt."
        files.findings.warn(row, "fare_id", message)
    check_joins(files, files.of(FARE_LEG_JOIN_RULES))
    plan = Plan(
        categories=_categories(files),
        areas=plan_areas(files),
        networks=plan_networks(files),
        bands=plan_bands(files, timezone=timezone),
    )
    prices = _prices(files, currency)
    rules = list(LegRules(files, plan).read())
    changes = list(read_transfer_rules(files))
    _warn_of_unused(files, prices)
    for medium, title in _media(files, prices).items():
        product = PlannedProduct(f"{name} ({title})" if medium else name, medium)
        usable = {key: _usable(rows, medium) for key, rows in prices.items()}
        product.fares = set(_fares(files, rules, usable))
        product.transfers = set(_transfers(files, changes, usable))
        plan.products.append(product)
    _drop_unused(plan)
    return plan


def _categories(files: FareFiles) -> dict[str, PlannedCategory]:
    return {
        row["rider_category_id"]: PlannedCategory(
            (row["rider_category_name"] or row["rider_category_id"])[:60],
            row["is_default_fare_category"] == DEFAULT,
        )
        for row in files.of(RIDER_CATEGORIES)
    }


def _prices(files: FareFiles, currency: str) -> dict[str, list[Row]]:
    """The rows of each fare product."""
    categories = {row["rider_category_id"] for row in files.of(RIDER_CATEGORIES)}
    media = {row["fare_media_id"] for row in files.of(FARE_MEDIA)}
    prices: defaultdict[str, list[Row]] = defaultdict(list)
    for row in files.of(FARE_PRODUCTS):
        check_currency(files, row, "currency", currency)
        files.known(row, "rider_category_id", categories, RIDER_CATEGORIES, "rider_category_id")
        files.known(row, "fare_media_id", media, FARE_MEDIA, "fare_media_id")
        files.amount(row, "amount")
        prices[row["fare_product_id"]].append(row)
    return prices


def _media(files: FareFiles, prices: dict[str, list[Row]]) -> dict[str, str]:
    """The media that fare products come on, with their names; one without a name if none."""
    used = {row["fare_media_id"] for rows in prices.values() for row in rows} - {""}
    names = {
        row["fare_media_id"]: row["fare_media_name"] or row["fare_media_id"]
        for row in files.of(FARE_MEDIA)
    }
    for row in files.of(FARE_MEDIA):
        if row["fare_media_id"] not in used:
            files.findings.warn(row, "fare_media_id", "No fare product comes on this medium.")
    return {medium: names.get(medium, medium) for medium in sorted(used)} or {"": ""}


def _usable(rows: list[Row], medium: str) -> list[Row]:
    """The prices on a medium, and those that are on none in particular."""
    return [row for row in rows if row["fare_media_id"] in ("", medium)]


def _fares(
    files: FareFiles, rules: Iterable[LegRule], prices: dict[str, list[Row]]
) -> Iterator[PlannedFare]:
    """For each condition and category the cheapest fare; the others are warned of."""
    cheapest: dict[PlannedFare, tuple[PlannedFare, LegRule]] = {}
    for rule in rules:
        for row in prices[rule.row["fare_product_id"]]:
            fare = rule.fare(row, files)
            condition = replace(fare, name="", amount=Decimal(0))
            known = cheapest.get(condition)
            if known is None:
                cheapest[condition] = fare, rule
                continue
            both = sorted([known, (fare, rule)], key=lambda each: (each[0].amount, each[0].name))
            (better, _), (worse, dropped) = both
            if worse != better:
                message = (
                    f"{worse.name} is never the cheapest, since {better.name} pays for the same "
                    "rides; sell it as a product of its own."
                )
                files.findings.warn(dropped.row, "fare_product_id", message)
            cheapest[condition] = both[0]
    return iter([fare for fare, _ in cheapest.values()])


def _transfers(
    files: FareFiles, changes: Iterable[TransferRule], prices: dict[str, list[Row]]
) -> list[PlannedTransfer]:
    """For each condition and category of a fare product the cheapest price on the medium."""
    cheapest: dict[PlannedTransfer, PlannedTransfer] = {}
    for change in changes:
        for fare in _priced(files, change, prices):
            condition = replace(fare, amount=Decimal(0))
            known = cheapest.setdefault(condition, fare)
            if fare.amount < known.amount:
                cheapest[condition] = fare
    return list(cheapest.values())


def _priced(
    files: FareFiles, change: TransferRule, prices: dict[str, list[Row]]
) -> Iterator[PlannedTransfer]:
    product = change.row["fare_product_id"]
    if not product:
        yield from change.fares("", Decimal("0.00"), None)
    for row in prices.get(product, []):
        category = row["rider_category_id"] or None
        yield from change.fares(product, files.amount(row, "amount"), category)


def _warn_of_unused(files: FareFiles, prices: dict[str, list[Row]]) -> None:
    """A fare product that no rule names is sold for no ride."""
    rules = [*files.of(FARE_LEG_RULES), *files.of(FARE_TRANSFER_RULES)]
    named = {row["fare_product_id"] for row in rules}
    for product, rows in prices.items():
        if product not in named:
            message = f"No rule names {product}, so it is left out."
            files.findings.warn(rows[0], "fare_product_id", message)


def _drop_unused(plan: Plan) -> None:
    """Leave out areas and networks that no fare asks for, which need not hold anything."""
    fares = [fare for product in plan.products for fare in product.fares]
    areas = {fare.origin_area for fare in fares} | {fare.destination_area for fare in fares}
    networks = {fare.network for fare in fares}
    bands = {fare.time_band for fare in fares} | {fare.arrival_band for fare in fares}
    plan.areas = {key: area for key, area in plan.areas.items() if key in areas}
    plan.networks = {key: each for key, each in plan.networks.items() if key in networks}
    plan.bands = {key: band for key, band in plan.bands.items() if key in bands}
