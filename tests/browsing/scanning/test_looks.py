"""The scan page in the hand of an inspector: signing in, one hand, the dark, a screen reader."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import ViewportSize, expect

from operators.models import Role
from tests.browsing.scanning.pages import ScanPage, inspector_of, sign_in
from tests.browsing.test_admin_browsing import PASSWORD
from tests.factories.operators import MembershipFactory, TenantFactory
from tests.factories.tickets import TicketFactory, TicketTypeFactory, show_ticket
from tickets.codecs.reasons import Reason
from tickets.inspection.models import Device
from tickets.sight import sign_of

pytestmark = pytest.mark.django_db(transaction=True)

CONTRAST = """(element) => {
    const colours = getComputedStyle(element);
    const numbers = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    const light = (colour) => {
        const [red, green, blue] = numbers(colour);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const pair = [light(colours.color), light(colours.backgroundColor)].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
}"""
SMALLEST_CONTRAST = 4.5
THUMB = 44


@pytest.fixture
def scanner(page, world, tenant) -> ScanPage:
    """Nobody is logged in yet."""
    page.set_viewport_size(ViewportSize(width=360, height=740))
    return ScanPage(page, world)


def test_inspector_signs_in_and_out(scanner, tenant):
    person = inspector_of(tenant)
    person.set_password(PASSWORD)
    person.save()
    page = scanner.page

    scanner.open()
    page.get_by_label("Username").fill(person.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_label("Name of this device")).to_be_visible()
    expect(page.locator("#standing")).to_have_text("Name this device to begin.")
    expect(page.get_by_label("Operator")).to_be_hidden()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#standing")).to_have_text("Online")

    # What tickets show in this minute, for those who look at them without a device.
    expect(page.locator("#sign")).to_have_text(sign_of(tenant.pk, timezone.now()).word)

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/admin/logout/")
    scanner.open()
    expect(page.get_by_label("Username")).to_be_visible()


def test_inspector_of_several_operators_chooses_one(scanner, tenant, live_server):
    person = inspector_of(tenant)
    other = TenantFactory(name="Zeeland boats")
    MembershipFactory(user=person, tenant=other, role=Role.INSPECTOR)
    sign_in(scanner.page, person, live_server.url)

    scanner.open()
    scanner.page.get_by_label("Operator").select_option("Zeeland boats")
    scanner.page.get_by_role("button", name="Begin").click()

    expect(scanner.page.get_by_role("heading", level=1)).to_have_text("Zeeland boats")
    expect(scanner.page.locator("#standing")).to_have_text("Online")
    assert Device.objects.get().tenant == other
    # It is chosen the next time as well.
    scanner.page.reload()
    expect(scanner.page.get_by_role("heading", level=1)).to_have_text("Zeeland boats")
    assert Device.objects.count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answers_can_be_read_by_everybody(scanner, tenant, live_server, scheme):
    page = scanner.page
    page.emulate_media(color_scheme=scheme)
    sign_in(page, inspector_of(tenant), live_server.url)
    scanner.begin()
    ticket = TicketFactory(ticket_type=TicketTypeFactory(tenant=tenant))
    barcode = show_ticket(ticket, at=timezone.now()).text
    forged = barcode[:-1] + ("1" if barcode.endswith("0") else "0")
    answer = page.get_by_role("status", name="Answer")

    for text, reason, headline in [
        (barcode, Reason.OK, "Valid"),
        (barcode, Reason.SEEN_BEFORE, "Seen before"),
        (forged, Reason.BAD_SIGNATURE, "Forged"),
        (barcode[:-2], Reason.MALFORMED, "Not readable"),
    ]:
        scanner.scan(text)
        expect(answer).to_have_attribute("data-reason", reason)
        # In words, and not in a colour alone.
        expect(answer.get_by_role("heading", level=2)).to_have_text(headline)
        assert answer.evaluate(CONTRAST) >= SMALLEST_CONTRAST

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for control in page.locator("button:visible, .button:visible, #barcode").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= THUMB
    unnamed = "input:visible:not([aria-label]), select:visible"
    for field in page.locator(unnamed).all():
        assert field.evaluate("(field) => field.labels.length") == 1
