"""Timers of bookings."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

import structlog
from celery import Task, shared_task
from django.utils import timezone

from bookings.actions import finishing, holding, holding_rentals, leg, pausing, unlocking, watching
from bookings.actions.purchases import healing as purchases_healing
from bookings.actions.rental_locks import OF_VEHICLE
from bookings.actions.supplied import healing
from bookings.actions.supplied.holding import expire_supplied_holds
from bookings.actions.taxis import forgetting, going_on
from bookings.errors import NotBegun, RentalBegun, RentalOver
from bookings.models import Purchase, Rental, SuppliedBooking, TaxiRide
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from operators.tenancy.sweeps import run_batches

log = structlog.get_logger()

MOST_MESSAGES = 1000
"""Of one run; what is more than that is due in the next one."""


class Claim(Protocol):
    """Finds what is due and keeps others from it for a while."""

    def __call__(self, *, at: datetime, limit: int) -> list[int]: ...


@shared_task(name="bookings.expire_holds")
def expire_holds(**kwargs: Any) -> int:
    """Expire journeys that were not committed, or not answered, in time; returns how many."""
    by = Actor.timer("expire-holds")
    return run_batches(holding.expire_holds, by=by, at=timezone.now(), limit=1000)


@shared_task(name="bookings.close_legs")
def close_legs(**kwargs: Any) -> int:
    """Close legs whose tickets closed lately; returns how many bookings were touched."""
    by = Actor.timer("close-legs")
    return run_batches(leg.close_legs, by=by, at=timezone.now(), limit=500)


@shared_task(name="bookings.close_all_legs")
def close_all_legs(**kwargs: Any) -> int:
    """Close legs whose tickets closed, however long ago; returns how many bookings were touched."""
    by = Actor.timer("close-all-legs")
    return run_batches(leg.close_all_legs, by=by, at=timezone.now(), limit=500)


@shared_task(name="bookings.unlock_rental")
def unlock_rental(*, rental_id: int, **kwargs: Any) -> None:
    """Ask the vehicle of a rental to unlock, unless that is done or given up."""
    rental = Rental.objects.select_related("leg").get(pk=rental_id)
    try:
        unlocking.unlock_rental(rental, by=Actor.timer("unlock-rental"), at=timezone.now())
    except (NotBegun, RentalBegun, RentalOver) as refusal:
        log.info("rental_not_unlocked", rental=rental_id, reason=refusal.detail)


@shared_task(name="bookings.unlock_due_rentals")
def unlock_due_rentals(**kwargs: Any) -> int:
    """Send a message for each rental whose vehicle should be asked to unlock; the number of them.

    A message for each, so that one vehicle that is slow to answer holds up no other.
    """
    return _send(unlock_rental, watching.claim_unlocks)


@shared_task(name="bookings.lapse_rental")
def lapse_rental(*, rental_id: int, **kwargs: Any) -> None:
    """End a rental that was not committed, or not fetched, in time, and free its vehicle."""
    rental = Rental.objects.select_related("leg").get(pk=rental_id)
    holding_rentals.lapse_rental(rental, by=Actor.timer("lapse-rental"), at=timezone.now())


@shared_task(name="bookings.lapse_due_rentals")
def lapse_due_rentals(**kwargs: Any) -> int:
    """Send a message for each rental whose vehicle is kept no longer; the number of them."""
    return _send(lapse_rental, watching.claim_reservations)


@shared_task(name="bookings.settle_pause")
def settle_pause(*, rental_id: int, **kwargs: Any) -> None:
    """Look whether the vehicle of a rental is paused that did not say so."""
    rental = Rental.objects.select_related("leg", *OF_VEHICLE).get(pk=rental_id)
    try:
        pausing.settle_switch(rental, by=Actor.timer("settle-pause"), at=timezone.now())
    except DomainError as refusal:
        log.info("pause_not_settled", rental=rental_id, reason=refusal.detail)


@shared_task(name="bookings.settle_due_pauses")
def settle_due_pauses(**kwargs: Any) -> int:
    """Send a message for each rental whose vehicle did not say whether it is paused; the number of
    them."""
    return _send(settle_pause, watching.claim_switches)


@shared_task(name="bookings.close_rental")
def close_rental(*, rental_id: int, **kwargs: Any) -> None:
    """Lock the vehicle of a rental whose clock has stopped, and sell it, unless that is done."""
    rental = Rental.objects.select_related("leg", *OF_VEHICLE).get(pk=rental_id)
    try:
        finishing.close_rental(rental, by=Actor.timer("close-rental"), at=timezone.now())
    except RentalOver as refusal:
        log.info("rental_closed_before", rental=rental_id, reason=refusal.detail)
    except DomainError as refusal:
        log.warning("rental_not_closed", rental=rental_id, reason=refusal.detail)


@shared_task(name="bookings.close_due_rentals")
def close_due_rentals(**kwargs: Any) -> int:
    """Send a message for each rental whose vehicle should be locked by now; the number of them."""
    return _send(close_rental, watching.claim_closings)


@shared_task(name="bookings.watch_rentals")
def watch_rentals(**kwargs: Any) -> int:
    """Look where the vehicles of running rentals are; returns how many were looked at."""
    by = Actor.timer("watch-rentals")
    return run_batches(watching.watch_rentals, by=by, at=timezone.now(), limit=500)


@shared_task(name="bookings.heal_supplied")
def heal_supplied(*, supplied_id: int, **kwargs: Any) -> None:
    """Ask the supplier of a resold booking for what is wanted of it, or how it stands."""
    supplied = SuppliedBooking.objects.select_related("booking").get(pk=supplied_id)
    try:
        healing.heal_supplied(supplied, by=Actor.timer("heal-supplied"), at=timezone.now())
    except DomainError as refusal:
        log.warning("supplied_not_healed", supplied=supplied_id, reason=refusal.detail)


@shared_task(name="bookings.heal_due_supplied")
def heal_due_supplied(**kwargs: Any) -> int:
    """Send a message for each resold booking whose supplier should be asked by now; the number of
    them. A supplier that is slow to answer holds up no other."""
    due = healing.claim_supplied(at=timezone.now(), limit=MOST_MESSAGES)
    for supplied_id in due:
        heal_supplied.delay(supplied_id=supplied_id)
    return len(due)


@shared_task(name="bookings.expire_supplied_holds")
def lapse_supplied_holds(**kwargs: Any) -> int:
    """Expire resold holds that were not committed in time; returns how many."""
    by = Actor.timer("expire-holds")
    return run_batches(expire_supplied_holds, by=by, at=timezone.now(), limit=500)


@shared_task(name="bookings.move_taxi")
def move_taxi(*, ride_id: int, **kwargs: Any) -> None:
    """Do the next thing for a taxi ride that needs nobody, unless that is done."""
    ride = TaxiRide.objects.select_related("leg__booking", "fleet").get(pk=ride_id)
    try:
        going_on.move_taxi(ride, by=Actor.timer("move-taxi"), at=timezone.now())
    except DomainError as refusal:
        log.info("taxi_not_moved", ride=ride_id, reason=refusal.detail)


@shared_task(name="bookings.forget_taxi_places")
def forget_taxi_places(**kwargs: Any) -> int:
    """Forget from where to where taxis took people that look back no more; how many rides."""
    by = Actor.timer("forget-taxi-places")
    return run_batches(forgetting.forget_old_places, by=by, at=timezone.now(), limit=500)


@shared_task(name="bookings.move_taxis")
def move_taxis(**kwargs: Any) -> int:
    """Send a message for each taxi ride of which something is to be done by now: a driver to be
    looked for, a price to be sold; the number of them."""
    due = going_on.claim_taxis(at=timezone.now(), limit=MOST_MESSAGES)
    for ride_id in due:
        move_taxi.delay(ride_id=ride_id)
    return len(due)


@shared_task(name="bookings.heal_purchase")
def heal_purchase(*, purchase_id: int, **kwargs: Any) -> None:
    """Go on with a purchase that was left open, unless that is done."""
    purchase = Purchase.objects.get(pk=purchase_id)
    try:
        purchases_healing.heal_purchase(
            purchase, by=Actor.timer("heal-purchase"), at=timezone.now()
        )
    except DomainError as refusal:
        log.info("purchase_not_healed", purchase=purchase_id, reason=refusal.detail)


@shared_task(name="bookings.heal_due_purchases")
def heal_due_purchases(**kwargs: Any) -> int:
    """Send a message for each purchase that was begun and left open, or not bought in time; the
    number of them. A provider that is slow to answer holds up no other."""
    due = purchases_healing.due_purchases(at=timezone.now(), limit=MOST_MESSAGES)
    for purchase_id in due:
        heal_purchase.delay(purchase_id=purchase_id)
    return len(due)


def _send(task: Task, claim: Claim) -> int:
    due = claim(at=timezone.now(), limit=MOST_MESSAGES)
    for rental_id in due:
        task.delay(rental_id=rental_id)
    return len(due)
