"""Trying a channel: offers with their price explained, or the reason why there are none."""

import json
import shlex

import pytest
import time_machine

from operators.models import Role, Stop
from operators.timetable.names import StopNames
from sales.models import CatalogueEntry, Fare, Offer
from tests.admin_world import button, logged_in, member
from tests.faces import needs_face
from tests.factories.gtfs import add_trip, small_feed, stop
from tests.factories.moments import NOW
from tests.factories.sales import ChannelTokenFactory, FareFactory, PassengerCategoryFactory
from tests.factories.scenarios import open_shop
from tests.factories.timetable import FeedFactory, import_rows, rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def shop():
    """A shop in the town of the small feed; its bus goes at eight on workdays."""
    shop = open_shop()
    rows_in_force(small_feed(), feed=FeedFactory(operator=shop.product.operator))
    return shop


@standing
def browser(shop):
    return logged_in(member(shop.tenant, Role.SUPPORT))


def ask(browser, shop, **wish):
    trip = {"origin": "market", "destination": "Beach", "ages": ""}
    return browser.get(button("sales_saleschannel_try_it", shop.channel), {**trip, **wish})


def test_trial_begins_with_two_stops_that_a_trip_connects(shop, browser):
    page = browser.get(button("sales_saleschannel_try_it", shop.channel))

    initial = page.context["form"].initial
    assert initial == {"origin": "Market", "destination": "Beach"}
    assert page.context["names"] == ["Beach", "Church", "Market"]
    assert page.context["trial"] is None


def test_trial_without_a_timetable_begins_empty():
    shop = open_shop()
    browser = logged_in(member(shop.tenant))

    page = browser.get(button("sales_saleschannel_try_it", shop.channel))
    asked = ask(browser, shop)

    assert page.context["form"].initial == {"origin": "", "destination": ""}
    assert asked.context["form"].errors["origin"] == [
        "No stop is called “market”. Import a timetable that has it first."
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_trial_in_a_year_that_cannot_be_meant_is_refused(shop, browser, day):
    page = ask(browser, shop, departs_after_0=day, departs_after_1="23:59:59")

    assert page.context["form"].errors == {"departs_after": ["Write a year from 2000 to 2099."]}


def test_trial_shows_offers_with_their_price_explained_and_stores_none(shop, browser):
    child = PassengerCategoryFactory(tenant=shop.tenant, name="Child", max_age=11)
    FareFactory(product=shop.product, category=child, amount="1.50")

    page = ask(browser, shop, ages="35, 8 7")

    [offer] = page.context["offers"]
    assert offer["price"] == "7.00 EUR"
    assert offer["why"] == (
        "1 × Adult at 4.00 EUR = 4.00 EUR; 2 × Child at 1.50 EUR = 3.00 EUR. "
        "In this is 0.58 EUR of VAT (9.00 %)."
    )
    assert offer["rides"] == ["1: Market 2 Jun 08:00 – Beach 08:20"]
    assert not Offer.objects.exists()


@needs_face("tomp")
def test_trial_tells_the_partner_what_to_send(shop, browser, client):
    secret = "the secret of the token"
    ChannelTokenFactory(channel=shop.channel, secret=secret)

    [(title, line)] = ask(browser, shop).context["examples"]

    words = shlex.split(line)
    assert title == "For your partner: TOMP 1.1"
    assert words[0] == "curl"
    answer = client.post(
        words[-1].removeprefix("http://127.0.0.1:8000"),
        json.loads(words[words.index("--data") + 1]),
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "Api": "TOMP", "Api-Version": "1.1.3"},
    )
    assert [option["pricing"]["parts"][0]["amount"] for option in answer.json()["options"]] == [4.0]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            CatalogueEntry,
            "No product is on sale in this channel now; give it a catalogue entry for this period.",
        ),
        (
            Fare,
            "The product has no fare for this trip or these travellers; add one in the admin.",
        ),
    ],
)
def test_trial_tells_why_nothing_is_offered(shop, browser, spoil, sentence):
    spoil.objects.all().delete()

    page = ask(browser, shop)

    assert page.context["trial"].refusal == sentence
    assert page.context["offers"] == []
    assert "curl" not in page.text


def test_trial_at_a_time_without_rides_says_so(shop, browser):
    page = ask(browser, shop, departs_after_0="2026-06-06", departs_after_1="09:00")

    assert page.context["trial"].refusal == (
        "No ride goes from Market to Beach within a day after 6 Jun 2026 09:00. Choose another "
        "time or other stops."
    )


@pytest.mark.parametrize(
    ("wish", "errors"),
    [
        (
            {"origin": "Chur"},
            {"origin": ["No stop is called “Chur”. Did you mean: Church?"]},
        ),
        (
            {"origin": "Marked"},
            {"origin": ["No stop is called “Marked”. Did you mean: Market?"]},
        ),
        (
            {"destination": "MARKET"},
            {"destination": ["Choose another stop than the one it begins at."]},
        ),
        ({"ages": "old"}, {"ages": ["Write ages in whole years, such as 35, 8."]}),
        ({"ages": "121"}, {"ages": ["Write ages in whole years, such as 35, 8."]}),
        ({"ages": "1 " * 10}, {"ages": ["Write at most 9 ages."]}),
    ],
)
def test_trial_asks_again_in_words(shop, browser, wish, errors):
    assert ask(browser, shop, **wish).context["form"].errors == errors


def test_trial_of_another_tenant_is_not_found(shop):
    assert ask(logged_in(member(open_shop().tenant)), shop).status_code == 404


def test_stops_of_one_name_are_those_that_a_trip_connects(tmp_path):
    feed = small_feed()
    feed["stops.txt"] += [
        stop("a-beach", "Beach", 52.2, 4.4),
        stop("a-market", "Market", 52.1, 4.3),
        stop("pier", "Pier", 52.3, 4.4),
    ]
    add_trip(feed, "back", [("a-beach", "09:00:00"), ("a-market", "09:20:00")])
    tenant = import_rows(feed, tmp_path).tenant
    names = StopNames(tenant)

    assert names.pair("Market", "Beach") == ("market", "beach")
    assert names.pair("Beach", "Market") == ("a-beach", "a-market")
    assert names.pair("Market", "Pier") == ("a-market", "pier")
    assert names.pair("Market", "Moon") is None
    assert names.called("church").count() == Stop.objects.filter(name="Church").count()
