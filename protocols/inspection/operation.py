"""What every operation of this face does before and after its own work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.views import APIView

from operators.models import Tenant
from protocols.correlation import follow_correlation_id, tell_correlation_id
from protocols.inspection.admitting import Inspector, admit_inspector
from protocols.inspection.errors import DeviceNeeded, NotThere, QueryUnusable
from protocols.inspection.fields import read_moment
from protocols.inspection.refusing import apologise, refuse
from protocols.inspection.telling import NO_STORE
from protocols.parsing import StrictJSONParser, take_chunked_body
from tickets.inspection.actions.devices import check_device_works, note_contact
from tickets.inspection.models import Device


class InspectionOperation(APIView):
    """One path: who inspects, for whom, with which device; refusals are problem details."""

    http_method_names = ["get", "head", "post"]
    parser_classes = [StrictJSONParser]
    authentication_classes = []

    at: datetime
    inspector: Inspector

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        follow_correlation_id(request)
        self.at = timezone.now()
        self.args, self.kwargs = args, kwargs
        self.headers = self.default_response_headers
        take_chunked_body(request)
        self.request = self.initialize_request(request, *args, **kwargs)
        try:
            response = self._act(self.request)
        except Exception as fault:  # noqa: BLE001  # whatever it is, it has a body of this face
            response = self._refuse(fault)
        tell_correlation_id(response)
        response.headers.setdefault("Cache-Control", NO_STORE)
        response.headers.setdefault("Vary", "Authorization, Cookie")
        return response

    def device_of(self, reference: UUID, *, device_time: datetime | None = None) -> Device:
        """The device, which was heard of; NotThere for one of a tenant that the caller does not
        inspect for, DeviceStopped for one that is answered no more."""
        found = Device.objects.select_related("tenant").filter(
            reference=reference, tenant__in=self.inspector.tenants
        )
        device = found.order_by("pk").first()
        if device is None:
            raise NotThere
        check_device_works(device)
        note_contact(device, at=self.at, device_time=device_time)
        return device

    def tenant_of(self, slug: str = "") -> Tenant:
        """The tenant that is named, or the only one that the caller inspects for; DeviceNeeded if
        there are several, NotThere for another one."""
        found = Tenant.objects.filter(pk__in=self.inspector.tenants)
        if slug:
            found = found.filter(slug=slug)
        tenants = list(found[:2])
        if not tenants:
            raise NotThere
        if len(tenants) > 1:
            raise DeviceNeeded
        return tenants[0]

    def device_in_query(self) -> Device | None:
        """The device that the query names, if it names one."""
        text = self.request.query_params.get("device", "")
        device_time = None
        if told := self.request.query_params.get("deviceTime", ""):
            try:
                device_time = read_moment(told)
            except serializers.ValidationError as fault:
                raise QueryUnusable("deviceTime", str(fault.detail[0])) from fault  # type: ignore[index]
        if not text:
            return None
        try:
            reference = UUID(text)
        except ValueError as fault:
            raise QueryUnusable("device", "Send the id of a device, a UUID.") from fault
        return self.device_of(reference, device_time=device_time)

    def read(self, form: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The members of the body, which are checked."""
        read = form(data=self.request.data)
        read.is_valid(raise_exception=True)
        members: dict[str, Any] = read.validated_data
        return members

    def _act(self, request: Request) -> HttpResponse:
        self.inspector = admit_inspector(request, at=self.at)
        method = str(request.method).lower()
        handler = getattr(self, "get" if method == "head" else method, None)
        if handler is None or method not in self.http_method_names:
            raise MethodNotAllowed(str(request.method))
        response: HttpResponse = handler(request, *self.args, **self.kwargs)
        return response

    def _refuse(self, fault: Exception) -> HttpResponse:
        refused = refuse(fault)
        if refused is None:
            # Whoever watches the service hears of it as of any other fault.
            got_request_exception.send(sender=type(self), request=self.request._request)
            return apologise(fault)
        if isinstance(fault, MethodNotAllowed):
            refused.headers["Allow"] = ", ".join(self._served())
        return refused

    def _served(self) -> Collection[str]:
        return [name.upper() for name in ("get", "head", "post") if hasattr(self, name)]


class Unknown(InspectionOperation):
    """Any path below /inspection/ that there is no operation for, also of an unknown version."""

    schema = None

    def _act(self, request: Request) -> HttpResponse:
        admit_inspector(request, at=self.at)
        raise NotThere
