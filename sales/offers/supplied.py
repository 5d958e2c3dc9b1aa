"""Offers of what an operator elsewhere sells, at its prices."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from operators.supply.terms import RemoteBooking, RemoteLeg, RemotePrice
from operators.tenancy.references import new_reference
from sales.catalogue.channels import SalesChannel
from sales.catalogue.entries import CatalogueEntry
from sales.catalogue.products import Product
from sales.errors import NothingOnSale
from sales.fares.rentals import ChargedPart, RentalPrice
from sales.money import ZERO, round_in, total, vat_in
from sales.offers.models import Offer
from sales.offers.naming import named
from sales.offers.terms import OfferedLeg, OfferedTraveller, TravellerWish

JOINED = ("product__supplier__tenant", "product__operator")


def supplied_products(channel: SalesChannel, *, at: datetime) -> list[Product]:
    """What the channel resells at that moment, by code. None in a channel for trials, since what is
    bought elsewhere is bought for real."""
    if channel.is_sandbox:
        return []
    entries = CatalogueEntry.objects.on_sale(channel, at).of_suppliers()
    found = entries.select_related(*JOINED).order_by("product__code")
    return list({entry.product_id: entry.product for entry in found}.values())


def offer_supplied(
    channel: SalesChannel,
    product: Product,
    options: Iterable[RemoteBooking],
    *,
    travellers: Sequence[TravellerWish] = (),
    at: datetime,
) -> list[Offer]:
    """Offers for the supplier's, not stored yet; those without a price, and those that are over,
    are left out."""
    plan = uuid.uuid4()
    seats = [OfferedTraveller(wish.reference, wish.age, 0, "") for wish in travellers]
    offers = []
    for option in options:
        price = option.whole_price()
        ends_at = at + timedelta(seconds=channel.offer_seconds)
        if option.expires_at is not None:
            ends_at = min(ends_at, option.expires_at)
        if price is not None and ends_at > at:
            offer = _new_offer(channel, product, option, price, ends_at=ends_at, at=at)
            offer.plan = plan
            offer.travellers = [seat.to_json() for seat in seats]
            offers.append(offer)
    return offers


def take_ride(
    channel: SalesChannel, product: Product, asset_id: str, *, currency: str, at: datetime
) -> Offer:
    """Store the offer of a supplier's vehicle, taken already, before it is booked there: its price
    is not known yet. A step of whoever books it."""
    offer = _new_offer(
        channel,
        product,
        RemoteBooking(reference="", state="NEW", legs=()),
        RemotePrice(currency, ()),
        ends_at=at + timedelta(seconds=channel.offer_seconds),
        at=at,
    )
    offer.legs = [OfferedLeg(new_reference(), ride=0, holder=0).to_json()]
    offer.supply = {"asset_id": asset_id}
    offer.taken_at = at
    named(offer).save()
    return offer


def ride_product(channel: SalesChannel, *, at: datetime) -> Product:
    """The product that vehicles of suppliers are sold as: the first by code. NothingOnSale."""
    products = supplied_products(channel, at=at)
    if not products:
        raise NothingOnSale("No rentals are on sale in this channel now.")
    return products[0]


def price_of_supply(price: RemotePrice, product: Product) -> RentalPrice:
    """The supplier's price as the price of an order line: its parts add up to it."""
    currency = price.currency or product.tenant.currency
    rate = vat_rate_of(price, product)
    parts = list(_parts(price, currency))
    amount = total(part.amount for part in parts)
    cap = round_in(currency, price.amount)
    if cap < amount:
        off = cap - amount
        parts.append(ChargedPart("MAX", "DEFAULT", "", "", Decimal(0), off, cap=cap))
        amount = cap
    amount = max(amount, ZERO)
    taxed = tuple(_taxed(parts, rate))
    return RentalPrice(
        currency=currency, parts=taxed, amount=amount, tax_amount=vat_in(amount, rate)
    )


def vat_rate_of(price: RemotePrice, product: Product) -> Decimal:
    """The supplier's rate, in percent; the product's where it tells none."""
    return product.vat_rate if price.vat_rate is None else price.vat_rate


def legs_of_supply(offer: Offer) -> list[tuple[str, RemoteLeg, dict[str, Any] | None]]:
    """Of each leg of the offer: our reference, the supplier's leg, and what it costs."""
    assert offer.supply is not None
    ours = [leg.reference for leg in offer.offered_legs()]
    theirs: list[Mapping[str, Any]] = offer.supply["legs"]
    return [
        (reference, RemoteLeg.from_json(leg["facts"]), leg["price"])
        for reference, leg in zip(ours, theirs, strict=True)
    ]


def _parts(price: RemotePrice, currency: str) -> Iterator[ChargedPart]:
    for part in price.parts:
        if part.type != "MAX":
            amount = round_in(currency, part.amount)
            yield ChargedPart(part.type, part.kind, part.name, part.unit, part.units, amount)


def _taxed(parts: Iterable[ChargedPart], rate: Decimal) -> Iterator[ChargedPart]:
    """The VAT of each is what it adds to the VAT of their sum."""
    before = ZERO
    for part in parts:
        after = before + part.amount
        yield replace(part, tax_amount=vat_in(after, rate) - vat_in(before, rate))
        before = after


def _new_offer(
    channel: SalesChannel,
    product: Product,
    option: RemoteBooking,
    price: RemotePrice,
    *,
    ends_at: datetime,
    at: datetime,
) -> Offer:
    charged = price_of_supply(_known_now(option, price), product)
    legs = [{"facts": leg.to_json(), "price": _price(leg.price)} for leg in option.legs]
    offer = Offer(
        tenant_id=channel.tenant_id,
        channel=channel,
        product=product,
        plan=uuid.uuid4(),
        supply={"reference": option.reference, "legs": legs, "price": _price(option.price)},
        amount=charged.amount,
        tax_amount=charged.tax_amount,
        currency=charged.currency,
        vat_rate=vat_rate_of(price, product),
        price_parts=[part.as_price_part().to_json() for part in charged.parts],
        rides=[],
        travellers=[],
        legs=[OfferedLeg(new_reference(), ride, holder=0).to_json() for ride in _places(option)],
        media="",
        is_group_ticket=False,
        cancellation=product.cancellation,
        cancellation_fee=product.cancellation_fee,
        made_at=at,
        valid_until=ends_at,
    )
    return named(offer)


def _known_now(option: RemoteBooking, price: RemotePrice) -> RemotePrice:
    """What a vehicle costs is known when its use is over; until then its fixed parts are."""
    by_use = price.is_estimated or any(leg.asset_id for leg in option.legs)
    if not by_use:
        return price
    return replace(price, parts=tuple(part for part in price.parts if part.type == "FIXED"))


def _price(price: RemotePrice | None) -> dict[str, Any] | None:
    return None if price is None else price.to_json()


def _places(option: RemoteBooking) -> range:
    return range(len(option.legs))
