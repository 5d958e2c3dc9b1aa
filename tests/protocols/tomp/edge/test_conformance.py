"""Our description of TOMP 1.6, tried: what it allows and what it forbids is sent, and no answer is
a fault of ours or one that it does not tell.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import pytest
import time_machine
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import get_resolver
from hypothesis import HealthCheck, settings
from schemathesis import Case, checks, openapi
from schemathesis.config import SchemathesisConfig

from operators.models import ApiToken
from protocols.management.commands.describe_apis import describe, parse, schema_views
from tests.factories.fleet import assets_like
from tests.factories.moments import NOW
from tests.protocols.tomp.edge.described import NAME
from tests.protocols.tomp.edge.renting import Rentals, Rider
from tests.standing import undone_at_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs")]

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "10"))
"""How many requests hypothesis makes up for each operation, beside those that try each limit."""
VEHICLES = 4

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
CONFIG = SchemathesisConfig()
CONFIG.projects.default.generation.deterministic = True
DOCUMENT = parse(describe(dict(schema_views(get_resolver().url_patterns))[NAME]))
SCHEMA = openapi.from_dict(DOCUMENT, config=CONFIG)
SCHEMA.app = get_wsgi_application()


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that there are: of a free vehicle, of bookings of every kind, and of a leg of each."""

    secret: str
    free: str
    bookings: Sequence[str]
    legs: Sequence[str]


@pytest.fixture(scope="module")
def known(opened: Rentals) -> Known:
    ApiToken.objects.update(requests_per_minute=10**6)
    vehicles = assets_like(opened.asset, VEHICLES)
    rider = Rider(opened)
    with time_machine.travel(NOW, tick=False):
        booked, ridden, parked, over = [
            step(useAssets=[vehicle.asset_id])
            for step, vehicle in zip(
                (rider.book, rider.ride, rider.ride, rider.ride), vehicles, strict=True
            )
        ]
        rider.tell(parked, "START_FINISHING")
        rider.finish(over)
    bookings = [booked, ridden, parked, over]
    return Known(
        opened.secret,
        opened.asset.asset_id,
        [booking["id"] for booking in bookings],
        [booking["legs"][0]["id"] for booking in bookings],
    )


@pytest.fixture
def answered() -> Iterator[set[tuple[str, int]]]:
    """The operations and statuses of a test; each operation was done at least once."""
    seen: set[tuple[str, int]] = set()
    yield seen
    done = {operation for operation, status in seen if status < 300}
    assert {operation for operation, _ in seen} - done == set()


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """The requests run in the transaction of the test, so none of them closes its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@SCHEMA.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_described(case: Case, known: Known, answered: set[tuple[str, int]]):
    make_real(case, known)
    with undone_at_the_end():
        response = case.call(headers={"X-Access-Token": known.secret})

    if case.method == case.operation.method.upper():
        answered.add((case.operation.label, response.status_code))
    case.validate_response(response, checks=CHECKS)


def make_real(case: Case, known: Known) -> None:
    """Put ids that there are in the place of most of those that were made up. The same case gets
    the same ids, so that hypothesis can repeat it."""
    number = crc32(repr((case.path_parameters, case.query, case.body)).encode())
    if "id" in (case.path_parameters or {}):
        ids = known.legs if "/legs/" in case.path else known.bookings
        case.path_parameters["id"] = [*ids, case.path_parameters["id"]][number % (len(ids) + 1)]
    if not isinstance(case.body, dict) or not number % 4:
        return
    if case.path.endswith("/one-stop"):
        if isinstance(case.body.get("useAssets"), list) and len(case.body["useAssets"]) == 1:
            case.body["useAssets"] = [known.free]
        case.body.pop("departureTime", None)
    if case.path.endswith("/support") and isinstance(case.body.get("id"), str):
        case.body["id"] = known.bookings[number % len(known.bookings)]
    if case.path.endswith("/events") and isinstance(case.body.get("asset"), dict):
        case.body["asset"].pop("id", None)
