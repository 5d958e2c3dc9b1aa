"""Devices, scans and suspicions; `tickets.apps` tells Django of them."""

from tickets.inspection.models.device import Device
from tickets.inspection.models.scan import Scan
from tickets.inspection.models.suspicion import Suspicion

__all__ = ["Device", "Scan", "Suspicion"]
