"""Whatever happens to a taxi ride, in whatever order: it stays inside its table, its price is final
once, its taxi has one ride at a time, and what is sold is the ride or the fee."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

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

from bookings.actions.holding import expire_holds
from bookings.actions.leg import close_all_legs
from bookings.actions.taxis.accepting import accept_ride, decline_ride, tell_eta
from bookings.actions.taxis.cancelling import cancel_taxi, note_no_show, refuse_ride
from bookings.actions.taxis.dispatching import find_driver
from bookings.actions.taxis.ending import end_ride, settle_ride
from bookings.actions.taxis.going_on import claim_taxis, move_taxi
from bookings.actions.taxis.holding import commit_taxi, expire_taxi_hold, extend_taxi_hold
from bookings.actions.taxis.riding import begin_ride, note_arrival
from bookings.models import TaxiRide
from bookings.states import Origin
from operators.tenancy.errors import DomainError
from sales.models import Order
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW
from tests.factories.taxi_rides import open_stand, ride_of, states
from tests.factories.taxis import taxi_of
from tests.standing import undone_at_the_end

REFUSALS = (DomainError, fsm.TransitionNotAllowed)
HELD = ("PENDING", "NOT_STARTED")
ASKED = ("CONDITIONAL_CONFIRMED", "NOT_STARTED")
KEPT, THERE = ("CONFIRMED", "NOT_STARTED"), ("CONFIRMED", "PREPARING")
RIDING, ENDING = ("STARTED", "IN_USE"), ("STARTED", "FINISHING")
FINISHED, CANCELLED = ("FINISHED", "FINISHED"), ("CANCELLED", "CANCELLED")
REJECTED, RELEASED = ("REJECTED", "CANCELLED"), ("RELEASED", "CANCELLED")
EXPIRED = ("EXPIRED", "CANCELLED")
TABLE = {
    HELD: {ASKED, RELEASED, EXPIRED},
    ASKED: {KEPT, RELEASED, REJECTED},
    KEPT: {THERE, RIDING, CANCELLED},
    THERE: {RIDING, CANCELLED},
    RIDING: {ENDING},
    ENDING: {FINISHED},
}
OVER = {FINISHED, CANCELLED, REJECTED, RELEASED, EXPIRED}
CALLED_OFF = {CANCELLED, REJECTED, RELEASED}


class TaxiLife(RuleBasedStateMachine):
    """One ride, two taxis, and a clock that only goes forward; every rule may be refused."""

    @initialize(
        gateway=st.sampled_from(["SIMULATOR", "NONE"]),
        fixes_price=st.booleans(),
        fee=st.sampled_from(["0.00", "5.00"]),
        ahead=st.sampled_from([15, 60]),
        is_committed=st.booleans(),
    )
    def book(self, gateway, fixes_price, fee, ahead, is_committed):
        self.undone = undone_at_the_end()
        self.undone.__enter__()
        service = {"fixes_price": fixes_price, "cancellation_fee": fee}
        self.stand = open_stand(fleet={"gateway": gateway}, service=service)
        self.now = NOW
        pick_up_at = NOW + timedelta(minutes=ahead)
        if is_committed:
            self.ride = self.stand.order(pick_up_at=pick_up_at)
        else:
            self.ride = ride_of(self.stand.hold(pick_up_at=pick_up_at))
        self.taxis = [self.stand.taxi, taxi_of(self.stand.shop.fleet)]
        self.standing = states(self.ride)
        self.price = None

    def teardown(self):
        if hasattr(self, "undone"):
            self.undone.__exit__(None, None, None)

    def attempt(self, act, *args, **kwargs):
        # No savepoint around it: the transactions of these acts stand for themselves.
        try:
            act(*args, by=BY, at=self.now, **kwargs)
        except REFUSALS:
            assert not transaction.get_connection().needs_rollback

    @rule(seconds=st.sampled_from([1, 30, 60, 300, 900, 3600]))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule(act=st.sampled_from([commit_taxi, extend_taxi_hold, expire_taxi_hold]))
    def decide(self, act):
        self.attempt(act, self.ride.leg.booking)

    @rule(place=st.integers(0, 1), wait=st.sampled_from([None, 0, 20]))
    def accept(self, place, wait):
        eta = None if wait is None else self.now + timedelta(minutes=wait)
        self.attempt(accept_ride, self.ride, self.taxis[place], eta=eta)

    @rule(act=st.sampled_from([find_driver, decline_ride, refuse_ride, note_no_show]))
    def answer(self, act):
        self.attempt(act, self.ride)

    @rule(minutes=st.integers(0, 30))
    def tell(self, minutes):
        self.attempt(tell_eta, self.ride, self.now + timedelta(minutes=minutes))

    @rule(act=st.sampled_from([note_arrival, begin_ride]))
    def drive(self, act):
        self.attempt(act, self.ride)

    @rule(metres=st.sampled_from([None, 0, 12_345]))
    def end(self, metres):
        self.attempt(end_ride, self.ride, metres=metres)

    @rule(price=st.sampled_from([None, Decimal("0.00"), Decimal("10.00"), Decimal("23.40")]))
    def settle(self, price):
        self.attempt(settle_ride, self.ride, price)

    @rule(origin=st.sampled_from([None, *Origin]))
    def cancel(self, origin):
        self.attempt(cancel_taxi, self.ride.leg.booking, origin=origin)

    @rule()
    def sweep(self):
        for key in claim_taxis(at=self.now, limit=5):
            found = TaxiRide.objects.select_related("leg__booking", "fleet").get(pk=key)
            self.attempt(move_taxi, found)

    @rule()
    def sweeps_of_journeys_leave_it_alone(self):
        before = states(self.ride)
        self.attempt(expire_holds)
        self.attempt(close_all_legs)
        assert states(self.ride) == before

    @invariant()
    def ride_is_sound(self):
        if not hasattr(self, "ride"):
            return
        stored = ride_of(self.ride.leg.booking)
        self.stays_inside_its_table((stored.leg.booking.state, stored.leg.state))
        # Whoever called it off is known.
        assert bool(stored.leg.booking.cancel_origin) == (self.standing in CALLED_OFF)
        self.price_is_final_once_it_is_sold(stored)
        self.the_ride_or_the_fee_is_sold(stored)
        self.can_be_read()

    def stays_inside_its_table(self, found):
        assert found == self.standing or found in TABLE.get(self.standing, set())
        self.standing = found

    def price_is_final_once_it_is_sold(self, stored):
        assert (stored.closed_at is not None) == (self.standing in OVER)
        assert self.price is None or stored.price == self.price
        self.price = stored.price if self.standing == FINISHED else None

    def the_ride_or_the_fee_is_sold(self, stored):
        check_books()
        amounts = list(Order.objects.values_list("total_amount", flat=True))
        if self.standing == FINISHED:
            assert amounts == [stored.final_price().amount]
        elif self.standing == CANCELLED and amounts:
            assert amounts == [stored.cancellation_fee]
        else:
            assert amounts == []

    def can_be_read(self):
        reading = self.stand.read(self.ride, at=self.now)
        is_open = self.standing == ENDING and reading.ride.price is None
        assert (reading.price is None) == is_open
        assert reading.arrives_at >= reading.departs_at


@pytest.mark.django_db
def test_a_taxi_lives_inside_its_table_and_is_sold_once():
    run_state_machine_as_test(
        TaxiLife, settings=settings(max_examples=25, stateful_step_count=15, deadline=None)
    )
