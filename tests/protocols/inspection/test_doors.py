"""Who is let in, and how requests are refused."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from operators.models import ApiToken, Role, TokenRole
from operators.tenancy.actions import revoke_token
from tests.factories.inspection import DeviceFactory
from tests.factories.moments import BY, NOW
from tests.factories.operators import MembershipFactory, TenantFactory, UserFactory
from tests.protocols.inspection.inspecting import BASE, Handheld, token_for
from tickets.inspection.actions.devices import stop_device
from tickets.inspection.models import Device

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenant():
    return TenantFactory(slug="city")


@pytest.fixture
def handheld(tenant) -> Handheld:
    return Handheld.of(tenant)


def person(*memberships, csrf: bool = False, **facts) -> Handheld:
    """Somebody at the scan page."""
    user = UserFactory(**facts)
    for tenant, role in memberships:
        MembershipFactory(tenant=tenant, user=user, role=role)
    client = Client(enforce_csrf_checks=csrf)
    client.force_login(user)
    return Handheld(client=client)


def problem(response, status: int, code: str) -> dict:
    """The problem that an answer tells, which is one of this kind."""
    told = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert (response.status_code, told["status"], told["code"]) == (status, status, code)
    assert set(told) == {"type", "title", "status", "detail", "code", "correlationId", "errors"}
    assert told["correlationId"] == response["correlationId"]
    return dict(told)


def test_token_needs_the_role(tenant):
    other = Handheld(token_for(tenant, TokenRole.TOMP))

    told = problem(other.get("/bundle"), 403, "FORBIDDEN")

    assert "not meant for this interface" in told["detail"]


@pytest.mark.parametrize("secret", ["", "nonsense", "é", "a b"])
def test_stranger_is_told_how_to_come(secret):
    response = Handheld(secret).get("/bundle")

    problem(response, 401, "UNAUTHENTICATED")
    assert response["WWW-Authenticate"] == 'Bearer realm="inspection"'


def test_revoked_token_opens_nothing(tenant, handheld):
    revoke_token(ApiToken.objects.get(tenant=tenant), by=BY, at=NOW)

    problem(handheld.get("/bundle"), 401, "UNAUTHENTICATED")


def test_token_has_so_many_requests_a_minute(tenant, handheld):
    ApiToken.objects.update(requests_per_minute=1)

    response = handheld.get("/bundle")

    problem(response, 429, "RATE_LIMITED")
    assert response["Retry-After"] == "60"


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ADMINISTRATOR])
def test_person_inspects_by_the_session(tenant, role):
    handheld = person((tenant, role), username="ann")

    handheld.register("Phone of Ann")

    assert Device.objects.get().registered_by == "staff:ann"
    assert handheld.get("/bundle").json()["issuer"] == "city"
    assert handheld.check("hello")["reason"] == "unsupported_format"


@pytest.mark.parametrize("role", [Role.FINANCE, Role.SUPPORT])
def test_person_of_another_role_does_not_inspect(tenant, role):
    problem(person((tenant, role)).get("/bundle"), 403, "FORBIDDEN")


def test_person_who_left_is_a_stranger(tenant):
    handheld = person((tenant, Role.INSPECTOR), is_active=False)

    problem(handheld.get("/bundle"), 401, "UNAUTHENTICATED")


def test_session_needs_its_csrf_token_for_a_write(tenant):
    handheld = person((tenant, Role.INSPECTOR), csrf=True)
    body = {"name": "Phone"}

    refused = handheld.post("/devices", body)
    handheld.client.cookies["csrftoken"] = "a" * 32
    handheld.headers = {"X-CSRFToken": "a" * 32}
    taken = handheld.post("/devices", body)

    assert "CSRF" in problem(refused, 403, "FORBIDDEN")["detail"]
    assert taken.status_code == 201
    assert handheld.get("/bundle").status_code == 200


def test_form_that_is_too_large_is_refused_before_it_is_looked_through(tenant):
    handheld = person((tenant, Role.INSPECTOR), csrf=True)
    handheld.client.cookies["csrftoken"] = "a" * 32
    form = "a=" + "b" * (3 * 2**20)

    response = handheld.client.post(
        f"{BASE}/checks", form, content_type="application/x-www-form-urlencoded"
    )

    assert problem(response, 413, "BODY_TOO_LARGE")["detail"] == "The request body is too large."


def test_token_needs_no_csrf_token(tenant):
    handheld = Handheld(token_for(tenant), client=Client(enforce_csrf_checks=True))

    assert handheld.register()["issuer"] == "city"


def test_person_of_several_operators_names_one(tenant):
    other = TenantFactory(slug="valley")
    stranger = TenantFactory(slug="coast")
    handheld = person((tenant, Role.INSPECTOR), (other, Role.ADMINISTRATOR))

    told = problem(handheld.post("/devices", {"name": "Phone"}), 400, "INVALID_QUERY")
    problem(handheld.get("/bundle"), 400, "INVALID_QUERY")
    problem(handheld.get(f"/bundle?issuer={stranger.slug}"), 404, "NOT_FOUND")
    registered = handheld.register("Phone", issuer="valley")

    assert "several operators" in told["detail"]
    assert registered["issuer"] == "valley"
    assert handheld.get("/bundle?issuer=city").json()["issuer"] == "city"
    assert handheld.get(f"/bundle?device={handheld.device}").json()["issuer"] == "valley"


def test_device_may_choose_its_id_and_say_so_again(handheld):
    chosen = str(uuid4())

    first = handheld.post("/devices", {"name": "Gate", "id": chosen})
    again = handheld.post("/devices", {"name": "Gate", "id": chosen})

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"] == chosen
    assert first.json()["lastContactAt"] == "2026-06-01T10:00:00Z"


def test_clock_of_a_device_is_measured(handheld):
    handheld.register("Gate", deviceTime="2026-06-01T12:01:30.5+02:00")

    told = handheld.get(f"/devices/{handheld.device}").json()

    assert (told["clockOffsetSeconds"], told["lastContactAt"]) == (90.5, "2026-06-01T10:00:00Z")
    assert told["serverTime"] == "2026-06-01T10:00:00Z"


@pytest.mark.parametrize("path", ["/bundle", "/block-list"])
def test_reading_counts_as_a_contact(handheld, path):
    device = Device.objects.get()
    Device.objects.update(last_contact_at=None)

    response = handheld.get(f"{path}?device={device.reference}&deviceTime=2026-06-01T09:59:58Z")

    device.refresh_from_db()
    assert response.status_code == 200
    assert (device.last_contact_at, device.clock_offset) == (NOW, -2)


def test_stopped_device_is_refused(handheld):
    device = Device.objects.get()
    stop_device(device, by=BY, at=NOW)
    body = {"device": handheld.device, "barcode": "hello"}

    refused = [
        handheld.post("/checks", body),
        handheld.post("/scans", {"device": handheld.device, "scans": []}),
        handheld.get(f"/bundle?device={handheld.device}"),
        handheld.get(f"/devices/{handheld.device}"),
        handheld.post("/devices", {"name": "Again", "id": handheld.device}),
    ]

    for response in refused:
        problem(response, 403, "DEVICE_STOPPED")


ID = str(uuid4())


@pytest.mark.parametrize(
    ("body", "members"),
    [
        ({}, {"device", "barcode"}),
        ({"device": "no", "barcode": 5}, {"device", "barcode"}),
        ({"device": ID, "barcode": ""}, {"barcode"}),
        ({"device": ID, "barcode": "x" * 8193}, {"barcode"}),
        ({"device": ID, "barcode": "x", "place": 5}, {"place"}),
        ({"device": ID, "barcode": "x", "place": {"latitude": 5}}, {"place"}),
        ({"device": ID, "barcode": "x", "place": {"zones": ["5"]}}, {"place.zones.0"}),
        ({"device": ID, "barcode": "x", "sequence": -1}, {"sequence"}),
        ({"device": ID, "barcode": "x", "sequence": True}, {"sequence"}),
        ({"device": ID, "barcode": "x", "deviceTime": "2026-06-01T10:00"}, {"deviceTime"}),
        ({"device": ID, "barcode": "x", "deviceTime": "1960-01-01T00:00:00Z"}, {"deviceTime"}),
        ([], {""}),
    ],
)
def test_body_that_cannot_be_read_names_every_member(handheld, body, members):
    told = problem(handheld.post("/checks", body), 400, "INVALID_BODY")

    assert {error["member"] for error in told["errors"]} == members


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"a": NaN}', b'{"a": "\\u0000"}'])
def test_body_that_is_no_json_is_refused(handheld, body):
    problem(handheld.post("/checks", body), 400, "INVALID_BODY")


@pytest.mark.parametrize(
    "query",
    ["since=-1", "since=x", "since=²", "since=" + "9" * 19, "device=x", "deviceTime=today"],
)
def test_query_that_cannot_be_read_is_refused(handheld, query):
    told = problem(handheld.get(f"/block-list?{query}"), 400, "INVALID_QUERY")

    assert [error["member"] for error in told["errors"]] == [query.partition("=")[0]]


def test_other_methods_paths_and_bodies_are_refused(handheld):
    client, headers = handheld.client, handheld.headers

    delete = client.delete(f"{BASE}/bundle", headers=headers)
    form = client.post(f"{BASE}/checks", {"a": "b"}, headers=headers)
    large = handheld.post("/checks", b" " * (2**20 * 3))

    problem(delete, 405, "METHOD_NOT_ALLOWED")
    assert delete["Allow"] == "GET, HEAD"
    problem(form, 415, "UNSUPPORTED_MEDIA_TYPE")
    problem(large, 413, "BODY_TOO_LARGE")
    for path in ("/inspection/", "/inspection/v1/", "/inspection/v2/checks", f"{BASE}/checks/"):
        problem(client.get(path, headers=headers), 404, "NOT_FOUND")
    assert client.get("/inspection/v1/nothing").status_code == 401


def test_correlation_id_is_told_back(handheld):
    handheld.headers |= {"X-Correlation-ID": "tram-4-gate-2"}

    assert problem(handheld.get("/nothing"), 404, "NOT_FOUND")["correlationId"] == "tram-4-gate-2"
    assert handheld.get("/bundle")["correlationId"] == "tram-4-gate-2"


def test_fault_of_ours_tells_nothing(handheld, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret")

    monkeypatch.setattr("protocols.inspection.devices.device_to_wire", broken)
    handheld.client.raise_request_exception = False

    told = problem(handheld.get(f"/devices/{handheld.device}"), 500, "INTERNAL_ERROR")

    assert told["detail"] == "Something went wrong on our side."


def test_superuser_inspects_for_all(tenant):
    DeviceFactory(tenant=tenant)

    assert person(is_superuser=True).get("/bundle?issuer=city").json()["issuer"] == "city"
