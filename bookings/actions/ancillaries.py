"""What a traveller brings along or needs: added to a leg and taken off it, before its use."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import transaction

from bookings.actions.recording import booking_event
from bookings.errors import AncillaryUnknown, BookingInUse, HoldExpired
from bookings.models import Booking, Leg, LegAncillary
from bookings.states import RIDING_LEGS, WAITING_LEGS, BookingEventName, BookingState
from operators.tenancy.actors import Actor
from sales.models import Ancillary


@transaction.atomic
def add_ancillary(leg: Leg, category: str, number: str, *, by: Actor, at: datetime) -> Leg:
    """Add an extra that the leg's product has, free of charge.

    Adding it again changes nothing. AncillaryUnknown if the product has no such extra,
    BookingInUse once the leg is in use, HoldExpired, TransitionNotAllowed if it is over.
    """
    leg = _lock_leg(leg, at=at)
    extra = _known(leg, category, number)
    _, is_new = LegAncillary.objects.get_or_create(
        leg=leg,
        category=category,
        number=number,
        defaults={"name": extra.name, "added_at": at},
    )
    if is_new:
        _record(leg, BookingEventName.ANCILLARY_ADDED, category, number, by=by, at=at)
    return leg


@transaction.atomic
def remove_ancillary(leg: Leg, category: str, number: str, *, by: Actor, at: datetime) -> Leg:
    """Take an extra off the leg; one that is off already stays so. Errors as `add_ancillary`."""
    leg = _lock_leg(leg, at=at)
    removed, _ = leg.ancillaries.filter(category=category, number=number).delete()
    if removed:
        _record(leg, BookingEventName.ANCILLARY_REMOVED, category, number, by=by, at=at)
    else:
        _known(leg, category, number)
    return leg


def _lock_leg(leg: Leg, *, at: datetime) -> Leg:
    """The leg as it is now, its booking locked."""
    booking = Booking.objects.lock(leg.booking)
    leg = booking.legs.select_related("ticket").get(pk=leg.pk)
    if booking.state_at(at) == BookingState.EXPIRED:
        raise HoldExpired
    state = leg.state_at(at)
    if state in RIDING_LEGS:
        raise BookingInUse("The leg is in use, so nothing can be added to it or taken off.")
    if state not in WAITING_LEGS:
        raise fsm.TransitionNotAllowed(f"The leg is {state}.")
    return leg


def _known(leg: Leg, category: str, number: str) -> Ancillary:
    products = Ancillary.objects.filter(product__offers__booking=leg.booking_id)
    extra = products.filter(category=category, number=number).first()
    if extra is None:
        raise AncillaryUnknown
    return extra


def _record(
    leg: Leg, name: BookingEventName, category: str, number: str, *, by: Actor, at: datetime
) -> None:
    told = {"category": category, "number": number}
    booking_event(leg.booking, name, by=by, at=at, leg=leg, **told).save()
