"""Until when a sold booking can be given back: the tickets decide, swept or not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.actions.booking import cancel_booking
from bookings.actions.leg import close_legs, start_leg
from bookings.errors import CancellationRefused
from bookings.states import BookingState, LegState
from sales.catalogue.states import Cancellation
from sales.models import Order
from tests.bookings.standing import states_of
from tests.factories.itineraries import two_rides
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tickets.actions.tickets import activate_tickets, expire_tickets, use_ticket, void_tickets
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]

UNTIL_ACTIVATION = {"cancellation": Cancellation.UNTIL_ACTIVATION, **LATER}
UNTIL_DEPARTURE = {"cancellation": Cancellation.UNTIL_DEPARTURE}
A_MOMENT = timedelta(microseconds=1)
BEFORE = later(minutes=10)
"""The ride departs half an hour after the sale."""


def sweep(at):
    expire_tickets(by=BY, at=at)
    close_legs(by=BY, at=at)


def first_ticket(booking):
    return booking.legs.order_by("sequence").first().ticket


def assert_refused(booking, *, at):
    before = states_of(booking)
    with pytest.raises(CancellationRefused):
        cancel_booking(booking, by=BY, at=at)
    assert states_of(booking) == before
    assert Order.objects.get(bookings=booking).version == 1


def assert_given_back(booking, *, at):
    assert cancel_booking(booking, by=BY, at=at).state == BookingState.CANCELLED
    assert Order.objects.get(bookings=booking).version == 2
    assert balances() == {}


def test_until_activation_one_active_ticket_of_two_is_enough_to_refuse():
    booking = open_shop(UNTIL_ACTIVATION).sell(30, 31)
    start_leg(booking.legs.get(sequence=1), by=BY, at=NOW)

    assert_refused(booking, at=NOW)


def test_until_activation_a_ticket_that_was_activated_without_its_leg_refuses():
    booking = open_shop(UNTIL_ACTIVATION).sell()
    activate_tickets([first_ticket(booking)], by=BY, at=NOW)

    assert_refused(booking, at=NOW)


@pytest.mark.parametrize("swept", [True, False])
def test_until_activation_ends_with_the_time_to_activate_swept_or_not(swept):
    booking = open_shop(UNTIL_ACTIVATION).sell()
    end = first_ticket(booking).activate_until
    if swept:
        sweep(end)

    assert_refused(booking, at=end)


def test_until_activation_lasts_to_the_last_moment_to_activate():
    booking = open_shop(UNTIL_ACTIVATION).sell()

    assert_given_back(booking, at=first_ticket(booking).activate_until - A_MOMENT)


@pytest.mark.parametrize("product", [{}, LATER])
def test_until_departure_a_used_ticket_refuses(product):
    booking = open_shop({**UNTIL_DEPARTURE, **product}).sell(30, 31)
    ticket = first_ticket(booking)
    activate_tickets([ticket], by=BY, at=NOW)
    use_ticket(ticket, by=BY, at=BEFORE)

    assert_refused(booking, at=BEFORE)


def test_until_departure_a_ticket_that_its_traveller_activated_refuses():
    booking = open_shop({**UNTIL_DEPARTURE, **LATER}).sell(30, 31)
    start_leg(booking.legs.get(sequence=2), by=BY, at=BEFORE)

    assert_refused(booking, at=BEFORE)


def test_until_departure_a_ticket_that_is_active_by_itself_is_given_back():
    assert_given_back(open_shop(UNTIL_DEPARTURE).sell(30, 31), at=BEFORE)


@pytest.mark.parametrize("swept", [True, False])
def test_until_departure_a_ticket_that_is_over_refuses_swept_or_not(swept):
    booking = open_shop(UNTIL_DEPARTURE).sell()
    Ticket.objects.update(valid_from=NOW, valid_until=BEFORE)
    if swept:
        sweep(BEFORE)

    assert_refused(booking, at=BEFORE)


def test_never_refuses_though_the_ticket_was_voided():
    booking = open_shop({"cancellation": Cancellation.NEVER}).sell()
    void_tickets([first_ticket(booking)], by=BY, at=NOW)

    assert_refused(booking, at=NOW)


@pytest.mark.parametrize("swept", [True, False])
@pytest.mark.parametrize(
    ("product", "at"),
    [
        (UNTIL_DEPARTURE, BEFORE),
        ({**UNTIL_DEPARTURE, **LATER}, BEFORE),
        (UNTIL_ACTIVATION, later(days=500)),
    ],
)
def test_booking_whose_tickets_were_voided_is_credited(product, at, swept):
    booking = open_shop(product).sell(30, 31, itineraries=[two_rides()])
    before, _ = states_of(booking)
    void_tickets(Ticket.objects.all(), by=BY, at=NOW)
    if swept:
        sweep(at)
        close_legs(by=BY, at=NOW)
        assert states_of(booking) == (before, [LegState.CANCELLED] * 4)

    assert_given_back(booking, at=at)
    assert states_of(booking) == (BookingState.CANCELLED, [LegState.CANCELLED] * 4)


def test_ticket_that_was_voided_after_its_activation_refuses():
    booking = open_shop(UNTIL_ACTIVATION).sell()
    start_leg(booking.legs.get(), by=BY, at=NOW)
    void_tickets([first_ticket(booking)], by=BY, at=BEFORE)

    assert_refused(booking, at=BEFORE)


def test_rule_is_the_one_of_the_sale_though_the_product_changed():
    shop = open_shop({"cancellation": Cancellation.NEVER, "cancellation_fee": "1.00"})
    refused = shop.sell()
    shop.product.cancellation = Cancellation.UNTIL_DEPARTURE
    shop.product.save()

    assert_refused(refused, at=BEFORE)
