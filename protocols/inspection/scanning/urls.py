"""Below /inspection/scan/, which is the scope of the page's worker."""

from django.urls import path

from protocols.inspection.scanning import page

urlpatterns = [
    path("", page.scan_page, name="scan-page"),
    path("worker.js", page.worker, name="scan-worker"),
    path("manifest.json", page.manifest, name="scan-manifest"),
    path("rail-tickets.json", page.rail_tickets, name="scan-rail-tickets"),
]
