"""The review of what is held, and the ways to pay for it (§6.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bookings.actions.purchases import ways_to_pay
from bookings.models import Purchase
from bookings.states import PayWay
from protocols.tripgo.addresses import part
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.quick.booking import Chosen, Held
from protocols.tripgo.quick.listing import mode_of
from protocols.tripgo.quick.wording import Phrases, phrases_for
from protocols.tripgo.trips.segments import Segment, Spot
from protocols.tripgo.wire import hundredths, iso_utc, omit_none
from sales.models import CardAccount, Offer

Wire = dict[str, Any]

FREE, INVOICE, INTERNAL = "FREE", "INVOICE", "INTERNAL"


def review_to_wire(operation: TripGoOperation, held: Held) -> Wire:
    """What is held, part for part, and how it can be paid."""
    purchase, phrases = held.purchase, phrases_for(operation.request)
    way = way_of_paying(purchase, at=operation.at)
    told: Wire = {
        "paymentOptions": [_option(operation, purchase, way, phrases)],
        "review": [_part_to_wire(operation, chosen, offer) for chosen, offer in held.parts],
        "reviewActionTitle": phrases.pay if way is PayWay.CARD else phrases.confirm,
    }
    if way is PayWay.CARD:
        told["publishableApiKey"] = _publishable_key(purchase)
    return told


def way_of_paying(purchase: Purchase, *, at: datetime) -> PayWay:
    """How a traveller pays: by card where that is possible, else the partner is invoiced. Nobody
    chooses that somebody else pays."""
    return PayWay.CARD if PayWay.CARD in ways_to_pay(purchase, at=at) else PayWay.ACCOUNT


def purchase_path(purchase: Purchase, tail: str) -> str:
    """Where a purchase is paid, below the base."""
    return f"payment/booking/{part(purchase.reference)}/{tail}"


def _option(
    operation: TripGoOperation,
    purchase: Purchase,
    way: PayWay,
    phrases: Phrases,
) -> Wire:
    """`paymentOptions`: apps confirm what is FREE at once, without asking for a way to pay."""
    if way is PayWay.CARD:
        mode, tail, method, words = INTERNAL, "pay", "GET", phrases.by_card
    elif purchase.amount:
        payer = operation.channel.partner.name
        words = phrases.on_account.format(payer=payer)
        mode, tail, method = INVOICE, "payment", "POST"
    else:
        mode, tail, method, words = FREE, "confirm", "GET", phrases.nothing_now
    return {
        "url": operation.absolute(purchase_path(purchase, tail)),
        "method": method,
        "paymentMode": mode,
        "currency": purchase.currency,
        "fullPrice": hundredths(purchase.amount),
        "description": words,
    }


def _part_to_wire(operation: TripGoOperation, chosen: Chosen, offer: Offer) -> Wire:
    segment = chosen.segment
    mode = mode_of(operation, segment)
    departs_at, arrives_at = times_of(segment, offer)
    fares = chosen.fares
    return {
        "mode": mode["identifier"],
        "modeInfo": mode,
        "price": hundredths(offer.amount),
        "currency": offer.currency,
        "depart": iso_utc(departs_at),
        "arrive": iso_utc(arrives_at),
        "origin": _place(segment.origin),
        "destination": _place(_end_of(segment)),
        "provider": {"title": segment.operator or offer.product.operator.name},
        "tickets": fares,
        "fares": fares,
    }


def times_of(segment: Segment, offer: Offer) -> tuple[datetime, datetime]:
    """When it departs and arrives, of a taxi as it was offered now; UTC."""
    if offer.taxi_trip is not None:
        trip = offer.trip()
        return trip.pick_up_at, trip.drop_off_at
    if segment.rides:
        return segment.rides[0].departs_at, segment.rides[-1].arrives_at
    return segment.starts_at, segment.ends_at


def _end_of(segment: Segment) -> Spot:
    if not segment.rides:
        return segment.destination
    stop = segment.rides[-1].destination
    return Spot(float(stop.longitude), float(stop.latitude), stop.name)


def _publishable_key(purchase: Purchase) -> str:
    """Of the account with the card provider, which whoever pays by card has."""
    keys = CardAccount.objects.filter(tenant=purchase.tenant_id)
    return keys.values_list("publishable_key", flat=True).get()


def _place(spot: Spot) -> Wire:
    return omit_none(
        {
            "lat": spot.latitude,
            "lng": spot.longitude,
            "address": spot.address or spot.name or None,
        }
    )
