"""Statements and payouts in the admin: what is open, the PDF, and reports that are sent."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from operators.models import Role
from sales.models import PaymentTransaction, Payout, PayoutLine, Statement
from tests.admin_world import address, button, logged_in, member, send_shown
from tests.factories.books import close_through
from tests.factories.operators import TenantFactory
from tests.factories.payouts import own_report, stripe_report
from tests.factories.scenarios import Shop
from tests.factories.statements import (
    NEXT_DAY,
    TODAY,
    broker,
    ledger_of,
    runner_of,
    settled,
    statement,
    terms,
)
from tests.printed import lines_of
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NEXT_DAY, tick=False):
        yield


@standing
def shop() -> Shop:
    return broker()


@standing
def browser(shop):
    return logged_in(member(shop.tenant, Role.FINANCE))


def csv_file(lines) -> SimpleUploadedFile:
    return SimpleUploadedFile("report.csv", "".join(lines).encode())


def send(browser, ledger, lines, source="OTHER"):
    path = button("sales_ledger_import_payouts", ledger)
    page = send_shown(browser, path, {"source": source, "upload": csv_file(lines)})
    return page.context["result"], page.content.decode()


# Statements


def test_page_tells_what_is_to_be_settled(shop, browser):
    path = button("sales_ledger_issue_statements", ledger_of(shop))
    assert "Close the accounting period first" in browser.get(path).content.decode()
    shop.sell(30, 31)
    close_through(ledger_of(shop), TODAY)

    page = browser.get(path).content.decode()

    assert "7.34 EUR without VAT, 1 sales and returns" in page
    assert Statement.objects.count() == 0


def test_missing_terms_are_told(shop, browser):
    shop.sell()
    close_through(ledger_of(shop), TODAY)

    path = button("sales_ledger_issue_statements", ledger_of(shop))
    answer = browser.post(path, {"shown": browser.get(path).context["shown"]}, follow=True)

    assert "No commission terms in EUR hold on 2026-06-01" in answer.content.decode()


def test_statement_is_printed(shop, browser):
    terms(shop, runner_of(shop), vat_rate="25", ticket_fee="0.50")
    shop.sell(30, 31)
    [made] = settled(shop)

    page = browser.get(address(made, "print"))

    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"] == 'inline; filename="statement-1-2026.pdf"'
    printed = lines_of(page.content)
    for told in (
        "Statement 1",
        "Sales with VAT 8.00",
        "Commission -0.73",
        "VAT on commission and fees -0.43",
        "To be paid to you 5.18",
        f"{shop.product.operator} 2 7.34 0.66 8.00",
        "10.000 % of the price without VAT",
        "+ 0.50 per ticket",
    ):
        assert told in printed
    norwegian = browser.get(f"{address(made, 'print')}?language=nob")
    assert "Til utbetaling 5,18" in lines_of(norwegian.content)


def test_statement_of_a_stranger_is_not_found(browser):
    made = statement()

    assert browser.get(address(made, "print")).status_code == 404
    support = logged_in(member(made.tenant, Role.SUPPORT))
    assert support.get(address(made, "print")).status_code == 403
    anybody = logged_in(member(TenantFactory(), Role.FINANCE))
    assert anybody.get(address(made, "change")).status_code == 404


def test_page_of_a_statement_leads_to_what_it_settles(shop, browser):
    terms(shop, runner_of(shop))
    order = shop.sell().order
    [made] = settled(shop)

    page = browser.get(address(made, "change")).content.decode()
    entries = f"{address(type(made.entries.get()), 'changelist')}?statement__id__exact={made.pk}"

    assert entries in page
    assert order.code in browser.get(entries).content.decode()


# Payouts


def test_report_is_taken_in_and_told(desk):
    paid = desk.captured()
    ledger = desk.shop.channel.seller.ledger
    browser = logged_in(member(desk.shop.tenant, Role.FINANCE))
    waiting = f"{address(PaymentTransaction, 'changelist')}?payout=waiting"
    assert str(paid.number) in browser.get(waiting).content.decode()
    rows = [
        {"payment_intent_id": paid.provider_reference},
        {"balance_transaction_id": "txn_2", "payment_intent_id": "pi_unknown"},
    ]

    result, page = send(browser, ledger, stripe_report(*rows), "STRIPE")

    assert result.sentence == (
        "1 payouts were taken in, 0 were known. 1 lines were matched; 1 wait for people."
    )
    assert "po_1" in page
    assert str(paid.number) not in browser.get(waiting).content.decode()
    lines = address(PayoutLine, "changelist")
    assert "pi_unknown" in browser.get(f"{lines}?match=waiting").content.decode()
    assert "pi_unknown" not in browser.get(f"{lines}?match=matched").content.decode()
    matched = PayoutLine.objects.get(reference="txn_1")
    assert desk.order.code in browser.get(address(matched, "change")).content.decode()
    in_one = f"{address(PaymentTransaction, 'changelist')}?payout=matched"
    assert str(paid.number) in browser.get(in_one).content.decode()
    again, _ = send(browser, ledger, stripe_report(*rows), "STRIPE")
    assert again.sentence.startswith("0 payouts were taken in, 1 were known.")


def test_report_that_cannot_be_read_is_told_by_row(shop, browser):
    result, page = send(browser, ledger_of(shop), own_report({"gross": "ten"}))

    assert (result.sentence, Payout.objects.count()) == ("Nothing was taken in.", 0)
    assert "Row 2: gross “ten” is no amount such as 12.50." in page
    result, _ = send(browser, ledger_of(shop), ["\ufeff", *own_report({})][1:])
    assert not result.was_refused


def test_file_that_is_no_text_is_refused(shop, browser):
    path = button("sales_ledger_import_payouts", ledger_of(shop))
    broken = SimpleUploadedFile("report.csv", b"payout,\xff\xfe\n")

    page = send_shown(browser, path, {"source": "OTHER", "upload": broken})

    assert page.context["result"].was_refused


def test_page_that_was_sent_is_not_sent_again(shop, browser):
    path = button("sales_ledger_import_payouts", ledger_of(shop))
    shown = browser.get(path).context["shown"]
    for _ in range(2):
        form = {"source": "OTHER", "upload": csv_file(own_report({})), "shown": shown}
        answer = browser.post(path, form)

    assert answer.context["result"] is None
    assert browser.put(path).status_code == 405


def test_known_payout_with_other_lines_is_told(shop, browser):
    send(browser, ledger_of(shop), own_report({}))

    result, _ = send(browser, ledger_of(shop), own_report({"gross": "11.00", "net": ""}))

    assert result.was_refused
    assert "was taken in before, with other lines" in result.sentence
