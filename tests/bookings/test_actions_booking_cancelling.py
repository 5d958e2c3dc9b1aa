from decimal import Decimal

import pytest

from bookings.actions.booking import cancel_booking
from bookings.actions.holding import expire_holds
from bookings.errors import CancellationRefused, HoldExpired
from bookings.states import BookingState, LegState
from sales.catalogue.states import Cancellation
from sales.models import Order
from tests.bookings.standing import events_of, states_of
from tests.counting import counted
from tests.factories.itineraries import two_rides
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing
from tickets.actions.tickets import use_ticket
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


BEFORE, AT_DEPARTURE = later(minutes=29), later(minutes=30)


@standing
def shop():
    return open_shop()


def test_cancelling_a_hold_releases_it(shop):
    booking = cancel_booking(shop.hold(), by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.RELEASED, [LegState.CANCELLED])
    assert booking.closed_at == booking.legs.get().closed_at == later(minutes=1)
    assert events_of(booking) == ["HELD", "LEG_CANCELLED", "RELEASED"]


def test_cancelling_a_hold_that_is_over_is_refused(shop):
    held = shop.hold()

    with pytest.raises(HoldExpired):
        cancel_booking(held, by=BY, at=held.held_until)


def test_cancelling_an_expired_hold_is_refused(shop):
    held = shop.hold()
    expire_holds(by=BY, at=held.held_until)

    with pytest.raises(HoldExpired):
        cancel_booking(held, by=BY, at=held.held_until)


@pytest.mark.parametrize("product", [{}, LATER])
def test_cancelling_a_sold_booking_takes_everything_back(product):
    sold = open_shop(product).sell(30, 31, itineraries=[two_rides()])

    booking = cancel_booking(sold, by=BY, at=later(minutes=5))

    assert states_of(booking) == (BookingState.CANCELLED, [LegState.CANCELLED] * 4)
    assert set(Ticket.objects.values_list("state", "closed_at")) == {("VOIDED", later(minutes=5))}
    order = Order.objects.get()
    assert (order.version, order.total_amount, order.credited_amount) == (
        2,
        Decimal("0.00"),
        Decimal("8.00"),
    )
    assert balances() == {}
    assert events_of(booking)[-5:] == ["LEG_CANCELLED"] * 4 + ["CANCELLED"]


def test_cancelling_for_a_fee_credits_the_rest():
    sold = open_shop({"cancellation_fee": Decimal("1.50")}).sell()

    booking = cancel_booking(sold, by=BY, at=NOW)

    order = Order.objects.get(pk=booking.order_id)
    assert (order.total_amount, order.credited_amount) == (Decimal("1.50"), Decimal("2.50"))
    assert order.fees.get().reason == "Cancellation"


def test_cancelling_twice_changes_nothing(shop):
    booking = cancel_booking(shop.sell(), by=BY, at=NOW)

    again = cancel_booking(booking, by=BY, at=later(hours=5))

    assert again.closed_at == NOW
    assert Order.objects.get().version == 2
    released = cancel_booking(shop.hold(), by=BY, at=NOW)
    assert cancel_booking(released, by=BY, at=later(hours=5)).closed_at == NOW


@pytest.mark.parametrize(
    ("rule", "product", "at", "allowed"),
    [
        (Cancellation.NEVER, LATER, NOW, False),
        (Cancellation.UNTIL_ACTIVATION, LATER, BEFORE, True),
        (Cancellation.UNTIL_ACTIVATION, LATER, later(days=9), True),
        (Cancellation.UNTIL_ACTIVATION, {}, NOW, False),
        (Cancellation.UNTIL_DEPARTURE, LATER, BEFORE, True),
        (Cancellation.UNTIL_DEPARTURE, LATER, AT_DEPARTURE, False),
        (Cancellation.UNTIL_DEPARTURE, {}, BEFORE, True),
        (Cancellation.UNTIL_DEPARTURE, {}, AT_DEPARTURE, False),
    ],
)
def test_cancelling_follows_the_rule_of_the_product(rule, product, at, allowed):
    sold = open_shop({"cancellation": rule, **product}).sell()

    if allowed:
        assert cancel_booking(sold, by=BY, at=at).state == BookingState.CANCELLED
    else:
        with pytest.raises(CancellationRefused):
            cancel_booking(sold, by=BY, at=at)
        assert states_of(sold)[0] == sold.state
        assert Order.objects.get().version == 1


def test_cancelling_goes_by_the_first_departure_of_the_trip(shop):
    sold = shop.sell(itineraries=[two_rides()])

    with pytest.raises(CancellationRefused):
        cancel_booking(sold, by=BY, at=AT_DEPARTURE)


def test_cancelling_after_a_ticket_was_used_is_refused(shop):
    sold = shop.sell()
    use_ticket(sold.legs.get().ticket, by=BY, at=later(minutes=20))

    with pytest.raises(CancellationRefused):
        cancel_booking(sold, by=BY, at=later(minutes=21))

    assert states_of(sold) == (BookingState.STARTED, [LegState.IN_USE])


def test_cancelling_takes_as_many_statements_for_four_travellers_as_for_one(shop):
    counts = []
    for number in (1, 4):
        sold = shop.sell(*[30] * number)
        with counted() as count:
            cancel_booking(sold, by=BY, at=NOW)
        counts.append(count.statements)

    assert counts[0] == counts[1]
