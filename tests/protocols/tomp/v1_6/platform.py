"""A platform's program in TOMP 1.6 that takes the standard at its word: it sends every header that
the published file requires, and holds every answer against that file and our description."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.factories.moments import NOW
from tests.protocols.tomp.partner import stop_reference
from tests.protocols.tomp.v1_6.checking import check

Body = dict[str, Any]
CORNER = {"coordinates": {"lng": 13.3888, "lat": 52.517}}


class Platform:
    """Speaks with one token; `send` answers with the response, the rest with its body."""

    def __init__(self, secret: str, *, base: str = "") -> None:
        self.base = base
        self.client = Client()
        self.headers = {
            "Api": "TOMP",
            "Api-Version": "1.6.1",
            "Accept-Language": "en",
            "maas-id": "platform",
            "Authorization": f"Bearer {secret}",
        }

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        query: str = "",
        *,
        media: str = "application/json",
        **headers: str,
    ) -> HttpResponse:
        """Call. A body that is text or bytes is sent as it is; a header set to the empty text is
        left out."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in (self.headers | named).items() if value}
        content = body if isinstance(body, str | bytes) else self.client._encode_json(body, media)
        response = self.client.generic(
            method, self.base + path + query, b"" if body is None else content, media, headers=sent
        )
        return check(method, path, response)

    def get(self, path: str, query: str = "", **headers: str) -> HttpResponse:
        return self.send("GET", path, query=query, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("POST", path, body, **headers)

    def read(self, path: str, query: str = "") -> Any:
        return body_of(self.get(path, query), 200)

    # Planning

    def plan(self, **more: Any) -> Body:
        """Trips from the market to the beach, with ids."""
        return body_of(self.post("/planning/offers", trip(**more)), 201)

    def find(self, **more: Any) -> Body:
        """Vehicles around the corner, with ids."""
        return body_of(self.post("/planning/offers", {"from": CORNER, **more}), 201)

    # Booking

    def hold(self, option: Body, **more: Any) -> Body:
        return body_of(self.post("/bookings", {"id": option["id"], **more}), 201)

    def book(self, **more: Any) -> Body:
        """A trip, held; `more` are members of the booking request."""
        return self.hold(self.plan()["options"][0], **more)

    def commit(self, booking: Body | None = None) -> Body:
        """A trip, committed, or this booking."""
        return self.change(booking or self.book(), "COMMIT")

    def rent(self, **more: Any) -> Body:
        """A vehicle, held for a customer and committed."""
        option = self.find()["options"][0]
        held = self.hold(option, **{"customer": {"externalId": "ada"}, **more})
        return self.change(held, "COMMIT")

    def operate(self, booking: Body, operation: str, **more: Any) -> HttpResponse:
        path = f"/bookings/{booking['id']}/events"
        return self.post(path, {"operation": operation, **more})

    def change(self, booking: Body, operation: str, **more: Any) -> Body:
        return body_of(self.operate(booking, operation, **more), 200)

    def booking(self, booking: Body) -> Body:
        return self.read(f"/bookings/{booking['id']}")

    # Trip execution

    def tell(self, booking: Body, event: str, **more: Any) -> HttpResponse:
        """Send an event about the first leg."""
        path = f"/legs/{leg_of(booking)}/events"
        return self.post(path, {"event": event, "time": NOW.isoformat(), **more})

    def move(self, booking: Body, event: str, **more: Any) -> Body:
        """The first leg after that event."""
        return body_of(self.tell(booking, event, **more), 200)

    def leg(self, booking: Body) -> Body:
        return self.read(f"/legs/{leg_of(booking)}")


def trip(origin: str = "market", destination: str = "beach", **more: Any) -> Body:
    """A request for trips by the timetable, with the coordinates that the file requires."""
    return {"from": stop(origin), "to": stop(destination), **more}


def stop(stop_id: str) -> Body:
    coordinates = {"lng": 4.4777, "lat": 51.9244}
    return {"coordinates": coordinates, "stopReference": [stop_reference(stop_id)]}


def leg_of(booking: Body) -> str:
    """The id of its first leg."""
    found: str = booking["legs"][0]["id"]
    return found


def body_of(response: HttpResponse, status: int) -> Any:
    assert response.status_code == status, response.content
    return response.json()


def refusal_of(response: HttpResponse) -> tuple[int, int]:
    """Status and errorcode."""
    return response.status_code, response.json()["errorcode"]
