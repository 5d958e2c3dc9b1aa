"""Answers of one trip and of several, with all that became of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rest_framework.response import Response

from protocols.models import KeptTrip
from protocols.tripgo.confirmation.kinds import facts_of
from protocols.tripgo.confirmation.known import Known
from protocols.tripgo.confirmation.segments import booking_of_segments, shown_bookings
from protocols.tripgo.confirmation.states import STAGE_OF, Stage, is_valid
from protocols.tripgo.languages import liked
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.regions import region_name
from protocols.tripgo.trips.alerts import read_alerts_of
from protocols.tripgo.trips.live import read_lives, stopped_among, trouble_of
from protocols.tripgo.trips.rendering import (
    ISO_VERSION,
    Now,
    Told,
    group_key,
    routing_response,
    spoken,
    tell_trip,
)
from protocols.tripgo.trips.segments import Price, Segment, segments_of
from protocols.tripgo.trips.store import Asked, asked_of
from protocols.tripgo.trips.wording import words_for
from protocols.tripgo.whole.listing import booking_of_trip

LEADING_DIGITS = re.compile(r"\d{1,4}", re.ASCII)
SIGNED = re.compile(r"-?\d{1,10}", re.ASCII)


def answer_trip(operation: TripGoOperation, trip: KeptTrip) -> Response:
    """One trip as it goes now with its bookings; with an empty body where the query's `hash` is
    that of what would be told. The number of queries does not depend on its segments."""
    segments = segments_of(trip)
    booked = shown_bookings(operation, trip)
    kept = _kept(booked)
    lives = read_lives(operation.channel.tenant, segments, kept, at=operation.at)
    stopped = stopped_among(segments, lives)
    bookings = booking_of_segments(operation, trip, segments, booked, stopped=stopped)
    told = tell_trip(
        trip,
        segments,
        Now(
            operation.at,
            bookings,
            paid={name: _price(known) for name, known in kept.items()},
            lives=lives,
            alerts=read_alerts_of(operation.channel.tenant, segments, at=operation.at),
            whole=booking_of_trip(operation, trip, segments, _valid(booked), stopped=stopped),
            words=words_for(operation.request),
            languages=liked(operation.request),
        ),
    )
    if _is_known(operation, told):
        return Response()
    return _answer(operation, [("", [_with_addresses(operation, told)])], asked_of(trip))


def answer_trips(
    operation: TripGoOperation, trips: Sequence[tuple[KeptTrip, Sequence[Segment]]], asked: Asked
) -> Response:
    """Trips that were just planned, of which nothing is booked; in groups of those that are alike,
    in the order of their first ones. Those that do not go as planned come last."""
    every = [segment for _, segments in trips for segment in segments]
    tenant = operation.channel.tenant
    lives = read_lives(tenant, every, {}, at=operation.at)
    alerts = read_alerts_of(tenant, every, at=operation.at)
    words, languages = words_for(operation.request), liked(operation.request)
    groups: dict[str, list[Told]] = {}
    for trip, segments in sorted(trips, key=lambda one: trouble_of(one[1], lives)):
        stopped = stopped_among(segments, lives)
        bookings = booking_of_segments(operation, trip, segments, {}, stopped=stopped)
        now = Now(
            operation.at,
            bookings,
            lives=lives,
            alerts=alerts,
            whole=booking_of_trip(operation, trip, segments, stopped=stopped),
            words=words,
            languages=languages,
        )
        told = tell_trip(trip, segments, now)
        groups.setdefault(group_key(segments), []).append(_with_addresses(operation, told))
    return _answer(operation, list(groups.items()), asked)


def _kept(booked: dict[str, Known]) -> dict[str, Known]:
    """Without what was called off: that moves nothing and costs the trip nothing."""
    return {
        segment: known
        for segment, known in booked.items()
        if STAGE_OF[known.status] is not Stage.CALLED_OFF
    }


def _price(known: Known) -> Price:
    """What was booked costs, for all who travel."""
    facts = facts_of(known)
    return Price(facts.amount, facts.currency)


def _valid(booked: dict[str, Known]) -> frozenset[str]:
    return frozenset(segment for segment, known in booked.items() if is_valid(known.status))


def _with_addresses(operation: TripGoOperation, told: Told) -> Told:
    """The trip with the addresses at which it is asked for again; the hash is of what it is
    without them."""
    reference = told.trip["id"]
    addresses = {
        "updateURL": operation.absolute(f"trip/update/{reference}", hash=told.hash),
        "temporaryURL": operation.absolute(f"trip/{reference}"),
    }
    return Told({**told.trip, **addresses}, told.templates, told.alerts)


def _answer(
    operation: TripGoOperation, groups: Sequence[tuple[str, Sequence[Told]]], asked: Asked
) -> Response:
    channel = operation.channel
    told = routing_response(groups, asked, region_name(channel))
    return Response(spoken(told, _version(operation), channel.tenant.zone))


def _version(operation: TripGoOperation) -> int:
    """`v` of the query, of which only the first digits count: scripts append it twice."""
    found = LEADING_DIGITS.match(operation.request.GET.get("v", ""))
    return int(found[0]) if found else ISO_VERSION


def _is_known(operation: TripGoOperation, told: Told) -> bool:
    found = SIGNED.match(operation.request.GET.get("hash", ""))
    return found is not None and int(found[0]) == told.hash
