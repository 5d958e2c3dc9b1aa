"""The reading of files against whatever bytes may come."""

import json
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.fleet.gbfs.feed import SHAPES, read_feed
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.mapping import Kept, map_feed
from operators.fleet.gbfs.reading import path_of, read_document
from operators.fleet.gbfs.values import Translation, in_language
from operators.fleet.hours import hours_in_words, is_open_by, is_readable
from operators.timetable.importing.problems import ProblemsFound
from tests.factories.gbfs import feed_2, feed_3, files_of, vehicle_2

NOTHING = Kept()

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=12,
)


def places_in(document, way=()):
    """The way to every member of a document."""
    pairs = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in pairs:
        yield (*way, key)
        if isinstance(value, dict | list):
            yield from places_in(value, (*way, key))


def mapped(files):
    """The rows of files, or what is wrong with them."""
    findings = Findings()
    try:
        rows = map_feed(read_feed(files), NOTHING, language="en", findings=findings)
        findings.raise_if_wrong()
    except ProblemsFound as found:
        return found.problems
    return rows


def problems_in(name, raw):
    try:
        read_document(name, raw, SHAPES[name])
    except ProblemsFound as found:
        return found.problems
    return ()


@given(raw=st.binary(), name=st.sampled_from(sorted(SHAPES)))
def test_any_bytes_are_read_or_refused(raw, name):
    assert {problem.file for problem in problems_in(name, raw)} <= {name}


@given(inside=json_values, name=st.sampled_from(sorted(SHAPES)))
def test_any_data_is_read_or_refused(inside, name):
    document = {"last_updated": 1780300000, "ttl": 0, "version": "2.3", "data": inside}
    found = problems_in(name, json.dumps(document).encode("utf-8", "ignore"))
    assert {problem.file for problem in found} <= {name}


@given(data=st.data(), value=json_values)
@pytest.mark.parametrize(("feed", "version"), [(feed_2, "2.3"), (feed_3, "3.0")])
def test_any_value_at_any_place_is_mapped_or_told(feed, version, data, value):
    feed = feed()
    name = data.draw(st.sampled_from(sorted(feed)))
    way = data.draw(st.sampled_from(list(places_in(feed[name]))))
    inside = feed[name]
    for step in way[:-1]:
        inside = inside[step]
    inside[way[-1]] = value

    result = mapped(files_of(feed, version=version))

    if isinstance(result, tuple):
        assert all(problem.file for problem in result)
        json.dumps([problem.message for problem in result])


@given(
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    charge=st.floats(0, 1),
    name=st.text(
        st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"),
        min_size=1,
        max_size=100,
    ),
)
def test_sound_vehicle_comes_through_as_it_was_told(latitude, longitude, charge, name):
    feed = feed_2()
    feed["free_bike_status"]["bikes"] = [
        vehicle_2(name, lat=latitude, lon=longitude, current_fuel_percent=charge)
    ]

    (row,) = mapped(files_of(feed)).assets

    assert row.asset_id == name
    on_null_island = abs(latitude) < 0.001 and abs(longitude) < 0.001
    assert (row.latitude, row.longitude) == (
        (None, None) if on_null_island else (latitude, longitude)
    )
    assert row.charge == pytest.approx(100 * charge, abs=0.01)


@pytest.mark.parametrize(
    ("places", "path"),
    [
        (("data", "bikes", 3, "lat"), "data.bikes[3].lat"),
        (("data", "", "feeds", 0, "url"), "data.feeds[0].url"),
        ((0, "a"), "[0].a"),
        ((), ""),
        (("a\0b",), "a�b"),
    ],
)
def test_place_is_told_as_programmers_write_it(places, path):
    assert path_of(places) == path


def texts(**languages):
    return [
        Translation(text=text, language=name.replace("_", "-")) for name, text in languages.items()
    ]


@pytest.mark.parametrize(
    ("told", "language", "text"),
    [
        (texts(en="Bike", nl="Fiets"), "nl", "Fiets"),
        (texts(en="Bike", nl_NL="Fiets"), "nl-BE", "Fiets"),
        (texts(en="Bike", nl="Fiets"), "fr", "Bike"),
        ([Translation(text=" Bike ")], "fr", "Bike"),
        ([], "fr", ""),
        (None, "fr", ""),
    ],
)
def test_text_is_taken_in_the_wanted_language(told, language, text):
    assert in_language(told, language) == text


@pytest.mark.parametrize(
    ("text", "local", "is_open"),
    [
        ("24/7", (2026, 6, 1, 3), True),
        ("Mo-Fr 06:00-22:00", (2026, 6, 1, 6), True),
        ("Mo-Fr 06:00-22:00", (2026, 6, 1, 22), False),
        ("Apr 1-Nov 3 00:00-24:00", (2026, 12, 1, 12), False),
        ("Mo 22:00-02:00", (2026, 6, 2, 1), True),
    ],
)
def test_hours_in_words_are_judged(text, local, is_open):
    assert is_readable(text)
    assert is_open_by(text, datetime(*local)) == is_open  # noqa: DTZ001  # the place's own clock


def test_words_that_are_no_hours_are_told():
    assert not is_readable("when the sun shines")


@given(opens=st.times(), closes=st.times())
def test_hours_of_days_can_be_said_in_words(opens, closes):
    opens, closes = opens.replace(second=0, microsecond=0), closes.replace(second=0, microsecond=0)

    assert is_readable(hours_in_words(["MON", "SUN"], opens, closes))


def test_midnight_is_the_end_of_the_day():
    assert hours_in_words(["MON"], time(6), time(0)) == "Mo 06:00-24:00"
