"""What a timer does for resold bookings: whatever was begun is brought to its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from bookings.actions.supplied.asking import UNCERTAIN, look
from bookings.actions.supplied.cancelling import ask_to_cancel, cancel_supplied
from bookings.actions.supplied.committing import ask_to_commit
from bookings.actions.supplied.holding import ask_to_hold
from bookings.actions.supplied.locking import LEASE, note_fault, supplied_of
from bookings.actions.supplied.moving import REPEATED, act_of, ask_to_move, move_supplied_leg
from bookings.actions.supplied.riding import ask_to_book, is_late
from bookings.errors import CancellationRefused
from bookings.models import SuppliedBooking
from bookings.states import CLOSED_LEGS, LegAct, SupplyWish
from bookings.terms import LegTold
from operators.supply.errors import SupplyError
from operators.tenancy.actors import Actor

Heal = Callable[..., SuppliedBooking]


@transaction.atomic(durable=True)
def claim_supplied(*, at: datetime, limit: int) -> list[int]:
    """The resold bookings whose supplier is to be asked by now, and that nobody else is at; they
    are due again after the lease."""
    due = SuppliedBooking.objects.due(at).order_by("next_try_at").lock_free()
    keys = list(due.values_list("pk", flat=True)[:limit])
    SuppliedBooking.objects.filter(pk__in=keys).update(
        next_try_at=at + LEASE, attempts=F("attempts") + 1
    )
    return keys


def heal_supplied(supplied: SuppliedBooking, *, by: Actor, at: datetime) -> SuppliedBooking:
    """Go on where whoever began has left off; look how it stands where nothing is wanted.

    SupplyError, noted, if the supplier does not say; DomainError as the action that is gone on
    with.
    """
    row = supplied_of(supplied.booking)
    try:
        if not row.wanted:
            return look(row.booking, by=by, at=at)
        return HEALERS[SupplyWish(row.wanted)](row, by=by, at=at)
    except SupplyError as fault:
        if not isinstance(fault, UNCERTAIN):
            note_fault(row, fault, at=at)
        raise


def _book(row: SuppliedBooking, *, by: Actor, at: datetime) -> SuppliedBooking:
    """Nobody waits for a vehicle that was got too late: it is given back, or its use ended."""
    late = is_late(row, at=at)
    row = ask_to_book(row, by=by, at=at)
    return _give_up(row, by=by, at=at) if late and row.remote_reference else row


def _give_up(row: SuppliedBooking, *, by: Actor, at: datetime) -> SuppliedBooking:
    try:
        cancel_supplied(row.booking, by=by, at=at)
    except CancellationRefused:
        leg = row.booking.legs.select_related("booking").get()
        if leg.state not in CLOSED_LEGS:
            move_supplied_leg(leg, LegAct.FINISH, LegTold(), by=by, at=at)
    return supplied_of(row.booking)


def _act(row: SuppliedBooking, *, by: Actor, at: datetime) -> SuppliedBooking:
    for mine in row.legs.exclude(act="").select_related("leg__booking"):
        act, told = act_of(mine)
        if act in REPEATED:
            ask_to_move(row, mine.leg, act, told, by=by, at=at)
        else:
            _look_at(row, mine.leg_id, by=by, at=at)
    return supplied_of(row.booking)


def _look_at(row: SuppliedBooking, leg_id: int, *, by: Actor, at: datetime) -> None:
    look(row.booking, by=by, at=at)
    forget_act(row, leg_id, at=at)


@transaction.atomic(durable=True)
def forget_act(row: SuppliedBooking, leg_id: int, *, at: datetime) -> None:
    """An act that is not done again: whether it was done has been looked at."""
    from_now = SuppliedBooking.objects.lock(row)
    from_now.legs.filter(leg=leg_id).update(act="", told={})
    if from_now.wanted == SupplyWish.ACT and not from_now.legs.exclude(act="").exists():
        from_now.wanted, from_now.asked_at, from_now.asked_by = "", None, ""
        from_now.attempts, from_now.next_try_at = 0, at + LEASE
        from_now.save()


HEALERS: Mapping[SupplyWish, Heal] = {
    SupplyWish.HOLD: ask_to_hold,
    SupplyWish.BOOK: _book,
    SupplyWish.COMMIT: ask_to_commit,
    SupplyWish.CANCEL: ask_to_cancel,
    SupplyWish.ACT: _act,
}
