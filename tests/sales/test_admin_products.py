"""Setting up products and passengers."""

import pytest

from sales.models import Fare, PassengerCategory, Product
from tests.admin_world import address, errors_of, logged_in, member
from tests.factories.sales import PassengerCategoryFactory
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


def test_dropdowns_of_inlines_hold_rows_of_own_tenant_alone(shop, browser):
    open_shop()

    response = browser.get(address(shop.product, "change"))

    fares, *_ = response.context["inline_admin_formsets"]
    choices = fares.formset.empty_form.fields["category"].queryset
    assert list(choices) == [shop.adult]


def test_product_is_kept_with_its_fares(shop, browser):
    form = {**product_form(shop), **ONE_FARE, **fare_form(shop)}

    response = browser.post(address(Product, "add"), form)

    assert response.status_code == 302
    fare = Fare.objects.get(product__code="day")
    assert (str(fare.amount), fare.tenant, fare.product.tenant) == (
        "7.50",
        shop.tenant,
        shop.tenant,
    )


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"validity": "DURATION"},
            {"valid_minutes": ["This kind of validity needs it."]},
        ),
        (
            {"valid_minutes": 60},
            {"valid_minutes": ["Leave this empty for this kind of validity."]},
        ),
        (
            {"validity": "FIXED_DATES", "valid_from_date": "2026-07-01"},
            {"valid_until_date": ["This kind of validity needs it."]},
        ),
        (
            {
                "validity": "FIXED_DATES",
                "valid_from_date": "2026-07-01",
                "valid_until_date": "2026-07-01",
            },
            {"valid_until_date": ["Write a day after the first one."]},
        ),
        ({"validity": ""}, {"validity": ["Say how long its tickets are valid."]}),
        (
            {"ticket_type": ""},
            {"ticket_type": ["Choose a ticket type; or, for rentals, a fleet."]},
        ),
        ({"number": 0}, {"number": ["Write a number from 1 to 4294967295."]}),
        ({"number": 2**32}, {"number": ["Write a number from 1 to 4294967295."]}),
        ({"cancellation_fee": "-1"}, {"cancellation_fee": ["Write 0 or more."]}),
        (
            {"confirm_minutes": "0"},
            {"confirm_minutes": ["Write 1 to 10080, which is a week."]},
        ),
        (
            {"confirm_minutes": "60", "is_supplement": "on"},
            {"confirm_minutes": ["A supplement is sold at once; leave this empty."]},
        ),
        (
            {"vat_rate": "101"},
            {"vat_rate": ["Ensure this value is less than or equal to 100."]},
        ),
    ],
)
def test_product_is_refused_in_words(shop, browser, changes, errors):
    response = browser.post(address(Product, "add"), product_form(shop, **changes))

    assert errors_of(response) == errors


def test_product_is_of_a_class_or_of_none(shop, browser):
    browser.post(address(Product, "add"), product_form(shop, fare_class="FIRST"))

    first = Product.objects.get(code="day")
    assert (first.get_fare_class_display(), shop.product.fare_class) == ("First class", "")


def test_second_default_category_is_refused_in_words(shop, browser):
    form = {"name": "Child", "code": "child", "is_default": "on"}

    response = browser.post(address(PassengerCategory, "add"), form)

    assert errors_of(response) == {
        "is_default": ["Another category is the default; clear that first."]
    }


def test_default_of_another_tenant_is_no_hindrance():
    open_shop()
    tenant = PassengerCategoryFactory().tenant
    form = {"name": "Adult", "code": "adult", "is_default": "on"}

    response = logged_in(member(tenant)).post(address(PassengerCategory, "add"), form)

    assert response.status_code == 302


def test_ages_out_of_order_are_refused_in_words(shop, browser):
    form = {"name": "Child", "code": "child", "min_age": 12, "max_age": 4}

    response = browser.post(address(PassengerCategory, "add"), form)

    assert errors_of(response) == {"max_age": ["Write an age that is not below the youngest."]}


def test_limits_of_categories_are_kept_with_the_product(shop, browser):
    form = {
        **product_form(shop),
        "category_limits-TOTAL_FORMS": 1,
        "category_limits-0-category": shop.adult.pk,
        "category_limits-0-most": 0,
    }

    browser.post(address(Product, "add"), form)

    [limit] = Product.objects.get(code="day").category_limits.all()
    assert (limit.category, limit.most, limit.tenant) == (shop.adult, 0, shop.tenant)


def test_extras_are_kept_with_the_product(shop, browser):
    form = {
        **product_form(shop, confirm_minutes=60),
        "ancillaries-TOTAL_FORMS": 1,
        "ancillaries-0-category": "AB",
        "ancillaries-0-number": "01",
        "ancillaries-0-name": "Bicycle",
    }

    browser.post(address(Product, "add"), form)

    product = Product.objects.get(code="day")
    [extra] = product.ancillaries.all()
    assert (str(extra), extra.tenant) == ("Bicycle (AB 01)", shop.tenant)
    assert product.confirm_minutes == 60


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"category": "ab"}, "category", "One to three capital letters, such as HR."),
        ({"number": "1"}, "number", "Two digits or capital letters, such as 01."),
    ],
)
def test_extra_with_another_code_is_refused_in_words(shop, browser, changes, field, sentence):
    extra = {"category": "AB", "number": "01", "name": "Bicycle", **changes}
    form = {
        **product_form(shop),
        "ancillaries-TOTAL_FORMS": 1,
        **{f"ancillaries-0-{name}": value for name, value in extra.items()},
    }

    response = browser.post(address(Product, "add"), form)

    *_, formset = response.context["inline_admin_formsets"]
    assert formset.formset.errors == [{field: [sentence]}]
