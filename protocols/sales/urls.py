"""Where this face is: /sales/v1 and /sales/v1beta, without trailing slashes (§3)."""

from __future__ import annotations

import re

from django.urls import URLPattern, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from protocols.sales.describing.views import described_view
from protocols.sales.description import DESCRIPTION
from protocols.sales.operation import SalesOperation, Unknown
from protocols.sales.routes import FORMS, OPERATIONS

PLACE = re.compile(r"\{(\w+)\}")


def _pattern(address: str) -> str:
    def place(found: re.Match[str]) -> str:
        name, form = FORMS[found[1]]
        return f"(?P<{name}>{form})"

    return PLACE.sub(place, address)


def _route(version: str, address: str, view: type[SalesOperation]) -> URLPattern:
    bare = PLACE.sub("one", address).replace("/", "-")
    return re_path(
        rf"^{version}/{_pattern(address)}\Z", view.as_view(), name=f"sales-{version}-{bare}"
    )


def _described(version: str, address: str, view: type[SalesOperation]) -> URLPattern:
    named = PLACE.sub(lambda found: f"<str:{found[1]}>", address)
    return path(f"sales/{version}/{named}", described_view(address, view).as_view())


operations = [
    _route(version, address, view)
    for version, served in OPERATIONS.items()
    for address, view in served.items()
]
described = [
    _described(version, address, view)
    for version, served in OPERATIONS.items()
    for address, view in served.items()
]

urlpatterns = [
    path("sales/", include([*operations, re_path("", Unknown.as_view(), name="sales-unknown")])),
    path(
        "docs/sales/schema",
        SpectacularAPIView.as_view(patterns=described, custom_settings=DESCRIPTION),
        name="sales-v1-schema",
    ),
    path(
        "docs/sales/",
        SpectacularSwaggerSplitView.as_view(
            url_name="sales-v1-schema",
            template_name="docs/description.html",
            title=DESCRIPTION["TITLE"],
        ),
        name="sales-v1-docs",
    ),
]
