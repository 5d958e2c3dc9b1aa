"""GET /metrics, for Prometheus."""

from __future__ import annotations

import hmac
import os
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from config.metrics.business import Business

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """All figures as text: those of every process that shares the folder, summed.

    Needs `Authorization: Bearer` with METRICS_TOKEN. Without that setting the page is there for
    this machine alone, and only where plain http is served; 404 for everybody else.
    """
    if not _may_look(request):
        raise Http404
    business = CollectorRegistry()
    business.register(Business())
    figures = generate_latest(_processes()) + generate_latest(business)
    return HttpResponse(figures, content_type=CONTENT_TYPE_LATEST)


def _may_look(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        sent = request.headers.get("Authorization", "")
        return hmac.compare_digest(sent.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return settings.INSECURE_HTTP and _is_here(str(request.META.get("REMOTE_ADDR", "")))


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _processes() -> CollectorRegistry:
    if not os.environ.get(FOLDER):
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry
