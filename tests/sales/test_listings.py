"""Every field of every list can be asked for, in each way that its type allows."""

import pytest

from operators.listing.kinds import (
    Choice,
    Day,
    Digits,
    Flag,
    Integer,
    Moment,
    Money,
    Reference,
    Text,
)
from operators.listing.matching import matching
from operators.listing.pages import in_order
from sales.books.listings import POSTINGS
from sales.closing.listings import CLOSINGS, MOVEMENTS
from sales.dues.listings import DUES
from sales.exports.listings import FEES, LINES
from sales.orders.listings import ORDERS, DatedTrip, TimeOfTrip
from sales.payments.listings import CREDITS, PAYMENTS
from sales.statements.listings import STATEMENTS

pytestmark = pytest.mark.django_db

VALUES = {
    Text: "a",
    DatedTrip: "t1:2026-03-02",
    Reference: "0a8b5ad1-5f0e-4c36-9f0d-5a3d6c1f2b77",
    Digits: "7",
    Integer: "9" * 18,
    Money: "9" * 13 + ".99",
    Moment: "2026-03-02T12:00:00Z",
    Day: "2026-03-02",
    TimeOfTrip: "2026-03-02T12:00:00Z",
    Flag: "true",
}
LISTINGS = (
    ORDERS, PAYMENTS, CREDITS, LINES, FEES, POSTINGS, CLOSINGS, MOVEMENTS, STATEMENTS, DUES,
)  # fmt: skip
FIELDS = [(listing, name) for listing in LISTINGS for name in listing.leaves]


@pytest.mark.parametrize(
    ("listing", "name"), FIELDS, ids=[f"{listing.title} {name}" for listing, name in FIELDS]
)
def test_every_field_can_be_asked_for(listing, name):
    kind = listing.leaves[name].field.kind
    value = kind.choices[0] if isinstance(kind, Choice) else VALUES[type(kind)]
    for operator in kind.operators:
        conditions = listing.conditions([(name, f"{operator}:{value}")])
        assert list(matching(listing.model._base_manager.all(), conditions)) == []


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda one: one.title)
def test_every_field_of_the_row_itself_sorts(listing):
    for field in listing.fields:
        if field.is_sortable:
            order = listing.read([], order_by=field.name).order
            assert list(in_order(listing.model._base_manager.all(), order)) == []
