"""A file as the answer to a download that may begin in the middle (RFC 9110 §13, §14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from sales.exports.jobs.models import Export
from sales.exports.jobs.queries import file_of
from sales.exports.wishes import Format

RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})", re.ASCII)
WHOLE, PART, NOT_MODIFIED, UNSATISFIABLE = 200, 206, 304, 416


class Slice:
    """Some bytes of a file, read as a file is."""

    def __init__(self, file: BinaryIO, first: int, count: int) -> None:
        file.seek(first)
        self.file = file
        self.left = count

    def read(self, size: int = -1) -> bytes:
        part = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(part)
        return part

    def close(self) -> None:
        self.file.close()


@dataclass(frozen=True, slots=True)
class Served:
    """What to answer: a status, headers, and the bytes, if there are any to send."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Slice | None = None
    media_type: str | None = None
    is_begin: bool = False
    """Whether the download begins with it, and does not go on after a break."""


def serve(export: Export, asked: Mapping[str, str], *, at: datetime, body: bool = True) -> Served:
    """Answer headers such as `Range`, `If-Range` and `If-None-Match`, which are looked up here.

    One range is answered with that part, or with 416 if the file ends before it; several, or what
    is no range, with the whole file. `body`: whether bytes are wanted. ExportNotReady, ExportGone.
    """
    path = file_of(export, at=at)
    tag = f'"{export.digest}"'
    if tag in [one.strip() for one in asked.get("If-None-Match", "").split(",")]:
        return Served(NOT_MODIFIED, {"ETag": tag})
    size = export.size or 0
    first, last = 0, size - 1
    status = WHOLE
    if asked.get("If-Range", tag) == tag and (found := RANGE.fullmatch(asked.get("Range", ""))):
        span = span_of(found["first"], found["last"], size)
        if span is None:
            return Served(UNSATISFIABLE, {"ETag": tag, "Content-Range": f"bytes */{size}"})
        if span:
            status, (first, last) = PART, span
    headers = headers_of(export, tag, last - first + 1)
    if status == PART:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    part = Slice(path.open("rb"), first, last - first + 1) if body else None
    media_type = Format(export.format).media_type
    return Served(status, headers, part, media_type, is_begin=body and first == 0)


def span_of(first: str, last: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """The bytes that a range means; none at all for one that means nothing, None for one that
    lies behind the end."""
    if first == last == "" or (first and last and int(first) > int(last)):
        return ()
    if not first:
        count = min(int(last), size)
        return (size - count, size - 1) if count else None
    if int(first) >= size:
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


def headers_of(export: Export, tag: str, length: int) -> dict[str, str]:
    return {
        "Accept-Ranges": "bytes",
        # Kept by nobody on the way; a browser may go on where it was broken off.
        "Cache-Control": "private, no-cache",
        "Content-Disposition": f'attachment; filename="{export.file_name}"',
        "Content-Length": str(length),
        "ETag": tag,
        "X-Content-Type-Options": "nosniff",
    }
