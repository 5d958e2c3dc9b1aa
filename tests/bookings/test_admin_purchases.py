"""Purchases in the admin: their parts, their money, and what people can do with them."""

from __future__ import annotations

import pytest

from bookings.actions.purchases import start_card_payment
from bookings.models import Purchase
from operators.models import Role
from tests.admin_world import address, button, logged_in, member, parts, send_shown, sentences
from tests.counting import counted
from tests.factories.moments import BY, NOW
from tests.factories.payments import PaymentMethodFactory
from tests.factories.purchases import bought_purchase, held_purchase
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop(LATER)


@standing
def browser(shop):
    return logged_in(member(shop.tenant, Role.SUPPORT))


def test_page_shows_parts_and_what_happened(shop, browser):
    purchase = bought_purchase(shop)
    response = browser.get(address(purchase, "change"))
    shown = parts(response)
    assert shown["purchasepart"] == list(purchase.parts.order_by("sequence"))
    assert [event.name for event in shown["purchaseevent"]] == ["BOUGHT", "BUYING", "HELD"]
    assert "8.00" in response.text
    for part in purchase.parts.all():
        assert part.booking.reference in response.text


def test_what_happened_is_told_in_words(shop, browser):
    purchase = held_purchase(shop, at=NOW)
    path = button("bookings_purchase_abandon", purchase)
    send_shown(browser, path, {"reason": "Asked by telephone."})

    text = browser.get(address(purchase, "change")).text
    assert "reason: Asked by telephone." in text
    assert "parts 2" in text
    text = browser.get(address(bought_purchase(shop), "change")).text
    assert "amount 8.00 EUR" in text
    assert "way account" in text


def test_page_costs_the_same_whatever_the_parts(shop, browser):
    def queries(many):
        purchase = held_purchase(shop, parts=many)
        with counted() as found:
            browser.get(address(purchase, "change"))
        return found.statements

    queries(1)
    assert queries(1) == queries(3)


def test_what_is_too_late_to_give_up_is_refused_in_words(shop, browser):
    purchase = bought_purchase(shop)
    response = browser.get(address(purchase, "change"))
    assert "Abandon" not in response.text
    response = browser.get(button("bookings_purchase_abandon", purchase), follow=True)
    assert Purchase.objects.get().state == "BOUGHT"
    assert response.status_code in (200, 409)


def test_staff_gives_up_what_lapsed_long_ago(shop, browser):
    purchase = held_purchase(shop, at=NOW)
    path = button("bookings_purchase_abandon", purchase)
    response = send_shown(browser, path, {"reason": "Asked by telephone."})
    assert sentences(response) == ["Abandoned."]
    found = Purchase.objects.get()
    assert (found.state, found.reason) == ("ABANDONED", "Asked by telephone.")
    event = found.events.get(name="ABANDONED")
    assert event.actor.startswith("staff:")


def test_an_order_paid_by_card_leads_to_its_purchase(shop, cards):
    PaymentMethodFactory(channel=shop.channel, type="VISA")
    cards.open_account(shop.tenant)
    purchase = held_purchase(shop)
    order = start_card_payment(purchase, by=BY, at=NOW).order
    response = logged_in(member(shop.tenant)).get(address(order, "change"))
    assert address(purchase, "change") in response.text
