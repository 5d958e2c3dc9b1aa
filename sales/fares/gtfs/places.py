"""areas.txt and stop_areas.txt, networks.txt, route_networks.txt and routes.txt."""

from __future__ import annotations

from collections import defaultdict

from operators.timetable.importing.problems import ProblemKind
from sales.fares.gtfs.files import AREAS, NETWORKS, ROUTE_NETWORKS, ROUTES, STOP_AREAS, STOPS
from sales.fares.gtfs.plans import PlannedArea, PlannedNetwork
from sales.fares.gtfs.reading import FareFiles


def plan_areas(files: FareFiles) -> dict[str, PlannedArea]:
    """Each area with its stops; a station stands for its platforms that have no area of their
    own."""
    names = {row["area_id"]: row["area_name"] for row in files.of(AREAS)}
    platforms: defaultdict[str, set[str]] = defaultdict(set)
    known = set()
    for row in files.of(STOPS):
        known.add(row["stop_id"])
        platforms[row["parent_station"]].add(row["stop_id"])
    assigned = {row["stop_id"] for row in files.of(STOP_AREAS)}
    members: defaultdict[str, set[str]] = defaultdict(set)
    for row in files.of(STOP_AREAS):
        if files.known(row, "area_id", names, AREAS, "area_id") and files.known(
            row, "stop_id", known, STOPS, "stop_id"
        ):
            stop_id = row["stop_id"]
            members[row["area_id"]] |= {stop_id} | (platforms.get(stop_id, set()) - assigned)
    return {
        area_id: PlannedArea((name or area_id)[:100], tuple(sorted(members[area_id])))
        for area_id, name in names.items()
    }


def plan_networks(files: FareFiles) -> dict[str, PlannedNetwork]:
    """Each network with its routes, named in routes.txt or in route_networks.txt."""
    names = {row["network_id"]: row["network_name"] for row in files.of(NETWORKS)}
    routes = {row["route_id"] for row in files.of(ROUTES)}
    members: defaultdict[str, set[str]] = defaultdict(set)
    for row in files.of(ROUTE_NETWORKS):
        if files.known(row, "network_id", names, NETWORKS, "network_id") and files.known(
            row, "route_id", routes, ROUTES, "route_id"
        ):
            members[row["network_id"]].add(row["route_id"])
    for row in files.of(ROUTES):
        if row["network_id"] and (names or files.of(ROUTE_NETWORKS)):
            message = "Networks are in networks.txt; leave network_id out of routes.txt."
            files.findings.refuse(row, "network_id", message, ProblemKind.NOT_EXPRESSIBLE)
        elif row["network_id"]:
            members[row["network_id"]].add(row["route_id"])
    return {
        network_id: PlannedNetwork(
            (names.get(network_id) or network_id)[:100], tuple(sorted(members[network_id]))
        )
        for network_id in {**names, **members}
    }


def other_stops(files: FareFiles, areas: list[PlannedArea]) -> tuple[str, ...]:
    """The stops that lie in none of these areas."""
    taken = {stop_id for area in areas for stop_id in area.stop_ids}
    return tuple(sorted({row["stop_id"] for row in files.of(STOPS)} - taken))


def other_routes(files: FareFiles, networks: list[PlannedNetwork]) -> tuple[str, ...]:
    """The routes that belong to none of these networks."""
    taken = {route_id for network in networks for route_id in network.route_ids}
    return tuple(sorted({row["route_id"] for row in files.of(ROUTES)} - taken))
