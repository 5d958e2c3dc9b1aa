"""What the tests about operator information share."""

from __future__ import annotations

import pytest

from operators.models import Feed
from tests.factories.gtfs import DAILY, add_trip, calendar, small_feed
from tests.factories.timetable import FeedFactory, import_rows


@pytest.fixture
def feed(at_once) -> Feed:
    return Feed.objects.get(operator=at_once.shop.product.operator)


@pytest.fixture
def second(feed, tmp_path) -> Feed:
    """Another timetable of the same operator: a night bus every day, also to the harbour."""
    rows = small_feed()
    rows["calendar.txt"] = [calendar("workdays", DAILY, first="20260601", last="20260831")]
    rows["stops.txt"][-1]["stop_id"] = "harbour"
    rows["stop_times.txt"][-1]["stop_id"] = "harbour"
    add_trip(rows, "night", [("market", "23:30:00"), ("harbour", "25:10:00")])
    other = FeedFactory(operator=feed.operator, name="Nights")
    import_rows(rows, tmp_path, feed=other)
    return other
