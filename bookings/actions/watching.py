"""What timers do for rentals: each run claims what is due, so that no two do the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from bookings.actions.finishing import stop_clock
from bookings.actions.rental_locks import OF_VEHICLE
from bookings.actions.sightings import metres_since
from bookings.actions.unlocking import LEASE, WATCHED_EVERY
from bookings.errors import RentalOver
from bookings.models import Rental
from bookings.models.rental import RentalQuerySet
from bookings.terms import Ending
from operators.fleet.gateways.finding import gateway_of
from operators.fleet.gateways.interface import Sighting
from operators.fleet.models import Asset, Fleet
from operators.prepared import fetch_rows
from operators.tenancy.actors import Actor

STORE_SIGHTINGS = """
    UPDATE bookings_rental rental
    SET longitude = seen.longitude, latitude = seen.latitude, seen_at = seen.at,
        metres = rental.metres + seen.metres,
        charge = coalesce(seen.charge, rental.charge),
        range_metres = coalesce(seen.range_metres, rental.range_metres)
    FROM unnest(%(ids)s::bigint[], %(longitudes)s::float8[], %(latitudes)s::float8[],
        %(times)s::timestamptz[], %(metres)s::int[], %(charges)s::float8[], %(ranges)s::int[],
        %(before)s::timestamptz[])
        AS seen (id, longitude, latitude, at, metres, charge, range_metres, before)
    WHERE rental.id = seen.id AND rental.ended_at IS NULL
        AND rental.seen_at IS NOT DISTINCT FROM seen.before
    RETURNING rental.id
"""


def claim_unlocks(*, at: datetime, limit: int) -> list[int]:
    """Keys of one batch of rentals whose vehicles should be asked to unlock."""
    return _claim_keys(Rental.objects.unlocking(), at=at, limit=limit)


def claim_reservations(*, at: datetime, limit: int) -> list[int]:
    """Keys of one batch of rentals that were not committed, or not fetched, in time."""
    return _claim_keys(Rental.objects.reserved(), at=at, limit=limit)


def claim_switches(*, at: datetime, limit: int) -> list[int]:
    """Keys of one batch of rentals whose vehicles did not say whether they are paused."""
    return _claim_keys(Rental.objects.switching(), at=at, limit=limit)


def claim_closings(*, at: datetime, limit: int) -> list[int]:
    """Keys of one batch of rentals whose clock has stopped and whose vehicles should be locked."""
    return _claim_keys(Rental.objects.ending(), at=at, limit=limit)


def watch_rentals(*, by: Actor, at: datetime, limit: int) -> int:
    """Ask the vehicles of one batch of running rentals where they are, and stop the clocks of those
    that ran for longer than their fleet allows; returns how many were looked at.

    What a fleet's gateway does not tell is left as it was.
    """
    known = Rental.objects.running().filter(switch_asked_at=None)
    batch = _claim(known, WATCHED_EVERY, at=at, limit=limit)
    fleets: defaultdict[Fleet, list[Asset]] = defaultdict(list)
    for rental in batch:
        fleets[rental.asset.fleet].append(rental.asset)
    seen: dict[int, Sighting] = {}
    for fleet, assets in fleets.items():
        seen |= gateway_of(fleet).locate_many(assets, at=at)
    _store_sightings(batch, seen)
    for rental in batch:
        _end_if_too_long(rental, by=by, at=at)
    return len(batch)


def _claim_keys(rentals: RentalQuerySet, *, at: datetime, limit: int) -> list[int]:
    return [rental.pk for rental in _claim(rentals, LEASE, at=at, limit=limit)]


@transaction.atomic(durable=True)
def _claim(rentals: RentalQuerySet, lease: timedelta, *, at: datetime, limit: int) -> list[Rental]:
    """Those that are due by now and that nobody else is at; they are due again after the lease."""
    due = rentals.due(at).select_related("leg", *OF_VEHICLE).order_by("next_try_at")
    batch = list(due.lock_free()[:limit])
    Rental.objects.filter(pk__in=[rental.pk for rental in batch]).update(next_try_at=at + lease)
    return batch


def _store_sightings(batch: Iterable[Rental], seen: Mapping[int, Sighting]) -> None:
    """One statement; a rental that has ended meanwhile, or was seen by somebody else, stays."""
    told = [(rental, seen[rental.asset_id]) for rental in batch if rental.asset_id in seen]
    placed = [(rental, one) for rental, one in told if one.longitude is not None]
    values = {
        "ids": [rental.pk for rental, _ in placed],
        "longitudes": [one.longitude for _, one in placed],
        "latitudes": [one.latitude for _, one in placed],
        "times": [one.seen_at for _, one in placed],
        "metres": [metres_since(rental, one) for rental, one in placed],
        "charges": [one.charge for _, one in placed],
        "ranges": [one.range_metres for _, one in placed],
        "before": [rental.seen_at for rental, _ in placed],
    }
    if placed:
        fetch_rows(STORE_SIGHTINGS, values)


def _end_if_too_long(rental: Rental, *, by: Actor, at: datetime) -> None:
    assert rental.started_at is not None
    ends_at = rental.started_at + timedelta(minutes=rental.asset.fleet.longest_minutes)
    if at < ends_at:
        return
    try:
        # Due at once: the timer that locks vehicles comes for it.
        stop_clock(rental.leg, Ending(), seen=None, wait=timedelta(0), by=by, at=ends_at)
    except RentalOver:
        return
