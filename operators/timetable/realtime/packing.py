"""Messages that come packed (gzip, RFC 1952): by a server that packs, or as a packed file.

No message begins with the two octets that a packed one begins with, so nothing else has to say it.
"""

from __future__ import annotations

import zlib

MARK = b"\x1f\x8b"
WITH_HEADER = 16 + zlib.MAX_WBITS
"""That zlib reads the frame of gzip."""
MOST_PARTS = 50
"""Who packs has one, or some that were put together. Each has all that follow copied once."""


class PackedBadly(Exception):
    """These bytes cannot be unpacked; the text says why, as the end of a sentence."""


def unpack(content: bytes, *, most: int) -> bytes:
    """The bytes of a message, unpacked where it is packed, however many parts it has. PackedBadly
    where it is broken off or has more than `most` bytes; no more than those are ever unpacked."""
    if not content.startswith(MARK):
        return content
    parts: list[bytes] = []
    left = most + 1
    while content.startswith(MARK):
        reader = zlib.decompressobj(WITH_HEADER)
        try:
            parts.append(reader.decompress(content, left))
        except zlib.error as error:
            raise PackedBadly("it is packed with gzip and damaged") from error
        left -= len(parts[-1])
        if left <= 0:
            raise PackedBadly(f"it has more than {most} bytes when it is unpacked")
        if not reader.eof:
            raise PackedBadly("it is packed with gzip and broken off")
        content = reader.unused_data
        if len(parts) == MOST_PARTS and content:
            raise PackedBadly(f"it is packed in more than {MOST_PARTS} parts")
    return b"".join(parts)
