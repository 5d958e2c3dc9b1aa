"""Pages, filters and their faults (§4)."""

from __future__ import annotations

import pytest

from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import capture, pay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("methods")]


def test_list_of_payments_is_paged_and_filtered(till, basket):
    made = pay(till, basket)
    capture(till, made)
    [transaction] = made["transactionHistory"]

    def search(query: str) -> int:
        return till.read(f"/payments?{query}")["totalItems"]

    page = till.read("/payments?page=1&perPage=4")
    assert (len(page["items"]), page["totalItems"], page["totalPages"]) == (1, 1, 1)
    assert till.read("/payments?page=2")["items"] == []
    assert search("status=CAPTURED&paymentType=CASH") == 1
    assert search("status=CREATED") == 0
    assert search(f"paymentTransactionId=eq:{transaction['transactionId']}") == 1
    assert search(f"orderId=eq:{basket}&totalAmount=gt:999.99&orderVersion=eq:1") == 1
    assert search(f"createdAt=eq:{made['createdAt']}") == 1
    assert search("customerNumber=ne:7&settlementId=eq:") == 1


def test_every_fault_of_a_query_is_told(till):
    body = refused(
        till.get("/orders?totalAmount=like:10&colour=eq:red&status=NEW&perPage=101&orderBy=x"),
        400,
        "INVALID_QUERY",
    )

    assert {(one["field"], one["errorCode"], one["rejectedValue"]) for one in body["errors"]} == {
        ("totalAmount", "INVALID_FILTER_OPERATOR", "like:10"),
        ("colour", "UNKNOWN_FILTER_FIELD", "eq:red"),
        ("status", "INVALID_FILTER_VALUE", "NEW"),
        ("perPage", "INVALID_PER_PAGE", "101"),
        ("orderBy", "INVALID_SORTING", "x"),
    }


def test_card_number_in_a_query_is_not_repeated(till):
    response = till.get("/payments?cardNumber=gt:4242424242424242&colour=4242424242424242")

    refused(response, 400, "INVALID_QUERY")
    assert "42424242" not in response.content.decode()


def test_ways_of_paying_are_told(till):
    told = till.read("/payment-methods")["items"]

    assert [(one["paymentType"], one["active"]) for one in told] == [("CASH", True), ("VISA", True)]
