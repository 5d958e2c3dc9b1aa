"""What becomes of a vehicle that nobody commits to, or fetches, in time."""

from __future__ import annotations

import django_fsm as fsm
import pytest

from bookings.actions.holding import expire_holds
from bookings.actions.holding_rentals import expire_rental_hold, lapse_rental
from bookings.rental_queries import read_rental
from bookings.tasks import lapse_due_rentals
from operators.models import Asset
from tests.bookings.running import run
from tests.bookings.standing import events_of
from tests.factories.moments import BY, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")


@standing
def shop(db) -> RentalShop:
    return open_rental_shop(hold_seconds=300)


def test_partner_lets_a_hold_lapse(shop):
    rental = shop.hold()

    for _ in range(2):
        expire_rental_hold(rental.leg.booking, by=BY, at=later(seconds=3))

    assert standing_of(rental) == ("EXPIRED", "CANCELLED")
    assert events_of(rental.leg.booking) == ["HELD", "LEG_CANCELLED", "EXPIRED"]
    assert Asset.objects.get().taken_at is None


def test_booking_does_not_lapse(shop):
    with pytest.raises(fsm.TransitionNotAllowed):
        expire_rental_hold(shop.reserve().leg.booking, by=BY, at=later(seconds=3))


def test_timer_frees_what_was_not_committed(shop):
    rental = shop.hold()

    assert run(lapse_due_rentals, later(seconds=299)) == 0
    assert run(lapse_due_rentals, later(seconds=300)) == 1

    assert standing_of(rental) == ("EXPIRED", "CANCELLED")
    assert stored_rental(rental).closed_at == later(seconds=300)
    assert Asset.objects.get().taken_at is None
    assert run(lapse_due_rentals, later(hours=1)) == 0


def test_timer_frees_what_was_not_fetched(shop):
    rental = shop.reserve()

    assert run(lapse_due_rentals, later(minutes=14)) == 0
    assert run(lapse_due_rentals, later(minutes=15)) == 1

    assert standing_of(rental) == ("CANCELLED", "CANCELLED")
    told = rental.leg.booking.events.get(name="CANCELLED")
    assert (told.actor, told.details["origin"]) == ("timer:lapse-rental", "TO")
    assert Asset.objects.get().taken_at is None


def test_sweep_of_journeys_leaves_a_held_vehicle_alone(shop):
    rental = shop.hold()

    assert expire_holds(by=BY, at=later(hours=1)) == 0

    assert standing_of(rental) == ("PENDING", "NOT_STARTED")


def test_message_that_comes_too_early_ends_nothing(shop):
    rental = shop.reserve()

    lapse_rental(rental, by=BY, at=later(minutes=14))

    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")


def test_reading_goes_by_the_clock_whether_the_timer_came_or_not(shop):
    def states(rental, at):
        found = read_rental(rental.leg.reference, channel_id=shop.channel.pk, at=at)
        return found.booking_state, found.state

    held = shop.hold()
    assert states(held, later(seconds=299)) == ("PENDING", "NOT_STARTED")
    assert states(held, later(seconds=300)) == ("EXPIRED", "CANCELLED")
    run(lapse_due_rentals, later(seconds=300))

    kept = shop.reserve(at=later(hours=1))
    assert states(kept, later(hours=1, minutes=14)) == ("CONFIRMED", "NOT_STARTED")
    assert states(kept, later(hours=1, minutes=15)) == ("CANCELLED", "CANCELLED")
