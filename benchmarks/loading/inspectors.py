"""Inspectors at work: their devices, and travellers with tickets on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from benchmarks.loading.past import BY
from operators.models import ApiToken, Organisation, Tenant, TokenRole
from operators.tenancy.actions import issue_token
from tickets.actions.showing import hand_out_static
from tickets.actions.tickets import TicketOrder, issue_tickets
from tickets.inspection.actions.devices import register_device
from tickets.models import TicketType
from tickets.states import Activation, ValidityKind
from tickets.validity import Validity

TICKETS = 2000
VALID_FOR = timedelta(days=1)
UNLIMITED = 10**9


@dataclass(frozen=True, slots=True)
class Inspectors:
    """What the programs of inspectors are told."""

    secret: str
    devices: list[str]
    barcodes: list[str]


def post_inspectors(tenant: Tenant, devices: int) -> Inspectors:
    """Register so many devices, and issue the tickets that they will scan."""
    at = timezone.now()
    organisation = Organisation.objects.filter(tenant=tenant).earliest("pk")
    issued = issue_token(organisation, name="Benchmark", roles=[TokenRole.INSPECTION], by=BY, at=at)
    ApiToken.objects.filter(pk=issued.token.pk).update(requests_per_minute=UNLIMITED)
    kind = TicketType.objects.create(
        tenant=tenant, name="Benchmark", activation=Activation.AT_ONCE, rotation_seconds=0
    )
    order = TicketOrder(
        ticket_type=kind,
        product_number=17,
        label="Two zones",
        validity=Validity(ValidityKind.DURATION, minutes=VALID_FOR // timedelta(minutes=1)),
        activation_days=1,
        zones=(101, 102),
    )
    tickets = issue_tickets([order] * TICKETS, tenant=tenant, by=BY, at=at)
    return Inspectors(
        secret=issued.secret,
        devices=[
            str(register_device(tenant, name=f"Device {n}", by=BY, at=at)[0].reference)
            for n in range(devices)
        ],
        barcodes=[hand_out_static(ticket, at=at).text for ticket in tickets],
    )
