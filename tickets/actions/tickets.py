"""Issuing, activating, using, voiding and expiring tickets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from operators.tenancy.sweeps import store_state
from tickets.actions.blocking import block_tickets
from tickets.actions.payloads import check_fits
from tickets.errors import ActivationTooLate, TicketConsumed, TicketNotActive
from tickets.models import Ticket, TicketEvent, TicketType
from tickets.models.ticket import OPEN
from tickets.states import Activation, BlockReason, TicketEventName, TicketState
from tickets.validity import Validity, Window

CONSUMED = [TicketState.USED, TicketState.EXPIRED]
CHANGED_BY = {
    TicketEventName.ACTIVATED: ["state", "activated_at", "valid_from", "valid_until"],
    TicketEventName.USED: ["state", "used_at"],
    TicketEventName.EXPIRED: ["state", "closed_at"],
    TicketEventName.VOIDED: ["state", "closed_at"],
}


@dataclass(frozen=True, slots=True)
class TicketOrder:
    """What a sale asks for: one ticket with everything that it will allow."""

    ticket_type: TicketType
    product_number: int
    label: str
    validity: Validity
    activation_days: int
    zones: tuple[int, ...] = ()
    passengers: int = 1
    specimen: bool = False


@transaction.atomic
def issue_tickets(
    orders: Sequence[TicketOrder], *, tenant: Tenant, by: Actor, at: datetime
) -> list[Ticket]:
    """Make one ticket per order, in that order; tickets of types that start at once are ACTIVE.

    FitsNoBarcode if one could never be shown. The number of queries does not depend on the number
    of tickets.
    """
    tickets = [_new_ticket(order, tenant=tenant, at=at) for order in orders]
    for ticket in tickets:
        check_fits(ticket, _window(ticket, zone=tenant.zone, at=at), at=at)
    issued = [_event(ticket, TicketEventName.ISSUED, by=by, at=at) for ticket in tickets]
    at_once = [ticket for ticket in tickets if ticket.activation == Activation.AT_ONCE]
    for ticket in at_once:
        _activate(ticket, zone=tenant.zone, at=at)
    activated = [_event(ticket, TicketEventName.ACTIVATED, by=by, at=at) for ticket in at_once]
    Ticket.objects.bulk_create(tickets)
    TicketEvent.objects.bulk_create(issued + activated)
    return tickets


@transaction.atomic
def activate_tickets(tickets: Iterable[Ticket], *, by: Actor, at: datetime) -> list[Ticket]:
    """Make tickets ACTIVE; those that are active already stay as they are.

    ActivationTooLate if one's time to be activated is over, TransitionNotAllowed if one is closed.
    """
    locked = lock_tickets(tickets)
    waiting = [ticket for ticket in locked if ticket.state != TicketState.ACTIVE]
    for ticket in waiting:
        if at >= ticket.activate_until:
            raise ActivationTooLate
        _activate(ticket, zone=ticket.tenant.zone, at=at)
    _store(waiting, TicketEventName.ACTIVATED, by=by, at=at)
    return locked


@transaction.atomic
def void_tickets(tickets: Iterable[Ticket], *, by: Actor, at: datetime) -> list[Ticket]:
    """Take tickets back: they are never shown again, and what was handed out of them is put on the
    block list. TransitionNotAllowed if one is closed."""
    locked = lock_tickets(tickets)
    _void(locked, reason=BlockReason.VOIDED, by=by, at=at)
    return locked


@transaction.atomic
def take_back_tickets(tickets: QuerySet[Ticket], *, by: Actor, at: datetime) -> list[Ticket]:
    """Void those of the tickets that are open since their sale was taken back, and return them;
    void ones stay as they are.

    TicketConsumed if one was used or has expired. Their states are read under the lock, since a
    sweep or an inspector may be about to change them.
    """
    locked = list(_locked(tickets))
    if any(ticket.state in CONSUMED for ticket in locked):
        raise TicketConsumed
    still_open = [ticket for ticket in locked if ticket.state in OPEN]
    _void(still_open, reason=BlockReason.REFUNDED, by=by, at=at)
    return still_open


@transaction.atomic
def use_ticket(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """Use up a ticket. TicketNotActive if it may not be shown at that moment."""
    [locked] = lock_tickets([ticket])
    if not locked.may_be_shown(at):
        raise TicketNotActive
    locked.use(at=at)
    _store([locked], TicketEventName.USED, by=by, at=at)
    return locked


@transaction.atomic
def expire_tickets(*, by: Actor, at: datetime, limit: int = 1000) -> int:
    """Expire one batch of tickets whose time is over; returns how many. Rows locked by others
    wait for the next run."""
    batch = list(Ticket.objects.over(at).order_by("id").lock_free()[:limit])
    for ticket in batch:
        ticket.expire(at=at)
    store_state(batch, CHANGED_BY[TicketEventName.EXPIRED])
    record_tickets(batch, TicketEventName.EXPIRED, by=by, at=at)
    return len(batch)


def _new_ticket(order: TicketOrder, *, tenant: Tenant, at: datetime) -> Ticket:
    validity = order.validity
    anchor = max(at, validity.travels_at or at)
    ticket = Ticket(
        tenant=tenant,
        ticket_type=order.ticket_type,
        activation=order.ticket_type.activation,
        product_number=order.product_number,
        label=order.label[:60],
        zones=sorted(set(order.zones)),
        passengers=order.passengers,
        specimen=order.specimen,
        validity=validity.kind,
        valid_minutes=validity.minutes,
        boarding_minutes=validity.boarding_minutes,
        travels_at=validity.travels_at,
        issued_at=at,
        activate_until=anchor + timedelta(days=order.activation_days),
    )
    if validity.fixed is not None:
        ticket.valid_from, ticket.valid_until = validity.fixed.opens_at, validity.fixed.closes_at
        ticket.activate_until = validity.fixed.closes_at
    return ticket


def _activate(ticket: Ticket, *, zone: ZoneInfo, at: datetime) -> None:
    ticket.activate(window=_window(ticket, zone=zone, at=at), at=at)


def _window(ticket: Ticket, *, zone: ZoneInfo, at: datetime) -> Window:
    """When it is valid if it is activated then."""
    return ticket.validity_rule().window(
        activation=Activation(ticket.activation), activated_at=at, zone=zone
    )


def _void(tickets: list[Ticket], *, reason: BlockReason, by: Actor, at: datetime) -> None:
    for ticket in tickets:
        ticket.void(at=at)
    _store(tickets, TicketEventName.VOIDED, by=by, at=at)
    if tickets:
        block_tickets(tickets, reason=reason, at=at)


def lock_tickets(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Rows in the order of their ids, so that two callers never wait for each other."""
    return list(_locked(Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets])))


def _locked(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    rows = tickets.order_by("pk").select_for_update(of=("self",))
    return rows.select_related("ticket_type", "tenant")


def _store(tickets: list[Ticket], name: TicketEventName, *, by: Actor, at: datetime) -> None:
    if tickets:
        Ticket.objects.bulk_update(tickets, CHANGED_BY[name])
        record_tickets(tickets, name, by=by, at=at)


def record_tickets(
    tickets: Iterable[Ticket], name: TicketEventName, *, by: Actor, at: datetime
) -> None:
    """Write that this happened to each of them."""
    TicketEvent.objects.bulk_create([_event(ticket, name, by=by, at=at) for ticket in tickets])


def _event(ticket: Ticket, name: TicketEventName, *, by: Actor, at: datetime) -> TicketEvent:
    return TicketEvent(ticket=ticket, name=name, actor=str(by), happened_at=at)
