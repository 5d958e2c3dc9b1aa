"""Stops as callers name them: by id, by code, by zone; a station stands for its platforms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from operators.prepared import fetch_rows
from operators.tenancy.models import Tenant
from operators.timetable.errors import NoTimetable, StopsDiffer, StopUnknown
from operators.timetable.itineraries import StopFacts
from operators.timetable.models import FeedVersion

DEGREE = Decimal("0.000001")

NAMED_STOPS = """
WITH named AS (
    SELECT stop.*, version.feed_id
    FROM operators_feedversion AS version
    JOIN operators_stop AS stop ON stop.version_id = version.id
    WHERE version.tenant_id = %(tenant)s
        AND version.state = 'IN_FORCE'
        AND (
            stop.stop_id = ANY (%(stop_id)s::text[])
            OR stop.code = ANY (%(stop_code)s::text[])
            OR stop.zone_id = ANY (%(zone_id)s::text[])
        )
)
SELECT
    id, parent_id, feed_id, code,
    stop_id, name, latitude, longitude, zone_id, platform_code
FROM named
UNION
SELECT
    platform.id, platform.parent_id, named.feed_id, platform.code,
    platform.stop_id, platform.name, platform.latitude, platform.longitude, platform.zone_id,
    platform.platform_code
FROM named JOIN operators_stop AS platform ON platform.parent_id = named.id
ORDER BY id
"""


class StopReferenceKind(StrEnum):
    """What a reference to a stop is read as."""

    STOP_ID = "stop_id"
    """stop_id of a stop, platform or station."""
    STOP_CODE = "stop_code"
    """stop_code: what is written at the stop."""
    ZONE = "zone_id"
    """zone_id: all stops of a fare zone."""


@dataclass(frozen=True, slots=True)
class StopReference:
    """A stop, station or zone as a caller names it."""

    kind: StopReferenceKind
    value: str

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


@dataclass(frozen=True, slots=True)
class StopGroup:
    """Where a ride may begin or end. It outlives new versions of the feeds.

    `members` are the feed and stop_id of every stop and platform that the reference means.
    """

    place: StopFacts
    members: frozenset[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class FoundStop:
    """A row of stops.txt with what it takes to match it."""

    pk: int
    parent: int | None
    feed: int
    code: str
    facts: StopFacts

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> FoundStop:
        """Read a row of NAMED_STOPS."""
        pk, parent, feed, code, *facts = row
        return cls(pk, parent, feed, code, StopFacts(*facts))

    def is_meant_by(self, reference: StopReference) -> bool:
        named = {
            StopReferenceKind.STOP_ID: self.facts.stop_id,
            StopReferenceKind.STOP_CODE: self.code,
            StopReferenceKind.ZONE: self.facts.zone_id,
        }
        return named[reference.kind] == reference.value


def find_stops(
    tenant: Tenant, references: Iterable[StopReference]
) -> dict[StopReference, StopGroup]:
    """Look up any number of references in the timetables in force, in one query.

    References that name nothing are left out. NoTimetable if the tenant has no timetable at all.
    """
    wanted = [reference for reference in references if reference.value]
    stops = read_stops(tenant, wanted)
    if not stops and not FeedVersion.objects.filter(tenant=tenant).in_force().exists():
        raise NoTimetable
    return {
        reference: group_of(reference, meant, stops)
        for reference in wanted
        if (meant := [stop for stop in stops if stop.is_meant_by(reference)])
    }


def get_stop_group(
    found: Mapping[StopReference, StopGroup], references: Sequence[StopReference]
) -> StopGroup:
    """The one place that several references of a caller mean; the first known one wins.

    StopUnknown if none is known; StopsDiffer if two of them have no stop in common.
    """
    groups = [found[reference] for reference in references if reference in found]
    if not groups:
        named = ", ".join(str(reference) for reference in references)
        raise StopUnknown(f"No stop of the timetable has {named}; look it up in the GTFS feed.")
    if any(not group.members & groups[0].members for group in groups):
        raise StopsDiffer
    return groups[0]


def read_stops(tenant: Tenant, references: list[StopReference]) -> list[FoundStop]:
    """The stops that are named, and the platforms of those that are stations."""
    values: dict[str, list[str]] = {kind.value: [] for kind in StopReferenceKind}
    for reference in references:
        values[reference.kind.value].append(reference.value)
    return [FoundStop.of(row) for row in fetch_rows(NAMED_STOPS, {"tenant": tenant.pk, **values})]


def group_of(reference: StopReference, meant: list[FoundStop], stops: list[FoundStop]) -> StopGroup:
    parents = {stop.pk for stop in meant}
    members = [stop for stop in stops if stop.pk in parents or stop.parent in parents]
    is_zone = reference.kind is StopReferenceKind.ZONE
    return StopGroup(
        place=middle_of(reference.value, meant) if is_zone else meant[0].facts,
        members=frozenset((stop.feed, stop.facts.stop_id) for stop in members),
    )


def middle_of(zone_id: str, stops: list[FoundStop]) -> StopFacts:
    """A zone has no place of its own: the mean of its stops stands for it."""
    count = len(stops)
    return StopFacts(
        stop_id="",
        name=zone_id,
        latitude=(sum((each.facts.latitude for each in stops), Decimal()) / count).quantize(DEGREE),
        longitude=(sum((each.facts.longitude for each in stops), Decimal()) / count).quantize(
            DEGREE
        ),
        zone_id=zone_id,
    )
