"""Extra costs that a partner claims for a booking."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from bookings.actions.booking import cancel_booking
from bookings.actions.claims import claim_cost_of_booking
from bookings.errors import CancellationRefused, NeverSold
from bookings.models import Booking
from bookings.states import BookingState
from operators.tenancy.actors import Actor
from sales.catalogue.states import Cancellation
from sales.models import ExtraCost
from sales.settlement.actions import CostFacts
from sales.settlement.errors import CreditTooLarge
from sales.settlement.states import CostKind
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import open_shop
from tests.racing import race

pytestmark = pytest.mark.django_db

FINE = CostFacts(CostKind.FINE, "Smoking", Decimal("60.00"))
PARTNER = Actor.partner("app")
FEE = {"cancellation": Cancellation.UNTIL_DEPARTURE, "cancellation_fee": Decimal("1.00")}


def late(amount: str) -> CostFacts:
    return CostFacts(CostKind.REFUND, "Late bus", Decimal(amount))


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


def test_partner_does_not_cancel_what_it_has_claimed_back():
    booking = open_shop().sell()
    claim_cost_of_booking(booking, late("-0.01"), by=PARTNER, at=NOW)

    with pytest.raises(CancellationRefused, match="a second time"):
        cancel_booking(booking, by=PARTNER, at=NOW)
    assert Booking.objects.get().state == BookingState.STARTED


def test_partner_cancels_what_leaves_a_fee_for_its_credits():
    booking = open_shop(FEE).sell()
    claim_cost_of_booking(booking, late("-1.00"), by=PARTNER, at=NOW)

    assert cancel_booking(booking, by=PARTNER, at=NOW).state == BookingState.CANCELLED


def test_staff_cancels_what_a_partner_has_claimed_back():
    booking = open_shop().sell()
    claim_cost_of_booking(booking, late("-4.00"), by=PARTNER, at=NOW)

    staff = Actor.staff("anna")
    assert cancel_booking(booking, by=staff, at=NOW).state == BookingState.CANCELLED


@pytest.mark.django_db(transaction=True)
def test_claim_and_cancellation_at_once_credit_once():
    shop = open_shop()
    for _ in range(4):
        booking = shop.sell()

        claimed, cancelled = race(
            partial(claim_cost_of_booking, booking, late("-4.00"), by=PARTNER, at=NOW),
            partial(cancel_booking, booking, by=PARTNER, at=NOW),
        )

        assert (type(claimed), type(cancelled)) in [
            (ExtraCost, CancellationRefused),
            (CreditTooLarge, Booking),
        ]
    check_books()
