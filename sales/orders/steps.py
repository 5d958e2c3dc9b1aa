"""The steps of changing an order. They lock nothing; the actions that take them do."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import store_state
from operators.timetable.itineraries import Ride
from sales.catalogue.channels import SalesChannel
from sales.errors import NotRefundable, OrderNotBalanced
from sales.money import round_amount, total, vat_in
from sales.offers.validity import check_dates
from sales.orders.changes import OrderChange, check_size
from sales.orders.charging import charge_fee
from sales.orders.codes import free_code
from sales.orders.fulfilments import Fulfilment
from sales.orders.lines import OrderLine
from sales.orders.models import Customer, Order, OrderVersion
from sales.orders.postings import post_confirmation
from sales.orders.snapshots import snapshot_of
from sales.orders.states import FeeType, Keeper, LineState, OrderEventName
from sales.orders.terms import FeeTerms, LineTerms
from sales.orders.tickets import fulfil_lines, void_tickets_of


def start_order(
    channel: SalesChannel,
    lines: Sequence[LineTerms],
    *,
    currency: str,
    customer: Customer | None,
    external_reference: str,
    keeper: Keeper = Keeper.BOOKING,
    seller_id: int | None = None,
    details: dict[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> OrderChange:
    """Store a draft with its lines. The parties of the sale are those of the channel now, unless
    another organisation sells in it.

    `details` are further columns of texts.
    """
    order = Order(
        tenant=channel.tenant,
        code=free_code(),
        keeper=keeper,
        channel=channel,
        channel_netex_id=channel.netex_id,
        seller_id=seller_id or channel.seller_id,
        payer_id=channel.partner_id,
        customer=customer,
        currency=currency,
        specimen=channel.is_sandbox,
        external_reference=external_reference,
        created_at=at,
        **(details or {}),
    )
    made = [new_line(order, line) for line in lines]
    change = OrderChange(order, made, [], by, at, is_new=True)
    change.add_up()
    change.renew()
    order.save()
    OrderLine.objects.bulk_create(change.lines)
    change.note(OrderEventName.CREATED, version=order.version)
    return change


def new_line(order: Order, line: LineTerms) -> OrderLine:
    """A line of the order's version, not stored yet. OrderTooDear."""
    count = line.count or len(line.travellers)
    amount = round_amount(line.unit_amount * count)
    full = line.full_unit_amount
    check_size(max(amount, (full or amount) * count))
    return OrderLine(
        order=order,
        external_reference=line.external_reference,
        metadata=line.metadata,
        offer=line.offer,
        bundle=line.bundle,
        product=line.product,
        operator=line.product.operator,
        product_code=line.product.code,
        operator_code=line.product.operator.code,
        earner_id=line.product.operator.organisation_id,
        category_id=line.category_id,
        added_in_version=order.version,
        description=line.product.name,
        passenger_category=line.passenger_category,
        count=count,
        unit_amount=line.unit_amount,
        amount=amount,
        full_amount=None if full is None else round_amount(full * count),
        tax_amount=vat_in(amount, line.vat_rate),
        vat_rate=line.vat_rate,
        vat_code=line.product.vat_code,
        is_group_ticket=line.is_group_ticket,
        starts_at=line.starts_at,
        rides=list(line.rides),
        departs_at=moment_in(line.rides[0], "departs_at") if line.rides else line.departs_at,
        arrives_at=moment_in(line.rides[-1], "arrives_at") if line.rides else line.arrives_at,
        charges=line.charges,
        travellers=[{"place": place, "reference": ref} for place, ref in line.travellers],
    )


def moment_in(ride: dict[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(ride[name])


def sell_lines(change: OrderChange) -> list[Fulfilment]:
    """Issue the tickets of new lines, void those of lines that were taken back, confirm the
    version, keep it, post it.

    Returns the fulfilments of the new lines. OrderNotBalanced unless the balance is 0.00;
    NotValidThen if the dates of a product have passed meanwhile; NotRefundable if a ticket that
    was taken back has been used meanwhile.
    """
    order, by, at = change.order, change.by, change.at
    if order.owed():
        raise OrderNotBalanced(f"The order still owes {order.owed()} {order.currency}.")
    order.confirm(at=at)
    new = [line for line in change.lines if line.state == LineState.DRAFT]
    _check_dates(change, new)
    void_cancelled_tickets(change)
    fulfilments = fulfil_lines(order, new, by=by, at=at) if new else []
    for line in new:
        line.confirm()
    booked_on = post_confirmation(order, lines=change.lines, fees=change.fees, at=at)
    _store_days(change, new, booked_on)
    OrderVersion.objects.create(
        order=order,
        version=order.version,
        snapshot=snapshot_of(order, change.parts()),
        confirmed_at=at,
        booked_on=booked_on,
    )
    change.note(OrderEventName.CONFIRMED, version=order.version)
    return fulfilments


def _store_days(change: OrderChange, new: Sequence[OrderLine], booked_on: date | None) -> None:
    """Store new lines as sold, and on which day the books have them, what was taken back, and the
    fees; a sandbox order is in no books."""
    version = change.order.version
    for line in new:
        line.sold_on = booked_on
    store_state(new, ["state", "sold_on"])
    if booked_on is None:
        return
    back = [
        line
        for line in change.lines
        if line.cancelled_in_version == version and line.added_in_version < version
    ]
    charged = [fee for fee in change.live_fees if fee.added_in_version == version]
    dropped = [
        fee
        for fee in change.fees
        if fee.removed_in_version == version and fee.added_in_version < version
    ]
    for fee in charged:
        fee.sold_on = booked_on
    for line in back:
        line.returned_on = booked_on
    for fee in dropped:
        fee.returned_on = booked_on
    store_state(back, ["returned_on"])
    store_state(charged, ["sold_on"])
    store_state(dropped, ["returned_on"])


def void_cancelled_tickets(change: OrderChange) -> list[uuid.UUID]:
    """Void the tickets of lines that this version takes back, if that was not done before.

    From then on the version can not be reset. Returns the ids of the tickets. NotRefundable if
    one was used or has expired.
    """
    order = change.order
    lines = [
        line
        for line in change.lines
        if line.cancelled_in_version == order.version
        and line.added_in_version < order.version
        and line.taken_back_at is None
    ]
    if not lines:
        return []
    voided = void_tickets_of(lines, by=change.by, at=change.at)
    for line in lines:
        line.taken_back_at = change.at
    store_state(lines, ["taken_back_at"])
    change.note(OrderEventName.TICKETS_VOIDED, version=order.version, tickets=len(voided))
    return [ticket.pk for ticket in voided]


def take_back_lines(change: OrderChange, *, fee: Decimal, reason: str) -> None:
    """Reopen a confirmed order, cancel its lines and void their tickets, and charge the fee.

    NotRefundable if a ticket was used or has expired, or if nothing is left to take back.
    """
    order = change.order
    order.reopen()
    change.note(OrderEventName.REOPENED, version=order.version)
    live = [line for line in change.lines if line.state == LineState.CONFIRMED]
    if not live:
        raise NotRefundable("Nothing of this order is left to give back.")
    charged = min(round_amount(fee), total(line.amount for line in live))
    for line in live:
        line.cancel(version=order.version)
        line.taken_back_at = change.at
    store_state(live, ["state", "cancelled_in_version", "taken_back_at"])
    void_tickets_of(live, by=change.by, at=change.at)
    if charged:
        terms = FeeTerms(FeeType.REFUNDING, charged, live[0].vat_rate, reason)
        charge_fee(change, terms)
    change.add_up()
    change.note(OrderEventName.LINES_CANCELLED, version=order.version, fee=str(charged))


def _check_dates(change: OrderChange, lines: Sequence[OrderLine]) -> None:
    zone = change.order.tenant.zone
    for line in lines:
        rides = [Ride.from_json(facts) for facts in line.rides]
        check_dates(line.product, rides, zone=zone, at=change.at, starts_at=line.starts_at)
