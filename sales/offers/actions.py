"""Making offers, taking them, and clearing away those that lapsed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from operators.timetable.itineraries import Itinerary
from sales.catalogue.channels import SalesChannel
from sales.errors import (
    NoFare,
    NothingOnSale,
    NotValidThen,
    OfferLapsed,
    OfferTaken,
    OfferUnknown,
)
from sales.fares.loading import Assortment, read_assortment, read_tariffs
from sales.offers.models import Offer
from sales.offers.quoting import Journey, OfferWish, quote, start_planning
from tickets.errors import FormUnavailable

__all__ = [
    "OfferWish",
    "expire_offers",
    "free_offers",
    "make_offers",
    "make_product_offers",
    "products_on_sale",
    "quote_offers",
    "store_offers",
    "take_asset_offer",
    "take_offer",
    "take_offers",
    "take_taxi_offer",
]

ASKED_FIRST = "Staff say yes or no to this product first; book its trip instead."
KEEP_LAPSED = timedelta(days=1)
JOINED = ("product__ticket_type", "product__operator")


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
    trips and products. What the wish does not take is left out. NothingOnSale; where no offer
    is left, NoFare, NotValidThen or FormUnavailable (the tickets do not come as asked for) of the
    last one.
    """
    assortment = products_on_sale(channel, at=at)
    tariffs, surroundings = read_tariffs(assortment, channel, itineraries)
    tariffs = [tariff for tariff in tariffs if wish.takes(tariff.product)]
    if not tariffs:
        raise NothingOnSale
    planning = start_planning(channel, wish, at=at)
    offers = []
    refusal: NoFare | NotValidThen | FormUnavailable | None = None
    for itinerary in itineraries:
        try:
            journey = Journey(surroundings.survey(itinerary), itinerary.rides)
        except NoFare as refused:
            refusal = refused
            continue
        for tariff in tariffs:
            try:
                offers.append(quote(planning, journey, tariff))
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


def store_offers(offers: Sequence[Offer]) -> list[Offer]:
    """Make offers that were only quoted bookable, of whatever kind; one query. For whoever leaves
    some of them out first."""
    return Offer.objects.bulk_create(offers)


def make_product_offers(
    channel: SalesChannel,
    product_codes: Collection[str],
    *,
    wish: OfferWish,
    starts_at: datetime | None = None,
    at: datetime,
) -> list[Offer]:
    """Offer products without a trip, such as a day's ticket, and store the offers.

    Their tickets begin at `starts_at`, or when they are sold or activated. Supplements are offered
    as the other products are. NothingOnSale if one of the codes is not on sale, or waits for an
    answer of staff, which only the booking of a trip can; NoFare (a product
    whose price depends on the trip), NotValidThen or FormUnavailable of the first product that can
    not be offered so.
    """
    assortment = products_on_sale(channel, at=at)
    missing = set(product_codes) - {product.code for product in assortment.products}
    if missing:
        raise NothingOnSale(f"Not on sale in this channel now: {', '.join(sorted(missing))}.")
    chosen = [product for product in assortment.products if product.code in product_codes]
    if any(product.confirm_minutes is not None for product in chosen):
        raise NothingOnSale(ASKED_FIRST)
    tariffs, surroundings = read_tariffs(assortment, channel, [])
    planning = start_planning(channel, wish, at=at)
    journey = Journey(surroundings.stand(starts_at or at), (), starts_at)
    return Offer.objects.bulk_create(
        quote(planning, journey, tariff)
        for tariff in tariffs
        if tariff.product.code in product_codes
    )


@transaction.atomic
def take_offer(reference: str, *, channel: SalesChannel, at: datetime) -> Offer:
    """Claim the offer of a trip for one booking.

    OfferUnknown if this channel made no such offer, OfferTaken if it was booked before,
    OfferLapsed if its time is over.
    """
    offer = _take([reference], channel_id=channel.pk, at=at)[reference]
    if not offer.rides or offer.product.is_supplement:
        raise OfferUnknown("This offer is for no trip of its own; plan one.")
    return offer


@transaction.atomic
def take_asset_offer(reference: str, *, channel: SalesChannel, at: datetime) -> Offer:
    """Claim the offer of a vehicle for one booking. As `take_offer`."""
    offer = _take([reference], channel_id=channel.pk, at=at)[reference]
    if offer.asset_id is None:
        raise OfferUnknown("This offer is for no vehicle.")
    return offer


@transaction.atomic
def take_taxi_offer(reference: str, *, channel: SalesChannel, at: datetime) -> Offer:
    """Claim the offer of a trip by taxi for one booking. As `take_offer`."""
    offer = _take([reference], channel_id=channel.pk, at=at)[reference]
    if offer.taxi_trip is None:
        raise OfferUnknown("This offer is for no taxi.")
    return offer


@transaction.atomic
def take_offers(references: Collection[str], *, channel_id: int, at: datetime) -> dict[str, Offer]:
    """Claim offers of a channel, all or none, for one order; by reference. Two queries.

    OfferUnknown, OfferTaken and OfferLapsed as `take_offer`; a vehicle or a taxi is not put on an
    order, but booked. NothingOnSale for what staff say yes or no to first: an order does not wait
    for that.
    """
    taken = _take(references, channel_id=channel_id, at=at)
    if any(offer.confirm_minutes is not None for offer in taken.values()):
        raise NothingOnSale(ASKED_FIRST)
    if any(offer.asset_id is not None for offer in taken.values()):
        raise OfferUnknown("This offer is for a vehicle; book it.")
    if any(offer.taxi_trip is not None for offer in taken.values()):
        raise OfferUnknown("This offer is for a taxi; book it.")
    return taken


def free_offers(keys: Collection[int], *, at: datetime) -> list[int]:
    """Let offers that were taken for nothing be taken again, if their time is not over; returns
    the keys of those. A step: it is part of the transaction of whoever gives them up."""
    taken = Offer.objects.filter(pk__in=keys, valid_until__gt=at, taken_at__isnull=False)
    locked = list(taken.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    Offer.objects.filter(pk__in=locked).update(taken_at=None)
    return locked


@transaction.atomic
def expire_offers(*, at: datetime, limit: int = 10_000) -> int:
    """Delete one batch of offers that lapsed a day ago or more; returns how many."""
    lapsed = Offer.objects.lapsed(at - KEEP_LAPSED).order_by("valid_until").lock_free()
    batch = list(lapsed.values_list("pk", flat=True)[:limit])
    deleted, _ = Offer.objects.filter(pk__in=batch).delete()
    return deleted


def _take(references: Collection[str], *, channel_id: int, at: datetime) -> dict[str, Offer]:
    offers = Offer.objects.made_through(channel_id).filter(reference__in=references)
    locked = offers.order_by("pk").select_for_update(of=("self",)).select_related(*JOINED)
    found = {offer.reference: offer for offer in locked}
    if len(found) < len(set(references)):
        raise OfferUnknown
    for offer in found.values():
        if offer.taken_at is not None:
            raise OfferTaken
        if at >= offer.valid_until:
            raise OfferLapsed(f"The offer was valid until {offer.valid_until:%Y-%m-%dT%H:%M:%SZ}.")
        offer.taken_at = at
    Offer.objects.filter(pk__in=[offer.pk for offer in found.values()]).update(taken_at=at)
    return found
