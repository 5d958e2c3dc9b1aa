"""Customers' accounts over TOMP 1.6: opened, read, changed and deleted."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.tomp.v1_6.customers_examples import ACCOUNT, ACCOUNT_REQUEST, PATCH
from sales.models import Customer
from sales.orders.customers import block_customer
from tests.factories.moments import BY, NOW, later
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.v1_6.platform import Platform
from tests.protocols.worlds import open_channel, other_channel

pytestmark = pytest.mark.django_db

MERGE = "application/merge-patch+json"


@pytest.fixture
def partner(quick: Platform) -> Platform:
    return quick


def opened(partner: Platform, **more: Any) -> Any:
    response = partner.send("POST", "/customers", ACCOUNT_REQUEST | more)
    assert response.status_code == 200, response.content
    return response.json()


def refused(response: Any) -> tuple[int, list[int]]:
    assert response["Content-Language"] == "en"
    return response.status_code, [each["errorcode"] for each in response.json()["errors"]]


def test_account_is_answered_as_described(partner):
    account = opened(partner)

    assert account == ACCOUNT | {"id": account["id"]} | {
        "creationDate": "2026-06-01T10:00:00Z",
        "modificationDate": "2026-06-01T10:00:00Z",
    }
    assert partner.send("GET", f"/customers/{account['id']}").json() == account
    assert opened(partner) == account


def test_account_needs_no_headers_but_the_token(partner, at_once):
    secret = at_once.secret

    for path in ("/customers", "/tomp/customers", "/customers/"):
        bare = partner.client.post(
            path,
            {"externalId": "mp-user-5"},
            content_type="application/json",
            headers={"X-Access-Token": secret, "notification-url": "https://mp.example"},
        )
        assert (bare.status_code, bare.json()["externalId"]) == (200, "mp-user-5")


def test_account_is_nothing_that_1_1_knows(at_once):
    old = Partner(at_once, version="1.1.3", base="/tomp")

    response = old.post("/customers", ACCOUNT_REQUEST)

    assert (response.status_code, response.json()["errorcode"]) == (404, 7006)


def test_id_of_the_partner_may_stand_in_id(partner):
    account = opened(partner, externalId=None, id="mp-user-6")

    assert account["externalId"] == "mp-user-6"


def test_account_keeps_the_preferred_number(partner):
    phones = [{"number": "020 1"}, {"number": "020 2", "preferred": True}, {"preferred": True}]

    account = opened(partner, phones=phones)

    assert account["phones"] == [{"preferred": True, "number": "020 2"}]
    assert "phones" not in opened(partner, externalId="nobody", phones=[{}])


def test_patch_sets_and_removes(partner, clock):
    account = opened(partner)
    clock.move_to(later(hours=1))

    changed = partner.send("PATCH", f"/customers/{account['id']}", PATCH, media=MERGE)

    kept = {name: value for name, value in account.items() if name != "birthDate"}
    assert changed.json() == kept | {
        "email": "anna.berg@mp.example",
        "modificationDate": "2026-06-01T11:00:00Z",
    }


def test_patch_may_be_the_account_as_it_was_read(partner):
    account = opened(partner)
    whole = account | {"firstName": "Ann", "phones": None, "lastName": None, "extraInfo": {"a": 1}}

    changed = partner.send("PATCH", f"/customers/{account['id']}", whole, media=MERGE).json()

    assert changed["firstName"] == "Ann"
    assert {"phones", "lastName", "extraInfo"} & set(changed) == set()


@pytest.mark.parametrize(
    ("patch", "told"),
    [
        ({"status": "BLOCKED"}, (400, [8211])),
        ({"id": "other"}, (400, [8211])),
        ({"externalId": None}, (400, [8001])),
        ({"externalId": ""}, (400, [8002])),
        ({"birthDate": "17 May"}, (400, [8002])),
        ({"phones": "020"}, (400, [8002])),
        ([], (400, [8002])),
        ({"externalId": "taken"}, (409, [8210])),
    ],
)
def test_patch_that_cannot_be_is_refused(partner, patch, told):
    opened(partner, externalId="taken")
    account = opened(partner)

    response = partner.send("PATCH", f"/customers/{account['id']}", patch, media=MERGE)

    assert refused(response) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, (400, [8001])),
        ({"externalId": 5}, (400, [8002])),
        ({"externalId": "a", "email": 5, "birthDate": "1890-01-01"}, (400, [8002])),
        ("{", (400, [8002])),
        (b"<xml/>", (400, [8002])),
    ],
)
def test_account_that_cannot_be_is_refused(partner, body, told):
    assert refused(partner.send("POST", "/customers", body)) == told


def test_other_media_and_methods_are_refused(partner):
    path = f"/customers/{opened(partner)['id']}"

    text = partner.send("PATCH", path, "email", media="text/plain")
    listed = partner.client.get("/customers", headers=partner.headers)

    assert (text.status_code, listed.status_code) == (415, 405)
    assert (refused(text), refused(listed)) == ((415, [8002]), (405, [8002]))


def test_blocked_customer_is_told_as_blocked(partner):
    account = opened(partner)
    customer = Customer.objects.get(reference=account["id"])
    block_customer(customer, by=BY, at=NOW)

    assert partner.send("GET", f"/customers/{account['id']}").json()["status"] == "BLOCKED"


def test_deleted_account_is_gone_and_books_nothing(partner):
    account = opened(partner)
    path = f"/customers/{account['id']}"

    deleted = [partner.send("DELETE", path) for _ in range(2)]

    assert [(each.status_code, each.content) for each in deleted] == [(200, b"")] * 2
    assert refused(partner.send("GET", path)) == (410, [8204])
    assert refused(partner.send("PATCH", path, PATCH, media=MERGE)) == (410, [8204])
    for customer in ({"externalId": "mp-user-5"}, {"id": account["id"]}):
        option = partner.plan()["options"][0]
        booked = partner.post("/bookings", {"id": option["id"], "customer": customer})
        assert (booked.status_code, booked.json()["errorcode"]) == (428, 3209)
    again = opened(partner, firstName=None)
    assert (again["id"] == account["id"], "firstName" in again) == (False, False)


def test_account_books_by_our_id(partner, at_once):
    account = opened(partner)

    booked = partner.book(customer={"id": account["id"]})

    assert booked["customer"]["externalId"] == "mp-user-5"
    assert Customer.objects.filter(channel=at_once.shop.channel).count() == 1


def test_customer_known_by_a_booking_has_an_account_without_its_making(partner):
    partner.book(customer={"externalId": "walk-in", "firstName": "Ann"})
    known = Customer.objects.get(external_id="walk-in")

    account = partner.send("GET", f"/customers/{known.reference}").json()

    assert account == {
        "id": known.reference,
        "externalId": "walk-in",
        "status": "ACTIVE",
        "firstName": "Ann",
    }


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_account_of_another_channel_is_unknown(partner, at_once, method):
    account = opened(partner)
    stranger = Platform(open_channel(other_channel(at_once.shop))[1])

    response = stranger.send(method, f"/customers/{account['id']}", {}, media=MERGE)

    assert refused(response) == (404, [8204])
