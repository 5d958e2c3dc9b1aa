"""The letters that tell of tickets, and lead to their pages."""

from __future__ import annotations

import re

import pytest

from sales.distribution.actions import hand_out_tickets, move_validity
from sales.letters.actions import send_letters
from sales.letters.states import Language
from sales.models import Fulfilment, Letter
from sales.payments.actions import capture_transaction
from tests.factories.moments import BY, NOW
from tests.factories.tickets import TicketFactory
from tests.sales.paying import cash
from tickets.actions.links import make_links
from tickets.models import Ticket, TicketLink
from tickets.states import Activation

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(desk):
    """Sells tickets that are activated later."""
    kind = desk.shop.product.ticket_type
    kind.activation = Activation.LATER
    kind.save()
    return desk


@pytest.fixture
def sold(desk):
    capture_transaction(desk.pay(cash()).transactions.get(), by=BY, at=NOW)
    return desk.now()


def tickets(order):
    return list(Ticket.objects.filter(fulfilments__line__order=order).order_by("fulfilments"))


def hand_out(order, **more):
    references = order.lines.values_list("reference", flat=True)
    return hand_out_tickets(order, list(references), by=BY, at=NOW, **more)


def test_tickets_are_sent_by_mail_in_the_language(sold):
    hand_out(sold, recipient="kari@example.no", language=Language.BOKMAL)

    letter = Letter.objects.get()
    assert (letter.recipient, letter.kind) == ("kari@example.no", "TICKETS")
    assert letter.subject == f"Billetter fra {sold.seller.name}"
    assert [str(ticket.pk) in letter.text for ticket in tickets(sold)] == [True, True]
    assert letter.text.count("Blir gyldig når du aktiverer den, senest ") == 2
    assert set(Fulfilment.objects.values_list("handed_out_to", flat=True)) == {"kari@example.no"}


def test_letter_leads_to_the_pages_of_its_tickets(sold, settings, mailoutbox):
    settings.BASE_URL = "https://tickets.example"
    hand_out(sold, recipient="kari@example.no")

    assert send_letters(by=BY, at=NOW, limit=10) == 1

    links = TicketLink.objects.filter(ticket__in=tickets(sold))
    sent = re.findall(r"https://tickets\.example/t/(\S+)", mailoutbox[0].body)
    assert sorted(sent) == sorted(link.secret for link in links)
    assert len(sent) == 2


def test_secrets_of_pages_are_not_stored_with_the_letter(sold):
    make_links(tickets(sold), by=BY, at=NOW)
    hand_out(sold, recipient="kari@example.no")

    text = Letter.objects.get().text
    assert [link.secret in text for link in TicketLink.objects.all()] == [False, False]
    assert [text.count(f"[page of ticket {each.pk}]") for each in tickets(sold)] == [1, 1]


def test_letter_leads_to_no_ticket_of_another_order(sold, mailoutbox):
    stranger = TicketFactory()
    hand_out(sold, recipient="kari@example.no")
    place = f"[page of ticket {stranger.pk}]"
    Letter.objects.update(text=place)

    send_letters(by=BY, at=NOW, limit=10)

    assert mailoutbox[0].body == place
    assert not stranger.links.exists()


def test_active_tickets_tell_their_validity_in_english(sold):
    move_validity(sold, [tickets(sold)[0].pk], starts_at=NOW, by=BY, at=NOW)

    hand_out(sold, recipient="kari@example.no")

    assert Letter.objects.get().text.count("\nValid from ") == 1
