import pytest

from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import (
    ActiveKeyFactory,
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
)
from tests.standing import standing
from tickets.actions.barcodes import (
    expire_barcodes,
    refresh_displayed_tickets,
    window_of,
)
from tickets.actions.keys import revoke_key
from tickets.actions.tickets import void_tickets
from tickets.models import Barcode, Ticket

pytestmark = pytest.mark.django_db


@standing
def ticket():
    """A ticket that rotates every 30 seconds, of a tenant with a key."""
    key = ActiveKeyFactory()
    return TicketFactory(
        ticket_type=TicketTypeFactory(tenant=key.tenant), zones=(101, 102), passengers=2
    )


def windows():
    return list(
        Barcode.objects.order_by("starts_at").values_list(
            "starts_at", "handed_out_at", "expired_at"
        )
    )


def test_refreshing_makes_the_next_barcode_of_a_ticket_on_display(ticket):
    first = show_ticket(ticket)

    assert refresh_displayed_tickets(at=NOW) == 1

    assert windows() == [(first.starts_at, NOW, None), (first.ends_at, None, None)]
    made_ahead = Barcode.objects.get(starts_at=first.ends_at)
    shown = show_ticket(ticket, at=first.ends_at)
    assert shown.payload == made_ahead.payload
    assert windows()[1] == (first.ends_at, first.ends_at, None)


def test_refreshing_again_makes_nothing(ticket):
    show_ticket(ticket)
    refresh_displayed_tickets(at=NOW)

    assert refresh_displayed_tickets(at=NOW) == 0


def test_refreshing_goes_on_for_one_window_after_the_last_look(ticket):
    first = show_ticket(ticket)
    refresh_displayed_tickets(at=NOW)

    assert refresh_displayed_tickets(at=first.ends_at) == 1
    assert refresh_displayed_tickets(at=window_of(ticket, first.ends_at).end) == 0


def test_refreshing_leaves_tickets_alone_that_nobody_looks_at(ticket):
    assert refresh_displayed_tickets(at=NOW) == 0


def test_refreshing_leaves_static_tickets_alone():
    show_ticket(TicketFactory(ticket_type__rotation_seconds=0))

    assert refresh_displayed_tickets(at=NOW) == 0


def test_refreshing_leaves_void_tickets_alone(ticket):
    show_ticket(ticket)
    void_tickets([ticket], by=BY, at=NOW)

    assert refresh_displayed_tickets(at=NOW) == 0


def test_refreshing_makes_no_barcode_beyond_the_validity(ticket):
    show_ticket(ticket, at=later(minutes=60, seconds=-1))

    assert refresh_displayed_tickets(at=later(minutes=60, seconds=-1)) == 0


def test_refreshing_goes_on_for_others_when_one_tenant_has_no_key(ticket):
    keyless = TicketFactory()
    revoked_later = show_ticket(keyless).key
    first = show_ticket(ticket)
    second = show_ticket(keyless, at=first.ends_at)
    revoke_key(revoked_later, by=BY, at=second.ends_at)

    assert refresh_displayed_tickets(at=first.ends_at) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_refreshing_takes_three_statements_however_many(number):
    kind = TicketTypeFactory(tenant=ActiveKeyFactory().tenant)
    for ticket in TicketFactory.create_batch(number, ticket_type=kind):
        show_ticket(ticket)

    with counted() as count:
        refresh_displayed_tickets(at=NOW)

    assert count.statements == 3
    assert Barcode.objects.count() == 2 * number


def test_refreshing_follows_a_longer_rotation(ticket):
    """The ticket of two windows ago is no longer on display, whatever the length of a window."""
    kind = ticket.ticket_type
    kind.rotation_seconds = 300
    kind.save()
    shown = show_ticket(Ticket.objects.get())

    assert refresh_displayed_tickets(at=shown.ends_at) == 1
    assert refresh_displayed_tickets(at=shown.ends_at + (shown.ends_at - shown.starts_at)) == 0


def test_expiring_marks_dead_barcodes(ticket):
    first = show_ticket(ticket)
    second = show_ticket(ticket, at=first.ends_at)

    assert expire_barcodes(at=first.dies_at) == 1

    assert windows() == [
        (first.starts_at, NOW, first.dies_at),
        (second.starts_at, first.ends_at, None),
    ]
    assert expire_barcodes(at=first.dies_at) == 0


def test_expiring_takes_one_statement_and_one_batch_at_a_time():
    for _ in range(3):
        show_ticket(TicketFactory())

    with counted() as count:
        assert expire_barcodes(at=later(hours=1), limit=2) == 2
    assert count.statements == 1
    assert expire_barcodes(at=later(hours=1), limit=2) == 1
