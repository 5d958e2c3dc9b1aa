"""Whatever is sent, the answer is one of this door's: a fault of ours would fail these tests."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.protocols.tomp.bodies import members_of, with_member
from tests.protocols.tomp.edge import voi
from tests.protocols.tomp.edge.renting import Rider
from tests.protocols.tomp.test_fuzz import junk

pytestmark = pytest.mark.django_db
shared = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

BODIES = {
    "/bookings/one-stop": voi.ONE_STOP_REQUEST
    | {
        "useAssetTypes": [],
        "departureTime": "2026-06-01T10:00:00Z",
        "customer": {
            "externalId": "u",
            "id": "v",
            "firstName": "Ada",
            "email": "a@b.example",
            "phones": [{"number": "+31"}],
        },
    },
    "/legs/one/events": voi.FINISH_REQUEST
    | {
        "time": "2026-06-01T10:00:00Z",
        "asset": {"id": "vehicle-id-123", "stateOfCharge": 41, "maxRange": 100},
        "url": ["https://mp.example/1.jpg"],
    },
    "/support": voi.SUPPORT_REQUEST
    | {
        "location": voi.ONE_STOP_REQUEST["from"],
        "priority": "QUESTION",
        "requestedResponseTime": 10,
        "urls": ["https://mp.example/1.jpg"],
    },
}
places = {path: [place for place, _ in members_of(body)] for path, body in BODIES.items()}


@pytest.fixture
def addressed(rider: Rider) -> dict[str, tuple[str, dict[str, object]]]:
    """The paths and bodies with the ids of a rental."""
    booking = rider.ride()
    return {
        "/bookings/one-stop": ("/bookings/one-stop", BODIES["/bookings/one-stop"]),
        "/legs/one/events": (
            f"/legs/{booking['legs'][0]['id']}/events",
            BODIES["/legs/one/events"],
        ),
        "/support": ("/support", BODIES["/support"] | {"id": booking["id"]}),
    }


@pytest.mark.parametrize("path", BODIES)
@shared
@given(draw=st.data())
def test_no_member_is_a_fault(rider, addressed, path, draw):
    address, body = addressed[path]
    for place in draw.draw(st.lists(st.sampled_from(places[path]), min_size=1, max_size=2)):
        if place in [known for known, _ in members_of(body)]:
            body = with_member(body, place, draw.draw(junk))

    response = rider.send("POST", address, json.dumps(body))

    assert response.status_code in (200, 201, 400, 404, 406, 409)


@pytest.mark.parametrize("path", BODIES)
@shared
@given(body=junk)
def test_no_body_is_a_fault(rider, path, body):
    assert rider.send("POST", path, json.dumps(body)).status_code == 400


@pytest.mark.parametrize("path", ["/bookings/{}", "/legs/{}", "/legs/{}/events"])
@shared
@given(text=st.text("az09.%/ \x00\ud800\U0001f68b\n", min_size=1, max_size=30))
def test_no_id_is_a_fault(rider, path, text):
    address = path.format(quote(text.encode("utf-8", "surrogatepass"), safe="/"))

    assert rider.get(address).status_code in (404, 405)


@shared
@given(value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=300))
def test_no_key_is_a_fault(rider, value):
    assert rider.try_to_book(Idempotency_Key=value).status_code in (201, 400, 409)
