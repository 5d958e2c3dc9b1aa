"""Reads over tickets that join several tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Value

from operators.tenancy.models import Tenant
from tickets.errors import NoSigningKey
from tickets.models import Barcode, IssuerKey, Ticket, TicketType
from tickets.states import LONGEST_ROTATION, KeyPurpose, KeyState, TicketState
from tickets.windows import window_of

ROTATION = ExpressionWrapper(
    F("ticket__ticket_type__rotation_seconds") * Value(timedelta(seconds=1)),
    output_field=DurationField(),
)


def check_signing_key(ticket_type: TicketType) -> None:
    """NoSigningKey unless a key of the tenant signs this format, so that tickets can be shown."""
    signing = IssuerKey.objects.signing(ticket_type.barcode_format)
    if not signing.filter(tenant=ticket_type.tenant_id).exists():
        raise NoSigningKey


def missing_keys(tenants: Iterable[Tenant]) -> dict[int, list[KeyPurpose]]:
    """For which formats of their ticket types no key signs, by tenant; compact tokens where there
    are no types yet. Tenants that miss none are left out."""
    ids = [tenant.pk for tenant in tenants]
    needed = {pk: {KeyPurpose.T1} for pk in ids}
    types = TicketType.objects.filter(tenant__in=ids).values_list("tenant", "barcode_format")
    used: defaultdict[int, set[KeyPurpose]] = defaultdict(set)
    for tenant, barcode_format in types.distinct():
        used[tenant].add(KeyPurpose(barcode_format))
    signing = IssuerKey.objects.filter(tenant__in=ids, state=KeyState.ACTIVE)
    there = set(signing.values_list("tenant", "purpose"))
    missing = {
        pk: sorted(each for each in purposes if (pk, each) not in there)
        for pk, purposes in (needed | used).items()
    }
    return {pk: purposes for pk, purposes in missing.items() if purposes}


@dataclass(frozen=True, slots=True)
class DisplayedTicket:
    """A ticket that somebody looks at, and the moment its next barcode begins."""

    ticket: Ticket
    key: IssuerKey | None
    """The tenant's active key for the format of the ticket."""
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
        ticket__ticket_type__device_signed=False,
    )
    made_ahead = Barcode.objects.filter(ticket=OuterRef("pk"), starts_at__gt=at)
    tickets = (
        Ticket.objects.filter(~Exists(made_ahead), pk__in=seen.values("ticket"))
        .select_related("ticket_type", "tenant")
        .order_by("pk")[:limit]
    )
    signing = IssuerKey.objects.filter(state=KeyState.ACTIVE)
    keys = {(key.tenant_id, key.purpose): key for key in signing}
    for ticket in tickets:
        key = keys.get((ticket.tenant_id, ticket.ticket_type.barcode_format))
        yield DisplayedTicket(ticket, key, window_of(ticket, at).end)
