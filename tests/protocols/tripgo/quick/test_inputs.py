"""Input fields: how they are told, read and told again."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.tripgo.errors import NotBookable
from protocols.tripgo.quick.inputs import (
    ONE_WAY,
    InputField,
    InputKind,
    InputOption,
    answered,
    read_answers,
    read_return,
)

WORK, OTHER = InputOption("work", "Work"), InputOption("other", "Other")
PURPOSE = InputField(
    "purpose", InputKind.SINGLE_CHOICE, "Purpose", required=True, options=(WORK, OTHER)
)
AIDS = InputField(
    "mobilityOptions", InputKind.MULTIPLE_CHOICE, "Mobility options", options=(WORK, OTHER)
)
NOTES = InputField("notes", InputKind.LONG_TEXT, "Add note")
PEOPLE = InputField(
    "totalPassengers", InputKind.NUMBER, "Passengers", value="1", smallest=1, largest=4
)
RETURN = InputField("returnTrip", InputKind.RETURN_TRIP, "Return trip")
TERMS = InputField(
    "terms", InputKind.TERMS, "Terms", required=True, url="https://operator.example/terms"
)
ALL = (PURPOSE, AIDS, NOTES, PEOPLE, RETURN, TERMS)


def test_fields_are_told_as_in_the_reference():
    told = {field.id: field.to_wire() for field in ALL}

    choices = [{"id": "work", "title": "Work"}, {"id": "other", "title": "Other"}]
    assert told["purpose"] == {
        "id": "purpose",
        "type": "SINGLE_CHOICE",
        "title": "Purpose",
        "required": True,
        "options": choices,
        "value": "",
    }
    assert told["mobilityOptions"] == {
        "id": "mobilityOptions",
        "type": "MULTIPLE_CHOICE",
        "title": "Mobility options",
        "required": False,
        "options": choices,
        "values": [],
    }
    assert told["totalPassengers"] == {
        "id": "totalPassengers",
        "type": "NUMBER",
        "title": "Passengers",
        "required": False,
        "value": "1",
        "minValue": 1,
        "maxValue": 4,
    }
    assert (told["terms"]["value"], told["terms"]["urlValue"]) == ("false", TERMS.url)


@pytest.mark.parametrize("field", ALL, ids=lambda field: field.id)
@pytest.mark.parametrize("is_answered", [False, True])
def test_trap_02_value_is_there_even_when_empty_and_never_a_number(field, is_answered):
    answer = field.read(FITTING[field.id]) if is_answered else None

    told = field.to_wire(answer)

    several = field.kind == InputKind.MULTIPLE_CHOICE
    assert isinstance(told["values"] if several else told["value"], list if several else str)
    assert ("values" in told, "value" in told) == (several, not several)
    assert isinstance(told["required"], bool)
    assert None not in told.values()


FITTING = {
    "purpose": "work",
    "mobilityOptions": ["other"],
    "notes": "Ring twice",
    "totalPassengers": 3,
    "returnTrip": "2025-06-02T16:00:00Z",
    "terms": True,
}


@pytest.mark.parametrize(
    ("field", "told", "answer"),
    [
        (PURPOSE, "work", "work"),
        (PURPOSE, " other ", "other"),
        (PURPOSE, "Work", "work"),
        (AIDS, ["other", "work", "other"], ("work", "other")),
        (AIDS, "other", ("other",)),
        (AIDS, ["", None], ()),
        (AIDS, None, ()),
        (NOTES, " Ring twice ", "Ring twice"),
        (NOTES, 12, "12"),
        (NOTES, None, ""),
        (PEOPLE, "3", "3"),
        (PEOPLE, 3, "3"),
        (PEOPLE, 3.0, "3"),
        (PEOPLE, "", "1"),
        (RETURN, "", ""),
        (RETURN, "   ", ""),
        (RETURN, ONE_WAY, ONE_WAY),
        (TERMS, "true", "true"),
        (TERMS, "TRUE", "true"),
        (TERMS, True, "true"),
    ],
)
def test_answers_are_read_mildly(field, told, answer):
    assert field.read(told) == answer


@pytest.mark.parametrize(
    "told",
    [
        "2025-06-02T16:00:00Z",
        "2025-06-02T16:00:00.000Z",
        "2025-06-02T16:00:00.123456Z",
        "2025-06-02T16:00Z",
        "2025-06-02T18:00:00+02:00",
    ],
    ids=["iOS", "React", "microseconds", "Android", "offset"],
)
def test_trap_12_return_times_are_read_in_every_form_and_told_without_fractions(told):
    answer = RETURN.read(told)

    assert RETURN.to_wire(answer)["value"] == "2025-06-02T16:00:00Z"


@pytest.mark.parametrize(
    ("field", "told", "reason"),
    [
        (PURPOSE, None, "has to be answered"),
        (PURPOSE, "", "has to be answered"),
        (PURPOSE, "leisure", "one of the options"),
        (PURPOSE, ["work"], "Send a text"),
        (AIDS, ["work", "leisure"], "one of the options"),
        (NOTES, "x" * 1001, "at most 1000"),
        (NOTES, {"text": "x"}, "Send a text"),
        (NOTES, True, "Send a text"),
        (PEOPLE, "five", "whole number"),
        (PEOPLE, 2.5, "whole number"),
        (PEOPLE, True, "whole number"),
        (PEOPLE, 0, "At least 1"),
        (PEOPLE, "5", "At most 4"),
        (RETURN, "tomorrow", "Choose a time"),
        (RETURN, "0001-01-01T00:00:00+14:00", "Choose a time"),
        (RETURN, "1969-12-31T23:59:59Z", "Choose a time"),
        (RETURN, "2100-01-01T00:00:00Z", "Choose a time"),
        (TERMS, "false", "have to accept"),
        (TERMS, None, "has to be answered"),
    ],
)
def test_answers_that_do_not_fit_name_the_field(field, told, reason):
    with pytest.raises(NotBookable, match=rf"^{field.title}: .*{reason}"):
        field.read(told)


def test_unknown_answers_are_passed_over_and_missing_ones_are_defaults():
    answers = read_answers((AIDS, NOTES, PEOPLE, RETURN), {"colour": "blue", "notes": "Ring"})

    assert answers == {
        "mobilityOptions": (),
        "notes": "Ring",
        "totalPassengers": "1",
        "returnTrip": "",
    }
    assert [told["id"] for told in answered((NOTES, PEOPLE), answers)] == [
        "notes",
        "totalPassengers",
    ]


def test_several_required_choices_need_one():
    field = InputField("aids", InputKind.MULTIPLE_CHOICE, "Aids", required=True, options=(WORK,))

    for nothing in ([], None, "", [""]):
        with pytest.raises(NotBookable, match="at least one"):
            field.read(nothing)


@given(st.floats(86_400, 4_102_358_400), st.integers(-720, 720))
def test_any_moment_with_an_offset_comes_back_to_the_second(seconds, minutes):
    zone = timezone(timedelta(minutes=minutes))
    moment = datetime.fromtimestamp(seconds, tz=zone)

    told = read_return(moment.isoformat())

    assert datetime.fromisoformat(told) == moment.astimezone(UTC).replace(microsecond=0)
    assert read_return(told) == told


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(field=st.sampled_from(ALL), told=ANYTHING)
def test_whatever_is_sent_is_an_answer_that_reads_the_same_again_or_a_refusal(field, told):
    try:
        answer = field.read(told)
    except NotBookable:
        return
    again = field.to_wire(answer)
    assert field.read(again.get("values", again.get("value"))) == answer
