"""Invoices in the admin: issuing them, their PDF, and what they charge."""

from __future__ import annotations

import pytest
import time_machine

from operators.models import Role
from sales.models import Invoice
from tests.admin_world import address, button, logged_in, member
from tests.factories.invoices import invoice
from tests.factories.moments import NOW, later
from tests.factories.operators import OrganisationFactory, TenantFactory
from tests.factories.scenarios import Shop, open_shop
from tests.printed import lines_of
from tests.sales.invoicing import ledger_of
from tests.sales.paying import capture, cash
from tests.standing import standing

pytestmark = pytest.mark.django_db
DAY_BEFORE = later(days=-1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def shop() -> Shop:
    return open_shop()


@standing
def browser(shop):
    return logged_in(member(shop.tenant, Role.FINANCE))


def test_page_tells_what_each_partner_would_be_invoiced(shop, browser):
    shop.sell(at=DAY_BEFORE)
    first = shop.channel.partner
    shop.channel.partner = OrganisationFactory(tenant=shop.tenant)
    shop.channel.save()
    shop.sell(30, 31, at=DAY_BEFORE)
    path = button("sales_ledger_issue_invoices", ledger_of(shop))

    page = browser.get(path).content.decode()

    for told in (f"{first}, EUR", "4.00 EUR, 1 entries", "8.00 EUR, 1 entries", "2026-05-31"):
        assert told in page
    assert Invoice.objects.count() == 0


def test_page_tells_that_nothing_is_to_be_invoiced(shop, browser):
    shop.sell()

    page = browser.get(button("sales_ledger_issue_invoices", ledger_of(shop))).content.decode()

    assert "Nothing was sold on account that is not invoiced yet" in page


def test_day_that_is_not_over_is_refused(shop, browser):
    shop.sell(at=DAY_BEFORE)
    path = button("sales_ledger_issue_invoices", ledger_of(shop))
    shown = browser.get(path).context["shown"]

    form = {"through": NOW.date().isoformat(), "due_days": "14", "shown": shown}
    page = browser.post(path, form, follow=True).content.decode()

    assert "Choose a day that is over" in page
    assert Invoice.objects.count() == 0


def test_invoice_is_shown_as_pdf(shop, browser):
    made = invoice(shop.sell().order)

    page = browser.get(address(made, "change")).content.decode()
    response = browser.get(button("sales_invoice_print", made) + "?language=nob")

    assert f"{button('sales_invoice_print', made)}?language=nob" in page
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="faktura-1-2026.pdf"'
    assert "Faktura 1" in lines_of(response.content)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.ADMINISTRATOR, 200), (Role.FINANCE, 200), (Role.SUPPORT, 403), (Role.INSPECTOR, 403)],
)
def test_who_reads_the_books_prints_invoices(shop, role, status):
    path = button("sales_invoice_print", invoice(shop.sell().order))

    assert logged_in(member(shop.tenant, role)).get(path).status_code == status


def test_invoice_of_another_tenant_is_not_there(shop):
    path = button("sales_invoice_print", invoice(shop.sell().order))

    assert logged_in(member(TenantFactory())).get(path).status_code == 404


def test_invoice_leads_to_its_entries(shop, browser):
    made, other = invoice(shop.sell().order), invoice(shop.sell().order)
    address_of_entries = f"/admin/sales/invoiceentry/?invoice__id__exact={made.pk}"

    assert address_of_entries in browser.get(address(made, "change")).content.decode()
    page = browser.get(address_of_entries).content.decode()
    codes = [one.order.code for one in (made, other)]
    assert [code in page for code in codes] == [True, False]


def test_order_that_was_paid_at_once_has_no_button(desk):
    capture(desk.pay(cash()).transactions.get())
    browser = logged_in(member(desk.shop.tenant, Role.FINANCE))

    page = browser.get(address(desk.now(), "change")).content.decode()

    assert button("sales_order_invoice", desk.now()) not in page
