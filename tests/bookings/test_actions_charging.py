"""What staff charge a partner for beside the price of a booking."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.claims import charge_extra_cost
from bookings.errors import ChargeUnfit, NeverSold
from operators.tenancy.actors import Actor
from sales.books.accounts import Account
from sales.models import Posting
from sales.settlement.actions import CostFacts
from sales.settlement.queries import JournalWish, read_journal
from sales.settlement.states import CostKind
from tests.factories.bookings import BookingFactory
from tests.factories.moments import NOW, later
from tests.factories.rentals import open_rental_shop
from tests.factories.scenarios import open_shop
from tests.racing import race

pytestmark = pytest.mark.django_db

STAFF = Actor.staff("ann")
FINE = CostFacts(CostKind.FINE, "No ticket was shown", Decimal("50.00"))


def charges(booking):
    found = booking.events.filter(name="EXTRA_COST_CHARGED").order_by("pk")
    return list(found.values_list("actor", "details"))


def charged(booking, facts=FINE, at=NOW):
    return charge_extra_cost(booking, facts, by=STAFF, at=at)


def test_charge_is_posted_told_in_the_journal_and_to_the_partner():
    shop = open_shop()
    booking = shop.sell()

    cost = charged(booking)

    [sale, entry] = read_journal(shop.channel, JournalWish(), limit=10)
    posted = Posting.objects.filter(document=cost.document).order_by("amount")
    details = {
        "number": cost.number,
        "amount": "50.00",
        "currency": "EUR",
        "kind": "FINE",
    }
    assert (sale.amount, entry.claim, entry.amount) == (Decimal("4.00"), cost, Decimal("50.00"))
    assert [(each.account, each.amount) for each in posted] == [
        (Account.EXTRA_COSTS, Decimal("-50.00")),
        (Account.CHANNEL_RECEIVABLE, Decimal("50.00")),
    ]
    assert (cost.claimed_by, charges(booking)) == (str(STAFF), [(str(STAFF), details)])


def test_charge_sent_again_is_one():
    booking = open_shop().sell()

    first, again = charged(booking), charged(booking, at=later(hours=1))

    assert (again, len(charges(booking))) == (first, 1)


def test_rental_is_charged_for_damage():
    shop = open_rental_shop()
    booking = shop.finish(shop.ride()).leg.booking

    cost = charged(booking, CostFacts(CostKind.DAMAGE, "A bent wheel", Decimal("80.00")))

    assert (cost.order, len(charges(booking))) == (booking.order, 1)


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_charge_is_more_than_nothing(amount):
    with pytest.raises(ChargeUnfit):
        charged(open_shop().sell(), CostFacts(CostKind.FINE, "A fine", Decimal(amount)))


def test_booking_that_was_never_sold_is_charged_nothing():
    with pytest.raises(NeverSold):
        charged(BookingFactory())


@pytest.mark.django_db(transaction=True)
def test_charge_pressed_twice_at_once_is_one():
    booking = open_shop().sell()

    first, second = race(lambda: charged(booking), lambda: charged(booking))

    assert (first, len(charges(booking))) == (second, 1)
