"""Messages that are odd in part, or made to be huge."""

from __future__ import annotations

import resource

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from operators.timetable.realtime import messages
from operators.timetable.realtime.messages import MessageUnreadable, read_message
from tests.factories.moments import NOW
from tests.factories.realtime import delayed, message, trip_update


def packed(number, content):
    """A member of a message in bytes: its number and kind, its length, its content."""
    length, size = b"", len(content)
    while size > 0x7F:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + content


def test_entity_that_cannot_be_read_or_is_too_large_is_left_out_alone():
    content = message(trip_update(delay=60), at=NOW)
    odd = b"\x12\x02\x1a\x05"
    large = message(trip_update(*[{"stop_id": "x" * 90}] * 999, delay=1), at=NOW)
    large = large[len(message(at=NOW)) :] * 4

    told = read_message(content + odd + large, at=NOW)

    assert [trip.delay for trip in told.trips] == [60, 1, 1, 1, 1]
    assert dict(told.left_out) == {"entities that cannot be read": 1}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "LARGEST_ENTITY", 1000)
        told = read_message(content + large, at=NOW)
    assert dict(told.left_out) == {"entities that are too large": 4}


def test_message_with_stops_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(messages, "MOST_STOPS_IN_ALL", 3)
    two = trip_update(delayed(1, stop_sequence=1), delayed(2, stop_sequence=2))

    assert len(read_message(message(two), at=NOW).trips) == 1
    with pytest.raises(MessageUnreadable, match="^it tells of stops more than 3 times$"):
        read_message(message(two, two), at=NOW)


def test_message_that_is_made_to_be_huge_takes_little_memory():
    """Empty members of two bytes: read as a whole, 1 MiB of them would take 40."""
    update = gtfs.TripUpdate(trip=gtfs.TripDescriptor(trip_id="morning")).SerializeToString()
    update += b"\x12\x00" * 500_000
    entity = gtfs.FeedEntity(id="1").SerializePartialToString() + packed(3, update)
    content = message(trip_update(delay=1), at=NOW) + packed(2, entity)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    told = read_message(content, at=NOW)

    assert (len(told.trips), dict(told.left_out)) == (1, {"entities that are too large": 1})
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024
