"""A process that is killed while it holds, pays or buys a whole trip: once the timers went by all
of it is bought and charged, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.conf import settings

from bookings.actions.holding import expire_holds
from bookings.actions.purchases import (
    buy_on_account,
    finish_card_payment,
    hold_purchase,
    start_card_payment,
)
from bookings.actions.purchases.healing import due_purchases, heal_purchase
from bookings.models import Booking, Purchase
from bookings.states import BookingState
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.models import Order
from sales.orders.states import OrderState
from sales.payments.actions import settle_money
from tests.apart import start
from tests.bookings.purchases.whole_trips import PARTNER, Till, hold, parts_for
from tests.factories.ledger import check_books
from tests.factories.moments import NOW, later
from tests.factories.payments import PaymentMethodFactory
from tests.factories.scenarios import LATER, open_shop

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("messages_that_nobody_takes"),
]
TIMER = Actor.timer("heal-purchase")
MANY = 100
STRIDE = 25
"""Statements between two kills: each is tried in a trip of its own."""


@pytest.fixture
def till(cards) -> Iterator[Till]:
    shop = open_shop(LATER)
    PaymentMethodFactory(channel=shop.channel, type="VISA")
    cards.open_account(shop.tenant)
    yield Till(shop, cards)
    check_books()


def at_provider(address: str, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """Do it in a process that knows where the card provider is."""
    settings.CARD_API = address
    return act(*args, by=PARTNER, at=NOW, **more)


def killed_here_and_there(
    till: Till, work: Callable[[int], Callable[..., Any]]
) -> Iterator[tuple[int, bool]]:
    """Kill work of its own every 25 statements, until it came to its end before that."""
    point, died = 0, True
    while died:
        call = partial(at_provider, till.cards.provider.address, work(point))
        doomed = start(call, dies_at=point)
        doomed.go()
        died = doomed.has_died()
        yield point, died
        point += STRIDE


def heal() -> None:
    """What the timers do in the hours that follow."""
    for minutes in (2, 5, 30, 60, 120):
        at = later(minutes=minutes)
        for key in due_purchases(at=at, limit=MANY):
            with suppress(DomainError):
                heal_purchase(Purchase.objects.get(pk=key), by=TIMER, at=at)
        settle_money(by=TIMER, at=at, limit=MANY)
        expire_holds(by=TIMER, at=at, limit=MANY)


def outcome(trip: str) -> str:
    """All or nothing, which is the only thing that may be."""
    bookings = Booking.objects.filter(purchase_part__purchase__external_reference=trip)
    states = Counter(bookings.values_list("state", flat=True))
    purchase = Purchase.objects.filter(external_reference=trip).first()
    if purchase is not None and purchase.state == "BOUGHT":
        assert states == {BookingState.CONFIRMED: 2}
        return "all"
    assert set(states) <= {BookingState.RELEASED, BookingState.EXPIRED}
    assert purchase is None or not purchase.is_unsettled
    return "nothing"


def test_a_hold_that_is_killed_leaves_the_whole_trip_or_nothing(till):
    def work(point: int) -> Callable[..., Any]:
        wishes = parts_for([till.shop.offer(), till.shop.offer()])
        trip = f"trip-{point}"
        return partial(hold_purchase, wishes, channel=till.shop.channel, external_reference=trip)

    left = [
        Booking.objects.filter(purchase_part__purchase__external_reference=f"trip-{point}").count()
        for point, _ in killed_here_and_there(till, work)
    ]

    assert set(left[:-1]) == {0}
    assert left[-1] == Booking.objects.count() == 2
    heal()
    assert outcome(f"trip-{(len(left) - 1) * STRIDE}") == "nothing"


def test_what_is_bought_on_account_is_bought_whole_whenever_it_is_killed(till):
    def work(point: int) -> Callable[..., Any]:
        trip = f"trip-{point}"
        return partial(buy_on_account, hold(till.shop, *two(till), trip=trip))

    points = [point for point, _ in killed_here_and_there(till, work)]
    heal()

    found = [outcome(f"trip-{point}") for point in points]
    # Nothing only where nobody had begun to buy.
    assert found == sorted(found, reverse=True)
    assert (found[0], found[-1]) == ("nothing", "all")
    assert Order.objects.count() == 2 * found.count("all")


def test_a_card_is_charged_for_the_whole_trip_or_not_whenever_it_is_killed(till):
    def work(point: int) -> Callable[..., Any]:
        purchase = till.hold(trip=f"trip-{point}")
        till.authorise(purchase)
        return partial(finish_card_payment, purchase)

    points = [point for point, _ in killed_here_and_there(till, work)]
    heal()

    found = [outcome(f"trip-{point}") for point in points]
    # Nothing only where we were not told yet that the customer has paid.
    assert found == sorted(found, reverse=True)
    assert (found[0], found[-1]) == ("nothing", "all")
    assert till.cards.charged == [800] * found.count("all")
    assert till.cards.repaid == []
    assert found.count("all") > 3


def test_a_payment_that_is_killed_while_it_is_begun_charges_nothing(till):
    def work(point: int) -> Callable[..., Any]:
        return partial(start_card_payment, till.hold(trip=f"trip-{point}"))

    points = [point for point, _ in killed_here_and_there(till, work)]
    heal()

    assert {outcome(f"trip-{point}") for point in points} == {"nothing"}
    assert till.cards.charged == []
    assert set(Order.objects.values_list("state", flat=True)) == {OrderState.CANCELLED}


def two(till: Till) -> list[Any]:
    return [till.shop.offer(), till.shop.offer()]
