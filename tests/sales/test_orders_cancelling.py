from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from sales.errors import NotRefundable, OrderNotBalanced
from sales.models import Fulfilment
from sales.orders.actions import (
    add_fee,
    cancel_lines,
    cancel_order,
    confirm_order,
    reserve_offers,
)
from sales.orders.changes import open_order
from sales.orders.errors import (
    KeptByBooking,
    LinesShareTicket,
    LineUnknown,
    OrderChanged,
    OrderClosed,
    OrderLocked,
)
from sales.orders.states import FeeType, LineState, OrderState
from sales.orders.steps import void_cancelled_tickets
from sales.orders.terms import FeeTerms
from sales.payments.actions import credit_on_account, pay_on_account
from tests.factories.ledger import balances
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
from tests.sales.purchases import family_shop
from tests.standing import standing
from tickets.actions.tickets import use_ticket
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]

VAT = Decimal("9.00")


@standing
def shop():
    return open_shop()


@pytest.fixture
def order(shop):
    """A confirmed order of two lines."""
    return settle(draft(shop, choose(shop, 30), choose(shop, 31)))


def cancel(order, *lines, **kwargs):
    return cancel_lines(order, lines=lines, by=BY, at=NOW, **kwargs)


def refused(error, order, *lines, **kwargs):
    with pytest.raises(error), transaction.atomic():
        cancel(order, *lines, **kwargs)


def ticket_states(order):
    seats = Fulfilment.objects.filter(line__order=order)
    return sorted(seats.values_list("ticket__state", flat=True))


def test_cancelling_a_sold_line_waits_for_its_credit(order):
    cancel(order, references(order)[1])

    found = stored(order)
    assert (found.state, found.version) == (OrderState.DRAFT, 2)
    assert (found.total_amount, found.balance) == (Decimal("4.00"), Decimal("-4.00"))
    assert found.expires_at == later(minutes=30)
    assert [line.state for line in lines_of(order)] == [LineState.CONFIRMED, LineState.CANCELLED]
    assert ticket_states(order) == [TicketState.ACTIVE] * 2
    with pytest.raises(OrderNotBalanced, match="-4.00"), transaction.atomic():
        confirm_order(order, by=BY, at=NOW)


def test_tickets_of_cancelled_lines_are_void_when_the_version_is_confirmed(order):
    cancel(order, references(order)[1])

    settle(order, at=later(minutes=1))

    kept, gone = lines_of(order)
    assert kept.fulfilments.get().ticket.state == TicketState.ACTIVE
    assert gone.fulfilments.get().ticket.state == TicketState.VOIDED
    assert gone.taken_back_at == later(minutes=1)
    assert stored(order).version == 2
    assert order.events.filter(name="TICKETS_VOIDED").count() == 1
    assert balances(order=order, order_version=2, kind="CONFIRMATION") == {
        "CUSTOMER_RECEIVABLE": Decimal("-4.00"),
        "OWN_REVENUE": Decimal("3.67"),
        "VAT_PAYABLE": Decimal("0.33"),
    }


def test_tickets_can_be_void_before_the_version_is_confirmed(order):
    cancel(order, references(order)[1])

    with transaction.atomic():
        change = open_order(order, by=BY, at=NOW)
        voided = void_cancelled_tickets(change)
        again = void_cancelled_tickets(change)

    assert (len(voided), again) == (1, [])
    assert ticket_states(order) == [TicketState.ACTIVE, TicketState.VOIDED]
    settle(order)


def test_line_whose_ticket_was_used_is_not_cancelled(order):
    use_ticket(lines_of(order)[1].fulfilments.get().ticket, by=BY, at=later(minutes=20))

    refused(NotRefundable, order, references(order)[1])
    assert stored(order).version == 1


def test_ticket_that_is_used_meanwhile_stops_the_confirmation(order):
    cancel(order, references(order)[1])
    credit_on_account(order, by=BY, at=NOW)
    use_ticket(lines_of(order)[1].fulfilments.get().ticket, by=BY, at=later(minutes=20))

    with pytest.raises(NotRefundable), transaction.atomic():
        confirm_order(order, by=BY, at=later(minutes=21))

    assert stored(order).state == OrderState.DRAFT


def test_line_of_a_draft_costs_nothing_any_more(shop):
    order = draft(shop, choose(shop), choose(shop))

    cancel(order, references(order)[0])
    settle(order)

    assert stored(order).total_amount == Decimal("4.00")
    assert Ticket.objects.count() == 1


def test_line_that_is_not_there_is_refused(order):
    one, other = references(order)
    cancel(order, one)

    refused(LineUnknown, order, one)
    refused(LineUnknown, order, other, uuid4())
    refused(LineUnknown, order)
    settle(order)


def test_others_on_the_same_ticket_are_not_left_behind():
    shop = family_shop(is_group_ticket=True)
    order = sold(shop, 30, 8)

    refused(LinesShareTicket, order, references(order)[0])
    cancel(order, *references(order))

    assert stored(order).total_amount == Decimal("0.00")
    settle(order)


def test_reduction_goes_with_the_lines_that_it_lowers(shop):
    order = draft(shop, choose(shop), choose(shop))
    one, _ = references(order)
    reduction = FeeTerms(FeeType.REDUCTION, Decimal("-3.00"), VAT, "Late", (one,))
    add_fee(order, reduction, by=BY, at=NOW)
    whole = FeeTerms(FeeType.REDUCTION, Decimal("-1.00"), VAT)
    add_fee(order, whole, by=BY, at=NOW)

    cancel(order, one)

    assert stored(order).total_amount == Decimal("3.00")
    assert [fee.is_live for fee in order.fees.order_by("pk")] == [False, True]
    cancel(order, references(order)[1])
    assert stored(order).total_amount == Decimal("0.00")


def test_reduction_never_makes_an_order_pay_the_customer():
    shop = family_shop()
    order = draft(shop, choose(shop, 30), choose(shop, 8))
    add_fee(order, FeeTerms(FeeType.REDUCTION, Decimal("-2.00"), VAT), by=BY, at=NOW)

    refused(NotRefundable, order, references(order)[0])


def test_cancelled_draft_ends_with_nothing(shop):
    order = draft(shop, choose(shop))
    add_fee(order, FeeTerms(FeeType.MANUAL, Decimal("1.00"), VAT), by=BY, at=NOW)

    cancel_order(order, by=BY, at=NOW)

    found = stored(order)
    assert (found.state, found.version, found.expires_at) == (OrderState.CANCELLED, 1, None)
    assert (found.total_amount, found.total_tax_amount) == (Decimal("0.00"), Decimal("0.00"))
    assert {line.state for line in lines_of(order)} == {LineState.CANCELLED}
    assert order.fees.get().removed_in_version == 1
    with pytest.raises(OrderClosed):
        cancel_order(order, by=BY, at=NOW)


def test_cancelling_a_sold_order_takes_all_its_lines_back(order):
    cancel_order(order, by=BY, at=NOW)

    assert (stored(order).version, stored(order).balance) == (2, Decimal("-8.00"))
    settle(order)
    assert ticket_states(order) == [TicketState.VOIDED] * 2
    assert balances(order=order) == {}


def test_draft_that_was_paid_is_not_cancelled_but_waits_for_people(shop):
    order = draft(shop, choose(shop))
    pay_on_account(order, by=BY, at=NOW)
    reserve_offers(order, [choose(shop)], by=BY, at=NOW)

    cancel_order(order, by=BY, at=NOW)

    found = stored(order)
    assert (found.state, found.failed, found.expires_at) == (OrderState.DRAFT, True, None)
    assert order.events.last().name == "FAILED"
    settle(order)
    assert stored(order).failed is False


def test_draft_is_not_cancelled_while_a_payment_may_still_come():
    order = DraftFactory()
    order.locked_until = later(minutes=-1)
    order.save()

    with pytest.raises(OrderLocked):
        cancel_order(order, by=BY, at=NOW)


def test_writer_who_has_seen_another_revision_is_refused(order):
    refused(OrderChanged, order, references(order)[0], expected_revision=1)


def test_order_of_a_booking_is_cancelled_through_it():
    refused(KeptByBooking, OrderFactory(), uuid4())
