"""fare_leg_rules.txt: which fare products pay for which rides.

Where the file has no column rule_priority, an empty area or network stands for all that no other
rule names, as GTFS has it. These are written out as areas and networks of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from operators.timetable.importing.problems import ProblemKind
from sales.fares.gtfs.files import AREAS, FARE_LEG_RULES, FARE_PRODUCTS, NETWORKS, TIMEFRAMES
from sales.fares.gtfs.places import other_routes, other_stops
from sales.fares.gtfs.plans import Plan, PlannedArea, PlannedFare, PlannedNetwork
from sales.fares.gtfs.reading import FareFiles, Row

NOWHERE = "The rule holds nowhere, since {what} “{value}” has no {members}; it is left out."


@dataclass(frozen=True, slots=True)
class LegRule:
    """One rule, with the ids of what it asks for; None where it asks for nothing."""

    row: Row
    network: str | None
    origin_area: str | None
    destination_area: str | None

    def fare(self, product: Row, files: FareFiles) -> PlannedFare:
        """The ride fare for one of the prices of the rule's fare product."""
        row = self.row
        return PlannedFare(
            name=row["fare_product_id"],
            amount=files.amount(product, "amount"),
            category=product["rider_category_id"] or None,
            network=self.network,
            origin_area=self.origin_area,
            destination_area=self.destination_area,
            time_band=row["from_timeframe_group_id"] or None,
            arrival_band=row["to_timeframe_group_id"] or None,
            priority=files.integer(row, "rule_priority") or 0,
            leg_group=row["leg_group_id"],
        )


@dataclass(slots=True)
class LegRules:
    """Reads the rules, and adds to the plan what stands for “all others”."""

    files: FareFiles
    plan: Plan

    def read(self) -> Iterator[LegRule]:
        """The rules that can hold somewhere. Others are warned of."""
        products = {row["fare_product_id"] for row in self.files.of(FARE_PRODUCTS)}
        rows = [row for row in self.files.of(FARE_LEG_RULES) if self._refers(row, products)]
        other_network = self._other_network()
        other_origin = self._other_area("from_area_id", "other origins")
        other_destination = self._other_area("to_area_id", "other destinations")
        for row in rows:
            rule = LegRule(
                row,
                row["network_id"] or other_network,
                row["from_area_id"] or other_origin,
                row["to_area_id"] or other_destination,
            )
            if self._holds_somewhere(rule):
                yield rule

    def _refers(self, row: Row, products: set[str]) -> bool:
        known = [
            self.files.known(row, "network_id", self.plan.networks, NETWORKS, "network_id"),
            self.files.known(row, "from_area_id", self.plan.areas, AREAS, "area_id"),
            self.files.known(row, "to_area_id", self.plan.areas, AREAS, "area_id"),
            self.files.known(row, "fare_product_id", products, FARE_PRODUCTS, "fare_product_id"),
        ]
        for name in ("from_timeframe_group_id", "to_timeframe_group_id"):
            groups = self.plan.bands
            known.append(self.files.known(row, name, groups, TIMEFRAMES, "timeframe_group_id"))
        return all(known)

    def _holds_somewhere(self, rule: LegRule) -> bool:
        """Whether its areas have stops and its network has routes."""
        areas, networks = self.plan.areas, self.plan.networks
        for name, area in (
            ("from_area_id", rule.origin_area),
            ("to_area_id", rule.destination_area),
        ):
            if area is not None and not areas[area].stop_ids:
                message = NOWHERE.format(what="area", value=areas[area].name, members="stops")
                self.files.findings.warn(rule.row, name, message)
                return False
        if rule.network is not None and not networks[rule.network].route_ids:
            value = networks[rule.network].name
            message = NOWHERE.format(what="network", value=value, members="routes")
            self.files.findings.warn(rule.row, "network_id", message)
            return False
        return True

    def _named(self, name: str) -> list[str]:
        """The ids that rules name in this column, each once; none where rules have priorities."""
        if "rule_priority" in self.files.columns[FARE_LEG_RULES.name]:
            return []
        return sorted({row[name] for row in self.files.of(FARE_LEG_RULES)} - {""})

    def _other_network(self) -> str | None:
        """What an empty network stands for; None for any."""
        named = self._named("network_id")
        if not named:
            return None
        known = [self.plan.networks[each] for each in named if each in self.plan.networks]
        routes = other_routes(self.files, known)
        self.plan.networks["other routes"] = PlannedNetwork("All other routes", routes)
        return "other routes"

    def _other_area(self, name: str, key: str) -> str | None:
        """What an empty area in this column stands for; None for any."""
        named = self._named(name)
        if not named:
            return None
        known = [self.plan.areas[each] for each in named if each in self.plan.areas]
        self.plan.areas[key] = PlannedArea(f"All {key}", other_stops(self.files, known))
        return key


def check_joins(files: FareFiles, rows: list[Row]) -> None:
    """A problem for rules that make one leg of several rides: they cannot be expressed."""
    for row in rows:
        message = "Legs that are joined by a rule are not known here; take the rule out."
        files.findings.refuse(row, "from_network_id", message, ProblemKind.NOT_EXPRESSIBLE)
