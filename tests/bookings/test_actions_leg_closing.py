from datetime import timedelta

import pytest

from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.leg import close_all_legs, close_legs, start_leg
from bookings.errors import CancellationRefused
from bookings.models import Booking
from bookings.states import BookingState, LegState
from tests.bookings.standing import events_of, states_of
from tests.counting import counted
from tests.factories.itineraries import two_rides
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing
from tickets.actions.tickets import expire_tickets, use_ticket, void_tickets
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@standing
def shop():
    """A shop whose tickets are activated by the traveller."""
    return open_shop(LATER)


def legs_of(booking):
    return list(booking.legs.order_by("sequence"))


def test_closing_finishes_the_legs_of_tickets_that_are_over():
    booking = open_shop().sell(30, itineraries=[two_rides()])
    last = Ticket.objects.get().valid_until
    expire_tickets(by=BY, at=last)

    assert close_legs(by=BY, at=last) == 1

    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED] * 2)
    assert {leg.closed_at for leg in legs_of(booking)} == {last}


def test_closing_leaves_legs_alone_whose_tickets_are_open(shop):
    booking = shop.sell()

    assert close_legs(by=BY, at=later(days=9)) == 0
    assert states_of(booking) == (BookingState.CONFIRMED, [LegState.PREPARING])


def test_closing_finishes_a_booking_with_its_last_leg(shop):
    booking = shop.sell(30, 31)
    first, second = legs_of(booking)
    start_leg(first, by=BY, at=NOW)
    start_leg(second, by=BY, at=later(hours=2))
    expire_tickets(by=BY, at=later(hours=1))

    assert close_legs(by=BY, at=later(hours=1)) == 1
    assert states_of(booking) == (BookingState.STARTED, [LegState.FINISHED, LegState.IN_USE])
    assert close_legs(by=BY, at=later(hours=2)) == 0

    expire_tickets(by=BY, at=later(hours=3))
    assert close_legs(by=BY, at=later(hours=3)) == 1
    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED] * 2)
    assert Booking.objects.get().closed_at == later(hours=3)
    assert events_of(booking)[-3:] == ["LEG_FINISHED", "LEG_FINISHED", "FINISHED"]
    assert close_legs(by=BY, at=later(hours=3)) == 0


def test_closing_finishes_a_booking_that_nobody_rode(shop):
    booking = shop.sell()
    expire_tickets(by=BY, at=later(days=366))

    assert close_legs(by=BY, at=later(days=366)) == 1

    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED])
    assert Booking.objects.get().started_at is None


def test_closing_finishes_the_leg_of_a_used_ticket():
    booking = open_shop().sell()
    use_ticket(Ticket.objects.get(), by=BY, at=later(minutes=20))

    assert close_legs(by=BY, at=later(minutes=20)) == 1
    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED])


def test_closing_cancels_the_leg_of_a_voided_ticket_and_leaves_the_booking_open():
    booking = open_shop().sell()
    void_tickets(Ticket.objects.all(), by=BY, at=later(minutes=20))

    assert close_legs(by=BY, at=later(minutes=20)) == 1

    assert states_of(booking) == (BookingState.STARTED, [LegState.CANCELLED])
    assert booking.legs.get().closed_at == later(minutes=20)
    assert events_of(booking)[-1] == "LEG_CANCELLED"
    assert close_legs(by=BY, at=later(minutes=20)) == 0
    assert close_all_legs(by=BY, at=later(minutes=20)) == 0


@pytest.mark.parametrize("void_first", [True, False])
def test_booking_is_finished_when_one_ticket_was_voided_and_the_other_one_ended(shop, void_first):
    booking = shop.sell(30, 31)
    first, second = legs_of(booking)
    start_leg(second, by=BY, at=NOW)
    steps = [
        lambda at: void_tickets([first.ticket], by=BY, at=at),
        lambda at: expire_tickets(by=BY, at=at),
    ]
    for step in steps if void_first else steps[::-1]:
        step(later(hours=1))
        close_legs(by=BY, at=later(hours=1))

    assert states_of(booking) == (
        BookingState.FINISHED,
        [LegState.CANCELLED, LegState.FINISHED],
    )


def test_closing_looks_back_one_hour_and_closing_all_for_ever():
    booking = open_shop().sell()
    end = Ticket.objects.get().valid_until
    expire_tickets(by=BY, at=end)
    too_late = end + timedelta(hours=1, microseconds=1)

    assert close_legs(by=BY, at=too_late) == 0
    assert close_all_legs(by=BY, at=too_late) == 1

    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED])


def test_closing_all_leaves_legs_alone_whose_tickets_are_open(shop):
    shop.sell()
    shop.hold()

    assert close_all_legs(by=BY, at=later(days=9)) == 0


def test_closing_leaves_cancelled_bookings_alone(shop):
    cancel_booking(shop.sell(), by=BY, at=NOW)
    cancel_booking(shop.hold(), by=BY, at=NOW)

    assert close_legs(by=BY, at=later(days=1)) == 0


def test_closing_takes_one_batch_at_a_time():
    shop = open_shop()
    for _ in range(3):
        shop.sell()
    expire_tickets(by=BY, at=later(days=1))

    assert close_legs(by=BY, at=later(days=1), limit=2) == 2
    assert close_legs(by=BY, at=later(days=1), limit=2) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_closing_takes_five_statements_however_many_bookings(number):
    shop = open_shop()
    for _ in range(number):
        shop.sell(30, 31)
    expire_tickets(by=BY, at=later(days=1))

    with counted() as count:
        close_legs(by=BY, at=later(days=1))

    assert count.statements == 5


def test_commit_of_a_finished_booking_changes_nothing():
    booking = open_shop().sell()
    expire_tickets(by=BY, at=later(days=1))
    close_legs(by=BY, at=later(days=1))

    assert commit_booking(booking, by=BY, at=later(days=1)).state == BookingState.FINISHED


def test_finished_booking_is_not_cancelled():
    booking = open_shop().sell()
    expire_tickets(by=BY, at=later(days=1))
    close_legs(by=BY, at=later(days=1))

    with pytest.raises(CancellationRefused):
        cancel_booking(booking, by=BY, at=NOW)
