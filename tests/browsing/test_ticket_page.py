"""A ticket on a phone, whose barcode renews itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from protocols import strangers
from protocols.models import Limited
from protocols.strangers import Limit
from tests.browsing.keeping import until
from tests.browsing.ticket_pages import READY, Phone, inspect, linked, opened, read
from tests.faces import needs_face
from tests.factories.moments import BY
from tests.factories.tickets import TicketTypeFactory, UicTypeFactory
from tickets.actions.tickets import void_tickets
from tickets.codecs.reasons import Reason
from tickets.states import Activation

pytestmark = [pytest.mark.django_db(transaction=True), needs_face("traveller", "inspection")]


@pytest.fixture
def phone(page) -> Iterator[Phone]:
    with opened(page) as phone:
        yield phone


def test_barcode_renews_itself_and_a_picture_of_it_dies(phone):
    link = linked(ticket_type=TicketTypeFactory(rotation_seconds=30, prefetch_seconds=300))

    # The phone shows what an inspector accepts, though its own clock is wrong.
    phone.open(link)
    phone.expect_status(READY)
    phone.into_the_next_window(30)
    picture = phone.scan()
    first = inspect(picture)
    assert (first.reason, first.ticket_id) == (Reason.OK, link.ticket_id)

    # The next one is shown without asking the server, and the picture is refused soon.
    asked = phone.fetched
    path = phone.barcode.locator("path").get_attribute("d")
    phone.wait(seconds=30)
    expect(phone.barcode.locator("path")).not_to_have_attribute("d", path)
    second = inspect(phone.scan())
    assert (second.reason, phone.fetched) == (Reason.OK, asked)
    assert (second.moment - first.moment).total_seconds() == 30
    phone.wait(seconds=60)
    assert inspect(picture).reason == Reason.BARCODE_EXPIRED
    assert inspect(phone.scan()).reason == Reason.OK


def test_barcode_is_fetched_when_its_window_ends_where_nothing_is_fetched_ahead(phone):
    link = linked(ticket_type=TicketTypeFactory(rotation_seconds=30, prefetch_seconds=0))
    phone.open(link)
    phone.expect_status(READY)
    first = phone.into_the_next_window(30)

    with phone.page.expect_response("**/barcodes.json"):
        phone.wait(seconds=30)
    phone.expect_status(READY)

    expect(phone.barcode).to_be_visible()
    second = inspect(phone.scan())
    assert second.reason == Reason.OK
    assert (second.moment - first.moment).total_seconds() == 30


def test_uic_barcode_is_shown(phone):
    phone.open(linked(ticket_type=UicTypeFactory()))
    phone.expect_status(READY)

    assert inspect(phone.scan()).reason == Reason.OK


def test_ticket_is_shown_without_a_network_until_its_barcodes_run_out(phone, complaints):
    link = linked(ticket_type=TicketTypeFactory(rotation_seconds=30, prefetch_seconds=300))
    phone.open(link)
    phone.expect_status(READY)
    phone.until_kept()

    # The page is opened again where there is no coverage.
    phone.page.context.set_offline(True)
    phone.page.reload()
    status = phone.page.get_by_role("status")
    expect(status).to_contain_text("No connection. The ticket can be shown until 12:0")
    assert inspect(phone.scan()).reason == Reason.OK
    phone.wait(seconds=90)
    expect(status).to_contain_text("No connection. The ticket can be shown until 12:0")
    assert inspect(phone.scan()).reason == Reason.OK

    # It says so when nothing is left, and shows nothing that would be refused.
    phone.wait(minutes=6)
    expect(status).to_contain_text("the stored barcodes are used up")
    expect(phone.barcode).to_be_hidden()

    phone.page.context.set_offline(False)
    phone.wait(seconds=31)
    phone.expect_status(READY)
    assert inspect(phone.scan()).reason == Reason.OK
    # The browser notes each try without a network.
    complaints.clear()


def test_ticket_is_shown_while_the_server_is_in_trouble(phone, complaints, monkeypatch):
    link = linked(ticket_type=TicketTypeFactory(rotation_seconds=30, prefetch_seconds=300))
    phone.open(link)
    phone.expect_status(READY)
    phone.until_kept()

    with monkeypatch.context() as trouble:
        trouble.setitem(strangers.LIMITS, Limited.ANONYMOUS, Limit(0, 60))
        phone.page.reload()
        expect(phone.page.get_by_role("status")).to_contain_text("This page tries again by itself.")

    assert inspect(phone.scan()).reason == Reason.OK
    # The browser notes each refusal.
    complaints.clear()


def test_ticket_that_was_voided_is_gone_from_the_screen(phone):
    link = linked(ticket_type=TicketTypeFactory(rotation_seconds=30, prefetch_seconds=60))
    phone.open(link)
    phone.expect_status(READY)
    void_tickets([link.ticket], by=BY, at=timezone.now())

    phone.wait(seconds=45)

    expect(phone.page.get_by_text("This ticket was cancelled.")).to_be_visible()
    expect(phone.barcode).to_have_count(0)


def test_traveller_starts_a_ticket(phone):
    at = timezone.now()
    kind = TicketTypeFactory(activation=Activation.LATER)
    link = linked(ticket_type=kind)

    phone.open(link)
    phone.page.get_by_role("link", name="Start the ticket").click()
    expect(phone.page.get_by_role("heading")).to_have_text("Start this ticket now?")
    expect(phone.page.get_by_text("It is then valid until 1 Jun 2026, 13:00.")).to_be_visible()
    phone.page.get_by_role("button", name="Start now").click()

    phone.expect_status(READY)
    assert inspect(phone.scan()).reason == Reason.OK
    link.ticket.refresh_from_db()
    assert link.ticket.activated_at >= at


def test_traveller_moves_a_ticket_to_another_phone(phone, complaints):
    link = linked()
    secret = link.secret
    phone.open(link)
    phone.expect_status(READY)
    phone.until_kept()

    phone.page.get_by_role("link", name="Move to another phone").click()
    phone.page.get_by_role("button", name="Move it").click()
    expect(phone.page.get_by_role("heading")).to_have_text("Open the ticket on the other phone")
    new = link.ticket.links.get(closed_at=None)
    # The other phone scans the address from the screen.
    shown = phone.page.locator(".card").screenshot()
    assert read(shown).text.endswith(f"/t/{new.secret}")

    # This phone has forgotten the ticket: it is not even shown without a network.
    kept = "async () => (await (await caches.open('tickets')).keys()).map(key => key.url)"
    gone = f"async secret => (await ({kept})()).every(url => !url.includes(secret))"
    until(phone.page, gone, secret)
    phone.page.goto(f"/t/{secret}")
    expect(phone.page.get_by_role("heading")).to_have_text("There is no ticket here")
    phone.page.goto(f"/t/{new.secret}")
    phone.expect_status(READY)
    # The browser notes the status 404.
    complaints.clear()
