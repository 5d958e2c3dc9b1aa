"""Offers and sales of tariffs with all that a tariff may have."""

from datetime import time
from decimal import Decimal

import pytest

from operators.timetable.models import FareZone
from sales.catalogue.states import FareBasis
from sales.errors import NotForCategory
from sales.models import Offer, Order, OrderLine
from sales.offers.actions import OfferWish, quote_offers
from tests.counting import counted
from tests.factories.fares import (
    CategoryLimitFactory,
    DiscountFactory,
    FareAreaFactory,
    FareNetworkFactory,
    RideFareFactory,
    TimeBandFactory,
    TimeSpanFactory,
    TransferFareFactory,
)
from tests.factories.itineraries import one_ride, two_rides
from tests.factories.moments import NOW
from tests.factories.sales import (
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
)
from tests.factories.scenarios import open_shop, wishes
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def everything(shop, product):
    """Give a product one of each kind of rule."""
    tenant = shop.tenant
    near = FareAreaFactory(tenant=tenant)
    FareAreaFactory(tenant=tenant, zone_ids=["far away"])
    noon = TimeBandFactory(tenant=tenant, name="Noon")
    TimeSpanFactory(band=noon, starts_at=time(12), ends_at=time(13))
    ends = {"origin_area": near, "destination_area": near}
    FareFactory(product=product, category=None, basis=FareBasis.AREAS, **ends)
    network = FareNetworkFactory(tenant=tenant)
    RideFareFactory(product=product, network=network, leg_group="local", origin_area=near)
    TransferFareFactory(product=product, to_group="local")
    DiscountFactory(tenant=tenant, product=product, time_band=noon)
    CategoryLimitFactory(product=product, category=shop.adult, most=5)


@pytest.mark.parametrize("number", [1, 3])
def test_quoting_all_kinds_of_rules_takes_ten_statements_however_many(number):
    shop = open_shop(single_product=False)
    everything(shop, shop.product)
    for _ in range(number - 1):
        product = ProductFactory(tenant=shop.tenant)
        CatalogueEntryFactory(channel=shop.channel, product=product)
        everything(shop, product)

    with counted() as count:
        offers = quote_offers(
            shop.channel,
            [one_ride()] * number,
            wish=OfferWish(wishes([30, 31])),
            at=NOW,
        )

    assert count.statements == 10
    assert len(offers) == number * number


def test_offer_between_areas_is_lowered_in_its_time_band():
    shop = open_shop()
    near = FareAreaFactory(tenant=shop.tenant, name="Town")
    ends = {"origin_area": near, "destination_area": near}
    FareFactory(product=shop.product, category=shop.adult, basis="AREAS", amount="3.00", **ends)
    noon = TimeBandFactory(tenant=shop.tenant, name="Noon")
    TimeSpanFactory(band=noon, starts_at=time(12), ends_at=time(13))
    DiscountFactory(tenant=shop.tenant, name="Lunch", time_band=noon)

    offer = shop.offer()

    assert [(part.title, str(part.amount), part.rule) for part in offer.parts()] == [
        ("1 × Adult, Town – Town", "3.00", "From Town to Town."),
        ("1 × Adult, Lunch, Noon", "-0.60", "Lunch: 20 % off as the trip departs in Noon."),
    ]
    assert (offer.amount, offer.tax_amount) == (Decimal("2.40"), Decimal("0.20"))


def test_fares_of_areas_that_a_trip_does_not_touch_do_not_count():
    shop = open_shop()
    far = FareAreaFactory(tenant=shop.tenant, zone_ids=["far"])
    ends = {"origin_area": far, "destination_area": far}
    FareFactory(product=shop.product, category=shop.adult, basis="AREAS", amount="1.00", **ends)

    assert shop.offer().amount == Decimal("4.00")


def test_discount_for_one_channel_is_none_in_another():
    shop, stranger = open_shop(), open_shop()
    DiscountFactory(tenant=shop.tenant, channel=shop.channel)
    CatalogueEntryFactory(channel__tenant=shop.tenant, product=shop.product, tenant=shop.tenant)

    assert shop.offer().amount == Decimal("3.20")
    assert stranger.offer().amount == Decimal("4.00")


def test_one_ticket_of_a_trip_with_a_change_carries_the_zones_of_both_rides():
    shop = open_shop()
    for number, zone_id in enumerate("ABCD", start=1):
        FareZone.objects.create(tenant=shop.tenant, zone_id=zone_id, number=number)

    shop.sell(itineraries=[two_rides()])

    assert Ticket.objects.get().zones == [1, 2, 3]


def test_sale_with_a_discount_costs_what_was_offered():
    shop = open_shop()
    DiscountFactory(tenant=shop.tenant, percent=Decimal("12.50"))

    booking = shop.sell(30, 31, 32)

    order = Order.objects.get()
    line = OrderLine.objects.get()
    assert (order.total_amount, order.total_tax_amount) == (Decimal("10.50"), Decimal("0.87"))
    assert (booking.offer.amount, booking.offer.tax_amount) == (Decimal("10.50"), Decimal("0.87"))
    assert (line.count, line.unit_amount) == (3, Decimal("3.50"))


def test_sale_of_a_group_price_is_one_line_with_one_ticket():
    shop = open_shop({"is_group_ticket": True})
    FareFactory(product=shop.product, category=None, group_size=5, amount="10.00")

    shop.sell(30, 31, 32)

    line = OrderLine.objects.get()
    assert (line.count, line.amount, line.passenger_category) == (
        1,
        Decimal("10.00"),
        "Group of up to 5",
    )
    assert [seat["reference"] for seat in line.travellers] == ["p1", "p2", "p3"]
    assert Ticket.objects.get().passengers == 3


def test_infants_are_on_the_ticket_of_the_group_and_cost_nothing():
    shop = open_shop({"is_group_ticket": True})
    facts = {"code": "infant", "name": "Infant", "max_age": 3, "travels_free": True}
    PassengerCategoryFactory(tenant=shop.tenant, **facts)
    FareFactory(product=shop.product, category=None, group_size=2, amount="6.00")

    shop.sell(30, 2, 31)

    lines = OrderLine.objects.order_by("amount").values_list("passenger_category", "amount")
    assert list(lines) == [("Infant", Decimal("0.00")), ("Group of up to 2", Decimal("6.00"))]
    assert Ticket.objects.get().passengers == 3


def test_product_that_is_not_for_a_category_is_refused():
    shop = open_shop()
    CategoryLimitFactory(product=shop.product, category=shop.adult)

    with pytest.raises(NotForCategory):
        shop.offer()


def test_offers_that_were_stored_before_explanations_are_sold():
    shop = open_shop()
    offer = shop.offer(30, 31)
    names = ("category_id", "category", "count", "unit_amount", "amount", "tax_amount")
    old = [{name: part[name] for name in names} for part in offer.price_parts]
    Offer.objects.update(price_parts=old)

    booking = shop.hold(30)
    assert booking.offer.amount == Decimal("4.00")
    assert [part.title for part in Offer.objects.get(pk=offer.pk).parts()] == ["2 × Adult"]
