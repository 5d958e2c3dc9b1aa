"""What can be booked for a segment, product by product: with its fares and its questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from operators.fleet.models import TaxiService
from operators.timetable.itineraries import Itinerary
from protocols.models import KeptTrip
from protocols.tripgo.errors import Left
from protocols.tripgo.money import price_text
from protocols.tripgo.quick.fares import MOST_TRAVELLERS, FareOption
from protocols.tripgo.quick.inputs import Answer, InputField, InputKind, InputOption
from protocols.tripgo.quick.rates import rates_in_short, rental_in_words
from protocols.tripgo.quick.wording import Phrases
from protocols.tripgo.trips.segments import Segment, SegmentKind, offers_of
from sales.models import Ancillary, Offer, Product
from sales.offers.actions import OfferWish
from sales.offers.price_lists import CategoryPrice, PriceList, list_prices
from sales.offers.terms import TravellerWish

PASSENGERS = "totalPassengers"
NOTES = "notes"
RETURN = "returnTrip"
EXTRAS = "extras"
ANYBODY = OfferWish((TravellerWish(),))


@dataclass(frozen=True, slots=True)
class Choice:
    """A product that can be booked for a segment now."""

    product: Product
    fares: tuple[FareOption, ...]
    phrases: Phrases
    """In what language it is told."""
    fields: tuple[InputField, ...] = ()
    subtitle: str = ""
    picture_url: str = ""
    seconds_until: int | None = None
    """Until the pick-up, where somebody comes."""
    is_of_categories: bool = False
    """Its fares are those of passenger categories."""
    seats: int | None = None
    """How many travellers a vehicle takes that nobody drives for them; None: nobody asks."""
    rates: tuple[str, ...] = ()
    """What using it costs on top of its fares, in short."""

    @property
    def code(self) -> str:
        return self.product.code

    @property
    def amount(self) -> Decimal:
        """What the preselected fares come to; VAT included."""
        chosen = [fare for fare in self.fares if fare.preset] or self.fares[:1]
        return sum((fare.amount * max(fare.preset, 1) for fare in chosen), Decimal(0))

    @property
    def currency(self) -> str:
        return self.fares[0].currency

    @property
    def price(self) -> str:
        """What the preselected fares come to, and the rates on top: €1.00 + €0.19/min."""
        return price_with_rates(self.amount, self.currency, self.rates, self.phrases)

    @property
    def is_single(self) -> bool:
        """Whether one fare at most may be chosen."""
        return len(self.fares) == 1

    def wish(self, chosen: Mapping[str, int], answers: Mapping[str, Answer]) -> OfferWish:
        """For whom an offer is to be made: of each category as many as were chosen."""
        if self.is_of_categories:
            codes = [code for code, count in chosen.items() for _ in range(count)]
            return OfferWish(_travellers(codes))
        people = int(str(answers.get(PASSENGERS, "1")))
        return OfferWish(_travellers([""] * people))


def choices_of(
    trip: KeptTrip, segment: Segment, phrases: Phrases, *, code: str = "", at: datetime
) -> list[Choice]:
    """What can be booked for a segment at that moment, the cheapest first; nothing is stored.
    `code`: of this product alone.

    NothingOnSale, Left if the segment has begun; NoFare and NotValidThen as `list_prices`
    and `offers_of`. The number of queries does not depend on what is found.
    """
    if segment.kind is SegmentKind.RIDE:
        return _of_rides(trip, segment, phrases, code, at)
    offers = offers_of(trip, segment, wish=ANYBODY, binding=False, product_code=code, at=at)
    if segment.kind is SegmentKind.TAXI:
        services = services_of(offers)
        return [_of_taxi(offer, services, phrases, at) for offer in offers]
    return [of_vehicle(offer, segment, phrases) for offer in offers]


def services_of(offers: Iterable[Offer]) -> dict[int, TaxiService]:
    """The taxi services of offers with their seats, by the key of the fleet; one query."""
    fleets = {offer.product.fleet_id for offer in offers}
    found = TaxiService.objects.filter(fleet__in=fleets).with_seats().select_related("fleet")
    return {service.fleet_id: service for service in found}


def _of_rides(
    trip: KeptTrip, segment: Segment, phrases: Phrases, code: str, at: datetime
) -> list[Choice]:
    if segment.bookable_until < at:
        raise Left
    codes = (code,) if code else ()
    lists = list_prices(trip.channel, Itinerary(segment.rides), product_codes=codes, at=at)
    extras = _extras(lists)
    choices = [_of_list(one, extras.get(one.product.pk, ()), phrases) for one in lists]
    return sorted(choices, key=lambda choice: (choice.amount, choice.code))


def _of_list(prices: PriceList, extras: Sequence[Ancillary], phrases: Phrases) -> Choice:
    product = prices.product
    asked = [_extras_field(extras, phrases)] if extras else []
    if prices.group is None:
        paying = (price for price in prices.categories if not price.category.travels_free)
        usual = next(paying)
        return Choice(
            product,
            tuple(_category_fare(prices, price, usual) for price in prices.categories),
            phrases,
            tuple(asked),
            subtitle=product.description,
            is_of_categories=True,
        )
    most = min(prices.group.most, MOST_TRAVELLERS)
    fare = only_fare(product, prices.group.amount, prices.currency)
    return Choice(
        product,
        (fare,),
        phrases,
        (_passengers_field(most, phrases), *asked),
        subtitle=product.description,
    )


def _category_fare(prices: PriceList, price: CategoryPrice, usual: CategoryPrice) -> FareOption:
    category = price.category
    return FareOption(
        id=category.code,
        name=category.name,
        amount=price.amount,
        currency=prices.currency,
        preset=int(price is usual),
        most=MOST_TRAVELLERS if price.most is None else min(price.most, MOST_TRAVELLERS),
        rider=category.name,
        accompanies=category.travels_free,
    )


def _of_taxi(
    offer: Offer, services: Mapping[int, TaxiService], phrases: Phrases, at: datetime
) -> Choice:
    trip = offer.trip()
    assert offer.product.fleet_id is not None
    service = services[offer.product.fleet_id]
    seats = min(service.room or MOST_TRAVELLERS, MOST_TRAVELLERS)
    return Choice(
        offer.product,
        (only_fare(offer.product, offer.amount, offer.currency),),
        phrases,
        (
            InputField(RETURN, InputKind.RETURN_TRIP, phrases.return_trip),
            InputField(NOTES, InputKind.LONG_TEXT, phrases.note_to_driver),
            _passengers_field(seats, phrases),
        ),
        subtitle="" if trip.fixes_price else phrases.by_meter,
        picture_url=service.picture_url,
        seconds_until=max(0, round((trip.pick_up_at - at).total_seconds())),
    )


def of_vehicle(offer: Offer, segment: Segment, phrases: Phrases) -> Choice:
    """The vehicle that was offered. Its price is what is due in any case, so the rates are told in
    words, with what they come to for the segment."""
    assert offer.asset is not None
    vehicle = " ".join(filter(None, (offer.asset.asset_type.name, offer.asset.plate)))
    rates = rental_in_words(offer, segment, phrases)
    fare = only_fare(offer.product, offer.amount, offer.currency)
    told = replace(fare, description=". ".join(filter(None, (rates, fare.description))))
    subtitle = ": ".join(filter(None, (vehicle, rates)))
    short = rates_in_short(offer.pricing_plan(), phrases, vat_rate=offer.vat_rate)
    riders = offer.asset.asset_type.riders
    return Choice(offer.product, (told,), phrases, subtitle=subtitle, rates=short, seats=riders)


def price_with_rates(amount: Decimal, currency: str, rates: Iterable[str], phrases: Phrases) -> str:
    """An amount with rates on top; the rates alone where nothing is due in any case."""
    priced = price_text(amount, currency, phrases.language)
    return " + ".join([priced, *rates] if amount else rates) or priced


def only_fare(product: Product, amount: Decimal, currency: str) -> FareOption:
    """The fare of what is booked once, whoever travels."""
    return FareOption(
        id=product.code,
        name=product.name,
        amount=amount,
        currency=currency,
        description=product.description,
        preset=1,
        most=1,
        is_fixed=True,
    )


def _passengers_field(most: int, phrases: Phrases) -> InputField:
    return InputField(
        PASSENGERS, InputKind.NUMBER, phrases.passengers, value="1", smallest=1, largest=most
    )


def _extras_field(extras: Iterable[Ancillary], phrases: Phrases) -> InputField:
    options = tuple(InputOption(f"{one.category}-{one.number}", one.name) for one in extras)
    return InputField(EXTRAS, InputKind.MULTIPLE_CHOICE, phrases.extras, options=options)


def _extras(lists: Iterable[PriceList]) -> dict[int, list[Ancillary]]:
    """By the key of the product; one query."""
    found: dict[int, list[Ancillary]] = {}
    products = [one.product.pk for one in lists]
    for extra in Ancillary.objects.filter(product__in=products).order_by("category", "number"):
        found.setdefault(extra.product_id, []).append(extra)
    return found


def _travellers(codes: Iterable[str]) -> tuple[TravellerWish, ...]:
    return tuple(
        TravellerWish(f"t{place}", category=code) for place, code in enumerate(codes, start=1)
    )
