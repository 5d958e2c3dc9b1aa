"""What every operation of this face does before and after its own work."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.signals import got_request_exception
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from operators.tenancy.actors import Actor
from operators.tenancy.errors import TokenUnknown
from operators.tenancy.models import TokenRole
from protocols.authentication import Caller, admit_caller
from protocols.correlation import follow_correlation_id, tell_correlation_id
from protocols.maas_tsp.errors import REFUSALS, NotThere, Refusals
from protocols.maas_tsp.refusing import apologise, refuse
from protocols.parsing import StrictJSONParser, take_chunked_body
from protocols.strangers import refusals_counted
from sales.models import SalesChannel

KEY_HEADER = "X-API-Key"


class AlwaysJSON(BaseContentNegotiation):
    """This format has one media type, whatever the header Accept says."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        sent = request.content_type.split(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class MaasOperation(APIView):
    """One path: the key in `X-API-Key` opens a sales channel; refusals have code and message.

    `at` is when the request arrived, `caller` who sent it, `channel` what its key opens.
    """

    http_method_names = ["get", "head", "post", "patch", "delete"]
    parser_classes = [StrictJSONParser]
    content_negotiation_class = AlwaysJSON
    own_refusals: ClassVar[Refusals] = ()
    """What this path tells otherwise than the others."""

    caller: Caller
    at: datetime

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        follow_correlation_id(request)
        take_chunked_body(request)
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let the caller in: 401 without a known key, 403 without its role, 429 for too many."""
        super().initial(request, *args, **kwargs)
        self.at = timezone.now()
        with refusals_counted(request._request, at=self.at):
            secret = str(request.META.get("HTTP_X_API_KEY", "")).strip()
            if not secret:
                raise TokenUnknown(f"Send your key in the header {KEY_HEADER}.")
            self.caller = admit_caller(secret, role=TokenRole.MAAS_TSP, at=self.at)

    def get_exception_handler(self) -> Any:
        return self._refuse

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Every answer has the correlation id; none is cached unless its view says how long."""
        response = super().finalize_response(request, response, *args, **kwargs)
        tell_correlation_id(response)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Vary", KEY_HEADER)
        return response

    @cached_property
    def channel(self) -> SalesChannel:
        """The sales channel that the key opens, with its tenant."""
        return SalesChannel.objects.select_related("tenant").get(pk=self.caller.channel_id)

    @property
    def actor(self) -> Actor:
        return Actor.partner(self.caller.token_name)

    def read(self, form: type[serializers.Serializer[Any]], told: Any) -> dict[str, Any]:
        """The members of the body or the query, checked by a form. ValidationError."""
        read = form(data=told)
        read.is_valid(raise_exception=True)
        members: dict[str, Any] = read.validated_data
        return members

    def _refuse(self, fault: Exception, context: dict[str, Any]) -> Response:
        refused = refuse(fault, (*self.own_refusals, *REFUSALS))
        if refused is not None:
            return refused
        # Whoever watches the service hears of it as of any other fault.
        got_request_exception.send(sender=type(self), request=self.request._request)
        return apologise(fault)


class Absent(MaasOperation):
    """Any path below /maas/ that there is no operation for."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotThere
