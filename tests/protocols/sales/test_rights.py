"""Who may write what: rights in the order's channel, ids of other orders, what was sold (§1.4)."""

from __future__ import annotations

import pytest

from sales.models import Fulfilment, OrderLine, PaymentTransaction, SalesChannel
from tests.factories.clients import ChannelRightFactory
from tests.factories.payments import PaymentMethodFactory
from tests.factories.sales import CatalogueEntryFactory, SalesChannelFactory
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import CASH, pay, reserve, transaction_path
from tests.protocols.sales.till import Till, open_till
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("methods")]

FORBIDDEN = (403, "DISTRIBUTION_CHANNEL_NOT_ALLOWED")


@standing
def elsewhere(shop) -> Till:
    """Another channel of the same seller."""
    channel = SalesChannelFactory(tenant=shop.tenant, seller=shop.channel.seller)
    CatalogueEntryFactory(channel=channel, product=shop.product)
    PaymentMethodFactory(channel=channel, type="CASH", group="CASH", provider="CASH")
    return open_till(channel)


@pytest.fixture
def begun(elsewhere, shop, offers) -> str:
    """The path of a transaction for an order of that channel."""
    package = f"{shop.tenant.codespace}:SalesPackage:{shop.product.code}"
    offer = elsewhere.make("/offers", {"salesPackageIds": [package]})["offers"][0]["id"]
    order = elsewhere.make("/orders", {"currency": "NOK"})["id"]
    reserve(elsewhere, order, offer)
    return transaction_path(pay(elsewhere, order, "1046.00"))


def writes(path: str) -> list[tuple[str, str, object]]:
    payment = path.rsplit("/transactions", 1)[0]
    return [
        ("POST", f"{payment}/transactions", {"amount": "1.00", **CASH}),
        ("POST", f"{path}/terminal", {"redirectUrl": "https://shop.example/"}),
        ("PUT", f"{path}/capture", None),
        ("PUT", f"{path}/cancel", None),
    ]


def without_right(channel: SalesChannel, *actions: str) -> None:
    channel.rights.filter(action__in=actions).delete()


def test_money_needs_the_right_in_the_channel_of_its_order(till, elsewhere, begun):
    without_right(elsewhere.channel, "SELL")

    for method, path, body in writes(begun):
        refused(till.send(method, path, body), *FORBIDDEN)
    assert PaymentTransaction.objects.get().state == "CREATED"
    assert till.get(begun).status_code == 200
    ChannelRightFactory(
        channel=elsewhere.channel, organisation=elsewhere.channel.seller, action="SELL"
    )
    assert till.send("PUT", f"{begun}/capture").status_code == 200


def test_barcode_needs_the_right_to_sell(till, elsewhere, sold):
    fulfilment = Fulfilment.objects.filter(line__order__code=sold).first()
    path = f"/sales/v1beta/tickets/{fulfilment.ticket_id}"
    groups = f"/ticket-distribution-groups?orderId={sold}"
    assert till.read(path)["barcode"]
    assert elsewhere.get(path).status_code == 200

    without_right(till.channel, "SELL")

    refused(till.get(path), *FORBIDDEN)
    refused(elsewhere.get(path), *FORBIDDEN)
    assert till.read(groups)["totalItems"] == 2


def test_credit_needs_the_right_in_the_channel_of_its_order(till, elsewhere, begun):
    elsewhere.send("PUT", f"{begun}/capture")
    transaction = PaymentTransaction.objects.get()
    code = transaction.order.code
    elsewhere.post(f"/orders/{code}/cancel", {})
    part = {
        "paymentId": transaction.payment.number,
        "transactionId": transaction.number,
        "amount": "1046.00",
    }
    body = {"orderId": code, "orderVersion": 2, "totalCreditAmount": "1046.00", "currency": "NOK"}
    body["transactions"] = [part]
    credit = elsewhere.make("/credits", body)["creditId"]
    without_right(elsewhere.channel, "REFUND")

    refused(till.post("/credits", body), *FORBIDDEN)
    refused(till.send("PUT", f"/credits/{credit}/execute"), *FORBIDDEN)


@pytest.mark.parametrize("kind", ["permission", "right"])
def test_what_was_sold_is_replaced_only_by_who_may_refund(till, shop, sold, offers, kind):
    package = f"{shop.tenant.codespace}:SalesPackage:{shop.product.code}"
    offer = till.make("/offers", {"salesPackageIds": [package]})["offers"][0]["id"]
    seller = open_till(
        shop.channel,
        actions=(),
        permissions=["sales:read", "sales:write"]
        if kind == "permission"
        else ["sales:read", "sales:write", "refunds:write"],
    )
    if kind == "right":
        without_right(shop.channel, "REFUND")
    line = str(OrderLine.objects.filter(order__code=sold).first().reference)
    body = {
        "orderId": sold,
        "orderLineIds": [line],
        "offerConfigurations": [{"offerId": offer}],
    }

    expected = (403, "FORBIDDEN") if kind == "permission" else FORBIDDEN
    refused(seller.post("/update-order", body), *expected)
    refused(seller.post(f"/orders/{sold}/cancel", {"orderLineIds": [line]}), *expected)
    assert seller.read(f"/orders/{sold}")["version"] == 1


def test_draft_lines_are_replaced_by_who_may_sell(shop, till, draft, offers):
    [line] = reserve(till, draft, offers[0])["orderLineIds"]
    seller = open_till(shop.channel, actions=(), permissions=["sales:read", "sales:write"])
    without_right(shop.channel, "REFUND")

    body = {
        "orderId": draft,
        "orderLineIds": [line],
        "offerConfigurations": [{"offerId": offers[1]}],
    }
    assert seller.post("/update-order", body).status_code == 200


def test_ids_of_another_order_are_not_there(till, sold, offers, shop):
    [theirs, _] = till.read(f"/orders/{sold}")["orderLines"]
    line = theirs["id"]
    [taken] = till.read("/payments")["items"]
    mine = till.make("/orders", {"currency": "NOK"})["id"]
    price = {"amount": "1.00", "currency": "NOK", "taxRate": "0.00"}
    fee = till.make(f"/orders/{mine}/fees", {"type": "MANUAL", "price": price})["id"]
    bulk = till.make(f"/orders/{mine}/travellers/bulk", {"travellers": [{}]})
    person = bulk["travellers"][0]["id"]
    other = till.make("/payments", {"orderId": mine, "orderVersion": 1, "totalAmount": "1.00"})
    transaction = taken["transactionHistory"][0]["transactionId"]
    crossed = f"/payments/{other['paymentId']}/transactions/{transaction}"
    part = {"paymentId": other["paymentId"], "transactionId": transaction, "amount": "1.00"}
    credit = {"orderId": mine, "orderVersion": 1, "totalCreditAmount": "1.00", "currency": "NOK"}
    back = {"refundOperations": [{"orderLineId": line, "currency": "NOK"}]}
    change = {"orderLineIds": [line], "offerConfigurations": [{"offerId": offers[0]}]}

    for method, path, body in [
        ("DELETE", f"/orders/{sold}/fees/{fee}", None),
        ("DELETE", f"/orders/{sold}/travellers?travellerIds={person}", None),
        ("PUT", f"/orders/{mine}/order-lines", {"orderLines": [{"id": line}]}),
        ("POST", f"/orders/{mine}/cancel", {"orderLineIds": [line]}),
        ("POST", f"/orders/{mine}/refund", back),
        (
            "POST",
            f"/orders/{mine}/fees",
            {"type": "MANUAL", "price": price, "orderLineIds": [line]},
        ),
        ("POST", "/update-order", {"orderId": mine, **change}),
        ("POST", "/order-notes", {"orderId": mine, "orderLineId": line, "text": "x"}),
        ("POST", "/credits", {**credit, "transactions": [part]}),
        ("GET", crossed, None),
        ("PUT", f"{crossed}/capture", None),
        ("PUT", f"{crossed}/cancel", None),
    ]:
        refused(till.send(method, path, body), 404, "NOT_FOUND")
    assert till.read(f"/orders/{sold}")["version"] == 1


@pytest.mark.parametrize("path", ["orders", "payments", "credits"])
def test_lists_of_an_organisation_that_is_not_ones_own_are_empty(till, sold, path):
    assert till.read(f"/{path}?organisationId=eq:999999")["totalItems"] == 0
