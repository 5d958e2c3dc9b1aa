"""The pages of the books: ledgers, periods, documents, and closing with a look before."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from operators.models import Role
from sales.admin import books_tables
from sales.books.actions import reverse_document
from sales.models import AccountingPeriod, Ledger, Posting
from sales.payments.actions import capture_transaction
from tests.admin_order_acts import waiting_cash
from tests.admin_world import address, button, logged_in, member, send_shown, sentences
from tests.factories.books import close_through, deposit
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import sold
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

TODAY, TOMORROW = date(2026, 6, 1), date(2026, 6, 2)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(later(days=1), tick=False):
        yield


@standing
def shop():
    return open_shop()


@standing
def ledger(shop) -> Ledger:
    return shop.channel.seller.ledger


@standing
def browser(shop):
    return logged_in(member(shop.tenant, Role.FINANCE))


def rows_of(response, anchor):
    """The cells of a table as text, without links."""
    [section] = [one for one in response.context["sections"] if one.anchor == anchor]
    return [[text_of(cell) for cell in row] for row in section.rows]


def text_of(cell):
    text = str(cell)
    return text.split(">", 1)[1].split("<", 1)[0] if text.startswith("<a ") else text


def links_of(response, anchor):
    [section] = [one for one in response.context["sections"] if one.anchor == anchor]
    return [str(row[0]).split('"')[1].replace("&amp;", "&") for row in section.rows]


def closing_page(browser, ledger, **asked):
    return browser.get(button("sales_ledger_close_period", ledger), asked)


def test_page_of_the_ledger_tells_what_is_open(browser, shop, ledger):
    order = sold(shop)

    response = browser.get(address(ledger, "change"))

    assert rows_of(response, "balance") == [
        ["Customer receivable", "0.00 EUR", "4.00 EUR", "4.00 EUR", "0.00 EUR", "2"],
        ["Channel receivable", "0.00 EUR", "4.00 EUR", "0.00 EUR", "4.00 EUR", "1"],
        ["Own revenue", "0.00 EUR", "0.00 EUR", "3.67 EUR", "-3.67 EUR", "1"],
        ["VAT payable", "0.00 EUR", "0.00 EUR", "0.33 EUR", "-0.33 EUR", "1"],
    ]
    assert rows_of(response, "orders") == []
    assert rows_of(response, "partners") == [[str(order.payer), "4.00 EUR"]]
    assert rows_of(response, "periods") == [["1", "Open", "1 Jun 2026", "", "", ""]]


def test_each_sum_leads_to_its_postings(browser, shop, ledger):
    sold(shop)
    sold(open_shop())
    response = browser.get(address(ledger, "change"))

    for place, link in enumerate(links_of(response, "balance")):
        listed = browser.get(link).context["cl"].queryset
        count = rows_of(response, "balance")[place][5]
        assert (len(listed), {row.ledger for row in listed}) == (int(count), {ledger})


def test_order_that_paid_too_much_is_open_and_leads_to_its_postings(browser, shop, ledger):
    paid = waiting_cash(shop)
    capture_transaction(paid, by=BY, at=NOW)

    response = browser.get(address(ledger, "change"))

    assert rows_of(response, "orders") == [[paid.order.code, "-2.00 EUR"]]
    [link] = links_of(response, "orders")
    [posting] = browser.get(link).context["cl"].queryset
    assert (posting.order, posting.account, posting.amount) == (
        paid.order,
        "CUSTOMER_RECEIVABLE",
        -2,
    )


def test_open_items_that_are_too_many_are_counted(browser, shop, ledger, monkeypatch):
    monkeypatch.setattr(books_tables, "MOST_ITEMS", 0)
    sold(shop)

    response = browser.get(address(ledger, "change"))

    [section] = [one for one in response.context["sections"] if one.anchor == "partners"]
    assert (section.rows, section.facts) == ([], [("More that are not shown", 1)])


def test_document_that_takes_back_leads_to_the_other(browser, ledger):
    [debit, _] = deposit(ledger)
    [back, _] = reverse_document(ledger, debit.document, at=NOW)

    [section] = browser.get(address(back, "change")).context["sections"]

    link = str(dict(section.facts)["Takes back"]).split('"')[1]
    assert {one.document for one in browser.get(link).context["cl"].queryset} == {debit.document}


def test_closing_is_looked_at_before(browser, shop, ledger):
    sold(shop)

    asked = closing_page(browser, ledger)
    shown = closing_page(browser, ledger, look="1", ends_on=TODAY.isoformat())

    assert asked.context["outlook"] is None
    assert asked.context["form"].initial == {"ends_on": date(2026, 5, 31)}
    assert dict(shown.context["outlook"].facts) == {
        "Period": 1,
        "First day": "1 Jun 2026",
        "Last day": "1 Jun 2026",
        "Postings": 5,
    }
    ledger.refresh_from_db()
    assert (ledger.closed_through, AccountingPeriod.objects.count()) == (None, 1)


def test_period_is_closed_by_the_form(browser, shop, ledger):
    sold(shop)
    path = button("sales_ledger_close_period", ledger)

    response = send_shown(browser, path, {"ends_on": TODAY.isoformat()})

    assert sentences(response) == ["Period 1 is closed through 1 Jun 2026."]
    period = AccountingPeriod.objects.get(number=1)
    page = browser.get(address(period, "change"))
    assert rows_of(page, "totals")[1] == [
        "Channel receivable", "0.00 EUR", "4.00 EUR", "0.00 EUR", "4.00 EUR", "1",
    ]  # fmt: skip
    assert len(browser.get(links_of(page, "totals")[0]).context["cl"].queryset) == 2


def test_usual_end_is_yesterday_where_the_last_month_is_closed(browser, ledger):
    deposit(ledger, at=later(days=-3))
    close_through(ledger, date(2026, 5, 31))

    assert closing_page(browser, ledger).context["form"].initial == {"ends_on": TODAY}


def test_day_that_cannot_be_closed_is_refused_in_words(browser, ledger):
    looked = closing_page(browser, ledger, look="1", ends_on=TOMORROW.isoformat())
    path = button("sales_ledger_close_period", ledger)
    sent = send_shown(browser, path, {"ends_on": TOMORROW.isoformat()})

    sentence = "The day is not over yet; close a period when its last day is over."
    assert looked.context["outlook"].refusal == sentence
    assert sentences(sent) == [sentence]


def test_page_that_was_sent_before_closes_nothing_more(browser, ledger):
    path = button("sales_ledger_close_period", ledger)
    shown = browser.get(path).context["shown"]
    browser.post(path, {"ends_on": TODAY.isoformat(), "shown": shown})

    again = browser.post(path, {"ends_on": TODAY.isoformat(), "shown": shown})

    assert "sent before" in sentences(again)[-1]
    assert AccountingPeriod.objects.count() == 2


def test_page_of_closing_knows_no_other_method(browser, ledger):
    assert browser.put(button("sales_ledger_close_period", ledger)).status_code == 405


def test_page_of_the_open_period_tells_what_was_posted_so_far(browser, ledger):
    deposit(ledger, at=later(days=-2))
    period = ledger.periods.get()

    assert rows_of(browser.get(address(period, "change")), "balance") == [
        ["Cash", "0.00 EUR", "0.00 EUR", "50.00 EUR", "-50.00 EUR", "1"],
        ["Cash deposits", "0.00 EUR", "50.00 EUR", "0.00 EUR", "50.00 EUR", "1"],
    ]
    assert "shown_state" in browser.get(address(AccountingPeriod, "changelist")).rendered_content


def test_page_of_a_posting_shows_its_document(browser, shop):
    order = sold(shop)
    line = order.postings.filter(kind="CONFIRMATION").first()

    response = browser.get(address(line, "change"))

    assert [row[0] for row in rows_of(response, "document")] == [
        "Customer receivable",
        "Own revenue",
        "VAT payable",
    ]
    [section] = response.context["sections"]
    facts = {name: text_of(fact) for name, fact in section.facts}
    assert facts["About"] == f"{order}, version 1"
    assert facts["Booking day"] == "1 Jun 2026"
    assert list(facts) == ["Kind", "About", "Ledger", "Booking day", "Posted"]


def test_list_of_postings_takes_the_conditions_of_the_books(browser, shop, ledger):
    order = sold(shop)
    [late, _] = deposit(ledger, at=later(days=1))
    page = address(Posting, "changelist")

    def found(**asked):
        return set(browser.get(page, asked).context["cl"].queryset)

    assert found(booked_on="gt:2026-06-01", account="CASH_DEPOSITS") == {late}
    assert found(order=order.code) == set(order.postings.all())
    assert found(q="S-1", account="CASH_DEPOSITS") == {late}
    assert found(ledger=str(ledger.organisation.number + 1)) == set()


def test_support_does_not_see_the_books(shop, ledger):
    browser = logged_in(member(shop.tenant, Role.SUPPORT))

    for page in (address(Ledger, "changelist"), address(ledger, "change")):
        assert browser.get(page).status_code == 403


def test_moment_of_posting_is_shown_in_the_zone(browser, shop, ledger):
    [line, _] = deposit(ledger, at=NOW)

    [section] = browser.get(address(line, "change")).context["sections"]

    assert dict(section.facts)["Posted"] == "1 Jun 2026 12:00"
    assert dict(section.facts)["About"] == "S-1"


def test_page_of_an_order_says_what_was_booked_late(browser, shop, ledger):
    close_through(ledger, TODAY)
    order = sold(shop, at=NOW)

    page = browser.get(address(order, "change")).rendered_content

    assert page.count("Late, booked on 2 Jun 2026") == 5
