"""Exports over the wire: asked for, looked at, cancelled, and downloaded in parts."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
import time_machine

from operators.models import ApiClient
from sales.models import Export
from tests.factories.export_jobs import asked_export, ready_export
from tests.factories.moments import NOW
from tests.factories.orders import sold
from tests.factories.scenarios import open_shop
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import Till, open_till

PATH = "/sales/v1beta/exports"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.EXPORT_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def shop(db):
    opened = open_shop()
    sold(opened)
    return opened


@pytest.fixture
def till(shop) -> Till:
    return open_till(shop.channel)


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def status_of(response: Any) -> int:
    """Of a file that nobody reads."""
    response.close()
    return response.status_code


def grant(till: Till, *permissions: str) -> None:
    ApiClient.objects.filter(pk=till.client.pk).update(permissions=list(permissions))
    till.client.refresh_from_db()


def test_export_is_asked_for_written_and_taken(till, shop):
    body = {"dataset": "orders", "filter": ["totalAmount=gte:1.00"]}

    asked = till.post(PATH, body)
    told = till.get(asked.headers["Location"]).json()
    file = till.get(f"{asked.headers['Location']}/file")

    assert (asked.status_code, asked.json()["organisationId"]) == (202, shop.channel.seller.number)
    assert (told["status"], told["totals"]["rows"]) == ("READY", 1)
    assert told["filter"] == ["totalAmount=gte:1.00"]
    content = content_of(file)
    assert (file.status_code, len(content)) == (200, told["size"])
    assert hashlib.sha256(content).hexdigest() == told["sha256"]
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="orders_v1.csv"'
    assert till.get(PATH).json()["totalItems"] == 1
    event = Export.objects.get().events.order_by("-pk")[0]
    assert event.name == "DOWNLOADED"


def test_download_goes_on_where_it_was_broken_off(till, shop):
    export = ready_export(shop.tenant, sellers=frozenset({shop.channel.seller_id}))
    path = f"{PATH}/{export.reference}/file"
    whole = till.get(path)
    content, tag = content_of(whole), whole.headers["ETag"]
    size = len(content)

    def part(asked: str, **more: str) -> tuple[int, str, bytes]:
        got = till.get(path, Range=asked, **more)
        return got.status_code, got.headers.get("Content-Range", ""), content_of(got)

    end = size - 1
    assert part("bytes=10-", If_Range=tag) == (206, f"bytes 10-{end}/{size}", content[10:])
    assert part("bytes=0-0") == (206, f"bytes 0-0/{size}", content[:1])
    assert part("bytes=-5") == (206, f"bytes {size - 5}-{end}/{size}", content[-5:])
    assert part(f"bytes=5-{size * 2}") == (206, f"bytes 5-{end}/{size}", content[5:])
    assert part(f"bytes=-{size * 2}") == (206, f"bytes 0-{end}/{size}", content)
    for whole_file in ("bytes=5-2", "bytes=-", "bytes=0-1,4-5", "rows=1-2", "nonsense"):
        assert part(whole_file) == (200, "", content)
    assert part("bytes=10-", If_Range='"another"') == (200, "", content)
    for behind in (f"bytes={size}-", "bytes=-0"):
        beyond = till.get(path, Range=behind)
        refused(beyond, 416, "RANGE_NOT_SATISFIABLE")
        assert beyond.headers["Content-Range"] == f"bytes */{size}"
    assert till.get(path, If_None_Match=tag).status_code == 304
    head = till.send("HEAD", path)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(size))


def test_permission_is_asked_for_with_each_download(till, shop):
    export = ready_export(shop.tenant, sellers=frozenset({shop.channel.seller_id}))
    path = f"{PATH}/{export.reference}/file"
    assert status_of(till.get(path)) == 200

    grant(till, "sales:read")

    refused(till.get(path), 403, "FORBIDDEN")


def test_books_of_the_whole_tenant_are_for_its_administrators(till, shop):
    export = ready_export(shop.tenant)
    path = f"{PATH}/{export.reference}/file"
    refused(till.get(path), 404, "NOT_FOUND")
    grant(till, "reports:read", "admin")
    assert status_of(till.get(path)) == 200
    assert till.post(PATH, {"dataset": "orders"}).json()["organisationId"] is None

    grant(till, "reports:read")

    refused(till.get(path), 404, "NOT_FOUND")
    refused(till.post(PATH, {"dataset": "orders", "organisationId": 1}), 404, "NOT_FOUND")
    refused(till.post(PATH, {"dataset": "audit_log"}), 400, "INVALID_BODY")


def test_export_is_cancelled_once(till, shop):
    export = asked_export(shop.tenant, sellers=frozenset({shop.channel.seller_id}))
    path = f"{PATH}/{export.reference}"

    refused(till.get(f"{path}/file"), 409, "EXPORT_NOT_READY")
    assert till.send("DELETE", path).json()["status"] == "CANCELLED"
    refused(till.send("DELETE", path), 409, "ILLEGAL_STATUS_CHANGE")


def test_expired_file_is_gone(till, shop, folder):
    export = ready_export(shop.tenant, sellers=frozenset({shop.channel.seller_id}))
    for file in folder.iterdir():
        file.unlink()

    refused(till.get(f"{PATH}/{export.reference}/file"), 410, "EXPORT_EXPIRED")


def test_repeated_request_asks_once(till):
    first, second = (
        till.post(PATH, {"dataset": "orders"}, Idempotency_Key="one") for _ in range(2)
    )

    assert first.json()["exportId"] == second.json()["exportId"]
    assert Export.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"dataset": "nonsense"}, "INVALID_BODY"),
        ({"dataset": "orders", "firstDay": "2026-06-01"}, "INVALID_BODY"),
        ({"dataset": "orders", "firstDay": "2026-06-02", "lastDay": "2026-06-01"}, "INVALID_BODY"),
        ({"dataset": "orders", "format": "DATEV"}, "INVALID_BODY"),
        ({"dataset": "orders", "columnSet": 99}, "INVALID_BODY"),
        ({"dataset": "orders", "filter": ["nonsense=eq:1"]}, "INVALID_QUERY"),
    ],
)
def test_wish_that_cannot_be_is_refused(till, body, code):
    refused(till.post(PATH, body), 400, code)
    assert Export.objects.count() == 0


def test_file_has_the_rows_of_the_list(till, shop):
    """Screen, API and file: one filter, the same orders."""
    sold(shop, external_reference="other")
    condition = "externalReference=ne:other"
    listed = [one["id"] for one in till.get(f"/orders?{condition}").json()["items"]]
    body = {"dataset": "orders", "filter": [condition], "format": "JSON_LINES"}
    export = till.post(PATH, body).json()["exportId"]

    file = content_of(till.get(f"{PATH}/{export}/file")).decode()

    assert len(listed) == 1
    assert [f'"{code}"' in file for code in listed] == [True]
    assert file.count("\n") == len(listed) + 1
