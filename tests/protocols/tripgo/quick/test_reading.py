"""Bodies of booking requests, as apps of several generations send them (§6.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.tripgo.errors import Unusable
from protocols.tripgo.quick.reading import MOST_OF_A_FARE, Told, read_body

PURPOSE = {
    "id": "purpose",
    "type": "SINGLE_CHOICE",
    "title": "Purpose",
    "required": True,
    "value": "work",
}
ADULT = {"id": "adult", "name": "Adult", "description": "", "price": 400, "currency": "EUR"}
EXPECTED = Told(answers={"purpose": "work"}, quantities={"adult": 2})


@pytest.mark.parametrize(
    "body",
    [
        {"input": [PURPOSE], "fares": [{**ADULT, "value": 2}]},
        {"input": [PURPOSE], "tickets": [{**ADULT, "value": 2}, {"id": "child", "value": 0}]},
        {
            "bookingURL": "https://elsewhere.example/",
            "bookingResponseType": "REVIEW",
            "title": "Bus",
            "bookingTitle": "Book",
            "input": [PURPOSE],
            "tickets": [{**ADULT, "price": 1, "max": 900, "value": 2}],
        },
        {
            "bookingURL": "https://elsewhere.example/",
            "input": [PURPOSE],
            "fares": [{**ADULT, "value": 2}],
            "fareGroups": [],
            "modeInfo": {"identifier": "pt_pub_bus"},
            "minPrice": 1,
            "maxPrice": 2,
            "singleFareOnly": True,
        },
        {"fares": [{"id": "adult", "value": "2"}], "input": [{"id": "purpose", "value": "work"}]},
        {
            "fares": [{"id": "adult", "value": 2.0}],
            "input": [{"field": "purpose", "value": "work"}],
        },
        {"input": [PURPOSE], "fares": [{"id": "adult", "value": 2}], "tickets": [{"id": "x"}]},
        {
            "input": [{**PURPOSE, "values": None, "minValue": None}],
            "fares": [{"id": "adult", "value": 2, "rider": None}, {"id": "child", "value": None}],
        },
    ],
    ids=["Android", "Android 2023", "React", "React provider", "docs", "field", "both", "iOS"],
)
def test_bodies_of_all_apps_say_the_same(body):
    assert read_body(body) == EXPECTED


def test_empty_body_says_nothing():
    assert read_body({}) == Told(answers={}, quantities=None)


def test_fares_that_are_not_mentioned_differ_from_none_chosen():
    assert read_body({"input": []}).quantities is None
    assert read_body({"fares": []}).quantities == {}
    assert read_body({"fares": [{"id": "adult", "value": 0}]}).quantities == {}


def test_several_choices_come_as_values():
    told = read_body({"input": [{"id": "aids", "values": ["a", "b"]}, {"id": "n", "value": ""}]})

    assert told.answers == {"aids": ["a", "b"], "n": ""}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("book it", "body"),
        (None, "body"),
        ("", "body"),
        ([], "body"),
        ([1], "body"),
        ({"input": {"id": "x"}}, "input"),
        ({"input": ["x"]}, "input"),
        ({"input": [{"id": 4, "value": ""}]}, "input.id"),
        ({"input": [{"value": ""}]}, "input.id"),
        ({"fares": "adult"}, "fares"),
        ({"fares": [None]}, "fares"),
        ({"fares": [{"value": 1}]}, "fares.id"),
        ({"fares": [{"id": "adult", "value": -1}]}, "fares.value"),
        ({"fares": [{"id": "adult", "value": 1.5}]}, "fares.value"),
        ({"fares": [{"id": "adult", "value": True}]}, "fares.value"),
        ({"fares": [{"id": "adult", "value": MOST_OF_A_FARE + 1}]}, "fares.value"),
        ({"tickets": [{"id": "adult", "value": "many"}]}, "tickets.value"),
        ({"fares": [{"id": "adult"}] * 201}, "fares"),
    ],
)
def test_bodies_that_no_app_sends_are_refused_with_the_place(body, where):
    with pytest.raises(Unusable, match=rf"^{where}: "):
        read_body(body)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["input", "fares", "tickets", "id", "value", "values", "field", "bsb"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_whatever_is_sent_is_read_or_refused(body):
    try:
        told = read_body(body)
    except Unusable:
        return
    for name, count in (told.quantities or {}).items():
        assert isinstance(name, str)
        assert 0 < count <= MOST_OF_A_FARE


COUNTS = st.dictionaries(st.text(min_size=1), st.integers(0, MOST_OF_A_FARE), max_size=5)


@given(COUNTS, st.sampled_from([int, str, float]), st.sampled_from(["fares", "tickets"]))
def test_quantities_come_back_whatever_their_form_and_name(counts, form, name):
    entries = [{"id": fare, "value": form(count)} for fare, count in counts.items()]

    read = read_body({name: entries}).quantities

    assert read == {fare: count for fare, count in counts.items() if count}
