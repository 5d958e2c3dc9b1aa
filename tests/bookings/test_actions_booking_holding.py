from datetime import timedelta

import pytest

from bookings.actions.booking import (
    hold_booking,
)
from bookings.models import Booking, Leg
from bookings.states import BookingState, LegState
from sales.errors import CustomerBlocked, OfferLapsed, OfferTaken
from sales.models import Customer, Order
from sales.orders.customers import CustomerFacts, block_customer
from tests.bookings.standing import events_of, states_of
from tests.factories.bookings import BookingFactory, SoldBookingFactory
from tests.factories.itineraries import one_ride, two_rides
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import SalesChannelFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing
from tickets.errors import FormUnavailable
from tickets.forms.media import Media
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


ANNA = CustomerFacts("anna-1", first_name="Anna", email="anna@example.com")

HOLD = timedelta(seconds=900)


@standing
def shop():
    return open_shop()


def test_hold_waits_to_be_committed(shop):
    offer = shop.offer()

    booking = hold_booking(offer.reference, channel=shop.channel, by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.PENDING, [LegState.PREPARING])
    assert booking.reference == offer.reference
    assert (booking.booked_at, booking.held_until) == (
        later(minutes=1),
        later(minutes=1) + HOLD,
    )
    assert (booking.customer, booking.order, booking.confirmed_at) == (None, None, None)
    assert events_of(booking) == ["HELD"]
    assert not Order.objects.exists()
    assert not Ticket.objects.exists()


def test_hold_has_the_legs_that_were_offered(shop):
    trip = two_rides()
    offer = shop.offer(30, 31, itineraries=[trip])

    booking = hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW)

    legs = list(booking.legs.order_by("sequence"))
    assert [leg.reference for leg in legs] == [leg.reference for leg in offer.offered_legs()]
    assert [leg.traveller_references for leg in legs] == [["p1"], ["p2"], ["p1"], ["p2"]]
    assert [leg.ride_facts() for leg in legs] == [trip.rides[0]] * 2 + [trip.rides[1]] * 2
    assert [leg.departs_at for leg in legs] == [leg.ride_facts().departs_at for leg in legs]
    assert {leg.ticket for leg in legs} == {None}


def test_hold_of_a_group_has_one_leg_for_all():
    booking = open_shop({"is_group_ticket": True}).hold(30, 31)

    assert booking.legs.get().traveller_references == ["p1", "p2"]


def test_hold_remembers_the_customer(shop):
    booking = hold_booking(
        shop.offer().reference, channel=shop.channel, customer=ANNA, by=BY, at=NOW
    )

    customer = Customer.objects.get()
    assert booking.customer == customer
    assert (customer.external_id, customer.first_name, customer.email) == (
        "anna-1",
        "Anna",
        "anna@example.com",
    )


def test_hold_learns_what_is_new_of_a_known_customer(shop):
    for facts in (ANNA, CustomerFacts("anna-1", last_name="Berg")):
        hold_booking(shop.offer().reference, channel=shop.channel, customer=facts, by=BY, at=NOW)

    customer = Customer.objects.get()
    assert (customer.first_name, customer.last_name, customer.email) == (
        "Anna",
        "Berg",
        "anna@example.com",
    )


def test_hold_for_a_blocked_customer_is_refused(shop):
    hold_booking(shop.offer().reference, channel=shop.channel, customer=ANNA, by=BY, at=NOW)
    block_customer(Customer.objects.get(), by=BY, at=NOW)
    offer = shop.offer()

    with pytest.raises(CustomerBlocked):
        hold_booking(offer.reference, channel=shop.channel, customer=ANNA, by=BY, at=NOW)

    offer.refresh_from_db()
    assert offer.taken_at is None


def test_customer_is_known_to_one_channel_only(shop):
    other = open_shop()
    for place in (shop, other):
        hold_booking(place.offer().reference, channel=place.channel, customer=ANNA, by=BY, at=NOW)

    assert [customer.tenant for customer in Customer.objects.order_by("pk")] == [
        shop.tenant,
        other.tenant,
    ]


@pytest.mark.parametrize(
    ("offered", "asked", "chosen"),
    [
        ("", {}, "text/plain"),
        ("image/png", {}, "image/png"),
        ("image/png", {"media": "image/svg+xml"}, "image/svg+xml"),
        ("image/png", {"symbology": "QR"}, "image/png"),
        ("", {"symbology": "QR", "media": "image/png"}, "image/png"),
    ],
)
def test_form_asked_for_last_wins(shop, offered, asked, chosen):
    offer = shop.offer(media=offered)

    booking = hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW, **asked)

    assert booking.media == chosen


def test_form_that_tickets_do_not_come_in_is_refused():
    shop = open_shop({"ticket_type__media": [Media.TEXT]})
    offer = shop.offer()

    with pytest.raises(FormUnavailable):
        hold_booking(offer.reference, channel=shop.channel, media="image/png", by=BY, at=NOW)

    assert hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW)


def test_offer_is_held_once(shop):
    offer = shop.offer()
    hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW)

    with pytest.raises(OfferTaken):
        hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW)


def test_offer_that_lapsed_is_not_held(shop):
    offer = shop.offer()

    with pytest.raises(OfferLapsed):
        hold_booking(offer.reference, channel=shop.channel, by=BY, at=offer.valid_until)

    assert not Booking.objects.exists()


def test_bookings_of_other_channels_are_out_of_sight(shop):
    sold = shop.sell()
    other = SalesChannelFactory(tenant=shop.tenant)

    assert list(Booking.objects.sold_through(shop.channel)) == [sold]
    assert list(Booking.objects.sold_through(other)) == []
    assert list(Leg.objects.sold_through(other)) == []


def test_factories_make_one_tenant_each():
    held, sold = BookingFactory(), SoldBookingFactory(offer__itinerary=one_ride())

    assert held.channel.tenant == held.tenant == held.offer.product.tenant
    assert sold.order.tenant == sold.tenant != held.tenant
