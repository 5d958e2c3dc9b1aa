"""Forms of the admin of shared vehicles, filled in and sent."""

from __future__ import annotations

from tests.admin_world import address
from tests.pages import admin_form_of


def sent(browser, row, **changes):
    """The row's form with some changes, sent; the answer."""
    page = address(row, "change")
    return browser.post(page, admin_form_of(browser.get(page), **changes))


def added(browser, model, **facts):
    page = address(model, "add")
    return browser.post(page, admin_form_of(browser.get(page), **facts))


def text_of(response):
    return response.content.decode()
