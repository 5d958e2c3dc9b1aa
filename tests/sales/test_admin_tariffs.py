"""Setting up areas, time bands and discounts."""

from datetime import time

import pytest

from operators.models import Role
from sales.models import Discount, FareArea, TimeBand
from tests.admin_world import address, errors_of, logged_in, member
from tests.factories.fares import (
    DiscountFactory,
    FareAreaFactory,
    RideFareFactory,
    TimeSpanFactory,
)
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def discount_form(**changes):
    return {"name": "Night", "code": "night", "percent": "20", "min_travellers": 1, **changes}


def band_form(**changes):
    span = {"weekdays": [1, 5], "starts_at": "22:00", "ends_at": "04:00", **changes}
    return {
        "name": "Night",
        "code": "night",
        "spans-TOTAL_FORMS": 1,
        "spans-INITIAL_FORMS": 0,
        **{f"spans-0-{name}": value for name, value in span.items()},
    }


def test_discount_is_kept(shop, browser):
    form = discount_form(product=shop.product.pk, first_day="2026-06-01")

    response = browser.post(address(Discount, "add"), form)

    assert response.status_code == 302
    found = Discount.objects.get()
    assert (found.tenant, found.product, found.currency) == (shop.tenant, shop.product, "")
    assert str(found.period.lower) == "2026-06-01"


def test_discount_of_an_amount_is_in_the_currency_of_the_tenant(browser):
    browser.post(address(Discount, "add"), discount_form(percent="", amount="1.00"))

    assert Discount.objects.get().currency == "EUR"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"percent": ""}, {"percent": ["Write either a percentage or an amount."]}),
        ({"amount": "1.00"}, {"percent": ["Write either a percentage or an amount."]}),
        ({"percent": "101"}, {"percent": ["Write more than 0 and at most 100."]}),
        ({"percent": "", "amount": "0"}, {"amount": ["Write more than 0."]}),
        ({"min_travellers": 0}, {"min_travellers": ["Write 1 or more."]}),
        (
            {"min_travellers": 3, "max_travellers": 2},
            {"max_travellers": ["Write a number that is not below the smallest."]},
        ),
        (
            {"first_day": "2026-06-02", "end_day": "2026-06-01"},
            {"end_day": ["Write a day after the first one."]},
        ),
    ],
)
def test_discount_is_refused_in_words(browser, changes, errors):
    response = browser.post(address(Discount, "add"), discount_form(**changes))

    assert errors_of(response) == errors


def test_time_band_is_kept_with_its_spans(shop, browser):
    response = browser.post(address(TimeBand, "add"), band_form())

    assert response.status_code == 302
    [span] = TimeBand.objects.get().spans.all()
    assert (span.weekdays, span.starts_at, span.ends_at) == ([1, 5], time(22), time(4))
    assert span.tenant == shop.tenant


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"weekdays": []},
            {"weekdays": ["Choose a day of the week, or write days that count."]},
        ),
        (
            {"first_date": "2026-06-02", "last_date": "2026-06-01"},
            {"last_date": ["Write a day that is not before the first one."]},
        ),
    ],
)
def test_span_is_refused_in_words(browser, changes, errors):
    response = browser.post(address(TimeBand, "add"), band_form(**changes))

    [spans] = response.context["inline_admin_formsets"]
    assert spans.formset.errors == [errors]


def test_area_holds_a_stop_or_a_zone(browser):
    empty = browser.post(address(FareArea, "add"), {"name": "Centre", "code": "centre"})
    browser.post(address(FareArea, "add"), {"name": "Centre", "code": "centre", "zone_ids": "1,2"})

    assert errors_of(empty) == {"stop_ids": ["Name a stop here, or a zone below."]}
    assert FareArea.objects.get().zone_ids == ["1", "2"]


def test_code_of_an_import_stays_and_is_given_by_none_else(shop, browser):
    area = FareAreaFactory(tenant=shop.tenant, code="buses:centre")
    form = {"name": "Centre", "zone_ids": "1"}

    kept = browser.post(address(area, "change"), {**form, "code": "buses:centre"})
    refused = browser.post(address(FareArea, "add"), {**form, "code": "buses:other"})

    assert kept.status_code == 302
    assert list(errors_of(refused)) == ["code"]


def test_finance_looks_at_fares_and_discounts(shop):
    span = TimeSpanFactory(band__tenant=shop.tenant)
    discount = DiscountFactory(tenant=shop.tenant, time_band=span.band)
    fare = RideFareFactory(product=shop.product)
    browser = logged_in(member(shop.tenant, Role.FINANCE))

    pages = [browser.get(address(row, "change")) for row in (discount, span.band, fare)]
    pages.append(browser.get(address(shop.product, "change")))

    assert [page.status_code for page in pages] == [200] * 4
    assert "from ever" in pages[0].text
