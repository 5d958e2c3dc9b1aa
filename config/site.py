"""The site of the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from unfold.sites import UnfoldAdminSite


class Site(UnfoldAdminSite):
    """Unfold's site. The menu is that of config.navigation, so hardly a page looks at Django's list
    of all kinds of rows, which took a seventh of the time of every page."""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        listed = super().get_app_list
        return SimpleLazyObject(lambda: listed(request, app_label))
