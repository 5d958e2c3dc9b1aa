"""Our description of this face, tried: what it allows and what it forbids is sent, and no answer is
a fault of ours or one that it does not tell.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pytest
import time_machine
from schemathesis import Case
from schemathesis.generation.meta import TestPhase

from operators.models import ApiClient
from tests.factories.clients import PointOfSaleFactory
from tests.factories.moments import NOW
from tests.factories.payments import PaymentMethodFactory
from tests.factories.sales import CustomerFactory
from tests.protocols.conforming import CHECKS, LONGER, each_operation, request_of
from tests.protocols.sales.described import NAME
from tests.protocols.sales.till import POS, Till, body_of, norwegian_shop, open_till
from tests.standing import undone_at_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs", "kept_connection")]

EXAMPLES = 4
"""How many requests hypothesis makes up for each operation, beside those that try each limit."""
SHARE = 1 if LONGER else 6
"""Of those that try each limit, one in so many is sent; which ones, their contents decide."""

PAGING = {"page", "perPage", "orderBy", "sortBy", "version"}
CASH = {"amount": "4.00", "currency": "NOK", "paymentType": "CASH", "paymentTypeGroup": "CASH"}


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that there are, by the names that paths and bodies have for them."""

    headers: Mapping[str, str]
    ids: Mapping[str, Sequence[Any]]


@pytest.fixture(scope="module")
def known(module_database) -> Known:
    with time_machine.travel(NOW, tick=False):
        shop = norwegian_shop()
        PaymentMethodFactory(channel=shop.channel, type="CASH", group="CASH", provider="CASH")
        till = open_till(shop.channel)
        ApiClient.objects.update(requests_per_minute=10**6)
        return Known(till.headers, ids_of(till, f"{shop.tenant.codespace}:", shop.product.code))


def ids_of(till: Till, codespace: str, code: str) -> dict[str, Sequence[Any]]:
    """A draft with a fee, an order that is sold, and money of both."""
    package = f"{codespace}SalesPackage:{code}"
    draft, open_one, sold = (till.make("/orders", {"currency": "NOK"})["id"] for _ in range(3))
    offers = [
        till.make("/offers", {"salesPackageIds": [package]})["offers"][0]["id"] for _ in range(3)
    ]
    lines, payments, transactions = [], [], []
    for order, offer in ((open_one, offers[0]), (sold, offers[1])):
        body = {"orderId": order, "offerConfigurations": [{"offerId": offer}]}
        lines += body_of(till.post("/reserve-offers", body), 200)["orderLineIds"]
        body = {"orderId": order, "orderVersion": 1, "totalAmount": "4.00", "transaction": CASH}
        payment = till.make("/payments", body)
        payments.append(payment["paymentId"])
        transactions.append(payment["transactionHistory"][0]["transactionId"])
    body_of(
        till.send("PUT", f"/payments/{payments[1]}/transactions/{transactions[1]}/capture"), 200
    )
    found = f"/ticket-distribution-groups?orderId={sold}"
    [group] = till.read(found)["items"]
    PointOfSaleFactory(tenant=till.channel.tenant, organisation=till.channel.seller, code=POS)
    settlement = body_of(till.post("/sales/v1beta/cash-settlements"), 201)["settlementId"]
    price = {"amount": "1.00", "currency": "NOK", "taxRate": "12.00"}
    fee = till.make(f"/orders/{draft}/fees", {"type": "MANUAL", "price": price})["id"]
    return {
        "orderId": [sold, open_one, draft],
        "feeId": [fee],
        "paymentId": payments,
        "transactionId": transactions,
        "customerNumber": [str(CustomerFactory(channel=till.channel).number)],
        "id": [package, package.replace("SalesPackage", "PreassignedFareProduct")],
        "offerId": offers[2:],
        "orderLineId": lines,
        "ticketId": [group["ticketDistributions"][0]["id"]],
        "ticketDistributionId": [group["ticketDistributions"][0]["id"]],
        "settlementId": [settlement],
        "currency": ["NOK"],
    }


@each_operation(NAME, examples=EXAMPLES)
def test_every_answer_is_described(case: Case, known: Known, tried: set[str]):
    if case.meta.phase.name == TestPhase.COVERAGE and _number(case) % SHARE:
        return
    make_real(case, known)
    request = request_of(case, headers := sent_headers(case, known))
    if request in tried:
        return
    with undone_at_the_end():
        response = case.call(headers=headers)

    case.validate_response(response, checks=CHECKS)
    tried.add(request)


def sent_headers(case: Case, known: Known) -> dict[str, str]:
    """The token always; the other headers mostly as they should be."""
    told = {name: str(value) for name, value in (case.headers or {}).items()}
    if _number(case) % 4:
        told |= known.headers
    return told | {"Authorization": known.headers["Authorization"]}


def make_real(case: Case, known: Known) -> None:
    """Put ids that there are in the place of most of those that were made up. The same case gets
    the same ids, so that hypothesis can repeat it."""
    number = _number(case)
    for name in case.path_parameters or {}:
        ids = [*known.ids.get(name, ()), case.path_parameters[name]]
        case.path_parameters[name] = ids[number % len(ids)]
    if number % 4:
        _fill(case.body, known, number)
        # Filters that were made up are hardly ever ones.
        case.query = {name: value for name, value in (case.query or {}).items() if name in PAGING}


def _fill(body: Any, known: Known, number: int) -> None:
    if isinstance(body, list):
        for inner in body:
            _fill(inner, known, number)
    if not isinstance(body, dict):
        return
    for name, value in body.items():
        ids = known.ids.get(name)
        if ids and isinstance(value, str | int) and not isinstance(value, bool):
            body[name] = ids[number % len(ids)]
        _fill(value, known, number)


def _number(case: Case) -> int:
    return crc32(repr((case.path_parameters, case.query, case.body)).encode())
