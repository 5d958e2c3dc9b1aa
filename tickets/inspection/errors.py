"""Why inspection refuses."""

from __future__ import annotations

from tickets.errors import TicketError


class InspectionError(TicketError):
    """The inspection is not possible like this."""


class DeviceStopped(InspectionError):
    """This device was stopped; ask the tenant administrator, or register another one."""


class SuspicionSettled(InspectionError):
    """Somebody has settled this already; read what they found."""
