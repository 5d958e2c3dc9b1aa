"""Our description of MaaS Global's format, tried: what it allows and what it forbids is sent, and
no answer is a fault of ours or one that it does not tell.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pytest
import time_machine
from schemathesis import Case

from operators.models import ApiToken
from tests.factories.moments import NOW
from tests.protocols.conforming import CHECKS, each_operation, request_of
from tests.protocols.maas_tsp.client import Body, create_request
from tests.protocols.maas_tsp.described import NAME
from tests.protocols.maas_tsp.worlds import (
    BEACH,
    MARKET,
    open_maas,
    ride_wish,
    scooter_wish,
    taxi_wish,
)
from tests.standing import undone_at_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs", "kept_connection")]

EXAMPLES = 10
"""How many requests hypothesis makes up for each operation, beside those that try each limit."""
BASE = "/maas"


@dataclass(frozen=True, slots=True)
class Known:
    """What there is: the key, requests that can be sent, bookings of each kind, a vehicle."""

    key: str
    requests: tuple[Body, ...]
    bookings: tuple[str, ...]
    over: str
    station: str
    vehicle: str


@pytest.fixture(scope="module")
def known(module_database: None, tmp_path_factory: pytest.TempPathFactory) -> Known:
    world = open_maas(tmp_path_factory.mktemp("feed"))
    ApiToken.objects.update(requests_per_minute=10**6)
    caller = world.caller()
    with time_machine.travel(NOW, tick=False):
        wishes = (ride_wish(), scooter_wish(), taxi_wish())
        booked = [
            caller.create(caller.options(**wish)[0], customer={"opaqueId": f"a{number}"})
            for number, wish in enumerate(wishes)
        ]
        over = caller.create(caller.options(**ride_wish())[0], customer={"opaqueId": "b0"})
        caller.cancel(over["tspId"])
        return Known(
            caller.key,
            tuple(create_request(caller.options(**wish)[0]) for wish in wishes),
            tuple(one["tspId"] for one in booked),
            over["tspId"],
            caller.stations(location=MARKET)[0]["id"],
            world.rentals.asset.asset_id,
        )


@pytest.fixture
def answered() -> Iterator[set[tuple[str, int]]]:
    """The operations and statuses of a test; each operation was done at least once."""
    seen: set[tuple[str, int]] = set()
    yield seen
    done = {operation for operation, status in seen if status < 300}
    assert {operation for operation, _ in seen} - done - NEVER_DONE == set()


NEVER_DONE = {f"POST {BASE}/customer-auth-validate", f"POST {BASE}/vehicle-alert"}
"""What a caller cannot do by itself: a traveller signs in before, and no vehicle here honks."""


@each_operation(NAME, examples=EXAMPLES)
def test_every_answer_is_described(
    case: Case, known: Known, answered: set[tuple[str, int]], tried: set[str]
):
    make_real(case, known)
    request = request_of(case, headers := {"X-API-Key": known.key})
    if request in tried:
        return
    with undone_at_the_end():
        response = case.call(headers=headers)

    if case.method == case.operation.method.upper():
        answered.add((case.operation.label, response.status_code))
    case.validate_response(response, checks=CHECKS)
    tried.add(request)


def make_real(case: Case, known: Known) -> None:
    """Put what there is in the place of most of what was made up. The same case gets the same, so
    that hypothesis can repeat it."""
    number = crc32(repr((case.path_parameters, case.query, case.body)).encode())
    if not number % 4:
        return
    if "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = id_for(case.path, known, number)
    if case.path == f"{BASE}/bookings/options" and isinstance(case.query, dict):
        case.query |= {"from": MARKET, "to": BEACH, "startTime": ride_wish()["startTime"]}
        case.query.pop("mode", None)
    if isinstance(case.body, dict):
        make_body_real(case, known, number)


def id_for(path: str, known: Known, number: int) -> str:
    if path.startswith(f"{BASE}/stations"):
        return known.station
    if path.endswith("/receipt"):
        return known.over
    if path.endswith("/ticket"):
        return known.bookings[0]
    return known.bookings[number % len(known.bookings)]


def make_body_real(case: Case, known: Known, number: int) -> None:
    body: dict[str, Any] = case.body
    if case.path == f"{BASE}/bookings":
        body |= known.requests[number % len(known.requests)]
        body.pop("customerSelection", None)
    if "tspId" in body and isinstance(body["tspId"], str):
        body["tspId"] = (case.path_parameters or {}).get("id", body["tspId"])
    if isinstance(body.get("vehicleId"), str):
        body["vehicleId"] = known.vehicle
    if case.path.endswith("/ticket"):
        body["ticket"] = "ticket.svg"
