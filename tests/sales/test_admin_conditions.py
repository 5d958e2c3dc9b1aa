"""Orders in the admin, found with the conditions that partners use."""

import re
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages

from operators.listing.pages import page_of
from operators.models import Role
from operators.tenancy.references import new_order_code
from sales.models import Order, OrderLine
from sales.orders.listings import ORDERS
from sales.orders.states import OrderState
from tests.admin_world import address, logged_in, member
from tests.factories.moments import NOW
from tests.factories.sales import PassengerCategoryFactory, ProductFactory, SalesChannelFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db

IN_FORCE = re.compile(r'<span>([^<]*)</span>\s*<a href="([^"]*)" aria-label="Without')
LIST = address(Order, "changelist")


@standing
def channel():
    return SalesChannelFactory()


@standing
def browser(channel):
    return logged_in(member(channel.tenant, Role.FINANCE))


@pytest.fixture
def orders(channel):
    """A draft that owes 1000.00, a confirmed order with a reference and a line, a cancelled one."""
    draft = make_order(channel, 0, total_amount=Decimal("1000.00"))
    confirmed = make_order(
        channel, 1, state=OrderState.CONFIRMED, confirmed_at=NOW, external_reference="ref:1"
    )
    add_line(confirmed)
    return [draft, confirmed, make_order(channel, 2, state=OrderState.CANCELLED)]


def make_order(channel, minutes, **facts):
    return Order.objects.create(
        tenant=channel.tenant,
        code=new_order_code(),
        channel=channel,
        seller=channel.seller,
        payer=channel.partner,
        currency="EUR",
        created_at=NOW + timedelta(minutes=minutes, microseconds=minutes),
        **facts,
    )


def add_line(order):
    product = ProductFactory(tenant=order.tenant)
    OrderLine.objects.create(
        order=order,
        product=product,
        operator=product.operator,
        earner=product.operator.organisation,
        category=PassengerCategoryFactory(tenant=order.tenant),
        external_reference="line",
        count=1,
        unit_amount=0,
        amount=0,
        tax_amount=0,
        vat_rate=0,
        is_group_ticket=False,
    )


def look(browser, pairs):
    return browser.get(f"{LIST}?{urlencode(pairs)}")


def keys(response):
    return sorted(order.pk for order in response.context["cl"].queryset)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def minute(minutes):
    return f"{NOW + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize(
    ("pairs", "places"),
    [
        ([], [0, 1, 2]),
        ([("state", "eq:CONFIRMED")], [1]),
        ([("state", "nin:CONFIRMED,CANCELLED")], [0]),
        ([("created_at", f"gt:{minute(0)}")], [1, 2]),
        ([("created_at", f"gte:{minute(0)}"), ("created_at", f"lt:{minute(2)}")], [0, 1]),
        ([("created_at", f"eq:{minute(2)}")], [2]),
        ([("external_reference", "eq:ref:1")], [1]),
        ([("external_reference", "ne:ref:1")], [0, 2]),
        ([("total_amount", "gt:999.99"), ("currency", "EUR")], [0]),
        ([("balance", "0.0")], [1, 2]),
        ([("balance", "ne:0")], [0]),
        ([("customer", "ne:x")], [0, 1, 2]),
        ([("lines.origin", "ne:x"), ("lines.external_reference", "line")], [1]),
        ([("lines.external_reference", "line"), ("lines.state", "DRAFT")], [1]),
        ([("lines.external_reference", "ne:line")], [0, 2]),
        ([("confirmed_at", "lte:9999-12-31T23:59:59Z")], [1]),
        ([("version", "in:2," + "9" * 18)], []),
    ],
)
def test_admin_finds_what_partners_find(channel, browser, orders, pairs, places):
    make_order(SalesChannelFactory(), 0)
    page = page_of(Order.objects.filter(tenant=channel.tenant), ORDERS.read(pairs))

    response = look(browser, pairs)

    assert keys(response) == [orders[place].pk for place in places]
    assert sorted(order.pk for order in page.rows) == keys(response)
    assert response.context["cl"].result_count == page.total
    assert told(response) == []


def test_conditions_go_along_with_other_filters_and_the_search(browser, orders):
    pairs = [("specimen__exact", "0"), ("created_at", f"gte:{minute(1)}")]

    assert keys(look(browser, pairs)) == [orders[1].pk, orders[2].pk]
    assert keys(look(browser, [*pairs, ("q", orders[2].code)])) == [orders[2].pk]


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (("colour", "eq:red"), "Orders cannot be filtered by 'colour'."),
        (("total_amount", "much"), "'total_amount': needs an amount such as 1000.00."),
        (
            ("external_reference", "like:a"),
            "'external_reference': unknown operator 'like'; there are eq, ne, gt, gte, lt, lte, "
            "in, nin. A text of that form needs eq:.",
        ),
        (
            ("state", "gt:DRAFT"),
            "'state': cannot be compared with gt, only with eq, ne, in, nin.",
        ),
        (("code", "a\0b"), "'code': needs text that can be stored."),
    ],
)
def test_condition_that_cannot_be_used_is_told_and_shows_nothing(browser, orders, pair, sentence):
    response = look(browser, [pair, ("state", "CONFIRMED")])

    assert (response.status_code, keys(response), told(response)) == (200, [], [sentence])


def test_address_that_is_not_understood_is_told(browser, orders):
    response = browser.get(f"{LIST}?colour__name=red", follow=True)

    assert response.redirect_chain == [(f"{LIST}?e=1", 302)]
    assert told(response) == ["The address could not be understood, so no filter is set."]


def test_form_writes_the_address(browser):
    lines = [
        ("total_amount", "gte", "4"),
        ("total_amount", "lt", "9.5"),
        ("balance", "", ""),
        ("pos", "", "a b"),
        ("external_reference", "eq", ""),
    ]
    asked = [("state__exact", "CONFIRMED"), ("p", "3"), *form(lines)]

    response = look(browser, asked)

    pairs = [
        ("state__exact", "CONFIRMED"),
        ("total_amount", "gte:4"),
        ("total_amount", "lt:9.5"),
        ("pos", "eq:a b"),
        ("external_reference", "eq:"),
    ]
    assert (response.status_code, response.url) == (302, f"{LIST}?{urlencode(pairs)}")


def test_form_with_parts_missing_is_not_taken_for_less(browser, orders):
    response = browser.get(
        f"{LIST}?condition_field=state&condition_value=CONFIRMED&condition_value=1", follow=True
    )

    assert (keys(response), told(response)) == ([], ["Orders cannot be filtered by ''."])


def test_page_shows_its_conditions_and_offers_every_field(browser, orders):
    pairs = [("total_amount", "gte:4"), ("state", "CONFIRMED"), ("q", "x"), ("state", "<b>")]

    response = look(browser, pairs)

    html = response.text
    assert re.findall(
        r"<span>([^<]*)</span>\s*<a href=\"([^\"]*)\" aria-label=\"Without", html
    ) == [
        ("Total amount at least 4", "?q=x&amp;state=CONFIRMED&amp;state=%3Cb%3E"),
        ("State is CONFIRMED", "?q=x&amp;total_amount=gte%3A4&amp;state=%3Cb%3E"),
        ("State is &lt;b&gt;", "?q=x&amp;total_amount=gte%3A4&amp;state=CONFIRMED"),
    ]
    fields = re.findall(r'name="condition_field" value="([^"]*)"', html)
    assert sorted(fields) == sorted([*ORDERS.leaves, "total_amount", "state", "state"])
    filled = re.findall(r'name="condition_value" value="([^"]+)"', html)
    assert sorted(filled) == ["&lt;b&gt;", "4", "CONFIRMED"]
    assert response.context["cl"].has_active_filters is True


def form(lines):
    names = ("condition_field", "condition_operator", "condition_value")
    return [pair for line in lines for pair in zip(names, line, strict=True)]


def test_counts_beside_other_filters_heed_the_conditions(browser, orders):
    response = look(browser, [("_facets", "True"), ("created_at", f"gte:{minute(1)}")])

    [state] = [spec for spec in response.context["cl"].filter_specs if spec.title == "state"]
    assert [choice["display"] for choice in state.choices(response.context["cl"])] == [
        "All",
        "Draft (0)",
        "Confirmed (1)",
        "Cancelled (1)",
    ]
