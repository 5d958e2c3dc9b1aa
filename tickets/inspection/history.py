"""Whose changes are kept in inspection: devices."""

from __future__ import annotations

from operators.tenancy.history import keep_history
from tickets.inspection.models.device import Device

# Every contact changes these two.
DeviceChange = keep_history(Device, without=["last_contact_at", "clock_offset"])
