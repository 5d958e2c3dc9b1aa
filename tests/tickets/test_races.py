"""Two at once, on real connections, where barcodes and keys are concerned."""

from __future__ import annotations

from functools import partial

import pytest

from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.tickets import (
    ActiveKeyFactory,
    IssuerKeyFactory,
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
)
from tests.racing import race
from tickets.actions.barcodes import (
    Showing,
    expire_barcodes,
    hand_out_barcodes,
    refresh_displayed_tickets,
)
from tickets.actions.keys import activate_key
from tickets.actions.tickets import use_ticket
from tickets.errors import TicketNotActive
from tickets.models import Barcode, IssuerKey, Ticket
from tickets.states import KeyState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def showings():
    """Six tickets of one tenant, as a query found them before any was shown."""
    key = ActiveKeyFactory()
    kind = TicketTypeFactory(tenant=key.tenant)
    tickets = TicketFactory.create_batch(6, ticket_type=kind)
    return [Showing(ticket, made=(), key=key) for ticket in tickets]


def test_barcodes_handed_out_at_once_are_one_row_and_the_same_bytes(showings):
    """Some ask in the opposite order, which must not make them wait for each other."""
    for window in range(4):
        at = later(minutes=window)

        shown = race(
            *[
                partial(hand_out_barcodes, asked, at=at)
                for asked in (showings, showings[::-1], showings, showings[::-1])
            ]
        )

        payloads = [
            {ticket: barcode.payload for ticket, barcode in handed.items()} for handed in shown
        ]
        assert payloads[0] == payloads[1] == payloads[2] == payloads[3]
        assert Barcode.objects.count() == 6 * (window + 1)


def test_barcodes_made_ahead_and_handed_out_at_once_are_one_row(showings):
    hand_out_barcodes(showings, at=NOW)
    next_window = max(Barcode.objects.values_list("ends_at", flat=True))

    race(
        partial(refresh_displayed_tickets, at=NOW),
        partial(refresh_displayed_tickets, at=NOW),
        partial(hand_out_barcodes, showings[::-1], at=next_window),
    )

    windows = list(Barcode.objects.values_list("ticket", "starts_at"))
    assert len(windows) == len(set(windows))


def test_two_sweeps_of_barcodes_at_once_mark_each_once():
    for _ in range(6):
        show_ticket(TicketFactory())

    touched = race(*[partial(expire_barcodes, at=later(hours=1), limit=4)] * 2)
    touched.append(expire_barcodes(at=later(hours=1)))

    assert sum(touched) == 6


def test_two_keys_activated_at_once_leave_one_active():
    tenant = TenantFactory()
    keys = IssuerKeyFactory.create_batch(3, tenant=tenant)

    race(*[partial(activate_key, key, by=BY, at=later(days=7)) for key in keys])

    states = sorted(IssuerKey.objects.values_list("state", flat=True))
    assert states == [KeyState.ACTIVE, KeyState.RETIRED, KeyState.RETIRED]


def test_ticket_used_by_two_inspectors_at_once_is_used_once():
    ticket = TicketFactory()

    first, second = race(*[partial(use_ticket, ticket, by=BY, at=NOW)] * 2)

    assert {type(first), type(second)} == {Ticket, TicketNotActive}
