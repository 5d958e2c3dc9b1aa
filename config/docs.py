"""The table of contents of the API descriptions: one page for each face that is installed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_resolver, resolve, reverse
from django.views.decorators.http import require_safe

SUFFIX = "-docs"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A link to every route whose name ends in `-docs`, so that a face brings its own entry; in the
    words of the page's title."""
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    addresses = [reverse(name) for name in names if name.endswith(SUFFIX)]
    pages = sorted((title_of(address), address) for address in addresses)
    return render(request, "docs/index.html", {"pages": pages})


def title_of(address: str) -> str:
    """What the page of a description is called, without the service's name."""
    view: Any = resolve(address).func
    title: str = view.view_initkwargs["title"]
    return title.removeprefix("Perron: ")
