"""Offers of products that need no trip."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest

from sales.errors import NoFare, NothingOnSale, NotValidThen, OfferUnknown
from sales.models import Offer
from sales.offers.actions import (
    OfferWish,
    make_offers,
    make_product_offers,
    quote_offers,
    take_offer,
)
from sales.orders.actions import reserve_offers
from sales.orders.terms import OfferChoice
from tests.counting import counted
from tests.factories.fares import DiscountFactory, RideFareFactory, TimeSpanFactory
from tests.factories.itineraries import one_ride
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import draft, lines_of, sell_supplement, settle
from tests.factories.sales import (
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
)
from tests.factories.scenarios import open_shop, wishes
from tests.standing import standing
from tickets.models import Ticket
from tickets.states import ValidityKind

pytestmark = pytest.mark.django_db

ALONE = OfferWish(wishes([None]))


@standing
def shop():
    return open_shop({"code": "day"}, single_product=False)


def offers(shop, *codes, wish=ALONE, **kwargs):
    return make_product_offers(shop.channel, codes or ("day",), wish=wish, at=NOW, **kwargs)


def test_product_is_offered_without_a_trip(shop):
    [offer] = offers(shop, wish=OfferWish(wishes([30, 31]), lives=timedelta(minutes=30)))

    stored = Offer.objects.get()
    assert stored == offer
    assert (stored.amount, stored.rides, stored.legs) == (Decimal("8.00"), [], [])
    assert (stored.starts_at, stored.valid_until) == (None, later(minutes=30))


def test_product_offer_is_sold_and_its_ticket_begins_when_it_was_asked_to(shop):
    [offer] = offers(shop, starts_at=later(days=2))
    order = draft(shop)

    reserve_offers(order, [OfferChoice(offer.reference)], by=BY, at=NOW)
    settle(order)

    assert lines_of(order)[0].starts_at == later(days=2)
    ticket = Ticket.objects.get()
    assert (ticket.valid_from, ticket.valid_until) == (
        later(days=2, minutes=-15),
        later(days=2, minutes=60),
    )


def test_product_whose_price_depends_on_the_trip_has_no_offer_without_one(shop):
    zones = ProductFactory(tenant=shop.tenant, code="zones")
    FareFactory(product=zones, category=shop.adult, basis="ZONES", max_zones=9)
    CatalogueEntryFactory(channel=shop.channel, product=zones)
    RideFareFactory(product=zones, category=shop.adult)

    with pytest.raises(NoFare):
        offers(shop, "zones")


def test_time_of_the_first_use_decides_the_price(shop):
    span = TimeSpanFactory(band__tenant=shop.tenant, starts_at=time(11), ends_at=time(14))
    FareFactory(product=shop.product, category=shop.adult, amount="3.00", time_band=span.band)
    DiscountFactory(tenant=shop.tenant, percent=Decimal(50), time_band=span.band)

    [now] = offers(shop)
    [tonight] = offers(shop, starts_at=later(hours=9))

    assert (now.amount, tonight.amount) == (Decimal("1.50"), Decimal("4.00"))


def test_fixed_dates_hold_for_the_start(shop):
    fixed = ProductFactory(
        tenant=shop.tenant,
        code="fair",
        validity=ValidityKind.FIXED_DATES,
        valid_minutes=None,
        valid_from_date="2026-06-03",
        valid_until_date="2026-06-04",
    )
    FareFactory(product=fixed, category=shop.adult)
    CatalogueEntryFactory(channel=shop.channel, product=fixed)

    assert len(offers(shop, "fair")) == 1
    assert len(offers(shop, "fair", starts_at=later(days=2))) == 1
    with pytest.raises(NotValidThen):
        offers(shop, "fair", starts_at=later(days=3))


def test_product_that_is_not_on_sale_is_named(shop):
    with pytest.raises(NothingOnSale, match="Not on sale in this channel now: year."):
        offers(shop, "day", "year")


def test_supplement_is_offered_on_its_own_and_with_a_trip_when_wished_for(shop):
    sell_supplement(shop, code="bike")
    trip = [one_ride()]

    assert [offer.product.code for offer in offers(shop, "bike", "day")] == ["bike", "day"]
    plain = make_offers(shop.channel, trip, wish=ALONE, at=NOW)
    wish = OfferWish(wishes([None]), supplements=True)
    full = make_offers(shop.channel, trip, wish=wish, at=NOW)
    assert [offer.product.code for offer in plain] == ["day"]
    assert [offer.product.code for offer in full] == ["bike", "day"]


def test_channel_with_supplements_alone_sells_no_trip():
    shop = open_shop({"is_supplement": True})

    with pytest.raises(NothingOnSale):
        shop.offer()


def test_what_staff_answer_first_is_offered_for_bookings_alone(shop):
    shop.product.confirm_minutes = 60
    shop.product.save()
    for_orders = replace(ALONE, sold_at_once=True)

    [offer] = quote_offers(shop.channel, [one_ride()], wish=ALONE, at=NOW)

    assert offer.confirm_minutes == 60
    with pytest.raises(NothingOnSale):
        quote_offers(shop.channel, [one_ride()], wish=for_orders, at=NOW)
    with pytest.raises(NothingOnSale, match="Staff say yes or no to this product first"):
        make_product_offers(shop.channel, [shop.product.code], wish=for_orders, at=NOW)


def test_offer_without_a_trip_is_for_orders_and_not_for_bookings(shop):
    sell_supplement(shop, code="bike")
    wish = OfferWish(wishes([None]), supplements=True)
    bike, _ = make_offers(shop.channel, [one_ride()], wish=wish, at=NOW)
    [day] = offers(shop)

    for offer in (bike, day):
        with pytest.raises(OfferUnknown):
            take_offer(offer.reference, channel=shop.channel, at=NOW)
    assert set(Offer.objects.values_list("taken_at", flat=True)) == {None}


@pytest.mark.parametrize("number", [1, 3])
def test_product_offers_take_as_many_queries_for_three_products_as_for_one(shop, number):
    PassengerCategoryFactory(tenant=shop.tenant)
    codes = ["day", *(sell_supplement(shop).code for _ in range(number - 1))]

    with counted() as count:
        offers(shop, *codes)

    assert count.statements == 4
