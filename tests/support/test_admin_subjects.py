"""Cases on the pages of what they are about, and the button that opens one."""

from __future__ import annotations

import pytest
import time_machine

from operators.models import Role
from support.models import SupportCase
from tests.admin_world import address, button, logged_in, member, parts, sentences
from tests.factories.fleet import AssetFactory
from tests.factories.moments import NOW
from tests.factories.scenarios import LATER, open_shop
from tests.factories.support import asset_case, case, ticket_case
from tests.standing import standing

pytestmark = pytest.mark.django_db

QUESTION = {"kind": "NOT_CLEAN", "text": "Coffee on the seats.", "contact": "anna@example.com"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def shop():
    return open_shop(LATER)


@standing
def browser(shop):
    return logged_in(member(shop.tenant, Role.SUPPORT))


def booking_of(shop):
    return shop.sell()


def ticket_of(shop):
    return shop.sell().legs.get().ticket


def asset_of(shop):
    return AssetFactory(fleet__operator=shop.product.operator)


SUBJECTS = {
    "bookings_booking": (booking_of, case),
    "tickets_ticket": (ticket_of, ticket_case),
    "operators_asset": (asset_of, asset_case),
}


@pytest.mark.parametrize("kind", SUBJECTS)
def test_page_lists_its_cases(shop, browser, kind):
    make, ask = SUBJECTS[kind]
    row = make(shop)
    first, second = ask(row), ask(row, text="Mud on the floor.")
    ask(make(shop))

    response = browser.get(address(row, "change"))

    assert parts(response)["supportcase"] == [second, first]
    assert address(first, "change") in response.text


@pytest.mark.parametrize("kind", SUBJECTS)
def test_case_is_opened_and_gone_on_with(shop, browser, kind):
    row = SUBJECTS[kind][0](shop)

    response = browser.post(button(f"{kind}_open_case", row), QUESTION)

    [one] = row.cases.all()
    assert response.url == address(one, "change")
    assert sentences(response) == []
    assert (one.kind, one.priority, one.text) == (
        "NOT_CLEAN",
        "DISTURBING",
        "Coffee on the seats.",
    )
    assert (one.contact, one.opened_by[:6]) == ("anna@example.com", "staff:")


def test_same_question_leads_to_the_case_that_is_open(shop, browser):
    one = case(shop.sell())

    response = browser.post(button("bookings_booking_open_case", one.booking), QUESTION)

    assert response.url == address(one, "change")
    assert SupportCase.objects.count() == 1


@pytest.mark.parametrize("form", [{"kind": "DIRTY"}, {"text": ""}, {"priority": "HIGH"}])
def test_question_that_makes_no_sense_is_shown_again(shop, browser, form):
    response = browser.post(button("bookings_booking_open_case", shop.sell()), {**QUESTION, **form})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == list(form)
