"""The sales of the last weeks, made through the same doors as any other, at their own times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from bookings.actions.booking import cancel_booking, commit_booking, hold_booking
from bookings.actions.holding import expire_holds
from bookings.actions.leg import close_legs, start_leg
from bookings.models import Booking, BookingEvent, Leg
from bookings.queries import read_leg
from bookings.states import BookingEventName, LegState
from demo.purchases import Fate, Purchase, purchases_of
from demo.town import HALTS
from operators.models import Tenant
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from operators.timetable.planner import plan_itineraries
from operators.timetable.stops import (
    StopGroup,
    StopReference,
    StopReferenceKind,
    find_stops,
)
from sales.catalogue.states import Cancellation
from sales.models import Offer, SalesChannel
from sales.offers.actions import OfferWish, expire_offers, make_offers
from sales.offers.terms import TravellerWish
from sales.orders.customers import CustomerFacts
from tickets.actions.barcodes import expire_barcodes
from tickets.actions.tickets import expire_tickets
from tickets.models import Ticket
from tickets.states import TicketState

THINKING = timedelta(seconds=50)
LOOKS = (timedelta(minutes=1), timedelta(seconds=95))
"""When a traveller shows the ticket, after the departure."""


@dataclass(frozen=True, slots=True)
class Past:
    """Where the past happens: nothing in it is later than `ends_at`."""

    tenant: Tenant
    channels: dict[str, SalesChannel]
    stops: dict[str, StopGroup]
    by: Actor
    ends_at: datetime


def sell_past(
    tenant: Tenant, channels: dict[str, SalesChannel], *, days: int, by: Actor, at: datetime
) -> int:
    """Make the sales of so many days before today, where there are none yet; returns how many."""
    today = at.astimezone(tenant.zone).date()
    wanted = list(days_without_sales(tenant, by=by, today=today, days=days))
    if not wanted:
        return 0
    past = Past(tenant, channels, stops_by_id(tenant), by, at)
    purchases = (each for day in wanted for each in purchases_of(day, tenant.zone))
    sold = sum(is_sold(past, each) for each in purchases)
    sweep(past)
    return sold


def days_without_sales(tenant: Tenant, *, by: Actor, today: date, days: int) -> Iterator[date]:
    """The days after the last one that has sales of ours, `days` of them at most."""
    held = BookingEvent.objects.filter(
        booking__tenant=tenant, name=BookingEventName.HELD, actor=str(by)
    )
    last = held.aggregate(last=Max("happened_at"))["last"]
    for age in range(days, 0, -1):
        day = today - timedelta(days=age)
        if last is None or day > last.astimezone(tenant.zone).date():
            yield day


def stops_by_id(tenant: Tenant) -> dict[str, StopGroup]:
    references = [StopReference(StopReferenceKind.STOP_ID, halt.stop_id) for halt in HALTS]
    return {reference.value: group for reference, group in find_stops(tenant, references).items()}


def is_sold(past: Past, purchase: Purchase) -> bool:
    """Whether the purchase could be made; whoever tries the demo may have put an end to a sale."""
    try:
        sell(past, purchase)
    except DomainError:
        return False
    return True


@transaction.atomic
def sell(past: Past, purchase: Purchase) -> None:
    """Let one purchase happen, as far as its time has come."""
    offers = offers_for(past, purchase)
    held_at = purchase.bought_at + THINKING
    booking = hold_booking(
        offers[purchase.taste % len(offers)].reference,
        channel=past.channels[purchase.channel],
        customer=CustomerFacts(purchase.customer),
        by=past.by,
        at=held_at,
    )
    decided_at = held_at + THINKING
    if purchase.fate == Fate.RELEASED:
        cancel_booking(booking, by=past.by, at=decided_at)
    elif purchase.fate != Fate.ABANDONED:
        booking = commit_booking(booking, by=past.by, at=decided_at)
        live_on(past, booking, purchase.fate, decided_at)


def offers_for(past: Past, purchase: Purchase) -> list[Offer]:
    itineraries = plan_itineraries(
        past.tenant,
        origin=past.stops[purchase.origin],
        destination=past.stops[purchase.destination],
        departs_after=purchase.departs_after,
        limit=2,
    )
    travellers = tuple(
        TravellerWish(f"t{place}", age) for place, age in enumerate(purchase.ages, start=1)
    )
    return make_offers(
        past.channels[purchase.channel],
        itineraries,
        wish=OfferWish(travellers),
        at=purchase.bought_at,
    )


def live_on(past: Past, booking: Booking, fate: Fate, committed_at: datetime) -> None:
    """Cancel the booking half-way to its departure, or ride; some tickets are forgotten."""
    legs = list(booking.legs.order_by("sequence"))
    departs_at = legs[0].departs_at
    half_way = committed_at + (departs_at - committed_at) / 2
    is_firm = booking.offer.product.cancellation == Cancellation.NEVER
    if fate == Fate.CANCELLED and not is_firm and half_way <= past.ends_at:
        cancel_booking(booking, by=past.by, at=half_way)
    elif fate != Fate.UNUSED and departs_at + max(LOOKS) <= past.ends_at:
        for leg in legs:
            ride(past, leg, departs_at)


def ride(past: Past, leg: Leg, departs_at: datetime) -> None:
    if leg.state != LegState.IN_USE:
        start_leg(leg, by=past.by, at=departs_at)
    for look in LOOKS:
        read_leg(leg.reference, channel_id=leg.booking.channel_id, at=departs_at + look)


@transaction.atomic
def sweep(past: Past) -> None:
    """Run the timers at each moment at which they would have found something."""
    for moment in sorted(closing_moments(past)):
        expire_holds(by=past.by, at=moment)
        expire_tickets(by=past.by, at=moment)
        close_legs(by=past.by, at=moment)
        expire_barcodes(at=moment)
    expire_offers(at=past.ends_at)


def closing_moments(past: Past) -> set[datetime]:
    tickets = Ticket.objects.filter(tenant=past.tenant).over(past.ends_at)
    active = tickets.filter(state=TicketState.ACTIVE).values_list("valid_until", flat=True)
    issued = tickets.filter(state=TicketState.ISSUED).values_list("activate_until", flat=True)
    holds = Booking.objects.filter(tenant=past.tenant).lapsed(past.ends_at)
    ends = holds.values_list("held_until", flat=True)
    return {moment for moment in (*active, *issued, *ends) if moment is not None}
