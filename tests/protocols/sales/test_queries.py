"""Lists and single objects cost the same number of statements however much there is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.protocols.sales.selling import capture, pay, reserve
from tests.protocols.sales.till import body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("methods")]

LAST_USE = 'UPDATE "operators_apiclient"'


@pytest.fixture
def sell(till, shop, offers):
    """Sells so many orders of two lines."""

    def sell(count: int) -> list[str]:
        codes = []
        for _ in range(count):
            packages = [
                f"{shop.tenant.codespace}:SalesPackage:{code}"
                for code in (shop.product.code, "bike")
            ]
            made = till.make("/offers", {"salesPackageIds": packages})["offers"]
            code = till.make("/orders", {"currency": "NOK"})["id"]
            reserve(till, code, *(offer["id"] for offer in made))
            capture(till, pay(till, code))
            codes.append(code)
        return codes

    return sell


def statements(till, path: str) -> int:
    headers = till.headers
    with CaptureQueriesContext(connection) as captured:
        body_of(till.browser.get(f"/sales/v1{path}", headers=headers), 200)
    return sum(not query["sql"].startswith(LAST_USE) for query in captured.captured_queries)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/orders", 4),
        ("/payments", 6),
        ("/credits", 3),
        ("/sales-packages", 4),
        ("/ticket-distribution-groups?orderVersion=1", 5),
    ],
)
def test_lists_take_the_same_statements(till, sell, count, path, expected):
    sell(count)

    assert statements(till, path) == expected


def test_one_order_takes_few_statements(till, sell):
    [code] = sell(1)

    assert statements(till, f"/orders/{code}") == 3
    assert statements(till, f"/orders/{code}?version=1") == 4
