"""Whatever is sent over TOMP 1.6, the answer is one of ours: a fault would fail these tests. Every
answer is held against the published file and our description as well."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.protocols.tomp.bodies import members_of, with_member
from tests.protocols.tomp.test_fuzz import junk
from tests.protocols.tomp.v1_6.platform import CORNER, Platform, leg_of, stop

pytestmark = pytest.mark.django_db
shared = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

CUSTOMER = {
    "id": "one",
    "externalId": "two",
    "firstName": "Ada",
    "email": "a@b.example",
    "phones": [{"number": "+31"}],
    "birthDate": "1990-01-31",
    "requirements": {"ticketFormat": "QR"},
}
EXTRA = {"extraInfo": {"ticketFormat": "QR"}}
PLANNING = {
    "from": {**stop("market"), "extraInfo": {"vehicleCode": "vehicle-id-123"}},
    "to": stop("beach"),
    "radius": 500,
    "departureTime": "2026-06-01T12:00:00+02:00",
    "arrivalTime": "2026-06-01T14:00:00+02:00",
    "nrOfTravelers": 1,
    "travelers": [{"age": 34, "referenceNumber": "t1", "requirements": {"ticketFormat": "QR"}}],
    "useAssets": ["vehicle-id-123"],
    "useAssetTypes": ["escooter"],
    **EXTRA,
}
BODIES: dict[str, dict[str, Any]] = {
    "/planning/inquiries": PLANNING,
    "/planning/offers": PLANNING,
    "/bookings": {
        "id": "unknown",
        "from": CORNER,
        "to": CORNER,
        "customer": CUSTOMER,
        "callbackUrl": "https://p.example/tomp",
        **EXTRA,
    },
    "/bookings/one-stop": {
        "from": CORNER,
        "useAssets": ["vehicle-id-123"],
        "useAssetTypes": [],
        "departureTime": "2026-06-01T10:00:00Z",
        "customer": CUSTOMER,
        "callbackUrl": "https://p.example/tomp",
    },
    "/bookings/{}/events": {
        "operation": "EXTEND_EXPIRY_TIME",
        "extendReason": "OTHER",
        "origin": "MP",
    },
    "/bookings/{}/notifications": {
        "type": "ETA",
        "minutes": 5,
        "comment": "Late.",
        "legId": "one",
        "asset": {"id": "two"},
    },
    "/legs/{}/events": {
        "event": "FINISH",
        "time": "2026-06-01T10:00:00Z",
        "comment": "Parked.",
        "url": ["https://p.example/1.jpg"],
        "userLocation": CORNER,
        "asset": {"id": "vehicle-id-123", "stateOfCharge": 41, "maxRange": 100},
    },
}
places = {path: [place for place, _ in members_of(body)] for path, body in BODIES.items()}


@pytest.fixture(params=["trip", "vehicle"])
def sender(
    request: pytest.FixtureRequest, travel: Platform, renter: Platform
) -> tuple[Platform, str, str]:
    """A platform, and the ids of a booking of its own and of its leg."""
    if request.param == "trip":
        booking = travel.book()
        return travel, booking["id"], leg_of(booking)
    booking = renter.rent()
    renter.move(booking, "SET_IN_USE")
    return renter, booking["id"], leg_of(booking)


@pytest.mark.parametrize("path", BODIES)
@shared
@given(draw=st.data())
def test_no_member_is_a_fault(sender, path, draw):
    platform, booking, leg = sender
    body = BODIES[path]
    for place in draw.draw(st.lists(st.sampled_from(places[path]), min_size=1, max_size=2)):
        if place in [known for known, _ in members_of(body)]:
            body = with_member(body, place, draw.draw(junk))

    response = platform.post(path.format(leg if path.startswith("/legs") else booking), body)

    assert response.status_code in (200, 201, 204, 400, 403, 404, 406, 409, 410)


@pytest.mark.parametrize("path", BODIES)
@shared
@given(body=junk)
def test_no_body_is_a_fault(travel, path, body):
    assert travel.post(path.format("unknown"), json.dumps(body)).status_code in (400, 404)


@pytest.mark.parametrize("path", ["/bookings/{}", "/legs/{}", "/legs/{}/events"])
@shared
@given(text=st.text("az09.%/ \x00\ud800\U0001f68b\n", min_size=1, max_size=30))
def test_no_id_is_a_fault(travel, path, text):
    address = path.format(quote(text.encode("utf-8", "surrogatepass"), safe="/"))

    response = travel.client.get(address, headers=travel.headers)

    assert response.status_code in (404, 405)


FILTERS = [
    "state", "min-time", "max-time", "min-price", "max-price", "contains-asset-type", "limit",
    "offset",
]  # fmt: skip
texts = st.text(max_size=12) | st.sampled_from(["NaN", "-Infinity", "1e309", "0", "-1", "\x00"])


@shared
@given(query=st.dictionaries(st.sampled_from(FILTERS), texts | st.integers() | st.floats()))
def test_no_filter_is_a_fault(travel, query):
    pairs = [
        (name, quote(str(told).encode("utf-8", "surrogatepass"))) for name, told in query.items()
    ]

    response = travel.get("/bookings", "?" + "&".join(f"{name}={told}" for name, told in pairs))

    assert response.status_code in (200, 400)
