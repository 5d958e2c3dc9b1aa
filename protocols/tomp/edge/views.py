"""The eight operations of /edge/tomp (TOMP 1.6.1)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import http_date
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.finishing import begin_finishing, finish_rental
from bookings.actions.renting import book_asset
from bookings.models import Booking, Leg, Rental
from bookings.rental_queries import (
    RentalReading,
    read_rental,
    read_rental_booking,
    reading_of,
)
from operators.fleet.queries import plans_of, regions_of_fleets
from protocols.tomp.edge import reading
from protocols.tomp.edge.description import (
    book_one_stop,
    end_leg,
    open_support_case,
    read_booking,
    read_leg,
    read_meta,
    read_plans,
    read_regions,
)
from protocols.tomp.edge.mapping import support_to_wire
from protocols.tomp.edge.meta import BASE, meta_to_wire
from protocols.tomp.edge.operation import EdgeOperation
from protocols.tomp.edge.reading import LegWish, RentalWish
from protocols.tomp.errors import (
    BOOKING,
    OPERATOR_INFORMATION,
    SUPPORT,
    TRIP_EXECUTION,
    Invalid,
)
from protocols.tomp.v1_6.fleets import plans_to_wire, regions_to_wire
from protocols.tomp.v1_6.rentals import brief_booking_to_wire, brief_leg_to_wire
from protocols.tomp.views.once import rendered
from sales.catalogue.fleets import fleets_on_sale
from support.actions.opening import open_case

SETTLED_SECONDS = 60
"""How long an app may keep what seldom changes: the regions, the plans, and what is served."""


class Meta(EdgeOperation):
    """GET /operator/meta (TOMP 1.6, operator information module)."""

    module = OPERATOR_INFORMATION

    @read_meta
    def get(self, request: Request) -> HttpResponse:
        """What is served here: eight operations of version 1.6.1."""
        return self.show(meta_to_wire(f"{settings.BASE_URL}/{BASE}"), seconds=SETTLED_SECONDS)


class Regions(EdgeOperation):
    """GET /operator/regions (TOMP 1.6, operator information module)."""

    module = OPERATOR_INFORMATION

    @read_regions
    def get(self, request: Request) -> HttpResponse:
        """Where the vehicles operate that this channel rents out, as GeoJSON polygons.

        A region of several polygons is told as several, with the same name; the ids of the second
        and further ones end in ~2, ~3 and so on, and the plans of the region are told for each.
        """
        fleets = fleets_on_sale(self.channel, at=self.at)
        found = regions_of_fleets(self.channel.tenant, fleets=fleets, at=self.at)
        return self.show(regions_to_wire(found), seconds=SETTLED_SECONDS)


class PricingPlans(EdgeOperation):
    """GET /operator/pricing-plans (TOMP 1.6, operator information module)."""

    module = OPERATOR_INFORMATION

    @read_plans
    def get(self, request: Request) -> HttpResponse:
        """What it costs to use the vehicles that this channel rents out.

        The amount of a FLEX part is for so many `units`, each begun one counts. A plan without
        `regionId` holds everywhere.
        """
        fleets = fleets_on_sale(self.channel, at=self.at)
        found = plans_of(self.channel.tenant, fleets=fleets)
        return self.show(plans_to_wire(found), seconds=SETTLED_SECONDS)


class OneStop(EdgeOperation):
    """POST /bookings/one-stop (TOMP 1.6, booking module)."""

    module = BOOKING

    @book_one_stop
    def post(self, request: Request) -> HttpResponse:
        """Book one vehicle for one customer, at once.

        The booking is CONFIRMED and its leg NOT_STARTED; the vehicle is asked to unlock, and the
        leg is IN_USE as soon as it did. If it did not by the moment in `Expires`, the booking is
        CANCELLED and costs nothing. The price is an estimate of the fixed parts. With an
        `Idempotency-Key` a repeated request books nothing twice and gets the same answer.
        """
        attempt = self.read_attempt()
        wish = reading.read_one_stop(request.data, at=self.at)
        return self.once(attempt, lambda: self._book(wish))

    def _book(self, wish: RentalWish) -> HttpResponse:
        rental = book_asset(
            self.channel,
            wish.asset_id,
            customer=wish.customer,
            origin=wish.origin,
            by=self.actor,
            at=self.at,
        )
        response = rendered(brief_booking_to_wire(reading_of(rental, at=self.at)), status=201)
        assert rental.unlock_until is not None
        response["Expires"] = http_date(rental.unlock_until.timestamp())
        return response


class BookingById(EdgeOperation):
    """GET /bookings/{id} (TOMP 1.6, booking module)."""

    module = BOOKING

    @read_booking
    def get(self, request: Request, reference: str) -> HttpResponse:
        """The booking with its leg as it stands."""
        found = read_rental_booking(reference, channel_id=self.caller.channel_id, at=self.at)
        return self.show(brief_booking_to_wire(found))


class LegOperation(EdgeOperation):
    """What the operations on legs share."""

    module = TRIP_EXECUTION

    def find(self, reference: str) -> RentalReading:
        """The leg as it stands. Leg.DoesNotExist if this channel booked no such leg."""
        return read_rental(reference, channel_id=self.caller.channel_id, at=self.at)


class LegById(LegOperation):
    """GET /legs/{id} (TOMP 1.6, trip execution module)."""

    @read_leg
    def get(self, request: Request, reference: str) -> HttpResponse:
        """The leg as it stands: while it is IN_USE with the price by now, part by part, and the
        vehicle as it was last seen."""
        return self.show(brief_leg_to_wire(self.find(reference)))


class LegEvents(LegOperation):
    """POST /legs/{id}/events (TOMP 1.6, trip execution module)."""

    @end_leg
    def post(self, request: Request, reference: str) -> Response:
        """End the use of the vehicle.

        START_FINISHING stops the clock: the leg is FINISHING and its price final. FINISH does so
        too if it was not done, locks the vehicle, and ends leg and booking. What happens, happens
        when the request arrives. 503 with `Retry-After` if the lock does not close: the clock
        stands still, send the same again. 409 for a leg that is over.
        """
        wish = reading.read_leg_event(request.data)
        found = self.find(reference)
        check_vehicle(wish, found.rental)
        leg = ACTS[wish.event](found.leg, wish.ending, by=self.actor, at=self.at)
        return Response(brief_leg_to_wire(reading_of(leg.rental, at=self.at)))


ACTS: dict[str, Callable[..., Leg]] = {
    "START_FINISHING": begin_finishing,
    "FINISH": finish_rental,
}


def check_vehicle(wish: LegWish, rental: Rental) -> None:
    """Invalid if the event names another vehicle than the leg's."""
    own = rental.facts["asset_id"]
    if wish.asset_id is not None and wish.asset_id != own:
        raise Invalid(f"asset.id: the vehicle of this leg is “{own}”.")


class Support(EdgeOperation):
    """POST /support (TOMP 1.6, support module)."""

    module = SUPPORT

    @open_support_case
    def post(self, request: Request) -> Response:
        """Ask the operator for help with a booking. The same question sent again is the same
        case, and answered with how that one stands."""
        wish = reading.read_support_request(request.data)
        bookings = Booking.objects.sold_through(self.caller.channel_id).rentals()
        booking = bookings.get(reference=wish.reference)
        case = open_case(booking, wish.facts, by=self.actor, at=self.at)
        return Response(support_to_wire(wish.asked, case))
