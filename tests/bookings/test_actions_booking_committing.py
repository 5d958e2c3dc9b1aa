from datetime import timedelta
from decimal import Decimal

import django_fsm as fsm
import pytest

from bookings.actions.booking import cancel_booking, commit_booking, hold_booking
from bookings.actions.holding import expire_holds
from bookings.errors import HoldExpired
from bookings.states import BookingState, LegState
from sales.catalogue.states import ChannelMode
from sales.models import Order, Posting
from sales.orders.customers import CustomerFacts
from tests.bookings.standing import events_of, states_of
from tests.counting import counted
from tests.factories.itineraries import one_ride, two_rides
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.factories.tickets import ActiveKeyFactory
from tests.standing import standing
from tickets.actions.keys import revoke_key
from tickets.errors import NoSigningKey
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]

ANNA = CustomerFacts("anna-1", first_name="Anna", email="anna@example.com")
COMMIT_STATEMENTS = 24


@standing
def shop():
    return open_shop()


def test_commit_of_tickets_that_start_at_once_starts_the_booking(shop):
    booking = commit_booking(shop.hold(), by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.STARTED, [LegState.IN_USE])
    leg = booking.legs.get()
    assert leg.ticket.state == TicketState.ACTIVE
    assert leg.started_at == booking.started_at == booking.confirmed_at == later(minutes=1)
    assert events_of(booking) == ["HELD", "CONFIRMED", "LEG_STARTED", "STARTED"]


def test_commit_of_tickets_that_start_later_leaves_the_legs_waiting():
    booking = commit_booking(open_shop(LATER).hold(), by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.CONFIRMED, [LegState.PREPARING])
    assert booking.legs.get().ticket.state == TicketState.ISSUED
    assert booking.started_at is None
    assert events_of(booking) == ["HELD", "CONFIRMED"]


def test_commit_sells_what_was_offered(shop):
    held = hold_booking(shop.offer().reference, channel=shop.channel, customer=ANNA, by=BY, at=NOW)

    booking = commit_booking(held, by=BY, at=NOW)

    order = Order.objects.get()
    assert booking.order == order
    assert (order.total_amount, order.total_tax_amount) == (
        booking.offer.amount,
        booking.offer.tax_amount,
    )
    assert (order.customer, order.external_reference) == (booking.customer, booking.reference)
    assert balances() == {
        "CHANNEL_RECEIVABLE": Decimal("4.00"),
        "OWN_REVENUE": Decimal("-3.67"),
        "VAT_PAYABLE": Decimal("-0.33"),
    }


def test_commit_gives_each_traveller_one_ticket_for_all_rides(shop):
    booking = shop.sell(30, 31, itineraries=[two_rides()])

    first, second, first_again, second_again = booking.legs.order_by("sequence")
    assert first.ticket == first_again.ticket
    assert second.ticket == second_again.ticket
    assert first.ticket != second.ticket
    assert Ticket.objects.count() == 2
    assert events_of(booking).count("LEG_STARTED") == 4


def test_commit_gives_a_group_one_ticket():
    booking = open_shop({"is_group_ticket": True}).sell(30, 31, 32, itineraries=[two_rides()])

    ticket = Ticket.objects.get()
    assert [leg.ticket for leg in booking.legs.all()] == [ticket, ticket]
    assert ticket.passengers == 3


def test_commit_of_a_free_trip_issues_its_ticket():
    booking = open_shop(amount="0.00").sell()

    assert booking.order.total_amount == Decimal("0.00")
    assert booking.legs.get().ticket.state == TicketState.ACTIVE


def test_commit_in_a_sandbox_issues_specimens():
    booking = open_shop(mode=ChannelMode.SANDBOX).sell()

    assert booking.legs.get().ticket.specimen is True
    assert not Posting.objects.exists()


@pytest.mark.parametrize("product", [{}, LATER])
def test_commit_twice_sells_once(product):
    first = open_shop(product).sell(30, 31)
    tickets = set(Ticket.objects.values_list("pk", "state"))

    again = commit_booking(first, by=BY, at=later(hours=1))

    assert (again.state, again.order) == (first.state, first.order)
    assert set(Ticket.objects.values_list("pk", "state")) == tickets
    assert Order.objects.count() == 1
    assert Order.objects.get().version == 1


def test_commit_in_the_last_moment_is_in_time(shop):
    held = shop.hold()

    booking = commit_booking(held, by=BY, at=held.held_until - timedelta(microseconds=1))

    assert booking.order is not None


def test_commit_after_the_hold_is_refused(shop):
    held = shop.hold()

    with pytest.raises(HoldExpired, match="The time to commit ended at 2026-06-01T10:15:00Z."):
        commit_booking(held, by=BY, at=held.held_until)

    assert states_of(held) == (BookingState.PENDING, [LegState.PREPARING])
    assert not Order.objects.exists()


def test_commit_without_a_key_that_signs_is_refused(shop):
    held = shop.hold()
    revoke_key(shop.key, by=BY, at=NOW)

    with pytest.raises(NoSigningKey):
        commit_booking(held, by=BY, at=NOW)

    assert states_of(held) == (BookingState.PENDING, [LegState.PREPARING])
    ActiveKeyFactory(tenant=shop.tenant)
    assert commit_booking(held, by=BY, at=NOW).order is not None


def test_commit_of_a_hold_that_was_swept_is_refused(shop):
    held = shop.hold()
    expire_holds(by=BY, at=held.held_until)

    with pytest.raises(HoldExpired):
        commit_booking(held, by=BY, at=held.held_until)


def test_commit_of_a_released_hold_is_refused(shop):
    held = cancel_booking(shop.hold(), by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed, match="RELEASED cannot be committed"):
        commit_booking(held, by=BY, at=NOW)


def test_commit_of_a_cancelled_booking_is_refused(shop):
    cancelled = cancel_booking(shop.sell(), by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        commit_booking(cancelled, by=BY, at=NOW)

    assert Order.objects.get().version == 2


@pytest.mark.parametrize("itinerary", [one_ride, two_rides])
@pytest.mark.parametrize("travellers", [1, 4])
def test_commit_takes_as_many_statements_whatever_is_sold(shop, travellers, itinerary):
    held = shop.hold(*[30] * travellers, itineraries=[itinerary()])

    with counted() as count:
        commit_booking(held, by=BY, at=NOW)

    assert count.statements == COMMIT_STATEMENTS
