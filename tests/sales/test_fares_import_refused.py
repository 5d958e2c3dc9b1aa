"""Fares that are refused, or not kept, with file and line."""

from decimal import Decimal

import pytest

from sales.fares.gtfs.actions import ProductTerms, import_fares
from sales.fares.gtfs.reports import FaresRefused
from sales.models import Product, RideFare
from tests.factories.gtfs import contents_of, write_folder
from tests.factories.gtfs_fares import (
    attributes,
    change,
    first_version,
    leg,
    product,
    rule,
    second_version,
)
from tests.factories.moments import BY, NOW
from tests.factories.tickets import TicketTypeFactory
from tests.sales.taking_in import problems, take_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "place", "change_of", "field"),
    [
        ("fare_attributes.txt", 0, {"price": "2,00"}, "price"),
        ("fare_attributes.txt", 0, {"price": "2.005"}, "price"),
        ("fare_attributes.txt", 0, {"price": "-2"}, "price"),
        ("fare_attributes.txt", 0, {"price": ""}, "price"),
        ("fare_attributes.txt", 1, {"currency_type": "NOK"}, "currency_type"),
        ("fare_attributes.txt", 1, {"transfers": "3"}, "transfers"),
        ("fare_attributes.txt", 1, {"transfer_duration": "1h"}, "transfer_duration"),
        ("fare_attributes.txt", 1, {"fare_id": "town"}, "fare_id"),
        ("fare_rules.txt", 2, {"fare_id": "night"}, "fare_id"),
        ("fare_rules.txt", 2, {"route_id": "9"}, "route_id"),
        ("fare_rules.txt", 2, {"contains_id": "9"}, "contains_id"),
        ("fare_rules.txt", 0, {"origin_id": "9"}, "origin_id"),
        ("fare_rules.txt", 0, {"destination_id": "9" * 101}, "destination_id"),
    ],
)
def test_first_version_is_refused_with_file_and_line(
    operator, tmp_path, file, place, change_of, field
):
    feed = first_version()
    feed[file][place].update(change_of)

    with pytest.raises(FaresRefused) as refusal:
        take_in(operator, feed, tmp_path)

    assert problems(refusal)[0] == (file, place + 2, field)
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    ("file", "place", "change_of", "field"),
    [
        ("fare_products.txt", 0, {"amount": "free"}, "amount"),
        ("fare_products.txt", 0, {"amount": "10000000"}, "amount"),
        ("fare_products.txt", 0, {"amount": "1e3"}, "amount"),
        ("fare_leg_rules.txt", 0, {"rule_priority": "9999999999"}, "rule_priority"),
        ("fare_products.txt", 0, {"currency": "NOK"}, "currency"),
        ("fare_products.txt", 0, {"rider_category_id": "x"}, "rider_category_id"),
        ("fare_products.txt", 0, {"fare_media_id": "x"}, "fare_media_id"),
        ("fare_products.txt", 1, {"fare_media_id": "app"}, "fare_product_id"),
        ("fare_leg_rules.txt", 0, {"network_id": "x"}, "network_id"),
        ("fare_leg_rules.txt", 0, {"from_area_id": "x"}, "from_area_id"),
        ("fare_leg_rules.txt", 0, {"to_area_id": "x"}, "to_area_id"),
        ("fare_leg_rules.txt", 0, {"fare_product_id": "x"}, "fare_product_id"),
        ("fare_leg_rules.txt", 0, {"to_timeframe_group_id": "x"}, "to_timeframe_group_id"),
        ("fare_transfer_rules.txt", 0, {"from_leg_group_id": "x"}, "from_leg_group_id"),
        ("fare_transfer_rules.txt", 0, {"transfer_count": "0"}, "transfer_count"),
        ("fare_transfer_rules.txt", 0, {"transfer_count": "-0"}, "transfer_count"),
        ("fare_transfer_rules.txt", 0, {"transfer_count": "-2"}, "transfer_count"),
        ("fare_transfer_rules.txt", 0, {"transfer_count": "99999"}, "transfer_count"),
        ("fare_transfer_rules.txt", 0, {"transfer_count": ""}, "transfer_count"),
        ("fare_transfer_rules.txt", 1, {"transfer_count": "1"}, "transfer_count"),
        ("fare_transfer_rules.txt", 0, {"duration_limit_type": ""}, "duration_limit_type"),
        ("fare_transfer_rules.txt", 0, {"duration_limit": "0"}, "duration_limit"),
        ("fare_transfer_rules.txt", 1, {"fare_transfer_type": "3"}, "fare_transfer_type"),
        ("fare_transfer_rules.txt", 1, {"fare_product_id": "x"}, "fare_product_id"),
        ("timeframes.txt", 0, {"start_time": "24:30:00"}, "start_time"),
        ("timeframes.txt", 0, {"end_time": "06:00:00"}, "end_time"),
        ("timeframes.txt", 0, {"service_id": "x"}, "service_id"),
        ("calendar.txt", 0, {"monday": "2"}, "monday"),
        ("calendar.txt", 0, {"start_date": "20260231"}, "start_date"),
        ("calendar.txt", 0, {"end_date": "20251231"}, "end_date"),
        ("calendar_dates.txt", 0, {"exception_type": "3"}, "exception_type"),
        ("agency.txt", 0, {"agency_timezone": "Europe/London"}, "agency_timezone"),
        ("stops.txt", 0, {"stop_timezone": "Europe/London"}, "stop_timezone"),
        ("stop_areas.txt", 0, {"area_id": "x"}, "area_id"),
        ("stop_areas.txt", 0, {"stop_id": "x"}, "stop_id"),
        ("route_networks.txt", 0, {"network_id": "x"}, "network_id"),
        ("route_networks.txt", 0, {"route_id": "x"}, "route_id"),
        ("rider_categories.txt", 1, {"rider_category_id": "Adult"}, "rider_category_id"),
        ("fare_media.txt", 0, {"fare_media_id": "…"}, "fare_media_id"),
    ],
)
def test_second_version_is_refused_with_file_and_line(
    operator, tmp_path, file, place, change_of, field
):
    feed = second_version()
    feed[file][place].update(change_of)

    with pytest.raises(FaresRefused) as refusal:
        take_in(operator, feed, tmp_path)

    assert (file, place + 2, field) in problems(refusal)
    assert not Product.objects.exists()


def test_legs_that_rules_join_are_refused(operator, tmp_path):
    feed = second_version()
    feed["fare_leg_join_rules.txt"] = [{"from_network_id": "local", "to_network_id": "local"}]

    with pytest.raises(FaresRefused, match="Legs that are joined by a rule are not known here"):
        take_in(operator, feed, tmp_path)


def test_networks_in_two_places_are_refused(operator, tmp_path):
    feed = second_version()
    for each in feed["routes.txt"]:
        each["network_id"] = "local"

    with pytest.raises(FaresRefused) as refusal:
        take_in(operator, feed, tmp_path)

    assert problems(refusal)[0] == ("routes.txt", 2, "network_id")


def test_feed_without_fares_is_refused(operator, tmp_path):
    feed = first_version()
    del feed["fare_attributes.txt"], feed["fare_rules.txt"]

    with pytest.raises(FaresRefused, match="The feed has no fares"):
        take_in(operator, feed, tmp_path)


@pytest.mark.parametrize(
    ("file", "change_bytes", "place"),
    [
        ("fare_rules.txt", lambda text: text + b"town,1\r\n", (6, "")),
        ("fare_rules.txt", lambda text: text + "zürich,,,,\r\n".encode("latin-1"), (6, "")),
        ("fare_attributes.txt", lambda _: b"", (1, "fare_id")),
        ("fare_attributes.txt", lambda text: text.replace(b"price", b"cost"), (1, "price")),
    ],
)
def test_malformed_file_is_refused(operator, tmp_path, file, change_bytes, place):
    contents = contents_of(first_version())
    contents[file] = change_bytes(contents[file])
    folder = write_folder(contents, tmp_path / "feed")
    terms = ProductTerms(TicketTypeFactory(tenant=operator.tenant), Decimal("9.00"))

    with pytest.raises(FaresRefused) as refusal:
        import_fares(operator, name="rvs", source=folder, terms=terms, by=BY, at=NOW)

    assert problems(refusal)[0] == (file, *place)
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    "terms",
    [
        {"vat_rate": Decimal("NaN")},
        {"vat_rate": Decimal(101)},
        {"vat_rate": Decimal("5.555")},
        {"vat_rate": Decimal(9), "valid_minutes": 0},
        {"vat_rate": Decimal(9), "valid_minutes": 10**9},
    ],
)
def test_terms_that_no_product_can_have_are_refused(operator, tmp_path, terms):
    folder = write_folder(contents_of(first_version()), tmp_path / "feed")
    chosen = ProductTerms(TicketTypeFactory(tenant=operator.tenant), **terms)

    with pytest.raises(FaresRefused, match="percentage from 0 to 100|valid for 1 to"):
        import_fares(operator, name="rvs", source=folder, terms=chosen, by=BY, at=NOW)


def test_fares_that_hold_nowhere_are_refused_and_take_nothing_away(operator, tmp_path):
    take_in(operator, second_version(), tmp_path)
    feed = second_version()
    feed["route_networks.txt"] = []
    feed["fare_leg_rules.txt"].pop()
    feed["fare_transfer_rules.txt"].pop()

    with pytest.raises(FaresRefused, match="None of the fares of the feed holds anywhere"):
        take_in(operator, feed, tmp_path)
    assert RideFare.objects.count() == 8


@pytest.mark.parametrize("name", ["", "RVS", "a b", "a_b", "x" * 21])
def test_name_of_an_import_is_a_slug(operator, tmp_path, name):
    with pytest.raises(FaresRefused, match="is no name of an import"):
        take_in(operator, first_version(), tmp_path, name=name)


def test_what_is_not_kept_is_warned_of_with_file_and_line(operator, tmp_path):
    feed, usual = second_version(), {"rule_priority": ""}
    feed["fare_attributes.txt"] = [attributes("town", "2.00")]
    feed["fare_rules.txt"] = [rule("town")]
    feed["areas.txt"].append({"area_id": "empty", "area_name": "Empty"})
    feed["fare_products.txt"].append(product("day", "9.00"))
    feed["fare_products.txt"].append(product("day", "8.00", "adult"))
    feed["fare_products.txt"].append(product("month", "80.00"))
    feed["fare_leg_rules.txt"] += [
        {**leg("local", "day", network_id="local", from_timeframe_group_id="other"), **usual},
        {**leg("local", "local", from_area_id="empty"), **usual},
    ]
    feed["fare_media.txt"].append({**feed["fare_media.txt"][0], "fare_media_id": "paper"})
    feed["fare_transfer_rules.txt"].append(change("", "express"))

    report = take_in(operator, feed, tmp_path)

    assert {(p.file, p.line, p.field) for p in report.problems} == {
        ("fare_attributes.txt", 2, "fare_id"),
        ("fare_rules.txt", 2, "fare_id"),
        ("fare_leg_rules.txt", 5, "fare_product_id"),
        ("fare_leg_rules.txt", 6, "from_area_id"),
        ("fare_media.txt", 4, "fare_media_id"),
        ("fare_products.txt", 10, "fare_product_id"),
    }


def test_payment_on_board_is_warned_of(operator, tmp_path):
    feed = first_version()
    feed["fare_attributes.txt"][0]["payment_method"] = "0"

    [problem] = take_in(operator, feed, tmp_path).problems

    assert (problem.file, problem.line, problem.field) == (
        "fare_attributes.txt",
        2,
        "payment_method",
    )
