"""What every operation of this face does before and after its own work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

import structlog
from django.conf import settings
from django.core.signals import got_request_exception
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.views import APIView

from operators.listing.pages import Tally
from operators.tenancy.actors import Actor
from operators.tenancy.clients import ClientPermission
from protocols.correlation import follow_correlation_id, tell_correlation_id
from protocols.idempotency import REPLAYED, Attempt, answer_once, answer_or_undo, read_attempt
from protocols.models import CallerKind
from protocols.oauth.authentication import ClientCaller, admit_client
from protocols.parsing import StrictJSONParser, take_chunked_body
from protocols.sales.errors import NotThere, PermissionMissing
from protocols.sales.etags import Known, PreconditionRequired, known_order
from protocols.sales.fields import WireRequest, read_body
from protocols.sales.headers import (
    CHANNEL,
    HeaderMissing,
    read_channel_id,
    read_client_name,
    read_pos,
    read_settlement,
)
from protocols.sales.limits import tell_quota
from protocols.sales.needs import Need
from protocols.sales.queries import check_query
from protocols.sales.refusing import apologise, refuse
from protocols.throttling import Quota, TooMany
from sales.catalogue.rights import (
    ActionNotAllowed,
    ChannelAction,
    LinkedChannel,
    allowed,
    linked_channel,
)
from sales.models import Order, OrderTally, SalesChannel
from sales.payments.gateways.patience import patient

SAFE = ("GET", "HEAD")
CODE = re.compile("[A-Z0-9]{8}")
"""An id of an order may also come in a query, which may hold what the database cannot."""
LANGUAGE = "en"
VARY = "Authorization, Entur-Distribution-Channel"


class SalesOperation(APIView):
    """One path: who calls, with which headers, may do what; answers and refusals as §5 has them.

    A write runs in one transaction, unless it `moves_money` outside of the database, and has one
    effect for each Idempotency-Key.
    """

    needs: ClassVar[Mapping[str, Need]] = {}
    """By method, what the caller needs."""
    asks: ClassVar[Mapping[str, frozenset[str] | None]] = {}
    """By method, the names that its query may have; None for a list, which reads them itself."""
    moves_money = False
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    parser_classes = [StrictJSONParser]

    at: datetime
    caller: ClientCaller
    pos: str
    attempt: Attempt | None = None
    _channel: SalesChannel | None = None
    _quota: Quota | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        follow_correlation_id(request)
        if name := read_client_name(request):
            structlog.contextvars.bind_contextvars(client_name=name)
        self.at = timezone.now()
        self.args, self.kwargs = args, kwargs
        self.headers = self.default_response_headers
        take_chunked_body(request)
        self.request = self.initialize_request(request, *args, **kwargs)
        try:
            self.initial(self.request, *args, **kwargs)
            with patient():
                response = self._act(self.request)
        except Exception as fault:  # noqa: BLE001  # whatever it is, it has the body of §5
            response = self._refuse(fault)
        return self._finish(response)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let the caller in. 401, 403, 429, 405 and 400 as errors tell, in this order."""
        self._admit(request)
        method = "GET" if request.method == "HEAD" else str(request.method)
        need = self.needs.get(method)
        if need is None:
            raise MethodNotAllowed(str(request.method))
        if need.permission not in self.caller.permissions:
            raise PermissionMissing(f"The access token lacks the permission {need.permission}.")
        link = None
        if need.action and self._must_name_channel(request):
            link = self._link(read_channel_id(request))
            self._channel = link.channel
        self.pos = read_pos(request, required=request.method not in SAFE)
        check_query(request.query_params, self.asks.get(method, frozenset()))
        if link is not None and need.action not in link.actions:
            raise ActionNotAllowed

    def _must_name_channel(self, request: Request) -> bool:
        """Always, unless the installation lets clients read without it, as newer ones want to."""
        if not settings.SALES_READS_WITHOUT_CHANNEL or request.method not in SAFE:
            return True
        return bool(request.META.get("HTTP_ENTUR_DISTRIBUTION_CHANNEL"))

    def _link(self, netex_id: str) -> LinkedChannel:
        organisation = self.caller.organisation_id
        return linked_channel(self.caller.pk, netex_id, organisation_id=organisation)

    @property
    def channel(self) -> SalesChannel:
        """The channel that the request names. HeaderMissing where the answer depends on it and it
        was left out, as it may be from other reads."""
        if self._channel is None:
            raise HeaderMissing(CHANNEL)
        return self._channel

    @property
    def actor(self) -> Actor:
        return self.caller.actor

    @property
    def known(self) -> Known:
        """What the client says that the order is."""
        return known_order(self.request)

    @property
    def sees_all_organisations(self) -> bool:
        return ClientPermission.ADMIN in self.caller.permissions

    def orders(self) -> QuerySet[Order]:
        """The orders that the caller may see: its organisation's, or its tenant's."""
        if self.sees_all_organisations:
            return Order.objects.filter(tenant_id=self.caller.tenant_id)
        # A seller is of one tenant (order_seller_same_tenant); no index holds both.
        return Order.objects.filter(seller_id=self.caller.organisation_id)

    def order_tally(self) -> Tally:
        """How many orders the caller may see, by what most lists are filtered by."""
        rows = OrderTally.objects.all()
        if self.sees_all_organisations:
            return Tally(rows.filter(tenant_id=self.caller.tenant_id), "orders")
        return Tally(rows.filter(seller_id=self.caller.organisation_id), "orders")

    def order_of(self, code: str) -> Order:
        """The order; NotThere for one that the caller may not see. For a write the caller's
        organisation needs the same right in the order's own channel: ActionNotAllowed."""
        found = self.orders().select_related("channel", "seller").filter(code=code)
        order = found.first() if CODE.fullmatch(code) else None
        if order is None:
            raise NotThere
        self.check_channel(order)
        return order

    def check_channel(self, order: Order) -> None:
        """ActionNotAllowed if the caller's organisation has not the right that it needs in the
        order's own channel as well; what was sold elsewhere may be read."""
        need = self.needs["GET" if self.request.method in SAFE else str(self.request.method)]
        assert need.action is not None
        if self.request.method in SAFE and need.action == ChannelAction.INFORM:
            return
        if self._channel is not None and order.channel_id == self._channel.pk:
            return
        if not allowed(order.channel, self.caller.organisation_id, need.action):
            raise ActionNotAllowed

    def check_known(self, order: Order) -> None:
        """PreconditionFailed unless the order is one that If-Match names; PreconditionRequired
        without it where the installation wants it of every change."""
        if settings.SALES_IF_MATCH_REQUIRED and not self.request.META.get("HTTP_IF_MATCH"):
            raise PreconditionRequired
        self.known.check(order.version, order.revision)

    def read(self, form: type[WireRequest]) -> dict[str, Any]:
        """The members of the body, which are checked."""
        return read_body(form, self.request.data)

    def _admit(self, request: Request) -> None:
        try:
            self.caller = admit_client(request._request, at=self.at)
        except TooMany as refusal:
            self._quota = refusal.quota
            raise
        self._quota = self.caller.quota

    def _act(self, request: Request) -> HttpResponse:
        if request.method in SAFE:
            return self._handle()
        self.attempt = attempt = read_attempt(
            request._request,
            caller_kind=CallerKind.CLIENT,
            caller_id=self.caller.pk,
            facts=(
                self._channel.netex_id if self._channel else "",
                self.pos,
                read_settlement(request),
            ),
        )
        if attempt is not None:
            told = answer_once(attempt, self._handle, at=self.at, moves_money=self.moves_money)
            return self.told_again(told) if REPLAYED in told.headers else told
        return self._handle() if self.moves_money else answer_or_undo(self._handle)

    def told_again(self, response: HttpResponse) -> HttpResponse:
        """What a repeated request is told, from the answer that was kept."""
        return response

    def _handle(self) -> HttpResponse:
        """The answer of the method; a refusal is an answer as well."""
        handler = getattr(self, str(self.request.method).lower())
        try:
            response: HttpResponse = handler(self.request, *self.args, **self.kwargs)
        except Exception as fault:
            refused = refuse(fault, self.request, at=self.at)
            if refused is None:
                raise
            return refused
        return response

    def _refuse(self, fault: Exception) -> HttpResponse:
        refused = refuse(fault, self.request, at=self.at)
        if refused is not None:
            if isinstance(fault, MethodNotAllowed):
                refused.headers["Allow"] = ", ".join(sorted(self.needs))
            return refused
        # Whoever watches the service hears of it as of any other fault.
        got_request_exception.send(sender=type(self), request=self.request._request)
        return apologise(self.request, fault, at=self.at)

    def _finish(self, response: HttpResponse) -> HttpResponse:
        tell_correlation_id(response)
        if self._quota is not None:
            tell_quota(response, self._quota, at=self.at)
        response.headers.setdefault("Content-Language", LANGUAGE)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Vary", VARY)
        return response


class Unknown(SalesOperation):
    """Any path below /sales/ that there is no operation for, also of an unknown version."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self._admit(request)
        raise NotThere
