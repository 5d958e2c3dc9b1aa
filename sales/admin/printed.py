"""Documents as PDF in the browser, in the language that is asked for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from sales.letters.states import Language

NAMES = {Language.ENGLISH: "English", Language.BOKMAL: "Norwegian"}


def language_asked(request: HttpRequest) -> Language:
    """What `?language=` says; English if it says nothing. Http404 for one that is not written."""
    asked = request.GET.get("language", Language.ENGLISH)
    if asked not in Language.values:
        raise Http404
    return Language(asked)


def row_to_print(page: Any, request: HttpRequest, object_id: str) -> Any:
    """The row of that page; 404 for a stranger's, 403 for those who may not see it."""
    if not page.has_view_permission(request):
        raise PermissionDenied
    row = page.get_object(request, object_id)
    if row is None:
        raise Http404
    if not page.has_view_permission(request, row):
        raise PermissionDenied
    return row


def links_to_pdf(route: str, *args: object) -> SafeString:
    """A link for each language."""
    address = reverse(route, args=args)
    rows = [(f"{address}?language={language}", f"PDF, {name}") for language, name in NAMES.items()]
    return format_html_join(" · ", '<a href="{}" target="_blank">{}</a>', rows)


def pdf_response(printed: bytes, name: str) -> HttpResponse:
    """Shown by the browser, and stored under that name."""
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    # What was sold to whom is for this person alone.
    response["Cache-Control"] = "private, no-store"
    return response
