"""Where this face is: /inspection/v1, and the public keys."""

from __future__ import annotations

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from protocols.inspection import views
from protocols.inspection.bundles import BlockListOperation, BundleOperation
from protocols.inspection.checks import Checks
from protocols.inspection.description import DESCRIPTION
from protocols.inspection.devices import DeviceById, Devices
from protocols.inspection.operation import Unknown
from protocols.inspection.scans import Scans
from protocols.inspection.tickets import TicketByNumber

BASE = "inspection/v1"
operations = [
    path(f"{BASE}/devices", Devices.as_view(), name="inspection-devices"),
    path(f"{BASE}/devices/<uuid:reference>", DeviceById.as_view(), name="inspection-device"),
    path(f"{BASE}/bundle", BundleOperation.as_view(), name="inspection-bundle"),
    path(f"{BASE}/block-list", BlockListOperation.as_view(), name="inspection-block-list"),
    path(f"{BASE}/checks", Checks.as_view(), name="inspection-checks"),
    path(f"{BASE}/tickets/<str:number>", TicketByNumber.as_view(), name="inspection-ticket"),
    path(f"{BASE}/scans", Scans.as_view(), name="inspection-scans"),
]

urlpatterns = [
    path(".well-known/jwks.json", views.jwks, name="jwks"),
    *operations,
    path(
        "docs/inspection/schema",
        SpectacularAPIView.as_view(patterns=operations, custom_settings=DESCRIPTION),
        name="inspection-schema",
    ),
    path(
        "docs/inspection/",
        SpectacularSwaggerSplitView.as_view(
            url_name="inspection-schema",
            template_name="docs/description.html",
            title=DESCRIPTION["TITLE"],
        ),
        name="inspection-docs",
    ),
    path("inspection/scan/", include("protocols.inspection.scanning.urls")),
    path("inspection/", include([re_path("", Unknown.as_view(), name="inspection-unknown")])),
]
