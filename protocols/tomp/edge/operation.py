"""What every operation of /edge/tomp does before and after its own work."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from protocols.tomp.caching import not_modified
from protocols.tomp.edge.errors import REFUSALS
from protocols.tomp.edge.meta import VERSION
from protocols.tomp.errors import NotServed, Refusals
from protocols.tomp.versions import Version, read_version
from protocols.tomp.views.once import OnceOperation, rendered

SERVED = ("1.6",)


class EdgeOperation(OnceOperation):
    """One endpoint for shared vehicles. The headers `Api` and `Api-Version` are not needed; where
    they are sent they must say TOMP and 1.6."""

    dialects = frozenset(SERVED)
    vary = "Accept-Language, Authorization, X-Access-Token"

    def find_version(self, request: Request) -> Version:
        api, number = request.META.get("HTTP_API"), request.META.get("HTTP_API_VERSION")
        return read_version(api, number, served=SERVED, default=VERSION)

    def find_refusals(self) -> Refusals:
        return REFUSALS

    def show(self, wire: Any, *, seconds: int = 0) -> HttpResponse:
        """A read: it may be kept so long by the client alone, and then be asked for again with its
        ETag."""
        response = rendered(wire)
        response["Cache-Control"] = (
            f"private, max-age={seconds}" if seconds else "private, no-cache"
        )
        return not_modified(self.request, response)


class Absent(EdgeOperation):
    """Any other path below /edge/tomp."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotServed
