"""A whole sale in one call, and its undoing: what bookings and shops need of this app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.fares.rentals import RentalPrice
from sales.offers.models import Offer
from sales.orders.changes import open_order
from sales.orders.models import Customer, Order
from sales.orders.rentals import RentalSpan, rental_terms
from sales.orders.states import Keeper
from sales.orders.steps import sell_lines, start_order, take_back_lines
from sales.orders.terms import terms_of
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
    change = start_order(
        offer.channel,
        terms_of(offer),
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
def sell_rental(
    offer: Offer,
    price: RentalPrice,
    *,
    span: RentalSpan | None = None,
    keeper: Keeper = Keeper.ORDER,
    customer: Customer | None,
    by: Actor,
    at: datetime,
) -> Order:
    """Turn the taken offer of a vehicle and the final price into a confirmed order that the
    channel's partner is invoiced for. There are no tickets; a price of 0.00 is sold as well.

    All or nothing, as `sell_on_account`. Usually the booking is over with it, so the order is kept
    by itself from then on, and people may lower its price; `keeper` says otherwise. `span`: from
    when to when the vehicle was used.
    """
    change = start_order(
        offer.channel,
        [rental_terms(offer, price, span)],
        currency=price.currency,
        customer=customer,
        external_reference=offer.reference,
        keeper=keeper,
        by=by,
        at=at,
    )
    charge_payer(change)
    sell_lines(change)
    change.store()
    return change.order


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
