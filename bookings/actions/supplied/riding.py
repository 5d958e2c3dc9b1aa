"""Booking a vehicle of a supplier's at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bookings.actions.supplied.asking import UNCERTAIN, fail, gateway_to
from bookings.actions.supplied.holding import callback_url_of, told_customer
from bookings.actions.supplied.locking import supplied_of, want
from bookings.actions.supplied.taking_in import take_in
from bookings.models import Booking, SuppliedBooking
from bookings.states import BookingKind, BookingState, SupplyWish
from bookings.terms import Place
from operators.fleet.errors import AssetTaken, AssetUnknown
from operators.fleet.models import Asset
from operators.supply.errors import (
    SupplierRefused,
    SupplierTaken,
    SupplierUnable,
    SupplierUnfit,
    SupplierUnknown,
)
from operators.supply.terms import RemoteBooking, RemoteCustomer, RemotePlace
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.catalogue.fleets import fleets_on_sale
from sales.models import SalesChannel
from sales.offers.supplied import ride_product, supplied_products, take_ride
from sales.orders.customers import CustomerFacts, know_customer

BOOK_WITHIN = timedelta(seconds=60)
"""A customer stands beside the vehicle and does not wait longer."""


def is_resold(channel: SalesChannel, asset_id: str, *, at: datetime) -> bool:
    """Whether that vehicle can only be a supplier's: the channel resells, and none of the fleets
    that it rents out has it."""
    own = Asset.objects.filter(fleet__in=fleets_on_sale(channel, at=at), asset_id=asset_id)
    return bool(supplied_products(channel, at=at)) and not own.exists()


def book_supplied_asset(
    channel: SalesChannel,
    asset_id: str,
    *,
    customer: CustomerFacts,
    origin: Place,
    callback_address: str = "",
    by: Actor,
    at: datetime,
) -> Booking:
    """Book one vehicle of the channel's supplier for a customer who stands at `origin`; it is sold
    when its use is over, for what the supplier charges.

    The same again goes on where an answer was lost. NothingOnSale; CustomerBlocked; AssetUnknown,
    AssetTaken or SupplierRefused as the supplier says. SupplierBusy if nobody knows what became of
    it: a timer looks, and gives the vehicle back once its customer has waited too long.
    """
    supplied = _unanswered(channel, asset_id, customer) or _begin(
        channel,
        asset_id,
        customer=customer,
        origin=origin,
        callback_address=callback_address,
        by=by,
        at=at,
    )
    booking: Booking = ask_to_book(supplied, by=by, at=at).booking
    return booking


def ask_to_book(supplied: SuppliedBooking, *, by: Actor, at: datetime) -> SuppliedBooking:
    """The second and the third step of `book_supplied_asset`."""
    refusal: DomainError | None = None
    try:
        told = _book(supplied, at=at)
    except UNCERTAIN as fault:
        raise fail(supplied, fault, at=at) from fault
    except SupplierTaken as taken:
        refusal, told = AssetTaken(taken.detail), _nothing()
    except SupplierUnknown as unknown:
        refusal, told = AssetUnknown(unknown.detail), _nothing()
    except (SupplierRefused, SupplierUnable) as refused:
        refusal, told = refused, _nothing()
    row = take_in(supplied, told, by=by, at=at)
    if refusal is not None:
        raise refusal
    return row


def is_late(supplied: SuppliedBooking, *, at: datetime) -> bool:
    """Whether its customer has waited too long for a vehicle."""
    return supplied.asked_at is not None and at >= supplied.asked_at + BOOK_WITHIN


def _book(supplied: SuppliedBooking, *, at: datetime) -> RemoteBooking:
    gateway, booking = gateway_to(supplied), supplied.booking
    if is_late(supplied, at=at):
        return _mine(supplied) or _nothing()
    assert supplied.from_longitude is not None
    assert supplied.from_latitude is not None
    try:
        told = gateway.book_asset(
            supplied.asset_id,
            told_customer(booking.customer) or RemoteCustomer(booking.reference),
            RemotePlace(supplied.from_longitude, supplied.from_latitude),
            key=booking.reference,
            callback_url=callback_url_of(supplied.supplier),
        )
    except SupplierTaken:
        # Maybe by us, when the answer was lost.
        mine = _mine(supplied)
        if mine is None:
            raise
        return mine
    if len(told.legs) != 1:
        raise SupplierUnfit("A vehicle is booked as one leg.")
    return told


def _mine(supplied: SuppliedBooking) -> RemoteBooking | None:
    """The open booking of the vehicle that no other booking of ours is."""
    found = gateway_to(supplied).find_ride(supplied.asset_id)
    if found is None:
        return None
    others = SuppliedBooking.objects.filter(
        supplier=supplied.supplier_id, remote_reference=found.reference
    )
    return None if others.exists() else found


def _nothing() -> RemoteBooking:
    return RemoteBooking("", BookingState.REJECTED, ())


def _unanswered(
    channel: SalesChannel, asset_id: str, customer: CustomerFacts
) -> SuppliedBooking | None:
    asked = SuppliedBooking.objects.filter(
        wanted=SupplyWish.BOOK,
        asset_id=asset_id,
        booking__channel=channel,
        booking__customer__external_id=customer.external_id,
    )
    found = asked.first()
    return supplied_of(found.booking) if found else None


@transaction.atomic(durable=True)
def _begin(
    channel: SalesChannel,
    asset_id: str,
    *,
    customer: CustomerFacts,
    origin: Place,
    callback_address: str,
    by: Actor,
    at: datetime,
) -> SuppliedBooking:
    product = ride_product(channel, at=at)
    renter = know_customer(channel, customer, at=at)
    offer = take_ride(channel, product, asset_id, currency=channel.tenant.currency, at=at)
    assert product.supplier_id is not None
    booking = Booking.objects.create(
        kind=BookingKind.SUPPLIED,
        tenant_id=channel.tenant_id,
        channel=channel,
        offer=offer,
        reference=offer.reference,
        customer=renter,
        callback_address=callback_address,
        booked_at=at,
        held_until=at + BOOK_WITHIN,
    )
    supplied = SuppliedBooking(
        tenant_id=channel.tenant_id,
        booking=booking,
        supplier_id=product.supplier_id,
        asset_id=asset_id,
        from_longitude=origin.longitude,
        from_latitude=origin.latitude,
    )
    want(supplied, SupplyWish.BOOK, by=by, at=at)
    return supplied_of(booking)
