"""TOMP's paths: under /tomp/, and bare where the header `Api: TOMP` is sent.

Each works with and without a trailing slash, since a redirect would lose the body of a POST.
"""

from __future__ import annotations

from django.urls import URLPattern, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from protocols.tomp.description import DESCRIPTION
from protocols.tomp.meta import NOT_SERVED, SERVED
from protocols.tomp.views.absent import Absent
from protocols.tomp.views.bookings import BookingById, BookingEvents, Bookings
from protocols.tomp.views.legs import LegById, LegEvents
from protocols.tomp.views.operation import TompOperation
from protocols.tomp.views.operator import OperatorInformation, OperatorMeta, OperatorStations
from protocols.tomp.views.planning import Plannings

OPERATIONS: dict[str, type[TompOperation]] = {
    "plannings": Plannings,
    "bookings": Bookings,
    "bookings/{reference}": BookingById,
    "bookings/{reference}/events": BookingEvents,
    "legs/{reference}": LegById,
    "legs/{reference}/events": LegEvents,
    "operator/meta": OperatorMeta,
    "operator/information": OperatorInformation,
    "operator/stations": OperatorStations,
}

REFERENCE = r"(?P<reference>[A-Za-z0-9_-]{1,64})"


def _route(address: str, view: type[TompOperation]) -> URLPattern:
    pattern = address.replace("{reference}", REFERENCE)
    name = address.replace("/{reference}", "-one").replace("/", "-")
    return re_path(rf"^{pattern}/?$", view.as_view(), name=name)


operations = [_route(address, view) for address, view in OPERATIONS.items()]
absent = [
    re_path(rf"^{address.strip('/').replace('{id}', '[^/]+')}/?$", Absent.as_view())
    for address in sorted({row.path for row in NOT_SERVED} - {row.path for row in SERVED})
]

urlpatterns = [
    path("tomp/", include([*operations, *absent, re_path(r"^.*$", Absent.as_view())])),
    path("", include([*operations, *absent])),
    path(
        "docs/tomp/schema",
        SpectacularAPIView.as_view(
            patterns=[path("tomp/", include(operations))], custom_settings=DESCRIPTION
        ),
        name="tomp-schema",
    ),
    path(
        "docs/tomp/",
        SpectacularSwaggerSplitView.as_view(url_name="tomp-schema"),
        name="tomp-docs",
    ),
]
