"""What every operation of /edge/tomp does before and after its own work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from protocols.idempotency import Attempt, answer_once, read_attempt
from protocols.models import CallerKind
from protocols.tomp.caching import not_modified
from protocols.tomp.edge.errors import REFUSALS
from protocols.tomp.edge.meta import VERSION
from protocols.tomp.errors import NotServed, Refusals, refuse
from protocols.tomp.versions import Version, read_version
from protocols.tomp.views.operation import TompOperation

SERVED = ("1.6",)


class EdgeOperation(TompOperation):
    """One endpoint for shared vehicles. The headers `Api` and `Api-Version` are not needed; where
    they are sent they must say TOMP and 1.6."""

    refusals: ClassVar[Refusals] = REFUSALS
    vary = "Accept-Language, Authorization, X-Access-Token"

    def find_version(self, request: Request) -> Version:
        api, number = request.META.get("HTTP_API"), request.META.get("HTTP_API_VERSION")
        return read_version(api, number, served=SERVED, default=VERSION)

    def show(self, wire: Any, *, seconds: int = 0) -> HttpResponse:
        """A read: it may be kept so long by the client alone, and then be asked for again with its
        ETag."""
        response = rendered(wire)
        response["Cache-Control"] = (
            f"private, max-age={seconds}" if seconds else "private, no-cache"
        )
        return not_modified(self.request, response)

    def read_attempt(self) -> Attempt | None:
        """The Idempotency-Key, if one was sent; to be read before the body is. KeyUnfit."""
        return read_attempt(
            self.request._request, caller_kind=CallerKind.TOKEN, caller_id=self.caller.token_id
        )

    def once(self, attempt: Attempt | None, answer: Callable[[], HttpResponse]) -> HttpResponse:
        """Run `answer`; with a key, once for all requests that carry it. KeyInUse, KeyReused."""
        if attempt is None:
            return answer()
        return answer_once(attempt, lambda: self._finished(answer), at=self.at)

    def _finished(self, answer: Callable[[], HttpResponse]) -> HttpResponse:
        """The answer; a refusal is one as well."""
        try:
            return answer()
        except Exception as fault:
            refused = refuse(fault, module=self.module, refusals=self.refusals)
            if refused is None:
                raise
            return rendered(refused.data, status=refused.status_code)


class Absent(EdgeOperation):
    """Any other path below /edge/tomp."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotServed


def rendered(wire: Any, *, status: int = 200) -> HttpResponse:
    """A finished answer."""
    body = JSONRenderer().render(wire)
    return HttpResponse(body, status=status, content_type=JSONRenderer.media_type)
