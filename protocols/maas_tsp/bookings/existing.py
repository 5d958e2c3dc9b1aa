"""The booking that a customer has already, where another one would be one too many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from bookings.models import Booking
from bookings.models.booking import BookingQuerySet
from bookings.states import CLOSED
from protocols.maas_tsp.errors import BookingAlreadyExists
from sales.models import Customer, Offer, SalesChannel
from sales.orders.customers import CustomerFacts, know_customer


@contextmanager
def not_chosen_otherwise(
    offer: Offer, customer: CustomerFacts | None, channel: SalesChannel, *, at: datetime
) -> Iterator[None]:
    """What is booked inside is booked in one class: BookingAlreadyExists if this customer has a
    live booking of the same option and now asks for it in another one. Callers repeat a request
    altered, also at once, so the customer is held meanwhile. No query where there are no classes.
    CustomerBlocked."""
    chosen = offer.product.fare_class
    if not chosen or customer is None:
        yield
        return
    with transaction.atomic():
        known = Customer.objects.lock(know_customer(channel, customer, at=at))
        option = _live(known, channel.pk).filter(offer__plan=offer.plan, offer__rides=offer.rides)
        others = option.exclude(offer__product__fare_class__in=["", chosen])
        there = others.values_list("reference", flat=True).first()
        if there is not None:
            raise BookingAlreadyExists(there)
        yield


def find_rental(offer: Offer, customer: CustomerFacts | None, channel: SalesChannel) -> str | None:
    """The id of the booking in which this customer has the vehicle of the offer; None if that has
    ended meanwhile."""
    known = find_customer(customer, channel)
    assert known is not None
    live = _live(known, channel.pk).filter(legs__rental__asset=offer.asset_id)
    return live.values_list("reference", flat=True).first()


def find_customer(facts: CustomerFacts | None, channel: SalesChannel) -> Customer | None:
    """The customer that these facts name, if the channel has sold anything to it."""
    if facts is None:
        return None
    known = Customer.objects.filter(channel=channel)
    if facts.reference:
        return known.filter(reference=facts.reference).first()
    return known.filter(external_id=facts.external_id).first()


def _live(customer: Customer, channel_id: int) -> BookingQuerySet:
    of_customer = Booking.objects.sold_through(channel_id).filter(customer=customer)
    return of_customer.exclude(state__in=CLOSED)
