"""A clerk finds an order and gives money back for one of its lines, with a mouse and a keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.admin_world import member
from tests.browsing.test_admin_browsing import PASSWORD, log_in
from tests.factories.itineraries import one_ride
from tests.factories.orders import choose, draft, settle, stored
from tests.factories.scenarios import open_shop

pytestmark = pytest.mark.django_db(transaction=True)

BY_MINUTE = {
    "name": "Single",
    "validity": "DURATION",
    "valid_minutes": 60,
    "cancellation": "UNTIL_DEPARTURE",
    "cancellation_fee": "1.00",
}


def fact(page: Page, name: str):
    return page.locator(f'#effect [data-fact="{name}"] dd')


def test_clerk_looks_at_a_refund_and_then_does_it(page):
    now = timezone.now()
    shop = open_shop(BY_MINUTE)
    trips = [one_ride(now + timedelta(hours=2))]
    choices = [choose(shop, age, itineraries=trips, at=now) for age in (30, 40)]
    order = settle(draft(shop, *choices, at=now), at=now)
    person = member(shop.tenant)
    person.set_password(PASSWORD)
    person.save()
    ticket = order.lines.first().fulfilments.get().ticket

    # The order is found by the id of a ticket.
    log_in(page, person.username)
    page.goto("/admin/sales/order/")
    page.locator("#searchbar").fill(str(ticket.pk))
    page.keyboard.press("Enter")
    page.get_by_role("link", name=order.code).click()
    expect(page.locator("#lines")).to_contain_text("1 × Single")

    # A look tells what it comes to, and does nothing.
    page.get_by_role("link", name="Refund").click()
    page.get_by_label("1 × Single").first.check()
    page.get_by_role("button", name="Show what it comes to").click()
    expect(fact(page, "Goes back")).to_have_text("3.00 EUR")
    expect(fact(page, "Kept as a fee")).to_have_text("1.00 EUR")
    assert stored(order).version == 1

    # Without the fee it comes to more; then it is done.
    page.get_by_label("Waived").check()
    page.get_by_role("button", name="Show what it comes to").click()
    expect(fact(page, "Goes back")).to_have_text("4.00 EUR")
    page.get_by_role("button", name="Refund", exact=True).click()
    expect(page.locator("#order-page")).to_contain_text("Cancelled: 1 × Single")
    after = stored(order)
    assert (after.version, str(after.total_amount)) == (2, "4.00")
