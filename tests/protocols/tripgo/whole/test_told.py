"""Where a trip tells that all of it can be booked at once, and what is asked first."""

from dataclasses import replace

import pytest

from bookings.models import Booking
from operators.tenancy.models import ApiToken
from tests.counting import counted
from tests.factories.moments import later
from tests.factories.providers import AccountProviderFactory
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.protocols.tripgo.kept import bus_segment, keep, path_to, taxi_segment, walk_segment

pytestmark = pytest.mark.django_db


@pytest.fixture
def trip(tripgo):
    return keep(tripgo, bus_segment(tripgo), walk_segment(), taxi_segment(tripgo))


def booking_of(app, trip):
    """`booking` of the trip itself."""
    return app.get(f"trip/{trip.reference}")["groups"][0]["trips"][0].get("booking")


def test_trap_04_trip_of_several_products_tells_both_spellings(app, trip):
    told = booking_of(app, trip)

    assert told["title"] == "Book the whole trip"
    assert told["quickBookingsUrl"] == told["quickBookingUrl"]
    assert app.get(told["quickBookingsUrl"])[0]["productID"] == "all"


def test_trip_of_one_product_tells_nothing(tripgo, app):
    assert booking_of(app, keep(tripgo, bus_segment(tripgo), walk_segment())) is None


def test_trip_that_is_booked_in_part_tells_nothing(tripgo, app, stranger, trip):
    path = path_to(trip, "taxi1", f"quick/{tripgo.taxis.product.code}")
    app.get(app.post(path)["paymentOptions"][0]["url"])

    assert booking_of(app, trip) is None
    assert booking_of(stranger, trip)


def test_trip_that_has_begun_tells_nothing(app, trip, clock):
    clock.move_to(later(minutes=31))

    assert booking_of(app, trip) is None


def test_key_without_bookings_is_told_nothing(tripgo, app, trip):
    ApiToken.objects.filter(pk=tripgo.token.token_id).update(allows_bookings=False)

    assert booking_of(app, trip) is None


def test_account_that_has_to_be_linked_is_asked_for_before_anything_is_held(tripgo, app, trip):
    AccountProviderFactory(
        tenant=tripgo.tenant,
        operator=tripgo.taxis.product.operator,
        code="taxis",
        is_required=True,
    )

    told = app.post(path_to(trip, "all", "quick/all"))

    assert (told["type"], told["value"]) == ("bookingForm", "taxis")
    assert not Booking.objects.exists()


def test_list_takes_as_many_statements_however_many_products(tripgo, stranger, trip):
    path = path_to(trip, "all")
    stranger.get(path)
    with counted() as alone:
        stranger.get(path)
    shop = tripgo.shop
    for amount in ("5.00", "6.00"):
        product = ProductFactory(tenant=shop.tenant, operator=shop.product.operator)
        FareFactory(product=product, category=shop.adult, amount=amount)
        CatalogueEntryFactory(channel=shop.channel, product=product)
    with counted() as three:
        [option] = stranger.get(path)

    assert len(option["input"][0]["options"]) == 3
    assert alone.statements == three.statements <= 20


def test_other_segments_of_the_same_ride_are_further_parts(tripgo, app):
    first = bus_segment(tripgo)
    trip = keep(tripgo, first, replace(first, id="bus2", covers=("bus2",)))

    assert booking_of(app, trip)
