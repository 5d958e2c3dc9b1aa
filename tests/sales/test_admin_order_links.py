"""Offers, customers and amounts around an order, and who may open what."""

import pytest

from bookings.actions.booking import cancel_booking
from operators.models import Role
from sales.models import Offer, Payment
from sales.orders.customers import block_customer
from tests.admin_world import address, logged_in, member, parts
from tests.factories.moments import BY, NOW
from tests.factories.sales import CustomerFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

EVERY_PART = [
    "lines", "fees", "payment", "credits", "versions", "notes", "timeline", "postings",
]  # fmt: skip


@standing
def shop():
    return open_shop({"cancellation_fee": "1.00", "name": "Single"})


def cancelled_order(shop):
    return cancel_booking(shop.sell(), by=BY, at=NOW).order


def test_offers_say_whether_they_were_booked(shop):
    shop.offer()
    shop.hold()
    response = logged_in(member(shop.tenant)).get(address(Offer, "changelist"))

    page = response.context["cl"].model_admin
    rows = response.context["cl"].queryset.order_by("pk")
    assert [page.taken(offer) for offer in rows] == [False, True]


def test_customer_page_shows_who_blocked_the_customer(shop):
    customer = block_customer(CustomerFactory(channel=shop.channel), by=BY, at=NOW)

    response = logged_in(member(shop.tenant)).get(address(customer, "change"))

    assert parts(response)["customerevent"] == list(customer.events.all())


def test_amounts_have_their_currency(shop):
    order = cancelled_order(shop)
    browser = logged_in(member(shop.tenant))
    debit = order.postings.filter(amount__gt=0).first()

    page = browser.get(address(order, "change")).text

    assert [amount in page for amount in ("1.00 EUR", "3.00 EUR", "4.00 EUR")] == [True] * 3
    assert f"{debit.amount} EUR" in browser.get(address(debit, "change")).text
    assert "4.00 EUR" in browser.get(address(order.payments.get(), "change")).text


def test_what_a_person_may_not_open_is_text(shop):
    order = cancelled_order(shop)
    ticket = order.lines.get().fulfilments.get().ticket
    finance = logged_in(member(shop.tenant, Role.FINANCE))
    support = logged_in(member(shop.tenant, Role.SUPPORT))

    for_finance = finance.get(address(order, "change")).text
    for_support = support.get(address(order, "change")).text

    assert address(ticket, "change") not in for_finance
    assert str(ticket.pk)[:8] in for_finance
    assert address(order.payments.get(), "change") not in for_support
    assert f"Payment {order.payments.get().number}" in for_support
    assert address(ticket, "change") in for_support


def test_refused_page_leads_back(shop):
    response = logged_in(member(shop.tenant, Role.INSPECTOR)).get(address(Payment, "changelist"))

    assert response.status_code == 403
    assert '<a href="/admin/">' in response.text


def test_offer_page_tells_its_price_and_its_trip_in_words(shop):
    browser = logged_in(member(shop.tenant))

    page = browser.get(address(shop.offer(35), "change")).text

    for words in ("1 × Adult", "4.00 EUR", "Market, ", "p1"):
        assert f">{words}" in page
    assert "&quot;unit_amount&quot;" not in page
