"""Whatever is sent, the answer is one of this format's: a fault of ours would fail these tests."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.protocols.maas_tsp.client import BASE, Body, Caller, create_request
from tests.protocols.maas_tsp.test_echoes import changed, places_of
from tests.protocols.maas_tsp.worlds import ride_wish, scooter_wish, taxi_wish
from tests.standing import undone_at_the_end

pytestmark = pytest.mark.django_db
shared = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

POSTED = [
    "/bookings", "/bookings/one/ticket", "/customer-registration", "/customer-auth",
    "/customer-auth-validate", "/vehicle-alert",
]  # fmt: skip
texts = st.text(max_size=20) | st.sampled_from(
    ["ACTIVATED", "CAR", "52.1,4.3", "1893492000000", "\x00", "\ud800", "\U0001f68b", "null"]
)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)
NAMES = [
    "startTime", "endTime", "from", "to", "fromRadius", "toRadius", "mode", "distance",
    "tspProductIds", "tspIdToExtend", "customer[opaqueId]", "toAddress", "fromName", "radius",
    "location", "name", "type", "count", "agencyId",
]  # fmt: skip


@pytest.fixture
def booked(caller: Caller) -> str:
    return str(caller.create(caller.options(**ride_wish())[0])["tspId"])


def full_request(option: Body) -> Body:
    return create_request(option, customerSelection={"seatType": ["second"]}, cost={"amount": 1})


@pytest.fixture
def option(caller: Caller, wish: Body) -> Body:
    return dict(caller.options(**wish)[0])


@pytest.mark.parametrize("wish", [ride_wish(), scooter_wish(), taxi_wish()])
@shared
@given(draw=st.data())
def test_no_member_of_a_booking_is_a_fault(caller, wish, option, draw):
    request = full_request(option)
    for place in draw.draw(st.lists(st.sampled_from(places_of(request)), min_size=1, max_size=2)):
        request = changed(request, place, draw.draw(junk))

    with undone_at_the_end():
        response = caller.send("POST", "/bookings", json.dumps(request))

    assert response.status_code in (200, 400, 404, 409)


@shared
@given(draw=st.data())
def test_no_member_of_an_update_is_a_fault(caller, booked, draw):
    body: Body = {
        "tspId": booked,
        "state": "ACTIVATED",
        "meta": {"MODE_TAXI": {"messageToDriver": "Blue door"}},
        "terms": {"validity": {"startTime": 1893492000000, "endTime": 1893492000000}},
        "customerSelection": {"seatFeatures": ["AB-01"]},
    }
    for place in draw.draw(st.lists(st.sampled_from(places_of(body)), min_size=1, max_size=2)):
        body = changed(body, place, draw.draw(junk))

    with undone_at_the_end():
        response = caller.send("PATCH", f"/bookings/{booked}", json.dumps(body))

    assert response.status_code in (200, 204, 400, 403, 404, 409)


@pytest.mark.parametrize("path", POSTED)
@shared
@given(body=junk)
def test_no_body_is_a_fault(caller, path, body):
    with undone_at_the_end():
        response = caller.send("POST", path, json.dumps(body))

    assert response.status_code in (200, 400, 404)


@pytest.mark.parametrize("path", POSTED)
@shared
@given(content=st.binary(max_size=200))
def test_no_bytes_are_a_fault(caller, path, content):
    assert caller.send("POST", path, content).status_code == 400


@pytest.mark.parametrize(
    "path", ["/bookings/{}", "/bookings/{}/receipt", "/stations/{}", "/{}", "/link/{}"]
)
@shared
@given(text=st.text("az09.%/ \x00\ud800\U0001f68b\n", min_size=1, max_size=30))
def test_no_id_is_a_fault(caller, path, text):
    address = path.format(quote(text.encode("utf-8", "surrogatepass"), safe="/"))

    response = caller.client.get(BASE + address, headers={"X-API-Key": caller.key})

    assert response.status_code in (404, 405, 410)


@pytest.mark.parametrize("path", ["/bookings/options", "/stations", "/stations/market"])
@shared
@given(query=st.dictionaries(st.sampled_from(NAMES) | texts, texts | st.integers(), max_size=6))
def test_no_query_is_a_fault(caller, path, query):
    response = caller.client.get(
        f"{BASE}{path}?{written(query)}", headers={"X-API-Key": caller.key}
    )

    assert response.status_code in (200, 400, 404)


@shared
@given(draw=st.data())
def test_no_member_of_a_search_is_a_fault(caller, draw):
    wish = draw.draw(st.sampled_from([ride_wish(), scooter_wish(), taxi_wish()]))
    query: dict[str, Any] = {name.rstrip("_"): value for name, value in wish.items()}
    query[draw.draw(st.sampled_from(NAMES))] = draw.draw(texts | st.integers() | st.floats())

    with undone_at_the_end():
        response = caller.client.get(
            f"{BASE}/bookings/options?{written(query)}", headers={"X-API-Key": caller.key}
        )

    assert response.status_code in (200, 400, 404)


@shared
@given(value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40))
def test_no_key_is_a_fault(caller, value):
    stranger = Caller(value)

    response = stranger.send("GET", "/stations", query={"location": "52.1,4.3"})

    assert response.status_code == 401


def written(query: dict[str, Any]) -> str:
    pairs = [
        (
            name.encode("utf-8", "surrogatepass"),
            str(value).encode("utf-8", "surrogatepass"),
        )
        for name, value in query.items()
    ]
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
