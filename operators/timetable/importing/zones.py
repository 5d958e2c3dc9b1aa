"""The numbers that barcodes carry for fare zones."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from operators.tenancy.models import Tenant
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound
from operators.timetable.importing.tables import STOPS
from operators.timetable.models import FareZone

LARGEST_NUMBER = 65535
DRAWN_FROM = 60000
"""Zones whose id is no number are counted down from here, out of the way of those that are."""


def number_zones(tenant_id: int) -> None:
    """Give each new zone of the staged stops a number of the tenant. ProblemsFound if none is left.

    Runs in the transaction that puts the version in force, so a refused feed leaves no zones.
    """
    # Two feeds of a tenant must not draw the same number; rows that refer to the tenant go on.
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)
    FareZone.objects.bulk_create(
        FareZone(tenant_id=tenant_id, zone_id=zone_id, number=number)
        for zone_id, number in draw_numbers(tenant_id).items()
    )


def check_zones(tenant_id: int) -> None:
    """ProblemsFound if the tenant has no numbers left for the zones of the staged stops."""
    draw_numbers(tenant_id)


def draw_numbers(tenant_id: int) -> dict[str, int]:
    """Numbers for the zones of the staged stops that have none yet."""
    taken = dict(FareZone.objects.filter(tenant=tenant_id).values_list("zone_id", "number"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT zone_id FROM gtfs_stops WHERE zone_id IS NOT NULL")
        new = {zone_id for (zone_id,) in cursor.fetchall()} - taken.keys()
    return choose_numbers(new, taken.values())


def choose_numbers(zone_ids: Iterable[str], taken: Iterable[int]) -> dict[str, int]:
    """A zone that is called by a number from 1 to 65535 gets that one if it is free.

    The others, in alphabetical order, get the next free one from 60000 down, then from 65535 down
    to 60001. ProblemsFound if there are more zones than numbers.
    """
    used = set(taken)
    chosen: dict[str, int] = {}
    unnamed = []
    for zone_id in sorted(zone_ids):
        number = own_number(zone_id)
        if number and number not in used:
            chosen[zone_id] = number
            used.add(number)
        else:
            unnamed.append(zone_id)
    descending = (*range(DRAWN_FROM, 0, -1), *range(LARGEST_NUMBER, DRAWN_FROM, -1))
    free = [number for number in descending if number not in used]
    if len(free) < len(unnamed):
        raise_too_many(len(unnamed))
    return chosen | dict(zip(unnamed, free, strict=False))


def own_number(zone_id: str) -> int | None:
    """The number that a zone is called by, written without leading zeros."""
    is_number = zone_id.isascii() and zone_id.isdecimal() and not zone_id.startswith("0")
    number = int(zone_id) if is_number and len(zone_id) <= len(str(LARGEST_NUMBER)) else 0
    return number if 0 < number <= LARGEST_NUMBER else None


def raise_too_many(count: int) -> None:
    message = f"The tenant has no numbers left for {count} zones; barcodes know {LARGEST_NUMBER}."
    raise ProblemsFound(
        Problem(ProblemKind.ZONES_TOO_MANY, message, file=STOPS.name, field="zone_id")
    )
