"""Whatever happens to an order, in whatever order: it adds up, and no version is lost.

ORDER_LIVES=200 tries longer than the suite does.
"""

from __future__ import annotations

import os
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

from operators.tenancy.errors import DomainError
from sales.models import Order
from sales.orders.actions import (
    add_fee,
    add_travellers,
    cancel_lines,
    cancel_order,
    confirm_order,
    lapse_orders,
    merge_tallies,
    remove_fee,
    remove_travellers,
    replace_lines,
    reserve_offers,
    reset_order,
)
from sales.orders.snapshots import order_facts
from sales.orders.states import FeeType, LineState, OrderState
from sales.orders.terms import FeeTerms, TravellerFacts
from sales.payments.actions import credit_on_account, pay_on_account
from tests.factories.ledger import check_books, check_tally
from tests.factories.moments import BY, NOW
from tests.factories.orders import choose, draft, references, stored
from tests.sales.purchases import family_shop
from tickets.actions.tickets import use_ticket
from tickets.models import Ticket
from tickets.states import Activation, TicketState

LIVES = int(os.environ.get("ORDER_LIVES", "10"))
REFUSALS = (DomainError, fsm.TransitionNotAllowed)
PLACE = st.integers(0, 3)
FEES = [
    FeeTerms(FeeType.CHANGE, Decimal("2.00"), Decimal("9.00")),
    FeeTerms(FeeType.REDUCTION, Decimal("-1.50"), Decimal("9.00")),
    FeeTerms(FeeType.REDUCTION, Decimal("-9.00"), Decimal("0.00")),
]


class OrderLife(RuleBasedStateMachine):
    """One order and a clock that only goes forward; every rule may be refused."""

    @initialize(
        group=st.booleans(),
        ages=st.sampled_from([(30,), (30, 8)]),
        activation=st.sampled_from(Activation),
    )
    def begin(self, group, ages, activation):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.shop = family_shop(is_group_ticket=group, ticket_type__activation=activation)
        self.ages = ages
        self.now = NOW
        self.order = draft(self.shop, self.choice())
        self.sold = 0
        self.facts = None

    def teardown(self):
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def choice(self):
        return choose(self.shop, *self.ages, at=self.now)

    def attempt(self, act, *args, **kwargs):
        before = stored(self.order)
        try:
            with transaction.atomic():
                act(*args, by=BY, at=self.now, **kwargs)
        except REFUSALS:
            assert stored(self.order).revision == before.revision

    def some(self, rows, place):
        """The reference of one of the rows, if there is one at that place."""
        found = list(rows.order_by("pk").values_list("reference", flat=True))
        return found[place : place + 1]

    @rule(minutes=st.sampled_from([1, 10, 40]))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(count=st.integers(1, 2))
    def add(self, count):
        offers = [self.choice() for _ in range(count)]
        self.attempt(reserve_offers, self.order, offers)

    @rule(place=PLACE)
    def replace(self, place):
        lines = references(self.order)[place : place + len(self.ages)]
        self.attempt(replace_lines, self.order, lines=lines, choices=[self.choice()])

    @rule(place=PLACE)
    def cancel(self, place):
        lines = references(self.order)[place : place + len(self.ages)]
        self.attempt(cancel_lines, self.order, lines=lines)

    @rule(fee=st.sampled_from(FEES))
    def charge(self, fee):
        self.attempt(add_fee, self.order, fee)

    @rule(place=PLACE)
    def spare(self, place):
        for fee in self.some(self.order.fees, place):
            self.attempt(remove_fee, self.order, fee=fee)

    @rule()
    def welcome(self):
        self.attempt(add_travellers, self.order, [TravellerFacts(age=30)])

    @rule(place=PLACE)
    def part(self, place):
        for traveller in self.some(self.order.travellers, place):
            self.attempt(remove_travellers, self.order, travellers=[traveller])

    @rule()
    def pay(self):
        if stored(self.order).state == OrderState.DRAFT:
            self.attempt(pay_on_account, self.order)

    @rule()
    def credit(self):
        if stored(self.order).state == OrderState.DRAFT:
            self.attempt(credit_on_account, self.order)

    @rule()
    def use(self):
        ticket = Ticket.objects.filter(fulfilments__line__order=self.order).order_by("pk").first()
        if ticket and ticket.state == TicketState.ACTIVE:
            self.attempt(use_ticket, ticket)

    @rule()
    def confirm(self):
        self.attempt(confirm_order, self.order)

    @rule()
    def settle(self):
        for step in (self.pay, self.credit, self.confirm):
            step()

    @rule()
    def cancel_all(self):
        self.attempt(cancel_order, self.order)

    @rule()
    def reset(self):
        self.attempt(reset_order, self.order)

    @rule()
    def sweep(self):
        lapse_orders(by=BY, at=self.now)

    @rule()
    def merge(self):
        merge_tallies()

    @invariant()
    def tally_counts_the_orders(self):
        check_tally()

    @invariant()
    def order_adds_up(self):
        if hasattr(self, "order"):
            check_books()

    @invariant()
    def versions_have_no_gaps(self):
        if not hasattr(self, "order"):
            return
        found = list(self.order.versions.order_by("version").values_list("version", flat=True))
        order = stored(self.order)
        assert found == list(range(1, len(found) + 1))
        pending = order.version - len(found)
        assert pending == (0 if order.state == OrderState.CONFIRMED else 1)

    @invariant()
    def confirmed_order_is_its_version_whatever_was_tried_in_between(self):
        if not hasattr(self, "order"):
            return
        order = stored(self.order)
        if order.state != OrderState.CONFIRMED:
            return
        kept = order.versions.get(version=order.version).snapshot
        assert without_money(order_facts(order)) == without_money(kept)

    @invariant()
    def states_fit_together(self):
        if not hasattr(self, "order"):
            return
        order = stored(self.order)
        lines = set(order.lines.values_list("state", flat=True))
        allowed = {
            OrderState.DRAFT: set(LineState),
            OrderState.CONFIRMED: {LineState.CONFIRMED, LineState.CANCELLED},
            OrderState.CANCELLED: {LineState.CANCELLED},
        }
        assert lines <= allowed[OrderState(order.state)]
        waits = order.state == OrderState.DRAFT and not order.failed
        assert (order.expires_at is not None) == waits
        live = order.lines.filter(state=LineState.CONFIRMED, fulfilments__ticket__state="VOIDED")
        assert not live.exists()


def without_money(facts):
    """A version that was paid, credited and given up has moved money to and fro; the rest stays."""
    moved = ("payments", "credits", "captured_amount", "credited_amount")
    return {name: value for name, value in facts.items() if name not in moved}


@pytest.mark.django_db(transaction=True)
def test_order_adds_up_whatever_happens():
    run_state_machine_as_test(
        OrderLife, settings=settings(max_examples=LIVES, stateful_step_count=15)
    )
    assert not Order.objects.exists()
