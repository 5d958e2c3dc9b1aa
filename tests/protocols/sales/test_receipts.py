"""Receipts and cash settlements over the wire (§10, §11)."""

from __future__ import annotations

import pytest
from django.core import mail

from sales.models import Closing, Letter, Receipt
from tests.factories.clients import PointOfSaleFactory
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import CASH
from tests.protocols.sales.till import POS, body_of, open_till
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("methods")]

SETTLEMENTS = "/sales/v1beta/cash-settlements"


def send(till, code, version=1, **more):
    told = {"orderId": code, "orderVersion": version, "email": "kari@example.no"} | more
    return till.post("/receipts/send", {name: one for name, one in told.items() if one})


# Receipts


def test_receipt_is_sent(till, sold, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        told = body_of(send(till, sold, phone="+47 900 00 000"), 200)

    letter = Letter.objects.get()
    assert told == {"reference": str(letter.reference)}
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["kari@example.no"], letter.subject)
    assert "Sum: 1446,00 NOK\n" in sent.body
    assert Receipt.objects.get().series.pos == POS


def test_copy_is_sent_in_english(till, sold):
    send(till, sold)

    body_of(send(till, sold, receiptLanguage="eng", copyReceipt=True, serialNumber=1), 200)

    assert [letter.is_copy for letter in Letter.objects.order_by("pk")] == [False, True]
    assert Letter.objects.last().text.startswith("COPY\n")
    refused(send(till, sold, serialNumber=2), 409, "RECEIPT_NUMBER_MISMATCH")


def test_same_key_sends_one_receipt(till, sold):
    body = {"orderId": sold, "orderVersion": 1, "email": "kari@example.no"}

    answers = [till.post("/receipts/send", body, Idempotency_Key="one") for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert Letter.objects.count() == 1


def test_text_messages_are_not_sent(till, sold):
    body = refused(send(till, sold, email=None, phone="900"), 409, "PHONE_NOT_SUPPORTED")
    assert "e-mail" in body["message"]
    refused(send(till, sold, email=None), 400, "INVALID_BODY")
    assert Receipt.objects.count() == 0


def test_version_without_money_has_no_receipt(till, basket):
    refused(send(till, basket), 409, "NO_RECEIPT")
    refused(till.get(f"/receipts/type?orderId={basket}&orderVersion=1"), 409, "NO_RECEIPT")


def test_type_of_a_receipt_is_told_without_making_it(till, sold):
    told = till.read(f"/receipts/type?orderId={sold}&orderVersion=1")

    assert told == {"orderId": sold, "orderVersion": 1, "receiptType": "SALE"}
    assert Receipt.objects.count() == 0


@pytest.mark.parametrize("query", ["", "?orderId=ABCDEFGH", "?orderVersion=1"])
def test_type_needs_order_and_version(till, query):
    response = till.get(f"/receipts/type{query}")
    assert response.status_code in (400, 404)


@pytest.mark.parametrize("version", ["x", "-1", "1.0", "²", "9" * 10])
def test_version_is_a_number(till, sold, version):
    response = till.get(f"/receipts/type?orderId={sold}&orderVersion={version}")
    refused(response, 400, "INVALID_QUERY")


def test_client_that_informs_sends_receipts(shop, till, sold):
    informer = open_till(shop.channel, actions=(), permissions=["sales:write"])

    body_of(send(informer, sold), 200)


# Cash settlements


@standing
def point(shop):
    return PointOfSaleFactory(tenant=shop.tenant, organisation=shop.channel.seller, code=POS)


def test_settlement_is_opened_listed_and_closed(till, point, clock):
    response = till.post(SETTLEMENTS)

    opened = body_of(response, 201)
    path = f"{SETTLEMENTS}/{opened['settlementId']}"
    assert response["Location"] == path
    assert opened == {
        "settlementId": opened["settlementId"],
        "number": 1,
        "pointOfSaleId": POS,
        "organisationId": till.channel.seller.number,
        "status": "OPEN",
        "openedAt": "2026-06-01T10:00:00Z",
        "endsAt": "2026-06-02T10:00:00Z",
        "closedAt": None,
    }
    refused(till.post(SETTLEMENTS, {"pointOfSaleId": POS}), 409, "SETTLEMENT_OPEN")

    clock.shift(60)
    closed = body_of(till.send("PUT", f"{path}/close"), 200)

    assert closed == opened | {"status": "CLOSED", "closedAt": "2026-06-01T10:01:00Z"}
    assert till.read(path) == closed
    assert till.read(f"{SETTLEMENTS}?status=CLOSED&pointOfSaleId={POS}")["items"] == [closed]
    refused(till.send("PUT", f"{path}/close"), 409, "ILLEGAL_STATUS_CHANGE")
    assert body_of(till.post(SETTLEMENTS), 201)["number"] == 2


def test_settlement_is_told_what_lies_in_the_drawer(till, point):
    cash = [{"amount": "500.00", "currency": "NOK"}]
    opened = body_of(till.post(SETTLEMENTS, {"openingFloat": cash}), 201)
    path = f"{SETTLEMENTS}/{opened['settlementId']}/close"

    refused(till.send("PUT", path, {"countedCash": []}), 409, "COUNT_INCOMPLETE")
    refused(till.send("PUT", path, {"countedCash": [*cash, *cash]}), 400, "CASH_UNFIT")
    counted = [{"amount": "499.00", "currency": "NOK"}]
    body_of(till.send("PUT", path, {"countedCash": counted}), 200)

    [norwegian] = Closing.objects.get().facts["currencies"]
    assert norwegian["cash"]["difference"] == "-1.00"


def test_point_of_sale_must_be_registered(till):
    refused(till.post(SETTLEMENTS), 404, "NOT_FOUND")


def test_payment_names_an_open_settlement(till, point, basket):
    code = body_of(till.post(SETTLEMENTS), 201)["settlementId"]

    def pay(settlement, **headers):
        transaction = {"amount": "1446.00", **CASH}
        body = {"orderId": basket, "orderVersion": 1, "totalAmount": "1446.00"}
        named = {"settlementId": settlement} if settlement else {}
        told = {**body, **named, "transaction": transaction}
        return till.post("/payments", told, **headers)

    refused(pay("S-2026-000123"), 400, "SETTLEMENT_UNKNOWN")
    refused(pay("", Entur_Settlement_Id="S-2026-000123"), 400, "SETTLEMENT_UNKNOWN")
    refused(pay(code, Entur_POS="Elsewhere"), 409, "SETTLEMENT_OF_OTHER_POS")
    paid = body_of(pay("", Entur_Settlement_Id=code), 201)
    assert paid["settlementId"] == code
    till.send(
        "PUT",
        f"/payments/{paid['paymentId']}/transactions/"
        f"{paid['transactionHistory'][0]['transactionId']}/cancel",
    )
    till.send("PUT", f"{SETTLEMENTS}/{code}/close")
    refused(pay(code), 409, "SETTLEMENT_CLOSED")
