"""What can be done with a booking, whatever its kind; each kind says how."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import ClassVar

from bookings.errors import ActNotSupported
from bookings.models import Booking, Leg
from bookings.states import BookingAct, BookingKind, LegAct, Origin
from bookings.terms import HoldWish, LegTold
from operators.tenancy.actors import Actor
from sales.models import SalesChannel


class Door(ABC):
    """The actions of one kind of booking; what a kind does not do, it refuses.

    Repeats are harmless everywhere. Where a vehicle or another server has to be asked, that is done
    without any lock, so nothing here may be called inside a transaction.
    """

    kind: ClassVar[BookingKind]
    asks_nobody: ClassVar[bool] = True
    """Whether to hold and to commit asks no vehicle and no other server, so that both can be one
    transaction."""

    @abstractmethod
    def hold(
        self, reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
    ) -> Booking:
        """Hold an offer: the booking is PENDING."""

    def commit(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        """Turn a hold into what the partner is bound to."""
        raise self.refusal(BookingAct.COMMIT)

    def cancel(
        self, booking: Booking, *, by: Actor, at: datetime, origin: Origin | None = None
    ) -> Booking:
        """Release a hold, or take back what is bound, as its rules have it."""
        raise self.refusal(BookingAct.CANCEL)

    def extend(self, booking: Booking, *, reason: str, by: Actor, at: datetime) -> Booking:
        """Give the partner more time to commit. ExtensionRefused."""
        raise self.refusal(BookingAct.EXTEND)

    def expire(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        """Let a hold lapse before its time."""
        raise self.refusal(BookingAct.EXPIRE)

    def move_leg(self, leg: Leg, act: LegAct, told: LegTold, *, by: Actor, at: datetime) -> Leg:
        """Do one of the acts on a leg. ActNotSupported for one that this kind does not do."""
        raise self.refusal(act)

    def refusal(self, act: BookingAct | LegAct, why: str = "") -> ActNotSupported:
        """For an act that is not done with this kind."""
        return ActNotSupported(act.value, self.kind.value, why)
