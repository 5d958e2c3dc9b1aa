"""Pages and filters: acceptance, points 5 to 8.

What each point asks beyond this module is where `test_acceptance.py` says.
"""

from __future__ import annotations

import operator
from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest

from sales.models import Order
from tests.factories.moments import NOW
from tests.protocols.sales.refusing import refused

pytestmark = pytest.mark.django_db

OPERATORS = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}
AMOUNTS = ["999.00", "1000.00", "1000.01", "1446.00", "99.00"]
"""As texts they would come in another order."""


@pytest.fixture
def drafts(till, clock) -> list[dict]:
    """One for each amount, a minute apart."""
    made = []
    for amount in AMOUNTS:
        code = till.make("/orders", {"currency": "NOK", "externalReference": f"cart:{amount}"})
        price = {"amount": amount, "currency": "NOK", "taxRate": "12.00"}
        till.make(f"/orders/{code['id']}/fees", {"type": "MANUAL", "price": price})
        made.append(till.read(f"/orders/{code['id']}"))
        clock.shift(60)
    return made


def found(till, query: str) -> set[str]:
    return {one["id"] for one in till.read(f"/orders?{query}")["items"]}


# Point 5: pages


def test_pages_of_payments_have_right_totals(till, draft):
    price = {"amount": "9.00", "currency": "NOK", "taxRate": "12.00"}
    till.make(f"/orders/{draft}/fees", {"type": "MANUAL", "price": price})
    for _ in range(9):
        till.make("/payments", {"orderId": draft, "orderVersion": 1, "totalAmount": "1.00"})

    pages = [till.read(f"/payments?page={page}&perPage=4") for page in (1, 2, 3, 4)]

    assert [len(page["items"]) for page in pages] == [4, 4, 1, 0]
    assert {(page["totalItems"], page["totalPages"]) for page in pages} == {(9, 3)}
    assert len({one["paymentId"] for page in pages for one in page["items"]}) == 9
    assert len(till.read("/payments")["items"]) == 9


def test_pages_that_cannot_be_are_refused_by_every_list(till):
    for path in ("orders", "payments", "credits", "customers", "sales-packages"):
        for query in ("page=0", "page=-1", "page=abc", "page=1.0", "page="):
            body = refused(till.get(f"/{path}?{query}"), 400, "INVALID_PAGE")
            assert [one["errorCode"] for one in body["errors"]] == ["INVALID_PAGE"]
        for query in ("perPage=0", "perPage=101", "perPage=abc", "perPage="):
            body = refused(till.get(f"/{path}?{query}"), 400, "INVALID_PER_PAGE")
            assert [one["errorCode"] for one in body["errors"]] == ["INVALID_PER_PAGE"]


# Points 6 and 7: filters


def test_every_operator_compares_amounts_as_numbers(till, drafts):
    for name, holds in OPERATORS.items():
        expected = {
            one["id"] for one in drafts if holds(Decimal(one["totalAmount"]), Decimal(1000))
        }
        for amount in ("1000", "1000.0", "1000.00"):
            assert found(till, f"totalAmount={name}:{amount}") == expected, name


def test_every_operator_compares_integers(till, drafts):
    Order.objects.filter(code=drafts[0]["id"]).update(version=10)
    versions = {one["id"]: 1 for one in drafts} | {drafts[0]["id"]: 10}
    for name, holds in OPERATORS.items():
        expected = {code for code, version in versions.items() if holds(version, 2)}
        assert found(till, f"version={name}:2") == expected, name


def test_every_operator_compares_moments(till, drafts):
    told = drafts[2]["createdAt"]
    moment = datetime.fromisoformat(told)
    with_offset = quote((moment + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S+02:00"))
    for name, holds in OPERATORS.items():
        expected = {
            one["id"] for one in drafts if holds(datetime.fromisoformat(one["createdAt"]), moment)
        }
        assert found(till, f"createdAt={name}:{told}") == expected, name
        assert found(till, f"createdAt={name}:{with_offset}") == expected, name


def test_ranges_and_lists_hold_together(till, drafts):
    ids = dict(zip(AMOUNTS, (one["id"] for one in drafts), strict=True))
    low, high = drafts[1]["createdAt"], drafts[3]["createdAt"]

    assert found(till, f"createdAt=gte:{low}&createdAt=lt:{high}") == {
        ids["1000.00"],
        ids["1000.01"],
    }
    assert found(till, "totalAmount=in:99.00,999") == {ids["99.00"], ids["999.00"]}
    assert found(till, "totalAmount=nin:99,999.00&totalAmount=lt:1446") == {
        ids["1000.00"],
        ids["1000.01"],
    }
    assert found(till, "totalAmount=eq:99.00&totalAmount=eq:999.00") == set()


def test_colons_in_values_are_values(till, drafts):
    one = drafts[0]

    assert found(till, "externalReference=eq:cart:999.00") == {one["id"]}
    assert found(till, f"distributionChannelId={till.channel.netex_id}") == {
        other["id"] for other in drafts
    }
    body = refused(till.get("/orders?externalReference=cart:999.00"), 400, "INVALID_QUERY")
    assert [fault["errorCode"] for fault in body["errors"]] == ["INVALID_FILTER_OPERATOR"]


# Point 8: walking


@pytest.mark.parametrize("sorting", ["", "&orderBy=createdAt&sortBy=asc", "&orderBy=totalAmount"])
def test_walk_over_equal_moments_tells_everything_once(till, sorting):
    made = {till.make("/orders", {"currency": "NOK"})["id"] for _ in range(7)}
    assert set(Order.objects.values_list("created_at", flat=True)) == {NOW}

    walked = [
        one["id"]
        for page in (1, 2, 3)
        for one in till.read(f"/orders?page={page}&perPage=3{sorting}")["items"]
    ]

    assert len(walked) == 7
    assert set(walked) == made
