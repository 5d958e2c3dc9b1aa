"""What people do with orders and their money beside refunds."""

import pytest
import time_machine

from sales.admin.order_queues import in_queue, waiting_for_people
from sales.models import Order, PaymentTransaction
from sales.orders.actions import reserve_offers
from sales.payments.errors import CreditFailed
from sales.payments.states import CreditState, TransactionState
from sales.refunds.actions import give_back_excess, refund_lines
from sales.refunds.terms import RefundWish
from tests.admin_world import address, button, logged_in, member, send_shown, sentences
from tests.factories.moments import BY, NOW
from tests.factories.orders import choose, draft, sold, stored
from tests.factories.provider import failing
from tests.factories.scenarios import open_shop
from tests.sales.paying import cash
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def shop():
    return open_shop()


def test_draft_is_cancelled(shop):
    order = draft(shop, choose(shop))
    browser = logged_in(member(shop.tenant))

    response = browser.post(button("sales_order_cancel_draft", order))

    assert sentences(response) == ["The version was given up."]
    assert stored(order).state == "CANCELLED"


def test_pending_version_is_reset(shop):
    order = sold(shop)
    reserve_offers(order, [choose(shop)], by=BY, at=NOW)
    browser = logged_in(member(shop.tenant))

    browser.post(button("sales_order_reset", order))

    after = stored(order)
    assert (after.state, after.version, str(after.total_amount)) == ("CONFIRMED", 1, "4.00")


def test_draft_with_money_waits_for_people_instead(desk):
    half = desk.pay(cash(amount=desk.order.total_amount / 2)).transactions.get()
    browser = logged_in(member(desk.shop.tenant))
    browser.post(button("sales_paymenttransaction_capture", half))

    response = browser.post(button("sales_order_cancel_draft", desk.order))

    assert sentences(response)[-1].startswith("Money moved for this version")
    assert desk.now().failed
    page = browser.get(address(desk.order, "change"))
    assert "it could not be sold" in page.text
    assert button("sales_order_give_back", desk.order) in page.text
    assert button("sales_order_cancel_draft", desk.order) not in page.text


def test_note_is_written_once(shop):
    order = sold(shop)
    browser = logged_in(member(shop.tenant))

    send_shown(
        browser, button("sales_order_note", order), {"type": "GENERAL", "text": "Called twice"}
    )

    [note] = order.notes.all()
    assert note.text == "Called twice"
    assert "Called twice" in browser.get(address(order, "change")).text


def test_transaction_is_captured_from_the_order_page(desk):
    waiting = desk.authorised()
    browser = logged_in(member(desk.shop.tenant))
    capture = button("sales_paymenttransaction_capture", waiting)
    back = address(desk.order, "change")
    page = browser.get(back)

    response = browser.post(f"{capture}?back={back}")

    assert capture in page.text
    assert (response.url, sentences(response)) == (back, ["The money is taken."])
    assert desk.now().state == "CONFIRMED"


def test_refused_capture_is_a_message(desk):
    waiting = desk.at_terminal()
    browser = logged_in(member(desk.shop.tenant))

    response = browser.post(button("sales_paymenttransaction_capture", waiting))

    assert sentences(response) == [
        "The customer has not paid at the provider yet; capture it afterwards."
    ]


def test_transaction_is_cancelled(desk):
    waiting = desk.at_terminal()
    browser = logged_in(member(desk.shop.tenant))

    browser.post(button("sales_paymenttransaction_cancel", waiting))

    ended = PaymentTransaction.objects.get(pk=waiting.pk)
    assert ended.state == TransactionState.CANCELLED


def test_failed_credit_is_tried_again(desk):
    desk.captured()
    line = desk.order.lines.first()
    desk.provider.during = failing("credit")
    with pytest.raises(CreditFailed):
        refund_lines(desk.order, [RefundWish(line.reference, "NOK")], by=BY, at=NOW)
    credit = desk.order.credits.get()
    browser = logged_in(member(desk.shop.tenant))
    again = button("sales_credit_retry", credit)
    page = browser.get(address(desk.order, "change"))

    refused = browser.post(again)
    desk.provider.during = str
    response = browser.post(again)

    assert again in page.text
    assert "A credit failed" in page.text
    assert sentences(refused)[0] != "The money is given back."
    assert sentences(response)[-1] == "The money is given back."
    assert desk.order.credits.get().state == CreditState.CREDITED
    assert (desk.now().state, desk.now().failed) == ("CONFIRMED", False)


def test_failed_credit_waits_for_nobody_once_its_money_went_back_in_another_way(desk):
    desk.captured()
    line = desk.order.lines.first()
    desk.provider.during = failing("credit")
    with pytest.raises(CreditFailed):
        refund_lines(desk.order, [RefundWish(line.reference, "NOK")], by=BY, at=NOW)
    again = button("sales_credit_retry", desk.order.credits.get())
    waiting = Order.objects.filter(in_queue("credits"))
    before = waiting.count(), waiting_for_people([desk.shop.tenant])

    desk.provider.during = str
    give_back_excess(desk.order, by=BY, at=NOW)

    page = logged_in(member(desk.shop.tenant)).get(address(desk.order, "change"))
    assert desk.now().state == "CONFIRMED"
    assert (before, waiting.count(), waiting_for_people([desk.shop.tenant])) == ((1, 1), 0, 0)
    assert again not in page.text
