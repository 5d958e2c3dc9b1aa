"""What inspectors and travellers of the demo use: passes of the staff to show and to scan, a
device, and the token of a program for inspectors."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from demo.company import can_open
from demo.kept import KeptSecrets
from demo.tokens import usable_secret
from operators.models import ApiToken, Organisation, Tenant, TokenRole
from operators.tenancy.actions import issue_token
from operators.tenancy.actors import Actor
from tickets.actions.links import make_link, move_ticket
from tickets.actions.showing import hand_out_static
from tickets.actions.tickets import TicketOrder, issue_tickets
from tickets.inspection.actions.devices import register_device
from tickets.inspection.models import Device
from tickets.links import address_of
from tickets.models import Ticket, TicketLink, TicketType
from tickets.states import Activation, TicketState, ValidityKind
from tickets.validity import Validity

DEVICE_NAME = "Demo phone"
TOKEN_NAME = "Demo: inspectors"  # noqa: S105 - the name that people see, not the secret
ON_PHONE, ON_PAPER = "Staff pass on the phone", "Staff pass on paper"
ROTATIONS = {ON_PHONE: 30, ON_PAPER: 0}
NUMBERS = {ON_PHONE: 1901, ON_PAPER: 1902}
VALID_FOR = timedelta(days=30)
RENEWED = timedelta(days=7)
"""So long before its end a pass gets a successor, so that a demo may run for a week."""


def ensure_inspection(
    tenant: Tenant, organisation: Organisation, kept: KeptSecrets, *, by: Actor, at: datetime
) -> dict[str, Any]:
    """A token and a device, the text of a barcode that never changes, and the address of the page
    of a ticket whose barcode renews itself; each usable as it stands."""
    shown, printed = (_ensure_pass(tenant, name, by=by, at=at) for name in (ON_PHONE, ON_PAPER))
    return {
        "token": _ensure_token(organisation, kept, by=by, at=at),
        "device": str(_ensure_device(tenant, by=by, at=at).reference),
        "sample_barcode": hand_out_static(printed, at=at).text,
        "ticket_page": address_of(_ensure_link(shown, by=by, at=at)),
    }


def _ensure_device(tenant: Tenant, *, by: Actor, at: datetime) -> Device:
    """Another one if staff have stopped the first."""
    known = Device.objects.filter(tenant=tenant, name=DEVICE_NAME, stopped_at=None).first()
    if known is not None:
        return known
    device, _ = register_device(tenant, name=DEVICE_NAME, by=by, at=at)
    return device


def _ensure_link(ticket: Ticket, *, by: Actor, at: datetime) -> TicketLink:
    """One that this installation can write down: the database may come with other SECRETS_KEYS."""
    link = make_link(ticket, by=by, at=at)
    return link if can_open(link.sealed_secret) else move_ticket(ticket, by=by, at=at)


def _ensure_pass(tenant: Tenant, name: str, *, by: Actor, at: datetime) -> Ticket:
    """One that can be shown for some days still; a new one if that was voided or is nearly over."""
    kind, _ = TicketType.objects.get_or_create(
        tenant=tenant,
        name=name,
        defaults={"activation": Activation.AT_ONCE, "rotation_seconds": ROTATIONS[name]},
    )
    lasting = kind.tickets.filter(state=TicketState.ACTIVE, valid_until__gt=at + RENEWED)
    found = lasting.order_by("valid_until").last()
    return found or _issue(kind, by=by, at=at)


def _issue(kind: TicketType, *, by: Actor, at: datetime) -> Ticket:
    minutes = int(VALID_FOR.total_seconds()) // 60
    order = TicketOrder(
        ticket_type=kind,
        product_number=NUMBERS[kind.name],
        label="Staff pass",
        validity=Validity(ValidityKind.DURATION, minutes=minutes),
        activation_days=1,
    )
    [ticket] = issue_tickets([order], tenant=kind.tenant, by=by, at=at)
    return ticket


def _ensure_token(organisation: Organisation, kept: KeptSecrets, *, by: Actor, at: datetime) -> str:
    """The kept one, or a new one if that is lost, revoked or of another database."""
    ours = ApiToken.objects.filter(organisation=organisation)
    secret, is_new = usable_secret(kept, "token inspection", ours, TOKEN_NAME, by=by, at=at)
    if is_new:
        roles = [TokenRole.INSPECTION]
        issue_token(organisation, name=TOKEN_NAME, roles=roles, by=by, at=at, secret=secret)
    return secret
