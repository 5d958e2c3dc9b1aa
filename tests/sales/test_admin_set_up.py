"""The guide that leads from nothing to a channel that sells."""

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from operators.models import ApiToken, Organisation, Role
from sales.models import CatalogueEntry, PassengerCategory, SalesChannel
from tests.admin_world import address, logged_in, member, superuser
from tests.factories.fares import RideFareFactory
from tests.factories.gtfs import small_feed
from tests.factories.moments import NOW, later
from tests.factories.operators import OperatorFactory, OrganisationFactory, TenantFactory
from tests.factories.sales import ChannelTokenFactory
from tests.factories.scenarios import open_shop
from tests.factories.tickets import IssuerKeyFactory
from tests.factories.timetable import FeedFactory, import_rows, timetable_rows
from tests.pages import admin_form_of
from tests.sales.guiding import GUIDE, answer, guide_of, save, steps, undone
from tests.standing import standing
from tickets.models import IssuerKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def shop():
    return open_shop()


def test_new_administrator_gets_from_a_feed_to_a_token_by_the_links_of_the_guide(tmp_path):
    operator = OperatorFactory(name="Town trams", organisation__name="Town")
    import_rows(small_feed(), tmp_path, feed=FeedFactory(operator=operator))
    browser = logged_in(member(operator.tenant))

    # The first page knows the timetable and nothing else.
    guide = browser.get(GUIDE)
    assert undone(guide) == [
        "Parties", "Channel", "Ticket", "Passengers", "Product", "Price", "On sale",
        "Signing key", "Token", "Try it",
    ]  # fmt: skip

    # The partner's company, then the channel, whose guide follows.
    guide = save(browser, steps(guide)["Parties"].link, name="Partner")
    partner = Organisation.objects.get(name="Partner")
    guide = save(
        browser, steps(guide)["Channel"].link, name="App", code="app",
        seller=operator.organisation.pk, partner=partner.pk,
    )  # fmt: skip
    channel = SalesChannel.objects.get()
    assert guide.request["PATH_INFO"] == guide_of(channel)

    # A ticket, a passenger, a product, and its price.
    guide = save(browser, steps(guide)["Ticket"].link, activation="AT_ONCE")
    guide = save(browser, steps(guide)["Passengers"].link)
    guide = save(
        browser, steps(guide)["Product"].link, name="Single", code="single", vat_rate="9",
        validity="DURATION", valid_minutes="60", cancellation="UNTIL_DEPARTURE",
    )  # fmt: skip
    adult = PassengerCategory.objects.get()
    guide = save(
        browser, steps(guide)["Price"].link,
        **{
            "fares-TOTAL_FORMS": 1, "fares-0-category": adult.pk, "fares-0-basis": "FLAT",
            "fares-0-amount": "4.00",
        },
    )  # fmt: skip
    assert undone(guide) == ["On sale", "Signing key", "Token", "Try it"]

    # On sale from now on, a key that signs, and a token whose secret is shown.
    guide = save(browser, steps(guide)["On sale"].link)
    guide = answer(browser, steps(guide)["Signing key"].link, purpose="T1", algorithm="ES256")
    guide = answer(browser, steps(guide)["Signing key"].link)
    assert guide.request["PATH_INFO"] == guide_of(channel)
    secret = answer(browser, steps(guide)["Token"].link, name="App", role="TOMP")
    assert secret.context["back"] == guide_of(channel)
    assert ApiToken.objects.get().channel_token.channel == channel

    # Nothing is left, and the trial sells the trip.
    guide = browser.get(guide_of(channel))
    assert undone(guide) == []
    trial = browser.get(
        steps(guide)["Try it"].link, {"origin": "Market", "destination": "Beach", "ages": ""}
    )
    assert [offer["price"] for offer in trial.context["offers"]] == ["4.00 EUR"]
    assert CatalogueEntry.objects.get().period.lower == NOW
    assert IssuerKey.objects.get().state == "ACTIVE"


def test_product_with_fares_for_rides_has_a_price(shop):
    shop.product.fares.all().delete()
    browser = logged_in(member(shop.tenant))

    assert not steps(browser.get(guide_of(shop.channel)))["Price"].done
    RideFareFactory(product=shop.product)
    assert steps(browser.get(guide_of(shop.channel)))["Price"].done


def test_guide_without_a_tenant_of_ones_own_is_refused():
    tenant = TenantFactory()
    for role in (Role.FINANCE, Role.SUPPORT, Role.INSPECTOR):
        assert logged_in(member(tenant, role)).get(GUIDE).status_code == 403


def test_guide_of_another_tenant_is_not_found(shop):
    browser = logged_in(member(TenantFactory()))

    assert browser.get(guide_of(shop.channel)).status_code == 404
    assert browser.get(GUIDE, {"tenant": shop.tenant.pk}).status_code == 404


def test_guide_asks_which_tenant_where_there_are_several():
    tenants = [TenantFactory(name="A"), TenantFactory(name="B")]

    guide = logged_in(superuser()).get(GUIDE, {"tenant": tenants[1].pk})

    assert (guide.context["tenant"], guide.context["others"]) == (tenants[1], [tenants[0]])


def test_timetable_that_is_over_is_a_step():
    shop = open_shop()
    browser = logged_in(member(shop.tenant))
    before = steps(browser.get(guide_of(shop.channel)))["Timetable"]
    [_, version, *_] = timetable_rows(shop.tenant, shop.product.operator)

    now = steps(browser.get(guide_of(shop.channel)))["Timetable"]
    type(version).objects.update(last_date=later(days=-1).date())
    after = steps(browser.get(guide_of(shop.channel)))["Timetable"]

    assert (before.done, before.label) == (False, "Add a feed")
    assert (now.done, now.text) == (True, "A timetable is in force until 31 December 2026.")
    assert (after.done, after.label) == (False, "Import a timetable")
    assert after.text == "The timetable ended on 31 May 2026. Import the next one."


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "Add the company that sells, and the partner that sells for it."),
        (1, "Firm 0 is known. Add the partner's company, which is invoiced for its sales."),
        (2, "Firm 0, Firm 1 are known; one sells, another is the partner."),
    ],
)
def test_parties_are_asked_for(count, text):
    tenant = TenantFactory()
    for number in range(count):
        OrganisationFactory(tenant=tenant, name=f"Firm {number}")

    step = steps(logged_in(member(tenant)).get(GUIDE))["Parties"]

    assert (step.text, step.done) == (text, count == 2)


def test_sale_that_begins_later_is_told(shop):
    shop.channel.entries.update(period=DateTimeTZRange(later(days=1), None))

    guide = logged_in(member(shop.tenant)).get(guide_of(shop.channel))

    step = steps(guide)["On sale"]
    assert step.done is False
    assert step.text == (f"“{shop.product}” is on sale from 2 June 2026 12:00 on; nothing is now.")


def test_sale_that_ends_is_told_with_its_end(shop):
    shop.channel.entries.update(period=DateTimeTZRange(later(days=-1), later(days=1)))

    guide = logged_in(member(shop.tenant)).get(guide_of(shop.channel))

    assert steps(guide)["On sale"].text == (f"“{shop.product}” is on sale until 2 June 2026 12:00.")


def test_passenger_that_is_not_the_default_is_to_be_ticked(shop):
    PassengerCategory.objects.update(is_default=False)

    guide = logged_in(member(shop.tenant)).get(guide_of(shop.channel))

    step = steps(guide)["Passengers"]
    assert step.text == (
        "No kind of passenger is the default. Tick “Is default” on one, such as “Adult”."
    )
    assert step.link.startswith(address(shop.adult, "change"))


def test_key_that_was_made_is_to_be_activated():
    key = IssuerKeyFactory()

    guide = logged_in(member(key.tenant)).get(GUIDE)

    assert steps(guide)["Signing key"].label == "Activate the key"


def test_token_of_the_channel_is_named(shop):
    ChannelTokenFactory(channel=shop.channel, name="Phone app")

    guide = logged_in(member(shop.tenant)).get(guide_of(shop.channel))

    assert steps(guide)["Token"].text == "“Phone app” opens this channel."


def test_sandbox_is_told(shop):
    SalesChannel.objects.update(mode="SANDBOX")

    guide = logged_in(member(shop.tenant)).get(guide_of(shop.channel))

    assert "It is a sandbox: its tickets are specimens." in guide.text


def test_form_leads_back_inside_the_admin_alone(shop):
    browser = logged_in(member(shop.tenant))
    ends = {}
    for back in ("/admin/", "//elsewhere.example/admin/", "https://elsewhere.example/", "/t/x"):
        link = f"{address(shop.product.ticket_type, 'change')}?back={back}"
        ends[back] = browser.post(link, admin_form_of(browser.get(link))).url

    plain = address(type(shop.product.ticket_type), "changelist")
    assert ends.pop("/admin/") == "/admin/"
    assert set(ends.values()) == {plain}


def test_channel_page_offers_to_put_something_on_sale(shop):
    administrator, finance = (
        logged_in(member(shop.tenant, role)).get(address(shop.channel, "change")).text
        for role in (Role.ADMINISTRATOR, Role.FINANCE)
    )

    assert f"{address(CatalogueEntry, 'add')}?channel={shop.channel.pk}" in administrator
    assert address(CatalogueEntry, "add") not in finance


def test_channel_that_sold_nothing_says_so(shop):
    CatalogueEntry.objects.all().delete()

    page = logged_in(member(shop.tenant, Role.FINANCE)).get(address(shop.channel, "change"))

    assert "Nothing was ever on sale here." in page.text


def test_channel_page_tells_when_each_product_is_on_sale(shop):
    page = logged_in(member(shop.tenant)).get(address(shop.channel, "change")).text

    assert "2 May 2026 12:00" in page
    assert "no end" in page
