"""From the lines of an order to the tickets that fulfil them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from operators.tenancy.actors import Actor
from operators.timetable.itineraries import Ride
from operators.timetable.models import FareZone
from sales.errors import NotRefundable
from sales.orders.fulfilments import Fulfilment
from sales.orders.lines import OrderLine
from sales.orders.models import Order
from tickets.actions.tickets import TicketOrder, issue_tickets, take_back_tickets
from tickets.errors import TicketConsumed
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom one ticket is for: the travellers, with the line that each was sold on."""

    line: OrderLine
    seats: tuple[tuple[OrderLine, int, str], ...]
    """Line, place in the order and reference of each traveller."""


def fulfil_lines(
    order: Order, lines: Sequence[OrderLine], *, by: Actor, at: datetime
) -> list[Fulfilment]:
    """Issue the tickets of new lines: one for each traveller, or one for a group that was sold as
    one offer; none for a rental."""
    holders = _holders([line for line in lines if line.product.ticket_type is not None])
    if not holders:
        return []
    numbers = _zone_numbers(order, lines)
    orders = [_ticket_order(order, holder, numbers) for holder in holders]
    tickets = issue_tickets(orders, tenant=order.tenant, by=by, at=at)
    return Fulfilment.objects.bulk_create(
        Fulfilment(line=line, ticket=ticket, place=place, traveller_reference=reference)
        for holder, ticket in zip(holders, tickets, strict=True)
        for line, place, reference in holder.seats
    )


def void_tickets_of(lines: Sequence[OrderLine], *, by: Actor, at: datetime) -> list[Ticket]:
    """Void the tickets of these lines that are open. NotRefundable if one was used or has expired.

    The order is locked before its tickets. Whoever changes an order through its booking has locked
    booking and tickets before, and nobody else changes such an order.
    """
    sold = Fulfilment.objects.filter(line__in=lines)
    try:
        return take_back_tickets(Ticket.objects.filter(pk__in=sold.values("ticket")), by=by, at=at)
    except TicketConsumed as consumed:
        raise NotRefundable("A ticket of this order was used or has expired.") from consumed


def _holders(lines: Sequence[OrderLine]) -> list[Holder]:
    groups: dict[tuple[UUID | None, int], Holder] = {}
    single = []
    for line in lines:
        seats = tuple((line, seat["place"], seat["reference"]) for seat in line.travellers)
        if line.is_group_ticket:
            group = line.bundle, line.product_id
            known = groups.get(group)
            groups[group] = Holder(line, (known.seats if known else ()) + seats)
        else:
            single += [Holder(line, (seat,)) for seat in seats]
    return sorted([*groups.values(), *single], key=lambda holder: holder.seats[0][1])


def _ticket_order(order: Order, holder: Holder, numbers: dict[str, int]) -> TicketOrder:
    line, product = holder.line, holder.line.product
    rides = [Ride.from_json(facts) for facts in line.rides]
    return TicketOrder(
        ticket_type=product.tickets,
        product_number=product.number,
        label=product.name,
        validity=product.validity_rule(
            zone=order.tenant.zone, travels_at=rides[0].departs_at if rides else line.starts_at
        ),
        activation_days=product.activation_days,
        zones=tuple(sorted({numbers[z] for r in rides for z in r.zone_ids if z in numbers})),
        passengers=len(holder.seats),
        specimen=order.specimen,
    )


def _zone_numbers(order: Order, lines: Sequence[OrderLine]) -> dict[str, int]:
    ids = {zone for line in lines for ride in line.rides for zone in ride["zone_ids"]}
    zones = FareZone.objects.filter(tenant_id=order.tenant_id, zone_id__in=ids)
    return dict(zones.values_list("zone_id", "number"))
