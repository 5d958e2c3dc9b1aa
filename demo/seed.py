"""Filling a database with the demo, once or again."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from demo.channels import (
    AT_ONCE,
    LATER,
    MAAS,
    SCOOTERS,
    TRIPGO,
    ensure_channels,
    ensure_token,
)
from demo.company import (
    COMPANY,
    PARTNER,
    ensure_operators,
    ensure_organisations,
    ensure_signing_keys,
    ensure_tenant,
    ensure_token_key,
)
from demo.fleet import PRODUCT, ensure_fleet, ensure_rentals, free_vehicles
from demo.inspection import ensure_inspection
from demo.kept import KeptSecrets
from demo.network import ensure_realtime, ensure_timetable
from demo.notices import ensure_alert
from demo.past import sell_past
from demo.people import ensure_people
from demo.providers import ensure_providers
from demo.tariff import ensure_tariff
from demo.taxis import DESTINATION, ORIGIN, ensure_taxis, ensure_trips
from demo.taxis import PRODUCT as TAXI
from demo.town import HALT_OF, Halt
from demo.travellers import ensure_traveller, signed_in
from demo.webshop import ensure_webshop
from operators.models import Tenant
from operators.tenancy.actors import Actor
from operators.tenancy.models import TokenRole

BY = Actor.command("seed_demo")
OPENED = timedelta(days=30)
"""How long before the first seed the company opened."""
SECRETS_FILE = "demo-secrets.json"
REALTIME = "DEMO_REALTIME"
"""The variable with the address of `demo.realtime`."""
FROM_STOP, TO_STOP = HALT_OF["301"].stop_id, HALT_OF["104"].stop_id
DEPARTURE = time(8, 0)
DAYS_TO_DEPARTURE = 2
DAYS_OF_SALES = 21
REGION = "NL_Ravensluis"
"""As apps over TripGo name the town."""


def short_place(halt: Halt) -> str:
    """Latitude and longitude, as aggregators write them."""
    return f"{halt.latitude},{halt.longitude}"


TAXI_TRIP = {
    "base": "/maas",
    "from": short_place(ORIGIN),
    "to": short_place(DESTINATION),
    "mode": "TAXI",
}
"""A trip that is offered at any hour, and below which path it is asked for."""


def seed_demo(*, folder: Path, at: datetime, days_of_sales: int = DAYS_OF_SALES) -> dict[str, Any]:
    """Make the demo complete and return what a script needs to talk to it.

    Works on an empty and on a seeded database, and changes nothing that is there but what has
    run out: the timetable is extended, the days since the last run get their sales, a login or
    token that no longer works is given again. Passwords and tokens are kept in `folder`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = KeptSecrets(folder / SECRETS_FILE)
    opened_at = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - OPENED
    tenant = ensure_tenant(opened_at=opened_at)
    organisations = ensure_organisations(tenant)
    operators = ensure_operators(tenant, organisations)
    ensure_signing_keys(tenant, opened_at=opened_at, by=BY, at=at)
    ensure_token_key(by=BY, at=at)
    today = at.astimezone(tenant.zone).date()
    ensure_timetable(operators["rvs"], today=today, folder=folder, by=BY, at=at)
    ensure_realtime(operators["rvs"], address=os.environ.get(REALTIME, ""))
    ensure_alert(operators["rvs"], opened_at=opened_at)
    fleet = ensure_fleet(operators["rvs"], at=at)
    taxis = ensure_taxis(operators["rvs"], at=at)
    products = {
        **ensure_tariff(tenant, operators),
        PRODUCT: ensure_rentals(fleet),
        TAXI: ensure_trips(taxis),
    }
    channels = ensure_channels(tenant, organisations, products, opened_at=opened_at, at=at)
    traveller = ensure_traveller(tenant, kept, by=BY, at=at)
    ensure_providers(operators["rvs"], organisations[PARTNER], kept, by=BY, at=at)
    sell_past(tenant, channels, days=days_of_sales, by=BY, at=at)
    journey = connected_stops(tenant, at=at)
    return {
        **ensure_people(tenant, kept),
        "tomp_1_1": {"token": ensure_token(channels[AT_ONCE], kept, by=BY, at=at), **journey},
        "tomp_1_1_later": {"token": ensure_token(channels[LATER], kept, by=BY, at=at), **journey},
        "tomp_1_6": {
            "token": ensure_token(channels[SCOOTERS], kept, by=BY, at=at),
            **free_vehicles(fleet),
        },
        "maas_tsp": {
            "api_key": ensure_token(channels[MAAS], kept, role=TokenRole.MAAS_TSP, by=BY, at=at),
            **TAXI_TRIP,
        },
        "tripgo": {
            "api_key": ensure_token(channels[TRIPGO], kept, role=TokenRole.TRIPGO, by=BY, at=at),
            "user_token": signed_in(traveller, channels[TRIPGO], kept, by=BY, at=at),
            "region": REGION,
            "trip_url": trip_address(journey["depart_after"]),
        },
        "sales": ensure_webshop(channels, organisations, kept, by=BY, at=at),
        "inspection": ensure_inspection(tenant, organisations[COMPANY], kept, by=BY, at=at),
    }


def trip_address(departs_after: str) -> str:
    """Where an app is told of a tram trip between these two stops: a new trip each time, so that it
    can be booked more than once."""
    departure = datetime.fromisoformat(departs_after)
    asked = {
        "from": f"({short_place(HALT_OF['301'])})",
        "to": f"({short_place(HALT_OF['104'])})",
        "departAfter": int(departure.timestamp()),
        "v": 13,
    }
    return f"{settings.BASE_URL}/v1/routing.json?{urlencode(asked, safe='(),')}"


def connected_stops(tenant: Tenant, *, at: datetime) -> dict[str, str]:
    """Two stops with a tram between them, and a moment from which on it runs.

    The day after tomorrow, so that it stays a day ahead while the demo runs.
    """
    day = at.astimezone(tenant.zone).date() + timedelta(days=DAYS_TO_DEPARTURE)
    departure = datetime.combine(day, DEPARTURE, tzinfo=tenant.zone)
    return {"from_stop": FROM_STOP, "to_stop": TO_STOP, "depart_after": departure.isoformat()}
