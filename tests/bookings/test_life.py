"""Whatever happens to a booking, in whatever order: it stays inside its table, and adds up."""

from __future__ import annotations

from datetime import timedelta

import django_fsm as fsm
import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bookings.actions.answering import approve_booking, deny_booking
from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.holding import expire_hold, expire_holds, extend_hold
from bookings.actions.leg import close_all_legs, close_legs, start_leg
from bookings.actions.riding import finish_leg, prepare_leg
from bookings.models import Booking
from bookings.queries import read_booking
from bookings.states import GIVEN_UP, HELD, BookingState, LegState
from operators.tenancy.errors import DomainError
from sales.catalogue.states import Cancellation
from sales.models import Order
from sales.orders.states import OrderState
from tests.factories.itineraries import one_ride, two_rides
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import open_shop
from tickets.actions.tickets import expire_tickets, use_ticket, void_tickets
from tickets.states import Activation, TicketState

REFUSALS = (DomainError, fsm.TransitionNotAllowed)
TABLE = {
    BookingState.PENDING: {
        BookingState.CONDITIONAL_CONFIRMED,
        BookingState.CONFIRMED,
        BookingState.STARTED,
        BookingState.RELEASED,
        BookingState.EXPIRED,
    },
    BookingState.CONDITIONAL_CONFIRMED: {
        BookingState.CONFIRMED,
        BookingState.STARTED,
        BookingState.REJECTED,
        BookingState.RELEASED,
        BookingState.EXPIRED,
    },
    BookingState.CONFIRMED: {
        BookingState.STARTED,
        BookingState.FINISHED,
        BookingState.CANCELLED,
    },
    BookingState.STARTED: {BookingState.FINISHED, BookingState.CANCELLED},
}
LEGS = {
    BookingState.PENDING: {LegState.PREPARING},
    BookingState.CONDITIONAL_CONFIRMED: {LegState.PREPARING},
    BookingState.REJECTED: {LegState.CANCELLED},
    BookingState.RELEASED: {LegState.CANCELLED},
    BookingState.EXPIRED: {LegState.CANCELLED},
    BookingState.CONFIRMED: {LegState.PREPARING, LegState.FINISHED, LegState.CANCELLED},
    BookingState.STARTED: {
        LegState.PREPARING,
        LegState.IN_USE,
        LegState.FINISHED,
        LegState.CANCELLED,
    },
    BookingState.CANCELLED: {LegState.CANCELLED, LegState.FINISHED},
    BookingState.FINISHED: {LegState.FINISHED, LegState.CANCELLED},
}
TICKETS_OF_LEG = {
    LegState.PREPARING: set(TicketState),
    LegState.IN_USE: set(TicketState) - {TicketState.ISSUED},
    LegState.FINISHED: set(TicketState) - {TicketState.ISSUED},
    LegState.CANCELLED: {TicketState.VOIDED, TicketState.EXPIRED},
}


class BookingLife(RuleBasedStateMachine):
    """One booking and a clock that only goes forward; every rule may be refused."""

    @initialize(
        activation=st.sampled_from(Activation),
        cancellation=st.sampled_from(Cancellation),
        fee=st.sampled_from(["0.00", "1.00", "99.00"]),
        amount=st.sampled_from(["0.00", "4.00"]),
        group=st.booleans(),
        answer=st.sampled_from([None, None, 15, 120]),
        travellers=st.integers(1, 2),
        trip=st.sampled_from([one_ride, two_rides]),
    )
    def hold(self, activation, cancellation, fee, amount, group, answer, travellers, trip):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        product = {
            "ticket_type__activation": activation,
            "cancellation": cancellation,
            "cancellation_fee": fee,
            "is_group_ticket": group,
            "activation_days": 1,
            "confirm_minutes": answer,
        }
        self.shop = open_shop(product, amount=amount)
        self.now = NOW
        self.booking = self.shop.hold(*[30] * travellers, itineraries=[trip()])
        self.state = BookingState.PENDING

    def teardown(self):
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def attempt(self, act, *args, **kwargs):
        try:
            with transaction.atomic():
                act(*args, by=BY, at=self.now, **kwargs)
        except REFUSALS:
            pass

    @rule(minutes=st.sampled_from([1, 10, 20, 60, 60 * 24 * 2]))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule()
    def commit(self):
        self.attempt(commit_booking, self.booking)

    @rule()
    def cancel(self):
        self.attempt(cancel_booking, self.booking)

    @rule(act=st.sampled_from([extend_hold, expire_hold]))
    def hold_on_or_not(self, act):
        self.attempt(act, self.booking)

    @rule(says_yes=st.booleans())
    def answer(self, says_yes):
        if says_yes:
            self.attempt(approve_booking, self.booking)
        else:
            self.attempt(deny_booking, self.booking, reason="Full.")

    @rule(place=st.integers(0, 3), act=st.sampled_from([start_leg, prepare_leg, finish_leg]))
    def ride(self, place, act):
        legs = list(self.booking.legs.order_by("sequence"))
        self.attempt(act, legs[place % len(legs)])

    @rule(act=st.sampled_from([use_ticket, lambda t, **how: void_tickets([t], **how)]))
    def close_ticket(self, act):
        ticket = self.booking.legs.order_by("sequence").first().ticket
        if ticket is not None:
            self.attempt(act, ticket)

    @rule()
    def sweep(self):
        for act in (expire_holds, expire_tickets, close_legs, close_all_legs):
            self.attempt(act)

    @invariant()
    def booking_stays_inside_its_table(self):
        if not hasattr(self, "booking"):
            return
        stored = Booking.objects.get(pk=self.booking.pk)
        assert stored.state == self.state or stored.state in TABLE.get(self.state, set())
        self.state = BookingState(stored.state)

    @invariant()
    def legs_and_tickets_go_along(self):
        if not hasattr(self, "booking"):
            return
        legs = list(self.booking.legs.select_related("ticket"))
        assert {leg.state for leg in legs} <= LEGS[self.state]
        for leg in legs:
            sold = self.state not in (*HELD, *GIVEN_UP)
            assert (leg.ticket is not None) == sold
            assert not sold or leg.ticket.state in TICKETS_OF_LEG[leg.state]

    @invariant()
    def money_adds_up(self):
        if hasattr(self, "booking"):
            check_books()
            assert not Order.objects.exclude(state=OrderState.CONFIRMED).exists()

    @invariant()
    def it_can_be_read(self):
        if hasattr(self, "booking"):
            read_booking(self.booking.reference, channel_id=self.shop.channel.pk, at=self.now)


@pytest.mark.django_db
def test_booking_lives_inside_its_table_and_adds_up():
    run_state_machine_as_test(
        BookingLife, settings=settings(max_examples=25, stateful_step_count=12)
    )
