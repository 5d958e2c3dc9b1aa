"""One client for both versions, which sends what both ask for."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.factories.moments import NOW
from tests.protocols.tomp.partner import stop_reference

OLD, NEW = "1.1.3", "1.6.1"
CORNER = {"coordinates": {"lng": 13.3888, "lat": 52.517}}
Body = dict[str, Any]


class Speaker:
    """Speaks one version with one token; `send` answers with the response, the rest with a body."""

    def __init__(self, secret: str, version: str) -> None:
        self.version = version
        self.client = Client()
        self.headers = {
            "Api": "TOMP",
            "Api-Version": version,
            "Accept-Language": "en",
            "maas-id": "platform",
            "Authorization": f"Bearer {secret}",
        }

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """A header set to the empty text is left out."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in (self.headers | named).items() if value}
        content = b"" if body is None else self.client._encode_json(body, "application/json")
        return self.client.generic(method, path, content, "application/json", headers=sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("POST", path, body, **headers)

    def read(self, path: str) -> Any:
        return told(self.get(path))

    def plan(self, **more: Any) -> HttpResponse:
        """Trips from the market to the beach, with ids."""
        wish = {"from": stop("market"), "to": stop("beach"), "nrOfTravelers": 1, **more}
        return self.post("/plannings?booking-intent=true", wish)

    def find(self) -> Body:
        """The vehicle around the corner, with an id."""
        wish = {"from": CORNER, "nrOfTravelers": 1}
        return told(self.post("/plannings?booking-intent=true", wish), 201)["options"][0]

    def hold(self, option: Body, **more: Any) -> Body:
        return told(self.post("/bookings", {"id": option["id"], **more}), 201)

    def book(self, **more: Any) -> Body:
        """A trip, held."""
        return self.hold(told(self.plan(), 201)["options"][0], **more)

    def commit(self) -> Body:
        """A trip, committed."""
        return told(self.operate(self.book(), "COMMIT"))

    def rent(self) -> Body:
        """A vehicle, held and committed."""
        booking = self.hold(self.find(), customer={"id": "ada", "externalId": "ada"})
        return told(self.operate(booking, "COMMIT"))

    def operate(self, booking: Body, operation: str) -> HttpResponse:
        return self.post(f"/bookings/{booking['id']}/events", {"operation": operation})

    def tell(self, booking: Body, event: str, **more: Any) -> HttpResponse:
        """Send an event about the first leg."""
        path = f"/legs/{booking['legs'][0]['id']}/events"
        return self.post(path, {"event": event, "time": NOW.isoformat(), **more})

    def leg(self, booking: Body) -> Body:
        return self.read(f"/legs/{booking['legs'][0]['id']}")


def stop(stop_id: str, kind: str = "GTFS_STOP_ID") -> Body:
    return {"stopReference": [stop_reference(stop_id, kind)]}


def told(response: HttpResponse, status: int = 200) -> Any:
    assert response.status_code == status, response.content
    return response.json()


def refused(response: HttpResponse) -> tuple[int, int]:
    """Status and errorcode."""
    return response.status_code, response.json()["errorcode"]
