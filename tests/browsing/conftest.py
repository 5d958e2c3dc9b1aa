"""A Chromium that looks at a server of this process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import ConsoleMessage, Page, ViewportSize, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
QUIET = [
    "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
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
def page(live_server, complaints: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page of the service; what the browser complained of fails the test."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        # Its loop runs in this thread, where Django would refuse the database.
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=QUIET, chromium_sandbox=os.geteuid() != 0
        )
        page = browser.new_page(base_url=live_server.url, viewport=SIZE)
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.extend(complaint_of(said)))
        yield page
        browser.close()
        # Beside the driver's loop Django gave the test connections of its own.
        connections.close_all()
    assert complaints == []
