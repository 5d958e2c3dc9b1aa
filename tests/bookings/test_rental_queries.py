"""What a partner reads of its rentals, by the clock."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.renting import cancel_rental
from bookings.models import Booking, Leg
from bookings.queries import read_booking, read_bookings, read_leg
from bookings.rental_queries import (
    read_rental,
    read_rental_booking,
    read_rental_bookings,
    reading_of,
)
from bookings.terms import Place
from tests.counting import counted
from tests.factories.fleet import PLACE, assets_like
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.factories.sales import SalesChannelFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


def read(shop, rental, *, at=NOW):
    return read_rental(rental.leg.reference, channel_id=shop.channel.pk, at=at)


def told(reading) -> list[tuple[str, Decimal, Decimal]]:
    """The parts of the price: name, units, amount."""
    return [(part.name, part.units, part.amount) for part in reading.price.parts]


def test_before_the_start_the_price_is_an_estimate_of_the_fixed_part(shop):
    reading = read(shop, shop.book(), at=later(seconds=30))

    assert (reading.booking_state, reading.state) == ("CONFIRMED", "NOT_STARTED")
    assert told(reading) == [("Unlock fee", Decimal(0), Decimal("1.00"))]
    assert reading.is_estimated
    assert reading.origin == Place(*PLACE)
    assert reading.destination is None


def test_in_use_the_price_follows_the_clock(shop):
    rental = shop.ride()

    reading = read(shop, rental, at=later(minutes=15))

    assert (reading.booking_state, reading.state) == ("STARTED", "IN_USE")
    assert told(reading) == [
        ("Unlock fee", Decimal(0), Decimal("1.00")),
        ("Per minute", Decimal(15), Decimal("2.85")),
    ]
    assert not reading.is_estimated
    assert read(shop, rental, at=later(minutes=16)).price.amount == Decimal("4.04")


def test_reading_before_the_clock_began_counts_nothing(shop):
    assert read(shop, shop.ride(at=later(seconds=5)), at=NOW).price.amount == Decimal("1.00")


def test_at_the_end_the_price_stands(shop):
    rental = shop.finish(shop.ride(), place=Place(13.392, 52.52))

    reading = read(shop, rental, at=later(days=9))

    assert (reading.booking_state, reading.state) == ("FINISHED", "FINISHED")
    assert reading.price.amount == Decimal("3.85")
    assert reading.destination == Place(13.392, 52.52)


def test_destination_is_where_the_vehicle_was_seen_if_nobody_said_more(shop):
    reading = read(shop, shop.sold(), at=later(days=9))

    assert reading.destination == reading.seen_at_place
    assert reading.destination is not None


@pytest.mark.django_db
def test_vehicle_that_never_said_where_it_is_has_no_place():
    shop = open_rental_shop(fleet={"gateway": "NONE"})
    shop.asset.longitude = shop.asset.latitude = None
    shop.asset.save()

    reading = read(shop, shop.sold())

    assert (reading.seen_at_place, reading.destination) == (None, None)


def test_one_statement_reads_leg_or_booking(shop):
    rental = shop.ride()

    with counted() as leg:
        by_leg = read(shop, rental)
    with counted() as booking:
        by_booking = read_rental_booking(
            rental.leg.booking.reference, channel_id=shop.channel.pk, at=NOW
        )

    assert (leg.statements, booking.statements) == (1, 1)
    assert by_leg.rental == by_booking.rental == rental
    assert by_leg.booking.customer.external_id == "anna"
    with counted() as told_again:
        assert by_leg.booking.tenant.timezone == "Europe/Berlin"
    assert told_again.statements == 0


def test_rental_in_hand_is_read_without_a_query(shop):
    rental = shop.book()

    with counted() as count:
        reading = reading_of(rental, at=NOW)
        assert (reading.booking_state, reading.state) == ("CONFIRMED", "NOT_STARTED")

    assert count.statements == 0


def test_rental_of_another_channel_is_unknown(shop):
    rental = shop.book()
    other = SalesChannelFactory(tenant=shop.tenant).pk

    with pytest.raises(Leg.DoesNotExist):
        read_rental(rental.leg.reference, channel_id=other, at=NOW)
    with pytest.raises(Booking.DoesNotExist):
        read_rental_booking(rental.leg.booking.reference, channel_id=other, at=NOW)


def test_journeys_and_rentals_do_not_show_in_each_others_reads(shop):
    rental = shop.book()
    journeys = open_shop()
    sold = journeys.sell()
    mine, theirs = shop.channel.pk, journeys.channel.pk

    with pytest.raises(Leg.DoesNotExist):
        read_leg(rental.leg.reference, channel_id=mine, at=NOW)
    with pytest.raises(Booking.DoesNotExist):
        read_booking(rental.leg.booking.reference, channel_id=mine, at=NOW)
    assert read_bookings([rental.leg.booking], at=NOW) == []
    with pytest.raises(Booking.DoesNotExist):
        read_rental_booking(sold.reference, channel_id=theirs, at=NOW)
    assert list(Booking.objects.journeys()) == [sold]
    assert list(Booking.objects.rentals()) == [rental.leg.booking]
    assert list(Leg.objects.journeys()) == list(sold.legs.all())
    assert list(Leg.objects.rentals()) == [rental.leg]


def test_rental_that_was_given_up_can_be_read(shop):
    rental = shop.book()
    cancel_rental(rental.leg, by=BY, at=NOW)

    reading = read(shop, rental)

    assert (reading.booking_state, reading.state) == ("CANCELLED", "CANCELLED")


def test_list_of_bookings_is_read_in_one_query(shop):
    bookings = [shop.book(asset).leg.booking for asset in [shop.asset, *assets_like(shop.asset, 2)]]

    with counted() as count:
        readings = read_rental_bookings(bookings, at=later(minutes=1))

    assert [reading.booking.reference for reading in readings] == [
        booking.reference for booking in bookings
    ]
    assert count.statements == 1
