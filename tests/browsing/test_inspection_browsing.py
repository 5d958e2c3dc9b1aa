"""Somebody looks at a suspicion, at its ticket with a map, shows the barcode and settles it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from operators.models import Role
from tests.admin_world import address, member
from tests.browsing.test_admin_browsing import PASSWORD, log_in
from tests.factories.inspection import DeviceFactory, ScanFactory, SuspicionFactory
from tests.factories.operators import OperatorFactory
from tests.factories.tickets import TicketFactory, TicketTypeFactory, signing_key
from tests.factories.timetable import timetable_rows
from tickets.codecs.reasons import Reason
from tickets.models import Barcode

pytestmark = pytest.mark.django_db(transaction=True)


def scanned_twice(tenant):
    """A ticket that two devices read too far apart, with a market stop near the first one."""
    now = timezone.now()
    signing_key(tenant, at=now)
    ticket = TicketFactory(ticket_type=TicketTypeFactory(tenant=tenant), at=now)
    tram = DeviceFactory(tenant=tenant, name="Tram 4")
    first = ScanFactory(
        ticket=ticket,
        device=tram,
        scanned_at=now - timedelta(minutes=4),
        latitude=52.101,
        longitude=4.302,
    )
    scan = ScanFactory(
        ticket=ticket,
        scanned_at=now,
        latitude=52.38,
        longitude=4.6,
        result=Reason.OK,
        judged=Reason.ALREADY_USED,
    )
    return SuspicionFactory(scan=scan, other_scan=first, found_at=now)


def test_suspicion_is_looked_at_and_settled(page, tmp_path):
    operator = OperatorFactory()
    timetable_rows(operator.tenant, operator)
    suspicion = scanned_twice(operator.tenant)
    person = member(operator.tenant, Role.SUPPORT)
    person.set_password(PASSWORD)
    person.save()
    log_in(page, person.username)

    page.get_by_role("link", name="Suspicions").last.click()
    page.get_by_role("link", name="Two places").click()
    expect(page.get_by_role("img", name="Map")).to_be_visible()
    expect(page.get_by_text("The other scan: 1")).to_be_visible()
    page.screenshot(path=tmp_path / "suspicion.png", full_page=True)

    page.goto(address(suspicion.ticket, "change"))
    expect(page.get_by_role("img", name="Map")).to_be_visible()
    expect(page.get_by_text("Let through: 1")).to_be_visible()
    page.screenshot(path=tmp_path / "ticket.png", full_page=True)
    page.get_by_role("link", name="Scans", exact=True).last.click()
    expect(page.get_by_text("already_used (the device said ok)")).to_be_visible()
    page.screenshot(path=tmp_path / "scans.png")
    page.get_by_role("link", name="Show barcode").click()
    page.get_by_role("button", name="Show barcode").click()
    symbol = page.get_by_role("img", name="Barcode")
    expect(symbol).to_be_visible()
    page.screenshot(path=tmp_path / "barcode.png", full_page=True)
    picture = Image.open(BytesIO(symbol.screenshot()))
    [read] = zxingcpp.read_barcodes(picture)
    assert read.text == Barcode.objects.get(ticket=suspicion.ticket).text

    page.goto(address(suspicion, "change"))
    page.get_by_role("link", name="Settle").click()
    page.get_by_label("What was found").fill("A picture was passed on.")
    page.get_by_role("button", name="Settle").click()
    expect(page.get_by_text("The suspicion is settled.")).to_be_visible()
    suspicion.refresh_from_db()
    assert suspicion.note == "A picture was passed on."
