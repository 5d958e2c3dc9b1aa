"""An administrator sets up a channel with a mouse and a keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from operators.models import ApiToken
from tests.admin_world import member
from tests.faces import is_here
from tests.factories.gtfs import DAILY, add_trip, calendar, contents_of, small_feed, zip_upload
from tests.factories.operators import OperatorFactory
from tests.factories.timetable import FeedFactory

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "platform nine and more"


def feed_of_these_days():
    """The small feed with a bus every hour of every day around today."""
    feed, today = small_feed(), timezone.now().date()
    span = [f"{today + timedelta(days=days):%Y%m%d}" for days in (-2, 30)]
    feed["calendar.txt"] = [calendar("daily", DAILY, *span)]
    feed["trips.txt"], feed["stop_times.txt"] = [], []
    for hour in range(24):
        calls = [("market", f"{hour:02}:00:00"), ("beach", f"{hour:02}:20:00")]
        add_trip(feed, f"trip-{hour}", calls, service_id="daily")
    return feed


def log_in(page: Page, username: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def step(page: Page, title: str):
    return page.locator(f'[data-step="{title}"]')


def open_step(page: Page, title: str) -> None:
    step(page, title).get_by_role("link").click()


def test_administrator_sets_up_a_channel_and_tries_it(page, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}
    operator = OperatorFactory(name="Town trams", organisation__name="Town")
    feed = FeedFactory(operator=operator, name="Trams")
    person = member(operator.tenant)
    person.set_password(PASSWORD)
    person.save()
    packed = zip_upload(contents_of(feed_of_these_days())).read()

    # The first page says what is missing, and leads to the guide.
    log_in(page, person.username)
    page.get_by_role("link", name="has no sales channel yet").click()
    expect(page.locator("#left")).to_contain_text("11 of 11 steps are left")

    # A feed is sent, and the page of the import shows how it ended.
    open_step(page, "Timetable")
    page.get_by_label("GTFS zip file").set_input_files(
        {"name": "feed.zip", "mimeType": "application/zip", "buffer": packed}
    )
    page.get_by_role("button", name="Import").click()
    page.get_by_role("link", name="Go back to where you came from").click()
    expect(step(page, "Timetable")).to_have_attribute("data-done", "yes")
    assert feed.versions.in_force().count() == 1

    # Each step opens a form, and saving it leads back.
    open_step(page, "Parties")
    page.get_by_label("Name").fill("Partner")
    save(page)
    open_step(page, "Channel")
    page.get_by_label("Name").fill("App")
    page.locator("#id_code").fill("app")
    page.get_by_label("Seller").select_option("Town")
    page.get_by_label("Partner").select_option("Partner")
    save(page)
    expect(step(page, "Channel")).to_have_attribute("data-done", "yes")
    open_step(page, "Ticket")
    page.get_by_label("Activation").select_option("AT_ONCE")
    save(page)
    open_step(page, "Passengers")
    save(page)
    open_step(page, "Product")
    page.get_by_label("Name").fill("Single")
    page.locator("#id_code").fill("single")
    page.get_by_label("VAT rate").fill("9")
    page.locator("#id_validity").select_option("DURATION")
    page.get_by_label("Valid minutes").fill("60")
    page.locator("#id_cancellation").select_option("UNTIL_DEPARTURE")
    save(page)
    open_step(page, "Price")
    page.get_by_role("link", name="Add another Fare").first.click()
    page.locator("#id_fares-0-category").select_option("Adult")
    page.locator("#id_fares-0-basis").select_option("FLAT")
    page.locator("#id_fares-0-amount").fill("4.00")
    save(page)
    open_step(page, "On sale")
    save(page)
    open_step(page, "Signing key")
    page.get_by_role("button", name="Make key").click()
    open_step(page, "Signing key")
    page.get_by_role("button", name="Activate key").click()
    open_step(page, "Token")
    page.get_by_label("Name").fill("Phone app")
    page.get_by_role("button", name="Issue token").click()
    secret = page.locator("#secret").input_value()
    page.get_by_role("link", name="I have copied it").click()
    expect(page.locator("#left")).to_contain_text("All is done.")
    assert len(secret) > 20
    assert ApiToken.objects.get().name == "Phone app"

    # The trial begins with two stops that are connected.
    open_step(page, "Try it")
    page.get_by_role("button", name="Ask for offers").click()
    expect(page.locator("[data-offer]").first).to_contain_text("Single: 4.00 EUR")
    if is_here("tomp"):
        expect(page.get_by_label("For your partner: TOMP 1.1")).to_contain_text("curl")
