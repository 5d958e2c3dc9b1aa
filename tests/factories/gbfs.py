"""GBFS feeds that are small, sound and whole, in both versions, and folders of their files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from operators.fleet.gbfs.actions import import_fleet
from operators.fleet.models import Fleet, FleetImport
from tests.factories.moments import BY, NOW

Feed = dict[str, Any]
PUBLISHED = datetime(2026, 6, 1, 9, 55, tzinfo=UTC)
ZONE = {
    "type": "MultiPolygon",
    "coordinates": [[[[13.3, 52.5], [13.4, 52.5], [13.4, 52.6], [13.3, 52.6], [13.3, 52.5]]]],
}


def vehicle_2(vehicle_id: str = "bike-1", **members: Any) -> dict[str, Any]:
    """A free vehicle of version 2."""
    return {
        "bike_id": vehicle_id,
        "lat": 52.517,
        "lon": 13.3888,
        "is_reserved": False,
        "is_disabled": False,
        "vehicle_type_id": "scooter",
        "last_reported": int(PUBLISHED.timestamp()),
        "current_range_meters": 15000,
        **members,
    }


def vehicle_3(vehicle_id: str = "bike-1", **members: Any) -> dict[str, Any]:
    """The same in version 3."""
    told = {**vehicle_2(vehicle_id), "last_reported": PUBLISHED.isoformat(), **members}
    del told["bike_id"]
    return {"vehicle_id": vehicle_id, **told}


def feed_2() -> Feed:
    """What each file of a feed of version 2 says under `data`."""
    return deepcopy(
        {
            "system_information": {
                "system_id": "example",
                "language": "en",
                "name": "Example",
                "timezone": "Europe/Berlin",
                "url": "https://www.example.com",
                "phone_number": "1-800-555-1234",
                "email": "help@example.com",
            },
            "system_regions": {"regions": [{"region_id": "north", "name": "North"}]},
            "geofencing_zones": {
                "geofencing_zones": {
                    "type": "FeatureCollection",
                    "features": [
                        {
                            "type": "Feature",
                            "geometry": ZONE,
                            "properties": {
                                "name": "Park",
                                "rules": [
                                    {
                                        "vehicle_type_id": ["scooter"],
                                        "ride_allowed": False,
                                        "ride_through_allowed": True,
                                    }
                                ],
                            },
                        }
                    ],
                }
            },
            "system_pricing_plans": {
                "plans": [
                    {
                        "plan_id": "basic",
                        "name": "Basic",
                        "currency": "EUR",
                        "price": 1.0,
                        "is_taxable": False,
                        "description": "One euro, and 19 cents a minute.",
                        "per_min_pricing": [{"start": 0, "rate": 0.19, "interval": 1}],
                    }
                ]
            },
            "vehicle_types": {
                "vehicle_types": [
                    {
                        "vehicle_type_id": "scooter",
                        "form_factor": "scooter_standing",
                        "propulsion_type": "electric",
                        "max_range_meters": 30000,
                        "name": "E-scooter",
                        "default_pricing_plan_id": "basic",
                    }
                ]
            },
            "station_information": {
                "stations": [
                    {
                        "station_id": "hub",
                        "name": "Hub",
                        "lat": 52.52,
                        "lon": 13.4,
                        "region_id": "north",
                        "capacity": 10,
                    }
                ]
            },
            "station_status": {
                "stations": [
                    {
                        "station_id": "hub",
                        "num_bikes_available": 1,
                        "is_installed": True,
                        "is_renting": True,
                        "is_returning": False,
                        "last_reported": int(PUBLISHED.timestamp()),
                    }
                ]
            },
            "free_bike_status": {
                "bikes": [
                    vehicle_2("bike-1"),
                    {
                        "bike_id": "bike-2",
                        "is_reserved": False,
                        "is_disabled": False,
                        "vehicle_type_id": "scooter",
                        "station_id": "hub",
                        "pricing_plan_id": "basic",
                        "current_range_meters": 6000.0,
                        "current_fuel_percent": 0.7,
                    },
                ]
            },
            "system_alerts": {
                "alerts": [
                    {
                        "alert_id": "21",
                        "type": "station_closure",
                        "station_ids": ["hub"],
                        "times": [{"start": 1780300000, "end": 1780900000}],
                        "url": "https://example.com/more-info",
                        "summary": "Closed",
                        "description": "The hub is closed.",
                        "last_updated": 1780300000,
                    }
                ]
            },
            "system_hours": {
                "rental_hours": [
                    {
                        "user_types": ["member", "nonmember"],
                        "days": ["mon", "tue"],
                        "start_time": "06:00:00",
                        "end_time": "22:00:00",
                    }
                ]
            },
        }
    )


def words(text: str, language: str = "en") -> list[dict[str, str]]:
    """A text of version 3."""
    return [{"text": text, "language": language}]


def feed_3() -> Feed:
    """The same feed in version 3."""
    feed = feed_2()
    del feed["system_hours"]
    system = feed["system_information"]
    del system["language"]
    system |= {
        "languages": ["en"],
        "name": words("Example"),
        "opening_hours": "Mo-Fr 06:00-22:00",
        "feed_contact_email": "feed@example.com",
    }
    feed["system_regions"]["regions"][0]["name"] = words("North")
    zones = feed["geofencing_zones"]
    zones["geofencing_zones"]["features"][0]["properties"] = {
        "name": words("Park"),
        "rules": [
            {
                "vehicle_type_ids": ["scooter"],
                "ride_start_allowed": False,
                "ride_end_allowed": False,
                "ride_through_allowed": True,
            }
        ],
    }
    zones["global_rules"] = []
    for each in (*feed["system_pricing_plans"]["plans"], *feed["vehicle_types"]["vehicle_types"]):
        each["name"] = words(each["name"])
    plan = feed["system_pricing_plans"]["plans"][0]
    plan["description"] = words(plan["description"])
    feed["station_information"]["stations"][0]["name"] = words("Hub")
    feed["station_status"]["stations"][0]["num_vehicles_available"] = 1
    bikes = feed.pop("free_bike_status")["bikes"]
    bikes[0] = vehicle_3("bike-1")
    bikes[1]["vehicle_id"] = bikes[1].pop("bike_id")
    feed["vehicle_status"] = {"vehicles": bikes}
    alert = feed["system_alerts"]["alerts"][0]
    alert |= {name: words(alert[name]) for name in ("summary", "description", "url")}
    alert["times"] = [{"start": "2026-06-01T07:46:40Z", "end": "2026-06-08T06:26:40Z"}]
    alert["last_updated"] = "2026-06-01T07:46:40Z"
    return feed


def files_of(
    feed: Mapping[str, Any], *, version: str = "2.3", published: datetime = PUBLISHED
) -> dict[str, bytes]:
    """The files of a feed as they are published."""
    moment: Any = published.isoformat() if version.startswith("3") else int(published.timestamp())
    head = {"last_updated": moment, "ttl": 60, "version": version}
    return {
        f"{name}.json": json.dumps({**head, "data": inside}).encode()
        for name, inside in feed.items()
    }


def write_folder(files: Mapping[str, bytes], folder: Path) -> Path:
    """A folder with these files and no others."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def write_zip(files: Mapping[str, bytes], path: Path) -> Path:
    """A zip file with these files at its top."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def load(fleet: Fleet, files: Mapping[str, bytes], folder: Path, **options: Any) -> FleetImport:
    """Import files into a fleet."""
    told = {"by": BY, "at": NOW, **options}
    return import_fleet(fleet, source=write_folder(files, folder / "gbfs"), **told)


def load_feed(
    fleet: Fleet, feed: Mapping[str, Any], folder: Path, *, version: str = "2.3", **options: Any
) -> FleetImport:
    """Import what the files of a feed say, and look at the fleet again."""
    row = load(fleet, files_of(feed, version=version), folder, **options)
    fleet.refresh_from_db()
    return row
