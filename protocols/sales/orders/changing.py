"""From requests to the words in which the core changes orders."""

from __future__ import annotations

import uuid
from typing import Any

from protocols.sales.errors import NotThere
from sales.models import Customer, Order, SalesChannel
from sales.orders.actions.details import LineDetails
from sales.orders.terms import Contact, FeeTerms, OfferChoice, TravellerFacts

Members = dict[str, Any]


def contact_in(members: Members, *, order: Order | None = None) -> Contact | None:
    """The contact with what was told; what was left out stays as the order has it."""
    told = members.get("contactInfo")
    if told is None:
        return None
    known = (order.contact_name, order.contact_email, order.contact_phone) if order else ("",) * 3
    names = ("contact", "email", "phone")
    return Contact(*(text_in(told, name, old) for name, old in zip(names, known, strict=True)))


def created_by_in(members: Members) -> str | None:
    """Who made the order at the seller; None where nothing was told."""
    told = members.get("contactInfo", {})
    return text_in(told, "createdBy") if "createdBy" in told else None


def text_in(members: Members, name: str, otherwise: str = "") -> str:
    """A text; null empties it."""
    return (members[name] or "") if name in members else otherwise


def travellers_in(members: Members) -> list[TravellerFacts]:
    return [
        TravellerFacts(
            external_reference=text_in(one, "externalReference"),
            name=text_in(one, "name"),
            age=one.get("age"),
            email=text_in(one, "email"),
            phone=text_in(one, "phone"),
        )
        for one in members.get("travellers", [])
    ]


def choices_in(members: Members) -> list[OfferChoice]:
    return [
        OfferChoice(
            reference=one["offerId"],
            count=one.get("count", 1),
            travellers=tuple(one.get("selectedTravellerIds", ())),
            external_reference=text_in(one, "externalReference"),
            metadata=one.get("metadata", {}),
            supplement_to=one.get("supplementTo"),
        )
        for one in members["offerConfigurations"]
    ]


def details_in(members: Members) -> list[LineDetails]:
    return [
        LineDetails(
            line=one["id"],
            external_reference=text_in(one, "externalReference")
            if "externalReference" in one
            else None,
            metadata=one.get("metadata"),
        )
        for one in members["orderLines"]
    ]


def fee_in(members: Members) -> FeeTerms:
    price = members["price"]
    return FeeTerms(
        type=members["type"],
        amount=price["amount"],
        vat_rate=price["taxRate"],
        vat_code=price.get("taxCode", ""),
        reason=text_in(members, "reason"),
        lines=tuple(members.get("orderLineIds", ())),
    )


def customer_in(members: Members, *, channel: SalesChannel) -> Customer | None:
    """The customer by number; NotThere if the channel has none of that number."""
    number = members.get("customerNumber")
    if number is None:
        return None
    known = Customer.objects.filter(channel=channel)
    found = known.filter(number=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise NotThere(f"The channel has no customer {number}.")
    return found


def references_in(text: str) -> set[uuid.UUID]:
    """References with commas between them; ValueError for one that is none."""
    return {uuid.UUID(one) for one in text.split(",")}
