"""What another tenant owns is not there: by table, for every route."""

from __future__ import annotations

import pytest

from operators.models import Role
from protocols.inspection.urls import operations
from tests.factories.inspection import DeviceFactory
from tests.factories.operators import TenantFactory
from tests.factories.tickets import BarcodeFactory
from tests.protocols.inspection.inspecting import Handheld, line
from tests.protocols.inspection.test_doors import person, problem
from tickets.codecs.numbers import ticket_number
from tickets.inspection.models import Scan

pytestmark = pytest.mark.django_db

NO_ID = "names nothing that is owned"
TABLE = {
    ("POST", "devices"): NO_ID,
    ("GET", "devices/<uuid:reference>"): lambda of: (f"/devices/{of}", None),
    ("GET", "bundle"): lambda of: (f"/bundle?device={of}", None),
    ("GET", "block-list"): lambda of: (f"/block-list?device={of}", None),
    ("GET", "tickets/<str:number>"): "a ticket of another tenant is looked up below",
    ("POST", "checks"): lambda of: ("/checks", {"device": of, "barcode": "hello"}),
    ("POST", "scans"): lambda of: ("/scans", {"device": of, "scans": [line(1)]}),
}
WITH_IDS = [pytest.param(*call, id=" ".join(key)) for key, call in (
    (key, (key[0], call)) for key, call in TABLE.items() if callable(call)
)]  # fmt: skip


def test_table_is_the_urlconf():
    served = {
        (method.upper(), str(route.pattern).removeprefix("inspection/v1/"))
        for route in operations
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(route.callback.cls, method)
    }

    assert TABLE.keys() == served


@pytest.mark.parametrize(("method", "call"), WITH_IDS)
def test_device_of_another_tenant_is_not_there(method, call):
    theirs = str(DeviceFactory().reference)
    mine = Handheld.of(TenantFactory())
    ann = person((TenantFactory(), Role.ADMINISTRATOR))

    for handheld in (mine, ann):
        path, body = call(theirs)
        response = handheld.get(path) if body is None else handheld.post(path, body)
        problem(response, 404, "NOT_FOUND")
    assert not Scan.objects.exists()


def test_ticket_of_another_tenant_is_not_found_by_its_number():
    ticket = BarcodeFactory().ticket
    number = ticket_number(ticket.pk)

    for handheld in (Handheld.of(TenantFactory()), person((TenantFactory(), Role.INSPECTOR))):
        problem(handheld.get(f"/tickets/{number}"), 404, "NOT_FOUND")
    assert Handheld.of(ticket.tenant).get(f"/tickets/{number}").status_code == 200


def test_bundle_tells_of_its_own_tenant_alone():
    theirs, barcode = BarcodeFactory(), BarcodeFactory()
    mine = Handheld.of(barcode.ticket.tenant)

    kids = {key["kid"] for key in mine.get("/bundle").json()["keys"] if key["format"] == "T1"}

    assert kids == {barcode.key.kid}
    assert mine.check(theirs)["reason"] == "unknown_key"


def test_log_never_names_a_ticket_of_another_tenant():
    theirs = BarcodeFactory().ticket
    mine = Handheld.of(TenantFactory())

    [outcome] = mine.upload(line(1, ticketId=str(theirs.pk)))

    assert (outcome["outcome"], outcome["reason"]) == ("stored", "no_ticket")
    assert Scan.objects.get().ticket is None
