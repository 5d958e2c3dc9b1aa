"""What a traveller does with a booking. All of it can be repeated and does nothing a second time.

A vehicle is asked without any lock, so nothing here may be called inside a transaction.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from bookings.actions.doors import cancel_any, move_leg
from bookings.actions.messages import receive_message
from bookings.rental_queries import RentalReading
from bookings.states import LegAct, LegState, MessageKind, Origin
from bookings.terms import LegTold
from operators.fleet.errors import GatewayBusy
from operators.tenancy.actors import Actor
from protocols.tripgo.confirmation.known import Known
from protocols.tripgo.confirmation.states import STAGE_OF, Stage
from protocols.tripgo.errors import NotBookable
from protocols.tripgo.why import Why

TOLD = LegTold()
LEAST, MOST = 1, 5
"""Of a rating."""
LONGEST_FEEDBACK = 900


def cancel(known: Known, *, by: Actor, at: datetime) -> None:
    """Cancel a booking on the traveller's wish; one that is called off stays as it is.
    CancellationRefused, RentalBegun, RentalOver; SupplyInHand, SupplierBusy."""
    if STAGE_OF[known.status] is not Stage.CALLED_OFF:
        cancel_any(known.booking, by=by, at=at, origin=Origin.END_USER)


def unlock(known: Known, *, by: Actor, at: datetime) -> None:
    """Unlock the rented vehicle, at the start or after a pause. NotBookable for anything else;
    GatewayBusy; ReservationOver, RentalOver."""
    move_leg(_rented(known).leg, LegAct.SET_IN_USE, TOLD, by=by, at=at)


def lock(known: Known, *, by: Actor, at: datetime) -> None:
    """Lock the rented vehicle and keep it. NotBookable for anything else; GatewayBusy; NotBegun,
    RentalOver."""
    move_leg(_rented(known).leg, LegAct.PAUSE, TOLD, by=by, at=at)


def end(known: Known, *, by: Actor, at: datetime) -> None:
    """End the rental. It is over once its clock has stopped, locked or not: the timer goes on with
    a vehicle that does not answer. NotBookable for anything else; NotBegun, ParkingForbidden."""
    rented = _rented(known)
    if rented.state != LegState.FINISHED:
        with suppress(GatewayBusy):
            move_leg(rented.leg, LegAct.FINISH, TOLD, by=by, at=at)


def check_can_be_rated(known: Known) -> None:
    """NotBookable before the end of the trip."""
    if STAGE_OF[known.status] is not Stage.OVER:
        raise NotBookable(Why.RATED_TOO_EARLY)


def rate(known: Known, stars: int, feedback: str, *, by: Actor, at: datetime) -> None:
    """Send the operator a rating from 1 to 5, with what the traveller wrote. NotBookable."""
    check_can_be_rated(known)
    if not LEAST <= stars <= MOST:
        raise NotBookable(Why.RATED_WITHIN, least=LEAST, most=MOST)
    text = f"Rating {stars}/{MOST}. {feedback[:LONGEST_FEEDBACK]}".strip()
    receive_message(known.booking, kind=MessageKind.OTHER, text=text, by=by, at=at)


def _rented(known: Known) -> RentalReading:
    if not isinstance(known.found, RentalReading):
        raise NotBookable(Why.NO_VEHICLE)
    return known.found
