"""Support staff take a question from the inbox to its answer."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from operators.models import Role
from tests.admin_world import member
from tests.browsing.test_admin_browsing import PASSWORD, log_in
from tests.factories.scenarios import open_shop
from tests.factories.support import case

pytestmark = pytest.mark.django_db(transaction=True)


def test_question_is_taken_answered_and_resolved(page, tmp_path):
    shop = open_shop()
    one = case(shop.sell(), at=timezone.now(), place="Harbour", position=(4.4777, 51.9244))
    # The tests' bookings are of another day, so this one waits too long.
    overdue = case(shop.sell())
    person = member(shop.tenant, Role.SUPPORT)
    person.set_password(PASSWORD)
    person.save()
    log_in(page, person.username)

    # The dashboard leads to the inbox, and the inbox to the case.
    page.get_by_role("link", name="Open support cases").click()
    first = page.locator("#result_list tbody tr").first
    expect(first).to_contain_text(overdue.code)
    expect(first).to_contain_text("Overdue")
    page.screenshot(path=tmp_path / "inbox.png", full_page=True)
    page.get_by_role("link", name=one.code).click()

    page.get_by_role("link", name="Take").click()
    page.get_by_role("button", name="Take").click()
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("Text").fill("We look into it.")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator("#content")).to_contain_text("To the asker: We look into it.")
    page.screenshot(path=tmp_path / "case.png", full_page=True)
    page.get_by_role("link", name="Resolve").click()
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("The case is resolved.")).to_be_visible()

    steps = one.events.order_by("id").values_list("name", flat=True)
    assert list(steps) == ["OPENED", "TAKEN", "ANSWERED", "RESOLVED"]
