"""A ticket whose symbol cannot be read is looked up by its number."""

from __future__ import annotations

import pytest

from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import BarcodeFactory, TicketFactory
from tests.protocols.inspection.inspecting import Handheld
from tests.protocols.inspection.test_doors import problem
from tickets.actions.tickets import use_ticket, void_tickets
from tickets.codecs.numbers import ticket_number
from tickets.inspection.models import Scan
from tickets.validity import Validity

pytestmark = pytest.mark.django_db


def look_up(ticket, number="") -> dict:
    response = Handheld.of(ticket.tenant).get(f"/tickets/{number or ticket_number(ticket.pk)}")
    assert response.status_code == 200
    return dict(response.json())


def test_number_is_forgiven_what_people_do_to_it():
    barcode = BarcodeFactory()
    handheld = Handheld.of(barcode.ticket.tenant)
    handheld.check(barcode)
    number = ticket_number(barcode.ticket_id)
    typed = "-".join((number[:4], number[4:])).lower().replace("0", "o")

    told = look_up(barcode.ticket, typed)

    assert (told["reason"], told["ticketNumber"]) == ("ok", number)
    assert told["seenAt"] == "2026-06-01T10:00:00Z"
    assert told["ticket"]["label"] == "Hour ticket"
    assert Scan.objects.count() == 1


@pytest.mark.parametrize("number", ["x", "7" * 25, "7" * 27, "%00", "%F0%9F%9A%8B"])
def test_what_is_no_number_is_not_there(number):
    handheld = Handheld.of(TicketFactory().tenant)

    problem(handheld.get(f"/tickets/{number}"), 404, "NOT_FOUND")


def test_ticket_says_for_itself_whether_it_is_good(clock):
    waiting = TicketFactory(ticket_type__activation="LATER")
    early = TicketFactory(validity=Validity("DURATION", minutes=60, travels_at=later(hours=2)))
    void, used, specimen = TicketFactory(), TicketFactory(), TicketFactory(specimen=True)
    void_tickets([void], by=BY, at=NOW)
    use_ticket(used, by=BY, at=NOW)

    told = [look_up(ticket)["reason"] for ticket in (waiting, early, void, used, specimen)]

    assert told == [
        "not_activated",
        "ticket_not_yet_valid",
        "ticket_revoked",
        "already_used",
        "specimen",
    ]
    over = TicketFactory()
    clock.move_to(over.valid_until)
    assert look_up(over)["reason"] == "ticket_expired"
