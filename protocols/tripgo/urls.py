"""The paths below /v1/. Each works with and without a trailing slash, since a redirect would lose
the body of a POST.

Each package brings its own operations. Where two paths fit an address the one with a word where the
other has a parameter is taken: `booking/v2/summary` is no `booking/v2/{booking}`.
"""

from __future__ import annotations

import re

from django.urls import URLPattern, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from protocols.tripgo.actions.urls import OPERATIONS as ACTIONS
from protocols.tripgo.addresses import BASE
from protocols.tripgo.description import DESCRIPTION
from protocols.tripgo.formflow.urls import OPERATIONS as FORMFLOW
from protocols.tripgo.linking.urls import OPERATIONS as LINKING
from protocols.tripgo.mybookings.urls import OPERATIONS as MYBOOKINGS
from protocols.tripgo.operation import Absent, TripGoOperation
from protocols.tripgo.paying.urls import OPERATIONS as PAYING
from protocols.tripgo.quick.urls import OPERATIONS as QUICK
from protocols.tripgo.regions import Regions
from protocols.tripgo.tickets.urls import OPERATIONS as TICKETS
from protocols.tripgo.trips.urls import OPERATIONS as TRIPS
from protocols.tripgo.users.urls import OPERATIONS as USERS
from protocols.tripgo.whole.urls import OPERATIONS as WHOLE

PARAMETER = re.compile(r"\{(\w+)\}")


def in_order(operations: dict[str, type[TripGoOperation]]) -> dict[str, type[TripGoOperation]]:
    """Words before parameters, part by part."""
    by_part = sorted(operations, key=lambda one: [p.startswith("{") for p in one.split("/")])
    return {address: operations[address] for address in by_part}


OPERATIONS = in_order(
    {
        "regions.json": Regions,
        **USERS, **LINKING, **TRIPS, **WHOLE, **QUICK, **PAYING, **ACTIONS, **FORMFLOW, **TICKETS,
        **MYBOOKINGS,
    }
)  # fmt: skip
"""Every path with its operation; parameters are in braces."""


def _route(address: str, view: type[TripGoOperation]) -> URLPattern:
    # The database stores no NUL; any other text is an id that may be unknown.
    escaped = re.escape(address).replace(r"\{", "{").replace(r"\}", "}")
    pattern = PARAMETER.sub(r"(?P<\1>[^/\\x00]+)", escaped)
    name = PARAMETER.sub(r"\1", address).replace("/", "-").replace(".", "-")
    return re_path(rf"^{pattern}/?\Z", view.as_view(), name=f"tripgo-{name}")


operations = [_route(address, view) for address, view in OPERATIONS.items()]
described = [
    path(f"{BASE}/" + PARAMETER.sub(r"<str:\1>", address), view.as_view())
    for address, view in OPERATIONS.items()
]

urlpatterns = [
    path(f"{BASE}/", include([*operations, re_path("", Absent.as_view())])),
    re_path(rf"^{BASE}\Z", Absent.as_view()),
    path(
        "docs/tripgo/schema",
        SpectacularAPIView.as_view(patterns=described, custom_settings=DESCRIPTION),
        name="tripgo-schema",
    ),
    path(
        "docs/tripgo/",
        SpectacularSwaggerSplitView.as_view(
            url_name="tripgo-schema",
            template_name="docs/description.html",
            title=DESCRIPTION["TITLE"],
        ),
        name="tripgo-docs",
    ),
]
