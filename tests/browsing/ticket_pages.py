"""A traveller's phone: what its screen shows, and its clock."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
import zxingcpp
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browsing.keeping import until_kept
from tests.factories.handsets import TicketLinkFactory
from tests.factories.moments import NOW
from tests.factories.tickets import TicketFactory, signing_key
from tickets.codecs.circumstances import Circumstances
from tickets.codecs.trust import KeyRing
from tickets.codecs.verdicts import Verdict
from tickets.codecs.verification import verify_barcode
from tickets.models import Ticket, TicketLink

READY = "The barcode is shown, and renews itself."

MIDDLING, SMALL = ViewportSize(width=390, height=844), ViewportSize(width=320, height=568)


@contextmanager
def opened(page: Page, size: ViewportSize = MIDDLING) -> Iterator[Phone]:
    """A phone whose own clock is wrong by far: the server's stands at NOW and goes on."""
    page.set_viewport_size(size)
    with time_machine.travel(NOW, tick=True) as world:
        yield Phone(page, world)


def linked(**order: Any) -> TicketLink:
    """The link of a ticket that can be shown from now on."""
    at = timezone.now()
    ticket: Ticket = TicketFactory(at=at, **order)
    signing_key(ticket.tenant, ticket.ticket_type.barcode_format, at=at)
    return TicketLinkFactory(ticket=ticket, at=at)


@dataclass
class Phone:
    """A browser with the page of a ticket, and the clock of the world around it."""

    page: Page
    world: time_machine.Traveller
    fetched: int = 0
    """How often the script has asked for barcodes."""

    def __post_init__(self) -> None:
        self.page.clock.install()
        self.page.on("requestfinished", self._count)

    def _count(self, request: Any) -> None:
        self.fetched += request.url.endswith("/barcodes.json")

    def open(self, link: TicketLink) -> None:
        self.page.goto(f"/t/{link.secret}")

    def expect_status(self, text: str) -> None:
        expect(self.page.get_by_role("status")).to_have_text(text)

    def wait(self, **duration: float) -> None:
        """Time goes by, for the phone and for the server."""
        passed = timedelta(**duration)
        self.world.shift(passed)
        self.page.clock.fast_forward(int(passed.total_seconds() * 1000))

    @property
    def barcode(self) -> Locator:
        return self.page.locator("#barcode")

    def until_kept(self) -> None:
        """The worker has what the page needs without a network."""
        until_kept(self.page, "tickets")

    def scan(self) -> bytes:
        """What an inspector's camera reads from the screen."""
        expect(self.barcode).to_be_visible()
        return read(self.page.locator("#card").screenshot()).bytes

    def into_the_next_window(self, rotation_seconds: int) -> Verdict:
        """The barcode of a window that has just begun, so that what follows does not cross its end
        by the way."""
        path = self.barcode.locator("path").get_attribute("d")
        began = inspect(self.scan()).moment
        assert began is not None
        left = began + timedelta(seconds=rotation_seconds) - timezone.now()
        self.wait(seconds=max(left.total_seconds(), 0) + 1)
        expect(self.barcode.locator("path")).not_to_have_attribute("d", path or "")
        return inspect(self.scan())


def read(screenshot: bytes) -> Any:
    """The symbol in a picture of the screen."""
    found = zxingcpp.read_barcode(Image.open(io.BytesIO(screenshot)))
    assert found is not None
    return found


def inspect(scanned: bytes, *, at: datetime | None = None) -> Verdict:
    """What a device says that has just fetched the keys."""
    ring = KeyRing.from_jwks(Client().get("/.well-known/jwks.json").json())
    about = Circumstances(at=at or timezone.now(), zone=ZoneInfo("Europe/Amsterdam"))
    return verify_barcode(scanned, ring=ring, circumstances=about)
