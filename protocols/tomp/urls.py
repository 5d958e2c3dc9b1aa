"""TOMP's paths: under /tomp/, and bare where the header `Api: TOMP` is sent.

Each works with and without a trailing slash, since a redirect would lose the body of a POST.
"""

from __future__ import annotations

from django.urls import URLPattern, include, path, re_path

from protocols.tomp.described import document
from protocols.tomp.dialects import DIALECTS
from protocols.tomp.views.absent import Absent
from protocols.tomp.views.ancillaries import LegAncillary
from protocols.tomp.views.bookings import BookingById, BookingEvents, Bookings
from protocols.tomp.views.customers import CustomerAccount, CustomerAccounts
from protocols.tomp.views.legs import LegById, LegConfirmation, LegEvents
from protocols.tomp.views.messages import BookingNotifications, BookingSubscription
from protocols.tomp.views.meta import OperatorMeta, OperatorPing
from protocols.tomp.views.one_stop import OneStop
from protocols.tomp.views.operation import TompOperation
from protocols.tomp.views.operator import (
    OperatorInformation,
    OperatorRegions,
    OperatorStations,
)
from protocols.tomp.views.payment import ExtraCosts, JournalEntries
from protocols.tomp.views.planning import Inquiries, Offers, Plannings
from protocols.tomp.views.rides import LegAssets, LegProgress
from protocols.tomp.views.service import (
    AvailableAssets,
    OperatingCalendar,
    OperatingHours,
    OperatorAlerts,
    PricingPlans,
)
from protocols.tomp.views.support import SupportRequests, SupportStatus

OPERATIONS: dict[str, type[TompOperation]] = {
    "plannings": Plannings,
    "planning/inquiries": Inquiries,
    "planning/offers": Offers,
    "bookings": Bookings,
    "bookings/one-stop": OneStop,
    "bookings/{id}": BookingById,
    "bookings/{id}/events": BookingEvents,
    "bookings/{id}/notifications": BookingNotifications,
    "bookings/{id}/subscription": BookingSubscription,
    "legs/{id}": LegById,
    "legs/{id}/events": LegEvents,
    "legs/{id}/ancillaries/{category}/{number}": LegAncillary,
    "legs/{id}/available-assets": LegAssets,
    "legs/{id}/confirmation": LegConfirmation,
    "legs/{id}/progress": LegProgress,
    "operator/meta": OperatorMeta,
    "operator/ping": OperatorPing,
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
    "customers": CustomerAccounts,
    "customers/{id}": CustomerAccount,
    "support": SupportRequests,
    "support/{id}/status": SupportStatus,
}

# The database stores no NUL; any other text is an id that may be unknown.
ANY = r"[^/\x00]+"
PARTS = {"{id}": "reference", "{category}": "category", "{number}": "number"}
# What begins like a path of any version of TOMP 1 gets an answer in TOMP's words.
FAMILIES = (
    "bookings|customers|executions|legs|operator|payment|planning|planning-options|plannings|"
    "support"
)


def _route(address: str, view: type[TompOperation]) -> URLPattern:
    pattern = address
    for part, name in PARTS.items():
        pattern = pattern.replace(part, f"(?P<{name}>{ANY})")
    name = address.replace("/{id}", "-one").replace("/{category}/{number}", "").replace("/", "-")
    return re_path(rf"^{pattern}/?\Z", view.as_view(), name=name)


operations = [_route(address, view) for address, view in OPERATIONS.items()]
documents = [
    page
    for dialect in DIALECTS.values()
    for page in document(dialect, OPERATIONS, name=f"tomp-{dialect.number}")
]

urlpatterns = [
    path("", include("protocols.tomp.edge.urls")),
    path("tomp/", include("protocols.tomp.suppliers.urls")),
    path("tomp/", include([*operations, re_path("", Absent.as_view())])),
    path("", include([*operations, re_path(rf"^({FAMILIES})(/|\Z)", Absent.as_view())])),
    *documents,
]
