"""A Chromium that looks at a server of this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import ConsoleMessage, Page, ViewportSize, expect

from tests.browsing.browsers import CHROMIUM, Browsers, running_browsers

SIZE = ViewportSize(width=1400, height=900)
PATIENCE = 20_000
"""Milliseconds that an element may take to appear."""


def complaint_of(said: ConsoleMessage) -> list[str]:
    """What went wrong; that we have no picture for the browser's tab does not matter."""
    is_picture = said.location["url"].endswith("/favicon.ico")
    return [said.text] if said.type == "error" and not is_picture else []


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of; a test takes out what it has expected."""
    return []


@pytest.fixture
def flags() -> list[str]:
    """What the browser is started with besides; a test may say more."""
    return []


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    """Started for the first test with a page."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with running_browsers() as browsers:
        yield browsers


@pytest.fixture
def page(
    live_server,
    browsers: Browsers,
    complaints: list[str],
    flags: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:
    """A page of the service in a browser that knows nothing yet; what it complained of fails the
    test."""
    with browsers.noticed(), browsers.started_with(flags) as browser:
        # The driver's loop runs in this thread, where Django would refuse the database.
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        page = browser.new_page(base_url=live_server.url, viewport=SIZE)
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.extend(complaint_of(said)))
        yield page
        page.close()
        # Beside the driver's loop Django gave the test connections of its own.
        connections.close_all()
    assert complaints == []
