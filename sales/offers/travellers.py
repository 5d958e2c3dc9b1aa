"""Who travels, by passenger category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sales.catalogue.categories import PassengerCategory
from sales.errors import NoFare
from sales.fares.tariffs import Crowd
from sales.offers.terms import OfferedTraveller, TravellerWish

OLDEST = 200


def find_category(
    wish: TravellerWish, categories: Sequence[PassengerCategory]
) -> PassengerCategory:
    """The category of a traveller: by its code, else by age, the narrowest first, else the tenant's
    default. NoFare for an unknown code, or without a default."""
    if wish.category:
        return _named(wish.category, categories)
    if wish.age is not None:
        fitting = [category for category in categories if category.fits(wish.age)]
        if fitting:
            return min(fitting, key=_span)
    for category in categories:
        if category.is_default:
            return category
    raise NoFare("No passenger category is the default one; mark one in the admin.")


def categorise(
    wishes: Sequence[TravellerWish], categories: Sequence[PassengerCategory]
) -> tuple[list[OfferedTraveller], list[Crowd]]:
    """Each traveller with the category, and how many there are of each, in their order.

    NoFare if a traveller has no category.
    """
    found = [find_category(wish, categories) for wish in wishes]
    travellers = [
        OfferedTraveller(wish.reference, wish.age, category.pk, category.name)
        for wish, category in zip(wishes, found, strict=True)
    ]
    counts = Counter(category.pk for category in found)
    known = {category.pk: category for category in found}
    crowds = [
        Crowd(number, known[number].name, count, travels_free=known[number].travels_free)
        for number, count in counts.items()
    ]
    return travellers, crowds


def _named(code: str, categories: Sequence[PassengerCategory]) -> PassengerCategory:
    for category in categories:
        if category.code == code:
            return category
    raise NoFare(f"There is no passenger category {code}; use one that was offered.")


def _span(category: PassengerCategory) -> int:
    oldest = category.max_age if category.max_age is not None else OLDEST
    return oldest - (category.min_age or 0)
