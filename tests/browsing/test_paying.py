"""A customer pays, and stores a card, in a real browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from demo.cards.plastic import ASKS_ONCE, DECLINED, GOOD
from sales.models import Order, PaymentTransaction, RecurringPayment
from sales.payments.actions import (
    capture_transaction,
    create_payment,
    open_recurring_terminal,
    open_terminal,
)
from tests.factories.moments import BY
from tests.factories.payments import RecurringPaymentFactory
from tests.factories.provider import PaperProvider
from tests.factories.sales import CustomerFactory
from tests.sales.paying import WHOLE, open_counter, visa

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(db, cards):
    counter = open_counter(PaperProvider())
    cards.open_account(counter.shop.tenant)
    return counter


def opened(desk, live_server):
    """The page that a customer is sent to now, and on to the live check of health afterwards."""
    at = timezone.now()
    Order.objects.update(expires_at=at + timedelta(minutes=30))
    payment = create_payment(
        desk.order, order_version=1, total_amount=WHOLE, wish=visa(), by=BY, at=at
    )
    back = f"{live_server.url}/health/live"
    return open_terminal(payment.transactions.get(), return_address=back, by=BY, at=at)


def type_card(page: Page, number: str) -> None:
    page.get_by_label("Card number").fill(number)
    page.get_by_label("MM / YY").fill("12 / 40")
    page.get_by_label("CVC").fill("123")


def test_customer_pays_with_the_second_card_after_the_bank_has_asked(
    page, live_server, desk, cards, complaints
):
    transaction = opened(desk, live_server)
    page.goto(f"/pay/{transaction.secret}")
    pay = page.get_by_role("button", name="Pay 1446.00 NOK")

    # The first card is declined, and the customer may try another one.
    type_card(page, DECLINED)
    pay.click()
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    complaints.clear()
    type_card(page, ASKS_ONCE)
    pay.click()
    page.get_by_role("button", name="Yes").click()

    # The customer is back in the shop, which takes the money.
    page.wait_for_url("**/health/live")
    authorised = PaymentTransaction.objects.get()
    assert (authorised.card_number, cards.charged) == (ASKS_ONCE[-4:], [])
    capture_transaction(authorised, by=BY, at=timezone.now())
    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])
    page.goto(f"/pay/{transaction.secret}")
    expect(page.get_by_role("heading", name="Paid")).to_be_visible()


def test_customer_gives_up(page, live_server, desk, complaints):
    transaction = opened(desk, live_server)
    page.goto(f"/pay/{transaction.secret}")

    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("heading", name="Cancelled")).to_be_visible()
    assert PaymentTransaction.objects.get().state == "CANCELLED"
    # The browser notes the status 410.
    complaints.clear()
    page.get_by_role("link", name="Back to the shop").click()
    page.wait_for_url("**/health/live")


def test_customer_stores_a_card(page, live_server, desk):
    customer = CustomerFactory(channel=desk.shop.channel)
    card = open_recurring_terminal(
        RecurringPaymentFactory(customer=customer),
        return_address=f"{live_server.url}/health/live",
        by=BY,
        at=timezone.now(),
    )
    page.goto(f"/card/{card.secret}")

    type_card(page, GOOD)
    page.get_by_role("button", name="Store your card").click()

    page.wait_for_url("**/health/live")
    assert RecurringPayment.objects.get().state == "ACTIVE"
