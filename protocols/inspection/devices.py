"""Registering devices and looking one up."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from protocols.inspection import described
from protocols.inspection.operation import InspectionOperation
from protocols.inspection.requests import DeviceRequest
from protocols.inspection.telling import answer, device_to_wire
from tickets.inspection.actions.devices import note_contact, register_device
from tickets.inspection.models import Device
from tickets.inspection.queries import last_sequence


class Devices(InspectionOperation):
    """Devices of the operators that the caller inspects for."""

    @described.register_device
    def post(self, request: Request) -> HttpResponse:
        """Register a device. One that chose its own id may say so again: it is the same device,
        and the answer is 200 instead of 201. A stopped one is refused (403)."""
        told = self.read(DeviceRequest)
        tenant = self.tenant_of(told.get("issuer", ""))
        device, is_new = register_device(
            tenant,
            name=told["name"],
            reference=told.get("id"),
            by=self.inspector.actor,
            at=self.at,
        )
        note_contact(device, at=self.at, device_time=told.get("deviceTime"))
        return _told(self, device, status=201 if is_new else 200)


class DeviceById(InspectionOperation):
    """One device."""

    @described.read_device
    def get(self, request: Request, reference: UUID) -> HttpResponse:
        """Read what we know of a device: the number of its last scan, and its clock."""
        return _told(self, self.device_of(reference))


def _told(view: InspectionOperation, device: Device, *, status: int = 200) -> HttpResponse:
    body = device_to_wire(device, last_sequence=last_sequence(device), at=view.at)
    response: HttpResponse = answer(body, status=status)
    return response
