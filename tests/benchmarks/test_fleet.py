"""A city that is rented out: its feed, its past, its floors."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from benchmarks.bench import Bench
from benchmarks.driving.recording import replay_task
from benchmarks.driving.renting import record_rental
from benchmarks.driving.replay import replay
from benchmarks.loading.cities import asset_id, place_of, write_city
from benchmarks.loading.fleet import MINUTES, load_past_rentals, open_city, wish_for
from benchmarks.loading.past import BY, PAST_DAYS, Works
from benchmarks.measures.fleet_places import (
    TABLE,
    kinds_of,
    places_of,
    plainly,
    rows_read,
    scans_of,
)
from benchmarks.measures.fleet_refresh import plainly as move_plainly
from benchmarks.measures.fleet_rentals import shared_vehicles
from benchmarks.options import read_options
from bookings.models import Booking, BookingEvent, Leg, Rental
from bookings.states import BookingState
from demo.seed import seed_demo
from operators.fleet.gbfs.actions import import_fleet
from operators.models import Asset, Tenant
from sales.models import Order, Posting
from tests.benchmarks.conftest import AT
from tests.faces import needs_face
from tests.factories.timetable import other_connection

VEHICLES = 60


@pytest.fixture
def city(works, tmp_path):
    return open_city(works, tmp_path, VEHICLES)


@pytest.fixture
def bench(works, city, seeded, tmp_path):
    bench = Bench(read_options(["fleet", "--vehicles", f"{VEHICLES}"]), tmp_path, "", seeded)
    bench.__dict__ |= {"works": works, "city": city}
    return bench


@pytest.mark.django_db
def test_vehicles_of_a_feed_move_and_are_found_again(city, tmp_path):
    before = places(city)
    at = AT + timedelta(minutes=1)
    feed = write_city(tmp_path / "feed", VEHICLES, at=at, moves=1, moved=3)

    done = import_fleet(city.fleet, source=feed, by=BY, at=at)

    assert before == {asset_id(number): place_of(number) for number in range(VEHICLES)}
    assert done.counts["vehicles"] == {"changed": 20, "returned": 0, "added": 0, "gone": 0}
    moved = [
        number for number in range(VEHICLES) if places(city)[asset_id(number)] != place_of(number)
    ]
    assert moved == list(range(0, VEHICLES, 3))


@pytest.mark.django_db
def test_past_rentals_keep_every_rule_of_the_database(works, city):
    load_past_rentals(works, city, 10)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    models, copies = len(MINUTES), list(Rental.objects.order_by("pk"))[len(MINUTES) :]
    assert Rental.objects.open().count() == 0
    assert [rental.leg.booking.state for rental in copies] == [BookingState.FINISHED] * 10
    assert Order.objects.filter(bookings__in=Booking.objects.rentals()).count() == models + 10
    days = [rental.started_at for rental in copies]
    assert days == sorted(days)
    assert timedelta(days=300) < days[-1] - days[0] < timedelta(days=PAST_DAYS)
    assert {rental.price["amount"] for rental in copies} == {
        rental.price["amount"] for rental in Rental.objects.order_by("pk")[:models]
    }


def places(city):
    rows = Asset.objects.filter(fleet=city.fleet, retired_at=None)
    return {
        key: (lng, lat) for key, lng, lat in rows.values_list("asset_id", "longitude", "latitude")
    }


@pytest.mark.django_db
def test_plain_sql_finds_the_vehicles_that_perron_finds(city):
    found = Counter()
    for kind in kinds_of(city):
        for place in places_of(40):
            ours = [asset.pk for asset in kind.ours(place)]
            floor = [key for key, *_ in plainly(kind, place)]
            assert sorted(ours) == sorted(floor)
            found[kind.title] += len(ours)

    assert min(found.values()) > 0


def test_rows_read_are_those_given_on_and_those_thrown_away():
    scan = {
        "Relation Name": TABLE,
        "Actual Rows": 4,
        "Actual Loops": 2,
        "Rows Removed by Filter": 3,
    }
    plan = {"Plans": [{"Relation Name": "operators_fleet"}, {"Plans": [scan]}]}

    assert [rows_read(node) for node in scans_of(plan)] == [14]


@pytest.mark.django_db
def test_floor_moves_each_vehicle_once(bench, city):
    before = places(city)

    move_plainly(bench)

    after = places(city)
    shifts = {key: round(after[key][0] - before[key][0], 5) for key in before}
    assert set(shifts.values()) == {0.0001}


@pytest.mark.django_db
def test_every_client_has_vehicles_of_its_own(bench):
    hands, rest = shared_vehicles(bench)

    wishes = [wish for hand in [*hands, rest] for wish in hand]
    assert [len(hand) for hand in hands] == [7, 7, 7, 7]
    assert sorted(wish["useAssets"][0] for wish in wishes) == [asset_id(n) for n in range(VEHICLES)]


@needs_face("tomp")
def test_recorded_rental_can_be_sent_again_and_again(transactional_db, tmp_path, spread):
    at = timezone.now()
    seed_demo(folder=tmp_path, at=at, days_of_sales=0)
    city = open_city(Works.of(Tenant.objects.get(), at=at), tmp_path, 3)
    headers, wish = {"X-Access-Token": city.secret}, wish_for(0, "anna")
    with time_machine.travel(at, tick=True):
        record_rental(headers, wish)
        rented = record_rental(headers, wish)
    task = replay_task(rented, database="", step="rental")

    with other_connection() as connection:
        times = [replay(connection, task) for _ in range(2)]

    assert len(times) == 2
    assert list(rented.requests) == ["one-stop", "unlock", "leg", "finish"]
    assert [step for step in rented.requests if rented.queries(step) == 0] == []
    bookings = Booking.objects.order_by("pk")
    assert [booking.state for booking in bookings] == [BookingState.FINISHED] * 4
    for model, path in (
        (Leg, "booking"),
        (Rental, "leg__booking"),
        (BookingEvent, "booking"),
        (Posting, "order__bookings"),
    ):
        counts = {model.objects.filter(**{path: booking}).count() for booking in bookings}
        assert len(counts) == 1, model
    assert Asset.objects.get(fleet=city.fleet, asset_id=asset_id(0)).taken_at is None
