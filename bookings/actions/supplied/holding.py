"""Holding what a supplier offers, for longer, and no more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from bookings.actions.recording import booking_event
from bookings.actions.supplied.asking import UNCERTAIN, fail, gateway_to
from bookings.actions.supplied.beginning import make_legs
from bookings.actions.supplied.following import close_legs
from bookings.actions.supplied.locking import legs_of, lock_supplied, supplied_of, want
from bookings.actions.supplied.taking_in import take_in
from bookings.errors import ExtensionRefused
from bookings.models import Booking, BookingEvent, SuppliedBooking
from bookings.states import BookingEventName, BookingKind, BookingState, SupplyWish
from bookings.terms import HoldWish
from operators.supply.errors import (
    SupplierGone,
    SupplierRefused,
    SupplierTaken,
    SupplierUnable,
    SupplierUnknown,
)
from operators.supply.finding import callback_address_of
from operators.supply.models import Supplier
from operators.supply.terms import RemoteBooking, RemoteCustomer
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.errors import OfferLapsed, OfferTaken
from sales.models import Customer, SalesChannel
from sales.offers.actions import take_offers
from sales.orders.customers import know_customer

CHANGED = ["state", "closed_at"]


def hold_supplied(
    reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
) -> Booking:
    """Hold an offer of a supplier's: the booking is PENDING, for as long as the supplier holds it
    and the channel's `hold_seconds` at most.

    The same again goes on where an answer was lost. OfferUnknown, OfferTaken, OfferLapsed, also if
    the supplier says so; CustomerBlocked; SupplierRefused; SupplierBusy, and a timer goes on.
    """
    try:
        supplied = _begin(reference, channel=channel, wish=wish, by=by, at=at)
    except OfferTaken:
        supplied = _unanswered(reference, channel)
    booking: Booking = ask_to_hold(supplied, by=by, at=at).booking
    return booking


def ask_to_hold(supplied: SuppliedBooking, *, by: Actor, at: datetime) -> SuppliedBooking:
    """The second and the third step of `hold_supplied`."""
    refusal: DomainError | None = None
    try:
        told = _hold(supplied, at=at)
    except UNCERTAIN as fault:
        raise fail(supplied, fault, at=at) from fault
    except (SupplierGone, SupplierUnknown) as gone:
        refusal = OfferLapsed(gone.detail)
        told = RemoteBooking(supplied.remote_reference, BookingState.EXPIRED, ())
    except (SupplierRefused, SupplierUnable) as refused:
        refusal = refused
        told = RemoteBooking(supplied.remote_reference, BookingState.REJECTED, ())
    row = take_in(supplied, told, by=by, at=at)
    if refusal is not None:
        raise refusal
    return row


@transaction.atomic(durable=True)
def _begin(
    reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
) -> SuppliedBooking:
    offer = take_offers([reference], channel_id=channel.pk, at=at)[reference]
    assert offer.supply is not None
    assert offer.product.supplier_id is not None
    booking = Booking.objects.create(
        kind=BookingKind.SUPPLIED,
        tenant_id=channel.tenant_id,
        channel=channel,
        offer=offer,
        reference=offer.reference,
        customer=know_customer(channel, wish.customer, at=at) if wish.customer else None,
        callback_address=wish.callback_address,
        booked_at=at,
        held_until=at + timedelta(seconds=channel.hold_seconds),
    )
    supplied = SuppliedBooking(
        tenant_id=channel.tenant_id,
        booking=booking,
        supplier_id=offer.product.supplier_id,
        remote_reference=offer.supply["reference"],
    )
    want(supplied, SupplyWish.HOLD, by=by, at=at)
    make_legs(supplied, at=at)
    return supplied_of(booking)


def _unanswered(reference: str, channel: SalesChannel) -> SuppliedBooking:
    """A hold that the supplier has not answered yet. OfferTaken if there is none."""
    asked = SuppliedBooking.objects.filter(wanted=SupplyWish.HOLD, booking__channel=channel)
    found = asked.filter(booking__reference=reference).first()
    if found is None:
        raise OfferTaken
    return supplied_of(found.booking)


def _hold(supplied: SuppliedBooking, *, at: datetime) -> RemoteBooking:
    if at >= supplied.booking.held_until:
        # Nobody waits for it any more; but it may be held there.
        return gateway_to(supplied).read_booking(supplied.remote_reference)
    try:
        return gateway_to(supplied).hold(
            supplied.remote_reference,
            told_customer(supplied.booking.customer),
            callback_url=callback_url_of(supplied.supplier),
        )
    except SupplierTaken:
        # By us, when the answer was lost.
        return gateway_to(supplied).read_booking(supplied.remote_reference)


def told_customer(customer: Customer | None) -> RemoteCustomer | None:
    """What a supplier is told of whom we buy for: the id and no more than it needs to serve."""
    if customer is None:
        return None
    return RemoteCustomer(
        customer.external_id,
        customer.first_name,
        customer.last_name,
        customer.email,
        customer.phone,
    )


def callback_url_of(supplier: Supplier) -> str:
    """Where the supplier tells us of changes, if it can prove that it is the one."""
    has_proof = supplier.sealed_signing_secret or supplier.sealed_callback_token
    if not has_proof or not settings.BASE_URL.startswith("https://"):
        return ""
    return callback_address_of(supplier)


def extend_supplied(booking: Booking, *, reason: str, by: Actor, at: datetime) -> Booking:
    """Have the supplier hold it for longer, and so do we. ExtensionRefused if one of us does not;
    SupplierBusy, and nothing has changed here."""
    supplied = supplied_of(booking)
    if supplied.booking.state_at(at) == BookingState.EXPIRED:
        raise ExtensionRefused
    try:
        told = gateway_to(supplied).extend(supplied.remote_reference, reason=reason)
    except (SupplierGone, SupplierRefused, SupplierUnable) as refused:
        raise ExtensionRefused from refused
    return _extend(supplied, told, reason=reason, by=by, at=at)


@transaction.atomic(durable=True)
def _extend(
    supplied: SuppliedBooking, told: RemoteBooking, *, reason: str, by: Actor, at: datetime
) -> Booking:
    booking: Booking = lock_supplied(supplied.booking).booking
    channel = booking.offer.channel
    if booking.state != BookingState.PENDING or booking.extensions >= channel.hold_extensions:
        raise ExtensionRefused
    until = at + timedelta(seconds=channel.hold_seconds)
    if told.expires_at is not None:
        until = min(until, told.expires_at)
    booking.extend(until=max(until, booking.held_until))
    booking.save(update_fields=["held_until", "extensions"])
    name, until = BookingEventName.EXTENDED, booking.held_until
    booking_event(booking, name, by=by, at=at, until=until, reason=reason).save()
    return booking


@transaction.atomic
def expire_supplied_holds(*, by: Actor, at: datetime, limit: int = 500) -> int:
    """Expire one batch of holds that were not committed in time, and that nobody is about to
    commit; the supplier's lapses by itself. Returns how many."""
    lapsed = Booking.objects.supplied().lapsed(at).filter(state=BookingState.PENDING)
    waiting = lapsed.filter(supplied__wanted="").order_by("id").lock_free()
    batch = list(waiting[:limit])
    for booking in batch:
        expire_locked(booking, by=by, at=at)
    return len(batch)


@transaction.atomic(durable=True)
def expire_supplied(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Let a hold lapse now; one that has lapsed stays as it is. TransitionNotAllowed for one that
    is sold; SupplyInHand while the supplier is asked."""
    row = lock_supplied(booking)
    held: Booking = row.booking
    if held.state == BookingState.EXPIRED:
        return held
    # Whoever asks the supplier meanwhile is waited for.
    want(row, SupplyWish.CANCEL, by=by, at=at)
    return expire_locked(held, by=by, at=at)


def expire_locked(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """A step: the booking and its legs are over."""
    row = lock_supplied(booking)
    row.booking.expire(at=at)
    rows = legs_of(row)
    events = close_legs(rows, by=by, at=at)
    for mine in rows:
        mine.leg.save(update_fields=CHANGED)
    row.booking.save(update_fields=CHANGED)
    events.append(booking_event(row.booking, BookingEventName.EXPIRED, by=by, at=at))
    BookingEvent.objects.bulk_create(events)
    over: Booking = row.booking
    return over
