"""Reads over tickets that join several tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Value

from tickets.codecs.rotation import window_after
from tickets.errors import NoSigningKey
from tickets.models import Barcode, IssuerKey, Ticket
from tickets.states import LONGEST_ROTATION, KeyState, TicketState

ROTATION = ExpressionWrapper(
    F("ticket__ticket_type__rotation_seconds") * Value(timedelta(seconds=1)),
    output_field=DurationField(),
)


def check_signing_key(tenant_id: int) -> None:
    """NoSigningKey unless a key of the tenant signs, so that its tickets can be shown."""
    if not IssuerKey.objects.filter(tenant_id=tenant_id, state=KeyState.ACTIVE).exists():
        raise NoSigningKey


@dataclass(frozen=True, slots=True)
class DisplayedTicket:
    """A ticket that somebody looks at, and the moment its next barcode begins."""

    ticket: Ticket
    key: IssuerKey | None
    next_starts_at: datetime


def tickets_on_display(at: datetime, *, limit: int = 5000) -> Iterator[DisplayedTicket]:
    """Active rotating tickets that were handed out in this window or the one before it, and whose
    next barcode is not made yet; two queries."""
    seen = Barcode.objects.annotate(rotation=ROTATION).filter(
        handed_out_at__isnull=False,
        starts_at__gt=at - 2 * LONGEST_ROTATION,
        ends_at__gt=Value(at) - F("rotation"),
        ticket__state=TicketState.ACTIVE,
        ticket__valid_until__gt=at,
        ticket__ticket_type__rotation_seconds__gt=0,
    )
    made_ahead = Barcode.objects.filter(ticket=OuterRef("pk"), starts_at__gt=at)
    tickets = (
        Ticket.objects.filter(~Exists(made_ahead), pk__in=seen.values("ticket"))
        .select_related("ticket_type")
        .order_by("pk")[:limit]
    )
    keys = {key.tenant_id: key for key in IssuerKey.objects.filter(state=KeyState.ACTIVE)}
    for ticket in tickets:
        yield DisplayedTicket(ticket, keys.get(ticket.tenant_id), _next_window(ticket, at))


def _next_window(ticket: Ticket, at: datetime) -> datetime:
    kind = ticket.ticket_type
    return window_after(
        ticket.pk, period=kind.rotation_seconds, overlap=kind.overlap_seconds, at=at
    ).start
