"""How far a leg has come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.actions.booking import cancel_booking
from bookings.errors import LegGone
from bookings.models import Leg
from bookings.progress import read_progress
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import AT_ONCE, LATER, open_shop

pytestmark = pytest.mark.django_db

HALFWAY = later(minutes=40)


def progress_of(booking, *, at):
    leg = booking.legs.get()
    return read_progress(leg.reference, channel_id=booking.channel_id, at=at)


def test_leg_in_use_goes_with_its_ride():
    found = progress_of(open_shop(AT_ONCE).sell(), at=HALFWAY)

    assert (found.latitude, found.longitude) == pytest.approx((52.15, 4.35))
    assert found.travelled == timedelta(minutes=10)


def test_leg_that_nobody_uses_yet_is_where_it_begins():
    shop = open_shop(LATER)

    for booking in (shop.sell(), shop.hold(at=later(minutes=35))):
        found = progress_of(booking, at=HALFWAY)
        assert (found.latitude, found.longitude) == (52.1, 4.3)
        assert (found.travelled, found.metres) == (timedelta(0), 0)


def test_leg_that_is_over_is_where_it_ends():
    found = progress_of(open_shop(AT_ONCE).sell(), at=later(days=3))

    assert (found.latitude, found.longitude) == (52.2, 4.4)
    assert found.travelled == timedelta(minutes=20)


def test_leg_that_was_given_back_has_no_progress():
    shop = open_shop(LATER)
    lapsed = shop.hold()

    for booking, at in (
        (cancel_booking(shop.sell(), by=BY, at=NOW), NOW),
        (lapsed, lapsed.held_until),
    ):
        with pytest.raises(LegGone):
            progress_of(booking, at=at)


def test_leg_of_another_channel_is_not_there():
    booking = open_shop(AT_ONCE).sell()

    with pytest.raises(Leg.DoesNotExist):
        read_progress(booking.legs.get().reference, channel_id=0, at=NOW)
