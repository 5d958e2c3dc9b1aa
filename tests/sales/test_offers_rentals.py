"""Offers of vehicles, and that offers of trips know nothing of them."""

from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from operators.fleet.terms import PlanTerms
from sales.errors import NoFare, NothingOnSale, OfferTaken, OfferUnknown
from sales.fares.rentals import Use, price_rental
from sales.models import CatalogueEntry, Offer
from sales.offers.actions import (
    OfferWish,
    make_offers,
    make_product_offers,
    take_offer,
    take_offers,
)
from sales.offers.rentals import offer_asset
from tests.counting import counted
from tests.factories.fleet import (
    AT_MOST,
    TENTH_OFF,
    UNLOCKING,
    AssetFactory,
    FleetFactory,
    PricingPlanFactory,
)
from tests.factories.itineraries import one_ride
from tests.factories.moments import NOW, later
from tests.factories.rentals import OF_FLEET, open_rental_shop
from tests.factories.sales import CatalogueEntryFactory, ProductFactory
from tests.factories.scenarios import open_shop, wishes
from tests.sales.renting import offered, priced_in
from tests.standing import standing

pytestmark = pytest.mark.django_db
ONE = OfferWish(wishes((None,)))


@standing
def shop():
    return open_rental_shop()


def rented_beside(journeys):
    """A fleet's product in the channel of a shop that sells trips."""
    tenant, channel = journeys.tenant, journeys.channel
    fleet = FleetFactory(operator__tenant=tenant, operator__organisation=channel.seller)
    facts = {**OF_FLEET, "tenant": tenant, "operator": fleet.operator, "fleet": fleet}
    return CatalogueEntryFactory(channel=channel, product=ProductFactory(**facts)).product


def test_offer_of_a_vehicle_promises_its_plan(shop):
    made = offered(shop)

    offer = Offer.objects.get()
    assert offer == made
    assert (offer.asset, offer.product, offer.channel) == (shop.asset, shop.product, shop.channel)
    assert offer.pricing_plan() == shop.asset.rented_by.terms()
    assert (offer.amount, offer.tax_amount, offer.currency, offer.vat_rate) == (
        Decimal("1.00"),
        Decimal("0.16"),
        "EUR",
        Decimal("19.00"),
    )
    assert [(part.title, part.rule) for part in offer.parts()] == [("Unlock fee", "Charged once.")]
    assert (offer.rides, offer.travellers, offer.media) == ([], [], "")


def test_offer_of_a_vehicle_is_taken_at_once(shop):
    offer = offered(shop)

    assert (offer.made_at, offer.taken_at) == (NOW, NOW)
    with pytest.raises(OfferTaken):
        take_offers([offer.reference], channel_id=shop.channel.pk, at=NOW)


def test_offer_of_a_vehicle_has_one_leg(shop):
    offer = offered(shop)

    [leg] = offer.offered_legs()
    assert len(leg.reference) == 22
    assert leg.reference != offer.reference


def test_vehicle_is_offered_in_three_statements(shop):
    """The entry, the parts of the plan, the offer; the vehicle was read with its plan."""
    asset = type(shop.asset).objects.select_related("asset_type__default_plan", "plan").get()

    with counted() as count:
        offer_asset(shop.channel, asset, at=NOW)
    assert count.statements == 3


def test_plan_of_the_vehicle_goes_before_that_of_its_type(shop):
    own = PricingPlanFactory(fleet=shop.fleet, parts=[{**UNLOCKING, "amount": Decimal("2.00")}])
    asset = AssetFactory(fleet=shop.fleet, asset_type=shop.asset.asset_type, plan=own)

    assert offer_asset(shop.channel, asset, at=NOW).amount == Decimal("2.00")


def test_change_of_the_plan_changes_no_offer(shop):
    offer = offered(shop)
    shop.asset.rented_by.parts.update(amount=Decimal("9.00"))

    plan = Offer.objects.get(pk=offer.pk).pricing_plan()
    price = price_rental(plan, Use(60), vat_rate=offer.vat_rate)
    assert isinstance(plan, PlanTerms)
    assert price.amount == Decimal("1.19")


def test_plan_in_another_currency_is_offered_in_it():
    shop = priced_in(open_rental_shop(), "SEK")

    assert offered(shop).currency == "SEK"


def test_offer_tells_discounts_and_caps():
    shop = open_rental_shop([UNLOCKING, TENTH_OFF, {**AT_MOST, "amount": Decimal("0.50")}])

    offer = offered(shop)

    assert str(offer.amount) == "0.50"
    assert [(one.kind, str(one.amount)) for one in offer.parts()] == [
        ("FARE", "1.00"),
        ("DISCOUNT", "-0.10"),
        ("DISCOUNT", "-0.40"),
    ]


def test_vehicle_of_another_fleet_is_not_on_sale(shop):
    stranger = AssetFactory(fleet=FleetFactory(operator=shop.fleet.operator))

    with pytest.raises(NothingOnSale) as refusal:
        offer_asset(shop.channel, stranger, at=NOW)
    assert refusal.value.detail == "No rentals of this fleet are on sale in this channel now."


def test_vehicle_is_offered_while_its_product_is_on_sale(shop):
    CatalogueEntry.objects.update(period=DateTimeTZRange(later(days=-1), later(minutes=1)))

    assert offered(shop).pk
    with pytest.raises(NothingOnSale):
        offered(shop, at=later(minutes=1))


def test_vehicle_without_a_plan_has_no_price(shop):
    kind = shop.asset.asset_type
    kind.default_plan = None
    kind.save()

    with pytest.raises(NoFare):
        offered(shop)


def test_channel_of_a_single_product_sells_rentals():
    shop = open_rental_shop(single_product=True)

    assert offered(shop).product == shop.product


def test_first_product_of_the_fleet_is_taken():
    shop = open_rental_shop(single_product=False)
    facts = {**OF_FLEET, "tenant": shop.tenant, "operator": shop.fleet.operator}
    cheaper = ProductFactory(**facts, fleet=shop.fleet, code="a-first")
    CatalogueEntryFactory(channel=shop.channel, product=cheaper)

    assert offered(shop).product == cheaper


def test_trips_are_not_offered_with_a_product_of_a_fleet(shop):
    with pytest.raises(NothingOnSale):
        make_offers(shop.channel, [one_ride()], wish=ONE, at=NOW)
    with pytest.raises(NothingOnSale):
        make_product_offers(shop.channel, [shop.product.code], wish=ONE, at=NOW)


def test_offer_of_a_vehicle_is_no_offer_of_a_trip(shop):
    offer = offered(shop)
    Offer.objects.update(taken_at=None)

    with pytest.raises(OfferUnknown):
        take_offer(offer.reference, channel=shop.channel, at=NOW)


def test_rentals_beside_trips_change_neither_offers_nor_statements():
    journeys = open_shop(single_product=False)
    with counted() as before:
        journeys.offer()
    rented_beside(journeys)

    with counted() as after:
        offers = make_offers(journeys.channel, [one_ride()], wish=ONE, at=NOW)

    assert [offer.product for offer in offers] == [journeys.product]
    assert after.statements == before.statements
