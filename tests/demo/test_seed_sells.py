"""What the demo tells a script is let in and sells."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from protocols.oauth.authentication import admit_client
from sales.catalogue.rights import ChannelAction, linked_channel
from sales.models import CatalogueEntry, PaymentTransaction
from tests.demo.towns import Town, build_town
from tests.faces import needs_face
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def town_of_today(db) -> Town:
    return build_town(at=timezone.now())


@pytest.fixture
def told(town_of_today) -> dict[str, Any]:
    return town_of_today[0]


def test_seeded_client_is_let_in_and_sells(told, client):
    told = told["sales"]
    members = {name: told[name] for name in ("client_id", "client_secret", "audience")}
    asked = {"grant_type": "client_credentials", **members}

    sold = client.post("/oauth/token", asked, content_type="application/json")
    token = sold.json()["access_token"]
    request = RequestFactory(headers={"Authorization": f"Bearer {token}"}).get("/")
    caller = admit_client(request, at=timezone.now())
    link = linked_channel(
        caller.pk, told["distribution_channel"], organisation_id=caller.organisation_id
    )

    assert caller.client_id == told["client_id"]
    assert link.actions == set(ChannelAction)
    assert link.channel.payment_methods.exists()
    assert CatalogueEntry.objects.on_sale(link.channel, timezone.now()).count() == 4


@pytest.mark.parametrize("kind", ["VISA", "MASTERCARD", "AMEX"])
def test_seeded_client_is_paid_by_card_as_the_contract_shows(told, client, cards, kind):
    """§14.1 to §14.3, with other ids and amounts."""
    told = told["sales"]
    cards = replace(cards, name="demo")
    members = {name: told[name] for name in ("client_id", "client_secret", "audience")}
    asked = {"grant_type": "client_credentials", **members}
    token = client.post("/oauth/token", asked, content_type="application/json").json()
    headers = {
        "Authorization": f"Bearer {token['access_token']}",
        "Entur-Distribution-Channel": told["distribution_channel"],
        "Entur-POS": told["pos"],
    }

    def send(method, path, body=None, status=200):
        address = f"/sales/v1{path}"
        content = "" if body is None else json.dumps(body)
        response = client.generic(method, address, content, "application/json", headers=headers)
        assert response.status_code == status, response.content
        return response.json()

    package = send("GET", "/sales-packages")["items"][0]["id"]
    [offer] = send("POST", "/offers", {"salesPackageIds": [package]}, 201)["offers"]
    drafted = {"externalReference": "cart-88213", "currency": "EUR"}
    order = send("POST", "/orders", drafted, 201)["id"]
    chosen = {"offerId": offer["id"], "count": 1, "externalReference": "A"}
    send("POST", "/reserve-offers", {"orderId": order, "offerConfigurations": [chosen]})
    amount = offer["price"]["amount"]
    wish = {
        "amount": amount,
        "currency": "EUR",
        "paymentType": kind,
        "paymentTypeGroup": "PAYMENTCARD",
        "isImport": False,
    }
    payment = send(
        "POST",
        "/payments",
        {"orderId": order, "orderVersion": 1, "totalAmount": amount, "transaction": wish},
        201,
    )
    [begun] = payment["transactionHistory"]
    path = f"/payments/{payment['paymentId']}/transactions/{begun['transactionId']}"
    asked = {
        "redirectUrl": f"https://shop.example/return?o={order}",
        "terminalLanguage": "en_GB",
    }
    opened = send("POST", f"{path}/terminal", asked, 201)
    cards.pay(PaymentTransaction.objects.get().provider_reference)
    captured = send("PUT", f"{path}/capture")

    assert set(opened) == {"paymentId", "transactionId", "terminalUri"}
    assert begun["status"] == "CREATED"
    assert captured["status"] == "CAPTURED"
    shown = send("GET", f"/orders/{order}")
    assert (shown["status"], shown["balance"]) == ("CONFIRMED", "0.00")
    assert [one["amount"] for one in shown["paymentRefs"]] == [amount]


@needs_face("tomp")
@pytest.mark.parametrize(
    ("key", "leg_state"), [("tomp_1_1", "IN_USE"), ("tomp_1_1_later", "PREPARING")]
)
def test_seeded_values_sell_a_ticket(told, client, key, leg_state):
    told = told[key]
    headers = {"Api": "TOMP", "Api-Version": "1.1.3", "Authorization": f"Bearer {told['token']}"}

    def post(path, body):
        return client.post(path, body, content_type="application/json", headers=headers).json()

    planned = post(
        "/plannings",
        {
            "from": place(told["from_stop"]),
            "to": place(told["to_stop"]),
            "departureTime": told["depart_after"],
            "nrOfTravelers": 1,
        },
    )
    option = planned["options"][0]
    booked = post("/bookings", {"id": option["id"]})
    committed = post(f"/bookings/{option['id']}/events", {"operation": "COMMIT"})

    assert [leg["departureTime"] for leg in option["legs"]] == [told["depart_after"]]
    assert booked["state"] == "PENDING"
    assert committed["state"] == "CONFIRMED"
    assert [leg["state"] for leg in committed["legs"]] == [leg_state]


def place(stop_id):
    return {
        "coordinates": {"lng": 5.2, "lat": 52.5},
        "stopReference": [{"type": "GTFS_STOP_ID", "id": stop_id, "country": "NL"}],
    }
