"""The paths below /maas/. Each works with and without a trailing slash, since older callers send
one and a redirect would lose the body of a POST."""

from __future__ import annotations

from django.urls import URLPattern, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from protocols.maas_tsp.alerts import VehicleAlert
from protocols.maas_tsp.bookings.views import BookingById, Bookings, Receipt
from protocols.maas_tsp.description import DESCRIPTION
from protocols.maas_tsp.linking.urls import urlpatterns as linking
from protocols.maas_tsp.linking.views import CustomerAuth, CustomerAuthValidate, Registration
from protocols.maas_tsp.operation import Absent, MaasOperation
from protocols.maas_tsp.options.views import Options
from protocols.maas_tsp.stations.views import StationById, Stations
from protocols.maas_tsp.tickets import BookingTicket

BASE = "maas"
OPERATIONS: dict[str, type[MaasOperation]] = {
    "bookings/options": Options,
    "bookings": Bookings,
    "bookings/{id}": BookingById,
    "bookings/{id}/receipt": Receipt,
    "bookings/{id}/ticket": BookingTicket,
    "stations": Stations,
    "stations/{id}": StationById,
    "customer-registration": Registration,
    "customer-auth": CustomerAuth,
    "customer-auth-validate": CustomerAuthValidate,
    "vehicle-alert": VehicleAlert,
}
"""The order counts: the first path that fits is taken."""

# The database stores no NUL; any other text is an id that may be unknown.
REFERENCE = r"(?P<reference>[^/\x00]+)"


def _route(address: str, view: type[MaasOperation]) -> URLPattern:
    pattern = address.replace("{id}", REFERENCE)
    name = address.replace("/{id}", "-one").replace("/", "-")
    return re_path(rf"^{pattern}/?\Z", view.as_view(), name=f"maas-{name}")


operations = [_route(address, view) for address, view in OPERATIONS.items()]
described = [
    path(f"{BASE}/{address.replace('{id}', '<str:id>')}", view.as_view())
    for address, view in OPERATIONS.items()
]

urlpatterns = [
    path(f"{BASE}/", include(linking)),
    path(f"{BASE}/", include([*operations, re_path("", Absent.as_view())])),
    re_path(rf"^{BASE}\Z", Absent.as_view()),
    path(
        "docs/maas/schema",
        SpectacularAPIView.as_view(patterns=described, custom_settings=DESCRIPTION),
        name="maas-tsp-schema",
    ),
    path(
        "docs/maas/",
        SpectacularSwaggerSplitView.as_view(
            url_name="maas-tsp-schema",
            template_name="docs/description.html",
            title=DESCRIPTION["TITLE"],
        ),
        name="maas-tsp-docs",
    ),
]
