"""From a product's tariff to the price of a trip, part by part. Pure rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sales.catalogue.states import FareBasis
from sales.errors import NoFare, NotForCategory
from sales.fares.discounts import Sale, best_discount
from sales.fares.parts import FREE, PricePart
from sales.fares.rides import cheapest_way
from sales.fares.tariffs import Charge, Crowd, Tariff
from sales.fares.trips import Trip
from sales.fares.whole import charge_of, choose_fare, group_fares, own_fares
from sales.money import ZERO, round_amount, vat_in


@dataclass(frozen=True, slots=True)
class Bill:
    """What one crowd, or the whole group, is charged; `count` times each charge."""

    category_id: int
    category: str
    count: int
    charges: tuple[Charge, ...]

    @property
    def amount(self) -> Decimal:
        return self.count * sum((charge.unit_amount for charge in self.charges), ZERO)


def price_trip(
    tariff: Tariff, trip: Trip, crowds: Sequence[Crowd], *, channel_id: int | None = None
) -> tuple[str, list[PricePart]]:
    """The currency and the parts of the price, in the order of the crowds.

    A group pays the price for a group where there is one and it is not dearer than the prices of
    all its passengers. NoFare, or NotForCategory, if the product is not sold for this trip.
    """
    check_limits(tariff, crowds)
    paying = [crowd for crowd in crowds if not crowd.travels_free]
    sale = Sale(trip, sum(crowd.count for crowd in paying), channel_id)
    together = bill_group(tariff, sale, paying)
    try:
        bills = [bill_crowd(tariff, sale, crowd) for crowd in paying]
    except NoFare:
        if together is None:
            raise
        bills = [together]
    if together is not None and together.amount <= sum((bill.amount for bill in bills), ZERO):
        bills = [together]
    currency = one_currency(bills) or tariff.product.tenant.currency
    free = [bill_free(crowd, currency) for crowd in crowds if crowd.travels_free]
    return currency, [part for bill in bills + free for part in parts_of(bill, tariff)]


def check_limits(tariff: Tariff, crowds: Sequence[Crowd]) -> None:
    """NotForCategory if more passengers of a category travel than the product allows."""
    for crowd in crowds:
        most = tariff.limits.get(crowd.category_id)
        if most is not None and crowd.count > most:
            name = tariff.product.name
            words = f"at most {most} × {crowd.category}" if most else f"nobody of {crowd.category}"
            raise NotForCategory(f"{name} is for {words}; choose another product.")


def bill_crowd(tariff: Tariff, sale: Sale, crowd: Crowd) -> Bill:
    """What each passenger of one category pays, and what is taken off. NoFare."""
    charges = fare_charges(tariff, sale.trip, crowd.category_id)
    if charges is None:
        raise NoFare
    charges = with_discount(tariff, sale, charges, crowd.category_id)
    return Bill(crowd.category_id, crowd.category, crowd.count, charges)


def bill_group(tariff: Tariff, sale: Sale, paying: Sequence[Crowd]) -> Bill | None:
    """One price for all who do not travel free; None if the product has none for so many.

    It is put down to the category that most of them belong to.
    """
    if not paying:
        return None
    fare = choose_fare(group_fares(tariff.fares, sale.travellers), sale.trip)
    if fare is None:
        return None
    largest = min(paying, key=lambda crowd: (-crowd.count, crowd.category_id))
    charges = with_discount(tariff, sale, (charge_of(fare, sale.trip),), None)
    return Bill(largest.category_id, f"Group of up to {fare.group_size}", 1, charges)


def bill_free(crowd: Crowd, currency: str) -> Bill:
    """Those who travel free."""
    charge = Charge(ZERO, currency, FREE, f"{crowd.category} travels free.")
    return Bill(crowd.category_id, crowd.category, crowd.count, (charge,))


def fare_charges(tariff: Tariff, trip: Trip, category_id: int) -> tuple[Charge, ...] | None:
    """The fare for the trip as a whole, else those for its rides, else the flat one."""
    fare = choose_fare(own_fares(tariff.fares, category_id), trip)
    if tariff.ride_fares and trip.hops and (fare is None or fare.basis == FareBasis.FLAT):
        way = cheapest_way(tariff, trip, category_id)
        if way is not None:
            return way
    return None if fare is None else (charge_of(fare, trip),)


def with_discount(
    tariff: Tariff, sale: Sale, charges: tuple[Charge, ...], category_id: int | None
) -> tuple[Charge, ...]:
    """The charges and the discount on their sum."""
    discount = best_discount(
        tariff.discounts,
        sale,
        unit_amount=sum((charge.unit_amount for charge in charges), ZERO),
        currency=charges[0].currency,
        category_id=category_id,
        basis=charges[0].basis,
    )
    return charges if discount is None else (*charges, discount)


def one_currency(bills: Sequence[Bill]) -> str:
    """The currency of all charges; empty if there are none. NoFare if they differ."""
    currencies = {charge.currency for bill in bills for charge in bill.charges}
    if len(currencies) > 1:
        raise NoFare("The fares of this product are in different currencies; keep them in one.")
    return currencies.pop() if currencies else ""


def parts_of(bill: Bill, tariff: Tariff) -> list[PricePart]:
    """One part for each charge. The VAT of a part is what it adds to the VAT of those before it,
    so that the VAT of all is that of their sum, as on the order line."""
    parts = []
    amount = tax = ZERO
    for charge in bill.charges:
        more = round_amount(charge.unit_amount * bill.count)
        amount += more
        tax_amount = vat_in(amount, tariff.product.vat_rate) - tax
        tax += tax_amount
        parts.append(
            PricePart(
                category_id=bill.category_id,
                category=bill.category,
                count=bill.count,
                unit_amount=charge.unit_amount,
                amount=more,
                tax_amount=tax_amount,
                kind=charge.kind,
                basis=charge.basis,
                name=charge.name,
                rule=charge.rule,
                **charge.facts,
            )
        )
    return parts
