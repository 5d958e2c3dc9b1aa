"""An inspector checks tickets where there is no coverage."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browsing.scanning.pages import (
    OFFLINE,
    ScanPage,
    inspector_of,
    scans_of,
    shown,
    sign_in,
    sold,
)
from tests.factories.inspection import DeviceFactory
from tests.factories.moments import BY, NOW
from tests.factories.sales import ProductFactory
from tests.factories.tickets import TicketFactory, TicketTypeFactory
from tickets.actions.tickets import void_tickets
from tickets.codecs.reasons import Reason
from tickets.inspection.actions.checks import check_barcode
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_tickets_are_checked_without_a_network_and_told_once_there_is_one(
    scanner, tenant, complaints
):
    good, voided = sold(tenant), sold(tenant)
    picture = shown(voided)
    void_tickets([voided], by=BY, at=timezone.now())
    device = scanner.begin()
    scanner.cut_off()

    scanner.scan(shown(good))
    scanner.expect_answer(Reason.OK, OFFLINE)
    scanner.scan(picture)
    scanner.expect_answer(Reason.TICKET_REVOKED, OFFLINE)
    expect(scanner.page.locator("#waits")).to_have_text("2 scans wait to be sent")
    assert scans_of(device) == []

    scanner.page.context.set_offline(False)
    scanner.wait(seconds=31)
    expect(scanner.page.locator("#waits")).to_be_hidden()
    assert scans_of(device) == [
        (1, Reason.OK, Reason.OK, False),
        (2, Reason.TICKET_REVOKED, Reason.TICKET_REVOKED, False),
    ]
    # The browser notes each try without a network.
    complaints.clear()


def test_ticket_that_was_voided_meanwhile_is_on_the_next_block_list(scanner, tenant, complaints):
    ticket = sold(tenant)
    picture = shown(sold(tenant))
    scanner.begin()
    old = shown(ticket)
    void_tickets([ticket], by=BY, at=timezone.now())
    scanner.page.route("**/checks", lambda route: route.abort())
    scanner.scan(old)
    scanner.expect_answer(Reason.OK, OFFLINE)

    # A failed check asks for the list again soon; what was added is all that is told.
    with scanner.page.expect_response("**/block-list?*since=0*"):
        scanner.wait(seconds=31)
    expect(scanner.page.locator("#waits")).to_be_hidden()
    scanner.scan(old)
    scanner.expect_answer(Reason.TICKET_REVOKED, OFFLINE)
    scanner.scan(picture)
    scanner.expect_answer(Reason.OK, OFFLINE)

    # It holds after the page was closed, which trusts nothing that is not signed.
    scanner.cut_off()
    scanner.scan(old)
    scanner.expect_answer(Reason.TICKET_REVOKED, OFFLINE)
    complaints.clear()


def test_ticket_for_one_use_is_used_without_a_network(scanner, tenant, complaints):
    kind = TicketTypeFactory(tenant=tenant, single_use=True)
    # The product tells a device that a ticket is for one use.
    product = ProductFactory(tenant=tenant, ticket_type=kind)
    ticket = TicketFactory(ticket_type=kind, product_number=product.number)
    scanner.begin()
    scanner.cut_off()

    scanner.scan(shown(ticket))
    scanner.expect_answer(Reason.OK, OFFLINE)
    scanner.wait(hours=0.5)
    scanner.scan(shown(ticket))
    scanner.expect_answer(Reason.ALREADY_USED, OFFLINE)
    complaints.clear()


def test_ticket_that_was_refused_without_a_network_is_not_used(scanner, tenant, complaints):
    kind = TicketTypeFactory(tenant=tenant, single_use=True, checked_online=True)
    product = ProductFactory(tenant=tenant, ticket_type=kind)
    ticket = TicketFactory(ticket_type=kind, product_number=product.number)
    device = scanner.begin()
    scanner.cut_off()
    scanner.scan(shown(ticket))
    scanner.expect_answer(Reason.ONLINE_REQUIRED, OFFLINE)
    scanner.page.context.set_offline(False)
    scanner.wait(seconds=31)
    expect(scanner.page.locator("#waits")).to_be_hidden()
    assert scans_of(device) == [(1, Reason.ONLINE_REQUIRED, Reason.OK, False)]

    scanner.cut_off()
    scanner.scan(shown(ticket))
    scanner.expect_answer(Reason.ONLINE_REQUIRED, OFFLINE)
    complaints.clear()


def test_device_that_was_long_without_a_network_says_so(scanner, tenant, complaints):
    ticket = sold(tenant)
    static = sold(tenant, rotation_seconds=0)
    for each in (ticket, static):
        Ticket.objects.filter(pk=each.pk).update(valid_until=NOW + timedelta(days=3))
        each.refresh_from_db()
    scanner.begin()
    scanner.cut_off()
    scanner.scan(shown(static))
    scanner.expect_answer(Reason.OK, OFFLINE)

    scanner.wait(hours=25)

    scanner.scan(shown(ticket))
    scanner.expect_answer(Reason.CLOCK_UNTRUSTED, OFFLINE)
    # A static barcode needs no clock, but the block list is a day old.
    scanner.scan(shown(static))
    scanner.expect_answer(Reason.ONLINE_REQUIRED, OFFLINE)
    expect(scanner.page.locator("#warning")).to_contain_text("cannot be trusted")
    complaints.clear()


@pytest.mark.parametrize(
    ("minutes", "reason"), [(-4, Reason.OK), (4, Reason.OK), (6, Reason.CLOCK_UNTRUSTED)]
)
def test_clock_of_the_device_is_corrected_within_limits(
    page, world, tenant, live_server, complaints, minutes, reason
):
    sign_in(page, inspector_of(tenant), live_server.url)
    scanner = ScanPage(page, world, ahead=timedelta(minutes=minutes))
    device = scanner.begin()
    scanner.cut_off()

    scanner.scan(shown(sold(tenant)))

    scanner.expect_answer(reason, OFFLINE)
    scanner.page.context.set_offline(False)
    scanner.wait(seconds=31)
    expect(scanner.page.locator("#waits")).to_be_hidden()
    scan = device.scans.get()
    assert abs(float(scan.offset_seconds) - 60 * minutes) < 2
    assert abs((scan.scanned_at - NOW).total_seconds()) < 30
    complaints.clear()


def test_block_list_that_others_have_signed_is_not_believed(scanner, tenant, complaints):
    voided = sold(tenant)
    picture = shown(voided)
    void_tickets([voided], by=BY, at=timezone.now())
    scanner.begin()

    def forge(route):
        told = route.fetch(headers={**route.request.headers, "if-none-match": ""}).json()
        head, _, signature = told["blockList"].split(".")
        empty = "eyJpc3MiOiJ4IiwiZXhwIjo5OTk5OTk5OTk5LCJmcm9tIjowLCJ0byI6MCwiZW50cmllcyI6W119"
        route.fulfill(json={**told, "blockList": f"{head}.{empty}.{signature}"})

    scanner.page.route("**/bundle?*", forge)
    scanner.page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(scanner.page.locator("#standing")).to_contain_text("signature of the list is wrong")
    scanner.page.route("**/checks", lambda route: route.abort())
    scanner.scan(picture)

    # The list that it had before still holds.
    scanner.expect_answer(Reason.TICKET_REVOKED, OFFLINE)
    complaints.clear()


def test_ticket_for_one_use_that_another_device_saw_first(scanner, tenant, complaints):
    kind = TicketTypeFactory(tenant=tenant, single_use=True)
    ticket = TicketFactory(ticket_type=kind)
    other = DeviceFactory(tenant=tenant)
    device = scanner.begin()
    scanner.cut_off()
    # Its last one: a used ticket gets no other when a window ends meanwhile.
    picture = shown(ticket)
    check_barcode(other, picture.encode(), by=BY, at=timezone.now())

    # Without a network nobody can know.
    scanner.wait(seconds=5)
    scanner.scan(picture)
    scanner.expect_answer(Reason.OK, OFFLINE)

    # Afterwards the log says so.
    scanner.page.context.set_offline(False)
    scanner.wait(seconds=31)
    scanner.page.get_by_text("Last scans").click()
    expect(scanner.page.locator("#log li")).to_contain_text("Usedwas “Valid” here")
    assert scans_of(device) == [(1, Reason.OK, Reason.ALREADY_USED, False)]
    complaints.clear()
