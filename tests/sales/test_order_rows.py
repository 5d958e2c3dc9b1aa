"""Orders read in one statement say the same as those that are put together of models."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from django.db.models import F

from sales.models import Order
from sales.offers.actions import OfferWish, make_product_offers
from sales.orders.actions import add_fee, add_travellers, cancel_lines, remove_fee
from sales.orders.rows import find_order, read_orders
from sales.orders.snapshots import order_facts
from sales.orders.states import FeeType
from sales.orders.terms import Contact, FeeTerms, OfferChoice, TravellerFacts
from tests.counting import counted
from tests.factories.itineraries import one_ride
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory, TenantFactory
from tests.factories.orders import (
    choose,
    draft,
    references,
    sell_supplement,
    settle,
    sold,
    stored,
)
from tests.factories.scenarios import open_shop, wishes
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop(code="app", single_product=False)


def same(*orders: Order) -> bool:
    """Whether each is told in the same words either way."""
    told = [row.facts for row in read_orders([order.pk for order in orders])]
    return told == [order_facts(stored(order)) for order in orders]


def test_draft_without_anything_is_told(shop):
    order = draft(shop)

    assert same(order)
    [row] = read_orders([order.pk])
    assert (row.pk, row.version, row.revision) == (order.pk, 1, order.revision)
    assert (row.seller, row.channel) == (shop.channel.seller.number, shop.channel.netex_id)


def test_order_with_every_part_is_told(shop):
    order = draft(
        shop,
        choose(
            shop,
            30,
            31,
            itineraries=[one_ride(later(days=1))],
            external_reference="A",
            metadata={"seat": 4, "far": 10**30, "half": 0.5},
        ),
        pos="Perron-APP",
        external_reference="cart “1”",
        contact=Contact("Kari", "kari@example.com", "+47 1"),
        created_by="desk",
        travellers=[TravellerFacts("t", "Kari", 30, "kari@example.com", "+47 1")],
    )
    for amount in ("1.00", "2.00"):
        fee = FeeTerms(
            FeeType.BOOKING, Decimal(amount), Decimal("12.00"), "Desk", tuple(references(order))
        )
        charged = add_fee(order, fee, by=BY, at=NOW)
    remove_fee(order, fee=charged.reference, by=BY, at=NOW)
    add_travellers(order, [TravellerFacts()], by=BY, at=NOW)
    assert same(order)

    settle(order, at=later(minutes=1))
    assert same(order)

    cancel_lines(order, lines=references(order), by=BY, at=later(minutes=2))
    assert same(order)

    settle(order, at=later(minutes=3))
    assert same(order)
    facts, parts = (
        order_facts(stored(order)),
        ("lines", "fees", "travellers", "payments", "credits"),
    )
    assert [len(facts[name]) for name in parts] == [1, 2, 2, 1, 1]


def test_supplement_names_its_line_and_a_discount_what_was_full(shop):
    sell_supplement(shop, code="bike")
    wish = OfferWish(wishes([None]))
    [bike] = make_product_offers(shop.channel, ["bike"], wish=wish, at=NOW)
    order = draft(shop, OfferChoice(bike.reference), choose(shop))
    order.lines.update(full_amount=F("amount") + 1)

    assert same(order)
    [row] = read_orders([order.pk])
    reference = order.lines.get(supplement_to=None).reference
    assert {line["supplement_to"] for line in row.facts["lines"]} == {None, str(reference)}


def test_fraction_of_a_second_is_told_shorter(shop):
    at = NOW.replace(microsecond=120_000)
    order = draft(shop, choose(shop, at=at), at=at)

    [row] = read_orders([order.pk])

    assert row.facts["created_at"] == "2026-06-01T10:00:00.12+00:00"
    told = datetime.fromisoformat(row.facts["created_at"])
    assert told == datetime.fromisoformat(order_facts(order)["created_at"]) == at


def test_orders_come_as_they_were_asked_for(shop):
    orders = [sold(shop, 30, at=later(minutes=n)) for n in range(3)]
    keys = [orders[place].pk for place in (1, 0, 2)]

    with counted() as count:
        rows = read_orders([*keys, 0])

    assert ([row.pk for row in rows], count.statements) == (keys, 1)
    assert same(*orders)


def test_order_is_found_by_those_who_may_see_it(shop):
    order = sold(shop)
    seller, other = shop.channel.seller_id, OrganisationFactory(tenant=shop.tenant)

    def is_found(tenant, seller):
        return find_order(order.code, tenant_id=tenant, seller_id=seller) is not None

    assert is_found(shop.tenant.pk, seller)
    assert is_found(shop.tenant.pk, None)
    assert not is_found(shop.tenant.pk, other.pk)
    assert not is_found(TenantFactory().pk, None)
    assert not is_found(TenantFactory().pk, seller)
    assert find_order("ABCDEFGH", tenant_id=shop.tenant.pk, seller_id=None) is None
