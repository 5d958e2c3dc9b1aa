"""A whole sale in one call, and its undoing: what bookings and shops need of this app."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.offers.models import Offer
from sales.orders.actions import LineOrder, cancel_lines, confirm_order, draft_order
from sales.orders.models import Customer, Order
from sales.payments.actions import credit_on_account, pay_on_account
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Sale:
    """A confirmed order and its tickets by the place of the traveller, from 0."""

    order: Order
    tickets: dict[int, Ticket]


@transaction.atomic
def sell_on_account(offer: Offer, *, customer: Customer | None, by: Actor, at: datetime) -> Sale:
    """Turn a taken offer into a confirmed order that the channel's partner is invoiced for.

    All or nothing: order, lines, payment, tickets and postings are one transaction.
    """
    order = draft_order(
        offer.channel,
        _lines(offer),
        currency=offer.currency,
        customer=customer,
        external_reference=offer.reference,
        by=by,
        at=at,
    )
    pay_on_account(order, by=by, at=at)
    fulfilments = confirm_order(order, by=by, at=at)
    order = Order.objects.get(pk=order.pk)
    return Sale(order, {fulfilment.place: fulfilment.ticket for fulfilment in fulfilments})


@transaction.atomic
def cancel_sale(order: Order, *, fee: Decimal, reason: str, by: Actor, at: datetime) -> Order:
    """Take a sale on account back: void tickets, keep the fee, credit the rest, post it all."""
    cancel_lines(order, fee=fee, reason=reason, by=by, at=at)
    credit_on_account(order, by=by, at=at)
    confirm_order(order, by=by, at=at)
    return Order.objects.get(pk=order.pk)


def _lines(offer: Offer) -> list[LineOrder]:
    seats: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for place, traveller in enumerate(offer.offered_travellers()):
        seats[traveller.category_id].append((place, traveller.reference))
    return [
        LineOrder(
            product=offer.product,
            category_id=part.category_id,
            passenger_category=part.category,
            unit_amount=part.unit_amount,
            vat_rate=offer.vat_rate,
            travellers=tuple(seats[part.category_id]),
            rides=tuple(offer.rides),
        )
        for part in offer.parts()
    ]
