"""What every operation of this face does before and after its own work."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.core.signals import got_request_exception
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from operators.tenancy.actors import Actor
from operators.tenancy.models import TokenRole
from protocols.authentication import Caller, admit_caller
from protocols.correlation import follow_correlation_id, tell_correlation_id
from protocols.parsing import StrictJSONParser, take_chunked_body
from protocols.strangers import refusals_counted
from protocols.tripgo.addresses import CLIENT, FLAGS, LONGEST_CARRIED, absolute, is_set
from protocols.tripgo.cors import allow_browsers
from protocols.tripgo.errors import (
    REFUSALS,
    BookingsNotAllowed,
    KeyMissing,
    NotThere,
    Refusals,
    TravellerMissing,
)
from protocols.tripgo.refusing import apologise, refuse
from protocols.tripgo.wording import Phrases, phrases_for
from sales.accounts.actions.links import find_link
from sales.accounts.models import AccountLink
from sales.models import ChannelToken, SalesChannel

KEY_HEADER = "X-TripGo-Key"
CLIENT_HEADERS = ("HTTP_X_TRIPGO_UUID", "HTTP_X_TRIPGO_DEVICE_ID")
CLIENT_OCTETS = 16
SANDBOX = "bsb"
SET: tuple[Any, ...] = (True, "1", "true")


class AlwaysJSON(BaseContentNegotiation):
    """This format has one media type, whatever the header Accept says."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        sent = request.content_type.split(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class TripGoOperation(APIView):
    """One path: the key in `X-TripGo-Key` opens a sales channel, `userToken` is the traveller.

    `at` is when the request arrived, `caller` which key sent it. HEAD is not served: many a GET of
    this format books, pays or cancels, and no app asks for less than the answer.
    """

    http_method_names = ["get", "post", "put", "delete", "options"]
    parser_classes = [StrictJSONParser]
    content_negotiation_class = AlwaysJSON
    own_refusals: ClassVar[Refusals] = ()
    """What this path tells otherwise than the others."""
    is_of_bookings: ClassVar[bool] = True
    """Whether keys without bookings are refused here."""

    failure: str = "Not possible"
    """The title of an error that says that it could not be done, in English."""

    caller: Caller
    at: datetime

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        follow_correlation_id(request)
        take_chunked_body(request)
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let the caller in: 401 without a known key, 403 for one of another face or without
        bookings, 429 for too many. A browser's question what it may send carries no key."""
        super().initial(request, *args, **kwargs)
        self.at = timezone.now()
        if request.method == "OPTIONS":
            return
        with refusals_counted(request._request, at=self.at):
            self.caller = admit_caller(_key_of(request), role=TokenRole.TRIPGO, at=self.at)
        if self.is_of_bookings and not self.allows_bookings:
            raise BookingsNotAllowed

    def options(  # type: ignore[override]  # as Django REST framework has it
        self, request: Request, *args: Any, **kwargs: Any
    ) -> Response:
        """What a browser may send from a page of somebody else's."""
        return Response(status=204)

    def get_exception_handler(self) -> Any:
        return self._refuse

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Every answer has the correlation id; none is cached unless its view says how long."""
        response = super().finalize_response(request, response, *args, **kwargs)
        tell_correlation_id(response)
        allow_browsers(response, is_preflight=request.method == "OPTIONS")
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Vary", f"{KEY_HEADER}, userToken, Accept-Language")
        return response

    @cached_property
    def opened(self) -> ChannelToken:
        """The key with its channel and tenant; one query."""
        keys = ChannelToken.objects.select_related("token", "channel__tenant")
        return keys.get(pk=self.caller.token_id)

    @property
    def channel(self) -> SalesChannel:
        """The sales channel that the key opens, with its tenant."""
        return self.opened.channel

    @property
    def allows_bookings(self) -> bool:
        """Whether this key may book; without it there are trips alone."""
        return self.opened.token.allows_bookings

    @property
    def actor(self) -> Actor:
        return Actor.partner(self.caller.token_name)

    @property
    def user_token(self) -> str:
        """The header userToken; empty without one."""
        return str(self.request.META.get("HTTP_USERTOKEN", "")).strip()

    @cached_property
    def traveller(self) -> AccountLink | None:
        """Whom the request is of, with account and customer; None without the header userToken.
        LinkUnknown or LinkEnded (447) for a token that opens nothing, AccountBlocked."""
        secret = self.user_token
        return find_link(self.channel, secret, at=self.at) if secret else None

    def need_traveller(self) -> AccountLink:
        """Whom the request is of. TravellerMissing (444) without the header userToken; else as
        `traveller` refuses."""
        if self.traveller is None:
            raise TravellerMissing
        return self.traveller

    @cached_property
    def client(self) -> str:
        """The id by which clients are told apart that nobody is signed in at: what the app sends
        in a header, or what our own addresses carry; empty without any. It is never logged, since
        whoever knows it has the client's links."""
        sent = [str(self.request.META.get(name, "")).strip() for name in CLIENT_HEADERS]
        carried = self.request.GET.get(CLIENT, "").strip()[:LONGEST_CARRIED]
        return next((one for one in [*sent, carried] if one), "")

    @cached_property
    def words(self) -> Phrases:
        """What linking and errors say in the language that the app likes best."""
        return phrases_for(self.request)

    @property
    def is_ios(self) -> bool:
        """Whether the app is one for iOS: the first letter of its version."""
        version = str(self.request.META.get("HTTP_X_TRIPGO_VERSION", "")).strip()
        return version[:1].lower() == "i"

    @property
    def is_sandbox(self) -> bool:
        """Whether bookings are tried out: `bsb=1`. What that means is the channel's business."""
        return is_set(self.request, SANDBOX) or SANDBOX in self._told_in_body

    def absolute(self, path: str, **query: Any) -> str:
        """The address of a path below the base, with the flags that the request carried."""
        return absolute(self.request, path, **self._told_in_body, **query)

    @cached_property
    def _told_in_body(self) -> dict[str, str]:
        """The flags that apps for iOS put into the body."""
        try:
            told = self.request.data if self.request.method == "POST" else None
        except APIException:
            # Whoever needs the body has read it before; to say now that it is none would undo
            # nothing of what was done.
            return {}
        if not isinstance(told, dict):
            return {}
        return {name: "1" for name in FLAGS if told.get(name) in SET}

    def read(self, form: type[serializers.Serializer[Any]], told: Any) -> dict[str, Any]:
        """The members of the body or the query, checked by a form. ValidationError."""
        read = form(data=told)
        read.is_valid(raise_exception=True)
        members: dict[str, Any] = read.validated_data
        return members

    def _refuse(self, fault: Exception, context: dict[str, Any]) -> Response:
        refused = refuse(fault, (*self.own_refusals, *REFUSALS), self.words, failure=self.failure)
        if refused is not None:
            return refused
        # Whoever watches the service hears of it as of any other fault.
        got_request_exception.send(sender=type(self), request=self.request._request)
        return apologise(fault, self.words)


class Absent(TripGoOperation):
    """Any path below /v1/ that there is no operation for."""

    schema = None
    is_of_bookings = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method != "OPTIONS":
            raise NotThere


def new_client() -> str:
    """An id for a client that sends none; our addresses carry it from then on."""
    return secrets.token_urlsafe(CLIENT_OCTETS)


def _key_of(request: Request) -> str:
    """The key, which older apps send in another header. KeyMissing without one."""
    for name in ("HTTP_X_TRIPGO_KEY", "HTTP_X_TRIPGO_REGIONELIGIBILITY"):
        key = str(request.META.get(name, "")).strip()
        if key:
            return key
    raise KeyMissing
