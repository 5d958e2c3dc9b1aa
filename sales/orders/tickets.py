"""From the lines of an order to the tickets that fulfil them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from operators.tenancy.actors import Actor
from operators.timetable.itineraries import Ride
from operators.timetable.models import FareZone
from sales.orders.lines import Fulfilment, OrderLine
from sales.orders.models import Order
from tickets.actions.tickets import TicketOrder, issue_tickets


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom one ticket is for: the travellers, with the line that each was sold on."""

    line: OrderLine
    seats: tuple[tuple[OrderLine, int, str], ...]
    """Line, place in the order and reference of each traveller."""


def fulfil_lines(
    order: Order, lines: Sequence[OrderLine], *, by: Actor, at: datetime
) -> list[Fulfilment]:
    """Issue the tickets of new lines: one for each traveller, or one for a product's group."""
    holders = _holders(lines)
    numbers = _zone_numbers(order, lines)
    orders = [_ticket_order(order, holder, numbers) for holder in holders]
    tickets = issue_tickets(orders, tenant=order.tenant, by=by, at=at)
    return Fulfilment.objects.bulk_create(
        Fulfilment(line=line, ticket=ticket, place=place, traveller_reference=reference)
        for holder, ticket in zip(holders, tickets, strict=True)
        for line, place, reference in holder.seats
    )


def _holders(lines: Sequence[OrderLine]) -> list[Holder]:
    groups: dict[int, Holder] = {}
    single = []
    for line in lines:
        seats = tuple((line, seat["place"], seat["reference"]) for seat in line.travellers)
        if line.is_group_ticket:
            known = groups.get(line.product_id)
            groups[line.product_id] = Holder(line, (known.seats if known else ()) + seats)
        else:
            single += [Holder(line, (seat,)) for seat in seats]
    return sorted([*groups.values(), *single], key=lambda holder: holder.seats[0][1])


def _ticket_order(order: Order, holder: Holder, numbers: dict[str, int]) -> TicketOrder:
    product = holder.line.product
    rides = [Ride.from_json(facts) for facts in holder.line.rides]
    return TicketOrder(
        ticket_type=product.ticket_type,
        product_number=product.number,
        label=product.name,
        validity=product.validity_rule(
            zone=order.tenant.zone, travels_at=rides[0].departs_at if rides else None
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
