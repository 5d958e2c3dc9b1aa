"""Links to tickets: made, found, closed."""

from __future__ import annotations

import pytest

from operators.tenancy.actions import digest_of
from tests.counting import counted
from tests.factories.handsets import TicketLinkFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import TicketFactory, TicketTypeFactory
from tickets.actions.links import make_link, make_links, move_ticket
from tickets.actions.tickets import use_ticket, void_tickets
from tickets.errors import TicketClosed
from tickets.links import address_of, find_ticket
from tickets.models import TicketLink

pytestmark = pytest.mark.django_db


def names(ticket):
    return list(ticket.events.order_by("pk").values_list("name", flat=True))


def test_link_leads_to_its_ticket():
    ticket = TicketFactory()

    link = make_link(ticket, by=BY, at=NOW)

    assert find_ticket(link.secret) == ticket
    assert names(ticket)[-1] == "LINK_MADE"


def test_link_asked_for_again_is_the_same_one():
    ticket = TicketFactory()

    first, second = make_link(ticket, by=BY, at=NOW), make_link(ticket, by=BY, at=later(hours=1))

    assert (first, first.secret) == (second, second.secret)
    assert names(ticket).count("LINK_MADE") == 1


def test_secret_is_stored_as_a_hash_and_sealed():
    link = TicketLinkFactory()

    stored = TicketLink.objects.values_list("secret_hash", "sealed_secret").get()

    assert stored[0] == digest_of(link.secret)
    assert link.secret not in "".join(stored)
    assert len(link.secret) == 32


def test_address_is_that_of_the_traveller_page(settings):
    settings.BASE_URL = "https://tickets.example"
    link = TicketLinkFactory()

    assert address_of(link) == f"https://tickets.example/t/{link.secret}"


@pytest.mark.parametrize("secret", ["", "no such secret", "\udcff", "\0"])
def test_stranger_finds_no_ticket(secret):
    TicketLinkFactory()

    assert find_ticket(secret) is None


@pytest.mark.parametrize("number", [1, 3])
def test_links_are_made_in_as_many_statements_however_many(number):
    tickets = TicketFactory.create_batch(number, ticket_type=TicketTypeFactory())

    with counted() as count:
        links = make_links(tickets, by=BY, at=NOW)

    assert links.keys() == {ticket.pk for ticket in tickets}
    assert count.statements == 5


def test_links_of_some_tickets_are_made_before():
    kind = TicketTypeFactory()
    tickets = TicketFactory.create_batch(2, ticket_type=kind)
    before = make_link(tickets[0], by=BY, at=NOW)

    links = make_links(iter(tickets), by=BY, at=NOW)

    assert links[tickets[0].pk] == before
    assert len(links) == 2


def test_moving_closes_the_link_and_makes_another():
    ticket = TicketFactory()
    first = make_link(ticket, by=BY, at=NOW)
    secret = first.secret

    second = move_ticket(ticket, by=BY, at=later(minutes=5))

    first.refresh_from_db()
    assert (find_ticket(secret), find_ticket(second.secret)) == (None, ticket)
    assert (first.closed_at, first.secret) == (later(minutes=5), "")
    assert names(ticket)[-1] == "MOVED"


def test_ticket_without_a_link_is_moved_to_its_first_one():
    ticket = TicketFactory()

    assert find_ticket(move_ticket(ticket, by=BY, at=NOW).secret) == ticket


def void(ticket):
    void_tickets([ticket], by=BY, at=NOW)


def use(ticket):
    use_ticket(ticket, by=BY, at=NOW)


@pytest.mark.parametrize("close", [void, use])
def test_closed_ticket_is_not_moved(close):
    ticket = TicketFactory()
    link = make_link(ticket, by=BY, at=NOW)
    close(ticket)

    with pytest.raises(TicketClosed):
        move_ticket(ticket, by=BY, at=NOW)
    assert find_ticket(link.secret) == ticket


def test_ticket_that_is_over_is_not_moved():
    ticket = TicketFactory()

    with pytest.raises(TicketClosed):
        move_ticket(ticket, by=BY, at=ticket.valid_until)
