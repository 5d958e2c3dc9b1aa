"""Messages that come packed."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from operators.timetable.realtime.packing import PackedBadly, unpack

MESSAGE = b"\x0a\x05\x0a\x032.0" * 50
MOST = len(MESSAGE)


def packed(content: bytes) -> bytes:
    """As gzip packs it, without the time of packing, which tests would be named by."""
    return gzip.compress(content, mtime=0)


PACKED = packed(MESSAGE)


@pytest.mark.parametrize("content", [MESSAGE, b"", b"\x1f"])
def test_what_is_not_packed_stays_as_it_is(content):
    assert unpack(content, most=1) == content


@pytest.mark.parametrize(
    ("content", "unpacked"),
    [
        (PACKED, MESSAGE),
        (packed(b""), b""),
        (packed(MESSAGE[:10]) + packed(MESSAGE[10:]), MESSAGE),
        (PACKED + b"\0\0", MESSAGE),
    ],
)
def test_what_is_packed_is_unpacked(content, unpacked):
    assert unpack(content, most=MOST) == unpacked


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (PACKED[:-1], "it is packed with gzip and broken off"),
        (PACKED[:3], "it is packed with gzip and broken off"),
        (PACKED[:-8] + b"damaged!", "it is packed with gzip and damaged"),
        (packed(MESSAGE + b"!"), f"it has more than {MOST} bytes when it is unpacked"),
        (PACKED + packed(b"!"), f"it has more than {MOST} bytes when it is unpacked"),
    ],
)
def test_what_cannot_be_unpacked_is_refused_with_the_reason(content, why):
    with pytest.raises(PackedBadly) as refusal:
        unpack(content, most=MOST)

    assert str(refusal.value) == why


def test_bomb_takes_no_more_memory_than_a_message_may():
    bomb = packed(bytes(64 * 1024**2))
    tracemalloc.start()

    with pytest.raises(PackedBadly):
        unpack(bomb, most=1024**2)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 1024**2


def test_parts_without_end_are_not_unpacked_one_by_one():
    with pytest.raises(PackedBadly, match="more than 50 parts"):
        unpack(packed(b"") * 51, most=MOST)
    assert unpack(packed(b"x") * 50, most=MOST) == b"x" * 50
