"""The menu of the admin."""

import pytest

from config.navigation import GROUPS
from operators.models import Role
from tests.admin_everything import EVERYTHING
from tests.admin_world import logged_in, member
from tests.factories.scenarios import AT_ONCE, open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

NO_LISTS = ["Dashboard", "Scan tickets"]
MOVING = ["Travelling", "Timetable", "Shared vehicles"]
INSPECTING = ["Travelling", "Inspection", "Timetable", "Shared vehicles"]


@standing
def shop():
    return open_shop(AT_ONCE)


def test_menu_names_every_page_once():
    entries = [model for entries in GROUPS.values() for model, _ in entries]

    assert len(entries) == len(set(entries))
    assert set(entries) == EVERYTHING


def test_menu_says_what_the_pages_say(shop):
    browser = logged_in(member(shop.tenant))
    menu = browser.get("/admin/").context["sidebar_navigation"]
    groups = [group for group in menu if group.get("title") != "Reports"]
    items = [item for group in groups for item in group["items"] if item["title"] not in NO_LISTS]

    headings = {browser.get(item["link"]).context["cl"].opts.verbose_name_plural for item in items}

    titles = [item["title"] for item in items]
    assert sorted(titles) == sorted(heading[0].upper() + heading[1:] for heading in headings)
    assert {"API tokens", "Catalogue entries", "Issuer keys", "Memberships"} <= set(titles)


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        (Role.ADMINISTRATOR, ["Selling", "Fares", *INSPECTING, "Money", "Reports", "People"]),
        (Role.FINANCE, ["Selling", "Fares", *MOVING, "Money", "Reports", "People"]),
        (Role.SUPPORT, ["Selling", "Fares", *INSPECTING, "Money", "People"]),
        (Role.INSPECTOR, INSPECTING),
    ],
)
def test_menu_leads_to_pages_that_open(shop, role, groups):
    browser = logged_in(member(shop.tenant, role))
    menu = browser.get("/admin/").context["sidebar_navigation"]

    links = [str(item["link"]) for group in menu for item in group["items"]]
    assert [group["title"] for group in menu if "title" in group] == groups
    assert {browser.get(link).status_code for link in links} == {200}
