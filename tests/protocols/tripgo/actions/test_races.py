"""The same thing asked for twice at the same moment, as apps do that lose an answer."""

from __future__ import annotations

import pytest
import time_machine

from bookings.models import Booking, BookingEvent
from bookings.states import BookingEventName, BookingState
from sales.catalogue.states import Cancellation
from tests.factories.moments import NOW
from tests.factories.scenarios import LATER
from tests.protocols.tripgo.bought import bought, hold
from tests.protocols.tripgo.kept import bus_segment, keep
from tests.protocols.tripgo.worlds import open_tripgo
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)
PRODUCT = {**LATER, "cancellation": Cancellation.UNTIL_DEPARTURE}


@pytest.fixture(autouse=True)
def still():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def tripgo(tmp_path):
    return open_tripgo(tmp_path, product=PRODUCT)


def count(booking, name):
    return BookingEvent.objects.filter(booking=booking, name=name).count()


def test_two_cancellations_at_once_cancel_once(tripgo):
    booking = bought(tripgo, bus_segment(tripgo))
    path = f"booking/v1/{booking.reference}/cancel"

    answers = race(*[lambda: tripgo.app().post(path)] * 2)

    assert answers[0] == answers[1]
    assert answers[0]["action"]["done"] is True
    assert count(booking, BookingEventName.CANCELLED) == 1


def test_two_activations_at_once_activate_once(tripgo):
    booking = bought(tripgo, bus_segment(tripgo))
    path = f"ticket/{booking.legs.get().ticket_id}"

    answers = race(*[lambda: tripgo.app().post(path)] * 2)

    assert answers[0] == answers[1]
    assert count(booking, BookingEventName.STARTED) == 1


def test_two_confirmations_of_a_form_at_once_book_once(tripgo):
    segment = bus_segment(tripgo)
    trip = keep(tripgo, segment)
    [held] = hold(tripgo, trip, segment)
    quote = held.purchase_part.purchase.reference
    path = f"booking/v1/{trip.reference}/{segment.id}/confirm"
    body = {"input": [{"id": "quote", "value": quote}]}

    answers = race(*[lambda: tripgo.app().post(path, body)] * 2)

    assert answers[0] == answers[1]
    assert Booking.objects.get().state == BookingState.CONFIRMED
    assert count(held, BookingEventName.CONFIRMED) == 1
