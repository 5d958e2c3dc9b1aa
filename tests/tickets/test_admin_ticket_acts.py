"""What staff do with a ticket, and the address that they are told once."""

from __future__ import annotations

import pytest

from operators.models import Role
from tests.admin_world import button, logged_in, member, sentences
from tests.factories.moments import BY, NOW
from tests.factories.tickets import TicketFactory, TicketTypeFactory
from tickets.actions.links import make_link
from tickets.actions.tickets import void_tickets
from tickets.admin.ticket_acts import MAKE_LINK, MOVE_TICKET, is_open
from tickets.links import address_of, find_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    """It waits to be activated, so it is open now, whenever that is."""
    return TicketFactory(
        ticket_type=TicketTypeFactory(activation="LATER"), activation_days=365 * 50
    )


@pytest.fixture
def browser(ticket):
    return logged_in(member(ticket.tenant, Role.SUPPORT))


def test_staff_are_told_the_address_of_a_ticket(ticket, browser):
    page = browser.post(button("tickets_ticket_make_link", ticket))

    link = ticket.links.get()
    assert page.context["address"] == address_of(link)
    assert page.headers["Cache-Control"].split(", ")[0] == "no-store"
    assert page.content.decode().count(link.secret) == 1


def test_address_that_was_told_before_is_told_again(ticket, browser):
    link = make_link(ticket, by=BY, at=NOW)

    page = browser.post(button("tickets_ticket_make_link", ticket))

    assert page.context["address"] == address_of(link)


def test_question_tells_no_address(ticket, browser):
    link = make_link(ticket, by=BY, at=NOW)

    page = browser.get(button("tickets_ticket_make_link", ticket))

    assert page.content.decode().count(link.secret) == 0


def test_moved_ticket_has_a_new_address(ticket, browser):
    before = make_link(ticket, by=BY, at=NOW).secret

    page = browser.post(button("tickets_ticket_move", ticket))

    assert find_ticket(before) is None
    assert page.context["address"] == address_of(ticket.links.open().get())


@pytest.mark.parametrize("name", ["tickets_ticket_make_link", "tickets_ticket_move"])
def test_closed_ticket_gets_no_new_address(ticket, browser, name):
    void_tickets([ticket], by=BY, at=NOW)

    page = browser.post(button(name, ticket))

    assert len(sentences(page)) == 1
    assert not ticket.links.exists()


def test_links_are_offered_while_a_ticket_is_open(ticket):
    over = TicketFactory(activation_days=0)

    assert [is_open(each) for each in (ticket, over)] == [True, False]
    assert MAKE_LINK.offered is MOVE_TICKET.offered is is_open
