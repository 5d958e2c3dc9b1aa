"""One read of a leg, as plain as Django can do it."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from bookings.models import Leg

COLUMNS = (
    "reference",
    "state",
    "sequence",
    "departs_at",
    "arrives_at",
    "ride",
    "booking__reference",
    "ticket__id",
    "ticket__state",
    "ticket__valid_from",
    "ticket__valid_until",
)


def ready(request: HttpRequest) -> JsonResponse:
    """Whether the database answers."""
    return JsonResponse({"ready": Leg.objects.exists() in (True, False)})


def read_row(request: HttpRequest, reference: str) -> JsonResponse:
    """A leg with its booking and ticket: one query of a few columns, one JSON object."""
    return JsonResponse(Leg.objects.values(*COLUMNS).get(reference=reference))


def read_model(request: HttpRequest, reference: str) -> JsonResponse:
    """The same object by the statement that the leg's own read sends: every column, as models."""
    leg = Leg.objects.with_barcode(timezone.now()).get(reference=reference)
    assert leg.ticket is not None
    return JsonResponse(
        {
            "reference": leg.reference,
            "state": leg.state,
            "sequence": leg.sequence,
            "departs_at": leg.departs_at,
            "arrives_at": leg.arrives_at,
            "ride": leg.ride,
            "booking": leg.booking.reference,
            "ticket": leg.ticket.pk,
            "ticket_state": leg.ticket.state,
            "valid_from": leg.ticket.valid_from,
            "valid_until": leg.ticket.valid_until,
            "payload": leg.barcode_now.payload if leg.barcode_now else None,
        }
    )
