"""What a customer has of the places of a trip: of each place one booking that stands.

Two taps, or two devices of one traveller, ask for the same place at the same moment. Whoever holds
a trip does so in turn, the later one replaces what the earlier one held, and the claim of each part
lets the database refuse what would stand twice.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from bookings.actions.purchases.giving_up import clear_away, store_abandoned
from bookings.actions.purchases.locking import lock_purchase
from bookings.errors import PartBooked, PartInHand
from bookings.models import Purchase, PurchasePart
from bookings.states import OPEN_AGAIN, UNBOUGHT, PurchaseState
from operators.tenancy.actors import Actor
from sales.models import SalesChannel
from sales.orders.customers import CustomerFacts

CHOSEN_ANEW = "The traveller chose anew."
TURN = 730_337
"""Marks the advisory locks of those who hold parts of a trip."""


def make_room(
    places: Collection[str],
    external_reference: str,
    channel: SalesChannel,
    customer: CustomerFacts,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Give back what the customer holds of these places and has not bought, before anything is
    offered for them: it may be the last that there is. Holding them does so by itself. PartBooked;
    PartInHand."""
    with transaction.atomic():
        replaced = take_places(places, external_reference, channel, customer, by=by, at=at)
    for each in replaced:
        clear_away(each, by=by, at=at)


def take_places(
    places: Collection[str],
    external_reference: str,
    channel: SalesChannel,
    customer: CustomerFacts | None,
    *,
    by: Actor,
    at: datetime,
) -> list[Purchase]:
    """Nothing else of the customer stands at these places until this transaction ends; a step.
    Returns the purchases that were given up for it, to be cleared away once it is stored.

    PartBooked for a place that is bought and not called off; PartInHand while it is being bought.
    """
    if customer is None or not external_reference:
        return []
    _take_turn(channel, external_reference)
    standing = _standing(places).filter(purchase=OuterRef("pk"))
    found = Purchase.objects.filter(
        Exists(standing), channel=channel, external_reference=external_reference
    )
    given_up = [
        _give_way(purchase, places, by=by, at=at)
        for purchase in found.select_related("customer").order_by("pk")
        if purchase.customer is not None and customer.name(purchase.customer)
    ]
    return [each for each in given_up if each is not None]


def _standing(places: Collection[str]) -> QuerySet[PurchasePart]:
    return PurchasePart.objects.filter(place__in=places).exclude(claim="")


def _take_turn(channel: SalesChannel, external_reference: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
            [TURN, f"{channel.pk}/{external_reference}"],
        )


def _give_way(
    purchase: Purchase, places: Collection[str], *, by: Actor, at: datetime
) -> Purchase | None:
    found = lock_purchase(purchase)
    if found.state in UNBOUGHT:
        return store_abandoned(found, CHOSEN_ANEW, by=by, at=at)
    # Read under the lock: before it, what is being bought looks like a hold, which may be over.
    for part in _standing(places).filter(purchase=found).select_related("booking"):
        _check_free(found, part, at=at)
    return None


def _check_free(purchase: Purchase, part: PurchasePart, *, at: datetime) -> None:
    """Of what was bought and called off the place is free again."""
    refusal: PartInHand | PartBooked | None = None
    if purchase.state == PurchaseState.BUYING:
        refusal = PartInHand()
    elif purchase.state == PurchaseState.BOUGHT and part.booking.state_at(at) not in OPEN_AGAIN:
        refusal = PartBooked()
    if refusal is not None:
        refusal.place = part.place
        raise refusal
    part.claim = ""
    part.save(update_fields=["claim"])
