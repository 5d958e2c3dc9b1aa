"""Stops by what people call them, for pages that people use. Partners name stops by their ids."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from operators.tenancy.models import Tenant
from operators.timetable.models import FeedVersion, Stop, StopTime, Trip

LIKENESSES = 8
"""How many names are suggested where none fits."""
BOARDING_PLACES = (0, 1)
"""location_type of stops, platforms and stations: where a trip may begin or end."""


@dataclass(frozen=True, slots=True)
class StopNames:
    """The stops in force of a tenant under their names; upper and lower case do not matter."""

    tenant: Tenant

    def called(self, name: str) -> QuerySet[Stop]:
        """The stops with this name."""
        return self._in_force().filter(name__iexact=name)

    def like(self, text: str) -> list[str]:
        """Some names that hold the text, or that begin as it does."""
        for part in (text, text[:4], text[:2]):
            found = self._names().filter(name__icontains=part)[:LIKENESSES] if part else []
            if names := list(found):
                return names
        return []

    def first(self, limit: int) -> list[str]:
        """The first names of the alphabet."""
        return list(self._names()[:limit])

    def example(self) -> tuple[str, str] | None:
        """Two names that some trip connects; none without a timetable."""
        trip = Trip.objects.filter(version__in=self._versions()).order_by("pk").first()
        if trip is None:
            return None
        calls = StopTime.objects.filter(version=trip.version_id, trip=trip).order_by("sequence")
        names = list(calls.values_list("stop__name", flat=True))
        return (names[0], names[-1]) if len(names) > 1 else None

    def pair(self, origin: str, destination: str) -> tuple[str, str] | None:
        """The stop_ids of one stop of each name, of those that one trip connects where there are
        any; none where a name is not known."""
        versions = list(self._versions().values_list("pk", flat=True))
        origins, destinations = self.called(origin), self.called(destination)
        before = StopTime.objects.filter(
            version__in=versions,
            trip=OuterRef("trip"),
            sequence__lt=OuterRef("sequence"),
            stop__in=origins,
        )
        connected = (
            StopTime.objects.filter(version__in=versions, stop__in=destinations)
            .annotate(begins=Subquery(before.values("stop__stop_id")[:1]))
            .filter(begins__isnull=False)
            .values_list("begins", "stop__stop_id")
        )
        # Unsorted: of a busy pair of stops there are many, and any one will do.
        if found := list(connected[:1]):
            return found[0]
        stops = one_of(origins), one_of(destinations)
        return stops if all(stops) else None

    def _versions(self) -> QuerySet[FeedVersion]:
        return FeedVersion.objects.in_force().filter(tenant=self.tenant)

    def _in_force(self) -> QuerySet[Stop]:
        stops = Stop.objects.filter(version__in=self._versions())
        return stops.filter(location_type__in=BOARDING_PLACES)

    def _names(self) -> QuerySet[Stop, str]:
        return self._in_force().order_by("name").values_list("name", flat=True).distinct()


def one_of(stops: QuerySet[Stop]) -> str:
    """The stop_id that stands for all of a name: the station's where there is one."""
    ordered = stops.order_by("-location_type", "stop_id")
    return ordered.values_list("stop_id", flat=True).first() or ""
