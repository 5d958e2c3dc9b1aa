"""POST bookings, and GET, PATCH and DELETE of one; GET of its receipt."""

from __future__ import annotations

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.doors import cancel_any
from bookings.errors import HoldExpired
from protocols.maas_tsp.bookings import described
from protocols.maas_tsp.bookings.changing import change_booking, ended_by
from protocols.maas_tsp.bookings.making import make_booking
from protocols.maas_tsp.bookings.mapping import (
    booking_to_wire,
    created_to_wire,
    receipt_to_wire,
)
from protocols.maas_tsp.bookings.requests import read_create, read_update
from protocols.maas_tsp.bookings.standing import Told, read_told, wire_state
from protocols.maas_tsp.errors import FORBIDDEN, BookingOver, Refusals
from protocols.maas_tsp.operation import MaasOperation
from protocols.maas_tsp.states import CALLED_OFF, OVER, WireState


class BookingOperation(MaasOperation):
    """What the operations on one booking share."""

    def find(self, reference: str) -> Told:
        """The booking as it stands. Booking.DoesNotExist if this channel made no such booking,
        NotThere if it is one that this format has no words for."""
        return read_told(reference, channel_id=self.caller.channel_id, at=self.at)


class Bookings(BookingOperation):
    """POST /maas/bookings (maas-schemas, tsp/booking-create)."""

    @described.create_booking
    def post(self, request: Request) -> Response:
        """Book an option. What counts of it is `meta.offer.ref`, of the request also `customer` and
        `customerSelection`; leg, terms, product and price are answered as they hold.

        RESERVED where a driver is looked for, staff say yes or no, or a vehicle is to be unlocked;
        CONFIRMED otherwise, and ACTIVATED where a ticket is active at once. Sent again for the same
        customer it answers the booking that is there.
        """
        wish = read_create(request.data)
        booking = make_booking(wish, self.channel, by=self.actor, at=self.at)
        wire = created_to_wire(
            self.find(booking.reference),
            customer=wish.customer.echo,
            selection=wish.selection.to_wire(),
            at=self.at,
        )
        return Response(wire)


class BookingById(BookingOperation):
    """GET, PATCH and DELETE /maas/bookings/{tspId} (maas-schemas, tsp/booking-read-by-id,
    booking-update, booking-cancel)."""

    own_refusals: ClassVar[Refusals] = ((HoldExpired, FORBIDDEN),)

    @described.read_booking
    def get(self, request: Request, reference: str) -> Response:
        """The booking as it stands: all that holds of it."""
        return Response(booking_to_wire(self.find(reference), at=self.at))

    @described.update_booking
    def patch(self, request: Request, reference: str) -> Response:
        """Bring a state about: ACTIVATED unlocks the vehicle or activates the tickets, ON_HOLD
        locks the vehicle and keeps it, EXPIRED ends the use, CANCELLED cancels. The present state
        changes nothing.

        Without a state it amends: `terms.validity.endTime` is the new end of a rental,
        `customerSelection.seatFeatures` are the extras of a trip before its use, and
        `meta.MODE_TAXI.messageToDriver` is sent on.
        """
        wish = read_update(request.data, reference=reference)
        found = self.find(reference)
        before = wire_state(found, at=self.at)
        change_booking(found, wish, by=self.actor, at=self.at)
        wire = booking_to_wire(self.find(reference), at=self.at)
        state = ended_by(wish, before, WireState(wire["state"]))
        return Response({**wire, "state": state.value})

    @described.cancel_booking
    def delete(self, request: Request, reference: str) -> Response:
        """Cancel the booking; `cost` is what is paid in the end. Again, it changes nothing; 204 of
        one that the operator took back, since this answer has no word for that."""
        found = self.find(reference)
        state = wire_state(found, at=self.at)
        if state in OVER:
            raise BookingOver
        if state not in CALLED_OFF:
            cancel_any(found.booking, by=self.actor, at=self.at)
            found = self.find(reference)
        wire = booking_to_wire(found, at=self.at)
        is_word = wire["state"] == WireState.CANCELLED
        return Response(wire) if is_word else Response(status=204)


class Receipt(BookingOperation):
    """GET /maas/bookings/{tspId}/receipt (maas-schemas, tsp/booking-receipt)."""

    @described.read_receipt
    def get(self, request: Request, reference: str) -> Response:
        """What it has cost. 404 until that is known; ask again when the trip is over."""
        return Response(receipt_to_wire(self.find(reference), at=self.at))
