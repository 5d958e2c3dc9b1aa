"""The day of a point of sale in the admin."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine

from operators.models import Role
from sales.admin.closing_forms import FORM, CashField
from sales.closing.actions import open_settlement
from sales.closing.wording import MINUS
from sales.models import Closing
from sales.receipts.actions import issue_receipt
from tests.admin_world import address, button, logged_in, member, send_shown, sentences
from tests.counting import counted
from tests.factories.clients import PointOfSaleFactory
from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory
from tests.printed import lines_of
from tests.sales.closing import FLOAT, Kiosk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moment():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def kiosk(desk):
    point = PointOfSaleFactory(
        tenant=desk.shop.tenant, organisation=desk.order.seller, code="K-3", name="Kiosk 3"
    )
    return Kiosk(desk, point, open_settlement(point, cash=FLOAT, by=BY, at=NOW))


@pytest.fixture
def browser(kiosk):
    return logged_in(member(kiosk.counter.shop.tenant, Role.FINANCE))


def tables(response):
    """The rows of each table of a report."""
    return {one.title: one.rows for one in response.context["report_sections"] if one.title}


def test_open_settlement_shows_what_it_comes_to(kiosk, browser):
    order = kiosk.sell("100.00")
    kiosk.deposit("50.00")

    response = browser.get(address(kiosk.settlement, "change"))

    found = tables(response)
    assert found["Cash drawer, NOK"][-1][1] == "<strong>550.00</strong>"
    assert found["Payments, NOK"][0] == ("Cash", "1", "100.00", "0", "0.00", "100.00")
    moved = found["What moved"]
    assert [(row[1], row[3], row[6]) for row in moved] == [
        ("Taken out", "-50.00 NOK", "Safe"),
        ("Taken", "100.00 NOK", ""),
        ("Opening float", "500.00 NOK", ""),
    ]
    page = response.content.decode()
    assert order.code in page


def test_movements_of_a_settlement_are_listed(kiosk, browser):
    kiosk.sell("100.00")
    response = browser.get(address(kiosk.settlement, "change"))
    [section] = [one for one in response.context["report_sections"] if one.link]

    listed = browser.get(section.link[1])

    assert {row.kind for row in listed.context["cl"].result_list} == {"FLOAT", "TAKEN"}


def test_x_and_z_are_printed(kiosk, browser):
    issue_receipt(kiosk.sell("100.00"), version=1, by=BY, at=NOW)
    path = button("sales_cashsettlement_print", kiosk.settlement)

    response = browser.get(path)
    lines = lines_of(response.content)
    assert {"X report", "PREVIEW – THE SETTLEMENT IS OPEN", "Expected 600.00"} <= set(lines)
    assert response["Content-Disposition"] == (
        f'inline; filename="x-{kiosk.settlement.code.lower()}.pdf"'
    )

    closing = kiosk.close("590.00")
    lines = lines_of(browser.get(f"{path}?language=nob").content)
    assert {"Z-rapport 1", "Forventet 600,00", "Opptalt 590,00"} <= set(lines)
    seal = f"Segl over disse opplysningene: {closing.hash}"
    assert {f"Differanse {MINUS}10,00", seal} <= set(lines)
    same = browser.get(f"{button('sales_closing_print', closing)}?language=nob")
    assert lines_of(same.content) == lines
    assert same.content == browser.get(f"{path}?language=nob").content


def test_closing_shows_its_report(kiosk, browser):
    closing = kiosk.close()

    response = browser.get(address(closing, "change"))

    assert tables(response)["Cash drawer, NOK"][0] == ("Opening float", "500.00")
    assert closing.hash in response.content.decode()
    path = f"{address(Closing, 'changelist')}?settlement=eq:{kiosk.settlement.code}"
    found = browser.get(path)
    assert list(found.context["cl"].result_list) == [closing]


def test_person_is_told_what_is_wrong_with_a_count(kiosk, browser):
    path = button("sales_cashsettlement_close", kiosk.settlement)
    assert browser.get(path).context["outlook"].facts == {"Expected in NOK": "500.00 NOK"}

    response = browser.post(path, {"counted": "5 EUR"})

    assert sentences(response) == ["Count NOK as well, also where there is nothing."]
    form = browser.post(path, {"counted": "a lot"}).context["form"]
    assert form.errors == {"counted": [FORM]}


def test_deposit_is_sent_once(kiosk, browser):
    path = button("sales_cashsettlement_move", kiosk.settlement)
    facts = {"kind": "DEPOSIT_IN", "amount": "1.00", "currency": "NOK", "reason": "Change"}
    send_shown(browser, path, facts)

    browser.post(path, {**facts, "shown": "none"})

    assert kiosk.settlement.movements.filter(kind="DEPOSIT_IN").count() == 1


def test_point_with_an_open_settlement_opens_no_other(kiosk, browser):
    path = button("sales_pointofsale_open_settlement", kiosk.point)

    assert browser.get(path).context["outlook"].refusal != ""


@pytest.mark.parametrize("model", ["sales_cashsettlement_print", "sales_closing_print"])
def test_report_of_another_tenant_is_not_there(kiosk, model):
    closing = kiosk.close()
    row = closing if "closing" in model else kiosk.settlement
    stranger = logged_in(member(TenantFactory()))

    assert stranger.get(button(model, row)).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.SUPPORT, 403), (Role.INSPECTOR, 403)])
def test_who_does_not_read_books_prints_no_report(kiosk, role, status):
    closing = kiosk.close()
    clerk = logged_in(member(kiosk.counter.shop.tenant, role))

    assert clerk.get(button("sales_closing_print", closing)).status_code == status


def test_page_asks_the_same_for_one_sale_and_for_many(kiosk, browser):
    path = address(kiosk.settlement, "change")
    kiosk.sell("1.00")
    browser.get(path)
    with counted() as one:
        browser.get(path)
    for _ in range(3):
        kiosk.sell("1.00")

    with counted() as many:
        browser.get(path)

    assert many.statements == one.statements


def test_cash_is_told_with_its_currency():
    assert CashField(required=False).clean(" 1250.5 nok, 20 EUR ") == {
        "NOK": Decimal("1250.5"),
        "EUR": Decimal(20),
    }
    assert CashField(required=False).clean("") is None
