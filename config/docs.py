"""The table of contents of the API descriptions: one page for each face that is installed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_resolver, reverse
from django.views.decorators.http import require_safe

SUFFIX = "-docs"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A link to every route whose name ends in `-docs`, so that a face brings its own entry."""
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    faces = sorted(name for name in names if name.endswith(SUFFIX))
    pages = [(name.removesuffix(SUFFIX), reverse(name)) for name in faces]
    return render(request, "docs/index.html", {"pages": pages})
