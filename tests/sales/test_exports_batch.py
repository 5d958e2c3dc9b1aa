import csv
import io
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from operators.listing.problems import UnusableListing
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Document, Entry, Place, close_period, post_document
from sales.exports.errors import WishUnfit
from sales.exports.totals import totals_of
from sales.exports.wishes import Format
from sales.exports.writers.datev import HEADINGS
from sales.models import BatchAccount, Posting
from sales.orders.actions import cancel_lines
from tests.factories.books import books
from tests.factories.exports import BatchTermsFactory, numbered
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.factories.orders import references, settle, sold
from tests.factories.scenarios import open_shop
from tests.sales.exporting import wish, written
from tests.standing import standing

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
WEEK = (TODAY, TODAY + timedelta(days=7))


@standing
def shop():
    return open_shop()


@standing
def terms(shop):
    return numbered(shop.channel.seller)


def batch(shop, *days, **more):
    return wish(shop.tenant, "accounting_batch", *(days or WEEK), format=Format.DATEV, **more)


def read(wanted):
    """The header, and the lines by the headings."""
    text = written(wanted).decode("cp1252")
    assert text.count("\r\n") == text.count("\n")
    header, headings, *lines = csv.reader(io.StringIO(text), delimiter=";")
    assert tuple(headings) == HEADINGS
    return header, [dict(zip(headings, line, strict=True)) for line in lines]


def number_of(terms, account):
    return terms.accounts.get(account=account).number


def test_layout_has_its_columns():
    assert len(HEADINGS) == len(set(HEADINGS)) == 125


def test_header_says_whose_batch_it_is(shop, terms):
    sold(shop)

    header, _ = read(batch(shop))

    assert header == [
        "EXTF", "700", "21", "Buchungsstapel", "13", "20260601120000000", "", "PN", "", "", "1001",
        "7", "20260101", "4", "20260601", "20260608", "Perron", "", "1", "0", "0", "EUR",
        *[""] * 9,
    ]  # fmt: skip


def test_sale_is_posted_against_the_customer(shop, terms):
    order = sold(shop)

    _, lines = read(batch(shop))

    customer = number_of(terms, Account.CUSTOMER_RECEIVABLE)
    told = [
        (line["Umsatz (ohne Soll/Haben-Kz)"], line["Soll/Haben-Kennzeichen"], line["Konto"])
        for line in lines
    ]
    partner = number_of(terms, Account.CHANNEL_RECEIVABLE)
    assert sorted(told) == sorted(
        [
            ("3,67", "H", number_of(terms, Account.OWN_REVENUE)),
            ("0,33", "H", number_of(terms, Account.VAT_PAYABLE)),
            ("4,00", "H", customer),
        ]
    )
    assert {line["Gegenkonto (ohne BU-Schlüssel)"] for line in lines} == {customer, partner}
    assert {line["Belegfeld 1"] for line in lines} == {order.code}
    assert {line["Belegdatum"] for line in lines} == {"0106"}
    assert {line["WKZ Umsatz"] for line in lines} == {"EUR"}


def test_texts_stand_in_quotation_marks_and_numbers_do_not(shop, terms):
    order = sold(shop)

    line = written(batch(shop)).decode("cp1252").split("\r\n")[2].split(";")

    side, currency, account, field = (line[place] for place in (1, 2, 6, 10))
    assert side in ('"S"', '"H"')
    assert (currency, field) == ('"EUR"', f'"{order.code}"')
    assert (line[0].replace(",", "").isdigit(), account.isdigit()) == (True, True)


def test_accounts_of_a_batch_come_to_what_the_books_say(shop, terms):
    order = sold(shop, 34, 8)
    sold(shop, 40)
    cancel_lines(order, lines=references(order)[:1], by=BY, at=later(days=1))
    settle(order, at=later(days=1))
    sums = defaultdict(Decimal)

    _, lines = read(batch(shop))

    for line in lines:
        amount = Decimal(line["Umsatz (ohne Soll/Haben-Kz)"].replace(",", "."))
        signed = amount if line["Soll/Haben-Kennzeichen"] == "S" else -amount
        sums[line["Konto"]] += signed
        sums[line["Gegenkonto (ohne BU-Schlüssel)"]] -= signed
    booked = Posting.objects.values_list("account").annotate(Sum("amount"))
    assert {key: amount for key, amount in sums.items() if amount} == {
        number_of(terms, account): amount for account, amount in booked if amount
    }
    assert totals_of(batch(shop)).rows == len(lines)


def test_vat_has_a_number_for_each_rate(shop, terms):
    BatchAccount.objects.create(terms=terms, account="VAT_PAYABLE", vat_rate="9.00", number="1771")
    sold(shop)

    _, lines = read(batch(shop))

    assert "1771" in {line["Konto"] for line in lines}
    assert number_of_vat(terms) not in {line["Konto"] for line in lines}


def number_of_vat(terms):
    return terms.accounts.get(account="VAT_PAYABLE", vat_rate=None).number


def test_account_without_a_number_is_refused(shop):
    BatchTermsFactory(seller=shop.channel.seller)
    sold(shop)

    with pytest.raises(WishUnfit, match="no number for the accountants: CHANNEL_RECEIVABLE, CUST"):
        written(batch(shop))


def test_books_that_no_accountant_knows_are_refused(shop):
    with pytest.raises(WishUnfit, match="Nobody has said"):
        written(batch(shop))


def test_batch_is_about_one_organisation(shop, terms):
    other = OrganisationFactory(tenant=shop.tenant)
    books(other)

    with pytest.raises(WishUnfit, match="choose one"):
        written(batch(shop))
    with pytest.raises(WishUnfit, match="choose one"):
        written(batch(shop, sellers=frozenset()))
    assert written(batch(shop, sellers=frozenset([shop.channel.seller_id])))


def test_batch_has_one_currency(desk):
    numbered(desk.shop.channel.seller)
    desk.captured()
    sold(desk.shop)

    with pytest.raises(WishUnfit, match="filter by one of EUR, NOK"):
        written(batch(desk.shop))
    header, lines = read(batch(desk.shop, pairs=(("currency", "NOK"),)))
    assert header[21] == "NOK"
    assert {line["WKZ Umsatz"] for line in lines} == {"NOK"}


def test_split_document_is_posted_against_the_clearing_account(shop, terms):
    """Two debits and two credits: none of them stands across from all others."""
    seller = shop.channel.seller
    places = [
        Place(Account(name), seller.pk) for name in ("BANK", "PSP_FEES", "PSP_CLEARING", "CASH")
    ]
    amounts = map(Decimal, ("7.00", "3.00", "-6.00", "-4.00"))
    document = Document(DocumentKind.PAYOUT, shop.tenant.pk, seller.pk, "EUR", reference="PO-1")
    post_document(document, map(Entry, places, amounts), at=NOW)

    _, lines = read(batch(shop))

    assert [
        (line["Umsatz (ohne Soll/Haben-Kz)"], line["Soll/Haben-Kennzeichen"]) for line in lines
    ] == [("7,00", "S"), ("3,00", "S"), ("6,00", "H"), ("4,00", "H")]
    assert {line["Gegenkonto (ohne BU-Schlüssel)"] for line in lines} == {"1590"}
    assert {line["Belegfeld 1"] for line in lines} == {"PO-1"}
    assert {line["Buchungstext"] for line in lines} == {"PAYOUT PO-1"}


def test_closed_batch_says_that_it_is_fixed(shop, terms):
    sold(shop)
    _, open_ones = read(batch(shop, TODAY, TODAY))
    close_period(shop.channel.seller.ledger, ends_on=TODAY, by=BY, at=later(days=1))

    header, lines = read(batch(shop, TODAY, TODAY))

    assert {line["Festschreibung"] for line in open_ones} == {"0"}
    assert {line["Festschreibung"] for line in lines} == {header[20]} == {"1"}


def test_late_posting_says_which_day_it_belongs_to(shop, terms):
    close_period(shop.channel.seller.ledger, ends_on=TODAY, by=BY, at=later(days=1))
    sold(shop)

    _, lines = read(batch(shop))

    assert {line["Belegdatum"] for line in lines} == {"0206"}
    assert {line["Leistungsdatum"] for line in lines} == {"01062026"}


def test_batch_without_postings_has_its_header(shop, terms):
    header, lines = read(batch(shop, TODAY, TODAY))

    assert (header[5], header[21], lines) == ("20260601000000000", "EUR", [])


def test_batch_lies_within_one_financial_year(shop, terms):
    terms.first_month = 6
    terms.save()
    sold(shop)

    with pytest.raises(WishUnfit, match="one financial year"):
        written(batch(shop, date(2026, 5, 31), TODAY))
    header, _ = read(batch(shop, TODAY, date(2027, 5, 31)))
    assert header[12] == "20260601"


def test_half_a_document_is_no_batch(shop, terms):
    with pytest.raises(UnusableListing, match="cannot be filtered by 'account'"):
        written(batch(shop, pairs=(("account", "CASH"),)))
