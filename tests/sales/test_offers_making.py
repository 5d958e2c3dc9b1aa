from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from sales.catalogue.states import FareBasis
from sales.errors import NoFare, NothingOnSale
from sales.models import Offer
from sales.offers.actions import (
    OfferWish,
    make_offers,
    products_on_sale,
    quote_offers,
)
from sales.offers.terms import TravellerWish
from tests.counting import counted
from tests.factories.itineraries import one_ride, two_rides
from tests.factories.moments import NOW, later
from tests.factories.sales import (
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
    SalesChannelFactory,
)
from tests.factories.scenarios import open_shop, wishes
from tests.standing import standing
from tickets.errors import FormUnavailable
from tickets.forms.media import Media

pytestmark = pytest.mark.django_db


ALONE = OfferWish(travellers=(TravellerWish(),))


@standing
def shop():
    return open_shop()


def add_child(shop, amount="1.15"):
    child = PassengerCategoryFactory(
        tenant=shop.tenant, code="child", name="Child", min_age=4, max_age=11
    )
    return FareFactory(product=shop.product, category=child, amount=amount)


def add_product(shop, **product):
    """A second product on sale in a channel that may sell several."""
    other = ProductFactory(tenant=shop.tenant, **product)
    CatalogueEntryFactory(channel=shop.channel, product=other)
    return other


def test_every_column_of_a_product_on_sale_is_what_the_table_has():
    shop = open_shop(single_product=False)
    add_product(shop, code="a")

    products = products_on_sale(shop.channel, at=NOW).products

    assert [product.code for product in products] == ["a", shop.product.code]
    for row in (each for one in products for each in (one, one.ticket_type, one.tenant)):
        stored = type(row).objects.values().get(pk=row.pk)
        assert {name: vars(row)[name] for name in stored} == stored


def test_offer_promises_a_price_for_a_while(shop):
    [offer] = make_offers(shop.channel, [one_ride()], wish=ALONE, at=NOW)

    assert (offer.product, offer.channel, offer.tenant) == (shop.product, shop.channel, shop.tenant)
    assert (offer.amount, offer.tax_amount, offer.currency) == (
        Decimal("4.00"),
        Decimal("0.33"),
        "EUR",
    )
    assert (offer.made_at, offer.valid_until) == (NOW, later(seconds=900))
    assert offer.taken_at is None


def test_offer_keeps_the_trip_as_it_was_planned(shop):
    trip = two_rides()

    [offer] = make_offers(shop.channel, [trip], wish=ALONE, at=NOW)

    assert tuple(Offer.objects.get(pk=offer.pk).itinerary_rides()) == trip.rides


def test_offer_tells_the_category_of_each_traveller(shop):
    add_child(shop)

    offer = shop.offer(30, 8, None)

    assert [
        (person.reference, person.age, person.category) for person in offer.offered_travellers()
    ] == [("p1", 30, "Adult"), ("p2", 8, "Child"), ("p3", None, "Adult")]
    assert [(part.category, part.count, part.amount) for part in offer.parts()] == [
        ("Adult", 2, Decimal("8.00")),
        ("Child", 1, Decimal("1.15")),
    ]
    assert (offer.amount, offer.tax_amount) == (Decimal("9.15"), Decimal("0.75"))


def test_offer_has_a_leg_for_each_ride_and_traveller(shop):
    offer = shop.offer(30, 31, itineraries=[two_rides()])

    legs = offer.offered_legs()
    assert [(leg.ride, leg.holder) for leg in legs] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert len({leg.reference for leg in legs}) == 4


def test_offer_of_a_group_ticket_has_one_leg_for_each_ride():
    offer = open_shop({"is_group_ticket": True}).offer(30, 31, itineraries=[two_rides()])

    assert [(leg.ride, leg.holder) for leg in offer.offered_legs()] == [(0, 0), (1, 0)]


def test_offer_by_zones_takes_the_step_that_covers_the_trip(shop):
    for zones, amount in ((1, "2.00"), (3, "3.50")):
        FareFactory(
            product=shop.product,
            category=shop.adult,
            basis=FareBasis.ZONES,
            max_zones=zones,
            amount=amount,
        )

    offers = make_offers(shop.channel, [one_ride(), two_rides()], wish=ALONE, at=NOW)

    assert [offer.amount for offer in offers] == [Decimal("2.00"), Decimal("3.50")]


def test_offers_made_together_share_their_plan(shop):
    first, second = make_offers(shop.channel, [one_ride(), one_ride()], wish=ALONE, at=NOW)
    other = shop.offer()

    assert first.plan == second.plan
    assert first.plan != other.plan
    assert first.reference != second.reference


def test_offer_for_nothing_is_free():
    offer = open_shop(amount="0.00").offer()

    assert (offer.amount, offer.tax_amount) == (Decimal("0.00"), Decimal("0.00"))


def test_quoting_stores_nothing(shop):
    [offer] = quote_offers(shop.channel, [one_ride()], wish=ALONE, at=NOW)

    assert offer.amount == Decimal("4.00")
    assert Offer.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_quoting_takes_three_statements_however_many_trips(shop, number):
    add_child(shop)
    wish = OfferWish(wishes([30, 8] * number))

    with counted() as count:
        quote_offers(shop.channel, [one_ride()] * number, wish=wish, at=NOW)

    assert count.statements == 3


def test_making_offers_takes_one_statement_more(shop):
    with counted() as count:
        make_offers(shop.channel, [one_ride()] * 3, wish=ALONE, at=NOW)

    assert count.statements == 4


def test_planning_finds_no_offer_for_no_trip(shop):
    assert quote_offers(shop.channel, [], wish=ALONE, at=NOW) == []


@pytest.mark.parametrize("at", [later(days=-1, microseconds=-1), later(days=1)])
def test_nothing_is_on_sale_outside_the_period(at):
    channel = SalesChannelFactory()
    CatalogueEntryFactory(channel=channel, period=DateTimeTZRange(later(days=-1), later(days=1)))

    with pytest.raises(NothingOnSale):
        quote_offers(channel, [one_ride()], wish=ALONE, at=at)


def test_channel_with_several_products_offers_each_of_them():
    shop = open_shop(single_product=False)
    FareFactory(product=add_product(shop), category=shop.adult, amount="5.00")

    offers = make_offers(shop.channel, [one_ride(), one_ride()], wish=ALONE, at=NOW)

    assert sorted(offer.amount for offer in offers) == [4, 4, 5, 5]


def test_product_without_a_fare_is_left_out():
    shop = open_shop(single_product=False)
    add_product(shop)

    assert [offer.product for offer in quote(shop)] == [shop.product]


def test_product_that_does_not_come_in_the_form_is_left_out():
    shop = open_shop(single_product=False)
    paper = add_product(shop, ticket_type__media=[Media.SVG])
    FareFactory(product=paper, category=shop.adult, amount="5.00")

    assert [offer.product for offer in quote(shop, media="image/png")] == [shop.product]


def quote(shop, **form):
    wish = OfferWish((TravellerWish(),), **form)
    return quote_offers(shop.channel, [one_ride()], wish=wish, at=NOW)


def test_offer_without_a_fare_is_refused(shop):
    shop.fare.delete()

    with pytest.raises(NoFare):
        shop.offer()


def test_offer_without_a_category_is_refused(shop):
    shop.adult.is_default = False
    shop.adult.save()

    with pytest.raises(NoFare, match="mark one in the admin"):
        shop.offer()


@pytest.mark.parametrize(
    ("usual", "asked", "given"),
    [
        ("", "", "text/plain"),
        ("image/svg+xml", "", "image/svg+xml"),
        ("image/svg+xml", "image/png", "image/png"),
    ],
)
def test_form_of_tickets_is_the_one_asked_for_else_the_channels(usual, asked, given):
    assert open_shop(ticket_media=usual).offer(media=asked).media == given


def test_form_of_the_channel_is_passed_over_where_tickets_do_not_come_in_it():
    shop = open_shop({"ticket_type__media": [Media.PNG]}, ticket_media="image/svg+xml")

    assert shop.offer().media == "image/png"


@pytest.mark.parametrize("form", [{"symbology": "AZTEC"}, {"media": "image/png"}])
def test_form_that_no_ticket_comes_in_is_refused(form):
    shop = open_shop({"ticket_type__media": [Media.TEXT]})

    with pytest.raises(FormUnavailable):
        shop.offer(**form)
