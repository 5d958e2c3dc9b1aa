"""Tickets of sold lines are handed out, moved and passed on."""

from __future__ import annotations

import uuid

import pytest

from sales.distribution import errors
from sales.distribution.actions import (
    check_sold,
    hand_out_tickets,
    move_validity,
    transfer_lines,
)
from sales.distribution.queries import lines_with_tickets, with_tickets
from sales.models import Fulfilment, Letter, Order
from sales.orders.actions import draft_order
from sales.orders.errors import KeptByBooking, LinesShareTicket, LineUnknown
from sales.payments.actions import capture_transaction
from tests.factories.itineraries import ride
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import CustomerFactory, OrderFactory
from tests.sales.paying import FIRST, cash, line
from tickets.actions.tickets import void_tickets
from tickets.errors import TicketBegun
from tickets.models import Ticket
from tickets.states import Activation

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(desk):
    """Sells tickets that are activated later."""
    kind = desk.shop.product.ticket_type
    kind.activation = Activation.LATER
    kind.save()
    return desk


@pytest.fixture
def sold(desk):
    capture_transaction(desk.pay(cash()).transactions.get(), by=BY, at=NOW)
    return desk.now()


@pytest.fixture
def holder(desk):
    return CustomerFactory(channel=desk.shop.channel)


def references(order):
    return list(order.lines.order_by("pk").values_list("reference", flat=True))


def tickets(order):
    return list(Ticket.objects.filter(fulfilments__line__order=order).order_by("fulfilments"))


def events(order):
    return list(order.events.order_by("pk").values_list("name", flat=True))


def states(order):
    found = with_tickets(lines_with_tickets(Order.objects.filter(pk=order.pk))).order_by("pk")
    return [[row.state for row in one.fulfilments.all()] for one in found]


def hand_out(order, lines=None, **more):
    return hand_out_tickets(order, lines or references(order), by=BY, at=NOW, **more)


def transfer(order, holder, lines=None, at=NOW):
    return transfer_lines(order, lines or references(order), holder=holder, by=BY, at=at)


def move(order, those, starts_at):
    return move_validity(order, those, starts_at=starts_at, by=BY, at=NOW)


def test_tickets_are_handed_out_to_whoever_asks(sold):
    first, _ = references(sold)

    hand_out(sold, [first])

    assert states(sold) == [["DISTRIBUTED"], ["CREATED"]]
    assert Letter.objects.count() == 0
    assert events(sold)[-1] == "TICKETS_HANDED_OUT"


def test_state_follows_the_ticket(sold):
    hand_out(sold)
    void_tickets(tickets(sold)[:1], by=BY, at=NOW)

    assert states(sold) == [["DISABLED"], ["DISTRIBUTED"]]
    with pytest.raises(errors.NotSold):
        hand_out(sold, references(sold)[:1])


def test_tickets_of_drafts_bookings_and_unknown_lines_are_not_handed_out(desk, sold):
    draft = draft_order(
        desk.shop.channel, [line(desk.shop, FIRST, 0)], currency="NOK", by=BY, at=NOW
    )

    with pytest.raises(errors.NotSold):
        check_sold(draft)
    with pytest.raises(errors.NotSold):
        hand_out(draft)
    with pytest.raises(KeptByBooking):
        hand_out(OrderFactory())
    with pytest.raises(LineUnknown):
        hand_out(sold, [uuid.uuid4()])
    check_sold(sold)


def test_validity_is_moved(sold):
    one, other = tickets(sold)

    move(sold, [one.pk], later(days=2))

    one.refresh_from_db()
    assert (one.state, one.valid_from) == ("ACTIVE", later(days=2))
    assert events(sold)[-1] == "VALIDITY_MOVED"
    with pytest.raises(LineUnknown):
        move(sold, [other.pk, uuid.uuid4()], later(days=2))
    other.refresh_from_db()
    assert other.state == "ISSUED"


def test_all_tickets_are_moved_or_none(sold):
    one, other = tickets(sold)
    void_tickets([other], by=BY, at=NOW)

    with pytest.raises(TicketBegun):
        move(sold, [one.pk, other.pk], later(days=2))
    one.refresh_from_db()
    assert one.state == "ISSUED"


def ride_on(order, departs_at):
    """The lines were sold for a trip."""
    facts = ride(departs_at).to_json()
    order.lines.update(rides=[facts])


def test_ticket_of_a_trip_is_not_moved(sold):
    ride_on(sold, later(days=1))

    with pytest.raises(errors.BoundToTrip):
        move(sold, [tickets(sold)[0].pk], later(days=2))


def test_ticket_of_a_trip_is_started_when_the_traveller_boards(sold):
    ride_on(sold, later(minutes=20))
    first, other = tickets(sold)

    move(sold, [first.pk], NOW)

    first.refresh_from_db()
    assert (first.state, first.valid_from) == ("ACTIVE", NOW)
    with pytest.raises(errors.BoundToTrip):
        move(sold, [first.pk, other.pk], NOW)


def test_tickets_are_passed_on(sold, holder):
    first, _ = references(sold)

    for _ in range(2):
        transfer(sold, holder, [first])

    passed, kept = sold.lines.order_by("pk")
    assert (passed.holder, passed.held_since, kept.holder) == (holder, NOW, None)
    assert events(sold).count("HOLDER_CHANGED") == 1


def test_tickets_stay_where_the_product_says_so(desk, sold, holder):
    desk.shop.product.is_transferable = False
    desk.shop.product.save()

    with pytest.raises(errors.NotTransferable):
        transfer(sold, holder)


def test_tickets_stay_once_the_journey_has_begun(sold, holder):
    ride_on(sold, later(days=1))
    transfer(sold, holder, at=later(hours=23))

    with pytest.raises(errors.JourneyBegun):
        transfer(sold, CustomerFactory(channel=sold.channel), at=later(days=1))


def test_ticket_without_a_trip_stays_once_it_is_valid_or_closed(sold, holder):
    one, other = tickets(sold)
    first, second = references(sold)
    move(sold, [one.pk], later(hours=1))
    transfer(sold, holder, [first], at=later(minutes=59))
    void_tickets([other], by=BY, at=NOW)

    with pytest.raises(errors.JourneyBegun):
        transfer(sold, holder, [first], at=later(hours=1))
    with pytest.raises(errors.JourneyBegun):
        transfer(sold, holder, [second])


def test_lines_on_one_ticket_are_passed_on_together(sold, holder):
    shared = tickets(sold)[0]
    Fulfilment.objects.filter(line__order=sold).update(ticket=shared)

    with pytest.raises(LinesShareTicket):
        transfer(sold, holder, references(sold)[:1])
    assert len(transfer(sold, holder)) == 2


def test_groups_take_as_many_queries_for_two_as_for_one(sold, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert states(sold) == [["CREATED"], ["CREATED"]]
