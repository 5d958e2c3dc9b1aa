"""Two phones with one link at the same moment."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.handsets import Phone
from tests.factories.tickets import PhoneSignedTypeFactory, TicketFactory, TicketTypeFactory
from tests.protocols.traveller.looking import address, linked
from tests.protocols.traveller.test_phones import answer_to, send, told
from tests.racing import race
from tickets.states import Activation

pytestmark = pytest.mark.django_db(transaction=True)


def test_ticket_is_started_once():
    ticket = TicketFactory(ticket_type=TicketTypeFactory(activation=Activation.LATER))
    link = linked(ticket)

    answers = race(*[lambda: Client().post(address(link, "/start"))] * 4)

    assert [answer.status_code for answer in answers] == [302] * 4
    assert ticket.events.filter(name="ACTIVATED").count() == 1


def test_one_of_two_phones_gets_the_ticket(client):
    link = linked(ticket_type=PhoneSignedTypeFactory())
    challenge = told(client, link)["challenge"]
    bodies = [answer_to(challenge, Phone()) for _ in range(2)]

    answers = race(*[lambda body=body: send(Client(), link, body) for body in bodies])

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert link.ticket.handsets.count() == 1


def test_ticket_that_is_moved_twice_has_one_link():
    link = linked()
    moving = address(link, "/move")

    answers = race(*[lambda: Client().post(moving)] * 2)

    assert {answer.status_code for answer in answers} <= {200, 404}
    assert link.ticket.links.filter(closed_at=None).count() == 1


def test_windows_fetched_by_two_phones_are_the_same():
    link = linked()

    first, second = race(*[lambda: Client().get(address(link, "/barcodes.json"))] * 2)

    assert first.json()["barcodes"] == second.json()["barcodes"]
