import pytest
import time_machine
from django.utils import timezone

from benchmarks.bench import planning
from benchmarks.driving.recording import record_sale, replay_task
from benchmarks.driving.replay import Different, replay
from bookings.models import Booking
from bookings.states import BookingState
from demo.seed import seed_demo
from sales.models import Order, Posting
from tests.factories.timetable import other_connection
from tickets.models import Barcode


@pytest.fixture
def sell(transactional_db, tmp_path, spread):
    """Record a sale for so many travellers, all at one moment: each minute has its own count."""
    at = timezone.now()
    seeded = seed_demo(folder=tmp_path, at=at, days_of_sales=0)
    journey = seeded["tomp_1_1"]
    headers = {"Authorization": f"Bearer {journey['token']}", "Api": "TOMP"}

    def sell(travellers):
        stops = journey["from_stop"], journey["to_stop"]
        with time_machine.travel(at, tick=False):
            return record_sale(headers, planning(*stops, journey["depart_after"], travellers))

    return sell


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


def test_requests_are_told_apart(sell):
    sell(1)
    sale = sell(1)

    assert list(sale.requests) == ["plan", "book", "commit", "leg"]
    assert sale.requests["commit"][-1].is_query
    texts = [statement.text for statement in sale.requests["commit"]]
    assert texts.count("BEGIN") == texts.count("COMMIT") == 1


def test_commit_asks_as_often_for_eight_travellers_as_for_one(sell):
    sell(1)
    one, eight = sell(1), sell(8)

    assert eight.booking.legs.count() == 8
    assert eight.queries("commit") == one.queries("commit")


def test_answer_that_differs_is_not_passed_over(sell):
    sell(1)
    task = replay_task(sell(1), database="")
    task["statements"][0]["rows"] += 1

    with other_connection() as connection, pytest.raises(Different):
        replay(connection, task)


def rows_of(model, booking):
    path = {Order: "bookings", Posting: "order__bookings", Barcode: "ticket__legs__booking"}[model]
    return model.objects.filter(**{path: booking}).count()
