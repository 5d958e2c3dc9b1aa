"""Ways of paying: on the page of a channel, in its guide, and on pages of their own."""

import pytest

from sales.models import Credit, Payment, PaymentMethod
from tests.admin_world import address, button, errors_of, logged_in, member
from tests.factories.clients import ClientChannelFactory
from tests.factories.orders import choose, draft, settle, sold
from tests.factories.payments import PaymentMethodFactory
from tests.factories.scenarios import open_shop
from tests.pages import admin_form_of
from tests.standing import standing

pytestmark = pytest.mark.django_db

CASH = {"type": "CASH", "group": "CASH", "provider": "CASH"}


@standing
def shop():
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def test_way_of_paying_is_added_on_the_page_of_the_channel(shop, browser):
    page = address(shop.channel, "change")
    row = {f"payment_methods-0-{name}": value for name, value in CASH.items()}
    count = {"payment_methods-TOTAL_FORMS": "1", "payment_methods-0-active": "on"}

    browser.post(page, admin_form_of(browser.get(page), **row, **count))

    [method] = shop.channel.payment_methods.all()
    assert (method.type, method.active, method.tenant) == ("CASH", True, shop.tenant)


@pytest.mark.parametrize(
    ("type_", "group", "sentence"),
    [
        ("CASH", "PAYMENTCARD", "Cash goes with Cash."),
        ("ON_ACCOUNT", "CASH", "On Account goes with Invoice."),
        ("VISA", "CASH", "Visa is no cash; choose another group."),
    ],
)
def test_group_that_does_not_fit_is_refused_in_words(shop, browser, type_, group, sentence):
    page = address(PaymentMethod, "add")
    sent = {"channel": shop.channel.pk, "type": type_, "group": group, "provider": "CARD"}

    response = browser.post(page, admin_form_of(browser.get(page), **sent))

    assert errors_of(response) == {"group": [sentence]}


def steps(browser, shop):
    response = browser.get(button("sales_saleschannel_set_up", shop.channel))
    return {step.title: step for _, step, _ in response.context["steps"]}


def test_guide_of_a_channel_on_account_asks_for_no_way_of_paying(shop, browser):
    assert "Payment" not in steps(browser, shop)


def test_guide_of_a_channel_that_is_paid_first_asks_how(shop, browser):
    ClientChannelFactory(channel=shop.channel)
    before = steps(browser, shop)["Payment"]
    PaymentMethodFactory(channel=shop.channel, **CASH)
    after = steps(browser, shop)["Payment"]

    assert (before.done, before.label) == (False, "Add a way of paying")
    assert (after.done, after.text) == (True, "Customers may pay with Cash (Cash).")


def test_payments_and_credits_are_asked_with_the_conditions_of_the_faces(shop, browser):
    one, other = sold(shop), settle(draft(shop, choose(shop), choose(shop)))

    cheap = browser.get(address(Payment, "changelist"), {"total_amount": "lt:5.00"})
    refused = browser.get(address(Credit, "changelist"), {"total_amount": "lt:many"})

    assert list(cheap.context["cl"].queryset) == [one.payments.get()]
    assert other.payments.get() not in cheap.context["cl"].queryset
    assert list(refused.context["cl"].queryset) == []
