"""The pages of the reports: who sees them, what they are asked for by, and where amounts lead."""

from __future__ import annotations

import json

import pytest
import time_machine
from django.urls import reverse

from operators.models import Role
from sales.admin.report_tables import MOST_COLOURS, chart_of
from sales.admin.reports import REPORTS
from sales.orders.actions import cancel_lines
from sales.reports.figures import Line, Table, posted
from tests.admin_world import logged_in, member, superuser
from tests.counting import counted
from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory
from tests.factories.orders import lines_of, settle, sold
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

EACH = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def shop():
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant, Role.FINANCE))


def ask(browser, name, **asked):
    return browser.get(reverse(f"admin:sales_report_{name}"), asked)


def number_of(shop):
    return str(shop.channel.seller.number)


def links_in(response):
    """Each link of the tables with its text."""
    cells = [
        str(cell)
        for one in response.context["charted"]
        for row in one.section.rows
        for cell in row[1:]
    ]
    return [
        (link.split('"')[0].replace("&amp;", "&"), link.split(">")[1].split("<")[0])
        for cell in cells
        for link in cell.split('<a href="')[1:]
    ]


def gross_of(row):
    return row.amount


def net_of(row):
    return row.amount - getattr(row, "tax_amount", 0)


@EACH
def test_finance_staff_see_the_report_and_others_do_not(shop, report):
    sold(shop)
    answers = {
        role: logged_in(member(shop.tenant, role)).get(report.address).status_code for role in Role
    }

    fitting = {Role.ADMINISTRATOR, Role.FINANCE}
    assert answers == {role: 200 if role in fitting else 403 for role in Role}
    assert logged_in(superuser()).get(report.address).status_code == 200


@EACH
def test_nobody_is_asked_to_log_in(client, report):
    assert client.get(report.address).status_code == 302


@EACH
def test_report_only_looks(browser, report):
    assert browser.post(report.address).status_code == 405


@EACH
def test_every_amount_leads_to_a_list_that_comes_to_it(browser, shop, report):
    sold(shop, 34, 8)
    sold(open_shop())

    links = links_in(browser.get(report.address))

    for link, shown in links:
        page = browser.get(link)
        listed = page.context["cl"].queryset
        assert page.status_code == 200
        assert list(page.context["messages"]) == []
        assert listed.count() == page.context["cl"].result_count > 0
        sums = {
            f"{sign * sum(read(row) for row in listed):.2f} EUR"
            for sign in (1, -1)
            for read in (gross_of, net_of)
        }
        assert {shown} <= sums
    assert links != []


@EACH
def test_books_of_others_are_not_seen(browser, shop, report):
    stranger = open_shop()
    sold(stranger)

    response = browser.get(report.address, {"ledger": number_of(stranger)})

    assert response.context["form"].errors == {"ledger": ["You see no books of this number."]}
    assert response.context["charted"] == []
    assert str(stranger.channel.seller) not in response.rendered_content


def test_ledger_is_chosen_among_those_that_are_seen(shop):
    other = open_shop()
    sold(other)
    browser = logged_in(superuser())

    response = ask(browser, "sales", ledger=number_of(other))

    assert response.context["form"].cleaned_data["ledger"].organisation == other.channel.seller
    assert len(response.context["charted"]) == 1


@pytest.mark.parametrize(
    ("name", "asked", "errors"),
    [
        ("vat", {"first_day": "1.6.2026"}, {"first_day": ["Write a day such as 2026-03-02."]}),
        ("vat", {"last_day": ""}, {"last_day": ["Write a day."]}),
        ("vat", {"last_day": "2026-02-30"}, {"last_day": ["Write a day such as 2026-03-02."]}),
        (
            "vat",
            {"first_day": "2026-06-02"},
            {"last_day": ["The period ends before it begins."]},
        ),
        (
            "sales",
            {"first_day": "2025-01-01"},
            {
                "last_day": [
                    "There would be more than 100 days; choose a shorter period or longer steps."
                ]
            },
        ),
        (
            "sales",
            {"step": "year"},
            {"step": ["There is no 'year' here; choose one of the list."]},
        ),
        ("sales", {"by": "moon"}, {"by": ["There is no 'moon' here; choose one of the list."]}),
        ("sales", {"ledger": "x"}, {"ledger": ["You see no books of this number."]}),
        ("open_items", {"day": "today"}, {"day": ["Write a day such as 2026-03-02."]}),
    ],
)
def test_wrong_value_says_what_is_wrong(browser, shop, name, asked, errors):
    sold(shop)

    response = ask(browser, name, **asked)

    assert (response.status_code, response.context["form"].errors) == (200, errors)
    assert response.context["charted"] == []
    assert next(iter(errors.values()))[0].split(";")[-1][-12:] in response.rendered_content


def test_usual_period_is_this_month_of_the_tenants_zone(browser):
    with time_machine.travel("2026-05-31T22:30:00Z", tick=False):
        form = ask(browser, "vat").context["form"]

    assert [form[name].value() for name in ("first_day", "last_day", "step")] == [
        "2026-06-01", "2026-06-01", "day",
    ]  # fmt: skip


@EACH
def test_books_without_postings_are_said_to_have_nothing(browser, shop, report):
    assert "The books have nothing of that." in browser.get(report.address).rendered_content


def test_person_without_books_sees_an_empty_form():
    browser = logged_in(member(TenantFactory(), Role.FINANCE))

    response = ask(browser, "vat")

    assert response.context["form"].errors == {"ledger": ["This field is required."]}


@EACH
def test_report_leads_to_its_export(browser, shop, report):
    sold(shop)

    link = browser.get(report.address).context["export"]

    form = browser.get(link).context["form"]
    asked = {name: str(form[name].value()) for name in ("dataset", "organisation", "last_day")}
    assert asked == {
        "dataset": report.dataset,
        "organisation": str(shop.channel.seller.pk),
        "last_day": "2026-06-01",
    }


@EACH
def test_page_takes_as_many_statements_for_three_sales_as_for_one(browser, shop, report):
    def statements():
        with counted() as count:
            browser.get(report.address)
        return count.statements

    sold(shop)
    statements()
    for_one = statements()
    sold(shop), sold(shop)

    assert statements() == for_one <= 20


@pytest.mark.parametrize(("name", "asked"), [("sales", {"by": "product"}), ("vat", {})])
def test_amount_that_came_back_shows_its_parts(browser, shop, name, asked):
    order = sold(shop, 34, 8)
    cancel_lines(order, lines=[lines_of(order)[0].reference], by=BY, at=NOW)
    settle(order)

    response = ask(browser, name, **asked)

    cell = str(response.context["charted"][0].section.rows[0][1])
    assert [text in cell for text in (">sold<", ">taken back<", ">fees<")] == [True, True, False]
    assert "/admin/sales/orderline/?organisation=" in cell


def test_chart_shows_what_the_table_has(browser, shop):
    sold(shop)

    [one] = ask(browser, "sales", by="operator").context["charted"]

    chart = json.loads(one.chart)
    operator = shop.product.operator.name
    assert chart["labels"] == ["1 Jun 2026"]
    assert [(d["label"], d["data"]) for d in chart["datasets"]] == [(f"{operator}, EUR", ["3.67"])]


def test_chart_adds_up_what_would_be_too_many_colours():
    cells = [posted(amount, ()) for amount in range(1, MOST_COLOURS + 3)]
    columns = [str(cell.amount) for cell in cells]
    line = Line("June", cells)

    chart = chart_of(Table("t", "T", "EUR", "Months", columns, [line], line, range(len(cells))))

    assert [one["label"] for one in chart["datasets"]][-2:] == ["8.00, EUR", "Others, EUR"]
    assert chart["datasets"][-1]["data"] == ["3.00"]
