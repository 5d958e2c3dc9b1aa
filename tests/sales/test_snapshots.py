"""What was promised and sold stays, whatever becomes of the product."""

from decimal import Decimal

import pytest

from bookings.actions.booking import cancel_booking, commit_booking
from sales.catalogue.states import Cancellation
from tests.factories.itineraries import one_ride
from tests.factories.moments import BY, later
from tests.factories.scenarios import open_shop
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def change_product(shop, **values):
    for name, value in values.items():
        setattr(shop.product, name, value)
    shop.product.save()


@pytest.mark.parametrize(("was", "tickets"), [(True, 1), (False, 2)])
def test_held_group_gets_the_tickets_that_it_was_promised(was, tickets):
    shop = open_shop({"is_group_ticket": was})
    booking = shop.hold(30, 31)
    change_product(shop, is_group_ticket=not was)

    sold = commit_booking(booking, by=BY, at=later(minutes=1))

    assert Ticket.objects.count() == booking.legs.count() == tickets
    assert {line.is_group_ticket for line in sold.order.lines.all()} == {was}


def test_held_booking_is_given_back_by_the_rule_that_was_promised():
    shop = open_shop({"cancellation_fee": Decimal("1.50")})
    booking = shop.hold(itineraries=[one_ride(later(days=1))])
    change_product(shop, cancellation=Cancellation.NEVER, cancellation_fee=Decimal("4.00"))
    sold = commit_booking(booking, by=BY, at=later(minutes=1))

    cancel_booking(sold, by=BY, at=later(minutes=2))

    assert sold.order.fees.get().amount == Decimal("1.50")
