"""Making offers, taking them, and clearing away those that lapsed."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from operators.tenancy.references import new_reference
from operators.timetable.itineraries import Itinerary
from sales.catalogue.channels import SalesChannel
from sales.catalogue.products import CatalogueEntry, Fare, PassengerCategory, Product
from sales.errors import (
    NoFare,
    NothingOnSale,
    NotValidThen,
    OfferLapsed,
    OfferTaken,
    OfferUnknown,
)
from sales.money import total
from sales.offers.models import Offer
from sales.offers.pricing import count_zones, find_category, price_trip
from sales.offers.terms import OfferedLeg, OfferedTraveller, TravellerWish
from sales.offers.validity import check_dates
from tickets.errors import FormUnavailable

KEEP_LAPSED = timedelta(days=1)
JOINED = ("product__ticket_type", "product__tenant")


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
    wish: OfferWish
    plan: uuid.UUID
    at: datetime


def products_on_sale(channel: SalesChannel, *, at: datetime) -> list[Product]:
    """What the channel sells at that moment. NothingOnSale if that is nothing."""
    entries = CatalogueEntry.objects.on_sale(channel, at).order_by("product__code")
    products = [entry.product for entry in entries.select_related(*JOINED)]
    if not products:
        raise NothingOnSale
    return products


def quote_offers(
    channel: SalesChannel, itineraries: Sequence[Itinerary], *, wish: OfferWish, at: datetime
) -> list[Offer]:
    """Price every product on sale for every itinerary; nothing is stored.

    Three queries, however many trips and products. NothingOnSale; where no offer is left,
    NoFare, NotValidThen or FormUnavailable (the tickets do not come as asked for) of the last one.
    """
    products = products_on_sale(channel, at=at)
    fares: defaultdict[int, list[Fare]] = defaultdict(list)
    for fare in Fare.objects.filter(product__in=products):
        fares[fare.product_id].append(fare)
    travellers = _categorise(channel, wish.travellers)
    planning = Planning(channel, travellers, wish, uuid.uuid4(), at)
    offers = []
    refusal: NoFare | NotValidThen | FormUnavailable | None = None
    for itinerary in itineraries:
        for product in products:
            try:
                offers.append(_quote(planning, itinerary, product, fares[product.pk]))
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


def _categorise(channel: SalesChannel, wishes: Sequence[TravellerWish]) -> list[OfferedTraveller]:
    categories = list(
        PassengerCategory.objects.filter(tenant_id=channel.tenant_id).order_by("code")
    )
    travellers = []
    for wish in wishes:
        category = find_category(wish, categories)
        travellers.append(OfferedTraveller(wish.reference, wish.age, category.pk, category.name))
    return travellers


def _quote(
    planning: Planning, itinerary: Itinerary, product: Product, fares: Sequence[Fare]
) -> Offer:
    channel, travellers = planning.channel, planning.travellers
    check_dates(product, itinerary.rides, zone=product.tenant.zone, at=planning.at)
    currency, parts = price_trip(
        product, fares, zones=count_zones(itinerary), travellers=travellers
    )
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
