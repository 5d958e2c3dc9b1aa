"""Random histories of orders, with a provider that fails at random: the money always adds up.

MONEY_HISTORIES=500 tries longer than the suite does.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Max, Sum
from django_fsm import TransitionNotAllowed
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from operators.tenancy.errors import DomainError
from sales.models import Credit, Order, Posting
from sales.orders import actions as orders
from sales.orders.states import FeeType, OrderState
from sales.orders.terms import FeeTerms
from sales.payments import actions as payments
from sales.payments.gateways.choosing import GATEWAYS
from sales.payments.gateways.interface import Standing
from sales.payments.models import CreditPart, PaymentTransaction
from sales.payments.states import OPEN, TAKEN, Provider
from sales.payments.terms import PartWish
from sales.refunds import actions as refunds
from sales.refunds.terms import RefundWish
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW
from tests.factories.provider import Moody
from tests.sales.paying import WHOLE, Counter, cash, open_counter, visa
from tests.standing import undone_at_the_end
from tickets.actions.tickets import use_ticket
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

HISTORIES = int(os.environ.get("MONEY_HISTORIES", "4"))
STEPS = 25

Picks = st.integers(0, 5)
Amounts = st.sampled_from([Decimal(cents) / 100 for cents in (1, 100, 40000, 104600, 144600)])
Moods = st.sampled_from(["well", "fails", "silent", "forgets"])


class Histories(RuleBasedStateMachine):
    """One order, its payments and credits, and whatever may be done with them."""

    def __init__(self) -> None:
        super().__init__()
        self.around = ExitStack()
        self.around.enter_context(undone_at_the_end())
        self.provider = Moody()
        GATEWAYS[Provider.CARD] = lambda _: self.provider
        self.desk: Counter = open_counter(self.provider)
        self.at = NOW

    def try_to(self, act: Any, *told: Any, mood: str = "well", **facts: Any) -> Any:
        """Do it, or be refused in words."""
        self.provider.mood = mood
        try:
            return act(*told, **facts, by=BY, at=self.at)
        except (DomainError, TransitionNotAllowed):
            return None
        finally:
            self.provider.mood = "well"

    @property
    def order(self) -> Order:
        return self.desk.now()

    def one_of(self, rows: Any, pick: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[pick % len(found)] if found else None

    def transaction(self, pick: int) -> PaymentTransaction | None:
        related = self.order.transactions.select_related("order", "payment", "recurring_payment")
        return self.one_of(related, pick)

    @initialize(cards=st.integers(0, 2))
    def begin(self, cards: int) -> None:
        """The order is not paid yet, or it was paid with so many cards."""
        for _ in range(cards):
            self.desk.captured(visa(WHOLE / cards))

    # What time and the provider do

    @rule(minutes=st.sampled_from([1, 10, 16, 31]))
    def wait(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(pick=Picks, well=st.booleans())
    def customer_answers(self, pick: int, well: bool) -> None:
        found = self.transaction(pick)
        known = self.provider.intents.get(found.number) if found else None
        if found and known and known.standing is Standing.OPEN:
            (self.provider.pay_by_hand if well else self.provider.decline)(found.number)

    @rule(pick=Picks)
    def shop_captures_at_the_provider(self, pick: int) -> None:
        found = self.transaction(pick)
        known = self.provider.intents.get(found.number) if found else None
        if found and known and known.standing is Standing.AUTHORISED:
            self.provider.charged.append((found.number, found.amount))
            self.provider.capture_at_provider(found.number)

    @rule(mood=Moods)
    def sweep(self, mood: str) -> None:
        self.provider.mood = mood
        payments.settle_money(by=BY, at=self.at, limit=10)
        orders.lapse_orders(by=BY, at=self.at, limit=10)
        self.provider.mood = "well"

    # What changes the price

    @rule(amount=Amounts, takes_off=st.booleans())
    def charge(self, amount: Decimal, takes_off: bool) -> None:
        kind, sign = (FeeType.REDUCTION, -1) if takes_off else (FeeType.MANUAL, 1)
        self.try_to(orders.add_fee, self.order, FeeTerms(kind, sign * amount, Decimal("12.00")))

    @rule(pick=Picks)
    def uncharge(self, pick: int) -> None:
        if fee := self.one_of(self.order.fees, pick):
            self.try_to(orders.remove_fee, self.order, fee=fee.reference)

    @rule(pick=Picks)
    def cancel_line(self, pick: int) -> None:
        if found := self.one_of(self.order.lines, pick):
            self.try_to(orders.cancel_lines, self.order, lines=[found.reference])

    @rule(act=st.sampled_from([orders.cancel_order, orders.reset_order, orders.confirm_order]))
    def end(self, act: Any) -> None:
        self.try_to(act, self.order)

    @rule(pick=Picks)
    def travel(self, pick: int) -> None:
        tickets = Ticket.objects.filter(fulfilments__line__order=self.order)
        if found := self.one_of(tickets, pick):
            self.try_to(use_ticket, found)

    # Money

    @rule(amount=Amounts, way=st.sampled_from(["cash", "visa", "import"]))
    def pay(self, amount: Decimal, way: str) -> None:
        number = self.order.transactions.count()
        wishes = {
            "cash": cash(amount),
            "visa": visa(amount),
            "import": visa(amount, is_import=True, external_id=f"E-{number // 2}"),
        }
        order = self.order
        self.try_to(
            payments.create_payment,
            order,
            order_version=order.version,
            total_amount=amount,
            wish=wishes[way],
        )

    @rule(pick=Picks, amount=Amounts)
    def try_another_way(self, pick: int, amount: Decimal) -> None:
        if payment := self.one_of(self.order.payments, pick):
            self.try_to(payments.add_transaction, payment, cash(amount))

    @rule(
        pick=Picks,
        act=st.sampled_from(
            [
                payments.capture_transaction,
                payments.cancel_transaction,
                payments.look_up_transaction,
            ]
        ),
        mood=Moods,
    )
    def move(self, pick: int, act: Any, mood: str) -> None:
        if found := self.transaction(pick):
            self.try_to(act, found, mood=mood)

    @rule(pick=Picks, mood=Moods)
    def open_page(self, pick: int, mood: str) -> None:
        if found := self.transaction(pick):
            facts = {"return_address": "https://shop.example/", "mood": mood}
            self.try_to(payments.open_terminal, found, **facts)

    @rule(pick=Picks, amount=Amounts)
    def promise(self, pick: int, amount: Decimal) -> None:
        order, found = self.order, self.transaction(pick)
        if found:
            parts = [PartWish(found.payment.number, found.number, amount)]
            self.try_to(
                payments.create_credit,
                order,
                order_version=order.version,
                total_amount=amount,
                currency="NOK",
                parts=parts,
            )

    @rule(pick=Picks, mood=Moods)
    def give(self, pick: int, mood: str) -> None:
        if credit := self.one_of(self.order.credits, pick):
            self.try_to(payments.execute_credit, credit, mood=mood)

    @rule(pick=Picks, includes=st.booleans(), mood=Moods)
    def refund(self, pick: int, includes: bool, mood: str) -> None:
        if found := self.one_of(self.order.lines, pick):
            facts = {"includes_cancelled": includes, "mood": mood}
            wishes = [RefundWish(found.reference, "NOK")]
            self.try_to(refunds.refund_lines, self.order, wishes, **facts)

    @rule(amount=Amounts, mood=Moods)
    def compensate(self, amount: Decimal, mood: str) -> None:
        facts = {"amount": amount, "currency": "NOK", "reason": "Late", "mood": mood}
        self.try_to(refunds.compensate_order, self.order, **facts)

    @rule(mood=Moods)
    def give_back(self, mood: str) -> None:
        self.try_to(refunds.give_back_excess, self.order, mood=mood)

    # What always holds

    @invariant()
    def money_adds_up(self) -> None:
        check_books()
        order = self.order
        kept = order.versions.count()
        assert (order.versions.aggregate(n=Max("version"))["n"] or 0) == kept
        assert kept == order.version - (order.state != OrderState.CONFIRMED)
        assert (order.owed() == 0) >= (order.state != OrderState.DRAFT)
        if order.state == OrderState.CANCELLED:
            assert not order.transactions.filter(state__in=OPEN).exists()
        sold = Decimal("0.00")
        if kept:
            sold = Decimal(order.versions.get(version=kept).snapshot["total_amount"])
        owed = Posting.objects.filter(order=order, account="CUSTOMER_RECEIVABLE")
        booked = owed.aggregate(sum=Sum("amount"))["sum"] or 0
        assert booked == sold - order.captured_amount + order.credited_amount

    @invariant()
    def provider_did_everything_once(self) -> None:
        numbers = [number for number, _ in self.provider.charged]
        assert len(numbers) == len(set(numbers))
        for found in self.order.transactions.all():
            assert found.credited_amount <= found.amount
            given = found.credit_parts.filter(done_at__isnull=False)
            assert (given.aggregate(sum=Sum("amount"))["sum"] or 0) <= found.amount

    def teardown(self) -> None:
        try:
            self.all_is_settled_in_the_end()
        finally:
            self.around.close()

    def all_is_settled_in_the_end(self) -> None:
        """The provider is well again, and the sweeps run."""
        for _ in range(3):
            self.at += timedelta(minutes=20)
            self.sweep("well")
        self.money_adds_up()
        assert not self.order.transactions.filter(state="INITIATED").exists()
        asked = Credit.objects.filter(execute_asked_at__isnull=False)
        assert not asked.exclude(state="CREDITED").exists()
        taken = self.order.transactions.filter(state__in=TAKEN, provider="CARD")
        assert sum(amount for _, amount in self.provider.charged) == sum(
            taken.values_list("amount", flat=True)
        )
        done = CreditPart.objects.filter(done_at__isnull=False, transaction__provider="CARD")
        assert sum(self.provider.refunds.values()) == sum(done.values_list("amount", flat=True))


def test_money_of_every_history_adds_up(monkeypatch):
    monkeypatch.setitem(GATEWAYS, Provider.CARD, GATEWAYS[Provider.CARD])
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
