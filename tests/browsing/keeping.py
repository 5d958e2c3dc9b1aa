"""What a page has kept in the browser for places without a network."""

from __future__ import annotations

import time

from playwright.sync_api import Page

ALL_KEPT = """
    async (cache) => {
      const kept = await caches.open(cache);
      const parts = document.querySelectorAll("[data-kept]");
      const wanted = [location.href, ...[...parts].map((part) => part.href || part.src)];
      const found = wanted.map((address) => kept.match(address, {ignoreSearch: true}));
      return (await Promise.all(found)).every(Boolean);
    }
"""
PATIENCE = 20.0
"""Seconds."""
PAUSE = 50
"""Milliseconds between two looks."""


def until_kept(page: Page, cache: str) -> None:
    """Wait until that cache has all that the page needs."""
    until(page, ALL_KEPT, cache)


def until(page: Page, question: str, about: str) -> None:
    """Wait until a script that takes its time says yes. The driver's own waiting would take the
    promise of an answer for a yes."""
    deadline = time.monotonic() + PATIENCE
    while not page.evaluate(question, about):
        assert time.monotonic() < deadline, "the page does not come to what is waited for"
        page.wait_for_timeout(PAUSE)
