"""What is served here, and whether it is well."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection
from django.urls import get_resolver
from rest_framework.request import Request
from rest_framework.response import Response

from protocols.tomp.errors import OPERATOR_INFORMATION
from protocols.tomp.meta import Routes, meta_to_wire
from protocols.tomp.views.operation import TompOperation


def routes() -> Routes:
    """What is routed, by address. (The routes name the views, so these cannot import them.)"""
    urls: Any = get_resolver("protocols.tomp.urls").urlconf_module
    found: Routes = urls.OPERATIONS
    return found


class OperatorMeta(TompOperation):
    """GET /operator/meta (TOMP, operator information module)."""

    module = OPERATOR_INFORMATION
    is_public = True
    bare_without_header = True

    def get(self, request: Request) -> Response:
        """Which versions and endpoints are served; no token and no version header needed."""
        return Response(meta_to_wire(f"{settings.BASE_URL}/tomp", routes()))


class OperatorPing(TompOperation):
    """GET /operator/ping (TOMP 1.6, operator information module)."""

    module = OPERATOR_INFORMATION
    dialects = frozenset({"1.6"})
    is_public = True
    bare_without_header = True
    default_version = "1.6.1"

    def get(self, request: Request) -> Response:
        """200 while the service is well; no token and no version header needed."""
        connection.ensure_connection()
        return Response()
