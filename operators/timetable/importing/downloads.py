"""Fetching a feed from the address where its operator publishes it.

The address is typed by people, so this must not become a way into the network that the service
runs in: it speaks HTTP to public addresses only, follows few redirects, and takes no more bytes
and no more time than a feed may cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError, LocationParseError, MaxRetryError, SSLError
from urllib3.util import Retry

from operators.tenancy.guarding import AddressRefused, guard_pools
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound

LARGEST_DOWNLOAD = 2 * 1024**3
"""Bytes. The zip files of whole countries have about 200 MiB."""
LONGEST_DOWNLOAD = 15 * 60
"""Seconds from the first byte to the last."""
PATIENCE = Timeout(connect=10, read=60)
MOST_REDIRECTS = 3
ONCE = Retry(total=MOST_REDIRECTS, redirect=MOST_REDIRECTS, connect=0, read=0, other=0)
BLOCK = 1 << 16
OK, NOT_MODIFIED = 200, 304
HEADERS = {"User-Agent": "Perron", "Accept-Encoding": "identity"}


class DownloadFailed(Exception):
    """There is no file to be had; the text says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server says of a file, to be told whether it is still the same."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes a file may have, and how many seconds it may take from first to last."""

    size: int
    seconds: float


def fetch_feed(url: str, path: Path, *, known: Validators) -> Validators | None:
    """Write the file at the address to `path`; None if it is still the `known` one.

    ProblemsFound says why there is no file.
    """
    limits = Limits(LARGEST_DOWNLOAD, LONGEST_DOWNLOAD)
    try:
        return fetch_file(url, path, limits=limits, known=known)
    except DownloadFailed as reason:
        raise failed(str(reason)) from reason


def fetch_file(
    url: str, path: Path, *, limits: Limits, known: Validators | None = None
) -> Validators | None:
    """Write the file at the address to `path`; None if it is still the `known` one.

    DownloadFailed says why there is no file.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise DownloadFailed("the address is no web address; write one that begins with https://")
    try:
        with guarded_pools() as pools:
            response = pools.request(
                "GET",
                url,
                headers=HEADERS | (known.headers() if known else {}),
                timeout=PATIENCE,
                retries=ONCE,
                preload_content=False,
            )
            try:
                return save(response, path, limits)
            finally:
                response.close()
    except (HTTPError, LocationParseError, OSError, AddressRefused) as error:
        raise DownloadFailed(reason_of(error)) from error


def save(response: BaseHTTPResponse, path: Path, limits: Limits) -> Validators | None:
    """Write the body of an answer to a file. DownloadFailed if it is no answer to be had."""
    if response.status == NOT_MODIFIED:
        return None
    if response.status != OK:
        raise DownloadFailed(
            f"the server answered {response.status} {response.reason or ''}".rstrip()
        )
    began, taken = monotonic(), 0
    with path.open("wb") as file:
        for block in response.stream(BLOCK, decode_content=False):
            taken += len(block)
            if taken > limits.size:
                raise DownloadFailed(f"the file has more than {limits.size} bytes")
            if monotonic() - began > limits.seconds:
                raise DownloadFailed(f"the download took longer than {limits.seconds} seconds")
            file.write(block)
    return Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))


def failed(reason: str) -> ProblemsFound:
    message = f"The feed could not be fetched: {reason}. The timetable stays as it is."
    return ProblemsFound(Problem(ProblemKind.DOWNLOAD_FAILED, message))


def reason_of(error: Exception) -> str:
    """Why there was no answer, in words."""
    cause: Any = error
    if isinstance(error, MaxRetryError) and error.reason is not None:
        cause = error.reason
    if isinstance(cause, AddressRefused):
        return "its address is not public; FEEDS_FROM_PRIVATE_ADDRESSES=1 allows that"
    if isinstance(cause, SSLError):
        return f"the certificate of the server is not good ({cause})"
    if "redirect" in str(cause):
        return f"it was redirected more than {MOST_REDIRECTS} times"
    return f"the server did not answer ({type(cause).__name__})"


def guarded_pools() -> PoolManager:
    """Connections to public addresses, unless the settings allow all."""
    pools = PoolManager()
    return pools if settings.FEEDS_FROM_PRIVATE_ADDRESSES else guard_pools(pools)
