"""What the published file of TOMP 1.6.1 says about an answer of /edge/tomp.

The file is data and lies outside the project; where it is missing, nothing is checked. Where what
Voi serves breaks it, it is mended first: each such place is one function below, with its reason.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from protocols.management.commands.describe_apis import parse
from tests.protocols.tomp.published import Published

FILE = Path(settings.BASE_DIR).parent / "shared" / "specs" / "tomp-1.6.1.yaml"
MISSING = "the published file of TOMP 1.6.1 is not beside the project"

Schemas = dict[str, Any]


def west_and_south_are_valid(schemas: Schemas) -> None:
    """`minimum: 0` would keep all vehicles in the north-east of the world."""
    for axis in ("lng", "lat"):
        del schemas["coordinates"]["properties"][axis]["minimum"]
    del schemas["basePoint"]["items"]["minimum"]


def vehicles_go_further_than_100_metres(schemas: Schemas) -> None:
    """`maxRange` is in metres, and Voi sends 12000; its maximum is that of a percentage."""
    del schemas["asset"]["properties"]["maxRange"]["maximum"]


def discounts_are_negative(schemas: Schemas) -> None:
    """The file's own prose says so of `kind`: DISCOUNT, against `minimum: 0` of each amount."""
    for amount in ("amount", "amountExVat"):
        del schemas["amountOfMoney"]["properties"][amount]["minimum"]


MENDED = (
    west_and_south_are_valid,
    vehicles_go_further_than_100_metres,
    discounts_are_negative,
)

BEYOND = {
    ("POST", "/bookings/one-stop"): {"404", "409", "428", "429"},
    ("GET", "/bookings/{id}"): {"429"},
    ("GET", "/legs/{id}"): {"429"},
    ("POST", "/legs/{id}/events"): {"409", "429"},
    ("GET", "/operator/regions"): {"403", "429"},
    ("GET", "/operator/pricing-plans"): {"429"},
    ("GET", "/operator/meta"): {"400", "401", "403", "429"},
    ("POST", "/support/"): {"429"},
}
"""Statuses that Voi's page promises and the file does not declare at these operations."""


@cache
def read_published() -> Published | None:
    """The file, mended; None where it is missing."""
    if not FILE.exists():
        return None
    document = parse(FILE.read_text())
    for mend in MENDED:
        mend(document["components"]["schemas"])
    for (method, path), statuses in BEYOND.items():
        declared = document["paths"][path][method.lower()]["responses"]
        for status in statuses:
            assert status not in declared, f"{status} is declared at {path}"
            declared[status] = {"$ref": "#/components/responses/400BadRequest"}
    return Published(document)
