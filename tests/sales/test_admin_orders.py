"""Looking into orders and money, by role."""

import pytest

from bookings.actions.booking import cancel_booking
from operators.models import Role
from sales.admin.amounts import ORDER_MONEY
from sales.models import Offer, Payment, Posting
from sales.orders.customers import block_customer
from tests.admin_world import address, logged_in, member, parts
from tests.counting import counted
from tests.factories.moments import BY, NOW
from tests.factories.sales import CustomerFactory, FareFactory, PassengerCategoryFactory
from tests.factories.scenarios import open_shop

pytestmark = pytest.mark.django_db

EVERY_PART = ["orderline", "fee", "payment", "credit", "orderevent", "orderversion", "posting"]


@pytest.fixture
def shop():
    return open_shop({"cancellation_fee": "1.00"})


def cancelled_order(shop):
    return cancel_booking(shop.sell(), by=BY, at=NOW).order


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.FINANCE])
def test_order_page_shows_every_part(shop, role):
    order = cancelled_order(shop)

    response = logged_in(member(shop.tenant, role)).get(address(order, "change"))

    shown = parts(response)
    assert [name for name in shown if name != "booking"] == EVERY_PART
    assert shown["orderline"] == list(order.lines.all())
    assert [str(fee.amount) for fee in shown["fee"]] == ["1.00"]
    assert [str(payment.amount) for payment in shown["payment"]] == ["4.00"]
    assert [str(credit.amount) for credit in shown["credit"]] == ["3.00"]
    assert [version.version for version in shown["orderversion"]] == [1, 2]
    assert len(shown["posting"]) == order.postings.count()
    ticket = order.lines.get().fulfilments.get().ticket
    assert (address(ticket, "change") in response.text) is (role == Role.ADMINISTRATOR)


def test_support_sees_orders_without_the_books(shop):
    order = cancelled_order(shop)
    browser = logged_in(member(shop.tenant, Role.SUPPORT))

    response = browser.get(address(order, "change"))

    assert [name for name in parts(response) if name != "booking"] == EVERY_PART[:-1]
    assert browser.get(address(Posting, "changelist")).status_code == 403
    assert browser.get(address(Payment, "changelist")).status_code == 403


def test_inspector_sees_no_orders(shop):
    order = cancelled_order(shop)
    browser = logged_in(member(shop.tenant, Role.INSPECTOR))

    assert browser.get(address(order, "change")).status_code == 403


def test_order_page_takes_as_many_queries_for_three_lines_as_for_one(shop):
    one = shop.sell(30).order
    for oldest in (12, 18):
        category = PassengerCategoryFactory(tenant=shop.tenant, min_age=oldest - 5, max_age=oldest)
        FareFactory(product=shop.product, category=category)
    three = shop.sell(30, 10, 16).order
    browser = logged_in(member(shop.tenant))
    browser.get(address(one, "change"))

    with counted() as for_one:
        browser.get(address(one, "change"))
    with counted() as for_three:
        response = browser.get(address(three, "change"))

    assert len(parts(response)["orderline"]) == 3
    assert for_three.statements == for_one.statements


def test_books_have_debits_and_credits_in_columns(shop):
    shop.sell()
    browser = logged_in(member(shop.tenant, Role.FINANCE))

    response = browser.get(address(Posting, "changelist"))

    page = response.context["cl"].model_admin
    columns = {
        (page.debit(posting), page.credit(posting)) for posting in response.context["cl"].queryset
    }
    assert ("4.00 EUR", "") in columns
    assert ("", "4.00 EUR") in columns


def test_list_of_orders_says_what_is_owed(shop):
    order = shop.sell().order
    response = logged_in(member(shop.tenant)).get("/admin/sales/order/")
    page = response.context["cl"].model_admin

    assert (page.total(order), page.owed_now(order)) == ("4.00 EUR", "")


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
    assert str(order.payments.get()) in for_support
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


def test_order_page_has_no_amount_without_its_currency(shop):
    order = cancelled_order(shop)

    page = logged_in(member(shop.tenant)).get(address(order, "change"))

    order.refresh_from_db()
    assert all(f">{field(order)}<" in page.text for field in ORDER_MONEY)
    assert [field(order) for field in ORDER_MONEY] == [
        "1.00 EUR", "0.08 EUR", "4.00 EUR", "3.00 EUR", "0.00 EUR",
    ]  # fmt: skip
