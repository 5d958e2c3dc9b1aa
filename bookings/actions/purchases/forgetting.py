"""Forgetting what a customer answered when it bought."""

from __future__ import annotations

from django.db import transaction

from bookings.models import PurchasePart
from sales.models import Customer


@transaction.atomic
def forget_answers(customer: Customer) -> int:
    """Delete what a customer told in its own words with its purchases; how many parts had some.
    What was bought, when and for how much stays."""
    told = PurchasePart.objects.filter(purchase__customer=customer).exclude(told={})
    return told.update(told={})
