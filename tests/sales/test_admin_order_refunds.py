"""Giving money back in the admin: a look at what it comes to, then the doing of it."""

from decimal import Decimal

import pytest
import time_machine
from django.contrib.admin.models import LogEntry

from operators.models import Role
from sales.models import Credit, Order, PaymentOperation, Posting
from tests.admin_world import address, button, logged_in, member, send_shown, sentences
from tests.factories.moments import NOW
from tests.factories.orders import sold, stored
from tests.factories.scenarios import open_shop
from tests.sales.paying import half_paid
from tests.standing import standing
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = pytest.mark.django_db

FEE = {"cancellation_fee": "1.00", "cancellation": "UNTIL_DEPARTURE"}
REFUND, COMPENSATE, GIVE_BACK = (
    f"sales_order_{name}" for name in ("refund", "compensate", "give_back")
)
LOOK = {"look": "1"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def shop():
    return open_shop(FEE)


@pytest.fixture
def paid_by_card(desk):
    """An order of 1446.00 NOK in two lines, sold and paid by card; the provider is counted."""
    desk.shop.product.cancellation_fee = Decimal("100.00")
    desk.shop.product.save()
    desk.captured()
    assert desk.now().state == "CONFIRMED"
    desk.provider.calls.clear()
    return desk


def lines_of(order):
    return [str(line.reference) for line in order.lines.order_by("pk")]


def facts_of(response):
    return dict(response.context["outlook"].facts)


def rows_of(response, anchor):
    [section] = [one for one in response.context["outlook"].sections if one.anchor == anchor]
    return section.rows


def everything():
    """All that a preview could leave behind."""
    return (
        list(Order.objects.values()),
        list(Ticket.objects.values_list("pk", "state")),
        [model.objects.count() for model in (Credit, Posting, PaymentOperation, LogEntry)],
    )


def test_preview_tells_what_it_comes_to_and_changes_nothing(paid_by_card):
    order = paid_by_card.now()
    browser = logged_in(member(order.tenant))
    before = everything()

    response = browser.get(button(REFUND, order), {**LOOK, "lines": lines_of(order)[:1]})

    assert facts_of(response) == {
        "Goes back": "946.00 NOK",
        "Kept as a fee": "100.00 NOK",
        "Total afterwards": "500.00 NOK",
        "Owed afterwards": "0.00 NOK",
        "Order afterwards": "Confirmed, version 2",
    }
    assert [row[-1] for row in rows_of(response, "cancelled")] == ["1046.00 NOK"]
    assert len(rows_of(response, "tickets")) == 1
    [[payment, transaction, _, amount]] = rows_of(response, "parts")
    assert str(order.payments.get().number) in payment
    assert str(order.transactions.get().number) in transaction
    assert amount == "946.00 NOK"
    assert "946.00 NOK" in {cell for row in rows_of(response, "postings") for cell in row}
    assert everything() == before
    assert paid_by_card.provider.calls == {}


def test_part_of_a_line_is_given_back(paid_by_card):
    order = paid_by_card.now()
    browser = logged_in(member(order.tenant))
    first, second = lines_of(order)
    wish = {"lines": [first, second], f"amount_{first}": "500.50"}

    response = browser.get(button(REFUND, order), {**LOOK, **wish})

    assert facts_of(response)["Goes back"] == "700.50 NOK"
    assert (f"amount_{first}", "500.50") in response.context["asked"]
    waived = browser.get(button(REFUND, order), {**LOOK, **wish, "fee": "waived"})
    assert facts_of(waived)["Goes back"] == "900.50 NOK"


@pytest.mark.parametrize("amount", ["1046.01", "-1", "0.001", "x"])
def test_amount_that_a_line_does_not_have_is_refused(paid_by_card, amount):
    order = paid_by_card.now()
    line = lines_of(order)[0]

    response = logged_in(member(order.tenant)).get(
        button(REFUND, order), {**LOOK, "lines": [line], f"amount_{line}": amount}
    )

    assert list(response.context["form"].errors) == [f"amount_{line}"]
    assert response.context["outlook"] is None


def test_amount_of_a_line_that_is_kept_is_refused(paid_by_card):
    order = paid_by_card.now()
    first, second = lines_of(order)

    response = logged_in(member(order.tenant)).get(
        button(REFUND, order), {**LOOK, "lines": [first], f"amount_{second}": "1.00"}
    )

    assert list(response.context["form"].errors) == [f"amount_{second}"]


# What providers do is stored in transactions that may not be part of another one.
@pytest.mark.django_db(transaction=True)
def test_what_was_shown_is_what_is_done(paid_by_card):
    order = paid_by_card.now()
    browser = logged_in(member(order.tenant))
    wish = {"lines": lines_of(order)[:1]}
    seen = facts_of(browser.get(button(REFUND, order), {**LOOK, **wish}))

    response = send_shown(browser, button(REFUND, order), {**wish, "revision": order.revision})

    after = paid_by_card.now()
    assert sentences(response) == [f"Gave back {seen['Goes back']}."]
    assert f"{after.total_amount} NOK" == seen["Total afterwards"]
    assert f"{after.balance} NOK" == seen["Owed afterwards"]
    assert paid_by_card.provider.calls == {"credit": 1}
    assert Ticket.objects.filter(state=TicketState.VOIDED).count() == 1


def test_form_is_sent_once(shop):
    order = sold(shop)
    browser = logged_in(member(shop.tenant))
    form = {"amount": "1.00", "reason": "Late"}
    form["shown"] = browser.get(button(COMPENSATE, order)).context["shown"]

    browser.post(button(COMPENSATE, order), form)
    again = browser.post(button(COMPENSATE, order), form)

    assert "sent before" in sentences(again)[-1]
    assert stored(order).version == 2


def test_order_that_changed_since_the_look_is_refused(shop):
    order = sold(shop)
    browser = logged_in(member(shop.tenant))
    form = {"lines": lines_of(order), "revision": order.revision - 1}

    response = send_shown(browser, button(REFUND, order), form)

    assert sentences(response) == [
        "The order was changed by somebody else; read it again and repeat your change."
    ]
    assert stored(order).version == 1


WAIVERS = {Role.ADMINISTRATOR, Role.FINANCE}


@pytest.mark.parametrize("role", Role)
def test_fee_is_waived_by_fitting_roles_alone(shop, role):
    order = sold(shop)
    browser = logged_in(member(shop.tenant, role))
    wish = {"lines": lines_of(order), "fee": "waived"}

    look = browser.get(button(REFUND, order), {**LOOK, **wish})
    shown = look.context["shown"] if look.status_code == 200 else ""
    response = browser.post(button(REFUND, order), {**wish, "shown": shown})

    expected = (200, 302, "0.00") if role in WAIVERS else (403, 403, "4.00")
    assert (look.status_code, response.status_code, str(stored(order).total_amount)) == expected


@pytest.mark.parametrize(("role", "is_asked"), [(Role.FINANCE, True), (Role.SUPPORT, False)])
def test_waiver_is_offered_to_those_who_may(shop, role, is_asked):
    page = logged_in(member(shop.tenant, role)).get(button(REFUND, sold(shop)))

    assert ("Waived" in page.text) is is_asked


def test_support_sees_no_books_in_the_preview(shop):
    order = sold(shop)
    browser = logged_in(member(shop.tenant, Role.SUPPORT))

    response = browser.get(button(REFUND, order), {**LOOK, "lines": lines_of(order)})

    anchors = [section.anchor for section in response.context["outlook"].sections]
    assert anchors == ["cancelled", "fees", "tickets", "parts"]


def test_line_that_its_rules_keep_cannot_be_chosen():
    shop = open_shop({"cancellation": "NEVER", "name": "Single"})
    order = sold(shop)
    browser = logged_in(member(shop.tenant))

    page = browser.get(button(REFUND, order))
    sent = send_shown(browser, button(REFUND, order), {"lines": lines_of(order)})

    ticket = str(order.lines.get().fulfilments.get().ticket_id)[:8]
    assert page.context["form"].kept == [
        f"1 × Single, Adult, Market 1 Jun 12:30, ticket {ticket}: 4.00 EUR"
    ]
    assert "lines" in sent.context["form"].errors
    assert stored(order).version == 1


def test_order_of_a_booking_refuses_and_leads_to_the_booking(shop):
    booking = shop.sell()
    browser = logged_in(member(shop.tenant))

    page = browser.get(button(REFUND, booking.order))
    sent = send_shown(browser, button(COMPENSATE, booking.order), {"amount": "1", "reason": "Late"})

    refusal = "This order belongs to a booking; change or cancel the booking."
    assert page.context["outlook"].refusal == refusal
    assert address(booking, "change") in page.text
    assert sentences(sent) == [refusal]


def test_compensation_leaves_the_tickets_good(shop):
    order = sold(shop)
    browser = logged_in(member(shop.tenant))
    wish = {"amount": "1.50", "reason": "Late"}

    look = browser.get(button(COMPENSATE, order), {**LOOK, **wish})
    response = send_shown(browser, button(COMPENSATE, order), wish)

    assert facts_of(look)["Goes back"] == "1.50 EUR"
    assert sentences(response) == ["Gave back 1.50 EUR."]
    assert str(stored(order).total_amount) == "2.50"
    assert not Ticket.objects.filter(state=TicketState.VOIDED).exists()


def test_compensation_larger_than_the_order_is_told(shop):
    order = sold(shop)
    browser = logged_in(member(shop.tenant))

    look = browser.get(button(COMPENSATE, order), {**LOOK, "amount": "4.01", "reason": "Late"})

    assert look.context["outlook"].refusal == (
        "A reduction is more than zero, and at most what the order costs."
    )


def test_money_of_a_draft_that_was_given_up_goes_back(desk):
    order = half_paid(desk)
    browser = logged_in(member(order.tenant))

    look = browser.get(button(GIVE_BACK, order), LOOK)
    response = send_shown(browser, button(GIVE_BACK, order), {"revision": order.revision})

    assert order.failed
    assert facts_of(look)["Goes back"] == "723.00 NOK"
    assert facts_of(look)["Owed afterwards"] == "0.00 NOK"
    assert sentences(response) == ["Gave back 723.00 NOK."]
    after = desk.now()
    assert (after.failed, after.captured_amount - after.credited_amount) == (False, 0)
