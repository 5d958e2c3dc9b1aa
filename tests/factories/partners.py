"""Web servers of partners, on this machine, that are told of changes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep
from typing import Any

from django.db.models import Model

from bookings.models import Booking, BookingEvent, Leg
from operators.models import Tenant
from protocols.deliveries.dispatching import delivery_of
from protocols.deliveries.endpoints import EndpointFacts, add_endpoint
from protocols.deliveries.renderers import Message, register_renderer
from protocols.models import CallbackEndpoint, CallMethod, Delivery
from sales.models import SalesChannel
from tests.factories.moments import BY, NOW

PATIENCE = 8
"""Seconds; less than a caller waits for an answer."""


@dataclass(frozen=True)
class Heard:
    """One call as the partner got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)


@dataclass
class Partner:
    """What a partner's server has heard, and how it answers: by `answer`, called with each call,
    which returns a status or a status with headers."""

    heard: list[Heard] = field(default_factory=list)
    answer: Callable[[Heard], int | tuple[int, dict[str, str]]] = lambda _heard: 204
    body: bytes = b""
    """What it says with each answer."""
    address: str = ""

    def has_heard(self, calls: int) -> bool:
        """Wait until it has heard so many; False if that takes too long."""
        began = monotonic()
        while len(self.heard) < calls and monotonic() - began < PATIENCE:
            sleep(0.005)
        return len(self.heard) >= calls


@contextmanager
def partner_site() -> Iterator[Partner]:
    """A partner's server that runs until the end of the block."""
    partner = Partner()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            call = Heard(self.command, self.path, headers, self.rfile.read(length))
            partner.heard.append(call)
            answered = partner.answer(call)
            status, extra = answered if isinstance(answered, tuple) else (answered, {})
            self.send_response(status)
            for name, value in {"Content-Length": str(len(partner.body)), **extra}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(partner.body)

        do_PUT = do_PATCH = do_POST  # noqa: N815 - as the class of the standard library calls it

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    partner.address = f"http://127.0.0.1:{server.server_port}/mp"
    try:
        yield partner
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class PaperFormat:
    """A wire format of tests alone, so that deliveries are tried whatever formats are here: each
    event that the partner has not caused is told by its name."""

    tells_all = False
    versions = ("2", "1")

    def messages(self, event: BookingEvent, *, version: str, at: datetime) -> list[Message]:
        if event.actor == str(BY):
            return []
        if event.details.get("text") == UNTELLABLE:
            raise RuntimeError(UNTELLABLE)
        return [Message(CallMethod.POST, path_of(event), {"event": event.name})]

    def progress(self, leg: Leg, *, version: str, at: datetime) -> Message | None:
        if version == SILENT:
            return None
        path = f"legs/{leg.reference}/progress"
        return Message(CallMethod.POST, path, {"seen": str(at)}, f"progress {leg.reference}")

    def question(self, leg: Leg, question: str, *, type_id: str, version: str) -> Message | None:
        body = {"question": question, "type": type_id}
        return Message(CallMethod.POST, f"legs/{leg.reference}/question", body)

    def trial(self, *, version: str) -> Message:
        return Message(CallMethod.POST, "trial", {"version": version})

    def headers(self, endpoint: CallbackEndpoint) -> dict[str, str]:
        return {"Paper": endpoint.version}


UNTELLABLE = "untellable"
SILENT = "2"
"""The version that does not tell where vehicles are."""
register_renderer("paper", PaperFormat())
register_renderer("pulp", PaperFormat())


def path_of(event: BookingEvent) -> str:
    return f"bookings/{event.booking.reference}/events"


def endpoint_at(
    channel: SalesChannel, address: str = "", **facts: Any
) -> tuple[CallbackEndpoint, str]:
    """An endpoint on this machine, which its tenant allows, with its secret."""
    Tenant.objects.filter(pk=channel.tenant_id).update(allows_private_callbacks=True)
    channel.tenant.refresh_from_db()
    chosen: dict[str, Any] = {
        "face": "paper",
        "version": "1",
        "tells_all": True,
        "allows_private": True,
    } | facts
    token = chosen.pop("access_token", "")
    asked = EndpointFacts(name="Partner", base_url=address, **chosen)
    return add_endpoint(channel, asked, access_token=token, by=BY, at=NOW)


def waiting_call(endpoint: CallbackEndpoint, booking: Booking, **facts: Any) -> Delivery:
    """A call that waits since NOW."""
    message = Message(CallMethod.POST, f"bookings/{booking.reference}/events", {"event": "X"})
    call = delivery_of(booking, endpoint, message, address="", event=None, at=NOW)
    for name, value in facts.items():
        setattr(call, name, value)
    call.save()
    return call


def delivery_rows(booking: Booking) -> list[Model]:
    """An endpoint of the booking's channel, and a call that waits."""
    endpoint, _ = endpoint_at(booking.channel, "http://127.0.0.1:9/mp")
    return [endpoint, waiting_call(endpoint, booking)]
