"""The times that barcodes are for, whatever the type of ticket."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.moments import NOW
from tickets.models import Ticket, TicketType
from tickets.windows import clipped, static_window, window_of, windows_from

MOMENTS = st.timedeltas(timedelta(0), timedelta(days=7)).map(NOW.__add__)
UIC = {"barcode_format": "UIC", "symbology": "AZTEC"}
TYPES = st.one_of(
    st.builds(
        TicketType, rotation_seconds=st.integers(15, 300), overlap_seconds=st.integers(0, 60)
    ),
    st.builds(
        TicketType,
        rotation_seconds=st.sampled_from([60, 120, 180, 240, 300]),
        overlap_seconds=st.integers(0, 60),
        **{name: st.just(value) for name, value in UIC.items()},
    ),
    st.builds(
        TicketType,
        rotation_seconds=st.integers(15, 60),
        device_signed=st.just(True),
        **{name: st.just(value) for name, value in UIC.items()},
    ),
)


def ticket_of(kind, number, minutes=14 * 24 * 60):
    """An active ticket that is valid from the first of the moments on."""
    start = datetime(2026, 5, 31, tzinfo=UTC)
    return Ticket(
        pk=UUID(int=number),
        ticket_type=kind,
        activated_at=start,
        valid_from=start,
        valid_until=start + timedelta(minutes=minutes),
    )


NUMBERS = st.integers(0, 2**128 - 1)


@given(TYPES, NUMBERS, MOMENTS)
def test_window_holds_its_moment_and_dies_after_its_end(kind, number, at):
    window = window_of(ticket_of(kind, number), at)

    assert window.start <= at < window.end <= window.dies_at


@given(TYPES, NUMBERS, MOMENTS)
def test_windows_follow_each_other_without_a_gap(kind, number, at):
    ticket = ticket_of(kind, number)

    window = window_of(ticket, at)

    assert window_of(ticket, window.end).start == window.end
    assert window_of(ticket, window.end - datetime.resolution) == window
    assert window_of(ticket, window.start) == window


@given(TYPES, NUMBERS, MOMENTS)
def test_phone_that_signs_is_good_for_12_to_24_hours(kind, number, at):
    window = window_of(ticket_of(kind, number), at)

    life = window.dies_at - at
    if kind.device_signed:
        assert timedelta(hours=12, minutes=-1) < life <= timedelta(hours=24)
    else:
        assert life <= timedelta(minutes=7)


@given(TYPES, NUMBERS, MOMENTS, st.integers(0, 900))
def test_windows_ahead_last_no_longer_than_asked(kind, number, at, seconds):
    ticket = ticket_of(kind, number)

    first, *others = windows_from(ticket, at, lasting=timedelta(seconds=seconds))

    assert first == window_of(ticket, at)
    assert all(window.end <= first.start + timedelta(seconds=seconds) for window in others)


@pytest.mark.parametrize(("kind", "longer"), [({}, 0), (UIC, 59)])
def test_barcode_ends_with_its_ticket_to_the_minute_that_its_format_tells(kind, longer):
    ticket = ticket_of(TicketType(rotation_seconds=0, **kind), 1)
    ticket.valid_until = NOW + timedelta(seconds=1)

    rotating = ticket_of(TicketType(rotation_seconds=60, overlap_seconds=60, **kind), 1)
    ticket.valid_until = rotating.valid_until = NOW + timedelta(seconds=1)

    windows = [clipped(ticket, static_window(ticket)), clipped(rotating, window_of(rotating, NOW))]

    assert [window.end for window in windows] == [ticket.valid_until] * 2
    assert [window.dies_at for window in windows] == [NOW + timedelta(seconds=1 + longer)] * 2
