from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from demo.purchases import purchases_of
from demo.town import HALTS

ZONE = ZoneInfo("Europe/Amsterdam")
DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))


@given(day=DAYS)
def test_purchases_are_the_same_for_the_same_day(day):
    assert purchases_of(day, ZONE) == purchases_of(day, ZONE)


@given(day=DAYS)
def test_purchases_happen_on_their_day_in_order_and_before_the_trip(day):
    purchases = purchases_of(day, ZONE)

    assert {each.bought_at.astimezone(ZONE).date() for each in purchases} == {day}
    assert sorted(each.bought_at for each in purchases) == [each.bought_at for each in purchases]
    assert [each for each in purchases if each.departs_after <= each.bought_at] == []


@given(day=DAYS)
def test_purchases_are_between_stops_of_the_town(day):
    stops = {halt.stop_id for halt in HALTS}

    for each in purchases_of(day, ZONE):
        assert {each.origin, each.destination} <= stops
        assert each.origin != each.destination
