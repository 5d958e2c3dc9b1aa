"""Choosing when a ticket becomes valid, and showing one ticket."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.moments import BY, NOW, later
from tests.factories.styles import GoogleAccountFactory
from tests.factories.tickets import ActiveKeyFactory, TicketFactory, show_ticket
from tickets.actions import showing
from tickets.actions.tickets import void_tickets
from tickets.actions.validity import start_tickets
from tickets.actions.wallet_values import offer_pass
from tickets.errors import BarcodeAlive, NoSigningKey, TicketBegun, ValidityUnfit
from tickets.models import Ticket
from tickets.states import ValidityKind
from tickets.validity import Validity, Window

pytestmark = pytest.mark.django_db
TOMORROW = later(days=1)


def waiting(**more):
    return TicketFactory(ticket_type__activation="LATER", **more)


def ahead(**more):
    """Active, and valid from tomorrow on."""
    rule = Validity(ValidityKind.DURATION, minutes=60, travels_at=TOMORROW)
    return TicketFactory(validity=rule, **more)


def start(ticket, starts_at, at=NOW):
    [started] = start_tickets([ticket], starts_at=starts_at, by=BY, at=at)
    return Ticket.objects.get(pk=started.pk)


def names(ticket):
    return list(ticket.events.order_by("pk").values_list("name", flat=True))


def test_waiting_ticket_is_activated_for_the_moment():
    started = start(waiting(), TOMORROW)

    assert (started.state, started.activated_at) == ("ACTIVE", NOW)
    assert (started.valid_from, started.valid_until) == (TOMORROW, TOMORROW + timedelta(hours=1))
    assert names(started) == ["ISSUED", "ACTIVATED"]


def test_validity_that_has_not_begun_is_moved():
    moved = start(ahead(), later(days=3))

    assert (moved.valid_from, moved.valid_until) == (later(days=3), later(days=3, hours=1))
    assert names(moved) == ["ISSUED", "ACTIVATED", "VALIDITY_MOVED"]


def test_day_ticket_is_moved_to_a_whole_day_of_the_zone():
    rule = Validity(ValidityKind.CALENDAR_DAY)
    ticket = waiting(validity=rule, ticket_type__tenant__timezone="Europe/Oslo")

    started = start(ticket, datetime(2026, 6, 3, 22, 30, tzinfo=UTC))

    assert started.valid_from == datetime(2026, 6, 3, 22, tzinfo=UTC)
    assert started.valid_until == datetime(2026, 6, 4, 22, tzinfo=UTC)


@pytest.mark.parametrize("behind", [timedelta(0), timedelta(seconds=60)])
def test_now_is_a_moment_that_can_be_chosen(behind):
    assert start(waiting(), NOW - behind).valid_from == NOW - behind


@pytest.mark.parametrize("starts_at", [later(seconds=-61), later(days=30)])
def test_moment_that_is_over_or_too_late_is_refused(starts_at):
    with pytest.raises(ValidityUnfit):
        start(waiting(), starts_at)


def test_fixed_dates_stay():
    rule = Validity(ValidityKind.FIXED_DATES, fixed=Window(TOMORROW, later(days=9)))

    with pytest.raises(ValidityUnfit):
        start(TicketFactory(validity=rule), later(days=2))


@pytest.mark.parametrize("make", [TicketFactory, lambda: void_tickets([ahead()], by=BY, at=NOW)[0]])
def test_ticket_that_has_begun_or_is_closed_stays(make):
    with pytest.raises(TicketBegun):
        start(make(), TOMORROW)


def test_ticket_whose_time_to_activate_is_over_stays():
    with pytest.raises(TicketBegun):
        start(waiting(), later(days=40), at=later(days=31))


def test_barcode_that_was_shown_must_die_first():
    ticket = ahead()
    barcode = show_ticket(ticket)

    with pytest.raises(BarcodeAlive):
        start(ticket, later(days=2))

    assert start(ticket, later(days=2), at=barcode.dies_at).valid_from == later(days=2)


def test_barcodes_that_a_wallet_holds_must_die_first():
    ticket = ahead()
    account = GoogleAccountFactory(tenant=ticket.tenant)
    offer_pass(ticket, account, values_until=later(hours=1), at=NOW)

    with pytest.raises(BarcodeAlive):
        start(ticket, later(days=2))

    assert start(ticket, later(days=2), at=later(hours=1)).valid_from == later(days=2)


def test_barcode_tells_the_new_validity():
    ticket = ahead()
    old = show_ticket(ticket)
    ticket.barcodes.update(handed_out_at=None)
    moved = start(ticket, later(days=2))

    shown, barcode = showing.show_ticket(moved, at=NOW)

    assert shown == moved
    assert (barcode.starts_at, barcode.payload == old.payload) == (old.starts_at, False)
    assert showing.show_ticket(moved, at=NOW)[1].payload == barcode.payload


def test_ticket_that_may_not_be_shown_has_no_barcode():
    ticket = waiting()

    assert showing.show_ticket(ticket, at=NOW) == (ticket, None)


def test_ticket_needs_a_key_to_be_shown():
    ticket = TicketFactory()
    with pytest.raises(NoSigningKey):
        showing.show_ticket(ticket, at=NOW)

    ActiveKeyFactory(tenant=ticket.tenant)
    assert showing.show_ticket(ticket, at=NOW)[1] is not None
