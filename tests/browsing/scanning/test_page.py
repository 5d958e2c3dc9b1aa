"""An inspector checks tickets in a browser."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from operators.models import FareZone
from tests.browsing.scanning.pages import (
    OFFLINE,
    scans_of,
    shown,
    sold,
)
from tests.factories.moments import BY
from tests.factories.tickets import TicketFactory, TicketTypeFactory
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.numbers import ticket_number
from tickets.codecs.reasons import Reason
from tickets.forms.media import Media, render_barcode
from tickets.forms.symbols import Symbology
from tickets.inspection.actions.devices import stop_device

pytestmark = pytest.mark.django_db(transaction=True)


def test_ticket_is_checked_online(scanner, tenant):
    ticket = sold(tenant)
    device = scanner.begin()
    picture = shown(ticket)

    scanner.scan(picture)
    scanner.expect_answer(Reason.OK)
    expect(scanner.answer).to_contain_text("Hour ticket")
    assert scans_of(device) == [(1, Reason.OK, Reason.OK, True)]

    # A picture of it is worth nothing two windows later.
    scanner.wait(seconds=90)
    scanner.scan(picture)
    scanner.expect_answer(Reason.BARCODE_EXPIRED)
    scanner.scan(shown(ticket))
    scanner.expect_answer(Reason.SEEN_BEFORE)
    assert [reason for _, reason, _, _ in scans_of(device)] == [
        Reason.OK,
        Reason.BARCODE_EXPIRED,
        Reason.SEEN_BEFORE,
    ]


def test_what_is_none_of_our_barcodes_is_told_to_nobody(scanner):
    device = scanner.begin()

    scanner.scan("https://somebody.example/private")

    expect(scanner.answer.locator("h2")).to_have_text("Not our ticket")
    assert scans_of(device) == []


def test_answer_that_got_lost_is_stored_once(scanner, tenant, complaints):
    device = scanner.begin()
    # The server has it, and its answer never arrives.
    scanner.page.route("**/checks", lambda route: (route.fetch(), route.abort()))

    scanner.scan(shown(sold(tenant)))
    scanner.expect_answer(Reason.OK, OFFLINE)
    scanner.page.unroute("**/checks")
    scanner.wait(seconds=301)

    expect(scanner.page.locator("#waits")).to_be_hidden()
    assert scans_of(device) == [(1, Reason.OK, Reason.OK, True)]
    complaints.clear()


def test_ticket_for_another_zone_is_refused(scanner, tenant, complaints):
    for number in (101, 102, 103):
        FareZone.objects.create(tenant=tenant, number=number, zone_id=f"Z{number}")
    ticket = TicketFactory(ticket_type=TicketTypeFactory(tenant=tenant), zones=[101])
    device = scanner.begin()
    scanner.page.get_by_text("Where you are").click()
    scanner.page.get_by_label("Zones here").select_option(["102", "103"])

    scanner.scan(shown(ticket))
    scanner.expect_answer(Reason.WRONG_ZONE)
    scanner.cut_off()
    scanner.scan(shown(ticket))
    scanner.expect_answer(Reason.WRONG_ZONE, OFFLINE)

    assert device.scans.get().zones == [102, 103]
    complaints.clear()


def test_picture_of_a_barcode_is_read(scanner, tenant):
    scanner.begin()
    octets = shown(sold(tenant)).encode()
    png = render_barcode(octets, BarcodeFormat.T1, Symbology.QR, Media.PNG)

    with scanner.page.expect_file_chooser() as chooser:
        scanner.page.get_by_text("Take a picture").click()
    chooser.value.set_files({"name": "a.png", "mimeType": "image/png", "buffer": png})

    scanner.expect_answer(Reason.OK)


def test_inspector_says_where_it_is(scanner, tenant):
    device = scanner.begin()
    scanner.page.get_by_text("Where you are").click()
    scanner.page.get_by_label("Vehicle or stop").fill("Tram 12")
    scanner.page.get_by_label("Vehicle or stop").press("Tab")

    scanner.scan(shown(sold(tenant)))

    scanner.expect_answer(Reason.OK)
    assert device.scans.get().place == "Tram 12"


def test_device_that_was_stopped_inspects_no_more(scanner, tenant, complaints):
    device = scanner.begin()
    stop_device(device, by=BY, at=timezone.now())

    scanner.scan(shown(sold(tenant)))

    scanner.expect_answer(Reason.ONLINE_REQUIRED, OFFLINE)
    expect(scanner.page.locator("#standing")).to_contain_text("This device was stopped")
    assert scans_of(device) == []
    complaints.clear()


def test_whoever_is_signed_out_still_checks_what_the_device_knows(scanner, tenant, complaints):
    device = scanner.begin()
    scanner.page.context.clear_cookies()

    scanner.scan(shown(sold(tenant)))

    scanner.expect_answer(Reason.OK, OFFLINE)
    expect(scanner.page.locator("#standing")).to_contain_text("You are signed out")
    expect(scanner.page.get_by_role("link", name="Sign in again")).to_be_visible()
    assert scans_of(device) == []
    complaints.clear()


def test_number_that_is_read_out_is_looked_up(scanner, tenant, complaints):
    ticket = sold(tenant)
    shown(ticket)
    device = scanner.begin()
    number = ticket_number(ticket.pk).lower()

    scanner.scan(f"{number[:4]} {number[4:]}")
    scanner.expect_answer(Reason.OK)
    expect(scanner.answer).to_contain_text("Hour ticket")
    scanner.scan(ticket_number(UUID(int=1)))
    scanner.expect_answer(Reason.NO_TICKET)
    assert scans_of(device) == []

    scanner.cut_off()
    scanner.scan(number)
    scanner.expect_answer(Reason.ONLINE_REQUIRED, OFFLINE)
    complaints.clear()
