"""Taking offers into an order, and the refusals that leave nothing behind."""

from __future__ import annotations

import pytest
from django.db import transaction

from sales.orders.actions import reserve_offers
from sales.orders.terms import TravellerFacts
from tests.factories.moments import BY, NOW
from tests.factories.orders import stored

PEOPLE = [TravellerFacts(name="Kari", age=35), TravellerFacts(name="Ola", age=8)]


def reserve(order, *choices, at=NOW, **kwargs):
    return reserve_offers(order, choices, by=BY, at=at, **kwargs)


def refused(error, order, *choices, at=NOW, **kwargs):
    """The refusal of these offers, of which nothing is left."""
    before = stored(order).revision, order.lines.count()
    with pytest.raises(error) as refusal, transaction.atomic():
        reserve(order, *choices, at=at, **kwargs)
    assert (stored(order).revision, order.lines.count()) == before
    return refusal.value
