"""The receipt as a page to be printed."""

from __future__ import annotations

import pytest

from operators.models import Role
from tests.admin_world import address, button, logged_in, member
from tests.factories.documents import receipt
from tests.factories.operators import TenantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed():
    made = receipt()
    return made, button("sales_receipt_print", made)


def test_receipt_is_printed_as_a_copy(printed):
    made, path = printed
    browser = logged_in(member(made.order.tenant))

    page = browser.get(path).content.decode()

    assert path in browser.get(address(made, "change")).content.decode()
    shown = ["COPY", f"Sales receipt {made.number}", made.order.code, f"{made.total_amount} EUR"]
    assert [text in page for text in shown] == [True] * len(shown)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.ADMINISTRATOR, 200), (Role.FINANCE, 200), (Role.SUPPORT, 200), (Role.INSPECTOR, 403)],
)
def test_who_reads_orders_prints_receipts(printed, role, status):
    made, path = printed

    assert logged_in(member(made.order.tenant, role)).get(path).status_code == status


def test_receipt_of_another_tenant_is_not_there(printed):
    _, path = printed

    assert logged_in(member(TenantFactory())).get(path).status_code == 404
