"""Putting products on sale for a time."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from sales.models import CatalogueEntry
from tests.admin_world import address, errors_of, logged_in, member
from tests.factories.moments import NOW, later
from tests.factories.sales import CatalogueEntryFactory, ProductFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def entry_form(shop, **changes):
    return {
        "channel": shop.channel.pk,
        "product": shop.product.pk,
        "starts_at_0": "2026-07-01",
        "starts_at_1": "10:00",
        "ends_at_0": "",
        "ends_at_1": "",
        **changes,
    }


def test_autocomplete_finds_rows_of_own_tenant_alone(shop, browser):
    open_shop()
    query = {"app_label": "sales", "model_name": "catalogueentry", "field_name": "product"}

    response = browser.get("/admin/autocomplete/", {**query, "term": "Product"})

    found = [result["id"] for result in response.json()["results"]]
    assert found == [str(shop.product.pk)]


def test_autocomplete_finds_nothing_with_nul_in_it(browser):
    query = {"app_label": "sales", "model_name": "catalogueentry", "field_name": "product"}

    assert browser.get("/admin/autocomplete/", {**query, "term": "a\0b"}).status_code == 404


@pytest.mark.parametrize("product", ["abc", "9" * 30, "a\0b"])
def test_product_that_is_no_number_is_no_choice(shop, browser, product):
    form = entry_form(shop, product=product)

    asked = browser.get(address(CatalogueEntry, "add"), {"product": product})
    posted = browser.post(address(CatalogueEntry, "add"), form)

    assert asked.status_code == 200
    assert "product" in errors_of(posted)


def test_entry_is_kept_with_the_flag_of_its_channel_and_times_of_the_tenant(shop, browser):
    product = ProductFactory(tenant=shop.tenant)
    CatalogueEntry.objects.update(period=DateTimeTZRange(later(days=-30), later(days=10)))
    form = entry_form(shop, product=product.pk, ends_at_0="2026-12-01", ends_at_1="00:00:00")

    response = browser.post(address(CatalogueEntry, "add"), form)

    assert response.status_code == 302
    entry = CatalogueEntry.objects.get(product=product)
    assert entry.single_product is True
    assert entry.tenant == shop.tenant
    assert entry.period.lower == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    assert entry.period.upper == datetime(2026, 11, 30, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["starts_at", "ends_at"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_entry_of_a_year_that_cannot_be_meant_is_refused(shop, browser, name, day):
    form = entry_form(shop, **{f"{name}_0": day, f"{name}_1": "23:59:59"})

    response = browser.post(address(CatalogueEntry, "add"), form)

    assert errors_of(response)[name] == ["Write a year from 2000 to 2099."]


def test_entry_shows_its_period_and_can_be_ended(shop, browser):
    entry = shop.channel.entries.get()
    page = browser.get(address(entry, "change"))
    form = entry_form(
        shop,
        starts_at_0="2026-05-02",
        starts_at_1="12:00:00",
        ends_at_0="2026-07-01",
        ends_at_1="00:00",
    )

    response = browser.post(address(entry, "change"), form)

    assert page.context["adminform"].form.initial["starts_at"] == entry.period.lower
    assert page.context["adminform"].form.initial["ends_at"] is None
    assert 'value="2026-05-02"' in page.text
    assert 'value="12:00:00"' in page.text
    assert response.status_code == 302
    entry.refresh_from_db()
    assert entry.period.upper == datetime(2026, 6, 30, 22, 0, tzinfo=UTC)


def test_second_product_at_one_time_is_refused_in_words(shop, browser):
    product = ProductFactory(tenant=shop.tenant)

    response = browser.post(address(CatalogueEntry, "add"), entry_form(shop, product=product.pk))

    assert errors_of(response) == {
        "starts_at": [
            f"{shop.channel} sells one product at a time: “{shop.product}” is on sale there from "
            "2 May 2026 12:00 without an end. End that entry first, or choose another time."
        ]
    }
    assert CatalogueEntry.objects.count() == 1


def test_second_product_is_welcome_where_the_channel_takes_several():
    shop = open_shop(single_product=False)
    product = ProductFactory(tenant=shop.tenant)
    browser = logged_in(member(shop.tenant))

    responses = [
        browser.post(address(CatalogueEntry, "add"), entry_form(shop, product=product.pk))
        for _ in range(2)
    ]

    assert responses[0].status_code == 302
    assert errors_of(responses[1]) == {
        "starts_at": [
            f"{shop.channel} sells it already: “{product}” is on sale there from 1 Jul 2026 10:00 "
            "without an end. End that entry first, or choose another time."
        ]
    }


def test_overlap_names_the_end_of_the_other_entry(shop, browser):
    shop.channel.entries.update(period=DateTimeTZRange(later(days=1), later(days=40)))

    response = browser.post(address(CatalogueEntry, "add"), entry_form(shop))

    [sentence] = errors_of(response)["starts_at"]
    assert "on sale there from 2 Jun 2026 12:00 until 11 Jul 2026 12:00." in sentence


def test_new_entry_begins_now_unless_said_otherwise(browser):
    with time_machine.travel(NOW, tick=False):
        form = browser.get(address(CatalogueEntry, "add")).context["adminform"].form

    assert form.initial["starts_at"] == NOW


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"ends_at_0": "2026-07-01", "ends_at_1": "10:00"},
            {"ends_at": ["Write a moment after the start."]},
        ),
        ({"starts_at_0": ""}, {"starts_at": ["This field is required."]}),
        (
            {"ends_at_0": "soon", "ends_at_1": "10:00"},
            {"ends_at": ["Enter a valid date."]},
        ),
        ({"channel": ""}, {"channel": ["This field is required."]}),
    ],
)
def test_entry_is_refused_in_words(shop, browser, changes, errors):
    response = browser.post(address(CatalogueEntry, "add"), entry_form(shop, **changes))

    assert errors_of(response) == errors


def test_list_of_entries_says_what_is_on_sale_now(shop, browser):
    shop.channel.entries.update(period=DateTimeTZRange(later(days=-30), later(days=1)))
    for start, end in ((later(days=-60), later(days=-30)), (later(days=1), later(days=2))):
        CatalogueEntryFactory(channel=shop.channel, period=DateTimeTZRange(start, end))

    response = browser.get(address(CatalogueEntry, "changelist"))

    page = response.context["cl"].model_admin
    rows = response.context["cl"].queryset.order_by("period")
    with time_machine.travel(NOW, tick=False):
        assert [page.when(row) for row in rows] == ["Over", "On sale", "Planned"]
    assert [page.ends_at(row) for row in rows][-1] == later(days=2)
