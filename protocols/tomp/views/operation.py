"""What every TOMP operation does before and after its own work."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.signals import got_request_exception
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from operators.tenancy.actors import Actor
from operators.tenancy.errors import TokenUnknown
from operators.tenancy.models import TokenRole
from protocols.authentication import Caller, admit_caller, find_secret
from protocols.models import Limited
from protocols.parsing import StrictJSONParser, take_chunked_body
from protocols.strangers import client_of, count_client, refusals_counted
from protocols.tomp.dialect import Dialect
from protocols.tomp.dialects import DIALECTS
from protocols.tomp.errors import (
    GENERAL,
    REFUSALS,
    NotServed,
    Refusals,
    apologise,
    refuse,
)
from protocols.tomp.versions import DEFAULT, VERSIONS, Version, read_version
from sales.models import SalesChannel

LANGUAGE = "en"
VARY = "Accept-Language, Authorization, X-Access-Token, Api, Api-Version"


class AlwaysJSON(BaseContentNegotiation):
    """TOMP has one media type, whatever the header Accept says."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        sent = request.content_type.split(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class TompOperation(APIView):
    """One endpoint: version and token are read from the headers, refusals told in TOMP's words.

    The bare paths belong to TOMP only where the header `Api` is sent, except those that a client
    reads to find out which version to send. What the versions do differently is in `dialect`.
    """

    module = GENERAL
    dialects: ClassVar[frozenset[str]] = frozenset(VERSIONS)
    """The versions that have this endpoint; in others it is not served."""
    own_refusals: ClassVar[Refusals] = ()
    """What this endpoint tells otherwise than the others."""
    vary = VARY
    is_public = False
    bare_without_header = False
    default_version = DEFAULT
    methods_not_served: tuple[str, ...] = ()
    """Methods of TOMP on this path that meta shows as NOT_IMPLEMENTED."""
    events = ""
    """The table of the dialect with the events that can be sent here."""
    largest = 0
    """Rows in a page of its list, at most; 0 where there are no pages."""
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    parser_classes = [StrictJSONParser]
    content_negotiation_class = AlwaysJSON

    version: Version
    dialect: Dialect
    caller: Caller
    at: datetime

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        take_chunked_body(request)
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Read the headers. 404 for a bare path without `Api`; 400, 401 and 429 as errors tell."""
        super().initial(request, *args, **kwargs)
        self.at = timezone.now()
        self.version = self.find_version(request)
        self.dialect = DIALECTS[self.version.dialect]
        if self.is_public:
            count_client(Limited.ANONYMOUS, client_of(request), at=self.at)
        else:
            with refusals_counted(request, at=self.at):
                self._authenticate(request)
        if not self.is_spoken():
            # As any other path that this version does not know.
            self.module = GENERAL
            raise NotServed

    def is_spoken(self) -> bool:
        """Whether the version of the request, as far as it is known, has this endpoint."""
        return not hasattr(self, "version") or self.version.dialect in self.dialects

    def find_version(self, request: Request) -> Version:
        """The version that the headers ask for. NotServed for a bare path without `Api`."""
        api = request.META.get("HTTP_API")
        if api is None and not self.bare_without_header and not self._is_mounted(request):
            raise NotServed("Send the header “Api: TOMP” with this path, or put /tomp before it.")
        number = request.META.get("HTTP_API_VERSION")
        return read_version(api, number, served=DIALECTS, default=self.default_version)

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        if request.method in self.methods_not_served:
            raise NotServed
        return super().http_method_not_allowed(request, *args, **kwargs)

    def get_exception_handler(self) -> Any:
        return self._refuse

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Every answer has a language; none is cached unless its view says how long."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Content-Language", LANGUAGE)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Vary", self.vary)
        return response

    @cached_property
    def channel(self) -> SalesChannel:
        """The sales channel that the token opens, read when it is first asked for; where the id
        is enough, `caller` has it."""
        return SalesChannel.objects.select_related("tenant").get(pk=self.caller.channel_id)

    @property
    def actor(self) -> Actor:
        return Actor.partner(self.caller.token_name)

    def find_refusals(self) -> Refusals:
        """How this request's faults are told; the first kind that fits counts."""
        of_version = self.dialect.refusals if hasattr(self, "dialect") else ()
        return (*self.own_refusals, *of_version, *REFUSALS)

    def _refuse(self, fault: Exception, context: dict[str, Any]) -> Response:
        refused = refuse(fault, module=self.module, refusals=self.find_refusals())
        if refused is not None:
            return refused
        # Whoever watches the service hears of it as of any other fault.
        got_request_exception.send(sender=type(self), request=self.request._request)
        return apologise()

    def _authenticate(self, request: Request) -> None:
        secret = find_secret(request)
        if not secret:
            raise TokenUnknown("Send your API token as “Authorization: Bearer …”.")
        self.caller = admit_caller(secret, role=TokenRole.TOMP, at=self.at)

    @staticmethod
    def _is_mounted(request: Request) -> bool:
        return request.path_info.startswith("/tomp/")
