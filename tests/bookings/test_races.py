"""Two at once, on real connections: the row lock decides the order, and each one is a good one."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from django_fsm import TransitionNotAllowed

from bookings.actions.booking import cancel_booking, commit_booking, hold_booking
from bookings.actions.holding import expire_holds
from bookings.actions.leg import close_legs, start_leg
from bookings.errors import CancellationRefused, HoldExpired
from bookings.models import Booking, BookingEvent, Leg
from bookings.states import BookingState, LegState
from sales.errors import OfferTaken
from sales.models import Customer, Order
from sales.orders.customers import CustomerFacts
from tests.factories.itineraries import two_rides
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.racing import race
from tickets.actions.tickets import expire_tickets, use_ticket
from tickets.errors import TicketNotActive
from tickets.models import Ticket, TicketEvent
from tickets.states import TicketState

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_commits_at_once_sell_once():
    booking = open_shop().hold(30, 31)

    outcomes = race(*[partial(commit_booking, booking, by=BY, at=NOW)] * 20)

    order = Order.objects.get()
    assert [outcome.order for outcome in outcomes] == [order] * 20
    assert Ticket.objects.count() == 2
    assert order.events.count() == 3
    assert booking.events.filter(name="CONFIRMED").count() == 1
    check_books()


def test_commit_and_cancel_at_once_end_in_one_of_two_good_ways():
    shop = open_shop(LATER)
    for _ in range(4):
        booking = shop.hold()

        committed, cancelled = race(
            partial(commit_booking, booking, by=BY, at=NOW),
            partial(cancel_booking, booking, by=BY, at=NOW),
        )

        if isinstance(committed, TransitionNotAllowed):
            assert cancelled.state == BookingState.RELEASED
            assert not Order.objects.filter(bookings=booking).exists()
        else:
            assert committed.state == BookingState.CONFIRMED
            assert cancelled.state == BookingState.CANCELLED
            assert Order.objects.get(bookings=booking).version == 2
        assert Leg.objects.get(booking=booking).state == LegState.CANCELLED
    assert set(Ticket.objects.values_list("state", flat=True)) <= {TicketState.VOIDED}
    check_books()


def test_commit_and_sweep_at_once_never_sell_what_expired():
    """The request came in time, the sweep a moment later; whoever has the lock first wins."""
    shop = open_shop()
    for _ in range(4):
        booking = shop.hold()
        end = booking.held_until

        committed, _ = race(
            partial(commit_booking, booking, by=BY, at=later(minutes=14)),
            partial(expire_holds, by=BY, at=end),
        )

        state = Booking.objects.get(pk=booking.pk).state
        if isinstance(committed, HoldExpired):
            assert state == BookingState.EXPIRED
        else:
            assert state == committed.state == BookingState.STARTED
    assert Order.objects.count() == Booking.objects.filter(state=BookingState.STARTED).count()
    check_books()


def test_four_cancellations_at_once_give_back_once():
    booking = open_shop().sell(30, 31)

    outcomes = race(*[partial(cancel_booking, booking, by=BY, at=NOW)] * 4)

    assert {outcome.state for outcome in outcomes} == {BookingState.CANCELLED}
    order = Order.objects.get()
    assert (order.version, order.credits.count()) == (2, 1)
    check_books()


def test_cancel_and_start_at_once_never_credit_a_ticket_that_can_be_shown():
    shop = open_shop(LATER)
    for _ in range(4):
        booking = shop.sell()
        leg = booking.legs.get()

        started, cancelled = race(
            partial(start_leg, leg, by=BY, at=NOW), partial(cancel_booking, booking, by=BY, at=NOW)
        )

        if isinstance(started, Leg):
            assert isinstance(cancelled, CancellationRefused)
            assert Leg.objects.get(pk=leg.pk).state == LegState.IN_USE
        else:
            assert isinstance(started, TransitionNotAllowed)
            assert Leg.objects.get(pk=leg.pk).state == LegState.CANCELLED
            assert Ticket.objects.get(legs=leg).state == TicketState.VOIDED
    check_books()


def test_four_starts_at_once_activate_once():
    booking = open_shop(LATER).sell(itineraries=[two_rides()])
    legs = list(booking.legs.all())

    outcomes = race(*[partial(start_leg, leg, by=BY, at=NOW) for leg in legs * 2])

    assert [outcome.state for outcome in outcomes] == [LegState.IN_USE] * 4
    assert TicketEvent.objects.filter(name="ACTIVATED").count() == 1
    assert Counter(booking.events.values_list("name", flat=True)) == {
        "HELD": 1,
        "CONFIRMED": 1,
        "LEG_STARTED": 2,
        "STARTED": 1,
    }


def test_eight_holds_of_one_offer_at_once_hold_once():
    shop = open_shop()
    offer = shop.offer()

    outcomes = race(
        *[partial(hold_booking, offer.reference, channel=shop.channel, by=BY, at=NOW)] * 8
    )

    assert Counter(type(outcome) for outcome in outcomes) == {Booking: 1, OfferTaken: 7}
    assert Leg.objects.count() == 1


def test_customer_who_comes_twice_at_once_is_known_once():
    shop = open_shop()
    facts = CustomerFacts("anna-1", first_name="Anna")

    outcomes = race(
        *[
            partial(
                hold_booking, offer.reference, channel=shop.channel, customer=facts, by=BY, at=NOW
            )
            for offer in (shop.offer(), shop.offer(), shop.offer())
        ]
    )

    assert {outcome.customer for outcome in outcomes} == {Customer.objects.get()}


def test_two_sweeps_of_holds_at_once_expire_each_hold_once():
    shop = open_shop()
    for _ in range(12):
        shop.hold()

    touched = race(*[partial(expire_holds, by=BY, at=later(days=1), limit=8)] * 2)
    touched.append(expire_holds(by=BY, at=later(days=1)))

    assert sum(touched) == 12
    assert BookingEvent.objects.filter(name="EXPIRED").count() == 12


def test_two_sweeps_of_tickets_and_legs_at_once_close_each_once():
    shop = open_shop()
    for _ in range(6):
        shop.sell()
    over = later(days=1)

    race(
        partial(expire_tickets, by=BY, at=over, limit=4),
        partial(expire_tickets, by=BY, at=over, limit=4),
        partial(close_legs, by=BY, at=over, limit=4),
        partial(close_legs, by=BY, at=over, limit=4),
    )
    expire_tickets(by=BY, at=over)
    close_legs(by=BY, at=over)

    assert TicketEvent.objects.filter(name="EXPIRED").count() == 6
    assert BookingEvent.objects.filter(name="LEG_FINISHED").count() == 6
    assert set(Booking.objects.values_list("state", flat=True)) == {BookingState.FINISHED}


def test_cancel_and_sweep_of_tickets_at_once_do_not_fail():
    """The sweep may expire a ticket between the reading and the locking of its row."""
    shop = open_shop(LATER)
    for _ in range(4):
        booking = shop.sell()
        end = Ticket.objects.get(legs__booking=booking).activate_until

        cancelled, _ = race(
            partial(cancel_booking, booking, by=BY, at=NOW),
            partial(expire_tickets, by=BY, at=end),
        )

        assert isinstance(cancelled, CancellationRefused) or (
            cancelled.state == BookingState.CANCELLED
        )
    assert not Ticket.objects.filter(state=TicketState.ISSUED).exists()
    check_books()


def test_cancel_and_inspection_at_once_never_credit_a_used_ticket():
    shop = open_shop()
    for _ in range(4):
        booking = shop.sell()

        used, cancelled = race(
            partial(use_ticket, booking.legs.get().ticket, by=BY, at=NOW),
            partial(cancel_booking, booking, by=BY, at=NOW),
        )

        assert (type(used), type(cancelled)) in [
            (Ticket, CancellationRefused),
            (TicketNotActive, Booking),
        ]
    check_books()
