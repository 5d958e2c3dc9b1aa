"""The paths below /edge/tomp: eight operations, each with and without a trailing slash."""

from __future__ import annotations

from django.urls import URLPattern, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from protocols.tomp.edge.description import DESCRIPTION
from protocols.tomp.edge.meta import BASE
from protocols.tomp.edge.operation import Absent, EdgeOperation
from protocols.tomp.edge.views import (
    BookingById,
    LegById,
    LegEvents,
    Meta,
    OneStop,
    PricingPlans,
    Regions,
    Support,
)

OPERATIONS: dict[str, type[EdgeOperation]] = {
    "operator/regions": Regions,
    "operator/meta": Meta,
    "operator/pricing-plans": PricingPlans,
    "bookings/one-stop": OneStop,
    "bookings/{id}": BookingById,
    "legs/{id}": LegById,
    "legs/{id}/events": LegEvents,
    "support": Support,
}

# The database stores no NUL; any other text is an id that may be unknown.
REFERENCE = r"(?P<reference>[^/\x00]+)"


def _route(address: str, view: type[EdgeOperation]) -> URLPattern:
    pattern = address.replace("{id}", REFERENCE)
    name = address.replace("/{id}", "-one").replace("/", "-")
    return re_path(rf"^{pattern}/?\Z", view.as_view(), name=f"edge-{name}")


operations = [_route(address, view) for address, view in OPERATIONS.items()]
described = [
    path(f"{BASE}/{address.replace('{id}', '<str:id>')}", view.as_view())
    for address, view in OPERATIONS.items()
]

urlpatterns = [
    path(f"{BASE}/", include([*operations, re_path("", Absent.as_view())])),
    re_path(rf"^{BASE}\Z", Absent.as_view()),
    path(
        "docs/edge/schema",
        SpectacularAPIView.as_view(patterns=described, custom_settings=DESCRIPTION),
        name="tomp-edge-schema",
    ),
    path(
        "docs/edge/",
        SpectacularSwaggerSplitView.as_view(
            url_name="tomp-edge-schema",
            template_name="docs/description.html",
            title=DESCRIPTION["TITLE"],
        ),
        name="tomp-edge-docs",
    ),
]
