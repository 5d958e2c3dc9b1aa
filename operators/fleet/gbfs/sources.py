"""Where the files of a feed come from: a folder, a zip file, or the web."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

from operators.fleet.gbfs.reading import read_document
from operators.fleet.gbfs.shapes import Discovery, Document, FeedAddresses
from operators.timetable.importing.downloads import DownloadFailed, Limits, fetch_file
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound
from operators.timetable.importing.sources import open_file, open_source

LARGEST_FILE = 64 * 1024**2
"""Bytes. The vehicles of a large city have about ten MiB."""
LONGEST_DOWNLOAD = 60
"""Seconds for each file."""
DISCOVERY = "gbfs.json"
SUFFIX = ".json"

Begin = Callable[[str], None]
Files = dict[str, bytes]


def read_files(path: Path, names: list[str]) -> Files:
    """Those of the named files that a folder or zip file has. ProblemsFound if it is unsafe."""
    files: Files = {}
    with open_source(path) as source:
        sizes = source.sizes()
        for name in names:
            if name not in sizes:
                continue
            if sizes[name] > LARGEST_FILE:
                raise ProblemsFound(too_large(name, sizes[name]))
            with open_file(source, name) as file:
                files[name] = file.read(LARGEST_FILE)
    return files


def too_large(name: str, size: int) -> Problem:
    message = f"The file has {size} bytes; {LARGEST_FILE} are allowed."
    return Problem(ProblemKind.SOURCE_UNSAFE, message, file=name)


def fetch_files(url: str, names: list[str], *, language: str, begin: Begin) -> Files:
    """Those of the named files that the gbfs.json at the address tells of.

    ProblemsFound if one cannot be had: a feed is taken whole.
    """
    with TemporaryDirectory(prefix="fleet-") as folder:
        place = Path(folder) / "file"
        files = {DISCOVERY: fetch(url, DISCOVERY, place, begin=begin)}
        for name, address in addresses_in(files[DISCOVERY], language).items():
            if name in names and name not in files:
                files[name] = fetch(urljoin(url, address), name, place, begin=begin)
    return files


def fetch(url: str, name: str, place: Path, *, begin: Begin) -> bytes:
    """The bytes at an address. ProblemsFound."""
    begin(f"fetching {name}")
    try:
        fetch_file(url, place, limits=Limits(LARGEST_FILE, LONGEST_DOWNLOAD))
    except DownloadFailed as reason:
        message = f"The file could not be fetched: {reason}. The fleet stays as it is."
        problem = Problem(ProblemKind.DOWNLOAD_FAILED, message, file=name)
        raise ProblemsFound(problem) from reason
    return place.read_bytes()


def addresses_in(discovery: bytes, language: str) -> dict[str, str]:
    """The address of each file; of the languages of version 2 the wanted one, or the first."""
    found = read_document(DISCOVERY, discovery, Document[Discovery]).data
    return {f"{feed.name}{SUFFIX}": feed.url for feed in _one_of(found, language).feeds[::-1]}


def _one_of(languages: Mapping[str, FeedAddresses], wanted: str) -> FeedAddresses:
    kin = wanted.partition("-")[0]
    for name in (wanted, kin, *(each for each in languages if each.startswith(f"{kin}-"))):
        if name in languages:
            return languages[name]
    return next(iter(languages.values()))
