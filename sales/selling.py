"""A whole sale in one call, and its undoing: what bookings and shops need of this app."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.fares.parts import line_prices
from sales.offers.models import Offer
from sales.offers.validity import check_dates
from sales.orders.changes import open_order
from sales.orders.models import Customer, Order
from sales.orders.steps import LineTerms, sell_lines, start_order, take_back_lines
from sales.payments.actions import charge_payer, credit_payments
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Sale:
    """A confirmed order and its tickets by the place of the traveller, from 0."""

    order: Order
    tickets: dict[int, Ticket]


# Without a savepoint: whoever sells as a part of more gives the whole up when the sale is refused.
@transaction.atomic(savepoint=False)
def sell_on_account(offer: Offer, *, customer: Customer | None, by: Actor, at: datetime) -> Sale:
    """Turn a taken offer into a confirmed order that the channel's partner is invoiced for.

    All or nothing: order, lines, payment, tickets and postings are one transaction. NotValidThen
    if the dates of the product have passed since the offer was made.
    """
    check_dates(offer.product, offer.itinerary_rides(), zone=offer.channel.tenant.zone, at=at)
    change = start_order(
        offer.channel,
        _lines(offer),
        currency=offer.currency,
        customer=customer,
        external_reference=offer.reference,
        by=by,
        at=at,
    )
    charge_payer(change)
    fulfilments = sell_lines(change)
    change.store()
    return Sale(change.order, {seat.place: seat.ticket for seat in fulfilments})


@transaction.atomic(savepoint=False)
def cancel_sale(order: Order, *, fee: Decimal, reason: str, by: Actor, at: datetime) -> Order:
    """Take a sale on account back: void tickets, keep the fee, credit the rest, post it all.

    NotRefundable if a ticket was used or has expired, or if it was taken back before.
    """
    change = open_order(order, by=by, at=at)
    take_back_lines(change, fee=fee, reason=reason)
    credit_payments(change)
    sell_lines(change)
    change.store()
    return change.order


def _lines(offer: Offer) -> list[LineTerms]:
    prices = line_prices(offer.parts())
    alone = {price.category_id for price in prices if not price.is_group}
    seats: defaultdict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for place, traveller in enumerate(offer.offered_travellers()):
        known = traveller.category_id in alone
        seats[traveller.category_id if known else None].append((place, traveller.reference))
    return [
        LineTerms(
            product=offer.product,
            category_id=price.category_id,
            passenger_category=price.category,
            unit_amount=price.unit_amount,
            vat_rate=offer.vat_rate,
            is_group_ticket=offer.is_group_ticket,
            travellers=tuple(seats[None if price.is_group else price.category_id]),
            rides=tuple(offer.rides),
            count=price.count,
        )
        for price in prices
    ]
