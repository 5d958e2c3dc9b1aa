"""An inspector's camera: what it sees is a film of a ticket."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.browsing.scanning.pages import ScanPage, inspector_of, scans_of, sign_in
from tests.factories.handsets import Phone, register
from tests.factories.tickets import (
    PhoneSignedTypeFactory,
    TicketFactory,
    TicketTypeFactory,
    UicTypeFactory,
    show_ticket,
)
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.reasons import Reason
from tickets.forms.media import Media, render_barcode
from tickets.forms.symbols import Symbology
from tickets.inspection.models import Device
from tickets.models import Barcode, Ticket

pytestmark = pytest.mark.django_db(transaction=True)

SIZE = (1280, 720)
FRAMES = 10
KINDS = {
    "compact": TicketTypeFactory,
    "re-issued": UicTypeFactory,
    "signed by the phone": PhoneSignedTypeFactory,
}


@pytest.fixture(params=KINDS)
def ticket(request, world, transactional_db) -> Ticket:
    return TicketFactory(ticket_type=KINDS[request.param]())


@pytest.fixture
def film(ticket, tmp_path) -> Path:
    """The traveller's screen before the camera."""
    at = timezone.now()
    if ticket.ticket_type.device_signed:
        phone = Phone()
        register(phone, ticket, at=at)
        octets = phone.show(show_ticket(ticket, at=at).octets, at=at)
    else:
        octets = show_ticket(ticket, at=at).octets
    kind = ticket.ticket_type
    png = render_barcode(
        octets, BarcodeFormat(kind.barcode_format), Symbology(kind.symbology), Media.PNG
    )
    symbol = Image.open(io.BytesIO(png)).convert("L")
    scale = max(1, 600 // symbol.width)
    symbol = symbol.resize((symbol.width * scale, symbol.height * scale), Image.Resampling.NEAREST)
    scene = Image.new("L", SIZE, 200)
    scene.paste(symbol, ((SIZE[0] - symbol.width) // 2, (SIZE[1] - symbol.height) // 2))
    frame = io.BytesIO()
    scene.convert("RGB").save(frame, "JPEG", quality=95)
    path = tmp_path / "screen.mjpeg"
    path.write_bytes(frame.getvalue() * FRAMES)
    return path


@pytest.fixture
def flags(film) -> list[str]:
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]


def test_ticket_before_the_camera_is_checked_once(page, ticket, world, live_server, complaints):
    # A browser may take longer to start than the barcode on the film lives.
    world.move_to(Barcode.objects.get().handed_out_at)
    sign_in(page, inspector_of(ticket.tenant), live_server.url)
    scanner = ScanPage(page, world)
    # Checks get lost, so that it is this page's own verdict.
    page.route("**/checks", lambda route: route.abort())

    # Whoever may use the camera already need not start it. It is online for a moment alone: the
    # first check that gets lost tells the page that it is not.
    scanner.name_device()
    expect(page.locator("#video")).to_be_visible()

    scanner.expect_answer(Reason.OK, "Checked offline")
    scanner.page.wait_for_timeout(1500)
    scanner.expect_answer(Reason.OK, "Checked offline")
    assert page.locator("#log li").count() == 1
    page.unroute("**/checks")
    scanner.wait(seconds=31)
    expect(page.locator("#waits")).to_be_hidden()
    device = Device.objects.get()
    assert scans_of(device)[0] == (1, Reason.OK, Reason.OK, False)
    complaints.clear()
