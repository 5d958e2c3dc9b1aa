"""Holding, committing and cancelling journeys."""

from __future__ import annotations

from datetime import datetime, timedelta

import django_fsm as fsm
from django.db import transaction

from bookings.actions.claims import check_not_credited_twice
from bookings.actions.moves import CHANGED_BY_CLOSE, cancel_legs
from bookings.actions.recording import booking_event, origin_of, record_event
from bookings.actions.selling import sell_booking
from bookings.errors import CancellationRefused, HoldExpired
from bookings.models import Booking, BookingEvent, Leg
from bookings.states import HELD, OPEN_LEGS, RIDING, BookingEventName, BookingState, Origin
from operators.tenancy.actors import Actor, ActorKind
from operators.tenancy.sweeps import store_state
from sales.catalogue.states import Cancellation
from sales.models import Offer, Order, SalesChannel
from sales.offers.actions import take_offer
from sales.orders.customers import CustomerFacts, know_customer
from sales.orders.states import Keeper
from sales.purchasing import cancel_part, give_money_back
from sales.refunds.rules import can_be_given_back
from sales.selling import cancel_sale
from tickets.models import Ticket


@transaction.atomic
def hold_booking(
    reference: str,
    *,
    channel: SalesChannel,
    customer: CustomerFacts | None = None,
    symbology: str = "",
    media: str = "",
    callback_address: str = "",
    by: Actor,
    at: datetime,
) -> Booking:
    """Hold an offer for the channel's `hold_seconds`: the booking is PENDING, its legs PREPARING.

    OfferUnknown, OfferTaken, OfferLapsed; CustomerBlocked; FormUnavailable if the tickets do not
    come in the form asked for.
    """
    offer = take_offer(reference, channel=channel, at=at)
    if symbology or media:
        kind = offer.product.tickets
        chosen: str = kind.choose_media(symbology=symbology, media=media or offer.media)
    else:
        chosen = offer.media
    booking = Booking.objects.create(
        tenant_id=channel.tenant_id,
        channel=channel,
        offer=offer,
        reference=offer.reference,
        customer=know_customer(channel, customer, at=at) if customer else None,
        media=chosen,
        callback_address=callback_address,
        booked_at=at,
        held_until=at + timedelta(seconds=channel.hold_seconds),
    )
    Leg.objects.bulk_create(_new_legs(booking, offer))
    record_event(booking, BookingEventName.HELD, by=by, at=at)
    return booking


@transaction.atomic
def commit_booking(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Sell a held booking on account of the channel's partner and issue all its tickets.

    Legs whose tickets are active at once are IN_USE, and the booking has STARTED. Where staff say
    yes or no first, nothing is sold yet: the booking is CONDITIONAL_CONFIRMED and expires unless
    they answer in time. Committing again changes nothing. HoldExpired if the time to commit is
    over, NotValidThen if the product's is, TransitionNotAllowed if the booking is neither held nor
    sold, NoSigningKey if its tickets could not be shown.
    """
    booking = lock_booking(booking)
    if booking.state in (*RIDING, BookingState.FINISHED):
        return booking
    if booking.state_at(at) == BookingState.EXPIRED:
        raise HoldExpired(_why_expired(booking))
    if booking.state == BookingState.CONDITIONAL_CONFIRMED:
        return booking
    if not fsm.can_proceed(booking.confirm):
        raise fsm.TransitionNotAllowed(f"A booking that is {booking.state} cannot be committed.")
    answered_by = booking.offer.answered_by(at)
    if answered_by is not None:
        return _ask(booking, answered_by, by=by, at=at)
    return sell_booking(booking, by=by, at=at)


@transaction.atomic
def cancel_booking(
    booking: Booking, *, by: Actor, at: datetime, origin: Origin | None = None
) -> Booking:
    """Release what is not sold yet, or cancel a sold booking by its product's rule: tickets are
    void, the order gets its next version, what was paid is credited less the fee.

    The rule is judged by the tickets as they are at `at`. Cancelling again changes nothing.
    `origin`: on whose wish, if that is not the actor's own. CancellationRefused by the rule, if the
    journey is over, or for a partner that has claimed as credits what it would get back;
    HoldExpired if the hold is.
    """
    booking = lock_booking(booking)
    if booking.state in (BookingState.RELEASED, BookingState.CANCELLED):
        return booking
    if booking.state_at(at) == BookingState.EXPIRED:
        raise HoldExpired
    if booking.state == BookingState.FINISHED:
        raise CancellationRefused
    wished_by = origin or origin_of(by)
    if booking.state in HELD:
        booking.release(origin=wished_by, at=at)
        name = BookingEventName.RELEASED
    else:
        booking.cancel(origin=wished_by, at=at)
        _take_back(booking, by=by, at=at)
        name = BookingEventName.CANCELLED
    booking.save()
    legs = list(booking.legs.filter(state__in=OPEN_LEGS))
    events = cancel_legs(legs, by=by, at=at)
    store_state(legs, CHANGED_BY_CLOSE)
    events.append(booking_event(booking, name, by=by, at=at, origin=wished_by))
    BookingEvent.objects.bulk_create(events)
    return booking


def lock_booking(booking: Booking) -> Booking:
    """The booking of a journey as it is now, locked, with what its actions read.

    A statement that waited for the lock sees the rows it locks as they became, beside those that
    were joined before the wait. So the offer, whose travellers can be renamed, is locked as well,
    a customer who came meanwhile is read again, and the order is not joined.
    """
    locked = (
        Booking.objects.journeys()
        .select_for_update(of=("self", "offer"))
        .select_related(
            "offer__product__ticket_type",
            "offer__product__operator",
            "offer__channel__tenant",
            "customer",
        )
        .get(pk=booking.pk)
    )
    if locked.customer_id != (locked.customer.pk if locked.customer else None):
        locked.refresh_from_db(fields=["customer"])
    return locked


def _why_expired(booking: Booking) -> str:
    if booking.answer_until is not None:
        return f"Nobody answered until {booking.answer_until:%Y-%m-%dT%H:%M:%SZ}."
    return f"The time to commit ended at {booking.held_until:%Y-%m-%dT%H:%M:%SZ}."


def _new_legs(booking: Booking, offer: Offer) -> list[Leg]:
    rides = offer.itinerary_rides()
    travellers = offer.offered_travellers()
    legs = []
    for sequence, offered in enumerate(offer.offered_legs(), start=1):
        ride = rides[offered.ride]
        people = travellers if offer.is_group_ticket else [travellers[offered.holder]]
        leg = Leg(
            booking=booking,
            reference=offered.reference,
            sequence=sequence,
            traveller_references=[person.reference for person in people if person.reference],
            ride=ride.to_json(),
            departs_at=ride.departs_at,
            arrives_at=ride.arrives_at,
        )
        leg.prepare()
        legs.append(leg)
    return legs


def _ask(booking: Booking, answered_by: datetime, *, by: Actor, at: datetime) -> Booking:
    booking.ask(until=answered_by)
    booking.save(update_fields=["state", "answer_until"])
    name = BookingEventName.CONDITIONALLY_CONFIRMED
    record_event(booking, name, by=by, at=at, answer_until=answered_by)
    return booking


def _take_back(booking: Booking, *, by: Actor, at: datetime) -> None:
    assert booking.order is not None
    offer = booking.offer
    # Locked before they are judged: an inspector may be about to use one.
    tickets = Ticket.objects.filter(pk__in=booking.legs.values("ticket")).order_by("pk")
    allowed = can_be_given_back(
        Cancellation(offer.cancellation),
        tickets.select_for_update(of=("self",), no_key=True),
        departs_at=min(ride.departs_at for ride in offer.itinerary_rides()),
        at=at,
    )
    if not allowed:
        raise CancellationRefused
    order = _credit(booking, booking.order, by=by, at=at)
    if by.kind == ActorKind.PARTNER:
        check_not_credited_twice(order)


def _credit(booking: Booking, order: Order, *, by: Actor, at: datetime) -> Order:
    fee, reason = booking.offer.cancellation_fee, "Cancellation"
    if order.keeper != Keeper.PURCHASE:
        return cancel_sale(order, fee=fee, reason=reason, by=by, at=at)
    order, credit = cancel_part(order, booking.reference, fee=fee, reason=reason, by=by, at=at)
    if credit is not None:
        # The provider is asked without any lock; what it does not do then, the sweep has done.
        transaction.on_commit(lambda: give_money_back(credit, by=by, at=at), robust=True)
    return order
