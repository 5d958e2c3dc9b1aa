"""Which rows a condition finds."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from operators.listing.grammar import Operator
from operators.listing.matching import matching
from tests.operators.listing_world import PARCELS, STATES, Parcel, make_tables, store
from tests.operators.plain_listing import matches

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tables")]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REFERENCE = "0a8b5ad1-5f0e-4c36-9f0d-5a3d6c1f2b77"
OTHER = "1a8b5ad1-5f0e-4c36-9f0d-5a3d6c1f2b77"


@pytest.fixture
def tables():
    make_tables()


def found(*pairs):
    rows = matching(Parcel._base_manager.all(), PARCELS.conditions(pairs))
    return [row.number for row in rows.order_by("number")]


def test_all_conditions_hold_together():
    store(*({"number": n, "price": Decimal(n)} for n in range(1, 6)))

    assert found(("number", "gt:1"), ("number", "lt:5"), ("price", "ne:3")) == [2, 4]
    assert found(("number", "eq:1"), ("number", "eq:2")) == []
    assert found(("number", "in:1,2,9"), ("number", "nin:2")) == [1]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("eq:1000", [3]),
        ("1000.0", [3]),
        ("ne:1000.00", [1, 2, 4]),
        ("gt:999.99", [3]),
        ("gte:999.99", [2, 3]),
        ("lt:999.99", [1]),
        ("lte:1000", [1, 2, 3]),
        ("in:1000,-5.5", [1, 3]),
        ("nin:1000,-5.5", [2, 4]),
        ("lt:9999999999999.99", [1, 2, 3]),
        ("in:9999999999999.99,1000", [3]),
    ],
)
def test_money_is_compared_as_a_number(text, numbers):
    prices = [Decimal("-5.50"), Decimal("999.99"), Decimal("1000.00"), None]
    store(*({"number": n, "price": price} for n, price in enumerate(prices, 1)))

    assert found(("price", text)) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("eq:" + "9" * 18, []),
        ("ne:" + "9" * 18, [1, 2]),
        ("lt:" + "9" * 18, [1, 2]),
        ("gt:" + "9" * 18, []),
        ("gte:-" + "9" * 18, [1, 2]),
        ("lte:-" + "9" * 18, []),
        ("in:1," + "9" * 18, [1]),
        ("nin:1," + "9" * 18, [2]),
    ],
)
def test_number_beyond_its_column_is_no_error(text, numbers):
    store({"number": 1}, {"number": 2}, {"box": 1})

    assert found(("number", text), ("box", "ne:1")) == numbers
    assert len(found(("number", text))) == len(numbers) + text.startswith("n")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("eq:2026-03-02T12:00:01Z", [2, 3]),
        ("2026-03-02T13:00:01.75+01:00", [2, 3]),
        ("ne:2026-03-02T12:00:01Z", [1, 4, 5]),
        ("gt:2026-03-02T12:00:01Z", [4]),
        ("gte:2026-03-02T12:00:01Z", [2, 3, 4]),
        ("lt:2026-03-02T12:00:01Z", [1]),
        ("lte:2026-03-02T12:00:01Z", [1, 2, 3]),
        ("in:2026-03-02T12:00:00Z,2026-03-02T12:00:01Z", [1, 2, 3]),
        ("nin:2026-03-02T12:00:00Z,2026-03-02T12:00:01Z", [4, 5]),
        ("lt:9999-12-31T23:59:59Z", [1, 2, 3, 4]),
        ("gt:9999-12-31T23:59:59Z", []),
        ("gt:0001-01-01", [1, 2, 3, 4]),
        ("gt:2026-03-02", [1, 2, 3, 4]),
        ("lt:2026-03-02", []),
    ],
)
def test_moments_are_compared_by_whole_seconds(text, numbers):
    seconds = [0.999999, 1.0, 1.999999, 2.0]
    store(
        *(
            {"number": n, "sent_at": NOON + timedelta(seconds=second)}
            for n, second in enumerate(seconds, 1)
        ),
        {"number": 5},
    )

    assert found(("sent_at", text)) == numbers


def test_ids_are_compared_as_they_are_written():
    store({"number": 1, "reference": REFERENCE, "box": 6406}, {"number": 2})

    assert found(("reference", REFERENCE)) == [1]
    assert found(("reference", REFERENCE.upper())) == []
    assert found(("reference", f"ne:{REFERENCE.upper()}")) == [1, 2]
    assert found(("reference", f"nin:x,{REFERENCE}")) == [2]
    assert found(("box", "in:6406,06406")) == [1]
    assert found(("box", "06406")) == []
    assert found(("box", "ne:" + "9" * 40)) == [1, 2]


def test_field_of_several_columns_equals_either():
    store(
        {"number": 1, "label": "a", "sender": "b"},
        {"number": 2, "sender": "a"},
        {"number": 3, "label": "b"},
        {"number": 4},
    )

    assert found(("people", "a")) == [1, 2]
    assert found(("people", "ne:a")) == [3, 4]
    assert found(("people", "nin:a,b")) == [4]


def test_what_is_worked_out_can_be_asked_for():
    store(
        {"number": 1, "price": Decimal(100)},
        {"number": 2, "price": Decimal(1)},
        {"number": 3},
    )

    assert found(("size", "BIG")) == [1]
    assert found(("size", "ne:BIG"), ("size", "ne:SMALL")) == [3]
    assert found(("size", "nin:BIG")) == [2, 3]


def test_conditions_on_children_hold_of_one_child():
    store(
        {"number": 1, "items": [{"size": 1, "colour": "red"}, {"size": 2, "colour": "blue"}]},
        {"number": 2, "items": [{"size": 2, "colour": "red"}, {"size": 2, "colour": "red"}]},
        {"number": 3, "items": [{"size": 2}]},
        {"number": 4},
    )

    assert found(("items.size", "2"), ("items.colour", "red")) == [2]
    assert found(("items.size", "gte:2")) == [1, 2, 3]
    assert found(("items.size", "gte:2"), ("items.colour", "ne:red")) == [1, 3]
    assert found(("items.colour", "ne:red")) == [1, 3, 4]
    assert found(("items.colour", "ne:red"), ("items.size", "nin:2")) == [4]


def test_conditions_below_children_hold_of_one_branch():
    store(
        {
            "number": 1,
            "items": [
                {"colour": "red", "marks": [{"word": "a"}]},
                {"colour": "blue", "marks": [{"word": "b"}]},
            ],
        },
        {"number": 2, "items": [{"colour": "red", "marks": [{"word": "a"}, {"word": "b"}]}]},
        {"number": 3, "items": [{"colour": "red"}]},
    )

    assert found(("items.colour", "red"), ("items.marks.word", "b")) == [2]
    assert found(("items.marks.word", "a"), ("items.marks.word", "b")) == []
    assert found(("items.marks.word", "nin:a,b")) == [3]
    assert found(("items.colour", "red"), ("items.marks.word", "ne:b")) == [1, 2, 3]


def absent_or(strategy):
    return st.none() | strategy


WORDS = st.sampled_from(["", "a", "b", "A", "eq:a", "ENT:Type:1"])
MOMENTS = st.builds(
    lambda second, micro: NOON + timedelta(seconds=second, microseconds=micro),
    st.integers(0, 2),
    st.sampled_from([0, 1, 999_999]),
)
PRICES = st.sampled_from(["-1.00", "0.00", "99.99", "100.00", "1000.00", "999999999.99"])
NUMBERS = st.integers(0, 3)
MARKS = st.fixed_dictionaries({"word": absent_or(WORDS)})
ITEMS = st.fixed_dictionaries(
    {
        "size": absent_or(NUMBERS),
        "colour": absent_or(WORDS),
        "marks": st.lists(MARKS, max_size=2),
    }
)
ROWS = st.fixed_dictionaries(
    {
        "number": absent_or(NUMBERS),
        "price": absent_or(PRICES.map(Decimal)),
        "sent_at": absent_or(MOMENTS),
        "state": absent_or(st.sampled_from(STATES)),
        "label": absent_or(WORDS),
        "sender": absent_or(WORDS),
        "fragile": absent_or(st.booleans()),
        "reference": absent_or(st.sampled_from([REFERENCE, OTHER])),
        "box": absent_or(NUMBERS.map(str)),
        "items": st.lists(ITEMS, max_size=2),
    }
)
VALUES = {
    "number": NUMBERS.map(str) | st.just("9" * 18),
    "price": PRICES | st.sampled_from(["100", "99.9", "1000.0"]),
    "sent_at": MOMENTS.map(datetime.isoformat) | st.just("2026-03-02T13:00:01.5+01:00"),
    "state": st.sampled_from(STATES),
    "label": WORDS,
    "people": WORDS,
    "fragile": st.sampled_from(["true", "false"]),
    "reference": st.sampled_from([REFERENCE, OTHER, REFERENCE.upper(), "x"]),
    "box": NUMBERS.map(str) | st.sampled_from(["01", "x"]),
    "size": st.sampled_from(["BIG", "SMALL"]),
    "items.size": NUMBERS.map(str),
    "items.colour": WORDS,
    "items.marks.word": WORDS,
}


@st.composite
def pairs(draw):
    """A field and a condition that it can be asked for."""
    name = draw(st.sampled_from(sorted(VALUES)))
    compare = draw(st.sampled_from(sorted(PARCELS.leaves[name].field.kind.operators)))
    if not Operator(compare).takes_list:
        return name, f"{compare}:{draw(VALUES[name])}"
    values = draw(st.lists(VALUES[name].filter(bool), min_size=1, max_size=3))
    return name, f"{compare}:{','.join(values)}"


@given(parcels=st.lists(ROWS, max_size=6), asked=st.lists(pairs(), max_size=4))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(parcels=[{"number": None}], asked=[("number", "lt:" + "9" * 18)])
@example(parcels=[{"items": []}], asked=[("items.size", "ne:1"), ("items.colour", "ne:a")])
def test_database_finds_what_the_grammar_says(parcels, asked):
    with transaction.atomic():
        stored = store(*parcels)
        rows = matching(Parcel._base_manager.all(), PARCELS.conditions(asked))
        keys = sorted(row.pk for row in rows)

        assert keys == [
            row.pk for row, parcel in zip(stored, parcels, strict=True) if matches(parcel, asked)
        ]
        assert rows.count() == len(keys)
