"""Receipts as PDF in the admin."""

from __future__ import annotations

import pytest

from operators.models import Role
from tests.admin_world import address, button, logged_in, member
from tests.factories.documents import receipt
from tests.factories.operators import TenantFactory
from tests.printed import lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed():
    made = receipt()
    return made, button("sales_receipt_print", made)


def test_receipt_is_printed_as_a_copy(printed):
    made, path = printed
    browser = logged_in(member(made.order.tenant))

    response = browser.get(path)

    assert f"{path}?language=nob" in browser.get(address(made, "change")).content.decode()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        f'inline; filename="sales-receipt-{made.order.code.lower()}-{made.number}.pdf"'
    )
    lines = lines_of(response.content)
    shown = ["COPY", f"Sales receipt {made.number}", f"Total {made.total_amount}"]
    assert [line for line in lines if line in shown] == shown


def test_receipt_is_printed_in_norwegian(printed):
    made, path = printed
    browser = logged_in(member(made.order.tenant))

    lines = lines_of(browser.get(f"{path}?language=nob").content)

    assert f"Salgskvittering {made.number}" in lines
    assert browser.get(f"{path}?language=xyz").status_code == 404


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
