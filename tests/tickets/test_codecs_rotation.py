from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.codecs.rotation import Window, window_at

TICKET = UUID("018f3c2a-7b1e-7c44-9d3a-5e6f70819203")
MICROSECOND = timedelta(microseconds=1)

periods = st.integers(1, 300)
overlaps = st.integers(0, 60)
moments = st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1 < at.year < 9999)


def test_window_is_that_of_the_format_example():
    window = window_at(TICKET, period=30, overlap=15, at=datetime(2026, 9, 1, 8, 0, 5, tzinfo=UTC))

    assert window == Window(
        start=datetime(2026, 9, 1, 7, 59, 36, tzinfo=UTC),
        end=datetime(2026, 9, 1, 8, 0, 6, tzinfo=UTC),
        dies_at=datetime(2026, 9, 1, 8, 0, 21, tzinfo=UTC),
    )
    assert int(window.start.timestamp()) == 1788249576


@given(ticket_id=st.uuids(), period=periods, overlap=overlaps, at=moments)
def test_window_holds_its_moment(ticket_id, period, overlap, at):
    window = window_at(ticket_id, period=period, overlap=overlap, at=at)

    assert window.start <= at < window.end
    assert window.end - window.start == timedelta(seconds=period)
    assert window.dies_at - window.end == timedelta(seconds=overlap)
    assert window.start.microsecond == 0


@given(ticket_id=st.uuids(), period=periods, overlap=overlaps, at=moments)
def test_window_is_the_same_all_through(ticket_id, period, overlap, at):
    window = window_at(ticket_id, period=period, overlap=overlap, at=at)

    for moment in (window.start, window.end - MICROSECOND):
        assert window_at(ticket_id, period=period, overlap=overlap, at=moment) == window


@given(ticket_id=st.uuids(), period=periods, overlap=overlaps, at=moments)
def test_windows_follow_each_other_without_gap(ticket_id, period, overlap, at):
    window = window_at(ticket_id, period=period, overlap=overlap, at=at)
    following = window_at(ticket_id, period=period, overlap=overlap, at=window.end)

    assert following.start == window.end


@given(ticket_id=st.uuids(), period=periods, at=moments)
def test_window_starts_in_the_phase_of_its_ticket(ticket_id, period, at):
    window = window_at(ticket_id, period=period, overlap=0, at=at)

    assert int(window.start.timestamp()) % period == int(ticket_id.hex[:8], 16) % period


def test_windows_of_tickets_start_at_different_seconds():
    at = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
    tickets = [UUID(int=number << 96) for number in range(30)]

    starts = {window_at(ticket, period=30, overlap=15, at=at).start for ticket in tickets}

    assert len(starts) == 30


@given(ticket_id=st.uuids(), at=moments, hours=st.integers(-12, 12))
def test_window_does_not_depend_on_the_time_zone(ticket_id, at, hours):
    local = at.astimezone(timezone(timedelta(hours=hours)))

    window = window_at(ticket_id, period=30, overlap=15, at=local)

    assert window == window_at(ticket_id, period=30, overlap=15, at=at)
    assert window.start.tzinfo is UTC


def test_window_before_1970_holds_its_moment():
    at = datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)

    window = window_at(TICKET, period=30, overlap=0, at=at)

    assert window.start <= at < window.end


@pytest.mark.parametrize(
    ("period", "overlap", "at"),
    [
        (0, 15, datetime(2026, 9, 1, tzinfo=UTC)),
        (-30, 15, datetime(2026, 9, 1, tzinfo=UTC)),
        (30, -1, datetime(2026, 9, 1, tzinfo=UTC)),
        (30, 15, datetime(2026, 9, 1)),  # noqa: DTZ001, the naive time is the point
    ],
)
def test_window_that_cannot_be_is_refused(period, overlap, at):
    with pytest.raises(ValueError, match=r"rotate|time zone"):
        window_at(TICKET, period=period, overlap=overlap, at=at)
