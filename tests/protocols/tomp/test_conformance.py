"""Our description of TOMP 1.1, tried: what it allows and what it forbids is sent, and no answer is
a fault of ours or one that it does not tell.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
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
from tests.factories.fleet import SimulatedVehicleFactory, assets_like
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.factories.scenarios import LATER
from tests.protocols.tomp.described import NAME
from tests.protocols.tomp.edge.renting import rent_out_in
from tests.protocols.tomp.partner import Body, Partner, stop_reference
from tests.protocols.tomp.traps.speaking import OLD, Speaker, told
from tests.protocols.worlds import build_world
from tests.standing import undone_at_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs")]

VEHICLES = 6
"""Beside the first."""
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "10"))
"""How many requests hypothesis makes up for each operation, beside those that try each limit."""

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
    """Ids that there are: of offers of both kinds, of bookings of every kind, and of a leg of
    each."""

    token: str
    offers: Sequence[str]
    bookings: Sequence[str]
    legs: Sequence[str]


@pytest.fixture(scope="module")
def known(module_database: None, tmp_path_factory: pytest.TempPathFactory) -> Known:
    world = build_world(tmp_path_factory.mktemp("feed"), product=LATER, single_product=False)
    rented = rent_out_in(world.shop.channel)
    for vehicle in assets_like(rented.asset, VEHICLES):
        SimulatedVehicleFactory(asset=vehicle)
    ApiToken.objects.update(requests_per_minute=10**6)
    partner, renter = Partner(world), Speaker(world.secret, OLD)
    with time_machine.travel(from_now(minutes=-20), tick=False):
        lapsed = partner.book()
    with time_machine.travel(NOW, tick=False):
        bookings = [
            lapsed,
            partner.book(customer={"id": "c-1"}),
            partner.commit(),
            partner.sell()[0],
            partner.change(partner.book(), "CANCEL"),
            partner.change(partner.commit(), "CANCEL"),
            *rentals(renter),
        ]
        return Known(
            world.headers["Authorization"],
            [partner.offer(), renter.find()["id"]],
            [booking["id"] for booking in bookings],
            [booking["legs"][0]["id"] for booking in bookings],
        )


def rentals(renter: Speaker) -> list[Body]:
    """One of every state, each by its own customer."""
    held = renter.hold(renter.find(), customer={"id": "ada"})
    booked, used, over = (
        told(renter.operate(renter.hold(renter.find(), customer={"id": name}), "COMMIT"))
        for name in ("bob", "cy", "di")
    )
    for each in (used, over):
        told(renter.tell(each, "SET_IN_USE"))
    told(renter.tell(over, "FINISH"))
    return [held, booked, used, over]


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
        response = case.call(headers={"Authorization": known.token})

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
    if not isinstance(case.body, dict):
        return
    if case.path == "/tomp/bookings/{id}" and number % 4:
        name_itself(case.body, case.path_parameters["id"], known)
    if case.path == "/tomp/bookings" and isinstance(case.body.get("id"), str) and number % 4:
        case.body["id"] = known.offers[number % len(known.offers)]
    if case.path == "/tomp/support" and isinstance(case.body.get("id"), str) and number % 4:
        case.body["id"] = known.bookings[number % len(known.bookings)]
    for member, stop in (("from", "market"), ("to", "beach")):
        if (
            case.path == "/tomp/plannings"
            and isinstance(case.body.get(member), dict)
            and number % 4
        ):
            case.body[member] = {"stopReference": [stop_reference(stop)]}


def name_itself(body: dict[str, Any], reference: Any, known: Known) -> None:
    """Where a booking that is sent tells its id and those of its legs, they are its own."""
    leg = dict(zip(known.bookings, known.legs, strict=True)).get(reference)
    if "id" in body:
        body["id"] = reference
    for each in body["legs"] if isinstance(body.get("legs"), list) else ():
        if leg and isinstance(each, dict) and "id" in each:
            each["id"] = leg
