"""Setting up fares on the page of their product."""

from datetime import date

import pytest

from sales.models import Fare, Product
from tests.admin_world import address, logged_in, member, superuser
from tests.factories.scenarios import open_shop
from tests.sales.product_forms import ONE_FARE, fare_form, product_form
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def test_new_fare_is_in_the_currency_of_the_tenant(shop, browser):
    response = browser.get(address(shop.product, "change"))

    fares, *_ = response.context["inline_admin_formsets"]
    empty = fares.formset.empty_form
    assert "currency" not in empty.fields
    assert fares.opts.paid_in(empty.instance) == "EUR"
    assert "In EUR." in response.text


def test_fare_takes_no_currency_but_that_of_the_tenant(shop, browser):
    shop.tenant.currency = "NOK"
    shop.tenant.save()
    form = {**product_form(shop), **ONE_FARE, **fare_form(shop, currency="USD")}

    browser.post(address(Product, "add"), form)

    assert Fare.objects.get(product__code="day").currency == "NOK"


def test_fare_that_a_superuser_makes_is_in_the_currency_of_the_tenant(shop):
    form = {**product_form(shop), **ONE_FARE, **fare_form(shop), "tenant": shop.tenant.pk}

    page = logged_in(superuser()).get(address(Product, "add"))
    logged_in(superuser()).post(address(Product, "add"), form)

    assert "In the currency of the tenant." in page.text
    assert Fare.objects.get(product__code="day").currency == "EUR"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"basis": "ZONES"},
            {"max_zones": ["Write the number of zones that this price covers."]},
        ),
        (
            {"max_zones": 3},
            {"max_zones": ["A flat fare has no zones; leave this empty."]},
        ),
        ({"amount": "-0.01"}, {"amount": ["Write 0 or more."]}),
        (
            {"basis": "AREAS"},
            {
                "origin_area": ["Choose the area where the trip begins."],
                "destination_area": ["Choose the area where the trip ends."],
            },
        ),
        (
            {"basis": "ZONES", "max_zones": 2, "max_km": 3, "per_km": "0.10"},
            {
                "max_km": ["This basis does not use it; leave this empty."],
                "per_km": ["This basis does not use it; leave this empty."],
            },
        ),
        (
            {"basis": "DISTANCE", "max_km": 0, "per_km": "-1", "both_ways": "on"},
            {
                "max_km": ["Write 1 or more, or nothing for any distance."],
                "per_km": ["Write 0 or more."],
                "both_ways": ["This basis does not use it; leave this empty."],
            },
        ),
        (
            {"group_size": 1},
            {
                "group_size": ["Write 2 to 500."],
                "category": ["The price of a group is for all; leave this empty."],
            },
        ),
        (
            {"first_day": "2026-06-02", "end_day": "2026-06-02"},
            {"end_day": ["Write a day after the first one."]},
        ),
    ],
)
def test_fare_is_refused_in_words(shop, browser, changes, errors):
    form = {**product_form(shop), **ONE_FARE, **fare_form(shop, **changes)}

    response = browser.post(address(Product, "add"), form)

    fares, *_ = response.context["inline_admin_formsets"]
    assert fares.formset.errors == [errors]


def test_two_fares_for_one_category_are_refused_in_words(shop, browser):
    form = {
        **product_form(shop),
        **ONE_FARE,
        "fares-TOTAL_FORMS": 2,
        **fare_form(shop),
        **fare_form(shop, place=1, amount="8.00"),
    }

    response = browser.post(address(Product, "add"), form)

    fares, *_ = response.context["inline_admin_formsets"]
    assert fares.formset.errors == [{}, {"category": ["There is a fare like this already."]}]


def test_fare_can_be_replaced_in_one_go(shop, browser):
    form = {
        **product_form(shop, code=shop.product.code, number=shop.product.number),
        **ONE_FARE,
        "fares-TOTAL_FORMS": 2,
        "fares-INITIAL_FORMS": 1,
        "fares-0-id": shop.fare.pk,
        "fares-0-DELETE": "on",
        **fare_form(shop),
        **fare_form(shop, place=1, amount="8.00"),
    }

    response = browser.post(address(shop.product, "change"), form)

    assert response.status_code == 302
    assert [str(fare.amount) for fare in shop.product.fares.all()] == ["8.00"]


def test_fares_for_different_days_are_kept_beside_each_other(shop, browser):
    form = {
        **product_form(shop),
        **ONE_FARE,
        "fares-TOTAL_FORMS": 2,
        **fare_form(shop, end_day="2026-07-01"),
        **fare_form(shop, place=1, amount="8.00", first_day="2026-07-01"),
    }

    response = browser.post(address(Product, "add"), form)

    assert response.status_code == 302
    periods = Fare.objects.filter(product__code="day").order_by("amount")
    assert [(fare.period.lower, fare.period.upper) for fare in periods] == [
        (None, date(2026, 7, 1)),
        (date(2026, 7, 1), None),
    ]


def test_fares_for_a_group_and_by_the_kilometre_are_kept(shop, browser):
    form = {
        **product_form(shop),
        **ONE_FARE,
        "fares-TOTAL_FORMS": 2,
        **fare_form(shop, category="", group_size=5),
        **fare_form(shop, place=1, basis="DISTANCE", max_km=20, per_km="0.1500"),
    }

    response = browser.post(address(Product, "add"), form)

    assert response.status_code == 302
    kept = Fare.objects.filter(product__code="day").order_by("basis")
    assert list(kept.values_list("basis", "group_size", "max_km")) == [
        ("DISTANCE", None, 20),
        ("FLAT", 5, None),
    ]
