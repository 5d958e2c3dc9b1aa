from datetime import timedelta

import django_fsm as fsm
import pytest

from bookings.actions.answering import approve_booking, deny_booking
from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.holding import expire_hold, expire_holds
from bookings.errors import AnswerLate, HoldExpired
from bookings.models import Booking
from bookings.queries import read_booking
from bookings.states import BookingState, LegState
from operators.tenancy.actors import Actor
from sales.errors import NothingOnSale
from sales.models import Order
from sales.offers.actions import take_offers
from tests.bookings.standing import events_of, states_of
from tests.counting import counted
from tests.factories.answers import BY_REQUEST, MINUTES, ask_first, asked, tomorrow
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import AT_ONCE, open_shop
from tests.standing import standing
from tickets.actions.keys import revoke_key
from tickets.errors import NoSigningKey
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]

STAFF = Actor.staff("clerk")
WAITING = (BookingState.CONDITIONAL_CONFIRMED, [LegState.PREPARING])


@standing
def shop():
    return ask_first()


def test_commit_of_what_staff_answer_sells_nothing_yet(shop):
    booking = commit_booking(shop.hold(itineraries=tomorrow()), by=BY, at=later(minutes=1))

    assert states_of(booking) == WAITING
    assert booking.answer_until == later(minutes=1 + MINUTES)
    assert (booking.order, booking.confirmed_at) == (None, None)
    assert not Order.objects.exists()
    assert not Ticket.objects.exists()
    event = booking.events.get(name="CONDITIONALLY_CONFIRMED")
    assert event.details == {"answer_until": "2026-06-01T12:01:00Z"}


def test_commit_again_leaves_the_answer_its_time(shop):
    booking = asked(shop)

    again = commit_booking(booking, by=BY, at=later(minutes=30))

    assert (again.state, again.answer_until) == (booking.state, booking.answer_until)
    assert events_of(booking) == ["HELD", "CONDITIONALLY_CONFIRMED"]


def test_answer_is_due_when_the_trip_begins_at_the_latest():
    booking = commit_booking(open_shop(BY_REQUEST).hold(), by=BY, at=NOW)

    assert booking.answer_until == later(minutes=30)


def test_offer_keeps_how_long_staff_may_take(shop):
    held = shop.hold(itineraries=tomorrow())
    shop.product.confirm_minutes = None
    shop.product.save()

    assert commit_booking(held, by=BY, at=NOW).answer_until == later(minutes=MINUTES)
    assert commit_booking(shop.hold(), by=BY, at=NOW).state == BookingState.CONFIRMED


def test_yes_sells_as_a_commit_does(shop):
    booking = approve_booking(asked(shop, 30, 31), by=STAFF, at=later(minutes=30))

    assert states_of(booking) == (BookingState.CONFIRMED, [LegState.PREPARING] * 2)
    assert booking.confirmed_at == later(minutes=30)
    assert (booking.order, booking.order.version) == (Order.objects.get(), 1)
    assert set(Ticket.objects.values_list("state", flat=True)) == {TicketState.ISSUED}
    assert events_of(booking) == ["HELD", "CONDITIONALLY_CONFIRMED", "CONFIRMED"]
    assert booking.events.get(name="CONFIRMED").actor == "staff:clerk"


def test_yes_to_tickets_that_start_at_once_starts_the_booking():
    booking = approve_booking(asked(open_shop(AT_ONCE)), by=STAFF, at=later(minutes=30))

    assert states_of(booking) == (BookingState.STARTED, [LegState.IN_USE])


def test_yes_again_sells_once(shop):
    booking = approve_booking(asked(shop), by=STAFF, at=NOW)

    assert approve_booking(booking, by=STAFF, at=later(days=1)).order == booking.order
    assert commit_booking(booking, by=BY, at=later(minutes=1)).order == booking.order
    assert Order.objects.count() == 1


def test_no_sells_nothing_and_says_why(shop):
    booking = deny_booking(asked(shop), reason="The train is full.", by=STAFF, at=NOW)

    assert states_of(booking) == (BookingState.REJECTED, [LegState.CANCELLED])
    assert booking.closed_at == NOW
    assert not Order.objects.exists()
    event = booking.events.get(name="REJECTED")
    assert event.details == {"reason": "The train is full."}


def test_no_again_changes_nothing(shop):
    booking = deny_booking(asked(shop), reason="Full.", by=STAFF, at=NOW)

    deny_booking(booking, reason="Still full.", by=STAFF, at=later(minutes=1))

    assert events_of(booking) == [
        "HELD",
        "CONDITIONALLY_CONFIRMED",
        "LEG_CANCELLED",
        "REJECTED",
    ]


@pytest.mark.parametrize("swept", [False, True])
def test_answer_that_comes_late_is_refused(shop, swept):
    booking = asked(shop)
    if swept:
        assert expire_holds(by=BY, at=booking.answer_until) == 1

    with pytest.raises(AnswerLate):
        approve_booking(booking, by=STAFF, at=booking.answer_until)
    with pytest.raises(AnswerLate):
        deny_booking(booking, reason="Full.", by=STAFF, at=booking.answer_until)


def test_answer_in_the_last_moment_is_in_time(shop):
    booking = asked(shop)

    moment = booking.answer_until - timedelta(microseconds=1)

    assert approve_booking(booking, by=STAFF, at=moment).state == BookingState.CONFIRMED


def test_yes_and_no_contradict_each_other(shop):
    denied = deny_booking(asked(shop), reason="Full.", by=STAFF, at=NOW)
    approved = approve_booking(asked(shop), by=STAFF, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed, match="REJECTED waits for no answer"):
        approve_booking(denied, by=STAFF, at=NOW)
    with pytest.raises(fsm.TransitionNotAllowed, match="CONFIRMED waits for no answer"):
        deny_booking(approved, reason="Full.", by=STAFF, at=NOW)


def test_hold_that_nobody_committed_waits_for_no_answer(shop):
    with pytest.raises(fsm.TransitionNotAllowed, match="PENDING waits for no answer"):
        approve_booking(shop.hold(), by=STAFF, at=NOW)


def test_yes_without_a_key_that_signs_leaves_it_waiting(shop):
    booking = asked(shop)
    revoke_key(shop.key, by=BY, at=NOW)

    with pytest.raises(NoSigningKey):
        approve_booking(booking, by=STAFF, at=NOW)

    assert states_of(booking) == WAITING


def test_booking_that_nobody_answers_expires(shop):
    booking = asked(shop)

    assert expire_holds(by=BY, at=booking.answer_until - timedelta(seconds=1)) == 0
    assert booking.state_at(booking.answer_until) == BookingState.EXPIRED
    assert expire_holds(by=BY, at=booking.answer_until) == 1

    assert states_of(booking) == (BookingState.EXPIRED, [LegState.CANCELLED])
    assert events_of(booking)[-2:] == ["LEG_CANCELLED", "EXPIRED"]
    with pytest.raises(HoldExpired, match=r"Nobody answered until 2026-06-01T12:00:00Z."):
        commit_booking(booking, by=BY, at=booking.answer_until)


def test_end_of_the_hold_says_nothing_once_it_waits_for_an_answer(shop):
    booking = asked(shop)

    assert booking.state_at(booking.held_until) == BookingState.CONDITIONAL_CONFIRMED
    assert expire_holds(by=BY, at=booking.held_until) == 0
    with pytest.raises(fsm.TransitionNotAllowed):
        expire_hold(booking, by=BY, at=booking.held_until)


def test_cancelling_what_waits_for_an_answer_releases_it(shop):
    booking = cancel_booking(asked(shop), by=BY, at=NOW)

    assert states_of(booking) == (BookingState.RELEASED, [LegState.CANCELLED])
    assert not Order.objects.exists()


def test_waiting_ones_are_those_that_can_be_answered(shop):
    booking = asked(shop)
    shop.hold()
    deny_booking(asked(shop), reason="Full.", by=STAFF, at=NOW)

    assert list(Booking.objects.waiting_for_answer(NOW)) == [booking]
    assert not Booking.objects.waiting_for_answer(booking.answer_until).exists()
    states = [BookingState.CONDITIONAL_CONFIRMED]
    assert list(Booking.objects.in_state_at(*states, at=NOW)) == [booking]
    expired = Booking.objects.in_state_at(BookingState.EXPIRED, at=booking.answer_until)
    assert expired.count() == 2


def test_reading_tells_until_when_staff_answer(shop):
    held, booking = shop.hold(itineraries=tomorrow()), asked(shop)
    at_once = open_shop().hold()

    def read(row):
        return read_booking(row.reference, channel_id=row.channel_id, at=NOW).answered_by

    assert read(held) == held.held_until + timedelta(minutes=MINUTES)
    assert read(booking) == booking.answer_until
    assert read(at_once) is None


def test_what_staff_answer_is_not_put_on_an_order(shop):
    offer = shop.offer()

    with pytest.raises(NothingOnSale, match="Staff say yes or no to this product first"):
        take_offers([offer.reference], channel_id=shop.channel.pk, at=NOW)


@pytest.mark.parametrize("travellers", [1, 3])
def test_yes_takes_as_many_statements_whatever_is_sold(shop, travellers):
    booking = asked(shop, *[30] * travellers)

    with counted() as count:
        approve_booking(booking, by=STAFF, at=NOW)

    assert count.statements == 24
