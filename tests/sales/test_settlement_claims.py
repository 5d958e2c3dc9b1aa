"""Extra costs that partners claim, in the books."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest

from sales.catalogue.states import ChannelMode
from sales.models import ExtraCost, Order, Posting
from sales.orders.states import OrderEventName
from sales.settlement.actions import CostFacts, claim_extra_cost
from sales.settlement.errors import (
    ClaimDiffers,
    CreditTooLarge,
    CurrencyDiffers,
    PayerDiffers,
)
from sales.settlement.states import CostKind, CostUnit
from tests.factories.ledger import balances, check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.factories.scenarios import open_shop
from tests.racing import race
from tests.standing import standing

pytestmark = pytest.mark.django_db

LATE = CostFacts(CostKind.REFUND, "Late bus", Decimal("-1.50"), vat_rate=Decimal(9))
FUEL = CostFacts(
    CostKind.EXTRA_USE,
    "Fuel",
    Decimal("12.50"),
    currency="EUR",
    quantity=Decimal("5.5"),
    unit=CostUnit.LITRE,
)


@standing
def order() -> Order:
    return open_shop().sell().order


def claim(order: Order, facts: CostFacts = LATE) -> ExtraCost:
    return claim_extra_cost(order, facts, by=BY, at=later(hours=1))


def test_claim_keeps_what_was_said(order):
    noted = ExtraCost.objects.get(pk=claim(order, FUEL).pk)

    assert (noted.kind, noted.description, noted.amount) == ("EXTRA_USE", "Fuel", Decimal("12.50"))
    assert (noted.quantity, noted.unit, noted.vat_rate) == (Decimal("5.5"), "LITRE", None)
    assert (noted.claimed_by, noted.claimed_at) == (str(BY), later(hours=1))


def test_claim_is_posted_against_what_the_partner_owes(order):
    noted = claim(order)

    postings = Posting.objects.filter(document=noted.document)
    rows = {(row.account, row.party, row.amount, row.kind) for row in postings}
    assert rows == {
        ("CHANNEL_RECEIVABLE", order.payer, Decimal("-1.50"), "EXTRA_COST"),
        ("EXTRA_COSTS", order.seller, Decimal("1.50"), "EXTRA_COST"),
    }
    check_books()


def test_claim_leaves_the_order_as_it_was_sold(order):
    before = Order.objects.values().get(pk=order.pk)

    claim(order, FUEL)

    assert Order.objects.values().get(pk=order.pk) == before
    assert balances(account="CHANNEL_RECEIVABLE") == {"CHANNEL_RECEIVABLE": Decimal("16.50")}


def test_claim_is_an_event_of_its_order(order):
    noted = claim(order)

    event = order.events.get(name=OrderEventName.EXTRA_COST_CLAIMED)
    assert (event.actor, event.happened_at) == (str(BY), later(hours=1))
    assert event.details == {"number": noted.number, "amount": "-1.50", "currency": "EUR"}


@pytest.mark.parametrize("facts", [LATE, FUEL])
def test_same_claim_sent_again_is_the_first_one(order, facts):
    assert claim(order, facts) == claim(order, facts)
    assert ExtraCost.objects.count() == 1
    check_books()


@pytest.mark.parametrize(
    "other",
    [
        {"kind": CostKind.OTHER},
        {"description": "Another bus"},
        {"amount": Decimal("-1.51")},
        {"vat_rate": None},
        {"quantity": Decimal(1)},
        {"key": "second"},
    ],
)
def test_claim_that_says_something_else_is_another_one(order, other):
    said = {name: getattr(LATE, name) for name in CostFacts.__slots__}

    assert claim(order) != claim(order, CostFacts(**{**said, **other}))


def test_key_tells_claims_apart_that_say_the_same(order):
    said = {"kind": CostKind.FINE, "description": "No ticket", "amount": Decimal(50)}

    first, again, second = (claim(order, CostFacts(**said, key=key)) for key in ("a", "a", "b"))

    assert first == again != second


def test_key_that_came_with_something_else_is_refused(order):
    claim(order, CostFacts(CostKind.FINE, "No ticket", Decimal(50), key="a"))

    with pytest.raises(ClaimDiffers):
        claim(order, CostFacts(CostKind.FINE, "No ticket", Decimal(60), key="a"))


def test_same_claim_of_another_order_is_another_one(order):
    assert claim(order) != claim(open_shop().sell().order)


def test_amount_in_another_currency_is_refused(order):
    with pytest.raises(CurrencyDiffers, match="EUR"):
        claim(order, CostFacts(CostKind.FINE, "No ticket", Decimal(50), currency="SEK"))


def test_sandbox_claim_is_noted_and_never_posted():
    order = open_shop(mode=ChannelMode.SANDBOX).sell().order

    assert claim(order).document is None
    assert claim(order) == claim(order)
    assert not Posting.objects.exists()


@pytest.mark.parametrize("mode", ChannelMode)
def test_credits_of_an_order_are_at_most_what_is_paid(mode):
    order = open_shop(mode=mode).sell().order
    first = claim(order, replace(LATE, amount=Decimal("-4.00")))

    with pytest.raises(CreditTooLarge, match=r"4\.00 EUR is paid .* credits of 4\.00 EUR"):
        claim(order, replace(LATE, amount=Decimal("-0.01")))
    assert claim(order, replace(LATE, amount=Decimal("-4.00"))) == first


def test_charge_gives_no_room_for_a_credit(order):
    claim(order, FUEL)

    with pytest.raises(CreditTooLarge):
        claim(order, replace(LATE, amount=Decimal("-4.01")))


def test_new_partner_of_the_channel_claims_nothing_for_what_another_pays(order):
    order.channel.partner = OrganisationFactory(tenant=order.tenant)
    order.channel.save()

    with pytest.raises(PayerDiffers):
        claim(order, FUEL)


@pytest.mark.django_db(transaction=True)
def test_credits_that_come_at_once_are_judged_one_after_another():
    order = open_shop().sell(at=NOW).order
    calls = [partial(claim, order, replace(LATE, key=key)) for key in "abcd"]

    outcomes = race(*calls)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        *["CreditTooLarge"] * 2,
        *["ExtraCost"] * 2,
    ]
    check_books()


@pytest.mark.django_db(transaction=True)
def test_same_claim_sent_twice_at_once_is_one():
    order = open_shop().sell(at=NOW).order

    race(lambda: claim(order), lambda: claim(order))

    assert ExtraCost.objects.count() == 1
    check_books()
