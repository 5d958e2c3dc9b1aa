"""fare_attributes.txt and fare_rules.txt.

A fare becomes a ride fare for each pair of origin and destination, with the zones that its rows
for them contain, and with the routes of all these rows as its network. All rides that it pays for
must be on these routes, and touch exactly these zones. Without rules it holds everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from operators.timetable.importing.problems import ProblemKind
from sales.fares.gtfs.files import AGENCY, FARE_ATTRIBUTES, FARE_RULES, ROUTES, STOPS
from sales.fares.gtfs.plans import Plan, PlannedArea, PlannedFare, PlannedNetwork, PlannedProduct
from sales.fares.gtfs.reading import FareFiles, Row

ON_BOARD = "0"
MOST_TRANSFERS = 2
Ends = tuple[str, str, tuple[str, ...]]
"""Origin, destination and zones that are passed."""


def plan_first_version(files: FareFiles, *, name: str, currency: str) -> Plan:
    """What the fares come to: one product. What is wrong is added to the findings."""
    plan = Plan()
    product = PlannedProduct(name)
    rules = _rules_by_fare(files)
    for row in files.of(FARE_ATTRIBUTES):
        amount = _amount(files, row, currency)
        transfers = files.integer(row, "transfers", high=MOST_TRANSFERS)
        seconds = files.integer(row, "transfer_duration")
        routes_of_agency = _routes_of_agency(files, row)
        units = _units(rules[row["fare_id"]])
        for place, (ends, routes) in enumerate(sorted(units.items()), start=1):
            if routes_of_agency is not None:
                routes = routes & routes_of_agency if routes else routes_of_agency
                if not routes:
                    message = "The agency runs none of the routes of this fare; it is left out."
                    files.findings.warn(row, "agency_id", message)
                    continue
            network = _network(row, place, routes, plan)
            origin, destination, passed = ends
            product.fares.add(
                PlannedFare(
                    name=row["fare_id"],
                    amount=amount,
                    network=network,
                    origin_area=_zone(origin, plan),
                    destination_area=_zone(destination, plan),
                    zones_passed=passed,
                    max_transfers=transfers if row["transfers"] else None,
                    transfer_seconds=seconds,
                )
            )
    plan.products.append(product)
    return plan


def _rules_by_fare(files: FareFiles) -> defaultdict[str, list[Row]]:
    fares = {row["fare_id"] for row in files.of(FARE_ATTRIBUTES)}
    routes = {row["route_id"] for row in files.of(ROUTES)}
    zones = {row["zone_id"] for row in files.of(STOPS)}
    rules: defaultdict[str, list[Row]] = defaultdict(list)
    for row in files.of(FARE_RULES):
        files.known(row, "fare_id", fares, FARE_ATTRIBUTES, "fare_id")
        files.known(row, "route_id", routes, ROUTES, "route_id")
        for name in ("origin_id", "destination_id", "contains_id"):
            files.known(row, name, zones, STOPS, "zone_id")
        rules[row["fare_id"]].append(row)
    return rules


def _units(rules: list[Row]) -> dict[Ends, frozenset[str]]:
    """The routes for each condition; no routes stand for any route."""
    if not rules:
        return {("", "", ()): frozenset()}
    passed: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in rules:
        key = row["route_id"], row["origin_id"], row["destination_id"]
        passed[key] |= {row["contains_id"]} - {""}
    units: defaultdict[Ends, set[str]] = defaultdict(set)
    for (route, origin, destination), zones in passed.items():
        units[origin, destination, tuple(sorted(zones))].add(route)
    return {
        ends: frozenset() if "" in routes else frozenset(routes) for ends, routes in units.items()
    }


def _network(row: Row, place: int, routes: frozenset[str], plan: Plan) -> str | None:
    """The id of the network of these routes; None for all routes."""
    if not routes:
        return None
    key = row["fare_id"] if place == 1 else f"{row['fare_id']}/{place}"
    plan.networks[key] = PlannedNetwork(f"Routes of {key}"[:100], tuple(sorted(routes)))
    return key


def _routes_of_agency(files: FareFiles, row: Row) -> frozenset[str] | None:
    """The routes that the fare is for; None for all, as in a feed of one agency."""
    agencies = {agency["agency_id"] for agency in files.of(AGENCY)}
    if not row["agency_id"] or not files.known(row, "agency_id", agencies, AGENCY, "agency_id"):
        return None
    if len(agencies) == 1:
        return None
    return frozenset(
        route["route_id"] for route in files.of(ROUTES) if route["agency_id"] == row["agency_id"]
    )


def _zone(zone_id: str, plan: Plan) -> str | None:
    if not zone_id:
        return None
    key = f"zone {zone_id}"
    plan.areas[key] = PlannedArea(f"Zone {zone_id}"[:100], zone_ids=(zone_id,))
    return key


def _amount(files: FareFiles, row: Row, currency: str) -> Decimal:
    check_currency(files, row, "currency_type", currency)
    if row["payment_method"] == ON_BOARD:
        message = "Fares are sold ahead, so that this one is paid on board is not kept."
        files.findings.warn(row, "payment_method", message)
    return files.amount(row, "price")


def check_currency(files: FareFiles, row: Row, name: str, currency: str) -> None:
    """A problem if the fare is not in the currency of the tenant."""
    if row[name] != currency:
        message = f"“{row[name]}” is not the currency of the tenant; give the price in {currency}."
        files.findings.refuse(row, name, message, ProblemKind.CURRENCY_DIFFERENT)


def unread_rows(files: FareFiles) -> Iterator[Row]:
    """The first row of each file of this version, for feeds that have the second one too."""
    for file in (FARE_ATTRIBUTES, FARE_RULES):
        yield from files.of(file)[:1]
