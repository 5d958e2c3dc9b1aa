from datetime import timedelta

import pytest

from bookings.actions.booking import cancel_booking
from bookings.actions.leg import start_leg
from bookings.models import Booking, Leg
from bookings.queries import read_booking, read_bookings, read_leg
from bookings.states import LegState
from tests.counting import counted
from tests.factories.itineraries import two_rides
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import SalesChannelFactory
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing
from tickets.actions.barcodes import refresh_displayed_tickets
from tickets.actions.keys import revoke_key
from tickets.actions.tickets import use_ticket, void_tickets
from tickets.codecs.reasons import Reason
from tickets.codecs.verification import KnownKey, verify_token
from tickets.errors import NoSigningKey
from tickets.models import Barcode, Ticket

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop()


def read(shop, leg, at=NOW):
    return read_leg(leg.reference, channel_id=shop.channel.pk, at=at)


def test_leg_in_use_shows_a_barcode_that_verifies(shop):
    leg = shop.sell().legs.get()

    reading = read(shop, leg, at=later(minutes=20))

    assert (reading.leg, reading.state) == (leg, LegState.IN_USE)
    assert reading.fresh_until == reading.barcode.ends_at
    known = KnownKey.from_jwk(shop.key.to_jwk())
    verdict = verify_token(reading.barcode.text, keys={known.kid: known}, at=later(minutes=20))
    assert (verdict.reason, verdict.token.ticket_id) == (Reason.OK, leg.ticket_id)


def test_leg_that_was_not_shown_before_takes_two_statements(shop):
    leg = shop.sell().legs.get()

    with counted() as count:
        read(shop, leg)

    assert count.statements == 2


def test_leg_that_was_shown_in_this_window_takes_one_statement(shop):
    leg = shop.sell().legs.get()
    first = read(shop, leg)

    with counted() as count:
        second = read(shop, leg)

    assert count.statements == 1
    assert second.barcode.payload == first.barcode.payload
    assert Barcode.objects.count() == 1


def test_leg_is_read_with_all_that_a_face_tells_of_it(shop):
    leg = shop.sell().legs.get()
    reading = read(shop, leg)

    with counted() as count:
        assert reading.leg.booking.offer.product == shop.product
        assert reading.leg.booking.customer is None
        assert reading.leg.ticket.ticket_type == shop.product.ticket_type

    assert count.statements == 0


def test_leg_whose_next_barcode_was_made_ahead_shows_that_one(shop):
    leg = shop.sell().legs.get()
    first = read(shop, leg)
    refresh_displayed_tickets(at=NOW)
    ahead = Barcode.objects.get(starts_at=first.fresh_until)

    second = read(shop, leg, at=first.fresh_until)

    assert second.barcode.payload == ahead.payload
    assert Barcode.objects.get(pk=ahead.pk).handed_out_at == first.fresh_until


@pytest.mark.parametrize("product", [{}, LATER])
def test_leg_of_a_hold_shows_nothing(product):
    shop = open_shop(product)
    leg = shop.hold().legs.get()

    reading = read(shop, leg)

    assert (reading.state, reading.barcode) == (LegState.PREPARING, None)


def test_leg_of_a_hold_that_is_over_is_cancelled(shop):
    booking = shop.hold()

    reading = read(shop, booking.legs.get(), at=booking.held_until)

    assert (reading.state, reading.barcode) == (LegState.CANCELLED, None)


def test_leg_whose_ticket_waits_shows_nothing_until_it_starts():
    shop = open_shop(LATER)
    leg = shop.sell().legs.get()

    assert (read(shop, leg).state, read(shop, leg).barcode) == (LegState.PREPARING, None)
    start_leg(leg, by=BY, at=NOW)
    assert read(shop, leg).barcode is not None


def test_leg_is_finished_with_its_ticket_swept_or_not(shop):
    leg = shop.sell().legs.get()
    last = Ticket.objects.get().valid_until

    assert read(shop, leg, at=last - timedelta(microseconds=1)).state == LegState.IN_USE
    assert read(shop, leg, at=last).state == LegState.FINISHED
    assert read(shop, leg, at=last).barcode is None


@pytest.mark.parametrize(
    ("close", "state"),
    [
        (use_ticket, LegState.FINISHED),
        (lambda ticket, **how: void_tickets([ticket], **how), LegState.CANCELLED),
    ],
)
def test_leg_is_over_when_its_ticket_was_used_or_voided(shop, close, state):
    leg = shop.sell().legs.get()
    close(leg.ticket, by=BY, at=NOW)

    assert (read(shop, leg).state, read(shop, leg).barcode) == (state, None)


def test_leg_of_a_cancelled_booking_shows_nothing(shop):
    booking = shop.sell()
    leg = booking.legs.get()
    read(shop, leg)
    cancel_booking(booking, by=BY, at=NOW)

    assert (read(shop, leg).state, read(shop, leg).barcode) == (LegState.CANCELLED, None)


def test_leg_of_another_channel_is_not_there(shop):
    leg = shop.sell().legs.get()
    other = SalesChannelFactory(tenant=shop.tenant)

    with pytest.raises(Leg.DoesNotExist):
        read_leg(leg.reference, channel_id=other.pk, at=NOW)


def test_leg_without_a_signing_key_is_refused_aloud(shop):
    leg = shop.sell().legs.get()
    revoke_key(shop.key, by=BY, at=NOW)

    with pytest.raises(NoSigningKey):
        read(shop, leg)


def test_leg_is_read_while_the_rotation_changes(shop):
    """The next window of the new length may begin before the one that is shown ends."""
    leg = shop.sell().legs.get()
    kind = shop.product.ticket_type
    kind.rotation_seconds = 300
    kind.save()
    shown = read(shop, leg).barcode
    kind.rotation_seconds = 15
    kind.save()
    refresh_displayed_tickets(at=NOW)
    ahead = Barcode.objects.exclude(starts_at=shown.starts_at).get()

    reading = read(shop, leg, at=ahead.starts_at)

    assert reading.barcode.payload == ahead.payload
    [booking] = read_bookings([leg.booking], at=ahead.starts_at)
    assert len(booking.legs) == 1


def test_booking_shows_its_legs_in_order(shop):
    sold = shop.sell(30, 31, itineraries=[two_rides()])

    booking = read_booking(sold.reference, channel_id=shop.channel.pk, at=NOW)

    assert booking.booking == sold
    assert [reading.leg.sequence for reading in booking.legs] == [1, 2, 3, 4]
    shown = [reading.barcode.payload for reading in booking.legs]
    assert shown[:2] == shown[2:]
    assert shown[0] != shown[1]
    assert booking.fresh_until == min(barcode.ends_at for barcode in Barcode.objects.all())


def test_booking_that_shows_nothing_is_fresh_for_no_time(shop):
    held = shop.hold()

    assert read_booking(held.reference, channel_id=shop.channel.pk, at=NOW).fresh_until is None


def test_booking_of_another_channel_is_not_there(shop):
    sold = shop.sell()
    other = SalesChannelFactory(tenant=shop.tenant)

    with pytest.raises(Booking.DoesNotExist):
        read_booking(sold.reference, channel_id=other.pk, at=NOW)


@pytest.mark.parametrize("number", [1, 4])
def test_booking_takes_two_statements_however_many_legs(shop, number):
    sold = shop.sell(*[30] * number, itineraries=[two_rides()])

    with counted() as count:
        read_booking(sold.reference, channel_id=shop.channel.pk, at=NOW)

    assert count.statements == 2


@pytest.mark.parametrize("number", [1, 3])
def test_bookings_take_two_statements_however_many(shop, number):
    sold = [shop.sell(30, 31) for _ in range(number)]

    with counted() as count:
        readings = read_bookings(sold, at=NOW)

    assert count.statements == 2
    assert [reading.booking for reading in readings] == sold
    assert [len(reading.legs) for reading in readings] == [2] * number


def test_bookings_keep_the_order_asked_for(shop):
    first, second = shop.sell(), shop.hold()

    readings = read_bookings([second, first], at=NOW)

    assert [reading.booking for reading in readings] == [second, first]
    assert [reading.legs[0].barcode is None for reading in readings] == [True, False]


def test_no_bookings_are_read_without_a_fault():
    assert read_bookings([], at=NOW) == []
