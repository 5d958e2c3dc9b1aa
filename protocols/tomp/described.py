"""The paths of one version for its API description: the views, with how that version tells them."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from drf_spectacular.utils import extend_schema_view
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from protocols.tomp.dialect import Dialect
from protocols.tomp.meta import Routes


def document(dialect: Dialect, routes: Routes, *, name: str) -> list[URLPattern]:
    """The schema of a version and the page that shows it."""
    settings = dict(dialect.describing.DESCRIPTION)
    base = f"docs/tomp/{dialect.number}"
    schema, page = f"{name}-schema", f"{name}-docs"
    return [
        path(
            f"{base}/schema",
            SpectacularAPIView.as_view(
                patterns=described(dialect, routes), custom_settings=settings
            ),
            name=schema,
        ),
        path(
            f"{base}/",
            SpectacularSwaggerSplitView.as_view(
                url_name=schema, template_name="docs/description.html", title=settings["TITLE"]
            ),
            name=page,
        ),
    ]


def described(dialect: Dialect, routes: Routes) -> list[URLPattern]:
    """The routes of a version, each view with the descriptions of its methods."""
    found = []
    for address, methods in dialect.describing.OPERATIONS.items():
        view = routes[address]
        # The views are shared, so each version describes a class of its own.
        own: Any = type(view.__name__, (view,), {"__doc__": view.__doc__})
        extend_schema_view(**methods)(own)
        route = address.replace("{", "<str:").replace("}", ">")
        found.append(path(f"tomp/{route}", own.as_view()))
    return found
