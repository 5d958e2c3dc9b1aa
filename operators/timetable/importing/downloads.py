"""Fetching a feed from the address where its operator publishes it.

The address is typed by people, so this must not become a way into the network that the service
runs in: it speaks HTTP to public addresses only, follows few redirects, and takes no more bytes
and no more time than a feed may cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError, LocationParseError, SSLError

from operators.tenancy.deadlines import hung_up_after, watch_pools
from operators.tenancy.guarding import AddressRefused, guard_pools
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound

LARGEST_DOWNLOAD = 2 * 1024**3
"""Bytes. The zip files of whole countries have about 200 MiB."""
LONGEST_DOWNLOAD = 15 * 60
"""Seconds, redirects among them."""
PATIENCE = Timeout(connect=10, read=60)
MOST_REDIRECTS = 3
BLOCK = 1 << 16
OK, NOT_MODIFIED = 200, 304
HEADERS = {"User-Agent": "Perron"}


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
    """How many bytes a file may have, how many seconds it may take in all, and how long to wait for
    a server that says nothing."""

    size: int
    seconds: float
    patience: Timeout = PATIENCE


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
    url: str,
    path: Path,
    *,
    limits: Limits,
    known: Validators | None = None,
    packed: str = "identity",
) -> Validators | None:
    """Write the file at the address to `path`; None if it is still the `known` one.

    `packed`: how the server may pack what it sends (Accept-Encoding); it is written as it comes.
    DownloadFailed says why there is no file.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise DownloadFailed("the address is no web address; write one that begins with https://")
    headers = HEADERS | {"Accept-Encoding": packed} | (known.headers() if known else {})
    too_long = f"the download took longer than {limits.seconds} seconds"
    with guarded_pools() as pools, hung_up_after(limits.seconds) as is_over:
        try:
            response = ask(pools, url, headers=headers, limits=limits)
            try:
                found = save(response, path, limits)
            finally:
                response.close()
        except (HTTPError, LocationParseError, OSError, AddressRefused) as error:
            raise DownloadFailed(too_long if is_over.is_set() else reason_of(error)) from error
        if is_over.is_set():
            raise DownloadFailed(too_long)
        return found


def ask(
    pools: PoolManager, url: str, *, headers: dict[str, str], limits: Limits
) -> BaseHTTPResponse:
    """The answer that the address leads to, its body not yet read. DownloadFailed where it leads on
    and on.

    urllib3 would read all that stands below a redirect, however much it is, and log the address.
    """
    for _ in range(MOST_REDIRECTS + 1):
        response = pools.request(
            "GET",
            url,
            headers=headers,
            timeout=limits.patience,
            retries=False,
            redirect=False,
            preload_content=False,
        )
        further = response.get_redirect_location()
        if not further:
            return response
        response.close()
        url = urljoin(url, further)
    raise DownloadFailed(f"it was redirected more than {MOST_REDIRECTS} times")


def save(response: BaseHTTPResponse, path: Path, limits: Limits) -> Validators | None:
    """Write the body of an answer to a file. DownloadFailed if it is no answer to be had."""
    if response.status == NOT_MODIFIED:
        return None
    if response.status != OK:
        raise DownloadFailed(
            f"the server answered {response.status} {response.reason or ''}".rstrip()
        )
    taken = 0
    with path.open("wb") as file:
        for block in response.stream(BLOCK, decode_content=False):
            taken += len(block)
            if taken > limits.size:
                raise DownloadFailed(f"the file has more than {limits.size} bytes")
            file.write(block)
    return Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))


def failed(reason: str) -> ProblemsFound:
    message = f"The feed could not be fetched: {reason}. The timetable stays as it is."
    return ProblemsFound(Problem(ProblemKind.DOWNLOAD_FAILED, message))


def reason_of(error: Exception) -> str:
    """Why there was no answer, in words."""
    if isinstance(error, AddressRefused):
        return "its address is not public; FEEDS_FROM_PRIVATE_ADDRESSES=1 allows that"
    if isinstance(error, SSLError):
        return f"the certificate of the server is not good ({error})"
    return f"the server did not answer ({type(error).__name__})"


def guarded_pools() -> PoolManager:
    """Connections to public addresses, unless the settings allow all, that `hung_up_after` ends."""
    pools = PoolManager()
    return watch_pools(pools) if settings.FEEDS_FROM_PRIVATE_ADDRESSES else guard_pools(pools)
