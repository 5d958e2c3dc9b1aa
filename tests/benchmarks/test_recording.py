import pytest
import time_machine
from django.utils import timezone

from benchmarks.bench import Bench, planning
from benchmarks.driving.recording import record_sale, replay_task
from benchmarks.driving.replay import Different, replay
from benchmarks.measures.orders import record_purchases
from benchmarks.options import read_options
from bookings.models import Booking
from bookings.states import BookingState
from demo.seed import seed_demo
from sales.models import Order, Posting
from sales.orders.states import OrderState
from tests.faces import needs_face
from tests.factories.timetable import other_connection
from tickets.models import Barcode, Ticket


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def town(transactional_db, tmp_path, spread, at):
    return seed_demo(folder=tmp_path, at=at, days_of_sales=0)


@pytest.fixture
def sell(town, at):
    """Record a sale for so many travellers, all at one moment: each minute has its own count."""
    journey = town["tomp_1_1"]
    headers = {"Authorization": f"Bearer {journey['token']}", "Api": "TOMP"}

    def sell(travellers):
        stops = journey["from_stop"], journey["to_stop"]
        with time_machine.travel(at, tick=False):
            return record_sale(headers, planning(*stops, journey["depart_after"], travellers))

    return sell


@needs_face("tomp")
def test_recorded_sale_can_be_sent_again_and_again(sell):
    sell(1)
    sale = sell(2)
    task = replay_task(sale, database="")

    with other_connection() as connection:
        times = [replay(connection, task) for _ in range(2)]

    assert len(times) == 2
    *_, first, second, third = Booking.objects.order_by("pk")
    assert [each.state for each in (first, second, third)] == [BookingState.STARTED] * 3
    for model in (Order, Posting, Barcode):
        counts = {rows_of(model, booking) for booking in (first, second, third)}
        assert len(counts) == 1, model
    assert {first.reference, second.reference} & {third.reference} == set()


@needs_face("tomp")
def test_requests_are_told_apart(sell):
    sell(1)
    sale = sell(1)

    assert list(sale.requests) == ["plan", "book", "commit", "leg"]
    assert sale.requests["commit"][-1].is_query
    texts = [statement.text for statement in sale.requests["commit"]]
    assert texts.count("BEGIN") == texts.count("COMMIT") == 1


@needs_face("tomp")
def test_commit_asks_as_often_for_eight_travellers_as_for_one(sell):
    sell(1)
    one, eight = sell(1), sell(8)

    assert eight.booking.legs.count() == 8
    assert eight.queries("commit") == one.queries("commit")


def test_recorded_purchase_can_be_sent_again_and_again(town, tmp_path, at):
    bench = Bench(read_options(["orders"]), tmp_path, "", town)
    with time_machine.travel(at, tick=False):
        basket, bought = record_purchases(bench)
    task = replay_task(bought, database="", step="purchase")

    with other_connection() as connection:
        times = [replay(connection, task) for _ in range(2)]

    assert (len(times), task["step"]) == (2, "purchase")
    assert len(basket["salesPackageIds"]) == 1
    assert list(bought.requests) == ["offer", "order", "reserve", "pay", "capture"]
    orders = Order.objects.order_by("pk")
    assert [order.state for order in orders] == [OrderState.CONFIRMED] * 4
    for parts in ("lines", "events", "postings", "transactions", "versions"):
        assert len({getattr(order, parts).count() for order in orders}) == 1, parts
    assert Ticket.objects.filter(fulfilments__line__order__in=orders).count() == 4


@needs_face("tomp")
def test_answer_that_differs_is_not_passed_over(sell):
    sell(1)
    task = replay_task(sell(1), database="")
    task["statements"][0]["rows"] += 1

    with other_connection() as connection, pytest.raises(Different):
        replay(connection, task)


def rows_of(model, booking):
    path = {Order: "bookings", Posting: "order__bookings", Barcode: "ticket__legs__booking"}[model]
    return model.objects.filter(**{path: booking}).count()
