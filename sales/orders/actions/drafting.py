"""Beginning an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.catalogue.channels import SalesChannel
from sales.errors import CustomerBlocked
from sales.money import has_two_decimals
from sales.orders.changes import OrderChange
from sales.orders.errors import CurrencyUnfit
from sales.orders.models import Customer, Order, Traveller
from sales.orders.states import Keeper
from sales.orders.steps import start_order
from sales.orders.terms import Contact, LineTerms, TravellerFacts

NOBODY = Contact()


@transaction.atomic
def draft_order(
    channel: SalesChannel,
    lines: Sequence[LineTerms] = (),
    *,
    currency: str,
    customer: Customer | None = None,
    external_reference: str = "",
    pos: str = "",
    contact: Contact = NOBODY,
    created_by: str = "",
    travellers: Sequence[TravellerFacts] = (),
    seller_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Order:
    """Open an order that is kept by itself; nothing is sold until it is paid and confirmed.

    It lapses half an hour after its last change. The channel's seller sells, unless another
    organisation of the tenant is named by its key. CurrencyUnfit unless the currency (ISO 4217) has
    two decimals; CustomerBlocked.
    """
    if customer is not None and customer.blocked_at is not None:
        raise CustomerBlocked
    if not has_two_decimals(currency):
        raise CurrencyUnfit
    change = start_order(
        channel,
        lines,
        currency=currency,
        customer=customer,
        external_reference=external_reference,
        keeper=Keeper.ORDER,
        seller_id=seller_id,
        details={
            "pos": pos,
            "contact_name": contact.name,
            "contact_email": contact.email,
            "contact_phone": contact.phone,
            "created_by": created_by,
        },
        by=by,
        at=at,
    )
    store_travellers(change, travellers)
    change.store_events()
    return change.order


def store_travellers(change: OrderChange, travellers: Sequence[TravellerFacts]) -> list[Traveller]:
    """Put persons on the version in hand; a step."""
    made = [
        Traveller(
            order=change.order,
            external_reference=facts.external_reference,
            name=facts.name,
            age=facts.age,
            email=facts.email,
            phone=facts.phone,
            added_in_version=change.order.version,
        )
        for facts in travellers
    ]
    Traveller.objects.bulk_create(made)
    change.travellers.extend(made)
    return made
