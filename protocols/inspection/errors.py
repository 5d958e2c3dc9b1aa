"""What this face refuses, and the table of all refusals: status, code, title."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from rest_framework import exceptions

from operators.tenancy import errors as tenancy
from protocols.parsing import BodyTooLarge
from tickets.inspection import errors as inspection


class InspectionRefusal(tenancy.DomainError):
    """The request does not follow this interface."""


class NotThere(InspectionRefusal):
    """There is nothing under this address or id that you may see."""


class DeviceNeeded(InspectionRefusal):
    """You inspect for several operators; name the device, or the operator in `issuer`."""


class QueryUnusable(InspectionRefusal):
    """A query parameter cannot be used."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name}: {detail}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one kind of error is told."""

    status: int
    code: str
    title: str


NOT_FOUND = Refusal(404, "NOT_FOUND", "Not found")
UNAUTHENTICATED = Refusal(401, "UNAUTHENTICATED", "Not authenticated")
FORBIDDEN = Refusal(403, "FORBIDDEN", "Forbidden")
INVALID_BODY = Refusal(400, "INVALID_BODY", "Invalid body")
INVALID_QUERY = Refusal(400, "INVALID_QUERY", "Invalid query")
TOO_LARGE = Refusal(413, "BODY_TOO_LARGE", "Body too large")
BROKEN = Refusal(500, "INTERNAL_ERROR", "Internal error")

REFUSALS: list[tuple[type[Exception], Refusal]] = [
    (QueryUnusable, INVALID_QUERY),
    (DeviceNeeded, INVALID_QUERY),
    (exceptions.ParseError, INVALID_BODY),
    (exceptions.ValidationError, INVALID_BODY),
    (tenancy.TokenUnknown, UNAUTHENTICATED),
    (tenancy.TokenRevoked, UNAUTHENTICATED),
    (tenancy.NotPermitted, FORBIDDEN),
    (exceptions.PermissionDenied, FORBIDDEN),
    (inspection.DeviceStopped, Refusal(403, "DEVICE_STOPPED", "Device stopped")),
    (NotThere, NOT_FOUND),
    (exceptions.MethodNotAllowed, Refusal(405, "METHOD_NOT_ALLOWED", "Method not allowed")),
    (BodyTooLarge, TOO_LARGE),
    (RequestDataTooBig, TOO_LARGE),
    (
        exceptions.UnsupportedMediaType,
        Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported media type"),
    ),
    (exceptions.Throttled, Refusal(429, "RATE_LIMITED", "Too many requests")),
]
"""Most specific first. A code stays what it is within a version."""


def refusal_of(fault: Exception) -> Refusal | None:
    """How a fault is told, or None for one that is no refusal."""
    return next((told for kind, told in REFUSALS if isinstance(fault, kind)), None)
