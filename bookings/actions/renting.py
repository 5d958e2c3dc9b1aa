"""Booking a vehicle, and giving it up before it was used."""

from __future__ import annotations

from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction

from bookings.actions.moves import CHANGED_BY_CLOSE, cancel_legs
from bookings.actions.recording import booking_event
from bookings.actions.rental_locks import is_waiting, lock_rental, rental_of
from bookings.actions.vehicles import shut_if_nobody_rides
from bookings.errors import AlreadyRenting, RentalBegun
from bookings.models import Booking, BookingEvent, Leg, Rental
from bookings.states import BookingEventName, BookingKind, BookingState
from bookings.terms import Place
from operators.fleet.actions import Whereabouts, release_asset, reserve_asset
from operators.fleet.errors import AssetTaken, AssetUnavailable
from operators.fleet.gateways.finding import gateway_of
from operators.fleet.models import Asset
from operators.fleet.queries import get_asset
from operators.tenancy.actors import Actor
from sales.models import Offer, SalesChannel
from sales.offers.rentals import offer_asset
from sales.orders.customers import CustomerFacts, know_customer

UNLOCK_WITHIN = timedelta(seconds=60)
"""A customer stands beside the vehicle and does not wait longer."""
HEALED_AFTER = timedelta(seconds=5)
"""When the timer asks for the unlock, if the message that does so at once was lost."""
UNLOCK_TASK = "bookings.unlock_rental"


@transaction.atomic
def book_asset(
    channel: SalesChannel,
    asset_id: str,
    *,
    customer: CustomerFacts,
    origin: Place,
    by: Actor,
    at: datetime,
) -> Rental:
    """Book one vehicle for a customer who stands at `origin`: its booking is CONFIRMED, its leg
    NOT_STARTED, and once this is committed the vehicle is asked to unlock.

    The rental comes with its leg and booking as they are now, so that a caller can tell of them
    although the vehicle may be unlocked by then. CustomerBlocked; AssetUnknown; AlreadyRenting if
    the customer has this vehicle, AssetTaken if somebody else has; AssetUnavailable; NothingOnSale
    or NoFare.
    """
    renter = know_customer(channel, customer)
    asset = get_asset(channel.tenant, asset_id)
    try:
        asset = reserve_asset(asset, by=by, at=at)
    except AssetTaken:
        _check_not_renting(asset, channel, customer.external_id)
        raise
    if channel.is_sandbox and not gateway_of(asset.fleet).is_simulated:
        raise AssetUnavailable("A channel for trials rents simulated vehicles only.")
    offer = offer_asset(channel, asset, at=at)
    booking = Booking(
        kind=BookingKind.RENTAL,
        tenant_id=channel.tenant_id,
        channel=channel,
        offer=offer,
        reference=offer.reference,
        customer=renter,
        booked_at=at,
        held_until=at + UNLOCK_WITHIN,
    )
    booking.confirm(order=None, at=at)
    booking.save()
    booking_event(booking, BookingEventName.CONFIRMED, by=by, at=at).save()
    rental = _new_rental(booking, offer, asset, origin, at=at)
    # A message that cannot be sent is the timer's to make good; the booking stands.
    transaction.on_commit(lambda: _ask_for_unlock(rental.pk), robust=True)
    return rental


def cancel_rental(leg: Leg, *, by: Actor, at: datetime) -> Rental:
    """Give a vehicle up that was not unlocked yet: booking and leg are CANCELLED, nothing is sold.

    Cancelling again changes nothing. RentalBegun once the vehicle was unlocked.
    """
    rental = rental_of(leg)
    if is_waiting(rental):
        # An unlock may have got through although its answer did not.
        shut_if_nobody_rides(rental, at=at)
    return give_up_rental(rental, by=by, at=at)


@transaction.atomic(durable=True)
def give_up_rental(rental: Rental, *, by: Actor, at: datetime) -> Rental:
    """The second half of `cancel_rental`, after the vehicle was told to stay locked."""
    rental = lock_rental(rental.leg)
    leg, booking = rental.leg, rental.leg.booking
    if booking.state == BookingState.CANCELLED:
        return rental
    if not is_waiting(rental):
        raise RentalBegun
    events = cancel_legs([leg], by=by, at=at)
    leg.save(update_fields=CHANGED_BY_CLOSE)
    booking.cancel(at=at)
    booking.save(update_fields=CHANGED_BY_CLOSE)
    rental.closed_at = at
    rental.save(update_fields=["closed_at"])
    events.append(booking_event(booking, BookingEventName.CANCELLED, by=by, at=at))
    BookingEvent.objects.bulk_create(events)
    release_asset(rental.asset, seen=Whereabouts(), by=by, at=at)
    return rental


def _check_not_renting(asset: Asset, channel: SalesChannel, external_id: str) -> None:
    mine = Rental.objects.open().sold_through(channel).filter(asset=asset)
    if mine.filter(leg__booking__customer__external_id=external_id).exists():
        raise AlreadyRenting


def _new_rental(
    booking: Booking, offer: Offer, asset: Asset, origin: Place, *, at: datetime
) -> Rental:
    [offered] = offer.offered_legs()
    leg = Leg(booking=booking, reference=offered.reference, sequence=1, ride={}, departs_at=at)
    leg.save()
    return Rental.objects.create(
        tenant_id=booking.tenant_id,
        leg=leg,
        asset=asset,
        facts=facts_of(asset),
        plan=offer.plan_terms,
        vat_rate=offer.vat_rate,
        requested_at=at,
        unlock_until=booking.held_until,
        next_try_at=at + HEALED_AFTER,
        from_longitude=origin.longitude,
        from_latitude=origin.latitude,
        longitude=asset.longitude,
        latitude=asset.latitude,
        seen_at=None if asset.longitude is None else asset.reported_at or at,
        charge=asset.charge,
        range_metres=asset.range_metres,
    )


def facts_of(asset: Asset) -> dict[str, object]:
    """What a rental keeps of its vehicle."""
    kind = asset.asset_type
    return {
        "asset_id": asset.asset_id,
        "plate": asset.plate,
        "type_id": kind.type_id,
        "type_name": kind.name,
        "asset_class": kind.asset_class,
        "asset_sub_class": kind.asset_sub_class,
        "propulsion": kind.propulsion,
        "fleet": asset.fleet.name,
        "system_id": asset.fleet.system_id,
    }


def _ask_for_unlock(rental: int) -> None:
    current_app.signature(UNLOCK_TASK, kwargs={"rental_id": rental}).delay()
