import django_fsm as fsm
import pytest

from bookings.actions.booking import cancel_booking
from bookings.actions.leg import close_legs, start_leg
from bookings.errors import NotCommitted
from bookings.models import Booking, Leg
from bookings.states import BookingState, LegState
from tests.bookings.standing import events_of, states_of
from tests.counting import counted
from tests.factories.itineraries import two_rides
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing
from tickets.actions.keys import revoke_key
from tickets.actions.tickets import activate_tickets, expire_tickets, void_tickets
from tickets.errors import ActivationTooLate, NoSigningKey
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@standing
def shop():
    """A shop whose tickets are activated by the traveller."""
    return open_shop(LATER)


def legs_of(booking):
    return list(booking.legs.order_by("sequence"))


def test_starting_a_leg_activates_its_ticket(shop):
    booking = shop.sell()

    leg = start_leg(booking.legs.get(), by=BY, at=later(hours=2))

    assert (leg.state, leg.started_at) == (LegState.IN_USE, later(hours=2))
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.valid_from, ticket.valid_until) == (
        TicketState.ACTIVE,
        later(hours=2),
        later(hours=3),
    )
    assert states_of(booking) == (BookingState.STARTED, [LegState.IN_USE])
    assert Booking.objects.get().started_at == later(hours=2)
    assert events_of(booking) == ["HELD", "CONFIRMED", "LEG_STARTED", "STARTED"]


def test_starting_again_changes_nothing(shop):
    booking = shop.sell()
    start_leg(booking.legs.get(), by=BY, at=NOW)

    again = start_leg(booking.legs.get(), by=BY, at=later(minutes=10))

    assert again.started_at == NOW
    assert Ticket.objects.get().valid_until == later(hours=1)
    assert events_of(booking).count("LEG_STARTED") == 1


def test_starting_starts_every_leg_that_the_ticket_covers(shop):
    booking = shop.sell(30, 31, itineraries=[two_rides()])

    start_leg(legs_of(booking)[2], by=BY, at=NOW)

    assert states_of(booking) == (
        BookingState.STARTED,
        [LegState.IN_USE, LegState.PREPARING, LegState.IN_USE, LegState.PREPARING],
    )
    start_leg(legs_of(booking)[1], by=BY, at=later(minutes=1))
    assert states_of(booking) == (BookingState.STARTED, [LegState.IN_USE] * 4)
    assert Booking.objects.get().started_at == NOW
    assert events_of(booking).count("STARTED") == 1


def test_starting_before_the_commit_is_refused(shop):
    booking = shop.hold()

    with pytest.raises(NotCommitted):
        start_leg(booking.legs.get(), by=BY, at=NOW)

    assert states_of(booking) == (BookingState.PENDING, [LegState.PREPARING])


def test_starting_without_a_key_that_signs_is_refused(shop):
    booking = shop.sell()
    revoke_key(shop.key, by=BY, at=NOW)

    with pytest.raises(NoSigningKey):
        start_leg(booking.legs.get(), by=BY, at=NOW)

    assert Ticket.objects.get().state == TicketState.ISSUED


def test_starting_a_released_booking_is_refused(shop):
    booking = cancel_booking(shop.hold(), by=BY, at=NOW)

    with pytest.raises(NotCommitted):
        start_leg(booking.legs.get(), by=BY, at=NOW)


def test_starting_a_cancelled_booking_is_refused(shop):
    booking = cancel_booking(shop.sell(), by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        start_leg(booking.legs.get(), by=BY, at=NOW)


def test_starting_after_the_time_to_activate_is_refused(shop):
    booking = shop.sell()
    too_late = Ticket.objects.get().activate_until

    with pytest.raises(ActivationTooLate):
        start_leg(booking.legs.get(), by=BY, at=too_late)

    assert states_of(booking) == (BookingState.CONFIRMED, [LegState.PREPARING])
    expire_tickets(by=BY, at=too_late)
    with pytest.raises(ActivationTooLate):
        start_leg(booking.legs.get(), by=BY, at=too_late)


def test_starting_a_leg_whose_ticket_was_voided_is_refused(shop):
    booking = shop.sell()
    void_tickets(Ticket.objects.all(), by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        start_leg(booking.legs.get(), by=BY, at=NOW)


def test_starting_a_leg_that_is_over_is_refused(shop):
    booking = shop.sell(30, 31)
    first, _ = legs_of(booking)
    start_leg(first, by=BY, at=NOW)
    expire_tickets(by=BY, at=later(hours=1))
    close_legs(by=BY, at=later(hours=1))

    with pytest.raises(fsm.TransitionNotAllowed):
        start_leg(first, by=BY, at=later(hours=2))

    assert states_of(booking) == (
        BookingState.STARTED,
        [LegState.FINISHED, LegState.PREPARING],
    )


def test_starting_a_leg_whose_ticket_is_active_already_goes_along(shop):
    booking = shop.sell()
    activate_tickets(Ticket.objects.all(), by=BY, at=NOW)

    leg = start_leg(booking.legs.get(), by=BY, at=later(minutes=10))

    assert (leg.state, leg.started_at) == (LegState.IN_USE, later(minutes=10))
    assert Ticket.objects.get().valid_until == later(hours=1)


@pytest.mark.parametrize("rides", [1, 2])
def test_starting_takes_as_many_statements_for_two_rides_as_for_one(shop, rides):
    trip = two_rides()
    booking = shop.sell(itineraries=[type(trip)(trip.rides[:rides])])
    leg = Leg.objects.select_related("booking").get(pk=legs_of(booking)[0].pk)

    with counted() as count:
        start_leg(leg, by=BY, at=NOW)

    assert count.statements == 11


def test_starting_a_leg_whose_active_ticket_is_over_is_refused(shop):
    booking = shop.sell()
    [ticket] = activate_tickets(Ticket.objects.all(), by=BY, at=NOW)

    with pytest.raises(ActivationTooLate):
        start_leg(booking.legs.get(), by=BY, at=ticket.valid_until)

    assert states_of(booking) == (BookingState.CONFIRMED, [LegState.PREPARING])
