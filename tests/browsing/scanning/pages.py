"""An inspector's browser: the scan page, who is logged in, and its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from operators.models import Role, Tenant, User
from tests.admin_world import member
from tests.browsing.keeping import until_kept
from tests.factories.tickets import TicketFactory, TicketTypeFactory, show_ticket
from tickets.codecs.reasons import Reason
from tickets.inspection.models import Device, Scan
from tickets.models import Ticket

OFFLINE = "Checked offline"


def inspector_of(tenant: Tenant) -> User:
    return member(tenant, Role.INSPECTOR)


def sign_in(page: Page, user: User, address: str) -> None:
    """The session of a person who has logged in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = client.cookies[name]
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": address}])


@dataclass
class ScanPage:
    """A browser with the scan page, and the clock of the world around it."""

    page: Page
    world: time_machine.Traveller
    ahead: timedelta = timedelta()
    """How far the clock of the device is ahead."""

    def __post_init__(self) -> None:
        self.page.clock.install(time=timezone.now() + self.ahead)

    def open(self) -> None:
        self.page.goto("/inspection/scan/")

    def name_device(self, name: str = "Handheld 7") -> None:
        """Begin with a browser that is new here."""
        self.open()
        self.page.get_by_label("Name of this device").fill(name)
        self.page.get_by_role("button", name="Begin").click()

    def begin(self, name: str = "Handheld 7") -> Device:
        """Name the device, and wait until it has fetched what it needs."""
        self.name_device(name)
        expect(self.page.locator("#standing")).to_have_text("Online")
        return Device.objects.get(name=name)

    def until_kept(self) -> None:
        """The worker has what the page needs without a network."""
        until_kept(self.page, "scanning")

    def cut_off(self) -> None:
        """There is no coverage any more, and the page is opened again."""
        self.until_kept()
        self.page.context.set_offline(True)
        self.page.reload()
        expect(self.page.locator("#standing")).to_contain_text("Offline")

    def scan(self, text: str) -> None:
        """Read a barcode with a scanner that types."""
        field = self.page.get_by_label("Scanner, or number of a ticket")
        field.fill(text)
        field.press("Enter")

    @property
    def answer(self) -> Locator:
        return self.page.locator("#answer")

    def expect_answer(self, reason: Reason, how: str = "Checked online") -> None:
        expect(self.answer.locator(".how")).to_have_text(f"{how} · {reason}")

    def wait(self, **duration: float) -> None:
        """Time goes by, for the device and for the server."""
        passed = timedelta(**duration)
        self.world.shift(passed)
        self.page.clock.fast_forward(int(passed.total_seconds() * 1000))


def sold(tenant: Tenant, **kind: Any) -> Ticket:
    """A ticket of a type of its own."""
    ticket: Ticket = TicketFactory(ticket_type=TicketTypeFactory(tenant=tenant, **kind))
    return ticket


def shown(ticket: Ticket) -> str:
    """What stands on the traveller's screen now."""
    return show_ticket(ticket, at=timezone.now()).text


def scans_of(device: Device) -> list[Any]:
    """What the server has of it: number, what the device said, what we say, whether online."""
    rows = Scan.objects.filter(device=device).order_by("sequence")
    return list(rows.values_list("sequence", "result", "judged", "online"))
