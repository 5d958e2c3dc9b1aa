"""Devices, what they have scanned and what is odd about it."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory
from tests.factories.tickets import TicketFactory
from tickets.codecs.reasons import Reason
from tickets.inspection.actions.devices import register_device
from tickets.inspection.models import Device, Scan, Suspicion
from tickets.inspection.states import SuspicionKind


class DeviceFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    name = factory.Sequence(lambda n: f"Handheld {n}")
    by = BY
    at = NOW

    class Meta:
        model = Device

    @classmethod
    def _create(cls, _model, tenant, **kwargs):
        device, _ = register_device(tenant, **kwargs)
        return device


class ScanFactory(DjangoModelFactory):
    """A scan of a ticket that was good, as it is stored; rules have not looked at it."""

    ticket = factory.SubFactory(TicketFactory)
    tenant = factory.LazyAttribute(lambda scan: scan.ticket.tenant)
    device = factory.SubFactory(DeviceFactory, tenant=factory.SelfAttribute("..tenant"))
    sequence = factory.Sequence(lambda n: n + 1)
    scanned_at = NOW
    told_at = factory.SelfAttribute("scanned_at")
    offset_seconds = 0
    ticket_uuid = factory.LazyAttribute(lambda scan: scan.ticket and scan.ticket.pk)
    format = "T1"
    result = Reason.OK
    judged = Reason.OK
    received_at = factory.SelfAttribute("scanned_at")

    class Meta:
        model = Scan


class SuspicionFactory(DjangoModelFactory):
    scan = factory.SubFactory(ScanFactory)
    tenant = factory.LazyAttribute(lambda suspicion: suspicion.scan.tenant)
    ticket = factory.LazyAttribute(lambda suspicion: suspicion.scan.ticket)
    kind = SuspicionKind.TWO_PLACES
    found_at = NOW

    class Meta:
        model = Suspicion
