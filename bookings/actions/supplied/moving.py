"""Doing something with a leg of a supplier's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from bookings.actions.supplied.asking import UNCERTAIN, fail, gateway_to, look
from bookings.actions.supplied.cancelling import cancel_supplied
from bookings.actions.supplied.locking import legs_of, lock_supplied, supplied_of, want
from bookings.actions.supplied.taking_in import take_in_leg
from bookings.errors import NotCommitted, RentalOver
from bookings.models import Leg, SuppliedBooking, SuppliedLeg
from bookings.states import (
    CLOSED_LEGS,
    HELD,
    LegAct,
    LegState,
    SupplyWish,
)
from bookings.terms import LegTold
from operators.supply.errors import SupplierRefused, SupplierUnable
from operators.supply.terms import ActTold, RemoteLeg
from operators.tenancy.actors import Actor

OVER = (LegState.FINISHED, LegState.CANCELLED)
LEADS_TO: Mapping[LegAct, frozenset[LegState]] = {
    LegAct.PREPARE: frozenset({LegState.PREPARING}),
    LegAct.SET_IN_USE: frozenset({LegState.IN_USE}),
    LegAct.PAUSE: frozenset({LegState.PAUSED}),
    LegAct.START_FINISHING: frozenset({LegState.FINISHING, LegState.FINISHED}),
    LegAct.FINISH: frozenset({LegState.FINISHED}),
    LegAct.CANCEL: frozenset({LegState.CANCELLED}),
}
"""In which states an act was done already."""
REPEATED = (LegAct.START_FINISHING, LegAct.FINISH)
"""What a timer does again until it is done; of the rest it only looks whether it was. Nobody wants
a vehicle to open when its customer has gone."""


def move_supplied_leg(leg: Leg, act: LegAct, told: LegTold, *, by: Actor, at: datetime) -> Leg:
    """Have the supplier do one of our acts on its leg, and bring ours to where its is then. A leg
    that is finished is sold for what the supplier charges.

    The same again changes nothing. NotCommitted; RentalOver once the leg is over; SupplierRefused,
    SupplierUnable; SupplyInHand. SupplierBusy if nobody knows what became of it: the end of a use
    is asked for again by a timer, anything else is looked for.
    """
    if act == LegAct.CANCEL:
        cancel_supplied(leg.booking, by=by, at=at)
    else:
        supplied = _begin(leg, act, told, by=by, at=at)
        ask_to_move(supplied, leg, act, _told(told, at=at), by=by, at=at)
    return Leg.objects.select_related("booking").get(pk=leg.pk)


def ask_to_move(
    supplied: SuppliedBooking, leg: Leg, act: LegAct, told: ActTold, *, by: Actor, at: datetime
) -> SuppliedBooking:
    """The second and the third step of `move_supplied_leg`."""
    gateway = gateway_to(supplied)
    reference = supplied.legs.get(leg=leg.pk).remote_reference
    refusal: SupplierRefused | SupplierUnable | None = None
    try:
        try:
            remote = gateway.move_leg(reference, act, told)
        except (SupplierRefused, SupplierUnable) as refused:
            refusal = refused
            remote = gateway.read_leg(reference)
    except UNCERTAIN as fault:
        raise fail(supplied, fault, at=at) from fault
    return _take_in(supplied, act, remote, refusal, by=by, at=at)


def act_of(row: SuppliedLeg) -> tuple[LegAct, ActTold]:
    """What is wanted to be done with a leg, as it was told."""
    told: dict[str, Any] = dict(row.told)
    told["time"] = datetime.fromisoformat(told["time"])
    told["evidence"] = tuple(told["evidence"])
    return LegAct(row.act), ActTold(**told)


@transaction.atomic(durable=True)
def _begin(leg: Leg, act: LegAct, told: LegTold, *, by: Actor, at: datetime) -> SuppliedBooking:
    row = lock_supplied(leg.booking)
    if row.booking.state in HELD:
        raise NotCommitted
    mine = next(one for one in legs_of(row) if one.leg_id == leg.pk)
    if mine.leg.state in CLOSED_LEGS:
        raise RentalOver
    want(row, SupplyWish.ACT, by=by, at=at)
    mine.act = act
    mine.told = _facts(_told(told, at=at))
    mine.save(update_fields=["act", "told"])
    return supplied_of(row.booking)


def _take_in(
    supplied: SuppliedBooking,
    act: LegAct,
    remote: RemoteLeg,
    refusal: SupplierRefused | SupplierUnable | None,
    *,
    by: Actor,
    at: datetime,
) -> SuppliedBooking:
    row = take_in_leg(supplied, remote, is_act_over=remote.state not in OVER, by=by, at=at)
    if remote.state in OVER:
        # What it costs, and whether the booking is over, its booking tells.
        row = look(supplied.booking, by=by, at=at)
    was_done = remote.state in LEADS_TO.get(act, frozenset())
    if refusal is not None and not was_done:
        raise refusal
    return row


def _told(told: LegTold, *, at: datetime) -> ActTold:
    place = told.place
    return ActTold(
        time=told.time or at,
        longitude=place.longitude if place else None,
        latitude=place.latitude if place else None,
        asset_id=told.asset_id,
        charge=told.charge,
        evidence=told.evidence,
        comment=told.comment,
    )


def _facts(told: ActTold) -> dict[str, Any]:
    return {
        "time": told.time.isoformat(),
        "longitude": told.longitude,
        "latitude": told.latitude,
        "asset_id": told.asset_id,
        "charge": told.charge,
        "evidence": list(told.evidence),
        "comment": told.comment,
    }
