"""Travellers are told that a leaked key made their printed tickets worthless."""

from __future__ import annotations

import pytest

from sales.distribution.actions import hand_out_tickets
from sales.distribution.reissues import tell_reissued
from sales.letters.actions import send_letters
from sales.letters.states import Language
from sales.models import Fulfilment, Letter
from sales.payments.actions import capture_transaction
from tests.factories.moments import BY, NOW, later
from tests.sales.paying import cash
from tickets.actions.leaks import replace_leaked_key
from tickets.actions.showing import hand_out_static
from tickets.actions.tickets import void_tickets
from tickets.models import Ticket, TicketLink

pytestmark = pytest.mark.django_db


def leak(desk):
    """The key that signed what was printed leaks, and another one signs."""
    for ticket in Ticket.objects.all():
        hand_out_static(ticket, at=NOW)
    replace_leaked_key(desk.shop.key, by=BY, at=later(minutes=1))


@pytest.fixture
def printed(desk):
    """An order of two tickets that are valid at once, which were sent to a traveller."""
    capture_transaction(desk.pay(cash()).transactions.get(), by=BY, at=NOW)
    order = desk.now()
    lines = list(order.lines.values_list("reference", flat=True))
    sent = {"recipient": "kari@example.no", "language": Language.BOKMAL}
    hand_out_tickets(order, lines, **sent, by=BY, at=NOW)
    return order


def test_traveller_is_told_of_new_barcodes_once_and_in_the_same_language(desk, printed):
    leak(desk)

    counts = [tell_reissued(by=BY, at=later(minutes=2), limit=10) for _ in range(2)]

    assert counts == [2, 0]
    letter = Letter.objects.filter(order=printed).order_by("pk").last()
    assert (letter.recipient, letter.language) == ("kari@example.no", "nob")
    assert letter.subject == f"Nye koder for billettene dine fra {printed.seller.name}"
    assert [str(ticket.pk) in letter.text for ticket in Ticket.objects.all()] == [True, True]


def test_letter_of_new_barcodes_leads_to_the_tickets(desk, printed, mailoutbox):
    leak(desk)
    tell_reissued(by=BY, at=later(minutes=2), limit=10)

    send_letters(by=BY, at=later(minutes=3), limit=10)

    secrets = [link.secret for link in TicketLink.objects.all()]
    assert [f"/t/{secret}" in mailoutbox[-1].body for secret in secrets] == [True, True]


def test_nobody_is_told_of_tickets_that_were_not_sent_or_are_void(desk, printed):
    leak(desk)
    Fulfilment.objects.filter(ticket=Ticket.objects.first()).update(handed_out_to="")
    void_tickets([Ticket.objects.last()], by=BY, at=later(minutes=1))
    before = Letter.objects.count()

    assert tell_reissued(by=BY, at=later(minutes=2), limit=10) == 2
    assert Letter.objects.count() == before
