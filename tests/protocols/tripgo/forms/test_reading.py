"""What three kits of apps send back of a form."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.tripgo.errors import Missing, TripGoRefusal, Unusable
from protocols.tripgo.forms.reading import (
    MOST_FIELDS,
    answers_of,
    choice_of,
    flag_of,
    moment_of,
    needed_text_of,
    secret_of,
    text_of,
    whole_of,
)

CLASSES = {"1": "First", "2": "Second"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@pytest.mark.parametrize(
    ("body", "answers"),
    [
        ({}, {}),
        ({"input": None}, {}),
        ({"input": [{"id": "a", "value": "x"}]}, {"a": "x"}),
        ({"input": [{"id": "a", "type": "string", "title": "A", "value": "x"}]}, {"a": "x"}),
        ({"input": [{"field": "code", "value": "x"}]}, {"code": "x"}),
        ({"input": [{"id": "a", "values": ["x", "y"]}]}, {"a": ["x", "y"]}),
        ({"input": [{"id": "a"}, {"value": "x"}, {"id": 5}]}, {"a": None}),
        ({"input": [{"id": "a", "value": 1}, {"id": "a", "value": 2}]}, {"a": 2}),
    ],
)
def test_values_are_found_by_id(body, answers):
    assert answers_of(body) == answers


@pytest.mark.parametrize("body", [None, [], "text", {"input": {}}, {"input": "x"}, {"input": [1]},
                                  {"input": [{}] * (MOST_FIELDS + 1)}])  # fmt: skip
def test_what_is_no_list_of_fields_is_refused(body):
    with pytest.raises(Unusable):
        answers_of(body)


@pytest.mark.parametrize(
    ("told", "text"),
    [(" x ", "x"), (5, "5"), (None, ""), (True, ""), ({"title": "T", "value": "v"}, "v")],
)
def test_texts(told, text):
    assert text_of({"a": told}, "a") == text


def test_text_that_is_needed_is_missed():
    with pytest.raises(Missing, match="a: This member is needed"):
        needed_text_of({"a": " "}, "a")


def test_long_text_is_refused():
    with pytest.raises(Unusable, match="at most 5"):
        text_of({"a": "123456"}, "a", longest=5)


def test_secrets_are_not_trimmed():
    assert secret_of({"a": " x "}, "a") == " x "
    assert secret_of({}, "a") == ""
    with pytest.raises(Unusable):
        secret_of({"a": ["x"]}, "a")


@pytest.mark.parametrize(("told", "number"), [("3", 3), (3, 3), (3.0, 3), ("", None), (None, None)])
def test_numbers(told, number):
    assert whole_of({"a": told}, "a") == number


@pytest.mark.parametrize(
    ("told", "is_on"), [(True, True), ("true", True), ("1", True), (False, False), (None, False)]
)
def test_switches(told, is_on):
    assert flag_of({"a": told}, "a") is is_on


@pytest.mark.parametrize("told", ["2025-06-02T16:00:00Z", "2025-06-02T16:00:00.000Z", 1748880000])
def test_moments(told):
    assert moment_of({"a": told}, "a") == datetime(2025, 6, 2, 16, tzinfo=UTC)
    assert moment_of({}, "a") is None


@pytest.mark.parametrize(("told", "chosen"), [("1", "1"), ("second", "2"), ("", ""), (2, "2")])
def test_choices_by_value_or_title(told, chosen):
    assert choice_of({"a": told}, "a", CLASSES) == chosen


@pytest.mark.parametrize("read", [whole_of, flag_of, moment_of])
def test_what_makes_no_sense_is_refused(read):
    with pytest.raises(Unusable):
        read({"a": "nonsense"}, "a")
    with pytest.raises(Unusable):
        choice_of({"a": "third"}, "a", CLASSES)


@given(JSON)
def test_nothing_that_is_sent_is_a_fault(body):
    try:
        answers = answers_of(body)
    except TripGoRefusal:
        return
    for name in answers:
        for read in (text_of, secret_of, whole_of, flag_of, moment_of):
            try:
                read(answers, name)
            except TripGoRefusal:
                continue
