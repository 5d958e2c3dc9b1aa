"""The question of a trial in the admin, as a partner's developer asks it over TOMP 1.1."""

from __future__ import annotations

import json
import shlex
from datetime import UTC
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from bookings.admin.trials import Trial

VERSION = "1.1.3"


def planning_line(trial: Trial) -> str:
    """A curl command that asks for the same offers and stores none."""
    origin, destination = trial.stops
    moment = trial.departs_after.astimezone(UTC)
    wish = {
        "from": place(origin),
        "to": place(destination),
        "departureTime": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "nrOfTravelers": trial.travellers,
    }
    words = [
        "curl",
        "--header", "Authorization: Bearer YOUR-TOKEN",
        "--header", "Api: TOMP",
        "--header", f"Api-Version: {VERSION}",
        "--header", "Content-Type: application/json",
        "--data", json.dumps(wish, ensure_ascii=False),
        f"{settings.BASE_URL}/plannings?booking-intent=false",
    ]  # fmt: skip
    return shlex.join(words)


def place(stop_id: str) -> dict[str, object]:
    """A stop by its GTFS id. Coordinates are obligatory in TOMP, and not looked at."""
    reference = {"type": "GTFS_STOP_ID", "id": stop_id}
    return {"coordinates": {"lng": 0, "lat": 0}, "stopReference": [reference]}
