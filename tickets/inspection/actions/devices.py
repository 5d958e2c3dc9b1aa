"""Registering, hearing from and stopping devices."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from tickets.inspection.errors import DeviceStopped
from tickets.inspection.models import Device

CONTACT_STEP = timedelta(minutes=1)
"""Contacts within a minute are one, so that a busy device is not written with every check."""
SAME_CLOCK = Decimal(1)
"""Seconds; what a request takes on its way makes clocks look different by as much."""


@transaction.atomic
def register_device(
    tenant: Tenant,
    *,
    name: str,
    by: Actor,
    at: datetime,
    reference: UUID | None = None,
    specimens_allowed: bool = False,
) -> tuple[Device, bool]:
    """Let a device inspect for a tenant; also whether it did not before.

    A device that names its own `reference` is registered once, however often it says so; the
    first name stays. DeviceStopped if that one was stopped.
    """
    device, is_new = Device.objects.get_or_create(
        tenant=tenant,
        reference=reference or uuid4(),
        defaults={
            "name": name,
            "registered_by": str(by),
            "registered_at": at,
            "specimens_allowed": specimens_allowed,
        },
    )
    if device.stopped_at is not None:
        raise DeviceStopped
    return device, is_new


@transaction.atomic
def stop_device(device: Device, *, by: Actor, at: datetime) -> Device:
    """Answer a device no more, since it was lost or is worn out; stopping it again changes
    nothing. The history of devices keeps who did it."""
    device = Device.objects.lock(device)
    if device.stopped_at is None:
        device.stop(at=at)
        device.save()
    return device


def note_contact(device: Device, *, at: datetime, device_time: datetime | None = None) -> None:
    """Keep when we heard from a device and, where it tells its own time, how far its clock is
    ahead of ours (barcode format §5). One conditional statement, which seldom finds a row."""
    silent = Q(last_contact_at=None) | Q(last_contact_at__lte=at - CONTACT_STEP)
    rows = Device.objects.filter(pk=device.pk)
    if device_time is None:
        if rows.filter(silent).update(last_contact_at=at):
            device.last_contact_at = at
        return
    offset = clock_offset(device_time, at=at)
    drifted = (
        Q(clock_offset=None)
        | Q(clock_offset__lt=offset - SAME_CLOCK)
        | Q(clock_offset__gt=offset + SAME_CLOCK)
    )
    if rows.filter(silent | drifted).update(last_contact_at=at, clock_offset=offset):
        device.last_contact_at = at
    device.clock_offset = offset


def clock_offset(device_time: datetime, *, at: datetime) -> Decimal:
    """Seconds by which a clock that shows `device_time` is ahead at this moment, to the
    millisecond."""
    return Decimal((device_time - at) // timedelta(milliseconds=1)) / 1000


def check_device_works(device: Device) -> None:
    """DeviceStopped if it was stopped."""
    if device.stopped_at is not None:
        raise DeviceStopped
