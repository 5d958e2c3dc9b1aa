"""What holds for every operation: who is let in, headers, and the body of refusals (§1, §2, §5)."""

from __future__ import annotations

import json
import uuid

import pytest
from django.db import connection
from django.test import Client

from operators.models import ApiClient
from protocols.sales.routes import OPERATIONS
from protocols.sales.urls import operations
from tests.factories.clients import ClientChannelFactory
from tests.factories.moments import NOW
from tests.factories.sales import SalesChannelFactory
from tests.loglines import written_lines
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import V1, open_till

pytestmark = pytest.mark.django_db

# Who is let in


@pytest.mark.parametrize("told", ["", "Bearer", "Bearer x.y.z", "Basic abc", "Token abc"])
def test_request_without_a_token_is_refused(till, told):
    response = till.get("/payments", Authorization=told)

    refused(response, 401, "UNAUTHENTICATED")
    assert response["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_client_without_the_permission_is_refused(shop):
    till = open_till(shop.channel, permissions=["payments:write"])

    body = refused(till.get("/payments"), 403, "FORBIDDEN")
    assert "sales:read" in body["message"]


def test_client_that_sends_too_much_is_told_when_to_come_back(till):
    ApiClient.objects.update(requests_per_minute=1)
    till.get("/payments")

    response = till.get("/payments")

    refused(response, 429, "RATE_LIMITED")
    assert response["Retry-After"] == "60"


# Headers


def test_channel_is_required(till):
    body = refused(till.get("/payments", Entur_Distribution_Channel=""), 400, "MISSING_HEADER")
    assert body["errors"][0]["field"] == "Entur-Distribution-Channel"


@pytest.mark.parametrize(
    "channel", ["App", "ent:DistributionChannel:App", "ENT:Channel:App", "x:y"]
)
def test_malformed_channel_is_refused(till, channel):
    response = till.get("/payments", Entur_Distribution_Channel=channel)
    refused(response, 400, "INVALID_HEADER")


def test_unknown_and_unlinked_channels_are_refused(till, shop):
    unlinked = SalesChannelFactory(tenant=shop.tenant, seller=shop.channel.seller)

    for channel in ("ENT:DistributionChannel:None", unlinked.netex_id):
        response = till.get("/payments", Entur_Distribution_Channel=channel)
        refused(response, 403, "DISTRIBUTION_CHANNEL_NOT_ALLOWED")


def test_channel_without_a_right_is_refused(till, shop):
    channel = SalesChannelFactory(tenant=shop.tenant, seller=shop.channel.seller)
    ClientChannelFactory(client=till.client, channel=channel)

    response = till.get("/payments", Entur_Distribution_Channel=channel.netex_id)
    refused(response, 403, "DISTRIBUTION_CHANNEL_NOT_ALLOWED")


@pytest.mark.parametrize("actions", [("SELL",), ("REFUND",), ("INFORM",)])
def test_any_right_lets_read(shop, actions):
    till = open_till(shop.channel, actions=actions)

    assert till.read("/payments") == {"items": [], "totalItems": 0, "totalPages": 0}


def test_point_of_sale_is_not_required_to_read(till):
    till.read("/payments", Entur_POS="")


def test_header_names_do_not_depend_on_case(till):
    till.read("/payments", ENTUR_DISTRIBUTION_CHANNEL=till.channel.netex_id)


# The correlation id


def test_correlation_id_that_was_sent_is_told_back_and_logged(till):
    with written_lines("perron.requests") as lines:
        response = till.get("/payments", correlationId="shop-0001")

    assert response["correlationId"] == response["X-Correlation-Id"] == "shop-0001"
    assert [line["correlation_id"] for line in lines()] == ["shop-0001"]


def test_correlation_id_may_come_under_its_other_name(till):
    assert till.get("/payments", X_Correlation_Id="shop-0001")["correlationId"] == "shop-0001"


@pytest.mark.parametrize("sent", ["", "short", "x" * 65, "a b c d e f g", "<script>alert", "ä" * 9])
def test_correlation_id_that_is_unfit_is_replaced(till, sent):
    told = till.get("/payments", correlationId=sent)["correlationId"]

    assert str(uuid.UUID(told, version=4)) == told


# Faults of the framework


@pytest.mark.parametrize(
    "path",
    ["/sales/v1/nowhere", "/sales/v2/payments", "/sales/", "/sales/v1/payments/", "/sales/v1"],
)
def test_unknown_paths_are_refused_in_the_same_words(till, path):
    refused(till.get(path), 404, "NOT_FOUND")


def test_unknown_path_without_a_token_tells_nothing(client: Client):
    refused(client.get("/sales/v1/nowhere"), 401, "UNAUTHENTICATED")


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "PUT", "OPTIONS"])
def test_method_that_is_not_there_is_refused(till, method):
    response = till.send(method, "/payments")

    refused(response, 405, "METHOD_NOT_ALLOWED")
    assert "GET" in response["Allow"]


def test_fault_of_ours_tells_nothing_but_its_id(till):
    till.browser.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE sales_payment RENAME TO elsewhere")
    with written_lines("perron.requests") as lines:
        response = till.get("/payments")

    body = refused(response, 500, "INTERNAL_ERROR")
    assert "sales_payment" not in json.dumps(body)
    [line] = lines()
    assert (line["status"], line["correlation_id"]) == (500, body["correlationId"])
    assert "ProgrammingError" in line["exception"]


# Answers


def test_answers_are_json_whatever_is_accepted(till):
    response = till.get("/payments", Accept="application/hal+json")

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert response["Cache-Control"] == "no-store"


def test_head_is_answered_like_get(till):
    response = till.send("HEAD", "/payments")

    assert (response.status_code, response.content) == (200, b"")


# The table of routes


def test_every_route_has_a_need_for_each_method():
    for version, served in OPERATIONS.items():
        for address, view in served.items():
            methods = {
                method.upper()
                for method in ("get", "post", "put", "patch", "delete")
                if hasattr(view, method)
            }
            assert set(view.needs) == methods, f"{version}/{address}"


def test_table_is_the_urlconf():
    served = [view for version in OPERATIONS.values() for view in version.values()]

    assert [pattern.callback.view_class for pattern in operations] == served
    assert NOW.isoformat().startswith("2026-06-01T10:00")
    assert V1 == "/sales/v1"
