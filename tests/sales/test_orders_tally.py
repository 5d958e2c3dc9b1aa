"""The tally counts the orders at every moment, whoever sells meanwhile."""

from __future__ import annotations

import threading
from functools import partial
from itertools import combinations

import pytest
from django.db import connection

from operators.listing.pages import Tally, page_of_keys
from sales.models import Order, OrderTally
from sales.orders.actions import cancel_order, merge_tallies
from sales.orders.codes import free_code
from sales.orders.listings import ORDERS
from tests.counting import counted
from tests.factories.ledger import check_tally
from tests.factories.moments import BY, NOW
from tests.factories.orders import choose, draft, sold
from tests.factories.scenarios import open_shop
from tests.racing import race

PAIRS = [
    ("state", "CONFIRMED"),
    ("state", "ne:CONFIRMED"),
    ("total_amount", "gte:4.50"),
    ("total_amount", "in:4.50,9.00"),
    ("balance", "ne:0.00"),
    ("currency", "EUR"),
    ("created_at", "gte:2026-01-01"),
    ("lines.state", "CONFIRMED"),
]


def some_orders(shop):
    sold(shop)
    sold(shop, 30, 31)
    draft(shop, choose(shop, 30))
    cancel_order(draft(shop, choose(shop, 30)), by=BY, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("merged", [False, True])
def test_total_of_a_page_is_the_same_with_and_without_the_tally(merged):
    shop, other = open_shop(), open_shop()
    some_orders(shop)
    sold(other)
    if merged:
        merge_tallies()
    seller = shop.channel.seller
    rows = Order.objects.filter(seller=seller)
    tally = Tally(OrderTally.objects.filter(seller=seller), "orders")

    for pairs in [[], *([pair] for pair in PAIRS), *map(list, combinations(PAIRS, 2))]:
        query = ORDERS.read([*pairs, ("organisation", str(seller.number))])
        with counted() as count:
            counted_by_tally = page_of_keys(rows, query, tally=tally)
        assert counted_by_tally == page_of_keys(rows, query), pairs
        assert count.statements == 1


@pytest.mark.django_db
def test_what_the_tally_knows_is_not_counted_in_the_orders(django_assert_max_num_queries):
    shop = open_shop()
    sold(shop)
    tally = Tally(OrderTally.objects.filter(seller=shop.channel.seller), "orders")
    rows, query = Order.objects.all(), ORDERS.read([("state", "CONFIRMED")])

    with django_assert_max_num_queries(1) as asked:
        page_of_keys(rows, query, tally=tally)

    [statement] = asked.captured_queries
    assert statement["sql"].startswith("SELECT (SELECT coalesce(sum(orders), 0)::bigint FROM (")
    assert statement["sql"].count('FROM "sales_order"') == 1


@pytest.mark.django_db
def test_merging_leaves_a_row_for_each_kind_and_none_for_what_is_gone():
    shop = open_shop()
    some_orders(shop)
    some_orders(shop)

    assert merge_tallies() > 0

    kinds = Order.objects.values("seller", "state", "currency", "total_amount", "balance")
    assert OrderTally.objects.count() == kinds.distinct().count()
    check_tally()
    assert merge_tallies() == 0


@pytest.mark.django_db
def test_orders_that_are_deleted_are_counted_no_more():
    channel = open_shop().channel
    order = Order.objects.create(
        tenant=channel.tenant,
        code=free_code(),
        channel=channel,
        seller=channel.seller,
        payer=channel.partner,
        currency="EUR",
        created_at=NOW,
    )
    assert OrderTally.objects.count() == 1

    order.delete()

    check_tally()
    merge_tallies()
    assert not OrderTally.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_tally_is_right_while_some_sell_and_others_merge():
    shop = open_shop()
    done = threading.Event()

    def keep_merging():
        try:
            while not done.is_set():
                merge_tallies()
                check_tally()
        finally:
            connection.close()

    mergers = [threading.Thread(target=keep_merging) for _ in range(2)]
    for merger in mergers:
        merger.start()
    try:
        outcomes = race(*[partial(some_orders, shop)] * 4)
    finally:
        done.set()
        for merger in mergers:
            merger.join()

    assert outcomes == [None] * 4
    check_tally()
    assert Order.objects.count() == 16
