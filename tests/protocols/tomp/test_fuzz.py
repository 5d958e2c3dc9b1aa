"""Whatever is sent, the answer is one of TOMP's: a fault of ours would fail these tests."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.protocols.tomp.bodies import BODIES, PATHS, members_of, with_member
from tests.protocols.tomp.partner import Partner

pytestmark = pytest.mark.django_db
shared = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

texts = st.text(max_size=20) | st.sampled_from(
    ["COMMIT", "SET_IN_USE", "market", "GTFS_STOP_CODE", "2026-06-01T12:00:00Z", "AZTEC",
     "\x00", "\ud800", "\U0001f68b"]
)  # fmt: skip
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)
places = {path: [place for place, _ in members_of(body)] for path, body in BODIES.items()}


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


@pytest.fixture
def addresses(partner) -> dict[str, str]:
    """The paths with ids of a booking that is held."""
    booking = partner.book()
    leg_id = booking["legs"][0]["id"]
    ids = (None, None, booking["id"], booking["id"], leg_id, partner.commit()["id"])
    return {path: path.replace("one", known or "") for path, known in zip(PATHS, ids, strict=True)}


@pytest.mark.parametrize("path", PATHS)
@shared
@given(draw=st.data())
def test_no_member_is_a_fault(partner, addresses, path, draw):
    body = BODIES[path]
    for place in draw.draw(st.lists(st.sampled_from(places[path]), min_size=1, max_size=2)):
        if place in [known for known, _ in members_of(body)]:
            body = with_member(body, place, draw.draw(junk))

    response = partner.send("POST", addresses[path], json.dumps(body))

    assert response.status_code in (200, 201, 204, 400, 403, 404)


@pytest.mark.parametrize("path", PATHS)
@shared
@given(body=junk)
def test_no_body_is_a_fault(partner, path, body):
    response = partner.send("POST", path, json.dumps(body))

    assert response.status_code in (400, 404)


@pytest.mark.parametrize("path", PATHS)
@shared
@given(content=st.binary(max_size=200))
def test_no_bytes_are_a_fault(partner, path, content):
    assert partner.send("POST", path, content).status_code == 400


@pytest.mark.parametrize("path", ["/bookings/{}", "/legs/{}", "/bookings/{}/events"])
@shared
@given(text=st.text("az09.%/ \x00\ud800\U0001f68b\n", min_size=1, max_size=30))
def test_no_id_is_a_fault(partner, path, text):
    address = path.format(quote(text.encode("utf-8", "surrogatepass"), safe="/"))

    assert partner.get(address).status_code in (404, 405)


@pytest.mark.parametrize("path", ["/bookings", "/operator/stations"])
@shared
@given(query=st.dictionaries(st.sampled_from(["state", "limit", "offset"]), texts | st.integers()))
def test_no_query_is_a_fault(partner, path, query):
    pairs = [(name, str(value).encode("utf-8", "surrogatepass")) for name, value in query.items()]
    address = "&".join(f"{name}={quote(value)}" for name, value in pairs)

    assert partner.get(f"{path}?{address}").status_code in (200, 400)


@pytest.mark.parametrize("name", ["Api", "Api-Version", "Authorization", "X-Access-Token"])
@shared
@given(value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40))
def test_no_header_is_a_fault(partner, name, value):
    headers = (
        {name.replace("-", "_"): value, "Authorization": ""}
        if name != "Authorization"
        else {"Authorization": value}
    )

    response = partner.get("/bookings?state=PENDING", **headers)

    assert response.status_code in (200, 400, 401, 404)
