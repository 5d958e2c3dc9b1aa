"""Making offers, taking them, and clearing away those that lapsed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from operators.tenancy.references import new_reference
from operators.timetable.itineraries import Itinerary
from sales.catalogue.channels import SalesChannel
from sales.catalogue.products import PassengerCategory
from sales.errors import (
    NoFare,
    NothingOnSale,
    NotValidThen,
    OfferLapsed,
    OfferTaken,
    OfferUnknown,
)
from sales.fares.loading import Assortment, read_assortment, read_tariffs
from sales.fares.prices import price_trip
from sales.fares.tariffs import Crowd, Tariff
from sales.fares.trips import Trip
from sales.money import total
from sales.offers.models import Offer
from sales.offers.pricing import categorise
from sales.offers.terms import OfferedLeg, OfferedTraveller, TravellerWish
from sales.offers.validity import check_changes, check_dates
from tickets.errors import FormUnavailable

KEEP_LAPSED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfferWish:
    """What a client asks for besides the trip."""

    travellers: tuple[TravellerWish, ...]
    symbology: str = ""
    media: str = ""


@dataclass(frozen=True, slots=True)
class Planning:
    """What all offers that are made together have in common."""

    channel: SalesChannel
    travellers: list[OfferedTraveller]
    crowds: list[Crowd]
    wish: OfferWish
    plan: uuid.UUID
    at: datetime


def products_on_sale(channel: SalesChannel, *, at: datetime) -> Assortment:
    """What the channel sells at that moment. NothingOnSale if that is nothing."""
    assortment = read_assortment(channel, at=at)
    if not assortment.products:
        raise NothingOnSale
    return assortment


def quote_offers(
    channel: SalesChannel, itineraries: Sequence[Itinerary], *, wish: OfferWish, at: datetime
) -> list[Offer]:
    """Price every product on sale for every itinerary; nothing is stored.

    Three queries for plain fares and at most ten for all that a tariff may have, however many
    trips and products. NothingOnSale; where no offer is left, NoFare, NotValidThen or
    FormUnavailable (the tickets do not come as asked for) of the last one.
    """
    assortment = products_on_sale(channel, at=at)
    tariffs, surroundings = read_tariffs(assortment, channel, itineraries)
    categories = PassengerCategory.objects.filter(tenant_id=channel.tenant_id).order_by("code")
    travellers, crowds = categorise(wish.travellers, list(categories))
    planning = Planning(channel, travellers, crowds, wish, uuid.uuid4(), at)
    offers = []
    refusal: NoFare | NotValidThen | FormUnavailable | None = None
    for itinerary in itineraries:
        try:
            trip = surroundings.survey(itinerary)
        except NoFare as refused:
            refusal = refused
            continue
        for tariff in tariffs:
            try:
                offers.append(_quote(planning, itinerary, tariff, trip))
            except (NoFare, NotValidThen, FormUnavailable) as refused:
                refusal = refused
    if refusal and not offers:
        raise refusal
    return offers


def make_offers(
    channel: SalesChannel, itineraries: Sequence[Itinerary], *, wish: OfferWish, at: datetime
) -> list[Offer]:
    """Quote and store, so that the offers can be booked; one more query than quoting."""
    return Offer.objects.bulk_create(quote_offers(channel, itineraries, wish=wish, at=at))


@transaction.atomic
def take_offer(reference: str, *, channel: SalesChannel, at: datetime) -> Offer:
    """Claim an offer for one booking.

    OfferUnknown if this channel made no such offer, OfferTaken if it was booked before,
    OfferLapsed if its time is over.
    """
    offers = Offer.objects.made_through(channel).select_for_update(of=("self",))
    offer = offers.filter(reference=reference).select_related("product__ticket_type").first()
    if offer is None:
        raise OfferUnknown
    if offer.taken_at is not None:
        raise OfferTaken
    if at >= offer.valid_until:
        raise OfferLapsed(f"The offer was valid until {offer.valid_until:%Y-%m-%dT%H:%M:%SZ}.")
    offer.taken_at = at
    offer.save(update_fields=["taken_at"])
    return offer


@transaction.atomic
def expire_offers(*, at: datetime, limit: int = 10_000) -> int:
    """Delete one batch of offers that lapsed a day ago or more; returns how many."""
    lapsed = Offer.objects.lapsed(at - KEEP_LAPSED).order_by("valid_until").lock_free()
    batch = list(lapsed.values_list("pk", flat=True)[:limit])
    deleted, _ = Offer.objects.filter(pk__in=batch).delete()
    return deleted


def _quote(planning: Planning, itinerary: Itinerary, tariff: Tariff, trip: Trip) -> Offer:
    channel, travellers, product = planning.channel, planning.travellers, tariff.product
    check_dates(product, itinerary.rides, zone=product.tenant.zone, at=planning.at)
    check_changes(product, itinerary.rides, zone=product.tenant.zone)
    currency, parts = price_trip(tariff, trip, planning.crowds, channel_id=channel.pk)
    kind = product.ticket_type
    usual = channel.ticket_media if channel.ticket_media in kind.media else ""
    asked = planning.wish.media or usual
    media = kind.choose_media(symbology=planning.wish.symbology, media=asked)
    holders = 1 if product.is_group_ticket else len(travellers)
    legs = _new_legs(rides=len(itinerary.rides), holders=holders)
    return Offer(
        tenant_id=channel.tenant_id,
        channel=channel,
        product=product,
        plan=planning.plan,
        amount=total(part.amount for part in parts),
        tax_amount=total(part.tax_amount for part in parts),
        currency=currency,
        vat_rate=product.vat_rate,
        price_parts=[part.to_json() for part in parts],
        rides=[ride.to_json() for ride in itinerary.rides],
        travellers=[traveller.to_json() for traveller in travellers],
        legs=[leg.to_json() for leg in legs],
        media=media,
        is_group_ticket=product.is_group_ticket,
        cancellation=product.cancellation,
        cancellation_fee=product.cancellation_fee,
        made_at=planning.at,
        valid_until=planning.at + timedelta(seconds=channel.offer_seconds),
    )


def _new_legs(*, rides: int, holders: int) -> list[OfferedLeg]:
    return [
        OfferedLeg(new_reference(), ride, holder)
        for ride in range(rides)
        for holder in range(holders)
    ]
