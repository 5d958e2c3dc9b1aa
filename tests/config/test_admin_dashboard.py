"""The first page of the admin."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from bookings.actions.booking import cancel_booking
from config.next_steps import next_steps
from operators.models import FeedVersion, Role
from operators.tenancy.actions import revoke_token
from sales.catalogue.states import ChannelMode
from sales.models import CatalogueEntry, Fare, PassengerCategory
from sales.orders.actions import reserve_offers
from tests.admin_world import button, logged_in, member, superuser
from tests.counting import counted
from tests.factories.clients import ClientChannelFactory
from tests.factories.fleet import FleetFactory
from tests.factories.itineraries import one_ride
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import MembershipFactory, TenantFactory
from tests.factories.orders import choose, draft, settle
from tests.factories.rentals import OF_FLEET
from tests.factories.sales import ChannelTokenFactory, ProductFactory
from tests.factories.scenarios import AT_ONCE, open_shop
from tests.factories.timetable import timetable_rows
from tests.standing import standing
from tickets.actions.keys import revoke_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def shop():
    return open_shop(AT_ONCE)


def ready(shop):
    """Leave nothing to be done."""
    timetable_rows(shop.tenant, shop.product.operator)
    return ChannelTokenFactory(channel=shop.channel).token


def look(user):
    return logged_in(user).get("/admin/")


def cards(response):
    return {card["title"]: (card["value"], card["note"]) for card in response.context["cards"]}


def texts(user):
    return [step.text for step in next_steps(user, at=NOW)]


def test_day_of_the_tenant_is_summed_up(shop):
    open_shop(AT_ONCE).sell()
    shop.sell(at=later(hours=-11), itineraries=[one_ride(later(minutes=30))])
    yesterday = later(hours=-13)
    shop.sell(at=yesterday, itineraries=[one_ride(later(minutes=30))])
    shop.hold()
    cancel_booking(shop.sell(), by=BY, at=NOW)

    response = look(member(shop.tenant))

    assert cards(response) == {
        "Sold today": (2, "orders: 4.00 EUR, VAT included"),
        "Booked today": (3, "2 confirmed, 1 cancelled"),
        "Tickets active now": (2, "may be shown to an inspector"),
        "Sales of 30 days": ("8.00 EUR", "confirmed orders, VAT included"),
    }
    assert [row[1] for row in response.context["bookings"]["rows"]] == [
        "Cancelled",
        "Pending",
        "Started",
        "Started",
    ]
    assert "Times are in Europe/Amsterdam." in response.text


def test_chart_has_a_bar_for_each_of_thirty_days(shop):
    for days in (0, 1, 29, 30):
        at = later(days=-days)
        shop.sell(at=at, itineraries=[one_ride(at + timedelta(minutes=30))])

    chart = json.loads(look(member(shop.tenant)).context["chart"])

    [bars] = chart["datasets"]
    amounts = {
        label: Decimal(amount)
        for label, amount in zip(chart["labels"], bars["data"], strict=True)
        if Decimal(amount)
    }
    assert len(chart["labels"]) == 30
    assert bars["label"] == "EUR"
    assert amounts == {"3 May": 4, "31 May": 4, "1 Jun": 4}


def test_sandbox_sales_are_no_sales():
    shop = open_shop(mode=ChannelMode.SANDBOX)
    shop.sell()

    assert cards(look(member(shop.tenant)))["Sales of 30 days"][0] == "none"


def test_orders_that_were_never_booked_are_sold_as_well(shop):
    order = settle(draft(shop, choose(shop)))
    reserve_offers(order, [choose(shop)], by=BY, at=NOW)
    settle(order)
    draft(shop, choose(shop))
    settle(draft(shop, choose(shop), at=later(hours=-13)), at=later(hours=-13))

    told = cards(look(member(shop.tenant, Role.FINANCE)))["Sold today"]

    assert told == (1, "orders: 8.00 EUR, VAT included")


@pytest.mark.parametrize(
    ("role", "titles", "chart"),
    [
        (Role.FINANCE, ["Sold today", "Sales of 30 days"], True),
        (
            Role.SUPPORT,
            ["Sold today", "Booked today", "Tickets active now", "Sales of 30 days"],
            True,
        ),
        (Role.INSPECTOR, ["Tickets active now"], False),
    ],
)
def test_roles_see_what_is_theirs(shop, role, titles, chart):
    response = look(member(shop.tenant, role))

    assert list(cards(response)) == titles
    assert (response.context["chart"] is not None) is chart
    assert response.context["steps"] == []


def test_person_without_a_tenant_is_told_so():
    user = superuser()
    user.is_superuser = False
    user.save()

    response = look(user)

    assert response.context["cards"] == []
    assert "You are not a member of any tenant yet." in response.text


def test_page_takes_as_many_queries_for_three_tenants_as_for_one(shop):
    user = member(shop.tenant)
    shop.sell()
    browser = logged_in(user)
    browser.get("/admin/")
    with counted() as for_one:
        browser.get("/admin/")
    for _ in range(2):
        other = open_shop(AT_ONCE)
        other.sell()
        MembershipFactory(user=user, tenant=other.tenant)

    with counted() as for_three:
        browser.get("/admin/")

    assert for_three.statements == for_one.statements
    assert for_one.statements <= 22


def test_nothing_is_left_to_do_once_all_is_ready(shop):
    ready(shop)

    assert texts(member(shop.tenant)) == []


def test_new_tenant_is_led_through_the_set_up():
    tenant = TenantFactory(name="Ferry")

    assert texts(member(tenant)) == [
        "Ferry has no sales channel yet.",
        "Ferry has no default passenger category, which every sale needs.",
        "Ferry has no timetable in force.",
        "Ferry has no active issuer key, so no barcode can be shown.",
    ]


def end_sale(shop):
    CatalogueEntry.objects.all().delete()


def lose_fare(shop):
    Fare.objects.all().delete()


def lose_default(shop):
    PassengerCategory.objects.update(is_default=False)


def lose_key(shop):
    revoke_key(shop.key, by=BY, at=NOW)


def age_feed(shop):
    FeedVersion.objects.update(last_date=date(2026, 6, 15))


@pytest.mark.parametrize(
    ("spoil", "text"),
    [
        (end_sale, "Nothing is on sale in {channel} now."),
        (lose_fare, "{product} has no fare, so it cannot be offered."),
        (lose_default, "{tenant} has no default passenger category, which every sale needs."),
        (lose_key, "{tenant} has no active issuer key, so no barcode can be shown."),
        (age_feed, "The timetable of {tenant} ends on 15 June."),
    ],
)
def test_one_missing_thing_is_the_one_step(shop, spoil, text):
    ready(shop)
    spoil(shop)
    user = member(shop.tenant)

    [step] = next_steps(user, at=NOW)

    names = {"channel": shop.channel, "product": shop.product, "tenant": shop.tenant}
    assert step.text == text.format(**names)
    assert logged_in(user).get(step.link).status_code == 200


def test_vehicles_need_no_fare(shop):
    ready(shop)
    fleet = FleetFactory(operator=shop.product.operator)
    ProductFactory(tenant=shop.tenant, operator=fleet.operator, **OF_FLEET, fleet=fleet)

    assert texts(member(shop.tenant)) == []


def test_channel_whose_tokens_are_revoked_needs_a_new_one(shop):
    revoke_token(ready(shop), by=BY, at=NOW)

    [step] = next_steps(member(shop.tenant), at=NOW)

    assert step.text == f"No token opens {shop.channel}; issue one to its partner."
    assert step.link == button("sales_saleschannel_set_up", shop.channel)


def test_channel_that_a_client_may_name_needs_no_token(shop):
    revoke_token(ready(shop), by=BY, at=NOW)
    ClientChannelFactory(channel=shop.channel)

    assert next_steps(member(shop.tenant), at=NOW) == []


def test_step_to_put_something_on_sale_names_the_channel(shop):
    ready(shop)
    end_sale(shop)
    user = member(shop.tenant)

    page = logged_in(user).get(next_steps(user, at=NOW)[0].link)

    assert page.context["adminform"].form.initial["channel"] == str(shop.channel.pk)
