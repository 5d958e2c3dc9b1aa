"""Changing and reading orders over the wire (§7)."""

from __future__ import annotations

import uuid

import pytest

from sales.orders.actions import draft_order
from tests.factories.moments import BY, NOW, later
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import reserve
from tests.protocols.sales.till import body_of, norwegian_shop, open_till

pytestmark = pytest.mark.django_db


# Changes


def test_contact_is_changed_member_by_member(till, draft):
    contact = {"contact": "Kari", "email": "kari@mail.example", "createdBy": "Desk 3"}
    till.send("PATCH", f"/orders/{draft}", {"contactInfo": contact})

    changed = body_of(
        till.send(
            "PATCH",
            f"/orders/{draft}",
            {"contactInfo": {"phone": "+47", "email": None}, "externalReference": "cart-1"},
        ),
        200,
    )

    assert changed["contactInfo"] == {
        "contact": "Kari",
        "email": None,
        "phone": "+47",
        "createdBy": "Desk 3",
    }
    assert changed["externalReference"] == "cart-1"


def test_travellers_come_and_go(till, draft, offers):
    told = body_of(
        till.post(
            f"/orders/{draft}/travellers/bulk",
            {"travellers": [{"name": "Kari", "age": 30}, {"externalReference": "t-2"}]},
        ),
        201,
    )["travellers"]
    kari, other = (one["id"] for one in told)
    configuration = {"offerId": offers[0], "selectedTravellerIds": [kari]}
    body = {"orderId": draft, "offerConfigurations": [configuration]}
    body_of(till.post("/reserve-offers", body), 200)

    order = till.read(f"/orders/{draft}")
    assert order["travellers"] == told
    assert order["orderLines"][0]["travellerIds"] == [kari]
    gone = till.send("DELETE", f"/orders/{draft}/travellers?travellerIds={other}")
    assert (gone.status_code, gone.content) == (204, b"")
    assert [one["id"] for one in till.read(f"/orders/{draft}")["travellers"]] == [kari]
    booked = till.send("DELETE", f"/orders/{draft}/travellers?travellerIds={kari}")
    refused(booked, 409, "TRAVELLER_BOOKED")
    refused(till.send("DELETE", f"/orders/{draft}/travellers?travellerIds=x"), 400, "INVALID_QUERY")


def test_fees_come_and_go(till, draft):
    price = {"amount": "50.00", "currency": "NOK", "taxRate": "12.00"}
    fee = till.make(f"/orders/{draft}/fees", {"type": "MANUAL", "price": price, "reason": "Late"})

    assert fee["price"]["taxAmount"] == "5.36"
    order = till.read(f"/orders/{draft}")
    assert (order["fees"], order["balance"]) == ([fee], "50.00")
    gone = till.send("DELETE", f"/orders/{draft}/fees/{fee['id']}")
    assert gone.status_code == 204
    order = till.read(f"/orders/{draft}")
    assert (order["fees"], order["balance"]) == ([], "0.00")
    refused(till.send("DELETE", f"/orders/{draft}/fees/{uuid.uuid4()}"), 404, "NOT_FOUND")


@pytest.mark.parametrize("amount", ["1446", "1446.0", "+1.00", 1446.0, 5, "1,00", "", None, "1e2"])
def test_amounts_that_are_no_money_are_refused(till, draft, amount):
    price = {"amount": amount, "currency": "NOK", "taxRate": "12.00"}

    response = till.post(f"/orders/{draft}/fees", {"type": "MANUAL", "price": price})

    body = refused(response, 400, "INVALID_BODY")
    assert [one["field"] for one in body["errors"]] == ["price.amount"]


def test_fee_in_another_currency_is_refused(till, draft):
    price = {"amount": "50.00", "currency": "SEK", "taxRate": "12.00"}

    response = till.post(f"/orders/{draft}/fees", {"type": "MANUAL", "price": price})
    refused(response, 409, "CURRENCY_MISMATCH")


def test_lines_keep_the_clients_own_words(till, draft, offers):
    [line] = reserve(till, draft, offers[0])["orderLineIds"]
    change = {"id": line, "externalReference": "Z", "metadata": {"seat": 4}}

    told = body_of(till.send("PUT", f"/orders/{draft}/order-lines", {"orderLines": [change]}), 200)

    assert [(one["externalReference"], one["metadata"]) for one in told["orderLines"]] == [
        ("Z", {"seat": 4})
    ]


def test_lines_are_exchanged_for_other_offers(till, draft, offers):
    [line] = reserve(till, draft, offers[0])["orderLineIds"]
    body = {
        "orderId": draft,
        "orderLineIds": [line],
        "offerConfigurations": [{"offerId": offers[1]}],
    }

    told = body_of(till.post("/update-order", body), 200)

    order = till.read(f"/orders/{draft}")
    assert order["totalAmount"] == "400.00"
    live = [one["id"] for one in order["orderLines"] if one["status"] != "CANCELLED"]
    assert live == told["orderLineIds"]


def test_offer_that_is_too_old_is_refused(till, draft, offers, clock):
    clock.move_to(later(minutes=29))
    draft = till.make("/orders", {"currency": "NOK"})["id"]
    clock.move_to(later(minutes=30))

    body = {"orderId": draft, "offerConfigurations": [{"offerId": offers[0]}]}
    refused(till.post("/reserve-offers", body), 409, "OFFER_EXPIRED")


def test_draft_that_is_too_old_is_refused(till, draft, clock):
    clock.move_to(later(minutes=30))

    price = {"amount": "50.00", "currency": "NOK", "taxRate": "12.00"}
    response = till.post(f"/orders/{draft}/fees", {"type": "MANUAL", "price": price})
    refused(response, 409, "ORDER_EXPIRED")


def test_draft_is_cancelled_whole(till, draft, offers):
    reserve(till, draft, *offers)

    order = body_of(till.post(f"/orders/{draft}/cancel"), 200)

    figures = ("status", "totalAmount", "balance", "expireAt")
    assert [order[name] for name in figures] == ["CANCELLED", "0.00", "0.00", None]
    refused(till.post(f"/orders/{draft}/cancel"), 409, "ILLEGAL_STATUS_CHANGE")


def test_nothing_to_reset_is_refused(till, draft):
    refused(till.post(f"/orders/{draft}/reset"), 409, "ILLEGAL_STATUS_CHANGE")


def test_notes_are_written_and_listed(till, draft):
    note = till.make("/order-notes", {"orderId": draft, "type": "ZERO_TICKET", "text": "Staff"})

    assert till.read(f"/order-notes?orderId={draft}")["items"] == [note]
    assert (note["createdBy"], note["createdAt"]) == (till.client.client_id, "2026-06-01T10:00:00Z")
    refused(till.get("/order-notes"), 400, "FILTER_REQUIRED")


# Reading


def test_order_that_is_known_is_not_sent_again(till, draft):
    tag = till.get(f"/orders/{draft}")["ETag"]

    known = till.get(f"/orders/{draft}", If_None_Match=tag)

    assert (known.status_code, known.content, known["ETag"]) == (304, b"", tag)
    assert known["correlationId"]


@pytest.mark.parametrize("code", ["ZZZZZZZZ", "abcdefgh", "ABC", "ABCDEFGHI"])
def test_unknown_orders_are_not_there(till, code):
    refused(till.get(f"/orders/{code}"), 404, "NOT_FOUND")


@pytest.mark.parametrize("version", ["0", "x", "", "-1", "²"])
def test_version_that_is_no_number_is_refused(till, draft, version):
    refused(till.get(f"/orders/{draft}?version={version}"), 400, "INVALID_QUERY")


def test_pending_version_is_the_order_and_others_are_not_there(till, draft):
    assert till.read(f"/orders/{draft}?version=1") == till.read(f"/orders/{draft}")
    refused(till.get(f"/orders/{draft}?version=2"), 404, "NOT_FOUND")


def test_order_of_another_channel_needs_the_right_there(till, shop):
    other = norwegian_shop().channel
    other_shop = open_till(other)
    order = draft_order(other, currency="NOK", by=BY, at=NOW)

    refused(till.get(f"/orders/{order.code}"), 404, "NOT_FOUND")
    assert other_shop.read(f"/orders/{order.code}")["id"] == order.code
