"""Setting up products, their fares and their passengers."""

import pytest

from sales.catalogue.states import Cancellation, FareBasis
from sales.models import Fare, PassengerCategory, Product
from tests.admin_world import address, errors_of, logged_in, member, superuser
from tests.factories.sales import PassengerCategoryFactory
from tests.factories.scenarios import open_shop
from tickets.states import ValidityKind

pytestmark = pytest.mark.django_db

NO_FARES = {"fares-TOTAL_FORMS": 0, "fares-INITIAL_FORMS": 0}
ONE_FARE = {**NO_FARES, "fares-TOTAL_FORMS": 1}


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
def browser(shop):
    return logged_in(member(shop.tenant))


def product_form(shop, **changes):
    return {
        "name": "Day ticket",
        "code": "day",
        "number": 4_000_077,
        "operator": shop.product.operator_id,
        "ticket_type": shop.product.ticket_type_id,
        "vat_rate": "9.00",
        "validity": ValidityKind.CALENDAR_DAY,
        "boarding_minutes": 15,
        "activation_days": 365,
        "cancellation": Cancellation.NEVER,
        "cancellation_fee": "0.00",
        **NO_FARES,
        **changes,
    }


def fare_form(shop, place=0, **changes):
    fare = {
        "category": shop.adult.pk,
        "basis": FareBasis.FLAT,
        "max_zones": "",
        "amount": "7.50",
        **changes,
    }
    return {f"fares-{place}-{name}": value for name, value in fare.items()}


def test_dropdowns_of_inlines_hold_rows_of_own_tenant_alone(shop, browser):
    open_shop()

    response = browser.get(address(shop.product, "change"))

    [fares] = response.context["inline_admin_formsets"]
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


def test_new_fare_is_in_the_currency_of_the_tenant(shop, browser):
    response = browser.get(address(shop.product, "change"))

    [fares] = response.context["inline_admin_formsets"]
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
        ({"validity": ""}, {"validity": ["This field is required."]}),
        ({"number": 0}, {"number": ["Write a number from 1 to 4294967295."]}),
        ({"number": 2**32}, {"number": ["Write a number from 1 to 4294967295."]}),
        ({"cancellation_fee": "-1"}, {"cancellation_fee": ["Write 0 or more."]}),
        (
            {"vat_rate": "101"},
            {"vat_rate": ["Ensure this value is less than or equal to 100."]},
        ),
    ],
)
def test_product_is_refused_in_words(shop, browser, changes, errors):
    response = browser.post(address(Product, "add"), product_form(shop, **changes))

    assert errors_of(response) == errors


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
    ],
)
def test_fare_is_refused_in_words(shop, browser, changes, errors):
    form = {**product_form(shop), **ONE_FARE, **fare_form(shop, **changes)}

    response = browser.post(address(Product, "add"), form)

    [fares] = response.context["inline_admin_formsets"]
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

    [fares] = response.context["inline_admin_formsets"]
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
