"""The site of the admin."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from unfold.sites import UnfoldAdminSite


class Site(UnfoldAdminSite):
    """Unfold's site. The menu is that of config.navigation, so hardly a page looks at Django's list
    of all kinds of rows, which took a seventh of the time of every page."""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        listed = super().get_app_list
        return SimpleLazyObject(lambda: listed(request, app_label))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Not found for what no text of the database can hold; lists refuse it in their forms."""
        if "\0" in request.GET.get("term", ""):
            raise Http404
        return super().autocomplete_view(request)
