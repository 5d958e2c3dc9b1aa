"""What staff may do with a rental, each by one action."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget

from bookings.actions.exchanging import assign_vehicle
from bookings.actions.finishing import end_without_lock, finish_rental
from bookings.actions.pausing import use_rental
from bookings.actions.renting import cancel_rental
from bookings.actions.unlocking import unlock_rental
from bookings.actions.vehicles import lock_again, unlock_again
from bookings.models import Leg, Rental
from bookings.states import BookingState
from bookings.terms import Ending
from operators.admin.changes import Change
from operators.fleet.models.fleets import LONGEST_ID
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import check_user_can_change_bookings
from sales.money import Money


def is_open(rental: Rental) -> bool:
    return rental.closed_at is None


def is_waiting(rental: Rental) -> bool:
    return is_open(rental) and rental.started_at is None


def is_running(rental: Rental) -> bool:
    return rental.started_at is not None and rental.ended_at is None


def is_endable(rental: Rental) -> bool:
    """Open, and not merely reserved."""
    return is_open(rental) and bool(rental.started_at or rental.unlock_until)


def is_booked(rental: Rental) -> bool:
    """Its customer may fetch the vehicle: it is not merely held."""
    return is_waiting(rental) and rental.leg.booking.state == BookingState.CONFIRMED


def is_exchangeable(rental: Rental) -> bool:
    return is_booked(rental) and rental.unlock_until is None


def is_paused(rental: Rental) -> bool:
    return rental.paused_at is not None


def words_of_ending(rental: Rental, *, by: Actor, at: datetime) -> dict[str, str]:
    """What ending comes to, for the page that asks."""
    price = rental.price_at(at)
    fixed = "It has stopped." if rental.ended_at else "It stops now."
    return {"Clock": fixed, "Price": str(Money(price.amount, price.currency))}


def end(rental: Rental, *, by: Actor, at: datetime) -> Any:
    return finish_rental(rental.leg, Ending(), by=by, at=at)


def end_open(rental: Rental, *, by: Actor, at: datetime) -> Any:
    return end_without_lock(rental.leg, by=by, at=at)


def cancel(rental: Rental, *, by: Actor, at: datetime) -> Rental:
    return cancel_rental(rental.leg, by=by, at=at)


def unlock(rental: Rental, *, by: Actor, at: datetime) -> Any:
    if is_waiting(rental) and rental.unlock_until is not None:
        return unlock_rental(rental, by=by, at=at)
    if is_waiting(rental) or is_paused(rental):
        return use_rental(rental.leg, by=by, at=at)
    return unlock_again(rental.leg, by=by, at=at)


def lock(rental: Rental, *, by: Actor, at: datetime) -> Any:
    return lock_again(rental.leg, by=by, at=at)


class VehicleForm(forms.Form):
    """Which one."""

    asset_id = forms.CharField(
        label="Vehicle id",
        max_length=LONGEST_ID,
        widget=UnfoldAdminTextInputWidget,
        help_text="Of a free vehicle of the same fleet.",
    )


def exchange(rental: Rental, *, asset_id: str, by: Actor, at: datetime) -> Leg:
    return assign_vehicle(rental.leg, asset_id, by=by, at=at)


END_RENTAL = Change(
    act=end,
    title="End rental",
    question="The clock stops, the vehicle is locked, and the rental is sold at the price of then. "
    "This cannot be undone.",
    done="The rental is over and sold.",
    allowed=check_user_can_change_bookings,
    offered=is_endable,
    preview=words_of_ending,
)
END_WITHOUT_LOCK = Change(
    act=end_open,
    title="End without the lock",
    question="The rental ends and is sold although its vehicle does not answer. See to the "
    "vehicle: it may be open. This cannot be undone.",
    done="The rental is over and sold; its vehicle may be open.",
    allowed=check_user_can_change_bookings,
    offered=lambda rental: is_open(rental) and bool(rental.lock_attempts),
    preview=words_of_ending,
)
CANCEL_RENTAL = Change(
    act=cancel,
    title="Cancel rental",
    question="The booking is cancelled before its vehicle was unlocked. Nothing is sold.",
    done="The rental is cancelled, and the vehicle is free.",
    allowed=check_user_can_change_bookings,
    offered=is_waiting,
)
UNLOCK_VEHICLE = Change(
    act=unlock,
    title="Unlock vehicle",
    question="The vehicle is asked to unlock, for the customer who stands beside it.",
    done="The vehicle was asked to unlock.",
    allowed=check_user_can_change_bookings,
    offered=lambda rental: is_booked(rental) or is_running(rental),
)
LOCK_VEHICLE = Change(
    act=lock,
    title="Lock vehicle",
    question="The vehicle is asked to lock, since it was left open after the rental.",
    done="The vehicle is locked.",
    allowed=check_user_can_change_bookings,
    offered=lambda rental: not is_open(rental),
)
EXCHANGE_VEHICLE = Change(
    act=exchange,
    title="Give another vehicle",
    question="The customer gets another vehicle of the fleet, at the price of its own pricing "
    "plan, and the partner is told. The first one is free again: disable it if it is broken.",
    done="The rental has another vehicle.",
    allowed=check_user_can_change_bookings,
    offered=is_exchangeable,
    form=VehicleForm,
)
