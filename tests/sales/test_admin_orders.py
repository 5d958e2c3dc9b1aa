"""Looking into orders and money, by role."""

from zoneinfo import ZoneInfo

import pytest
from django.utils.html import strip_tags

from bookings.actions.booking import cancel_booking
from operators.models import Role
from sales.admin.order_queues import ALL, in_queue, waiting_for_people
from sales.models import Order, Payment, Posting
from sales.money import CENT
from sales.orders.actions import add_note, lapse_orders, reserve_offers
from sales.orders.terms import TravellerFacts
from sales.refunds.actions import compensate_order, refund_lines
from sales.refunds.terms import RefundWish
from tests.admin_world import address, logged_in, member, superuser
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, draft, settle
from tests.factories.scenarios import open_shop
from tests.sales.paying import WHOLE, capture, cash, half_paid
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


def page_of(response):
    """The parts of an order's page by their name; payments without their numbers."""
    sections = response.context["order_page"].sections
    return {section.anchor.partition("-")[0]: section for section in sections}


def cells(section, title):
    """A column of a table, as text."""
    place = list(section.columns).index(title)
    return [str(row[place]) for row in section.rows]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.FINANCE])
def test_order_page_shows_every_part(shop, role):
    order = cancelled_order(shop)

    response = logged_in(member(shop.tenant, role)).get(address(order, "change"))

    shown = page_of(response)
    assert list(shown) == EVERY_PART
    assert len(shown["lines"].rows) == 1
    assert cells(shown["fees"], "Amount") == ["1.00 EUR"]
    assert cells(shown["payment"], "Amount") == ["4.00 EUR"]
    assert cells(shown["payment"], "Given back") == ["3.00 EUR"]
    assert cells(shown["credits"], "Amount") == ["3.00 EUR"]
    assert cells(shown["versions"], "Version") == ["2", "1"]
    assert len(shown["postings"].rows) == order.postings.count()
    ticket = order.lines.get().fulfilments.get().ticket
    assert (address(ticket, "change") in response.text) is (role == Role.ADMINISTRATOR)


def test_support_sees_orders_without_the_books(shop):
    order = cancelled_order(shop)
    browser = logged_in(member(shop.tenant, Role.SUPPORT))

    response = browser.get(address(order, "change"))

    assert list(page_of(response)) == EVERY_PART[:-1]
    assert browser.get(address(Posting, "changelist")).status_code == 403
    assert browser.get(address(Payment, "changelist")).status_code == 403


def test_versions_tell_what_changed(shop):
    order = cancelled_order(shop)

    response = logged_in(member(shop.tenant)).get(address(order, "change"))

    second, first = cells(page_of(response)["versions"], "What changed")
    for words in ("Added: 1 × Single, Adult, 4.00 EUR", "Paid: 4.00 EUR"):
        assert f"<div>{words}" in first
    for words in (
        "Added: Refunding fee (Cancellation), 1.00 EUR",
        "Cancelled: 1 × Single, Adult, 4.00 EUR",
        "Given back: 3.00 EUR",
        "Total: 4.00 to 1.00 EUR",
    ):
        assert f"<div>{words}" in second


def test_timeline_tells_of_order_payment_credit_and_ticket(shop):
    order = cancelled_order(shop)

    section = page_of(logged_in(member(shop.tenant)).get(address(order, "change")))["timeline"]

    subjects = {strip_tags(cell).partition(" ")[0] for cell in cells(section, "To")}
    assert subjects == {"Order", "Transaction", "Credit", "Ticket"}
    assert {"Issued", "Voided", "Capture", "Given back"} <= set(cells(section, "What"))
    assert "{" not in "".join(cells(section, "Details"))


def test_times_are_those_of_the_tenant(shop):
    shop.tenant.timezone = "America/New_York"
    shop.tenant.save()
    order = shop.sell().order

    page = logged_in(superuser()).get(address(order, "change")).context["order_page"]

    made = dict(page.summary[0][1])["Made"]
    assert strip_tags(made) == f"{NOW.astimezone(ZoneInfo('America/New_York')):%-d %b %Y %H:%M}"
    assert page.zone == "America/New_York"


def test_order_of_a_booking_leads_to_it(shop):
    booking = shop.sell()

    text = logged_in(member(shop.tenant)).get(address(booking.order, "change")).text

    assert address(booking, "change") in text
    assert "A booking keeps this order" in text


def test_inspector_sees_no_orders(shop):
    order = cancelled_order(shop)
    browser = logged_in(member(shop.tenant, Role.INSPECTOR))

    assert browser.get(address(order, "change")).status_code == 403


def full_order(shop, times):
    """An order with so many of each part, all but one line taken back again."""
    people = [TravellerFacts(name=f"Kari {place}") for place in range(times)]
    choices = [choose(shop) for _ in range(times)]
    order = settle(draft(shop, *choices, travellers=people))
    for _ in order.lines.all():
        add_note(order, "Called", by=BY, at=NOW)
        compensate_order(order, amount=CENT, currency="EUR", reason="Late", by=BY, at=NOW)
    for line in order.lines.all()[1:]:
        refund_lines(order, [RefundWish(line.reference, "EUR")], by=BY, at=NOW)
    return order


def test_order_page_takes_as_many_queries_for_three_of_each_part_as_for_one(shop):
    one, three = full_order(shop, 1), full_order(shop, 3)
    browser = logged_in(member(shop.tenant))
    browser.get(address(one, "change"))

    with counted() as for_one:
        browser.get(address(one, "change"))
    with counted() as for_three:
        response = browser.get(address(three, "change"))

    assert len(page_of(response)["lines"].rows) == 3
    assert for_three.statements == for_one.statements
    assert for_one.statements <= 30


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

    assert (strip_tags(page.total(order)), page.owed_now(order)) == ("4.00 EUR", "")


def test_list_marks_what_is_out_of_the_ordinary(shop):
    order = draft(shop, choose(shop))
    Order.objects.filter(pk=order.pk).update(failed=True, expires_at=None, specimen=True)

    response = logged_in(member(shop.tenant)).get("/admin/sales/order/")

    page = response.context["cl"].model_admin
    marks = page.marks(Order.objects.get(pk=order.pk))
    assert strip_tags(marks).split() == ["Failed", "Specimen"]


@pytest.mark.parametrize("word", ["all", "failed", "money"])
def test_queue_holds_orders_that_wait_for_people(desk, word):
    sold = settle(draft(desk.shop, choose(desk.shop)))
    half_paid(desk)
    browser = logged_in(member(desk.shop.tenant))

    response = browser.get(address(Order, "changelist"), {"queue": word})

    assert desk.now().failed
    assert [order.code for order in response.context["cl"].queryset] == [desk.order.code]
    assert sold.code not in response.text


def test_order_that_is_paid_or_changed_in_time_waits_for_nobody(desk):
    changed = settle(draft(desk.shop, choose(desk.shop)))
    reserve_offers(changed, [choose(desk.shop)], by=BY, at=NOW)
    capture(desk.pay(cash(WHOLE / 2)).transactions.get())

    waiting = Order.objects.filter(in_queue(ALL))

    assert desk.now().captured_amount == WHOLE / 2
    assert (waiting.count(), waiting_for_people([desk.shop.tenant])) == (0, 0)
    lapse_orders(by=BY, at=later(minutes=30))
    assert [order.code for order in waiting] == [desk.order.code]
    assert waiting_for_people([desk.shop.tenant]) == 1


def test_dashboard_counts_orders_that_wait_for_people(desk):
    settle(draft(desk.shop, choose(desk.shop)))
    browser = logged_in(member(desk.shop.tenant, Role.FINANCE))

    def waiting():
        cards = browser.get("/admin/").context["cards"]
        return [card["value"] for card in cards if card["title"] == "Orders that need people"]

    before = waiting()
    half_paid(desk)

    assert (before, waiting()) == ([], [1])


def test_order_page_has_no_amount_without_its_currency(shop):
    order = cancelled_order(shop)

    page = logged_in(member(shop.tenant)).get(address(order, "change"))

    money = dict(page.context["order_page"].summary)["Money"]
    assert [amount for _, amount in money] == [
        "1.00 EUR", "0.08 EUR", "4.00 EUR", "3.00 EUR", "0.00 EUR",
    ]  # fmt: skip
    assert all(f">{amount}<" in page.text for _, amount in money)
