"""Making a booking of what a caller sends back of an option."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bookings.actions.ancillaries import add_ancillary
from bookings.actions.doors import book_offer, commit_any, hold_offer
from bookings.errors import AlreadyRenting
from bookings.models import Booking
from bookings.terms import HoldWish
from operators.tenancy.actors import Actor
from protocols.maas_tsp.bookings.choosing import Extra, choose_extras, choose_offer
from protocols.maas_tsp.bookings.customers import CustomerTold
from protocols.maas_tsp.bookings.existing import find_rental, not_chosen_otherwise
from protocols.maas_tsp.bookings.requests import CreateWish
from protocols.maas_tsp.errors import BookingAlreadyExists
from sales.accounts.actions.links import find_link
from sales.errors import OfferTaken
from sales.models import SalesChannel
from sales.orders.customers import CustomerFacts


def make_booking(wish: CreateWish, channel: SalesChannel, *, by: Actor, at: datetime) -> Booking:
    """Book the offer that is meant, with the chosen extras; an error means that nothing changed.

    The same offer again gives the same customer the booking that is there. BookingAlreadyExists
    with its id where the customer has this vehicle, or this trip in another class; OfferUnknown,
    OfferLapsed, OfferTaken; CustomerBlocked; LinkUnknown and LinkEnded of an account; and what the
    kind of the offer refuses.
    """
    offer = choose_offer(wish.offer, wish.selection, channel_id=channel.pk)
    extras = choose_extras(offer, wish.selection)
    customer = whose(wish.customer, offer.reference, channel, at=at)
    hold = HoldWish(customer=customer)
    try:
        with not_chosen_otherwise(offer, customer, channel, at=at):
            return _book(offer.reference, extras, channel=channel, wish=hold, by=by, at=at)
    except AlreadyRenting as refused:
        there = find_rental(offer, customer, channel)
        raise (refused if there is None else BookingAlreadyExists(there)) from refused


def whose(
    told: CustomerTold, reference: str, channel: SalesChannel, *, at: datetime
) -> CustomerFacts | None:
    """Who travels with the offer of that reference: the customer of the account that was linked, if
    its secret is told. LinkUnknown, LinkEnded, AccountBlocked."""
    if not told.auth_token:
        return told.who_books(reference)
    link = find_link(channel, told.auth_token, at=at)
    return CustomerFacts(external_id="", reference=link.customer.reference)


def _book(
    reference: str,
    extras: Sequence[Extra],
    *,
    channel: SalesChannel,
    wish: HoldWish,
    by: Actor,
    at: datetime,
) -> Booking:
    if extras:
        try:
            return _book_with(extras, reference, channel=channel, wish=wish, by=by, at=at)
        except OfferTaken:
            # Booked before, maybe by the same request.
            pass
    return book_offer(reference, channel=channel, wish=wish, by=by, at=at)


@transaction.atomic
def _book_with(
    extras: Sequence[Extra],
    reference: str,
    *,
    channel: SalesChannel,
    wish: HoldWish,
    by: Actor,
    at: datetime,
) -> Booking:
    """Extras of trips by the timetable are added before the commit, which may activate tickets."""
    booking = hold_offer(reference, channel=channel, wish=wish, by=by, at=at)
    for leg in booking.legs.order_by("sequence"):
        for extra in extras:
            add_ancillary(leg, extra.category, extra.number, by=by, at=at)
    return commit_any(booking, by=by, at=at)
