"""What the grammar takes, and how it refuses the rest."""

import sys
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.listing.grammar import Operator
from operators.listing.problems import ProblemKind, UnusableListing
from tests.operators.listing_world import PARCELS

REFERENCE = "0a8b5ad1-5f0e-4c36-9f0d-5a3d6c1f2b77"


def read(name, text):
    [condition] = PARCELS.conditions([(name, text)])
    return condition.operator, condition.values


def kinds(pairs=(), listing=PARCELS, **asked):
    with pytest.raises(UnusableListing) as refusal:
        listing.read(pairs, **asked)
    return [(problem.kind, problem.field, problem.value) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("text", "operator", "values"),
    [
        ("eq:a", Operator.EQ, ("a",)),
        ("a", Operator.EQ, ("a",)),
        ("", Operator.EQ, ("",)),
        ("eq:", Operator.EQ, ("",)),
        (":a", Operator.EQ, (":a",)),
        ("ENT:DistributionChannel:App", Operator.EQ, ("ENT:DistributionChannel:App",)),
        ("eq:ENT:DistributionChannel:App", Operator.EQ, ("ENT:DistributionChannel:App",)),
        ("eq:like:a", Operator.EQ, ("like:a",)),
        ("Eq:a", Operator.EQ, ("Eq:a",)),
        ("é:a", Operator.EQ, ("é:a",)),
        ("x1:a", Operator.EQ, ("x1:a",)),
        (" eq:a", Operator.EQ, (" eq:a",)),
        ("eq: a", Operator.EQ, (" a",)),
        ("eq:a,b", Operator.EQ, ("a,b",)),
        ("in:a,b:c", Operator.IN, ("a", "b:c")),
        ("nin:a", Operator.NIN, ("a",)),
        ("ne:ne", Operator.NE, ("ne",)),
    ],
)
def test_condition_is_split_at_its_first_colon(text, operator, values):
    assert read("label", text) == (operator, values)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("price", "gte:1000", Decimal(1000)),
        ("price", "1000.0", Decimal(1000)),
        ("price", "lt:-0.50", Decimal("-0.50")),
        ("price", "9" * 13 + ".99", Decimal("9" * 13 + ".99")),
        ("number", "lte:007", 7),
        ("number", "-" + "9" * 18, -int("9" * 18)),
        ("state", "ne:LOST", "LOST"),
        ("fragile", "eq:false", False),
        ("reference", REFERENCE, UUID(REFERENCE)),
        ("reference", REFERENCE.upper(), None),
        ("reference", "eq:nothing of ours", None),
        ("box", "6406", 6406),
        ("box", "06406", None),
        ("box", "9" * 40, None),
        ("sent_at", "gte:2018-09-03T12:44:27Z", datetime(2018, 9, 3, 12, 44, 27, tzinfo=UTC)),
        ("sent_at", "2018-09-03T12:44:27.999Z", datetime(2018, 9, 3, 12, 44, 27, tzinfo=UTC)),
        ("sent_at", "2018-09-03T12:44+02:00", datetime(2018, 9, 3, 10, 44, tzinfo=UTC)),
        ("sent_at", "2018-09-03T12:44:27-0130", datetime(2018, 9, 3, 14, 14, 27, tzinfo=UTC)),
        ("sent_at", "lt:2018-09-03", datetime(2018, 9, 3, tzinfo=UTC)),
        ("sent_at", "lte:9999-12-31T23:59:59Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("sent_at", "0001-01-01", datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_value_is_read(name, text, value):
    assert read(name, text)[1] == (value,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("price", text)
            for text in (
                "", "1.", ".5", "1.005", "1,5", "+1", "1e3", "1 000", "1.00 ", "1.00\n", "NaN", "-",
                "12345678901234", "\u0661", "0x1", "--1",
            )
        ),
        *(("number", text) for text in ("", "1.0", "+1", "1e3", "1" * 19, " 1", "1\n", "²", "1_0")),
        *(("state", text) for text in ("", "sent", "SENT ", "HIT", "SENT\0")),
        *(("fragile", text) for text in ("", "True", "1", "yes", "TRUE")),
        *((name, "a\0b") for name in ("label", "reference", "box")),
        ("label", "\ud800"),
        *(
            ("sent_at", text)
            for text in (
                "", "now", "2018", "2018-09", "2018-9-3", "2018-02-30", "20180903T124427Z",
                "2018-W36-1", "2018-09-03T12:44:27", "2018-09-03 12:44:27Z", "2018-09-03T24:00:00Z",
                "2018-09-03T12:44:60Z", "2018-09-03T12:44:27z", "2018-09-03T12:44:27+25:00",
                "2018-09-03T12:44:27+02:00:30", "0000-01-01", "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00", "10000-01-01T00:00:00Z", "1536000000",
            )
        ),
    ],
)  # fmt: skip
def test_value_that_is_not_of_its_type_is_refused(name, value):
    assert kinds([(name, f"eq:{value}")]) == [(ProblemKind.UNUSABLE_VALUE, name, f"eq:{value}")]


@pytest.mark.parametrize("text", ["in:", "in:1,", "nin:,1", "in:1,,2", "in:1,x", "nin:1, 2"])
def test_list_with_a_bad_part_is_refused(text):
    assert kinds([("number", text)]) == [(ProblemKind.UNUSABLE_VALUE, "number", text)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("state", "gt:SENT"),
        ("label", "lte:a"),
        ("reference", "lt:a"),
        ("box", "gte:1"),
        ("fragile", "in:true,false"),
        ("fragile", "gt:false"),
    ],
)
def test_operator_that_the_type_lacks_is_refused(name, text):
    assert kinds([(name, text)]) == [(ProblemKind.OPERATOR_NOT_FOR_TYPE, name, text)]


def test_all_problems_are_told_together():
    pairs = [
        ("price", "like:10"),
        ("colour", "eq:red"),
        ("price", "gte:1"),
        ("number", "x"),
        ("state", "gt:SENT"),
        ("Price", "1"),
    ]
    asked = {"page": "0", "per_page": "101", "order_by": "items.size", "direction": "up"}

    assert kinds(pairs, **asked) == [
        (ProblemKind.UNKNOWN_OPERATOR, "price", "like:10"),
        (ProblemKind.UNKNOWN_FIELD, "colour", "eq:red"),
        (ProblemKind.UNUSABLE_VALUE, "number", "x"),
        (ProblemKind.OPERATOR_NOT_FOR_TYPE, "state", "gt:SENT"),
        (ProblemKind.UNKNOWN_FIELD, "Price", "1"),
        (ProblemKind.BAD_ORDER, "order_by", "items.size"),
        (ProblemKind.BAD_ORDER, "direction", "up"),
        (ProblemKind.BAD_PAGE, "page", "0"),
        (ProblemKind.BAD_PER_PAGE, "per_page", "101"),
    ]


def test_refusal_says_what_to_do():
    with pytest.raises(UnusableListing) as refusal:
        PARCELS.read([("state", "gt:SENT"), ("colour", "red"), ("price", "x")], page="x")

    assert refusal.value.detail == (
        "'state': cannot be compared with gt, only with eq, ne, in, nin. "
        "Parcels cannot be filtered by 'colour'. "
        "'price': needs an amount such as 1000.00. "
        "Needs a whole number from 1 on."
    )


def test_refusal_keeps_hidden_values_to_itself():
    assert kinds([("secret", "eq:4111111111111111"), ("secret", "gt:4111111111111111")]) == [
        (ProblemKind.UNUSABLE_VALUE, "secret", ""),
        (ProblemKind.OPERATOR_NOT_FOR_TYPE, "secret", ""),
    ]


@pytest.mark.parametrize("text", ["0", "-1", "+1", "1.0", "abc", "", " 1", "1\n", "²", "9" * 5000])
def test_page_is_a_whole_number_from_one_on(text):
    assert kinds(page=text) == [(ProblemKind.BAD_PAGE, "page", text)]
    assert kinds(per_page=text) == [(ProblemKind.BAD_PER_PAGE, "per_page", text)]


def test_what_is_not_said_has_defaults():
    query = PARCELS.read([])

    assert (query.conditions, query.page, query.per_page) == ((), 1, 20)
    assert (query.order.field.name, query.order.descending) == ("sent_at", True)


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ({"order_by": "number"}, ("number", True)),
        ({"order_by": "number", "direction": "asc"}, ("number", False)),
        ({"direction": "asc"}, ("sent_at", False)),
        ({"direction": "desc"}, ("sent_at", True)),
        ({"order_by": "size"}, ("size", True)),
    ],
)
def test_order_is_read(asked, order):
    query = PARCELS.read([], page="3", per_page="100", **asked)

    assert (query.order.field.name, query.order.descending) == order
    assert (query.page, query.per_page) == (3, 100)


@pytest.mark.parametrize("name", ["", "people", "items.size", "pk", "-number", "colour"])
def test_order_by_anything_else_is_refused(name):
    assert kinds(order_by=name) == [(ProblemKind.BAD_ORDER, "order_by", name)]


def test_list_may_need_a_filter():
    needy = PARCELS.needing_filter()

    assert kinds(listing=needy) == [(ProblemKind.FILTER_REQUIRED, "", "")]
    assert len(needy.conditions([("number", "1")])) == 1


def test_renamed_list_speaks_the_words_of_its_face():
    theirs = PARCELS.renamed({"totalPrice": "price", "itemColour": "items.colour"})

    assert kinds([("price", "1"), ("totalPrice", "x")], theirs, order_by="price") == [
        (ProblemKind.UNKNOWN_FIELD, "price", "1"),
        (ProblemKind.UNUSABLE_VALUE, "totalPrice", "x"),
        (ProblemKind.BAD_ORDER, "order_by", "price"),
    ]
    assert theirs.conditions([("totalPrice", "1"), ("itemColour", "a")]) == PARCELS.conditions(
        [("price", "1"), ("items.colour", "a")]
    )
    assert theirs.read([], order_by="totalPrice").order.field.name == "price"


ANYTHING = st.one_of(
    st.text(st.characters(max_codepoint=sys.maxunicode)),
    st.builds(
        "{}{}".format,
        st.sampled_from(["", *(f"{operator}:" for operator in Operator)]),
        st.one_of(
            st.text(), st.integers().map(str), st.decimals().map(str), st.datetimes().map(str)
        ),
    ),
)


@given(
    pairs=st.lists(st.tuples(st.sampled_from([*PARCELS.leaves, "colour"]), ANYTHING)),
    asked=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(("page", "per_page", "order_by", "direction"), ANYTHING),
    ),
)
def test_garbage_is_read_or_refused_and_nothing_else(pairs, asked):
    with suppress(UnusableListing):
        assert len(PARCELS.read(pairs, **asked).conditions) == len(pairs)
