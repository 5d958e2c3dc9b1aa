"""How moments, money, colours and hash codes look."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.tripgo.fields import read_moment, read_whole
from protocols.tripgo.wire import (
    colour,
    epoch,
    from_hundredths,
    hash_of,
    hundredths,
    iso,
    iso_utc,
    major,
    omit_none,
)

BERLIN = ZoneInfo("Europe/Berlin")
HALF_PAST_SIX = datetime(2025, 6, 2, 6, 30, 0, 999_999, tzinfo=UTC)
AMOUNTS = st.decimals(Decimal(-9_999_999), Decimal(9_999_999), places=2)
MOMENTS = st.integers(86_400, 4_102_272_000).map(lambda told: datetime.fromtimestamp(told, UTC))


@pytest.mark.parametrize(
    ("amount", "told"), [("12.50", 1250), ("300", 30000), ("0", 0), ("0.005", 1), ("-1.20", -120)]
)
def test_hundredths_are_of_the_main_unit_of_every_currency(amount, told):
    assert hundredths(Decimal(amount)) == told


@given(AMOUNTS)
def test_hundredths_are_read_back(amount):
    assert from_hundredths(hundredths(amount)) == amount


@pytest.mark.parametrize(("amount", "told"), [("12.50", "12.5"), ("2.00", "2"), ("0", "0")])
def test_main_units_are_a_number(amount, told):
    assert json.dumps(major(Decimal(amount))) == told


def test_moments_have_no_fraction():
    assert iso(HALF_PAST_SIX, BERLIN) == "2025-06-02T08:30:00+02:00"
    assert iso_utc(HALF_PAST_SIX.astimezone(BERLIN)) == "2025-06-02T06:30:00Z"
    assert epoch(HALF_PAST_SIX) == 1_748_845_800


@given(MOMENTS)
def test_moments_are_read_back(moment):
    whole = moment.replace(microsecond=0)

    assert read_moment(iso(moment, BERLIN)) == whole
    assert read_moment(iso_utc(moment)) == whole
    assert read_moment(epoch(moment)) == whole


@pytest.mark.parametrize(
    "told",
    [
        "2025-06-02T06:30:00Z",
        "2025-06-02T06:30:00.123Z",
        "2025-06-02T08:30:00+02:00[Europe/Berlin]",
        "2025-06-02T08:30:00+0200",
        "2025-06-02 06:30",
        1_748_845_800,
        1_748_845_800.75,
        "1748845800",
    ],
)
def test_moments_of_all_apps_are_read(told):
    assert read_moment(told) == HALF_PAST_SIX.replace(microsecond=0)


@pytest.mark.parametrize(
    "told",
    [
        "", "tomorrow", None, True, -1, 10**12, "2025-13-02T06:30:00Z", "2025-06-02", [], {},
        "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", float("nan"), float("inf"),
    ],
)  # fmt: skip
def test_what_is_no_moment_is_none(told):
    assert read_moment(told) is None


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.none())
def test_nothing_that_is_sent_breaks_reading(told):
    read_moment(told)
    assert read_whole(told) is None or isinstance(read_whole(told), int)


def test_colours():
    assert colour("#0c5ea0") == {"red": 12, "green": 94, "blue": 160}
    assert colour("FFFFFF") == {"red": 255, "green": 255, "blue": 255}
    for unfit in ("", "#12", "#zzzzzz"):
        assert colour(unfit) == {"red": 0, "green": 0, "blue": 0}


@given(st.dictionaries(st.text(), st.integers(-(2**53), 2**53)))
def test_hash_fits_32_bits_and_knows_no_order(facts):
    told = hash_of(facts)

    assert -(2**31) <= told < 2**31
    assert hash_of(dict(reversed(facts.items()))) == told
    assert hash_of({**facts, "another": 1.5}) != told


def test_hash_is_the_same_in_every_process():
    assert hash_of({"status": "PROCESSING"}) == -781_764_252


def test_null_is_left_out():
    assert omit_none({"a": None, "b": 0, "c": "", "d": []}) == {"b": 0, "c": "", "d": []}
