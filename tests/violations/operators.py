"""Constraints of tenancy, and of the timetable."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from operators.models import (
    Alert,
    AlertPeriod,
    FareZone,
    FeedVersion,
    OperatingDay,
    Pattern,
    PatternCall,
    Route,
    Stop,
    StopTime,
    Transfer,
    Trip,
)
from tests.factories.clients import ApiClientFactory, TokenKeyFactory, other_thumbprint
from tests.factories.moments import NOW
from tests.factories.operators import (
    ApiTokenFactory,
    MembershipFactory,
    OperatorFactory,
    OrganisationFactory,
    TenantFactory,
)
from tests.factories.service import TODAY, TOMORROW, AlertFactory
from tests.factories.timetable import FeedFactory, make_part
from tests.violations.ways import (
    NONSENSE,
    Violation,
    event_of,
    stranger,
    twice,
    two,
    write,
    wrong,
)


def version_in_import(feed: Any = None) -> FeedVersion:
    feed = feed or FeedFactory()
    return FeedVersion.objects.create(
        tenant=feed.tenant, feed=feed, source="feed.zip", started_by="test", started_at=NOW
    )


def version_in_force(feed: Any = None) -> FeedVersion:
    feed = feed or FeedFactory()
    version = FeedVersion(
        tenant=feed.tenant,
        feed=feed,
        source="feed.zip",
        started_by="test",
        started_at=NOW,
        timezone="Europe/Amsterdam",
        first_date=date(2026, 1, 1),
        last_date=date(2026, 12, 31),
    )
    version.put_in_force(at=NOW)
    version.save()
    return version


def second_version_in_force() -> None:
    version = version_in_force()
    version_in_force(version.feed)


def second_import() -> None:
    version = version_in_import()
    version_in_import(version.feed)


def second_key_that_signs() -> None:
    TokenKeyFactory()
    TokenKeyFactory(kid=other_thumbprint())


def fare_zone(tenant: Any = None, number: int = 1) -> FareZone:
    return FareZone.objects.create(
        tenant=tenant or TenantFactory(), zone_id=f"zone {number}", number=number
    )


def two_fare_zones() -> tuple[FareZone, FareZone]:
    tenant = TenantFactory()
    return fare_zone(tenant, 1), fare_zone(tenant, 2)


def stop(stop_id: str = "stop", version: Any = None) -> Stop:
    place = {"latitude": Decimal("52.1"), "longitude": Decimal("4.3")}
    version = version or version_in_import()
    return Stop.objects.create(version=version, stop_id=stop_id, name="Market", **place)


def two_stops() -> tuple[Stop, Stop]:
    version = version_in_import()
    return stop("1", version), stop("2", version)


def route(route_id: str = "route", version: Any = None) -> Route:
    return Route.objects.create(
        version=version or version_in_import(), route_id=route_id, route_type=3
    )


def two_routes() -> tuple[Route, Route]:
    version = version_in_import()
    return route("1", version), route("2", version)


def trip(trip_id: str = "trip", line: Any = None) -> Trip:
    line = line or route()
    return Trip.objects.create(
        version=line.version, route=line, trip_id=trip_id, service_id="daily"
    )


def two_trips() -> tuple[Trip, Trip]:
    line = route()
    return trip("1", line), trip("2", line)


def pattern_call(line: Any = None) -> PatternCall:
    line = line or route()
    pattern = Pattern.objects.create(
        version=line.version, route=line, service_id="daily", trips=[1, 2]
    )
    return PatternCall.objects.create(
        version=line.version,
        pattern=pattern,
        stop=stop("called at", line.version),
        sequence=1,
        boards=True,
        alights=True,
        arrivals=[60, 120],
        departures=[60, 120],
    )


def transfer(from_stop: Any = None, to_stop: Any = None) -> Transfer:
    from_stop = from_stop or stop()
    to_stop = to_stop or stop("other", from_stop.version)
    return Transfer.objects.create(
        version=from_stop.version, from_stop=from_stop, to_stop=to_stop, kind=0
    )


def two_transfers() -> tuple[Transfer, Transfer]:
    first = transfer()
    return first, transfer(first.to_stop, first.from_stop)


def same_pair_again() -> None:
    first, second = two_transfers()
    second.from_stop, second.to_stop = first.from_stop, first.to_stop
    second.save()


def stop_time() -> StopTime:
    run = trip()
    make_part(run.version)
    return StopTime.objects.create(
        version=run.version,
        trip=run,
        stop=stop("stop", run.version),
        sequence=1,
        arrival=60,
        departure=60,
    )


def operating_day(version: Any = None) -> OperatingDay:
    return OperatingDay.objects.create(
        version=version or version_in_import(),
        date=date(2026, 6, 1),
        first_departure=60,
        last_arrival=60,
    )


def alert_of_a_feed() -> Alert:
    feed = FeedFactory()
    return AlertFactory(operator=feed.operator, feed=feed, stop_ids=["market"])


def feed_of_another_operator() -> None:
    alert = alert_of_a_feed()
    operator = OperatorFactory(tenant=alert.tenant)
    write(alert, feed=FeedFactory(operator=operator))


def alert_period() -> AlertPeriod:
    return AlertFactory().periods.get()


def two_periods() -> tuple[AlertPeriod, AlertPeriod]:
    first, second = AlertFactory(periods=[TODAY, TOMORROW]).periods.order_by("starts_at")
    return first, second


VIOLATIONS: dict[str, Violation] = {
    "tenant_currency_is_iso_4217": wrong(TenantFactory, currency="eur"),
    "tenant_codespace_is_three_letters": wrong(TenantFactory, codespace="ab1"),
    "tenant_country_is_iso_3166": wrong(TenantFactory, country="N1"),
    "organisation_once_per_tenant_and_name": twice(
        two(OrganisationFactory, "tenant", TenantFactory), "name"
    ),
    "operator_once_per_code": twice(two(OperatorFactory, "tenant", TenantFactory), "code"),
    "operator_organisation_same_tenant": stranger(
        OperatorFactory, "organisation", OrganisationFactory
    ),
    "membership_once_per_user": twice(two(MembershipFactory, "tenant", TenantFactory), "user"),
    "membership_role_is_known": wrong(MembershipFactory, role=NONSENSE),
    "apitoken_organisation_same_tenant": stranger(
        ApiTokenFactory, "organisation", OrganisationFactory
    ),
    "apitoken_roles_are_known": wrong(ApiTokenFactory, roles=["TOMP", NONSENSE]),
    "apitoken_digest_is_sha256_hex": wrong(ApiTokenFactory, digest="short"),
    "apitoken_may_send_requests": wrong(ApiTokenFactory, requests_per_minute=0),
    "tokenevent_name_is_known": event_of(ApiTokenFactory, NONSENSE),
    "apiclient_organisation_same_tenant": stranger(
        ApiClientFactory, "organisation", OrganisationFactory
    ),
    "apiclient_id_has_its_form": wrong(ApiClientFactory, client_id="no spaces"),
    "apiclient_permissions_are_known": wrong(ApiClientFactory, permissions=["admin", NONSENSE]),
    "apiclient_digest_is_sha256_hex": wrong(ApiClientFactory, digest="short"),
    "apiclient_may_send_requests": wrong(ApiClientFactory, requests_per_minute=0),
    "clientevent_name_is_known": event_of(ApiClientFactory, NONSENSE),
    "tokenkey_algorithm_is_known": wrong(TokenKeyFactory, algorithm="none"),
    "tokenkey_kid_is_a_thumbprint": wrong(TokenKeyFactory, kid="short"),
    "tokenkey_one_signs": second_key_that_signs,
    "feed_once_per_name": twice(
        lambda: (
            (first := FeedFactory()),
            FeedFactory(operator=OperatorFactory(tenant=first.tenant)),
        ),
        "name",
    ),
    "feed_operator_same_tenant": stranger(FeedFactory, "operator", OperatorFactory),
    "feed_is_refreshed_within_a_month": wrong(
        FeedFactory, url="https://feeds.example/gtfs.zip", refresh_hours=31 * 24 + 1
    ),
    "feed_is_refreshed_from_somewhere": wrong(FeedFactory, refresh_hours=24),
    "alert_operator_same_tenant": lambda: write(AlertFactory(), operator=OperatorFactory()),
    "alert_feed_of_operator": feed_of_another_operator,
    "alert_kind_is_known": wrong(AlertFactory, kind=NONSENSE),
    "alert_says_something": wrong(AlertFactory, summary=""),
    "alert_names_stops_and_lines_of_a_feed": wrong(alert_of_a_feed, feed=None),
    "alertperiod_alert_same_tenant": stranger(
        alert_period, "alert", lambda: AlertFactory(periods=[])
    ),
    "alertperiod_ends_after_it_starts": wrong(alert_period, ends_at=TODAY[0]),
    "alertperiod_is_within_reach": wrong(alert_period, ends_at=NOW.replace(year=2101)),
    "alertperiod_once_per_start": twice(two_periods, "starts_at", "ends_at"),
    "operatingday_ends_after_it_starts": wrong(operating_day, last_arrival=59),
    "feedversion_state_is_known": wrong(version_in_force, state=NONSENSE),
    "feedversion_one_in_force": second_version_in_force,
    "feedversion_one_import_at_a_time": second_import,
    "feedversion_finished_when_not_importing": wrong(version_in_force, finished_at=None),
    "feedversion_in_force_has_dates": wrong(version_in_force, last_date=date(2025, 12, 31)),
    "feedversion_in_force_has_timezone": wrong(version_in_force, timezone=""),
    "feedversion_feed_same_tenant": stranger(version_in_import, "feed", FeedFactory),
    "farezone_once_per_id": twice(two_fare_zones, "zone_id"),
    "farezone_once_per_number": twice(two_fare_zones, "number"),
    "farezone_number_fits_two_octets": wrong(fare_zone, number=65_536),
    "stop_once_per_version": twice(two_stops, "stop_id"),
    "stop_is_on_earth": wrong(stop, latitude=Decimal("90.1")),
    "stop_location_type_is_known": wrong(stop, location_type=5),
    "route_once_per_version": twice(two_routes, "route_id"),
    "trip_once_per_version": twice(two_trips, "trip_id"),
    "transfer_once_per_pair": same_pair_again,
    "transfer_kind_is_known": wrong(transfer, kind=4),
    "patterncall_times_are_pairs": wrong(pattern_call, departures=[60]),
    "stoptime_leaves_after_it_arrives": wrong(stop_time, departure=59),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("feedversion_in_force_has_dates", wrong(version_in_force, first_date=None)),
    ("feedversion_in_force_has_dates", wrong(version_in_force, last_date=None)),
]
