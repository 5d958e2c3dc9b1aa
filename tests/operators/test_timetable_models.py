from datetime import date

import pytest
from django.db import IntegrityError, transaction

from operators.models import FareZone, FeedVersion, ServiceDay, Stop, StopTime
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import small_feed
from tests.factories.moments import NOW
from tests.factories.operators import MembershipFactory, TenantFactory
from tests.factories.timetable import FeedFactory, rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def version():
    return rows_in_force(small_feed(), feed=FeedFactory(name="Buses"))


def new_version(feed, **more):
    facts = {"tenant": feed.tenant, "source": "x", "started_by": "test", "started_at": NOW}
    return FeedVersion.objects.create(feed=feed, **facts, **more)


def test_rows_of_a_feed_read_as_people_know_them(version):
    trip, stop = version.trips.get(), version.stops.get(stop_id="beach")

    assert str(version) == "Buses of 2026-06-01 10:00 UTC"
    assert str(trip) == "morning"
    assert str(trip.route) == "1"
    assert str(stop) == "Beach (beach)"
    assert str(stop.stop_times.get()) == f"{trip.pk} at {stop.pk}"
    assert str(ServiceDay(service_id="workdays", date=date(2026, 6, 1))) == "workdays on 2026-06-01"
    assert str(FareZone.objects.get(zone_id="coast")) == "coast"


def test_route_without_names_reads_as_its_id(version):
    route = version.routes.get()
    route.short_name = ""

    assert str(route) == "Market - Beach"
    route.long_name = ""
    assert str(route) == "1"


def test_rows_of_a_feed_are_visible_to_members_of_the_tenant(version):
    member, stranger = MembershipFactory(tenant=version.tenant).user, MembershipFactory().user

    assert Stop.objects.visible_to(member).count() == 5
    assert Stop.objects.visible_to(stranger).count() == 0
    assert Stop.objects.in_force(version.tenant).count() == 5
    assert Stop.objects.in_force(TenantFactory()).count() == 0


def test_feed_has_one_version_in_force_and_one_import_at_a_time(version):
    new_version(version.feed)

    with pytest.raises(IntegrityError, match="feedversion_one_import_at_a_time"):
        new_version(version.feed)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"state": "GONE", "finished_at": NOW}, "feedversion_state_is_known"),
        ({"state": "REFUSED"}, "feedversion_finished_when_not_importing"),
        ({"state": "IMPORTING", "finished_at": NOW}, "feedversion_finished_when_not_importing"),
        ({"state": "IN_FORCE", "finished_at": NOW, "timezone": "UTC"},
         "feedversion_in_force_has_dates"),
        ({"state": "IN_FORCE", "finished_at": NOW, "first_date": date(2026, 1, 2),
          "last_date": date(2026, 1, 1), "timezone": "UTC"}, "feedversion_in_force_has_dates"),
        ({"state": "IN_FORCE", "finished_at": NOW, "first_date": date(2026, 1, 1),
          "last_date": date(2026, 1, 1)}, "feedversion_in_force_has_timezone"),
    ],
)  # fmt: skip
def test_database_refuses_a_version_that_makes_no_sense(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        new_version(FeedFactory(), **facts)


def test_database_refuses_a_second_version_in_force(version):
    with pytest.raises(IntegrityError, match="feedversion_one_in_force"):
        new_version(
            version.feed,
            state=FeedVersionState.IN_FORCE,
            finished_at=NOW,
            first_date=date(2026, 1, 1),
            last_date=date(2026, 1, 1),
            timezone="UTC",
        )


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"latitude": 91}, "stop_is_on_earth"),
        ({"longitude": -181}, "stop_is_on_earth"),
        ({"location_type": 5}, "stop_location_type_is_known"),
        ({"stop_id": "beach"}, "stop_once_per_version"),
    ],
)
def test_database_refuses_a_stop_that_makes_no_sense(facts, constraint, version):
    sound = {"stop_id": "pier", "name": "Pier", "latitude": 52, "longitude": 4}

    with pytest.raises(IntegrityError, match=constraint):
        Stop.objects.create(version=version, **sound | facts)


def test_database_refuses_a_vehicle_that_leaves_before_it_arrives(version):
    place = {
        "version": version,
        "trip": version.trips.get(),
        "stop": version.stops.get(stop_id="beach"),
    }

    with pytest.raises(IntegrityError, match="stoptime_leaves_after_it_arrives"):
        StopTime.objects.create(sequence=9, arrival=2, departure=1, **place)


def test_database_refuses_rows_that_are_there_already(version):
    trip, route = version.trips.get(), version.routes.get()
    day = version.service_days.first()

    with pytest.raises(IntegrityError, match="trip_once_per_version"), transaction.atomic():
        version.trips.create(route=route, trip_id="morning", service_id="x")
    with pytest.raises(IntegrityError, match="route_once_per_version"), transaction.atomic():
        version.routes.create(route_id="1", route_type=3)
    key = f"operators_stoptime_{version.pk}_pkey"
    with pytest.raises(IntegrityError, match=key), transaction.atomic():
        StopTime.objects.create(
            version=version,
            trip=trip,
            stop=version.stops.first(),
            sequence=1,
            arrival=1,
            departure=1,
        )
    with pytest.raises(IntegrityError, match="operators_serviceday_pkey"), transaction.atomic():
        version.service_days.create(service_id=day.service_id, date=day.date)
    with pytest.raises(IntegrityError, match="feed_once_per_name"), transaction.atomic():
        FeedFactory(operator=version.feed.operator, name="Buses")


def test_fare_zones_of_a_tenant_differ_in_id_and_number(version):
    tenant = version.tenant

    with pytest.raises(IntegrityError, match="farezone_once_per_id"), transaction.atomic():
        FareZone.objects.create(tenant=tenant, zone_id="coast", number=5)
    with pytest.raises(IntegrityError, match="farezone_once_per_number"), transaction.atomic():
        FareZone.objects.create(tenant=tenant, zone_id="pier", number=1)
    with pytest.raises(IntegrityError, match="farezone_number_fits"), transaction.atomic():
        FareZone.objects.create(tenant=tenant, zone_id="pier", number=65536)


def test_feed_and_its_operator_belong_to_one_tenant():
    with pytest.raises(IntegrityError, match="feed_operator_same_tenant"):
        FeedFactory(tenant=TenantFactory())
