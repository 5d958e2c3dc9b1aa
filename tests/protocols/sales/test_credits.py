"""Credits over the wire (§9.1)."""

from __future__ import annotations

import pytest

from sales.models import Order
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import body_of, open_till

pytestmark = pytest.mark.django_db


def test_money_is_given_back_for_a_cancelled_line(till, sold):
    order = till.read(f"/orders/{sold}")
    line = order["orderLines"][1]["id"]
    [paid] = order["paymentRefs"]
    payment = till.read(f"/payments/{paid['paymentId']}")
    [transaction] = payment["transactionHistory"]
    changed = body_of(till.post(f"/orders/{sold}/cancel", {"orderLineIds": [line]}), 200)
    assert (changed["version"], changed["balance"]) == (2, "-400.00")

    part = {"paymentId": paid["paymentId"], "transactionId": transaction["transactionId"]}
    body = {
        "orderId": sold,
        "orderVersion": 2,
        "totalCreditAmount": "400.00",
        "currency": "NOK",
        "transactions": [{**part, "amount": "400.00"}],
    }
    credit = till.make("/credits", body)
    assert (credit["status"], credit["reimbursementMethod"]) == ("CREATED", "CASH")
    done = body_of(till.send("PUT", f"/credits/{credit['creditId']}/execute"), 200)

    assert done["status"] == "CREDITED"
    order = till.read(f"/orders/{sold}")
    assert (order["version"], order["status"], order["balance"]) == (2, "CONFIRMED", "0.00")
    assert [one["amount"] for one in order["creditRefs"]] == ["400.00"]
    assert till.read(f"/credits?status=CREDITED&orderId={sold}")["items"] == [
        till.read(f"/credits/{credit['creditId']}")
    ]
    assert till.read("/credits?reimbursementMethod=CASH")["totalItems"] == 1
    versions = till.read(f"/orders/{sold}/versions")
    assert [one["version"] for one in versions["items"]] == [2, 1]
    first = till.read(f"/orders/{sold}?version=1")
    assert (first["version"], first["totalAmount"], first["creditRefs"]) == (1, "1446.00", [])


def test_sold_lines_are_cancelled_with_the_right_to_refund_alone(shop, sold):
    shop.channel.rights.filter(action="REFUND").delete()
    till = open_till(shop.channel, actions=())

    response = till.post(f"/orders/{sold}/cancel")

    refused(response, 403, "DISTRIBUTION_CHANNEL_NOT_ALLOWED")
    assert Order.objects.get().version == 1
