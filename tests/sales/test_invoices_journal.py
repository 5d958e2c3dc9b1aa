"""A partner's journal with the invoices that have its entries."""

from __future__ import annotations

import pytest

from sales.invoices.actions import take_back_invoice
from sales.invoices.queries import read_invoiced_journal
from sales.settlement.queries import JournalWish, read_journal
from tests.counting import counted
from tests.factories.moments import BY
from tests.factories.scenarios import Shop, open_shop
from tests.sales.invoicing import NEXT_DAY, invoiced
from tests.standing import standing

pytestmark = pytest.mark.django_db

EVERYTHING = JournalWish()


@standing
def shop() -> Shop:
    return open_shop()


def invoices(shop, **wish):
    found = read_invoiced_journal(shop.channel, EVERYTHING, limit=10, **wish)
    return [each.invoice for each in found]


def test_entry_has_the_invoice_that_charges_it_until_that_is_taken_back(shop):
    shop.sell()
    before = invoices(shop)
    [invoice] = invoiced(shop)
    shop.sell(at=NEXT_DAY)

    assert (before, invoices(shop)) == ([None], [invoice, None])
    assert invoices(shop, invoiced=True) == [invoice]
    assert invoices(shop, invoiced=False) == [None]

    take_back_invoice(invoice, reason="Wrong", by=BY, at=NEXT_DAY)
    assert invoices(shop) == [None, None]
    assert invoices(shop, invoiced=True) == []


def test_entries_are_those_of_the_journal(shop):
    for _ in range(3):
        shop.sell()

    page = read_invoiced_journal(shop.channel, EVERYTHING, offset=1, limit=1)

    assert [each.entry for each in page] == read_journal(
        shop.channel, EVERYTHING, offset=1, limit=1
    )


@pytest.mark.parametrize("count", [1, 3])
def test_journal_with_invoices_takes_five_queries(shop, count):
    for _ in range(count):
        shop.sell()
    invoiced(shop)

    with counted() as statements:
        assert len(invoices(shop)) == count

    assert statements.statements == 5
