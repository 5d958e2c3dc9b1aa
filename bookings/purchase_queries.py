"""Reads of purchases, with their parts and bookings in two queries more."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from bookings.models import Purchase, PurchasePart
from bookings.states import OPEN_AGAIN, PurchaseState
from sales.models import Customer, SalesChannel


def find_purchase(channel: SalesChannel | int, reference: str) -> Purchase:
    """The purchase with this reference. Purchase.DoesNotExist if this channel made none such."""
    return _read(channel).get(reference=reference)


def find_purchase_of_payment(channel: SalesChannel | int, intent: str) -> Purchase:
    """The purchase that is paid by this intent of the card provider. Purchase.DoesNotExist."""
    if not intent:
        raise Purchase.DoesNotExist
    return _read(channel).get(order__transactions__provider_reference=intent)


def purchases_of(channel: SalesChannel | int, external_reference: str) -> list[Purchase]:
    """All purchases under the partner's name for what is bought, the newest first."""
    return list(_read(channel).filter(external_reference=external_reference).order_by("-pk"))


def purchases_of_customer(
    channel: SalesChannel | int, customer: Customer | int
) -> QuerySet[Purchase]:
    """All purchases of a customer, the newest first, for whoever pages through them."""
    return _read(channel).filter(customer=customer).order_by("-pk")


def is_bought_elsewhere(purchase: Purchase) -> bool:
    """Whether a part of what is not bought by it stands bought in another purchase of the same
    customer."""
    claims = [purchase.claim_of(part.place) for part in purchase.parts.all()]
    standing = PurchasePart.objects.filter(claim__in=[claim for claim in claims if claim])
    bought = standing.filter(purchase__state=PurchaseState.BOUGHT)
    return bought.exclude(booking__state__in=OPEN_AGAIN).exists()


def _read(channel: SalesChannel | int) -> QuerySet[Purchase]:
    parts = PurchasePart.objects.order_by("sequence").select_related(
        "booking__offer__product__operator", "booking__customer", "booking__order"
    )
    related = Purchase.objects.made_through(channel).select_related("channel", "customer", "order")
    return related.prefetch_related(Prefetch("parts", parts))
