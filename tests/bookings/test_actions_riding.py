import django_fsm as fsm
import pytest

from bookings.actions.booking import cancel_booking
from bookings.actions.leg import close_all_legs, start_leg
from bookings.actions.riding import cancel_leg, finish_leg, prepare_leg
from bookings.errors import CancellationRefused, NotCommitted
from bookings.models import Booking
from bookings.states import BookingState, LegState
from sales.models import Order
from tests.bookings.standing import events_of, states_of
from tests.factories.answers import ask_first, asked
from tests.factories.itineraries import two_rides
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import AT_ONCE, LATER, open_shop
from tests.standing import standing
from tickets.actions.tickets import expire_tickets
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@standing
def shop():
    return open_shop(LATER)


def used(shop, **kwargs):
    """A booking whose legs are all in use."""
    booking = shop.sell(**kwargs)
    start_leg(booking.legs.order_by("sequence").first(), by=BY, at=NOW)
    return booking


def legs_of(booking):
    return list(booking.legs.order_by("sequence"))


def test_preparing_is_noted_once(shop):
    leg = shop.sell().legs.get()

    prepare_leg(leg, by=BY, at=later(minutes=1))
    again = prepare_leg(leg, by=BY, at=later(minutes=2))

    assert (again.state, again.prepared_at) == (LegState.PREPARING, later(minutes=1))
    assert events_of(leg.booking) == ["HELD", "CONFIRMED", "LEG_PREPARED"]
    assert leg.booking.events.get(name="LEG_PREPARED").leg == leg


def test_leg_that_was_prepared_starts_as_any_other(shop):
    leg = prepare_leg(shop.sell().legs.get(), by=BY, at=NOW)

    assert start_leg(leg, by=BY, at=NOW).state == LegState.IN_USE


@pytest.mark.parametrize("act", [prepare_leg, finish_leg])
def test_leg_is_not_used_before_the_booking_is_sold(shop, act):
    for booking in (shop.hold(), asked(ask_first())):
        with pytest.raises(NotCommitted):
            act(booking.legs.get(), by=BY, at=NOW)


@pytest.mark.parametrize("act", [prepare_leg, finish_leg])
def test_leg_of_a_cancelled_booking_is_used_no_more(shop, act):
    leg = cancel_booking(shop.sell(), by=BY, at=NOW).legs.get()

    with pytest.raises(fsm.TransitionNotAllowed):
        act(leg, by=BY, at=NOW)


def test_leg_in_use_is_prepared_no_more(shop):
    with pytest.raises(fsm.TransitionNotAllowed, match="IN_USE is prepared no more"):
        prepare_leg(used(shop).legs.get(), by=BY, at=NOW)


def test_finishing_the_only_leg_finishes_the_booking_and_leaves_its_ticket(shop):
    booking = used(shop)

    leg = finish_leg(booking.legs.get(), by=BY, at=later(minutes=20))

    assert (leg.state, leg.closed_at) == (LegState.FINISHED, later(minutes=20))
    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED])
    assert Booking.objects.get().closed_at == later(minutes=20)
    assert Ticket.objects.get().state == TicketState.ACTIVE
    assert events_of(booking)[-2:] == ["LEG_FINISHED", "FINISHED"]


def test_finishing_again_changes_nothing(shop):
    booking = used(shop)
    leg = finish_leg(booking.legs.get(), by=BY, at=later(minutes=20))

    again = finish_leg(leg, by=BY, at=later(minutes=30))

    assert again.closed_at == later(minutes=20)
    assert events_of(booking).count("LEG_FINISHED") == 1


def test_booking_goes_on_until_its_last_leg_is_finished(shop):
    booking = used(shop, itineraries=[two_rides()])
    first, second = legs_of(booking)

    finish_leg(first, by=BY, at=later(minutes=20))
    assert states_of(booking) == (BookingState.STARTED, [LegState.FINISHED, LegState.IN_USE])

    finish_leg(second, by=BY, at=later(minutes=50))
    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED] * 2)


def test_leg_that_was_not_started_is_not_finished(shop):
    booking = shop.sell()

    with pytest.raises(fsm.TransitionNotAllowed, match="PREPARING cannot be finished"):
        finish_leg(booking.legs.get(), by=BY, at=NOW)

    assert states_of(booking) == (BookingState.CONFIRMED, [LegState.PREPARING])


def test_leg_whose_ticket_is_over_can_be_finished_before_the_sweep(shop):
    booking = used(shop)

    finish_leg(booking.legs.get(), by=BY, at=later(days=1))

    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED])
    expire_tickets(by=BY, at=later(days=1))
    assert close_all_legs(by=BY, at=later(days=1)) == 0


def test_leg_that_is_left_open_is_closed_with_its_ticket(shop):
    booking = used(shop, itineraries=[two_rides()])
    finish_leg(legs_of(booking)[0], by=BY, at=later(minutes=20))
    expire_tickets(by=BY, at=later(days=1))

    assert close_all_legs(by=BY, at=later(days=1)) == 1

    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED] * 2)


def test_finished_journey_is_not_given_back(shop):
    booking = used(shop)
    finish_leg(booking.legs.get(), by=BY, at=NOW)

    with pytest.raises(CancellationRefused):
        cancel_booking(booking, by=BY, at=NOW)


def test_cancelling_a_leg_gives_the_whole_booking_back(shop):
    booking = shop.sell(itineraries=[two_rides()])

    leg = cancel_leg(legs_of(booking)[1], by=BY, at=NOW)

    assert leg.state == LegState.CANCELLED
    assert states_of(booking) == (BookingState.CANCELLED, [LegState.CANCELLED] * 2)
    assert Order.objects.get().version == 2
    assert cancel_leg(leg, by=BY, at=later(minutes=1)).closed_at == NOW


def test_cancelling_a_leg_keeps_the_rule_of_the_product():
    booking = open_shop({**AT_ONCE, "cancellation": "NEVER"}).sell()

    with pytest.raises(CancellationRefused):
        cancel_leg(booking.legs.get(), by=BY, at=NOW)
