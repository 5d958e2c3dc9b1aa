"""Registering, hearing from and stopping devices."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.factories.inspection import DeviceFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tickets.inspection.actions.devices import note_contact, register_device, stop_device
from tickets.inspection.errors import DeviceStopped
from tickets.inspection.models import Device

pytestmark = pytest.mark.django_db


def contact(device, *, at, device_time=None):
    note_contact(device, at=at, device_time=device_time)
    device.refresh_from_db()
    return device.last_contact_at, device.clock_offset


def test_device_is_registered_with_who_did_it():
    device = DeviceFactory(name="Gate 4")

    assert (device.name, device.registered_by, device.registered_at) == ("Gate 4", str(BY), NOW)
    assert list(Device.objects.working()) == [device]


def test_device_that_names_itself_is_registered_once():
    tenant, reference = TenantFactory(), uuid4()
    first, is_new = register_device(tenant, name="Gate", reference=reference, by=BY, at=NOW)

    again, is_new_again = register_device(
        tenant, name="Other", reference=reference, by=BY, at=later(hours=1)
    )
    elsewhere = DeviceFactory(reference=reference)

    assert (again, again.name, again.registered_at) == (first, "Gate", NOW)
    assert (is_new, is_new_again) == (True, False)
    assert elsewhere != first


def test_stopped_device_does_not_register_again():
    device = DeviceFactory()
    stop_device(device, by=BY, at=NOW)

    stopped_again = stop_device(device, by=BY, at=later(hours=1))

    assert stopped_again.stopped_at == NOW
    assert not Device.objects.working().exists()
    with pytest.raises(DeviceStopped):
        register_device(
            device.tenant, name="Gate", reference=device.reference, by=BY, at=later(hours=1)
        )


def test_contact_is_noted_once_a_minute():
    device = DeviceFactory()

    assert contact(device, at=NOW) == (NOW, None)
    assert contact(device, at=later(seconds=59)) == (NOW, None)
    assert contact(device, at=later(seconds=60)) == (later(seconds=60), None)


def test_offset_of_the_clock_is_kept_and_small_changes_wait():
    device = DeviceFactory()
    ahead = timedelta(seconds=90, milliseconds=250)

    assert contact(device, at=NOW, device_time=NOW + ahead) == (NOW, Decimal("90.250"))
    at = later(seconds=5)
    same = contact(device, at=at, device_time=at + ahead + timedelta(milliseconds=900))
    changed = contact(device, at=at, device_time=at - timedelta(seconds=2))

    assert same == (NOW, Decimal("90.250"))
    assert changed == (at, Decimal("-2.000"))
