from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.actions.holding import expire_holds
from bookings.models import Booking, Leg
from bookings.states import BookingState, LegState
from tests.bookings.standing import events_of, states_of
from tests.counting import counted
from tests.factories.moments import BY, later
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@standing
def shop():
    return open_shop()


def test_sweep_expires_the_holds_whose_time_is_over(shop):
    over, in_time = shop.hold(), shop.hold(at=later(microseconds=1))
    sold = shop.sell()

    assert expire_holds(by=BY, at=over.held_until) == 1

    assert states_of(over) == (BookingState.EXPIRED, [LegState.CANCELLED])
    assert Booking.objects.get(pk=over.pk).closed_at == over.held_until
    assert states_of(in_time) == (BookingState.PENDING, [LegState.PREPARING])
    assert states_of(sold) == (BookingState.STARTED, [LegState.IN_USE])
    assert events_of(over) == ["HELD", "LEG_CANCELLED", "EXPIRED"]
    assert expire_holds(by=BY, at=over.held_until) == 0


def test_sweep_takes_one_batch_at_a_time(shop):
    for _ in range(3):
        shop.hold(30, 31)

    assert expire_holds(by=BY, at=later(days=1), limit=2) == 2
    assert expire_holds(by=BY, at=later(days=1), limit=2) == 1
    assert set(Leg.objects.values_list("state", flat=True)) == {LegState.CANCELLED}


@pytest.mark.parametrize("number", [1, 3])
def test_sweep_takes_five_statements_however_many_holds(shop, number):
    for _ in range(number):
        shop.hold()

    with counted() as count:
        expire_holds(by=BY, at=later(days=1))

    assert count.statements == 5


def test_hold_is_over_when_its_time_is_swept_or_not(shop):
    held = shop.hold()

    assert held.state_at(held.held_until - timedelta(microseconds=1)) == BookingState.PENDING
    assert held.state_at(held.held_until) == BookingState.EXPIRED
    assert shop.sell().state_at(later(days=1)) == BookingState.STARTED


def test_sweep_writes_no_branch_for_every_row(shop):
    """The time that such a statement takes grows with the square of the batch."""
    for _ in range(3):
        shop.hold(*[30] * 4)

    with CaptureQueriesContext(connection) as captured:
        expire_holds(by=BY, at=later(days=1))

    assert not [query for query in captured.captured_queries if "CASE WHEN" in query["sql"]]
