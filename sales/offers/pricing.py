"""From a product's fares to the price of a trip. Pure rules."""

from __future__ import annotations

from collections.abc import Sequence

from operators.timetable.itineraries import Itinerary
from sales.catalogue.products import Fare, PassengerCategory, Product
from sales.errors import NoFare
from sales.money import round_amount, vat_in
from sales.offers.terms import OfferedTraveller, PricePart, TravellerWish
from tickets.models.ticket import MAX_ZONES


def count_zones(itinerary: Itinerary) -> int:
    """How many different zones the rides touch; a feed without zones counts as one.

    NoFare for a trip through more zones than the barcode of a ticket can carry.
    """
    zones = {zone for ride in itinerary.rides for zone in ride.zone_ids}
    if len(zones) > MAX_ZONES:
        raise NoFare(f"The trip touches more than {MAX_ZONES} zones; no ticket can carry them.")
    return len(zones) or 1


def find_category(
    wish: TravellerWish, categories: Sequence[PassengerCategory]
) -> PassengerCategory:
    """The category of a traveller: by age, the narrowest first, else the tenant's default."""
    if wish.age is not None:
        fitting = [category for category in categories if category.fits(wish.age)]
        if fitting:
            return min(fitting, key=_span)
    for category in categories:
        if category.is_default:
            return category
    raise NoFare("No passenger category is the default one; mark one in the admin.")


def find_fare(product_fares: Sequence[Fare], category_id: int, zones: int) -> Fare:
    """The smallest step that covers the zones, else the flat fare."""
    covering = [
        fare
        for fare in product_fares
        if fare.category_id == category_id and (fare.max_zones is None or fare.max_zones >= zones)
    ]
    if not covering:
        raise NoFare
    return min(covering, key=lambda fare: (fare.max_zones is None, fare.max_zones or 0))


def price_trip(
    product: Product,
    fares: Sequence[Fare],
    *,
    zones: int,
    travellers: Sequence[OfferedTraveller],
) -> tuple[str, list[PricePart]]:
    """The currency and one part per category, in the order of the travellers."""
    parts = []
    currencies = set()
    for category_id in dict.fromkeys(traveller.category_id for traveller in travellers):
        group = [person for person in travellers if person.category_id == category_id]
        fare = find_fare(fares, category_id, zones)
        amount = round_amount(fare.amount * len(group))
        currencies.add(fare.currency)
        parts.append(
            PricePart(
                category_id=category_id,
                category=group[0].category,
                count=len(group),
                unit_amount=fare.amount,
                amount=amount,
                tax_amount=vat_in(amount, product.vat_rate),
            )
        )
    if len(currencies) != 1:
        raise NoFare("The fares of this product are in different currencies; keep them in one.")
    return currencies.pop(), parts


def _span(category: PassengerCategory) -> int:
    return (category.max_age if category.max_age is not None else 200) - (category.min_age or 0)
