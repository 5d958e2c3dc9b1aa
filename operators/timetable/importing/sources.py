"""The zip file or folder that a feed comes in. Members are streamed, never unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from stat import S_ISLNK
from typing import BinaryIO, Protocol, cast

from operators.timetable.importing.problems import (
    LONGEST_VALUE,
    PROBLEMS_PER_CHECK,
    Problem,
    ProblemKind,
    ProblemsFound,
)

LARGEST_FEED = 8 * 1024**3
"""Bytes that the members of a feed may have together when unpacked."""
LARGEST_RATIO = 200
"""How many times larger than packed a member may be. Timetables reach about 20."""
RATIO_COUNTS_FROM = 10 * 1024**2
"""Bytes below which a member may be packed as tightly as it likes."""
ENCRYPTED = 0x1


class FeedSource(Protocol):
    """The files of a feed by name."""

    def sizes(self) -> dict[str, int]:
        """Bytes of each file, unpacked; a zip file's members in folders carry their path."""

    def open(self, name: str) -> BinaryIO:
        """The bytes of one file, from its start."""


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder that holds the files. Links are not followed: they may lead anywhere."""

    folder: Path

    def sizes(self) -> dict[str, int]:
        return {
            path.name: path.stat().st_size
            for path in self.folder.iterdir()
            if path.is_file() and not path.is_symlink()
        }

    def open(self, name: str) -> BinaryIO:
        return (self.folder / name).open("rb")


@dataclass(frozen=True, slots=True)
class ZipSource:
    """A zip file with the files at its top."""

    archive: zipfile.ZipFile

    def sizes(self) -> dict[str, int]:
        return {
            member.filename: member.file_size
            for member in self.archive.infolist()
            if not member.is_dir()
        }

    def open(self, name: str) -> BinaryIO:
        # Members read lines in Python; the reader around them does so in C.
        return io.BufferedReader(cast("io.RawIOBase", self.archive.open(name)))


@contextmanager
def open_source(path: Path, *, called: str = "") -> Iterator[FeedSource]:
    """Open a feed and judge its outside. ProblemsFound if it is unsafe or cannot be read.

    `called` is the name that people know it by, where that is not the path's.
    """
    with ExitStack() as opened:
        with readable(called or path.name):
            if path.is_dir():
                refuse_links(path)
                source: FeedSource = FolderSource(path)
            else:
                archive = opened.enter_context(zipfile.ZipFile(path))
                refuse_members(archive.infolist())
                source = ZipSource(archive)
            refuse_size(source.sizes())
        yield source


@dataclass(frozen=True, slots=True)
class FeedFile:
    """One file of a feed, read from its start; ProblemsFound when its bytes cannot be had."""

    name: str
    size: int
    stream: BinaryIO

    def read(self, limit: int) -> bytes:
        with readable(self.name):
            return self.stream.read(limit)

    def readline(self, limit: int) -> bytes:
        with readable(self.name):
            return self.stream.readline(limit)

    def readlines(self, limit: int) -> Iterator[bytes]:
        """The lines that are left; one longer than `limit` bytes comes in pieces."""
        with readable(self.name):
            while line := self.stream.readline(limit):
                yield line

    def tell(self) -> int:
        """Bytes read so far."""
        return self.stream.tell()


@contextmanager
def open_file(source: FeedSource, name: str) -> Iterator[FeedFile]:
    """Open one file of a feed."""
    with readable(name):
        size, stream = source.sizes()[name], source.open(name)
    with stream:
        yield FeedFile(name, size, stream)


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn what can go wrong with reading into a problem of the file `name`."""
    try:
        yield
    except zipfile.BadZipFile as error:
        raise unreadable(name, f"it is no sound zip file ({error})") from error
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise unreadable(name, f"it cannot be read ({reason})") from error


def unreadable(name: str, reason: str) -> ProblemsFound:
    message = f"{name}: {reason}; send a zip file or a folder with the files of the feed."
    return ProblemsFound(Problem(ProblemKind.SOURCE_UNREADABLE, message, file=name))


def refuse_members(members: list[zipfile.ZipInfo]) -> None:
    """Look at the list of members before anything is unpacked."""
    counts = Counter(member.filename for member in members)
    unsafe = [
        Problem(ProblemKind.SOURCE_UNSAFE, message, file=member.filename[:LONGEST_VALUE])
        for member in members
        if (message := reason_to_refuse(member, counts[member.filename]))
    ]
    if unsafe:
        raise ProblemsFound(*unsafe[:PROBLEMS_PER_CHECK])


def refuse_links(folder: Path) -> None:
    """ProblemsFound if a file of the feed is a link."""
    links = [
        Problem(
            ProblemKind.SOURCE_UNSAFE,
            "The file is a link to another one; put the file itself there.",
            file=path.name[:LONGEST_VALUE],
        )
        for path in sorted(folder.glob("*.txt"))
        if path.is_symlink()
    ]
    if links:
        raise ProblemsFound(*links[:PROBLEMS_PER_CHECK])


def reason_to_refuse(member: zipfile.ZipInfo, times: int) -> str:
    """Why a member is not to be opened; empty if it may be."""
    path = PureWindowsPath(member.filename)
    if path.drive or path.root or ".." in path.parts:
        return "The zip file has a member outside of its own folder; leave it out."
    if S_ISLNK(member.external_attr >> 16):
        return "The member is a link to another file; put the file itself there."
    if times > 1:
        return "The zip file has this member more than once; keep one."
    if member.flag_bits & ENCRYPTED:
        return "The member is encrypted; pack the feed without a password."
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "The member is packed in an unusual way; use the usual one (deflate)."
    packed = max(member.compress_size, 1)
    if member.file_size > RATIO_COUNTS_FROM and member.file_size > LARGEST_RATIO * packed:
        return f"Unpacked, the member is more than {LARGEST_RATIO} times larger; this is no feed."
    return ""


def refuse_size(sizes: dict[str, int]) -> None:
    """ProblemsFound if the feed would fill the disk."""
    total = sum(sizes.values())
    if total > LARGEST_FEED:
        message = f"Unpacked, the feed has {total} bytes; {LARGEST_FEED} are allowed. Split it."
        raise ProblemsFound(Problem(ProblemKind.SOURCE_UNSAFE, message))
