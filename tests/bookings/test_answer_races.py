"""Answers, extensions and ends of rides at the same moment, and killed in the middle."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from django_fsm import TransitionNotAllowed

from bookings.actions.ancillaries import add_ancillary
from bookings.actions.answering import approve_booking, deny_booking
from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.holding import expire_hold, expire_holds, extend_hold
from bookings.actions.leg import start_leg
from bookings.actions.riding import finish_leg
from bookings.errors import AnswerLate, ExtensionRefused
from bookings.models import Booking, Leg, LegAncillary
from bookings.states import BookingState, LegState
from sales.models import Order
from tests.apart import start
from tests.bookings.standing import events_of, states_of
from tests.factories.answers import ask_first, asked
from tests.factories.itineraries import two_rides
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import AncillaryFactory
from tests.factories.scenarios import LATER, open_shop
from tests.racing import race
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def stored_state(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def test_twenty_times_yes_at_once_sells_once():
    booking = asked(ask_first(), 30, 31)

    outcomes = race(*[partial(approve_booking, booking, by=BY, at=NOW)] * 20)

    assert [outcome.order for outcome in outcomes] == [Order.objects.get()] * 20
    assert Ticket.objects.count() == 2
    assert events_of(booking).count("CONFIRMED") == 1
    check_books()


def test_yes_and_no_at_once_are_one_of_them():
    shop = ask_first()
    for _ in range(4):
        booking = asked(shop)

        yes, no = race(
            partial(approve_booking, booking, by=BY, at=NOW),
            partial(deny_booking, booking, reason="Full.", by=BY, at=NOW),
        )

        sold = Order.objects.filter(bookings=booking).exists()
        found = (stored_state(booking), sold, type(yes), type(no))
        assert found in [
            (BookingState.CONFIRMED, True, Booking, TransitionNotAllowed),
            (BookingState.REJECTED, False, TransitionNotAllowed, Booking),
        ]
    check_books()


def test_yes_and_sweep_at_once_never_sell_what_expired():
    shop = ask_first()
    for _ in range(4):
        booking = asked(shop)

        yes, _ = race(
            partial(approve_booking, booking, by=BY, at=later(minutes=119)),
            partial(expire_holds, by=BY, at=booking.answer_until),
        )

        sold = Order.objects.filter(bookings=booking).exists()
        assert (stored_state(booking), sold, type(yes)) in [
            (BookingState.CONFIRMED, True, Booking),
            (BookingState.EXPIRED, False, AnswerLate),
        ]
    check_books()


def test_yes_and_cancel_at_once_end_in_one_of_two_good_ways():
    shop = ask_first()
    for _ in range(4):
        booking = asked(shop)

        race(
            partial(approve_booking, booking, by=BY, at=NOW),
            partial(cancel_booking, booking, by=BY, at=NOW),
        )

        versions = list(Order.objects.filter(bookings=booking).values_list("version", flat=True))
        assert (stored_state(booking), versions) in [
            (BookingState.RELEASED, []),
            (BookingState.CANCELLED, [2]),
        ]
    check_books()


def test_twenty_commits_at_once_ask_once():
    booking = ask_first().hold()

    outcomes = race(*[partial(commit_booking, booking, by=BY, at=NOW)] * 20)

    assert {outcome.state for outcome in outcomes} == {BookingState.CONDITIONAL_CONFIRMED}
    assert events_of(booking) == ["HELD", "CONDITIONALLY_CONFIRMED"]


def test_extensions_at_once_are_granted_as_often_as_allowed():
    booking = open_shop(hold_extensions=3).hold()

    outcomes = race(*[partial(extend_hold, booking, by=BY, at=later(minutes=1))] * 8)

    assert Counter(type(outcome) for outcome in outcomes) == {Booking: 3, ExtensionRefused: 5}
    assert Booking.objects.get().extensions == 3


def test_commit_extension_and_lapse_at_once_leave_one_outcome():
    shop = open_shop()
    for _ in range(4):
        booking = shop.hold()

        race(
            partial(commit_booking, booking, by=BY, at=NOW),
            partial(extend_hold, booking, by=BY, at=NOW),
            partial(expire_hold, booking, by=BY, at=NOW),
        )

        sold = Order.objects.filter(bookings=booking).count()
        assert (stored_state(booking), sold) in [
            (BookingState.STARTED, 1),
            (BookingState.EXPIRED, 0),
        ]
    check_books()


def test_last_legs_that_end_at_once_finish_the_booking_once():
    booking = open_shop(LATER).sell(itineraries=[two_rides()])
    legs = list(booking.legs.all())
    start_leg(legs[0], by=BY, at=NOW)

    outcomes = race(*[partial(finish_leg, leg, by=BY, at=later(minutes=20)) for leg in legs * 3])

    assert {outcome.state for outcome in outcomes} == {LegState.FINISHED}
    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED] * 2)
    events = Counter(events_of(booking))
    assert (events["LEG_FINISHED"], events["FINISHED"]) == (2, 1)


def test_extra_that_is_added_eight_times_at_once_is_there_once():
    shop = open_shop(LATER)
    AncillaryFactory(product=shop.product, category="AB", number="01")
    leg = shop.hold().legs.get()

    outcomes = race(*[partial(add_ancillary, leg, "AB", "01", by=BY, at=NOW)] * 8)

    assert {type(outcome) for outcome in outcomes} == {Leg}
    assert LegAncillary.objects.count() == 1
    assert events_of(leg.booking).count("ANCILLARY_ADDED") == 1


@pytest.mark.parametrize("act", [approve_booking, partial(deny_booking, reason="Full.")])
def test_answer_killed_at_any_statement_leaves_all_or_nothing(act):
    shop = ask_first()
    statement, survived = 0, False
    while not survived:
        booking = asked(shop)
        doomed = start(partial(act, booking, by=BY, at=NOW), dies_at=statement)
        doomed.go()
        survived = not doomed.has_died()
        if not survived:
            # The last thing that is sent is the end of the transaction.
            assert stored_state(booking) == BookingState.CONDITIONAL_CONFIRMED
            assert not Order.objects.filter(bookings=booking).exists()
            assert not Ticket.objects.filter(legs__booking=booking).exists()
        act(booking, by=BY, at=NOW)
        assert len(events_of(booking)) == len(set(events_of(booking)))
        statement += 3
    assert statement > 9
    check_books()
