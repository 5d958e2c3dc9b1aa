"""Prices for groups, from the list to the review (§6.2)."""

import pytest

from bookings.models import Booking, PurchasePart
from sales.models import Product
from tests.factories.sales import FareFactory
from tests.protocols.tripgo.kept import bus_segment, keep, path_to
from tests.protocols.tripgo.strictly import post_strictly

pytestmark = pytest.mark.django_db


@pytest.fixture
def bus(tripgo):
    """The bookingURL of the bus."""
    trip = keep(tripgo, bus_segment(tripgo))
    return path_to(trip, "bus1", f"quick/{tripgo.shop.product.code}")


def test_group_ticket_is_for_as_many_as_were_told(tripgo, app, bus):
    product = tripgo.shop.product
    product.fares.all().delete()
    Product.objects.filter(pk=product.pk).update(is_group_ticket=True)
    FareFactory(product=product, category=None, amount="10.00", group_size=5)

    told = post_strictly(app, bus, {"input": [{"id": "totalPassengers", "value": 4}]})

    assert told["review"][0]["price"] == 1000
    assert len(Booking.objects.get().offer.travellers) == 4


def test_fares_of_the_review_add_up_to_what_is_charged(tripgo, app, bus):
    """Apps show their sum; the list tells the price of the smallest group."""
    product = tripgo.shop.product
    product.fares.all().delete()
    Product.objects.filter(pk=product.pk).update(is_group_ticket=True)
    FareFactory(product=product, category=None, amount="10.00", group_size=2)
    FareFactory(product=product, category=None, amount="16.00", group_size=5)

    told = post_strictly(app, bus, {"input": [{"id": "totalPassengers", "value": 4}]})

    [part] = told["review"]
    assert sum(fare["price"] * fare["value"] for fare in part["tickets"]) == part["price"] == 1600
    [kept] = PurchasePart.objects.get().told["fares"]
    assert kept["price"] == 1600


def test_fares_of_the_review_are_those_of_a_group_where_that_is_cheaper(tripgo, app, bus):
    """Of one traveller the list tells the single fare, since a group would pay more."""
    FareFactory(product=tripgo.shop.product, category=None, amount="10.00", group_size=5)

    told = post_strictly(app, bus, {"fares": [{"id": "adult", "value": 3}]})

    [part] = told["review"]
    assert told["paymentOptions"][0]["fullPrice"] == part["price"] == 1000
    assert [(fare["price"], fare["value"]) for fare in part["tickets"]] == [(1000, 1)]
    assert part["fares"] == part["tickets"]
