"""A partner's program in TOMP 1.1, for tests that look at the wire itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.factories.moments import NOW
from tests.protocols.worlds import World, tomp_headers
from tickets.models import Ticket

Body = dict[str, Any]


class Partner:
    """Sends the headers of one token; `send` answers with the response, the rest with its body."""

    def __init__(self, world: World, *, version: str = "1.1.3", base: str = "") -> None:
        self.world = world
        self.base = base
        self.headers = tomp_headers(world.secret, version)
        self.client = Client()

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        media: str = "application/json",
        **headers: str,
    ) -> HttpResponse:
        """`body` is sent as JSON, or as it is if it is text or bytes. A header set to the empty
        text is left out."""
        content = body if isinstance(body, str | bytes) else self.client._encode_json(body, media)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in (self.headers | named).items() if value}
        return self.client.generic(
            method, self.base + path, b"" if body is None else content, media, headers=sent
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.send("POST", path, body, **headers)

    def plan(self, **more: Any) -> Body:
        """The planning of the next rides; `more` are members of the request."""
        return self._body(self.post("/plannings", planning_request(self.world, **more)), 201)

    def offer(self, **more: Any) -> str:
        """The id of the first option."""
        return self.plan(**more)["options"][0]["id"]

    def book(self, **more: Any) -> Body:
        """A new booking; `more` are members of the booking request."""
        return self._body(self.post("/bookings", {"id": self.offer(), **more}), 201)

    def commit(self, booking: Body | None = None) -> Body:
        """The booking, committed."""
        return self.change(booking or self.book(), "COMMIT")

    def change(self, booking: Body, operation: str) -> Body:
        return self._body(self.operate(booking["id"], operation), 200)

    def operate(self, booking_id: str, operation: Any) -> HttpResponse:
        return self.post(f"/bookings/{booking_id}/events", {"operation": operation})

    def activate(self, leg_id: str, event: Any = "SET_IN_USE") -> HttpResponse:
        return self.post(f"/legs/{leg_id}/events", {"time": NOW.isoformat(), "event": event})

    def sell(self) -> tuple[Body, Body]:
        """A committed booking whose first leg is in use, and that leg."""
        booking = self.commit()
        leg_id = booking["legs"][0]["id"]
        if not self.world.starts_at_once:
            self._body(self.activate(leg_id), 200)
        return booking, self._body(self.get(f"/legs/{leg_id}"), 200)

    def tickets(self) -> list[Ticket]:
        """What its tenant has issued."""
        return list(Ticket.objects.filter(tenant=self.world.shop.tenant))

    @staticmethod
    def _body(response: HttpResponse, status: int) -> Body:
        assert response.status_code == status, response.content
        return response.json()


def planning_request(world: World, **more: Any) -> Body:
    """From the world's one end to the other."""
    return {
        "from": {"stopReference": [stop_reference(world.origin)]},
        "to": {"stopReference": [stop_reference(world.destination)]},
        "nrOfTravelers": 1,
        **more,
    }


def stop_reference(stop_id: str, kind: str = "GTFS_STOP_ID") -> Body:
    return {"type": kind, "id": stop_id, "country": "NL"}
