"""The inbox of support and the page of a case."""

from __future__ import annotations

import pytest
import time_machine

from operators.models import Role
from support.actions.opening import open_case
from support.actions.sweeping import mark_overdue_cases
from support.actions.working import (
    add_note,
    answer_case,
    ask_for_update,
    hand_over_case,
    resolve_case,
    take_case,
)
from support.models import SupportCase
from support.states import CaseKind
from tests.admin_world import (
    address,
    button,
    logged_in,
    member,
    parts,
    sentences,
    superuser,
)
from tests.counting import counted
from tests.factories.fleet import AssetFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import open_rental_shop
from tests.factories.scenarios import AT_ONCE, LATER, open_shop
from tests.factories.support import asset_case, case, facts, ticket_case
from tests.standing import standing

pytestmark = pytest.mark.django_db

INBOX = address(SupportCase, "changelist")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@standing
def shop():
    return open_shop(LATER)


@standing
def clerk(shop):
    return member(shop.tenant, Role.SUPPORT)


@standing
def browser(clerk):
    return logged_in(clerk)


def listed(browser, **query):
    return list(browser.get(INBOX, query).context["cl"].result_list)


def test_inbox_has_the_overdue_ones_first(shop, browser, clock):
    closed = resolve_case(case(shop.sell()), by=BY, at=NOW)
    waiting = ask_for_update(case(shop.sell()), text="Which?", by=BY, at=NOW)
    due = case(shop.sell())
    overdue = case(shop.sell(), response_minutes=5)
    clock.move_to(later(minutes=10))

    response = browser.get(INBOX)

    shown = response.context["cl"]
    assert list(shown.result_list) == [overdue, due, waiting, closed]
    turns = [(shown.model_admin.turn(one), shown.model_admin.due(one)) for one in shown.result_list]
    assert turns == [
        ("Overdue", "1 Jun 2026 10:05"),
        ("Due", "1 Jun 2026 14:00"),
        ("", ""),
        ("", ""),
    ]


def test_inbox_is_filtered_by_turn_and_by_whose(shop, browser, clerk, clock):
    mine, nobodys = case(shop.sell()), case(shop.sell(), response_minutes=5)
    taken_by = clerk.memberships.get()
    hand_over_case(mine, assignee=taken_by, by=BY, at=NOW)
    closed = resolve_case(case(shop.sell()), by=BY, at=NOW)
    clock.move_to(later(minutes=10))

    assert listed(browser, whose="mine") == [mine]
    assert listed(browser, whose="nobody") == [nobodys, closed]
    assert listed(browser, turn="open") == [nobodys, mine]
    assert listed(browser, turn="overdue") == [nobodys]
    assert listed(browser, state__exact="RESOLVED") == [closed]
    assert listed(browser, kind__exact="ACCIDENT") == []
    assert listed(browser, priority__exact="DISTURBING") == [nobodys, mine, closed]


def test_case_is_found_by_what_people_know(shop, browser):
    booking = shop.sell()
    ticket = booking.legs.get().ticket
    asset = AssetFactory(fleet__operator=shop.product.operator, plate="VOI-17")
    over_booking = case(booking, contact="anna@example.com")
    over_ticket, over_asset = ticket_case(ticket), asset_case(asset)

    found = {
        text: listed(browser, q=text)
        for text in (
            over_booking.code,
            booking.reference,
            booking.order.code,
            "anna@example",
            str(ticket.pk),
            "VOI-17",
            asset.asset_id,
            "nothing",
        )
    }

    assert list(found.values()) == [
        *[[over_booking]] * 4,
        [over_ticket],
        *[[over_asset]] * 2,
        [],
    ]


def test_page_tells_the_facts_and_what_happened(shop, browser):
    booking = shop.sell()
    one = case(booking, place="Harbour", position=(4.4777, 51.9244))
    add_note(one, text="Called him.", by=BY, at=NOW)
    answer_case(one, text="We look into it.", by=BY, at=NOW)

    response = browser.get(address(one, "change"))

    assert [event.name for event in parts(response)["caseevent"]] == [
        "ANSWERED",
        "NOTED",
        "OPENED",
    ]
    for text in (
        "To the asker: We look into it.",
        "Note among staff: Called him.",
        f"{booking.reference}, Confirmed",
        booking.order.code,
        "Harbour 51.92440, 4.47770",
        "+31201234567",
        address(booking, "change"),
    ):
        assert text in response.text


def test_page_tells_the_facts_of_a_ticket_and_of_a_vehicle(shop, browser):
    ticket = shop.sell().legs.get().ticket
    asset = AssetFactory(fleet__operator=shop.product.operator, is_disabled=True)
    one = open_case(None, facts(ticket=ticket, asset=asset, text="Both"), by=BY, at=NOW)

    response = browser.get(address(one, "change"))

    for text in (f"{ticket.label}, Issued", "85 %", "not to be rented", str(asset.fleet)):
        assert text in response.text


def test_page_tells_the_facts_of_a_valid_ticket_and_of_a_bare_vehicle(shop):
    booking = open_shop(AT_ONCE).sell()
    asset = AssetFactory(longitude=None, latitude=None, charge=None)
    pages = [
        (ticket_case(booking.legs.get().ticket), "Valid"),
        (asset_case(asset), str(asset.fleet)),
        (case(shop.hold()), ", Pending"),
        (case(open_rental_shop().ride().leg.booking), "Unlocked"),
    ]

    for one, text in pages:
        page = logged_in(superuser()).get(address(one, "change"))
        assert text in page.text


def test_case_and_what_belongs_to_it_have_names():
    one = case()
    answer_case(one, text="Soon.", by=BY, at=NOW)

    assert str(one) == one.code
    assert str(one.events.earliest("id")) == f"OPENED {one.pk}"
    assert str(one.messages.get()) == "To the asker 2026-06-01 10:00 UTC"


def test_page_tells_the_facts_of_a_rental():
    place = open_rental_shop()
    rental = place.sold()
    one = case(rental.leg.booking)

    response = logged_in(member(place.tenant)).get(address(one, "change"))

    assert one.asset == rental.asset
    for text in (rental.facts["asset_id"], "Unlocked", "Ended", "3.85 EUR"):
        assert text in response.text


def test_list_takes_as_many_queries_for_three_cases_as_for_one(shop, browser, clerk):
    def take_one():
        one = case(shop.sell())
        return take_case(one, by=type(BY).staff(clerk.username), at=NOW)

    take_one()
    browser.get(INBOX)
    with counted() as for_one:
        browser.get(INBOX)
    take_one()
    ticket_case(shop.sell().legs.get().ticket)
    with counted() as for_three:
        response = browser.get(INBOX)

    assert len(response.context["cl"].result_list) == 3
    assert for_three.statements == for_one.statements


def test_finance_looks_and_touches_nothing(shop):
    booking = shop.sell()
    one = case(booking)
    browser = logged_in(member(shop.tenant, Role.FINANCE))

    page = browser.get(address(one, "change"))

    assert (page.status_code, listed(browser)) == (200, [one])
    assert address(booking, "change") not in page.text
    assert button("support_supportcase_answer", one) not in page.text


def test_superuser_who_is_no_member_cannot_take(shop, browser):
    one = case(shop.sell())

    response = logged_in(superuser()).post(button("support_supportcase_take", one))

    assert sentences(response) == [
        "Cases are worked on by administrators and support staff of their tenant."
    ]


def test_overdue_case_is_told_on_the_dashboard(shop, browser, clock):
    case(shop.sell(), response_minutes=5)
    case(shop.sell(), kind=CaseKind.OTHER)
    resolve_case(case(shop.sell()), by=BY, at=NOW)
    case(open_shop().sell())
    clock.move_to(later(minutes=10))
    mark_overdue_cases(by=BY, at=later(minutes=10))

    cards = {card["title"]: card for card in browser.get("/admin/").context["cards"]}

    told = cards["Open support cases"]
    assert (told["value"], told["note"]) == (2, "1 overdue")
    assert listed(browser, turn="open") == list(browser.get(told["link"]).context["cl"].result_list)
