"""The journal over TOMP 1.1, and its words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from protocols.tomp.journal import JOURNAL_STATES
from protocols.tomp.v1_1.payment_words import (
    CATEGORIES,
    COST_KIND,
    COST_UNIT,
    ENTRY_CATEGORY,
)
from sales.books.accounts import OF_ORDERS, DocumentKind
from sales.catalogue.states import ChannelMode
from sales.models import Posting, Product
from sales.settlement.states import CostKind, CostUnit
from tests.factories.scenarios import AT_ONCE
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.published import MISSING, read_published
from tests.protocols.tomp.settling import COSTS, claim, journal
from tests.protocols.tomp.test_queries import statements
from tests.protocols.worlds import build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


@pytest.fixture
def sandbox(module_database, tmp_path) -> Partner:
    return Partner(build_world(tmp_path, product=AT_ONCE, mode=ChannelMode.SANDBOX))


def amounts(entries) -> list[tuple[str, str, float]]:
    return [(each["journalId"], each["journalSequenceId"], each["amount"]) for each in entries]


def test_sale_is_told_with_its_fare(partner):
    booking = partner.commit()
    name = f"1 × {partner.world.shop.product.name}, Adult"
    money = {"amount": 4.0, "amountExVat": 3.67, "vatRate": 9.0}
    place = {"currencyCode": "EUR", "vatCountryCode": "NL"}

    assert journal(partner) == [
        {
            "journalId": booking["id"],
            "journalSequenceId": "1",
            **money,
            **place,
            "state": "TO_INVOICE",
            "comment": name,
            "details": {
                "estimated": False,
                "parts": [{"type": "FIXED", "name": name, **money, **place}],
            },
        }
    ]


def test_cancellation_and_fee_are_told_as_costs(partner):
    Product.objects.filter(pk=partner.world.shop.product.pk).update(cancellation_fee=Decimal(1))
    booking = partner.change(partner.commit(), "CANCEL")

    _, refund, fee = journal(partner)

    name = f"1 × {partner.world.shop.product.name}, Adult"
    assert amounts([refund, fee]) == [(booking["id"], "2", -4.0), (booking["id"], "3", 1.0)]
    assert (refund["details"]["category"], refund["comment"]) == ("REFUND", f"Given back: {name}")
    assert (fee["details"]["category"], fee["details"]["reason"]) == ("OTHER", "Cancellation")
    assert refund["details"]["amountExVat"] == -3.67


def test_booking_that_is_only_held_is_not_in_the_journal(partner):
    partner.book()

    assert journal(partner) == []


def test_sandbox_sales_are_not_in_the_journal(sandbox):
    booking = sandbox.commit()

    first, second = claim(sandbox, booking), claim(sandbox, booking, COSTS | {"amount": 3})

    assert [first["journalSequenceId"], second["journalSequenceId"]] == ["1", "2"]
    assert journal(sandbox) == []
    assert not Posting.objects.filter(tenant=sandbox.world.shop.tenant).exists()


def test_journal_is_narrowed_and_paged(partner, clock):
    first = partner.commit()
    clock.shift(timedelta(minutes=10))
    second = partner.change(partner.commit(), "CANCEL")
    claim(partner, first, COSTS | {"category": "FINE", "amount": 50})

    whole = journal(partner)

    assert amounts(whole) == [
        (first["id"], "1", 4.0),
        (second["id"], "1", 4.0),
        (second["id"], "2", -4.0),
        (first["id"], "2", 50.0),
    ]
    assert journal(partner, id=second["id"]) == whole[1:3]
    assert journal(partner, id="nothing") == []
    assert journal(partner, category="ALL") == journal(partner, state="TO_INVOICE") == whole
    assert journal(partner, category="REFUND") == whole[2:3]
    assert journal(partner, category="FINE") == whole[3:]
    assert journal(partner, category="DAMAGE") == journal(partner, state="INVOICED") == []
    assert journal(partner, **{"from": "2026-06-01T10:05:00Z"}) == whole[1:]
    assert journal(partner, to="2026-06-01T12:05:00%2B02:00") == whole[:1]
    assert journal(partner, limit="3") + journal(partner, limit="3", offset="3") == whole


@pytest.mark.parametrize("count", [1, 3])
def test_journal_takes_as_many_statements_for_three_rows_as_for_one(partner, count):
    for _ in range(count):
        claim(partner, partner.commit())

    with statements() as sent:
        found = journal(partner)

    assert (len(found), len(sent)) == (2 * count, 7)


# Words


def test_words_of_settlement_are_total_and_published():
    assert set(COST_KIND) == set(CostKind)
    assert set(COST_UNIT) == set(CostUnit)
    # A confirmation is posted between the customer and the seller; no partner is charged.
    charged = set(OF_ORDERS) - {DocumentKind.CONFIRMATION, DocumentKind.EXTRA_COST}
    assert set(ENTRY_CATEGORY) == charged
    published = read_published("1.1.0")
    if published is None:
        pytest.skip(MISSING)
    assert published.words_of("journalCategory") == set(CATEGORIES)
    assert published.words_of("journalState") == set(JOURNAL_STATES)
    [_, costs] = published.document["components"]["schemas"]["extraCosts"]["allOf"]
    assert set(costs["properties"]["numberType"]["enum"]) == set(COST_UNIT.values())
