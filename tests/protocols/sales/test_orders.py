"""Orders over the wire: drafting, putting offers on, changing, confirming (§7, §14)."""

from __future__ import annotations

import re

import pytest

from sales.models import Order
from tests.factories.clients import ApiClientFactory, ClientChannelFactory
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import reserve
from tests.protocols.sales.till import SELLING, Till, body_of, open_till

pytestmark = pytest.mark.django_db


# The examples of §14


def test_draft_is_made_as_the_example_shows(till):
    response = till.post(
        "/orders",
        {"externalReference": "cart-88213", "currency": "NOK"},
        Idempotency_Key="5b7a1d50-7a2a-4f5e-9a0a-2f8b6d0c9e11",
    )

    order = body_of(response, 201)
    code = order["id"]
    assert re.fullmatch("[A-Z0-9]{8}", code)
    assert response["Location"] == f"/sales/v1/orders/{code}"
    assert response["ETag"] == '"1.1"'
    assert order == {
        "id": code,
        "version": 1,
        "status": "DRAFT",
        "totalAmount": "0.00",
        "totalTaxAmount": "0.00",
        "balance": "0.00",
        "currency": "NOK",
        "paymentRefs": [],
        "creditRefs": [],
        "travellers": [],
        "reservations": [],
        "orderLines": [],
        "fees": [],
        "organisationId": till.channel.seller.number,
        "pos": "Entur-APP",
        "distributionChannelId": till.channel.netex_id,
        "externalReference": "cart-88213",
        "contactInfo": {"contact": None, "email": None, "phone": None, "createdBy": None},
        "failed": False,
        "createdAt": "2026-06-01T10:00:00Z",
        "lastConfirmedAt": None,
        "expireAt": "2026-06-01T10:30:00Z",
    }


def test_offers_are_put_on_it_as_the_example_shows(till, draft, offers):
    reserved = reserve(till, draft, *offers)

    assert (reserved["orderId"], reserved["reservationIds"]) == (draft, [])
    order = till.read(f"/orders/{draft}")
    figures = ("totalAmount", "totalTaxAmount", "balance", "status")
    assert [order[name] for name in figures] == ["1446.00", "154.93", "1446.00", "DRAFT"]
    shown = ("id", "status", "version", "externalReference", "price")
    assert [{name: line[name] for name in shown} for line in order["orderLines"]] == [
        {
            "id": reference,
            "status": "DRAFT",
            "version": 1,
            "externalReference": name,
            "price": {
                "amount": amount,
                "currency": "NOK",
                "taxAmount": tax,
                "taxRate": "12.00",
                "taxCode": "TRANSPORT_AND_TICKETS_VAT",
            },
        }
        for reference, name, amount, tax in zip(
            reserved["orderLineIds"], "AB", ["1046.00", "400.00"], ["112.07", "42.86"], strict=True
        )
    ]


def test_stale_writer_is_refused_as_the_example_shows(till, draft):
    seen = till.get(f"/orders/{draft}")["ETag"]
    body = {"externalReference": "x"}
    assert till.send("PATCH", f"/orders/{draft}", body, If_Match=seen).status_code == 200

    stale = till.send("PATCH", f"/orders/{draft}", body, If_Match=seen)

    refused(stale, 412, "PRECONDITION_FAILED")
    assert till.send("PATCH", f"/orders/{draft}", body, If_Match="*").status_code == 200


def test_confirming_while_unpaid_names_the_balance(till, draft, offers):
    reserve(till, draft, *offers)

    body = refused(till.post(f"/orders/{draft}/confirm"), 409, "ORDER_NOT_BALANCED")

    assert "1446.00" in body["message"]


# Drafts


def test_currency_is_never_assumed(till):
    body = refused(till.post("/orders", {}), 400, "INVALID_BODY")
    assert body["errors"] == [
        {"field": "currency", "errorCode": "REQUIRED", "message": "This field is required."}
    ]


@pytest.mark.parametrize("currency", ["JPY", "XYZ", "nok", "NO", 578, ""])
def test_currency_without_two_decimals_is_refused(till, currency):
    refused(till.post("/orders", {"currency": currency}), 400, "INVALID_BODY")


@pytest.mark.parametrize("name", ["balance", "status", "totalAmount", "id", "orderLines"])
def test_members_that_nobody_sets_are_refused(till, name):
    body = refused(till.post("/orders", {"currency": "NOK", name: "1.00"}), 400, "INVALID_BODY")
    assert [(one["field"], one["errorCode"]) for one in body["errors"]] == [
        (name, "READ_ONLY_FIELD")
    ]


def test_unknown_members_are_refused_with_every_other_fault(till):
    body = refused(
        till.post("/orders", {"colour": "red", "contactInfo": {"shoe": 1}}), 400, "INVALID_BODY"
    )

    assert {(one["field"], one["errorCode"]) for one in body["errors"]} == {
        ("currency", "REQUIRED"),
        ("colour", "UNKNOWN_FIELD"),
        ("contactInfo.shoe", "UNKNOWN_FIELD"),
    }


@pytest.mark.parametrize(
    ("body", "media", "status", "code"),
    [
        ("{", "application/json", 400, "INVALID_BODY"),
        ('{"a": NaN}', "application/json", 400, "INVALID_BODY"),
        ("[]", "application/json", 400, "INVALID_BODY"),
        ("currency=NOK", "application/x-www-form-urlencoded", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ('"' + "x" * 1024 * 1024 + '"', "application/json", 413, "BODY_TOO_LARGE"),
    ],
)
def test_bodies_that_cannot_be_read_are_refused(till, body, media, status, code):
    refused(till.send("POST", "/orders", body, media=media), status, code)
    refused(till.send("POST", "/orders", body, media=media, Idempotency_Key="k"), status, code)


def test_point_of_sale_is_required_to_write(till):
    body = refused(till.post("/orders", {"currency": "NOK"}, Entur_POS=""), 400, "MISSING_HEADER")
    assert body["errors"][0]["field"] == "Entur-POS"


def test_right_to_inform_does_not_let_sell(shop):
    till = open_till(shop.channel, actions=("INFORM", "REFUND"))

    response = till.post("/orders", {"currency": "NOK"})
    refused(response, 403, "DISTRIBUTION_CHANNEL_NOT_ALLOWED")


def test_organisation_sells_in_its_own_name_in_a_channel_of_another(till, shop):
    shop.channel.open_to_all_organisations = True
    shop.channel.save()
    other = ApiClientFactory(organisation=shop.channel.partner, permissions=SELLING)
    ClientChannelFactory(client=other, channel=shop.channel)
    guest = Till(other, shop.channel)

    order = guest.make("/orders", {"currency": "NOK"})

    assert order["organisationId"] == shop.channel.partner.number
    assert guest.read("/orders")["totalItems"] == 1
    refused(till.get(f"/orders/{order['id']}"), 404, "NOT_FOUND")


# Idempotency


def test_repeating_a_draft_makes_one(till):
    body = {"currency": "NOK"}
    first = till.post("/orders", body, Idempotency_Key="k-1")
    again = till.post("/orders", body, Idempotency_Key="k-1")
    other = till.post("/orders", {"currency": "SEK"}, Idempotency_Key="k-1")

    assert (again.status_code, again.json()) == (201, first.json())
    assert again["Idempotency-Replayed"] == "true"
    assert again["Location"] == first["Location"]
    refused(other, 422, "IDEMPOTENCY_KEY_REUSED")
    assert Order.objects.count() == 1


def test_unfit_key_is_refused(till):
    refused(
        till.post("/orders", {"currency": "NOK"}, Idempotency_Key="x" * 256), 400, "INVALID_HEADER"
    )
