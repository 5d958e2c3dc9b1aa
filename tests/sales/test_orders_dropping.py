"""Changes that are given up: by a reset, or because their time is over."""

from decimal import Decimal

import pytest
from django.db import transaction

from sales.models import Fee, Order, OrderLine, Traveller
from sales.orders.actions import (
    add_fee,
    add_note,
    add_travellers,
    cancel_lines,
    cancel_order,
    lapse_orders,
    remove_fee,
    remove_travellers,
    replace_lines,
    reserve_offers,
    reset_order,
)
from sales.orders.changes import open_order
from sales.orders.errors import KeptByBooking, NothingToReset, OrderChanged, OrderLocked
from sales.orders.snapshots import order_facts
from sales.orders.states import FeeType, LineState, OrderState
from sales.orders.steps import void_cancelled_tickets
from sales.orders.terms import FeeTerms, TravellerFacts
from sales.payments.actions import credit_on_account, pay_on_account
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import (
    DraftFactory,
    choose,
    draft,
    lines_of,
    references,
    settle,
    sold,
    stored,
)
from tests.factories.sales import OrderFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]

FEE = FeeTerms(FeeType.CHANGE, Decimal("2.00"), Decimal("9.00"), "Change")
KARI = TravellerFacts(name="Kari", age=35)
TIMER = later(minutes=30)


@standing
def shop():
    return open_shop()


def lapse(at=TIMER, limit=200):
    return lapse_orders(by=BY, at=at, limit=limit)


def reset(order, **kwargs):
    return reset_order(order, by=BY, at=NOW, **kwargs)


def busy_order(shop):
    """A sold order with two lines, two fees and two travellers."""
    order = draft(shop, choose(shop), choose(shop, 31), travellers=[KARI, KARI])
    for _ in range(2):
        add_fee(order, FEE, by=BY, at=NOW)
    return settle(order)


def change_everything(order, shop):
    """Touch all that a version is made of, as its next version."""
    first, second = references(order)
    fee, _ = order.fees.order_by("pk")
    kari, _ = order.travellers.order_by("pk")
    cancel_lines(order, lines=[first], by=BY, at=NOW)
    replace_lines(order, lines=[second], choices=[choose(shop), choose(shop)], by=BY, at=NOW)
    remove_fee(order, fee=fee.reference, by=BY, at=NOW)
    remove_fee(order, fee=add_fee(order, FEE, by=BY, at=NOW).reference, by=BY, at=NOW)
    add_fee(order, FEE, by=BY, at=NOW)
    remove_travellers(order, travellers=[kari.reference], by=BY, at=NOW)
    add_travellers(order, [KARI], by=BY, at=NOW)
    line = order.lines.filter(state=LineState.DRAFT).last()
    add_note(order, "Asked for a change", line=line.reference, by=BY, at=NOW)


@pytest.mark.parametrize("give_up", ["reset", "lapse"])
def test_last_confirmed_version_holds_again_bit_by_bit(shop, give_up):
    order = busy_order(shop)
    facts, events = order_facts(order), order.events.count()
    change_everything(order, shop)
    changed = stored(order)

    reset(order) if give_up == "reset" else lapse()

    found = stored(order)
    assert order_facts(found) == facts == order.versions.get().snapshot
    assert (found.state, found.version) == (OrderState.CONFIRMED, 1)
    assert (found.revision, found.expires_at) == (changed.revision + 1, None)
    assert (OrderLine.objects.count(), Fee.objects.count(), Traveller.objects.count()) == (2, 2, 2)
    assert set(Ticket.objects.values_list("state", flat=True)) == {TicketState.ACTIVE}
    assert order.notes.count() == 1
    assert order.events.count() > events
    last = order.events.order_by("pk").last()
    assert (last.name, len(last.details["dropped"])) == ("RESET", 4)


def test_order_goes_on_from_the_version_that_was_restored(shop):
    order = busy_order(shop)
    change_everything(order, shop)
    reset(order)

    cancel_lines(order, lines=references(order)[:1], by=BY, at=NOW)
    settle(order)

    assert [row.version for row in order.versions.order_by("version")] == [1, 2]
    assert stored(order).total_amount == Decimal("8.00")


def test_first_version_lapses_into_nothing(shop):
    order = draft(shop, choose(shop), travellers=[KARI])

    assert lapse(at=later(minutes=29)) == 0
    assert lapse() == 1

    found = stored(order)
    assert (found.state, found.total_amount) == (OrderState.CANCELLED, Decimal("0.00"))
    assert lines_of(order)[0].state == LineState.CANCELLED
    assert order.events.last().details["reason"] == "lapsed"
    assert lapse() == 0


def test_sweep_takes_a_batch(shop):
    for _ in range(3):
        draft(shop)

    assert [lapse(limit=2), lapse(limit=2)] == [2, 1]


def test_sweep_leaves_alone_what_is_sold_or_kept_by_a_booking(shop):
    kept = OrderFactory()
    kept.reopen()
    kept.save()
    sold(shop)

    assert lapse(at=later(days=9)) == 0
    kept.confirm(at=NOW)
    kept.save()


def test_sweep_waits_for_a_payment_that_is_open(shop):
    order = draft(shop, choose(shop))
    order.locked_until = later(minutes=1)
    order.save()

    assert lapse() == 0
    Order.objects.update(locked_until=None)
    assert lapse() == 1


def test_version_that_was_paid_for_waits_for_people(shop):
    order = sold(shop)
    reserve_offers(order, [choose(shop), choose(shop)], by=BY, at=NOW)
    pay_on_account(order, by=BY, at=NOW)
    reserve_offers(order, [choose(shop)], by=BY, at=NOW)

    assert lapse() == 1

    found = stored(order)
    assert (found.state, found.version, found.failed) == (OrderState.DRAFT, 2, True)
    assert found.expires_at is None
    assert order.events.last().name == "FAILED"
    assert lapse(at=later(days=1)) == 0


def test_first_version_that_was_paid_for_waits_for_people(shop):
    order = draft(shop, choose(shop))
    pay_on_account(order, by=BY, at=NOW)

    lapse()

    assert (stored(order).state, stored(order).failed) == (OrderState.DRAFT, True)
    settle(order, at=later(hours=2))


def test_version_whose_credit_was_executed_waits_for_people(shop):
    order = sold(shop)
    cancel_order(order, by=BY, at=NOW)
    credit_on_account(order, by=BY, at=NOW)

    assert reset(order).failed is True
    settle(order)


def test_version_whose_tickets_are_void_waits_for_people(shop):
    order = sold(shop)
    cancel_order(order, by=BY, at=NOW)
    with transaction.atomic():
        change = open_order(order, by=BY, at=NOW)
        void_cancelled_tickets(change)
        change.store()

    assert reset(order).failed is True
    settle(order)


@pytest.mark.parametrize("make", [DraftFactory, lambda: sold(open_shop())])
def test_nothing_to_reset(make):
    with pytest.raises(NothingToReset):
        reset(make())


def test_reset_is_refused_to_who_may_not_change_the_order(shop):
    order = sold(shop)
    cancel_order(order, by=BY, at=NOW)

    with pytest.raises(OrderChanged), transaction.atomic():
        reset(order, expected_revision=1)
    with pytest.raises(KeptByBooking), transaction.atomic():
        reset(OrderFactory())
    order = stored(order)
    order.locked_until = later(minutes=-1)
    order.save()
    with pytest.raises(OrderLocked):
        reset(order)
