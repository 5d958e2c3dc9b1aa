"""Refunds and compensations over the wire (§9.2, §9.3, §14.5)."""

from __future__ import annotations

import pytest

from sales.models import Order
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import body_of, open_till
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def order(till, sold):
    return till.read(f"/orders/{sold}")


@standing
def second(order) -> str:
    """The line of 400.00."""
    return order["orderLines"][1]["id"]


def operation(line: str, **more):
    return {"orderLineId": line, "currency": "NOK", **more}


def test_second_line_is_refunded_as_the_example_shows(till, sold, order, second):
    tag = till.get(f"/orders/{sold}")["ETag"]
    body = {"refundOperations": [operation(second, refundAmount="400.00", fee="50.00")]}

    response = till.post(f"/orders/{sold}/refund", body, If_Match=tag, Idempotency_Key="r-1")

    refund = body_of(response, 200)
    assert (refund["orderId"], refund["affectedOrderLineIds"]) == (sold, [second])
    assert len(refund["disabledTicketIds"]) == 1
    [paid] = order["paymentRefs"]
    assert list(refund["paymentTransactions"]) == [str(paid["paymentId"])]
    after = till.read(f"/orders/{sold}")
    told = ("version", "status", "totalAmount", "totalTaxAmount", "balance")
    assert [after[name] for name in told] == [2, "CONFIRMED", "1096.00", "117.43", "0.00"]
    assert [(one["creditId"], one["amount"]) for one in after["creditRefs"]] == [
        (refund["creditId"], "350.00")
    ]
    assert [fee["type"] for fee in after["fees"]] == ["REFUNDING"]
    again = till.post(f"/orders/{sold}/refund", body, If_Match=tag, Idempotency_Key="r-1")
    assert (again.json(), again["Idempotency-Replayed"]) == (refund, "true")
    stale = till.post(f"/orders/{sold}/refund", body, If_Match=tag)
    refused(stale, 412, "PRECONDITION_FAILED")


def test_dry_run_tells_and_does_nothing(till, sold, order, second):
    body = {"refundOperations": [operation(second)], "dryRun": True}

    told = body_of(till.post(f"/orders/{sold}/refund", body), 200)

    assert (told["creditId"], told["affectedOrderLineIds"]) == (None, [second])
    assert till.read(f"/orders/{sold}") == order


def test_options_are_told_for_the_lines_that_the_rules_give_back(till, sold, second):
    options = till.read(f"/orders/{sold}/refund-options?orderLineIds={second}")

    assert options["orderVersion"] == 1
    [option] = options["refundOptions"]
    assert (option["orderLineId"], option["refundAmount"], option["fee"]) == (
        second,
        "400.00",
        "0.00",
    )
    assert len(till.read(f"/orders/{sold}/refund-options")["refundOptions"]) == 2
    refused(till.get(f"/orders/{sold}/refund-options?orderLineIds=x"), 400, "INVALID_QUERY")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"currency": "SEK"}, 409, "CURRENCY_MISMATCH"),
        ({"refundAmount": "400.01"}, 409, "NOT_REFUNDABLE"),
        ({"refundAmount": 400}, 400, "INVALID_BODY"),
        ({"orderLineId": "0a8b5ad1-5f0e-4c36-9f0d-5a3d6c1f2b77"}, 404, "NOT_FOUND"),
    ],
)
def test_refunds_that_cannot_be_are_refused(till, sold, second, change, status, code):
    body = {"refundOperations": [{**operation(second), **change}]}

    refused(till.post(f"/orders/{sold}/refund", body), status, code)
    assert Order.objects.get().version == 1


def test_refunds_need_their_permission_and_right(shop, sold):
    without = open_till(shop.channel, permissions=["sales:read", "sales:write"], actions=())
    refused(without.post(f"/orders/{sold}/refund", {}), 403, "FORBIDDEN")
    shop.channel.rights.filter(action="REFUND").delete()
    seller = open_till(shop.channel, actions=())
    refused(seller.post(f"/orders/{sold}/refund", {}), 403, "DISTRIBUTION_CHANNEL_NOT_ALLOWED")


def test_order_is_compensated(till, sold):
    body = {"amount": "100.00", "currency": "NOK", "reason": "Late"}

    told = body_of(till.post(f"/orders/{sold}/compensation", body), 200)

    assert (told["disabledTicketIds"], told["refundedAmount"]) == ([], "100.00")
    assert told["creditStatus"] == "CREDITED"
    after = till.read(f"/orders/{sold}")
    assert (after["version"], after["totalAmount"], after["balance"]) == (2, "1346.00", "0.00")
    assert [fee["price"]["amount"] for fee in after["fees"]] == ["-100.00"]


def test_many_orders_are_compensated_each_for_itself(till, sold):
    good = {"orderId": sold, "amount": "100.00", "currency": "NOK", "reason": "Late"}
    body = {"compensations": [good, {**good, "orderId": "ZZZZZZZZ"}, {**good, "currency": "SEK"}]}

    told = body_of(till.post("/compensations", body), 200)["compensations"]

    assert [one.get("error", {}).get("errorCode") for one in told] == [
        None,
        "NOT_FOUND",
        "CURRENCY_MISMATCH",
    ]
    assert till.read(f"/orders/{sold}")["totalAmount"] == "1346.00"


def test_changes_that_are_possible_are_told(till, sold, draft, second):
    options = till.read(f"/change-options?orderId={sold}")["changeOptions"]

    assert [one["changes"] for one in options] == [["CANCEL", "REPLACE", "REFUND"]] * 2
    refused(till.get("/change-options"), 400, "INVALID_QUERY")
    refused(till.get("/change-options?orderId=ZZZZZZZZ"), 404, "NOT_FOUND")
