"""A Chromium for all tests of a process: to start one takes longer than most tests do."""

from __future__ import annotations

import os
import shutil
from asyncio import events
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Playwright, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
QUIET = (
    "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass
class Browsers:
    """The driver, and the browser that all tests share that start it with nothing special.

    The driver's loop runs in the thread of the tests. Only those with a page may notice: others
    would find that Django refuses them the database, and that they cannot run a loop themselves.
    """

    driver: Playwright
    loop: events.AbstractEventLoop
    kept: list[Browser] = field(default_factory=list)

    @contextmanager
    def noticed(self) -> Iterator[None]:
        events._set_running_loop(self.loop)
        try:
            yield
        finally:
            events._set_running_loop(None)

    @contextmanager
    def started_with(self, flags: Sequence[str]) -> Iterator[Browser]:
        """One of its own for whoever wants flags; the shared one is closed at the end of all."""
        if flags:
            browser = self._launch(flags)
            yield browser
            browser.close()
            return
        if not self.kept:
            self.kept.append(self._launch())
        yield self.kept[0]

    def _launch(self, flags: Sequence[str] = ()) -> Browser:
        return self.driver.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, *flags], chromium_sandbox=os.geteuid() != 0
        )


@contextmanager
def running_browsers() -> Iterator[Browsers]:
    with sync_playwright() as driver:
        browsers = Browsers(driver, events.get_running_loop())
        events._set_running_loop(None)
        yield browsers
        events._set_running_loop(browsers.loop)
        for browser in browsers.kept:
            browser.close()
