"""Booking: turning an offer into a booking, committing and cancelling it."""

from __future__ import annotations

from typing import Any

from django.utils.http import http_date
from django_fsm import TransitionNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.changing import change_booking, check_changeable
from bookings.actions.doors import cancel_any, commit_any, expire_any, extend_any, hold_offer
from bookings.finding import AnyBooking, read_any_booking, read_any_bookings
from bookings.models import Booking
from bookings.queries import BookingReading
from bookings.states import BookingAct, BookingState
from protocols.caching import cache_until
from protocols.tomp.errors import BOOKING, NotSupported
from protocols.tomp.kinds import KINDS
from protocols.tomp.lists import bookings_of
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.views.operation import TompOperation
from protocols.tomp.wishes import OperationWish

COMMITTED = (
    BookingState.CONDITIONAL_CONFIRMED,
    BookingState.CONFIRMED,
    BookingState.STARTED,
    BookingState.FINISHED,
)


class BookingOperation(TompOperation):
    """What the operations on bookings share."""

    module = BOOKING

    def find(self, reference: str) -> AnyBooking:
        """The booking as it stands. Booking.DoesNotExist if this channel made no such booking."""
        channel_id = self.caller.channel_id
        return read_any_booking(reference, channel_id=channel_id, at=self.at, kinds=KINDS)

    def get_booking(self, reference: str) -> Booking:
        """Booking.DoesNotExist if this channel made no such booking."""
        sold = Booking.objects.sold_through(self.caller.channel_id).filter(kind__in=KINDS)
        return sold.get(reference=reference)

    def show(self, reference: str, **answer: Any) -> Response:
        """The booking as it stands; where tickets are in it, it may be kept until the first of
        their barcodes dies."""
        found = self.find(reference)
        response = Response(self.to_wire(found), **answer)
        if found.fresh_until:
            cache_until(response, found.fresh_until, at=self.at)
        return response

    def to_wire(self, found: AnyBooking) -> dict[str, Any]:
        return self.dialect.mapping.booking_to_wire(found, version=self.version, at=self.at)


class Bookings(BookingOperation):
    """POST and GET /bookings (TOMP, booking module)."""

    largest = MAX_PAGE_SIZE

    def post(self, request: Request) -> Response:
        """Book an offer by the id of its option: PENDING until the header Expires, and a vehicle
        reserved until then.

        The ticket's form may be chosen here with `customer.requirements.ticketFormat` or
        `extraInfo.ticketFormat`, such as `QR;media=image/svg+xml`. 409 for an id that was booked
        before, 410 for an offer that lapsed.
        """
        wish = self.dialect.reading.read_booking_request(request.data)
        booking = hold_offer(
            wish.reference,
            channel=self.channel,
            wish=wish.hold,
            kinds=KINDS,
            by=self.actor,
            at=self.at,
        )
        return self.show(booking.reference, status=201, headers=expires(booking))

    def get(self, request: Request) -> Response:
        """The channel's bookings, oldest first, narrowed to what the query says; `offset` and
        `limit` page them."""
        wish = self.dialect.reading.read_booking_list(request.query_params)
        page = bookings_of(self.caller.channel_id, wish, at=self.at)
        return Response([self.to_wire(each) for each in read_any_bookings(page, at=self.at)])


class BookingById(BookingOperation):
    """GET and PUT /bookings/{id} (TOMP, booking module)."""

    def get(self, request: Request, reference: str) -> Response:
        """The booking with its legs, and the tickets of legs in use. It may be kept until the
        first barcode dies."""
        return self.show(reference)

    def put(self, request: Request, reference: str) -> Response:
        """Change the customer, the references of the travellers, or the form of the tickets.

        Until COMMIT all of these can change, then the customer's name and contact alone, and
        nothing once the journey has begun. Other members may be left out or sent as they are:
        the state, the price, times and places are not changed here.
        """
        change = self.dialect.reading.read_booking_change(request.data)
        found = self.find(reference)
        if not isinstance(found, BookingReading):
            raise NotSupported("Only journeys are changed so; the others change with events.")
        check_changeable(found.booking, at=self.at)
        known = self.to_wire(found)
        change.check_against(known)
        change_booking(
            found.booking,
            customer=change.customer,
            symbology=change.form.symbology,
            media=change.form.media,
            travellers=change.travellers(known),
            by=self.actor,
            at=self.at,
        )
        return self.show(reference)


class BookingEvents(BookingOperation):
    """POST /bookings/{id}/events (TOMP, booking module)."""

    events = "operations"

    def post(self, request: Request, reference: str) -> Response:
        """COMMIT sells the booking and issues its tickets; where the operator wants to say yes or
        no first, the booking is CONDITIONAL_CONFIRMED until it did. CANCEL gives a booking back.

        A second CANCEL answers 200 and changes nothing. 403 if the booking's state or the
        product's rules do not allow it, or if CANCEL would give back what you have claimed as
        credits (POST /payment/{id}/claim-extra-costs).
        """
        wish = self.dialect.reading.read_operation(request.data, version=self.version)
        booking = self.get_booking(reference)
        done = self.act(booking, wish)
        headers = expires(done) if wish.act == BookingAct.EXTEND else None
        return self.show(reference, headers=headers)

    def act(self, booking: Booking, wish: OperationWish) -> Booking:
        """What the operation says, done. A second COMMIT is refused where the version says so."""
        by, at = self.actor, self.at
        match wish.act:
            case BookingAct.COMMIT:
                if self.dialect.commits_once and booking.state in COMMITTED:
                    raise TransitionNotAllowed("It is committed already.", object=booking)
                return commit_any(booking, by=by, at=at)
            case BookingAct.CANCEL:
                return cancel_any(booking, origin=wish.origin, by=by, at=at)
            case BookingAct.EXTEND:
                return extend_any(booking, reason=wish.reason, by=by, at=at)
            case BookingAct.EXPIRE:
                return expire_any(booking, by=by, at=at)


def expires(booking: Booking) -> dict[str, str]:
    """The header that tells until when COMMIT is possible."""
    return {"Expires": http_date(booking.held_until.timestamp())}
