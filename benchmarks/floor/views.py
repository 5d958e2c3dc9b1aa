"""One read of a leg, as plain as Django can do it."""

from __future__ import annotations

from django.db.models import FilteredRelation, Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from bookings.models import Leg
from tickets.models import Barcode
from tickets.states import KeyPurpose, KeyState

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
RENTAL_COLUMNS = (
    "reference",
    "state",
    "departs_at",
    "booking__reference",
    "booking__state",
    "rental__started_at",
    "rental__ended_at",
    "rental__from_longitude",
    "rental__from_latitude",
    "rental__charge",
    "rental__range_metres",
    "rental__facts",
    "rental__plan",
)
MODELS = (
    "booking__tenant",
    "booking__offer__product__ticket_type",
    "booking__customer",
    "ticket__ticket_type",
    "barcode_now",
    "signing_key",
)


def ready(request: HttpRequest) -> JsonResponse:
    """Whether the database answers."""
    return JsonResponse({"ready": Leg.objects.exists() in (True, False)})


def read_row(request: HttpRequest, reference: str) -> JsonResponse:
    """A leg with its booking and ticket: one query of a few columns, one JSON object."""
    return JsonResponse(Leg.objects.values(*COLUMNS).get(reference=reference))


def read_rental(request: HttpRequest, reference: str) -> JsonResponse:
    """A leg with its booking and the use of its vehicle, in the same way. What it costs by now is
    left to whoever reads the plan."""
    return JsonResponse(Leg.objects.values(*RENTAL_COLUMNS).get(reference=reference))


def read_model(request: HttpRequest, reference: str) -> JsonResponse:
    """The same object and its barcode from all the tables that the leg's own read asks, put
    together by Django: every column, as models."""
    at = timezone.now()
    leg = (
        Leg.objects.annotate(
            barcode_now=FilteredRelation(
                "ticket__barcodes",
                condition=Q(ticket__barcodes__starts_at__lte=at, ticket__barcodes__ends_at__gt=at),
            ),
            signing_key=FilteredRelation(
                "booking__tenant__issuer_keys",
                condition=Q(
                    booking__tenant__issuer_keys__state=KeyState.ACTIVE,
                    booking__tenant__issuer_keys__purpose=KeyPurpose.T1,
                ),
            ),
        )
        .select_related(*MODELS)
        .get(reference=reference)
    )
    assert leg.ticket is not None
    # Where an outer join found nothing, Django sets no attribute.
    barcode: Barcode | None = getattr(leg, "barcode_now", None)
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
            "payload": barcode.text if barcode else None,
        }
    )
