import django_fsm as fsm
import pytest

from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.holding import expire_hold, expire_holds, extend_hold
from bookings.errors import ExtensionRefused
from bookings.states import BookingState, LegState
from tests.bookings.standing import events_of, states_of
from tests.factories.moments import BY, later
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@standing
def shop():
    return open_shop(LATER, hold_extensions=2)


def test_extension_gives_the_time_of_a_hold_from_now_on(shop):
    booking = extend_hold(shop.hold(), reason="PAYMENT_PENDING", by=BY, at=later(minutes=10))

    assert (booking.state, booking.held_until) == (BookingState.PENDING, later(minutes=25))
    assert booking.extensions == 1
    [event] = booking.events.filter(name="EXTENDED")
    assert event.details == {"until": "2026-06-01T10:25:00Z", "reason": "PAYMENT_PENDING"}
    assert commit_booking(booking, by=BY, at=later(minutes=24)).state == BookingState.CONFIRMED


def test_extension_is_granted_as_often_as_the_channel_says(shop):
    booking = shop.hold()
    for minutes in (10, 20):
        extend_hold(booking, by=BY, at=later(minutes=minutes))

    with pytest.raises(ExtensionRefused):
        extend_hold(booking, by=BY, at=later(minutes=30))

    assert events_of(booking) == ["HELD", "EXTENDED", "EXTENDED"]


def test_channel_may_grant_none():
    with pytest.raises(ExtensionRefused):
        extend_hold(open_shop(hold_extensions=0).hold(), by=BY, at=later(minutes=1))


def test_extension_never_takes_time_away(shop):
    held = shop.hold()
    shop.channel.hold_seconds = 60
    shop.channel.save()

    assert extend_hold(held, by=BY, at=later(minutes=1)).held_until == held.held_until


@pytest.mark.parametrize("swept", [False, True])
def test_extension_of_a_hold_that_is_over_is_refused(shop, swept):
    held = shop.hold()
    if swept:
        expire_holds(by=BY, at=held.held_until)

    with pytest.raises(ExtensionRefused, match="is over"):
        extend_hold(held, by=BY, at=held.held_until)


def test_extension_of_what_is_sold_or_given_up_is_not_allowed(shop):
    for booking in (shop.sell(), cancel_booking(shop.hold(), by=BY, at=later(minutes=1))):
        with pytest.raises(fsm.TransitionNotAllowed, match="is not held"):
            extend_hold(booking, by=BY, at=later(minutes=1))


def test_hold_can_lapse_before_its_time(shop):
    booking = expire_hold(shop.hold(), by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.EXPIRED, [LegState.CANCELLED])
    assert booking.closed_at == later(minutes=1)
    assert events_of(booking) == ["HELD", "LEG_CANCELLED", "EXPIRED"]


def test_lapsing_again_changes_nothing(shop):
    booking = expire_hold(shop.hold(), by=BY, at=later(minutes=1))

    expire_hold(booking, by=BY, at=later(minutes=2))

    assert events_of(booking).count("EXPIRED") == 1


def test_hold_whose_time_is_over_lapses_when_it_is_told_so(shop):
    held = shop.hold()

    assert expire_hold(held, by=BY, at=later(days=1)).state == BookingState.EXPIRED


def test_what_is_sold_or_given_up_does_not_lapse(shop):
    for booking in (shop.sell(), cancel_booking(shop.hold(), by=BY, at=later(minutes=1))):
        with pytest.raises(fsm.TransitionNotAllowed, match="cannot lapse"):
            expire_hold(booking, by=BY, at=later(days=1))
