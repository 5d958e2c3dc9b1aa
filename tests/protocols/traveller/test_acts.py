"""What a traveller does with a ticket."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.models import Leg
from bookings.states import LegState
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import LATER, open_shop
from tests.factories.tickets import TicketFactory, TicketTypeFactory
from tests.protocols.traveller.looking import address, heading, linked
from tickets.actions.keys import revoke_key
from tickets.actions.tickets import void_tickets
from tickets.states import Activation, TicketState

pytestmark = pytest.mark.django_db


def waiting():
    return TicketFactory(ticket_type=TicketTypeFactory(activation=Activation.LATER))


def state_of(link):
    link.ticket.refresh_from_db()
    return link.ticket.state


def test_question_tells_what_starting_means_and_does_nothing(client):
    link = linked(waiting())

    response = client.get(address(link, "/start"))

    assert heading(response) == "Start this ticket now?"
    assert "It is then valid until 1 Jun 2026, 13:00." in response.text
    assert state_of(link) == TicketState.ISSUED


def test_ticket_is_started_and_the_page_shows_it(client):
    link = linked(waiting())

    response = client.post(address(link, "/start"))

    assert (response.status_code, response["Location"]) == (302, address(link))
    assert state_of(link) == TicketState.ACTIVE
    assert link.ticket.events.last().actor == "partner:ticket page"


def test_starting_again_changes_nothing(client, clock):
    link = linked(waiting())
    client.post(address(link, "/start"))
    clock.shift(timedelta(minutes=5))

    response = client.post(address(link, "/start"))

    assert response["Location"] == address(link)
    assert (state_of(link), link.ticket.activated_at) == (TicketState.ACTIVE, NOW)


@pytest.mark.parametrize("method", ["get", "post"])
def test_ticket_that_is_too_late_is_not_started(client, clock, method):
    link = linked(waiting())
    clock.shift(timedelta(days=30))

    response = getattr(client, method)(address(link, "/start"))

    assert response["Location"] == address(link)
    assert state_of(link) == TicketState.ISSUED


def test_starting_the_ticket_of_a_journey_starts_its_leg(client):
    shop = open_shop(LATER)
    booking = shop.sell()
    leg = Leg.objects.get(booking=booking)
    link = linked(leg.ticket)

    client.post(address(link, "/start"))

    leg.refresh_from_db()
    assert (state_of(link), leg.state) == (TicketState.ACTIVE, LegState.IN_USE)


def test_ticket_of_a_journey_that_cannot_be_shown_is_not_started(client):
    shop = open_shop(LATER)
    link = linked(Leg.objects.get(booking=shop.sell()).ticket)
    for key in shop.tenant.issuer_keys.exclude(state="REVOKED"):
        revoke_key(key, by=BY, at=NOW)

    response = client.post(address(link, "/start"))

    assert (response.status_code, heading(response)) == (503, "Try again later")
    assert state_of(link) == TicketState.ISSUED


def test_moving_is_asked_before_it_is_done(client):
    link = linked()

    response = client.get(address(link, "/move"))

    assert heading(response) == "Move this ticket to another phone?"
    link.refresh_from_db()
    assert link.closed_at is None


def test_moved_ticket_has_a_new_link_that_is_shown_once(client):
    link = linked()
    secret = link.secret

    response = client.post(address(link, "/move"))

    new = link.ticket.links.get(closed_at=None)
    assert f'href="http://localhost/t/{new.secret}"' in response.text
    assert "traveller/forgetting.js" in response.text
    again = client.post(address(secret, "/move"))
    assert again.status_code == 404
    assert client.get(address(new)).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_closed_ticket_does_not_move(client, method):
    link = linked()
    void_tickets([link.ticket], by=BY, at=NOW)

    response = getattr(client, method)(address(link, "/move"))

    assert response["Location"] == address(link)


def test_ticket_that_is_over_does_not_move(client, clock):
    link = linked()
    clock.shift(timedelta(hours=2))

    response = client.post(address(link, "/move"))

    assert response["Location"] == address(link)
    assert link.ticket.links.count() == 1


def test_question_speaks_the_language_of_the_page(client):
    link = linked()

    response = client.get(address(link, "/move?lang=nl"))

    # The plain style speaks English alone.
    assert '<html lang="en">' in response.text
