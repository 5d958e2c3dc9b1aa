"""Reads of bookings that are resold, as their suppliers told them last. Nobody is asked here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from bookings.models import Booking, Leg, SuppliedBooking, SuppliedLeg
from bookings.states import LegState
from operators.supply.terms import RemoteLeg, RemotePrice, RemoteToken

JOINED = ("booking__tenant", "booking__customer", "booking__offer__product", "supplier")
OF_LEG = ("leg", *(f"supplied__{name}" for name in JOINED))
CLOCKS_DIFFER = timedelta(minutes=2)
"""How far a supplier's clock may be behind ours before its tokens are over on arrival."""


@dataclass(frozen=True, slots=True)
class SuppliedLegReading:
    """A leg as it stands at a moment, with the supplier's tokens that are good then."""

    row: SuppliedLeg
    facts: RemoteLeg
    state: LegState
    price: RemotePrice | None
    ticket: RemoteToken | None
    access: tuple[RemoteToken, ...]

    @property
    def leg(self) -> Leg:
        return self.row.leg

    @property
    def booking(self) -> Booking:
        return self.row.supplied.booking

    @property
    def fresh_until(self) -> datetime | None:
        """When the first of the tokens dies; None where there is nothing to show."""
        shown = [token for token in (self.ticket, *self.access) if token is not None]
        return min((token.valid_until for token in shown), default=None)


@dataclass(frozen=True, slots=True)
class SuppliedBookingReading:
    """A booking with its legs, in order."""

    supplied: SuppliedBooking
    legs: list[SuppliedLegReading]

    @property
    def booking(self) -> Booking:
        return self.supplied.booking

    @property
    def fresh_until(self) -> datetime | None:
        """When the first of the tokens dies; None where there is nothing to show."""
        return min((leg.fresh_until for leg in self.legs if leg.fresh_until), default=None)


def read_supplied_leg(reference: str, *, channel_id: int, at: datetime) -> SuppliedLegReading:
    """A leg that was bought of a supplier, in one query. Leg.DoesNotExist if this channel sold no
    such leg."""
    found = _legs().filter(leg__reference=reference, supplied__booking__channel=channel_id).first()
    if found is None:
        raise Leg.DoesNotExist
    return reading_of(found, at=at)


def read_supplied_booking(
    reference: str, *, channel_id: int, at: datetime
) -> SuppliedBookingReading:
    """A booking that was bought of a supplier, in two queries. Booking.DoesNotExist if this channel
    made no such booking."""
    rows = SuppliedBooking.objects.select_related(*JOINED)
    found = rows.filter(booking__reference=reference, booking__channel=channel_id).first()
    if found is None:
        raise Booking.DoesNotExist
    [reading] = _with_legs([found], at=at)
    return reading


def read_supplied_bookings(
    bookings: Sequence[Booking], *, at: datetime
) -> list[SuppliedBookingReading]:
    """Resold bookings, in two queries however many there are."""
    rows = SuppliedBooking.objects.select_related(*JOINED)
    found = rows.filter(booking__in=[booking.pk for booking in bookings])
    return _with_legs(list(found), at=at)


def is_told_since(row: SuppliedLeg, at: datetime) -> bool:
    """Whether the supplier was asked at that moment or later."""
    return row.read_at is not None and row.read_at >= at


def reading_of(row: SuppliedLeg, *, at: datetime) -> SuppliedLegReading:
    """A leg in hand, with its booking; no query.

    A token that was told before that moment is good until its end. Of one that is told for that
    very moment the supplier's clock has said that it is good, and its verifiers go by that clock:
    that its end has passed by ours, by `CLOCKS_DIFFER` at most, does not make it bad.
    """
    ends_after = at - CLOCKS_DIFFER if is_told_since(row, at) else at
    ticket, *access = [
        RemoteToken.from_json(token) if token else None
        for token in (row.tokens.get("ticket"), *row.tokens.get("access", []))
    ]
    row.leg.booking = row.supplied.booking
    return SuppliedLegReading(
        row,
        RemoteLeg.from_json(row.facts),
        row.leg.state_at(at),
        None if row.price is None else RemotePrice.from_json(row.price),
        ticket if ticket and ticket.valid_until > ends_after else None,
        tuple(token for token in access if token and token.valid_until > ends_after),
    )


def _with_legs(found: Sequence[SuppliedBooking], *, at: datetime) -> list[SuppliedBookingReading]:
    legs: dict[int, list[SuppliedLegReading]] = {row.pk: [] for row in found}
    by_key = {row.pk: row for row in found}
    rows = SuppliedLeg.objects.filter(supplied__in=list(legs)).select_related("leg")
    for row in rows.order_by("leg__sequence"):
        row.supplied = by_key[row.supplied_id]
        legs[row.supplied_id].append(reading_of(row, at=at))
    return [SuppliedBookingReading(row, legs[row.pk]) for row in found]


def _legs() -> QuerySet[SuppliedLeg]:
    return SuppliedLeg.objects.select_related(*OF_LEG)
