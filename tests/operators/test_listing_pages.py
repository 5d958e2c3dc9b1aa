"""Pages with exact totals, in an order that holds, and the walk over everything."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operators.listing.pages import page_of, page_of_keys, walk
from tests.counting import counted
from tests.operators.listing_world import PARCELS, Parcel, make_tables, store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tables")]


@pytest.fixture
def tables():
    make_tables()


def page(*pairs, rows=None, **asked):
    rows = Parcel._base_manager.all() if rows is None else rows
    return page_of(rows, PARCELS.read(pairs, **asked))


def numbers(page):
    return [row.number for row in page.rows]


def moment(second):
    return datetime(2026, 3, 2, 12, 0, second, tzinfo=UTC)


def test_newest_come_first():
    store(*({"number": n, "sent_at": moment(n)} for n in (2, 1, 3)))

    assert numbers(page()) == [3, 2, 1]
    assert numbers(page(direction="asc")) == [1, 2, 3]
    assert numbers(page(order_by="number")) == [3, 2, 1]


def test_page_says_how_many_there_are():
    store(*({"number": n} for n in range(5)))

    first = page(("number", "gt:0"), per_page="3", order_by="number", direction="asc")

    assert (numbers(first), first.total, first.pages) == ([1, 2, 3], 4, 2)
    assert (first.number, first.per_page) == (1, 3)


@pytest.mark.parametrize("number", ["3", "9" * 18])
def test_page_behind_the_last_is_empty_and_counts(number):
    store(*({"number": n} for n in range(4)))

    behind = page(page=number, per_page="2")

    assert (behind.rows, behind.total, behind.pages) == ([], 4, 2)


def test_nothing_found_has_no_pages():
    store()

    nothing = page()

    assert (nothing.rows, nothing.total, nothing.pages) == ([], 0, 0)


def test_page_can_be_ordered_by_what_is_worked_out():
    store(*({"number": n, "price": Decimal(price)} for n, price in enumerate(["100", "1", "200"])))

    assert numbers(page(("size", "ne:SMALL"), order_by="size", direction="asc")) == [0, 2]
    assert numbers(page(order_by="size", direction="asc")) == [0, 2, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_two_statements(count):
    store(*({"number": n, "items": [{"size": 1}, {"size": 1}]} for n in range(count)))

    with counted() as asked:
        found = page(("items.size", "1"), ("number", "lt:9"))

    assert (len(found.rows), found.total, asked.statements) == (count, count, 2)


def test_total_is_counted_without_order_or_columns():
    store({"number": 1})

    with CaptureQueriesContext(connection) as captured:
        page(("number", "1"))

    assert captured.captured_queries[0]["sql"] == (
        'SELECT COUNT(*) AS "__count" FROM "operators_parcel" WHERE "operators_parcel"."number" = 1'
    )


def test_page_keeps_to_the_rows_and_columns_it_was_given():
    store(*({"number": n, "label": "a"} for n in range(3)))

    rows = Parcel._base_manager.filter(number__gt=0).values_list("number", "label")

    found = page(("label", "a"), rows=rows, order_by="number")
    assert (found.rows, found.total) == ([(2, "a"), (1, "a")], 2)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"page": "2", "per_page": "2"},
        {"page": "4", "per_page": "2"},
        {"page": "9" * 18, "per_page": "100"},
        {"order_by": "size", "direction": "asc"},
        {"order_by": "sent_at"},
    ],
)
@pytest.mark.parametrize(
    "pair", [("number", "gt:0"), ("items.size", "1"), ("size", "ne:SMALL"), ("number", "gt:9")]
)
def test_keys_are_those_of_the_page(asked, pair):
    store(
        *(
            {"number": n, "price": Decimal(50 * n), "items": [{"size": 1}, {"size": 1}]}
            for n in range(5)
        )
    )
    rows, query = Parcel._base_manager.all(), PARCELS.read([pair], **asked)

    with counted() as count:
        keys = page_of_keys(rows, query)

    whole = page_of(rows, query)
    assert keys.rows == [row.pk for row in whole.rows]
    assert (keys.total, keys.pages, keys.number) == (whole.total, whole.pages, whole.number)
    assert count.statements == 1


def test_keys_of_what_nothing_can_match_are_none():
    store({"number": 1})

    nothing = page_of_keys(Parcel._base_manager.none(), PARCELS.read([]))

    assert (nothing.rows, nothing.total) == ([], 0)


@given(
    seconds=st.lists(st.integers(0, 2) | st.none(), max_size=12),
    per_page=st.integers(1, 5),
    order_by=st.sampled_from(["sent_at", "number", "state"]),
    direction=st.sampled_from(["asc", "desc"]),
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_walking_all_pages_gives_each_row_once(seconds, per_page, order_by, direction):
    with transaction.atomic():
        stored = store(
            *(
                {"number": second, "sent_at": None if second is None else moment(second)}
                for second in seconds
            )
        )
        asked = {"per_page": str(per_page), "order_by": order_by, "direction": direction}
        pages = page(**asked).pages
        walked = [
            row.pk for number in range(1, pages + 2) for row in page(page=str(number), **asked).rows
        ]

        assert sorted(walked) == [row.pk for row in stored]


@pytest.mark.parametrize("batch", [1, 2, 3, 5, 6, 100])
def test_walk_gives_each_row_once(batch):
    store(*({"number": n, "items": [{"size": n % 2}, {"size": n % 2}]} for n in range(10)))

    rows = walk(
        Parcel._base_manager.order_by("-number"),
        PARCELS.conditions([("items.size", "1")]),
        batch=batch,
    )

    assert [row.number for row in rows] == [1, 3, 5, 7, 9]


def test_walk_reads_one_batch_at_a_time():
    store(*({"number": n} for n in range(5)))
    rows = walk(Parcel._base_manager.all(), (), batch=2)

    with counted() as for_first:
        first = [next(rows), next(rows)]
    with counted() as for_rest:
        rest = list(rows)

    assert [row.number for row in (*first, *rest)] == [0, 1, 2, 3, 4]
    assert (for_first.statements, for_rest.statements) == (1, 2)
