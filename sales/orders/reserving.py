"""Putting offers on an order: the steps."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from sales.offers.actions import take_offers
from sales.offers.models import Offer
from sales.orders.changes import OrderChange
from sales.orders.errors import (
    LineUnknown,
    SupplementAlone,
    TravellersDiffer,
    TravellerUnknown,
    WrongCurrency,
)
from sales.orders.lines import OrderLine
from sales.orders.states import OrderEventName
from sales.orders.steps import new_line
from sales.orders.terms import LineTerms, OfferChoice, terms_of


def add_offers(change: OrderChange, choices: Sequence[OfferChoice]) -> list[OrderLine]:
    """Take the offers, all or none, and store the lines that they come to; the totals are added
    up.

    OfferUnknown, OfferTaken, OfferLapsed; WrongCurrency; TravellerUnknown, TravellersDiffer;
    SupplementAlone; LineUnknown if a supplement is to go with a line that the order has not.
    """
    references = {choice.reference for choice in choices}
    offers = take_offers(references, channel_id=change.order.channel_id, at=change.at)
    added: list[tuple[OrderLine, OfferChoice]] = []
    place = _next_place(change)
    for choice in choices:
        offer = offers[choice.reference]
        _check(change, offer, choice)
        for _ in range(choice.count):
            terms = terms_of(offer, first_place=place, travellers=choice.travellers)
            added += [(_line(change, offer, choice, each), choice) for each in _bundled(terms)]
            place += len(offer.travellers)
    return _store(change, added)


def _check(change: OrderChange, offer: Offer, choice: OfferChoice) -> None:
    if offer.currency != change.order.currency:
        raise WrongCurrency
    if choice.count < 1 or (choice.travellers and choice.count > 1):
        raise TravellersDiffer("Ask for one copy or more, or name the travellers of one copy.")
    if not choice.travellers:
        return
    if len(set(choice.travellers)) != len(offer.travellers):
        raise TravellersDiffer
    known = {one.reference for one in change.travellers if one.removed_in_version is None}
    if not known.issuperset(choice.travellers):
        raise TravellerUnknown


def _next_place(change: OrderChange) -> int:
    """Places are never given out twice, so that a ticket tells its traveller."""
    return max((seat["place"] for line in change.lines for seat in line.travellers), default=-1) + 1


def _bundled(terms: Sequence[LineTerms]) -> list[LineTerms]:
    bundle = uuid.uuid4()
    return [replace(each, bundle=bundle) for each in terms]


def _line(change: OrderChange, offer: Offer, choice: OfferChoice, terms: LineTerms) -> OrderLine:
    known = replace(
        terms,
        offer=offer,
        external_reference=choice.external_reference,
        metadata=choice.metadata,
    )
    return new_line(change.order, known)


def _store(change: OrderChange, added: Sequence[tuple[OrderLine, OfferChoice]]) -> list[OrderLine]:
    """Main lines first, since supplements point to them."""
    mains = [line for line, _ in added if not line.product.is_supplement]
    OrderLine.objects.bulk_create(mains)
    candidates = [line for line in change.live_lines if not line.product.is_supplement] + mains
    supplements = []
    for line, choice in added:
        if line.product.is_supplement:
            line.supplement_to = _main_line(candidates, choice)
            supplements.append(line)
    OrderLine.objects.bulk_create(supplements)
    lines = [line for line, _ in added]
    change.lines += [*mains, *supplements]
    change.add_up()
    change.note(
        OrderEventName.LINES_ADDED,
        version=change.order.version,
        lines=[str(line.reference) for line in lines],
    )
    return lines


def _main_line(candidates: Sequence[OrderLine], choice: OfferChoice) -> OrderLine:
    """The line that was named, else one for the same travellers, else the last one."""
    if choice.supplement_to is not None:
        for line in candidates:
            if line.reference == choice.supplement_to:
                return line
        raise LineUnknown
    if not candidates:
        raise SupplementAlone
    wanted = {str(reference) for reference in choice.travellers}
    for line in candidates:
        if wanted & {seat["reference"] for seat in line.travellers}:
            return line
    return candidates[-1]
