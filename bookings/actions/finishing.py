"""The end of a rental: its clock stops, its vehicle is locked, and it is sold.

The first and the last are transactions; the vehicle is asked between them, without any lock. The
price is final with the first. Whoever dies in between, or finds the lock jammed, leaves a leg that
is FINISHING, and whoever comes next goes on from there: the customer's next try, or the timer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from bookings.actions.moves import CHANGED_BY_CLOSE, finish_legs
from bookings.actions.parking import check_parking
from bookings.actions.pausing import end_pause
from bookings.actions.recording import booking_event
from bookings.actions.rental_locks import (
    OF_SALE,
    check_committed,
    check_not_over,
    is_waiting,
    lock_rental,
    note_sighting,
    rental_of,
)
from bookings.actions.sightings import add_metres
from bookings.actions.unlocking import LEASE, run_clock
from bookings.actions.vehicles import gateway_to, look, note_busy
from bookings.errors import NotBegun
from bookings.models import BookingEvent, Leg, Rental
from bookings.states import BookingEventName
from bookings.terms import Ending
from operators.fleet.actions import Whereabouts, release_asset
from operators.fleet.errors import GatewayBusy
from operators.fleet.gateways.interface import Sighting
from operators.fleet.states import PlanUnit
from operators.fleet.terms import PlanTerms
from operators.tenancy.actors import Actor
from sales.orders.rentals import RentalSpan
from sales.selling import sell_rental

LEFT_FINISHING = timedelta(minutes=5)
"""A customer who said that the end is near and then nothing more is helped after that."""
MOST_EVIDENCE = 20
"""Pictures of one rental; the first ones are kept."""
DISTANCES = (PlanUnit.KM, PlanUnit.MILE)


def begin_finishing(leg: Leg, told: Ending, *, by: Actor, at: datetime) -> Leg:
    """Stop the clock of a rental: its price is final and its leg FINISHING; the vehicle stays the
    customer's until it is locked.

    Beginning again changes no price. RentalOver once it was finished or given up; NotCommitted and
    NotBegun before its vehicle was asked to unlock; ParkingForbidden, where its fleet says so.
    """
    seen = _last_look(leg, told, at=at)
    return stop_clock(leg, told, seen=seen, wait=LEFT_FINISHING, by=by, at=at).leg


def finish_rental(leg: Leg, told: Ending, *, by: Actor, at: datetime) -> Leg:
    """Stop the clock if it runs still, lock the vehicle, and sell the rental: leg and booking are
    FINISHED, the order is there, the vehicle is free where it stands.

    A vehicle that was not unlocked yet is taken as started and ended now. RentalOver once it was
    finished or given up. GatewayBusy if the vehicle does not lock: the clock has stopped then, and
    the same call, or the timer, finishes it later. NotCommitted, NotBegun and ParkingForbidden as
    `begin_finishing`.
    """
    seen = _last_look(leg, told, at=at)
    rental = stop_clock(leg, told, seen=seen, wait=LEASE, by=by, at=at)
    return close_rental(rental, by=by, at=at).leg


def close_rental(rental: Rental, *, by: Actor, at: datetime) -> Rental:
    """Lock the vehicle of a rental whose clock has stopped, and sell it. As `finish_rental`."""
    try:
        seen = gateway_to(rental).lock(rental.asset, at=at)
    except GatewayBusy as busy:
        note_busy(rental, busy, locking=True, by=by, at=at)
        raise
    return _sell(rental, seen, by=by, at=at)


def end_without_lock(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Finish a rental although its vehicle does not answer, for staff who know where it is.

    RentalOver as `finish_rental`.
    """
    rental = stop_clock(leg, Ending(), seen=None, wait=LEASE, by=by, at=at)
    return _sell(rental, Sighting(at), by=by, at=at).leg


@transaction.atomic(durable=True)
def stop_clock(
    leg: Leg,
    told: Ending,
    *,
    seen: Sighting | None,
    wait: timedelta,
    by: Actor,
    at: datetime,
) -> Rental:
    """The first half of `finish_rental`; the vehicle is asked again after `wait`.

    A clock that has stopped stays where it stopped. RentalOver.
    """
    rental = lock_rental(leg)
    check_committed(rental, at=at)
    events = _begin_late(rental, by=by, at=at) if is_waiting(rental) else []
    _note_ending(rental, told)
    if rental.ended_at is None:
        add_metres(rental, seen)
        note_sighting(rental, seen)
        events.append(_stop(rental, by=by, at=at))
    rental.next_try_at = at + wait
    rental.save()
    BookingEvent.objects.bulk_create(events)
    return rental


def _begin_late(rental: Rental, *, by: Actor, at: datetime) -> list[BookingEvent]:
    """Its customer ends what was asked to unlock and has not done so yet."""
    if rental.unlock_until is None:
        raise NotBegun
    return run_clock(rental, by=by, at=at)


def _stop(rental: Rental, *, by: Actor, at: datetime) -> BookingEvent:
    leg = rental.leg
    assert rental.started_at is not None
    # The clock started when the vehicle answered, which may be after this request came in; a pause
    # as well.
    last = rental.paused_at or rental.resumed_at or rental.started_at
    rental.ended_at = max(at, last)
    rental.switch_asked_at = None
    if rental.paused_at is not None:
        end_pause(rental, at=rental.ended_at)
    price = rental.price_at(rental.ended_at)
    rental.price = price.to_json()
    leg.begin_finishing()
    leg.save(update_fields=["state"])
    name, amount = BookingEventName.LEG_FINISHING, f"{price.amount} {price.currency}"
    return booking_event(leg.booking, name, by=by, at=at, leg=leg, price=amount)


def _note_ending(rental: Rental, told: Ending) -> None:
    """What is told later adds to what was told before."""
    if told.place is not None:
        rental.user_longitude, rental.user_latitude = told.place
    if told.charge is not None:
        rental.charge = told.charge
    seen_first = dict.fromkeys([*rental.evidence, *told.evidence])
    rental.evidence = list(seen_first)[:MOST_EVIDENCE]


@transaction.atomic(durable=True)
def _sell(rental: Rental, seen: Sighting, *, by: Actor, at: datetime) -> Rental:
    rental = lock_rental(rental.leg, *OF_SALE)
    check_not_over(rental)
    leg, booking = rental.leg, rental.leg.booking
    assert rental.started_at is not None
    assert rental.ended_at is not None
    note_sighting(rental, seen)
    order = sell_rental(
        booking.offer,
        rental.price_at(at),
        span=RentalSpan(rental.started_at, rental.ended_at),
        customer=booking.customer,
        by=by,
        at=at,
    )
    events = finish_legs([leg], by=by, at=at)
    leg.save(update_fields=CHANGED_BY_CLOSE)
    booking.settle(order=order, at=at)
    booking.save(update_fields=[*CHANGED_BY_CLOSE, "order"])
    rental.closed_at = at
    rental.save()
    events.append(booking_event(booking, BookingEventName.FINISHED, by=by, at=at))
    BookingEvent.objects.bulk_create(events)
    release_asset(rental.asset, seen=_left_at(rental, seen), by=by, at=at)
    return rental


def _left_at(rental: Rental, seen: Sighting) -> Whereabouts:
    """Where the vehicle says it stands; else where its customer said it does."""
    charge = seen.charge if seen.charge is not None else rental.charge
    if seen.longitude is not None:
        return Whereabouts(seen.longitude, seen.latitude, charge, seen.range_metres)
    return Whereabouts(rental.user_longitude, rental.user_latitude, charge, seen.range_metres)


def _last_look(leg: Leg, told: Ending, *, at: datetime) -> Sighting | None:
    """Where the vehicle is, if its price or its fleet asks where it is left."""
    begun = Rental.objects.open().filter(leg=leg, started_at__isnull=False)
    asked = begun.values_list("plan", "ended_at", "asset__fleet__enforces_parking").first()
    if asked is None:
        return None
    plan, ended_at, is_judged = asked
    if not is_judged and (ended_at is not None or not _counts_distance(plan)):
        return None
    rental = rental_of(leg)
    seen = look(rental, at=at)
    if is_judged:
        check_parking(rental, seen, told.place, at=at)
    return seen


def _counts_distance(plan: dict[str, Any]) -> bool:
    parts = PlanTerms.from_json(plan).parts
    return any(part.unit in DISTANCES or part.scale_unit in DISTANCES for part in parts)
