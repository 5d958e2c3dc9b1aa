"""Small feeds with fares of both versions of GTFS."""

from __future__ import annotations

from tests.factories.gtfs import Row, Rows, calendar, exception, route, small_feed


def first_version() -> Rows:
    """Singles by zone with a transfer in an hour, a dearer express, and one price for the rest.

    Zones are 1 (market, church) and coast (beach); routes are 1 and X.
    """
    feed = small_feed()
    feed["routes.txt"].append(route("X"))
    feed["fare_attributes.txt"] = [
        attributes("town", "2.00", transfers="1", transfer_duration="3600"),
        attributes("coast", "3.50", transfers="", transfer_duration=""),
        attributes("express", "6.00", transfers="0", transfer_duration=""),
    ]
    feed["fare_rules.txt"] = [
        rule("town", route_id="1", origin_id="1", destination_id="1"),
        rule("coast", route_id="1", contains_id="1"),
        rule("coast", route_id="1", contains_id="coast"),
        rule("express", route_id="X"),
    ]
    return feed


def attributes(fare_id: str, price: str, **more: str) -> Row:
    usual = {"currency_type": "EUR", "payment_method": "1", "transfers": "0"}
    return {"fare_id": fare_id, "price": price, **usual, "transfer_duration": "", **more}


def rule(fare_id: str, **more: str) -> Row:
    blank = dict.fromkeys(("route_id", "origin_id", "destination_id", "contains_id"), "")
    return {"fare_id": fare_id, **blank, **more}


def second_version() -> Rows:
    """Local and express rides, dearer in the morning peak, for adults and children, by app or
    card; a change between local rides is free for an hour, one to the express costs the rest."""
    feed = small_feed()
    feed["routes.txt"].append(route("X"))
    feed["areas.txt"] = [
        {"area_id": "centre", "area_name": "Centre"},
        {"area_id": "shore", "area_name": ""},
    ]
    feed["stop_areas.txt"] = [
        {"area_id": "centre", "stop_id": "market"},
        {"area_id": "centre", "stop_id": "church"},
        {"area_id": "shore", "stop_id": "beach"},
    ]
    feed["networks.txt"] = [
        {"network_id": "local", "network_name": "Local buses"},
        {"network_id": "fast", "network_name": "Express"},
    ]
    feed["route_networks.txt"] = [
        {"network_id": "local", "route_id": "1"},
        {"network_id": "fast", "route_id": "X"},
    ]
    feed["calendar_dates.txt"] = [exception("workdays", "20260525", "2")]
    feed["timeframes.txt"] = [
        timeframe("peak", "06:30:00", "09:00:00"),
        timeframe("other", "00:00:00", "06:30:00"),
        timeframe("other", "09:00:00", "24:00:00"),
        timeframe("other", "", "", "weekend"),
    ]
    feed["calendar.txt"].append(calendar("weekend", "0000011"))
    feed["rider_categories.txt"] = [
        category("adult", "Adult", "1"),
        category("child", "Child", "0"),
    ]
    feed["fare_media.txt"] = [medium("app", "App", "4"), medium("card", "Card", "2")]
    feed["fare_products.txt"] = [
        product("local_peak", "2.40", "adult", "app"),
        product("local_peak", "2.20", "adult", "card"),
        product("local", "2.00", "adult"),
        product("local", "1.00", "child"),
        product("express", "5.00"),
        product("rest_of_express", "3.00"),
    ]
    express = {"network_id": "fast", "from_area_id": "centre", "to_area_id": "shore"}
    feed["fare_leg_rules.txt"] = [
        {**each, "rule_priority": priority}
        for priority, each in (
            ("", leg("local", "local_peak", network_id="local", from_timeframe_group_id="peak")),
            ("", leg("local", "local", network_id="local", from_timeframe_group_id="other")),
            ("1", leg("express", "express", **express)),
        )
    ]
    feed["fare_transfer_rules.txt"] = [
        change("local", "local", transfer_count="-1", duration_limit="3600",
               duration_limit_type="1"),
        change("local", "express", fare_product_id="rest_of_express"),
    ]  # fmt: skip
    return feed


def timeframe(group: str, start: str, end: str, service: str = "workdays") -> Row:
    times = {"start_time": start, "end_time": end}
    return {"timeframe_group_id": group, **times, "service_id": service}


def category(key: str, name: str, default: str) -> Row:
    return {
        "rider_category_id": key,
        "rider_category_name": name,
        "is_default_fare_category": default,
    }


def medium(key: str, name: str, kind: str) -> Row:
    return {"fare_media_id": key, "fare_media_name": name, "fare_media_type": kind}


def product(key: str, amount: str, rider: str = "", media: str = "") -> Row:
    return {
        "fare_product_id": key,
        "rider_category_id": rider,
        "fare_media_id": media,
        "amount": amount,
        "currency": "EUR",
    }


def leg(group: str, fare_product: str, **more: str) -> Row:
    names = ("network_id", "from_area_id", "to_area_id")
    names += ("from_timeframe_group_id", "to_timeframe_group_id")
    blank = dict.fromkeys(names, "")
    return {"leg_group_id": group, **blank, "fare_product_id": fare_product, **more}


def change(first: str, second: str, kind: str = "0", **more: str) -> Row:
    names = ("transfer_count", "duration_limit", "duration_limit_type", "fare_product_id")
    blank = dict.fromkeys(names, "")
    groups = {"from_leg_group_id": first, "to_leg_group_id": second}
    return {**groups, **blank, "fare_transfer_type": kind, **more}
