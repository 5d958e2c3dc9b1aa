"""Where the files of exports lie: a folder that web processes and workers share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from sales.exports.jobs.models import Export

PART = ".part"
"""Ends the names of files that are not whole yet."""


def path_of(export: Export) -> Path:
    """The whole file; a name of our own, so that nobody guesses it or meets another's."""
    return Path(settings.EXPORT_FOLDER) / str(export.reference)


@contextmanager
def part_of(export: Export) -> Iterator[BinaryIO]:
    """A file to write this attempt into; gone afterwards, unless it was put in place."""
    final = path_of(export)
    final.parent.mkdir(parents=True, exist_ok=True)
    remove_parts(export)
    part = final.with_name(f"{final.name}.{export.attempts}{PART}")
    try:
        with part.open("wb") as file:
            yield file
    finally:
        part.unlink(missing_ok=True)


def put_in_place(export: Export, file: BinaryIO) -> None:
    """Give a file that is whole its name, once all of it is on the disk."""
    file.flush()
    os.fsync(file.fileno())
    final = path_of(export)
    Path(file.name).replace(final)
    sync_folder(final.parent)


def sync_folder(folder: Path) -> None:
    """A name is on the disk when its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def remove_parts(export: Export) -> None:
    """What attempts have left whose worker was killed."""
    final = path_of(export)
    for part in final.parent.glob(f"{final.name}.*{PART}"):
        part.unlink(missing_ok=True)


def remove_file(export: Export) -> None:
    """All that there is of the export on the disk."""
    remove_parts(export)
    path_of(export).unlink(missing_ok=True)


def kept_references() -> Iterator[str]:
    """The references of the exports that have anything in the folder."""
    folder = Path(settings.EXPORT_FOLDER)
    if folder.is_dir():
        yield from sorted({path.name.split(".")[0] for path in folder.iterdir()})
