"""Who gets in, with which headers, and what every answer tells: acceptance, points 1 to 4.

What each point asks beyond this module is where `test_acceptance.py` says.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from operators.models import ApiClient
from operators.tenancy.clients import ClientPermission
from sales.catalogue.rights import ChannelAction
from tests.factories.clients import SECRET, access_token
from tests.factories.moments import NOW
from tests.factories.sales import SalesChannelFactory
from tests.loglines import written_lines
from tests.protocols.sales.every import EVERY
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import reserve
from tests.protocols.sales.till import open_till

pytestmark = pytest.mark.django_db

DAY = timedelta(hours=24)
OPEN_DOORS = ["/health/live", "/docs/sales/", "/docs/sales/schema", "/oauth/jwks.json"]


def answers(till, operations, **headers):
    """What each operation answers, by its name."""
    return {
        str(one): till.send(one.method, one.path, {} if one.method != "GET" else None, **headers)
        for one in operations
    }


# Point 1: tokens


@pytest.mark.parametrize("media", ["application/json", "application/x-www-form-urlencoded"])
def test_token_that_was_bought_opens_the_face(till, client: Client, media):
    asked = {
        "grant_type": "client_credentials",
        "client_id": till.client.client_id,
        "client_secret": SECRET,
        "audience": "http://localhost",
    }
    is_form = media.endswith("urlencoded")
    body = "&".join(f"{name}={value}" for name, value in asked.items()) if is_form else asked

    bought = client.post("/oauth/token", body, content_type=media).json()

    assert (bought["token_type"], bought["expires_in"]) == ("Bearer", 86400)
    assert till.get("/orders", Authorization=f"Bearer {bought['access_token']}").status_code == 200


def test_token_that_has_expired_opens_nothing(till):
    old = access_token(till.client, at=NOW - DAY - timedelta(minutes=1))

    told = answers(till, EVERY, Authorization=f"Bearer {old}")

    assert {name for name, one in told.items() if one.status_code != 401} == set()
    assert {one["WWW-Authenticate"] for one in told.values()} == {'Bearer error="invalid_token"'}


# Point 2: nothing without a token


def test_nothing_is_answered_without_a_token(till):
    told = answers(till, EVERY, Authorization="")

    assert {name for name, one in told.items() if one.status_code != 401} == set()
    assert {one.json()["errorCode"] for one in told.values()} == {"UNAUTHENTICATED"}


@pytest.mark.parametrize("path", OPEN_DOORS)
def test_doors_that_are_open_stay_open(client: Client, path):
    assert client.get(path).status_code == 200


# Point 3: the channel


IN_CHANNEL = [one for one in EVERY if one.need.action]
OPEN_TO_ALL = [one for one in EVERY if not one.need.action]


def test_everything_but_reference_data_and_exports_names_a_channel(till):
    told = answers(till, IN_CHANNEL, Entur_Distribution_Channel="")

    codes = {name: one.json()["errorCode"] for name, one in told.items()}
    assert {name for name, code in codes.items() if code != "MISSING_HEADER"} == set()
    assert {one.status_code for one in told.values()} == {400}
    assert {one.path.split("/")[3] for one in OPEN_TO_ALL} == {
        "distribution-channels",
        "organisations",
        "points-of-sale",
        "sales-packages",
        "preassigned-fare-products",
        "supplement-products",
        "exports",
    }


def test_channel_that_is_not_linked_is_refused_everywhere(till, shop):
    other = SalesChannelFactory(tenant=shop.tenant, seller=shop.channel.seller)

    told = answers(till, IN_CHANNEL, Entur_Distribution_Channel=other.netex_id)

    codes = {name: (one.status_code, one.json()["errorCode"]) for name, one in told.items()}
    assert set(codes.values()) == {(403, "DISTRIBUTION_CHANNEL_NOT_ALLOWED")}


@pytest.mark.parametrize(
    ("action", "lacks"),
    [
        (ChannelAction.INFORM, {ChannelAction.SELL, ChannelAction.REFUND}),
        (ChannelAction.SELL, {ChannelAction.REFUND}),
        (ChannelAction.REFUND, {ChannelAction.SELL}),
    ],
)
def test_right_in_the_channel_lets_do_nothing_else(shop, action, lacks):
    till = open_till(shop.channel, actions=(action,))
    beyond = [one for one in EVERY if one.need.action in lacks]

    told = answers(till, beyond)

    assert {one.json()["errorCode"] for one in told.values()} == {
        "DISTRIBUTION_CHANNEL_NOT_ALLOWED"
    }
    assert till.get("/orders").status_code == 200


def test_permission_lets_do_nothing_else(shop):
    reader = open_till(shop.channel, permissions=[ClientPermission.SALES_READ])
    beyond = [one for one in EVERY if one.need.permission != ClientPermission.SALES_READ]

    told = answers(reader, beyond)

    assert {(one.status_code, one.json()["errorCode"]) for one in told.values()} == {
        (403, "FORBIDDEN")
    }


# Point 4: the correlation id


def test_correlation_id_goes_through_everything(till, draft, offers):
    with written_lines() as lines:
        told = [
            till.get("/orders", correlationId="shop-0001"),
            till.post("/orders", {}, correlationId="shop-0001"),
            till.get("/nowhere", correlationId="shop-0001"),
            till.send("PUT", "/orders", correlationId="shop-0001"),
            till.get("/orders", Authorization="", correlationId="shop-0001"),
        ]

    assert [one.status_code for one in told] == [200, 400, 404, 405, 401]
    assert {one["correlationId"] for one in told} == {"shop-0001"}
    assert {one.json()["correlationId"] for one in told[1:]} == {"shop-0001"}
    assert [line["correlation_id"] for line in lines()] == ["shop-0001"] * 5


def test_correlation_id_is_kept_with_what_was_done(till, draft, offers):
    configurations = [{"offerId": offers[0]}]
    body = {"orderId": draft, "offerConfigurations": configurations}

    till.post("/reserve-offers", body, correlationId="shop-0002")
    reserve(till, draft, offers[1])

    [event, other] = till.channel.orders.get().events.order_by("pk")[1:]
    assert event.correlation_id == "shop-0002"
    assert str(uuid.UUID(other.correlation_id)) == other.correlation_id


def test_limit_of_a_client_is_its_own(till, shop):
    ApiClient.objects.update(requests_per_minute=1)
    other = open_till(shop.channel, actions=())
    till.get("/orders")

    refused(till.get("/orders"), 429, "RATE_LIMITED")
    assert other.get("/orders").status_code == 200
