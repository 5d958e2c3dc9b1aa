"""TOMP's paths: under /tomp/, and bare where the header `Api: TOMP` is sent.

Each works with and without a trailing slash, since a redirect would lose the body of a POST.
"""

from __future__ import annotations

from django.urls import URLPattern, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from protocols.tomp.description import DESCRIPTION
from protocols.tomp.views.absent import Absent
from protocols.tomp.views.bookings import BookingById, BookingEvents, Bookings
from protocols.tomp.views.legs import LegById, LegEvents
from protocols.tomp.views.messages import BookingNotifications, BookingSubscription
from protocols.tomp.views.operation import TompOperation
from protocols.tomp.views.operator import OperatorInformation, OperatorMeta, OperatorStations
from protocols.tomp.views.payment import ExtraCosts, JournalEntries
from protocols.tomp.views.planning import Plannings
from protocols.tomp.views.rides import LegAssets, LegProgress
from protocols.tomp.views.service import (
    AvailableAssets,
    OperatingCalendar,
    OperatingHours,
    OperatorAlerts,
    OperatorRegions,
    PricingPlans,
)
from protocols.tomp.views.support import SupportRequests, SupportStatus

OPERATIONS: dict[str, type[TompOperation]] = {
    "plannings": Plannings,
    "bookings": Bookings,
    "bookings/{id}": BookingById,
    "bookings/{id}/events": BookingEvents,
    "bookings/{id}/notifications": BookingNotifications,
    "bookings/{id}/subscription": BookingSubscription,
    "legs/{id}": LegById,
    "legs/{id}/events": LegEvents,
    "legs/{id}/available-assets": LegAssets,
    "legs/{id}/progress": LegProgress,
    "operator/meta": OperatorMeta,
    "operator/information": OperatorInformation,
    "operator/stations": OperatorStations,
    "operator/regions": OperatorRegions,
    "operator/alerts": OperatorAlerts,
    "operator/operating-calendar": OperatingCalendar,
    "operator/operating-hours": OperatingHours,
    "operator/pricing-plans": PricingPlans,
    "operator/available-assets": AvailableAssets,
    "payment/journal-entry": JournalEntries,
    "payment/{id}/claim-extra-costs": ExtraCosts,
    "support": SupportRequests,
    "support/{id}/status": SupportStatus,
}

# The database stores no NUL; any other text is an id that may be unknown.
REFERENCE = r"(?P<reference>[^/\x00]+)"
# What begins like a path of any version of TOMP 1 gets an answer in TOMP's words.
FAMILIES = (
    "bookings|customers|executions|legs|operator|payment|planning|planning-options|plannings|"
    "support"
)


def _route(address: str, view: type[TompOperation]) -> URLPattern:
    pattern = address.replace("{id}", REFERENCE)
    name = address.replace("/{id}", "-one").replace("/", "-")
    return re_path(rf"^{pattern}/?\Z", view.as_view(), name=name)


operations = [_route(address, view) for address, view in OPERATIONS.items()]
described = [
    path(f"tomp/{address.replace('{id}', '<str:id>')}", view.as_view())
    for address, view in OPERATIONS.items()
]

urlpatterns = [
    path("", include("protocols.tomp.edge.urls")),
    path("tomp/", include([*operations, re_path("", Absent.as_view())])),
    path("", include([*operations, re_path(rf"^({FAMILIES})(/|\Z)", Absent.as_view())])),
    path(
        "docs/tomp/schema",
        SpectacularAPIView.as_view(patterns=described, custom_settings=DESCRIPTION),
        name="tomp-1.1-schema",
    ),
    path(
        "docs/tomp/",
        SpectacularSwaggerSplitView.as_view(
            url_name="tomp-1.1-schema",
            template_name="docs/description.html",
            title=DESCRIPTION["TITLE"],
        ),
        name="tomp-1.1-docs",
    ),
]
