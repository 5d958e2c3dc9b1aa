"""Whatever happens to a rental, in whatever order: it stays inside its table, its seconds add up,
its price is final once, and its vehicle is locked and free when it is over."""

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

from bookings.actions.exchanging import assign_vehicle
from bookings.actions.finishing import (
    begin_finishing,
    close_rental,
    end_without_lock,
    finish_rental,
)
from bookings.actions.holding import expire_holds
from bookings.actions.holding_rentals import (
    commit_rental,
    expire_rental_hold,
    extend_rental_hold,
    lapse_rental,
)
from bookings.actions.leg import close_all_legs
from bookings.actions.pausing import pause_rental, settle_switch, use_rental
from bookings.actions.rental_times import extend_rental, postpone_rental, prepare_rental
from bookings.actions.renting import cancel_rental
from bookings.actions.unlocking import unlock_rental
from bookings.actions.vehicles import lock_again, open_trunk, unlock_again
from bookings.actions.watching import (
    claim_closings,
    claim_reservations,
    claim_switches,
    claim_unlocks,
    watch_rentals,
)
from bookings.models import Rental
from bookings.rental_queries import read_rental
from bookings.terms import Ending
from operators.fleet.gateways.moving import simulate
from operators.models import Asset, SimulatedVehicle
from operators.tenancy.errors import DomainError
from sales.models import Order
from tests.factories.fleet import AT_MOST, PER_MINUTE, UNLOCKING, assets_like
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW
from tests.factories.rentals import open_rental_shop, standing_of, stored_rental
from tests.standing import undone_at_the_end

REFUSALS = (DomainError, fsm.TransitionNotAllowed)
HELD = ("PENDING", "NOT_STARTED")
KEPT, COMING = ("CONFIRMED", "NOT_STARTED"), ("CONFIRMED", "PREPARING")
RIDING, RESTING, ENDING = ("STARTED", "IN_USE"), ("STARTED", "PAUSED"), ("STARTED", "FINISHING")
FINISHED, CANCELLED = ("FINISHED", "FINISHED"), ("CANCELLED", "CANCELLED")
GIVEN_UP = {("RELEASED", "CANCELLED"), ("EXPIRED", "CANCELLED")}
TABLE = {
    HELD: {KEPT, *GIVEN_UP},
    KEPT: {COMING, RIDING, ENDING, FINISHED, CANCELLED},
    COMING: {RIDING, ENDING, FINISHED, CANCELLED},
    RIDING: {RESTING, ENDING, FINISHED},
    RESTING: {RIDING, ENDING, FINISHED},
    ENDING: {FINISHED},
}
OVER = {FINISHED, CANCELLED, *GIVEN_UP}
PAUSED = {**PER_MINUTE, "amount": Decimal("0.05"), "use": "PAUSED", "name": "Pause"}
PER_KM = {"type": "FLEX", "amount": Decimal("0.50"), "unit": "KM"}


class RentalLife(RuleBasedStateMachine):
    """One rental and a clock that only goes forward; every rule may be refused."""

    @initialize(
        parts=st.sampled_from([[UNLOCKING, PER_MINUTE, PAUSED], [PER_MINUTE, PER_KM, AT_MOST], []]),
        longest=st.sampled_from([10, 1440]),
        gateway=st.sampled_from(["SIMULATOR", "NONE"]),
        begun=st.sampled_from(["book", "hold", "reserve"]),
    )
    def book(self, parts, longest, gateway, begun):
        self.undone = undone_at_the_end()
        self.undone.__enter__()
        self.shop = open_rental_shop(parts, fleet={"longest_minutes": longest, "gateway": gateway})
        self.now = NOW
        self.rental = getattr(self.shop, begun)()
        self.standing = standing_of(self.rental)
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

    @rule(seconds=st.sampled_from([1, 15, 30, 60, 300, 3600, 100_000]))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)
        simulate(at=self.now)

    @rule(times=st.integers(0, 2))
    def jam(self, times):
        SimulatedVehicle.objects.update(jams=times)

    @rule(act=st.sampled_from([commit_rental, extend_rental_hold, expire_rental_hold]))
    def decide(self, act):
        self.attempt(act, self.rental.leg.booking)

    @rule(act=st.sampled_from([prepare_rental, use_rental, pause_rental, open_trunk]))
    def use(self, act):
        self.attempt(act, self.rental.leg)

    @rule(act=st.sampled_from([extend_rental, postpone_rental]), minutes=st.integers(1, 60))
    def tell_another_time(self, act, minutes):
        self.attempt(act, self.rental.leg, self.now + timedelta(minutes=minutes))

    @rule()
    def exchange(self):
        if Asset.objects.count() < 4:
            [other] = assets_like(self.shop.asset, 1)
            self.attempt(assign_vehicle, self.rental.leg, other.asset_id)

    @rule()
    def unlock(self):
        self.attempt(unlock_rental, self.rental)

    @rule(act=st.sampled_from([cancel_rental, lock_again, unlock_again, end_without_lock]))
    def step_in(self, act):
        self.attempt(act, self.rental.leg)

    @rule(act=st.sampled_from([begin_finishing, finish_rental]))
    def end(self, act):
        self.attempt(act, self.rental.leg, Ending())

    @rule()
    def sweep(self):
        for key in claim_unlocks(at=self.now, limit=5):
            self.attempt(unlock_rental, Rental.objects.get(pk=key))
        for key in claim_closings(at=self.now, limit=5):
            self.attempt(close_rental, Rental.objects.get(pk=key))
        for key in claim_reservations(at=self.now, limit=5):
            self.attempt(lapse_rental, Rental.objects.get(pk=key))
        for key in claim_switches(at=self.now, limit=5):
            self.attempt(settle_switch, Rental.objects.get(pk=key))
        watch_rentals(by=BY, at=self.now, limit=5)

    @rule()
    def sweeps_of_journeys_leave_it_alone(self):
        before = standing_of(self.rental)
        self.attempt(expire_holds)
        self.attempt(close_all_legs)
        assert standing_of(self.rental) == before

    @invariant()
    def rental_is_sound(self):
        if not hasattr(self, "rental"):
            return
        stored = stored_rental(self.rental)
        standing = (stored.leg.booking.state, stored.leg.state)
        self.stays_inside_its_table(standing)
        self.price_is_final_once(stored)
        self.vehicle_is_taken_until_it_is_over(stored, standing)
        self.seconds_add_up(stored, standing)
        self.is_sold_when_it_is_finished(stored, standing)
        self.can_be_read()

    def stays_inside_its_table(self, standing):
        assert standing == self.standing or standing in TABLE.get(self.standing, set())
        self.standing = standing

    def price_is_final_once(self, stored):
        assert self.price is None or stored.price == self.price
        assert (stored.price is None) == (stored.ended_at is None)
        self.price = stored.price

    def vehicle_is_taken_until_it_is_over(self, stored, standing):
        is_over = standing in OVER
        assert (stored.closed_at is not None) == is_over
        taken = Asset.objects.filter(taken_at__isnull=False)
        assert list(taken) == ([] if is_over else [stored.asset])

    def seconds_add_up(self, stored, standing):
        assert (stored.paused_at is not None) == (standing == RESTING)
        use = stored.use_at(self.now)
        assert min(use.seconds_in_use, use.seconds_paused) >= 0
        if stored.started_at is not None:
            ends_at = stored.ended_at or max(self.now, stored.started_at)
            whole = int((ends_at - stored.started_at).total_seconds())
            assert use.seconds_in_use + use.seconds_paused == whole

    def is_sold_when_it_is_finished(self, stored, standing):
        check_books()
        amounts = list(Order.objects.values_list("total_amount", flat=True))
        assert amounts == ([stored.price_at(NOW).amount] if standing == FINISHED else [])

    def can_be_read(self):
        channel = self.shop.channel.pk
        reading = read_rental(self.rental.leg.reference, channel_id=channel, at=self.now)
        assert reading.price.amount >= 0


@pytest.mark.django_db
def test_rental_lives_inside_its_table_and_is_sold_once():
    run_state_machine_as_test(
        RentalLife, settings=settings(max_examples=25, stateful_step_count=15, deadline=None)
    )
