"""Extra costs that a partner claims for a booking."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.booking import cancel_booking
from bookings.actions.claims import claim_cost_of_booking
from bookings.errors import NeverSold
from sales.models import ExtraCost
from sales.settlement.actions import CostFacts
from sales.settlement.states import CostKind
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import open_shop

pytestmark = pytest.mark.django_db

FINE = CostFacts(CostKind.FINE, "Smoking", Decimal("60.00"))


def test_cost_belongs_to_the_order_of_the_booking():
    booking = open_shop().sell()

    claim = claim_cost_of_booking(booking, FINE, by=BY, at=NOW)

    assert claim.order == booking.order


def test_cost_of_a_cancelled_booking_is_noted():
    booking = cancel_booking(open_shop().sell(), by=BY, at=NOW)

    claim_cost_of_booking(booking, FINE, by=BY, at=NOW)

    assert ExtraCost.objects.count() == 1


def test_cost_of_a_booking_that_was_never_sold_is_refused():
    booking = cancel_booking(open_shop().hold(), by=BY, at=NOW)

    with pytest.raises(NeverSold):
        claim_cost_of_booking(booking, FINE, by=BY, at=NOW)
    assert not ExtraCost.objects.exists()
