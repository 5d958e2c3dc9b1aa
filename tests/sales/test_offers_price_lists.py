"""What each passenger category pays, product by product."""

import pytest

from sales.errors import NoFare, NothingOnSale, NotValidThen
from sales.models import Fare, Product
from sales.offers.price_lists import list_prices
from tests.counting import counted
from tests.factories.fares import CategoryLimitFactory, DiscountFactory
from tests.factories.itineraries import one_ride
from tests.factories.moments import NOW
from tests.factories.sales import (
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
    SalesChannelFactory,
)
from tests.factories.scenarios import open_shop
from tickets.states import ValidityKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return open_shop(single_product=False)


def category(shop, code, amount=None, **facts):
    found = PassengerCategoryFactory(tenant=shop.tenant, code=code, **facts)
    if amount is not None:
        FareFactory(product=shop.product, category=found, amount=amount)
    return found


def sell(shop, **more):
    product = ProductFactory(tenant=shop.tenant, operator=shop.product.operator, **more)
    FareFactory(product=product, category=shop.adult, amount="7.00")
    CatalogueEntryFactory(channel=shop.channel, product=product)
    return product


def prices(shop, **more):
    """Category and amount, product by product."""
    found = list_prices(shop.channel, one_ride(), at=NOW, **more)
    return {
        one.product: [(price.category.code, str(price.amount)) for price in one.categories]
        for one in found
    }


def test_every_category_with_a_fare_has_a_price_the_default_one_first(shop):
    category(shop, "a-child", "2.35", min_age=4, max_age=11)
    category(shop, "without")
    category(shop, "infant", max_age=3, travels_free=True)

    assert prices(shop) == {
        shop.product: [("adult", "4.00"), ("a-child", "2.35"), ("infant", "0.00")]
    }


def test_products_are_those_on_sale_without_supplements(shop):
    other, supplement = sell(shop, code="z-other"), sell(shop, is_supplement=True)
    ProductFactory(tenant=shop.tenant, operator=shop.product.operator)

    found = prices(shop)

    assert set(found) == {shop.product, other}
    assert supplement not in found
    assert set(prices(shop, product_codes=["z-other"])) == {other}


def test_discount_is_taken_off(shop):
    DiscountFactory(tenant=shop.tenant, percent="50.00")

    assert prices(shop) == {shop.product: [("adult", "2.00")]}


def test_limit_of_a_category_is_told_and_nobody_is_left_out(shop):
    child = category(shop, "child", "2.00", min_age=4, max_age=11)
    CategoryLimitFactory(product=shop.product, category=shop.adult, most=2)
    CategoryLimitFactory(product=shop.product, category=child, most=0)

    [found] = list_prices(shop.channel, one_ride(), at=NOW)

    assert [(one.category, one.most) for one in found.categories] == [(shop.adult, 2)]


def test_group_has_one_price(shop):
    Fare.objects.all().delete()
    FareFactory(product=shop.product, category=None, amount="10.00", group_size=5)
    FareFactory(product=shop.product, category=None, amount="18.00", group_size=10)

    [found] = list_prices(shop.channel, one_ride(), at=NOW)

    assert found.categories == ()
    assert (str(found.group.amount), found.group.most) == ("10.00", 10)


def test_group_price_is_not_told_where_everybody_has_one(shop):
    FareFactory(product=shop.product, category=None, amount="10.00", group_size=5)

    [found] = list_prices(shop.channel, one_ride(), at=NOW)

    assert found.group is None


def test_product_for_those_alone_who_accompany_others_is_left_out(shop):
    Fare.objects.all().delete()
    category(shop, "infant", max_age=3, travels_free=True)

    with pytest.raises(NoFare):
        prices(shop)


def test_product_of_other_days_is_left_out(shop):
    Product.objects.filter(pk=shop.product.pk).update(
        validity=ValidityKind.FIXED_DATES,
        valid_minutes=None,
        valid_from_date="2020-01-01",
        valid_until_date="2020-02-01",
    )
    with pytest.raises(NotValidThen):
        prices(shop)

    other = sell(shop)
    assert set(prices(shop)) == {other}


def test_nothing_on_sale_is_told(shop):
    with pytest.raises(NothingOnSale):
        list_prices(SalesChannelFactory(), one_ride(), at=NOW)
    with pytest.raises(NothingOnSale):
        prices(shop, product_codes=["unknown"])

    Product.objects.update(is_supplement=True)
    with pytest.raises(NothingOnSale):
        prices(shop)


def test_number_of_statements_does_not_depend_on_products_and_categories(shop):
    with counted() as alone:
        prices(shop)
    for place in range(3):
        sell(shop)
        category(shop, f"category-{place}", "1.00", min_age=place, max_age=place)
    with counted() as more:
        prices(shop)

    assert alone.statements == more.statements <= 4
