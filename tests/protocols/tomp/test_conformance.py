"""Our description of TOMP 1.1, tried: what it allows and what it forbids is sent, and no answer is
a fault of ours or one that it does not tell.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pytest
import time_machine
from schemathesis import Case

from operators.models import ApiToken
from tests.factories.fleet import SimulatedVehicleFactory, assets_like
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.factories.scenarios import LATER
from tests.protocols.conforming import CHECKS, each_operation, request_of
from tests.protocols.tomp.described import NAME
from tests.protocols.tomp.edge.renting import rent_out_in
from tests.protocols.tomp.partner import Body, Partner, stop_reference
from tests.protocols.tomp.traps.speaking import OLD, Speaker, told
from tests.protocols.worlds import build_world
from tests.standing import undone_at_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs", "kept_connection")]

VEHICLES = 6
"""Beside the first."""
EXAMPLES = 10
"""How many requests hypothesis makes up for each operation, beside those that try each limit."""


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that there are: of offers of both kinds, of bookings of every kind, and of a leg of
    each."""

    token: str
    offers: Sequence[str]
    bookings: Sequence[str]
    legs: Sequence[str]

    @property
    def of_booked_vehicle(self) -> str:
        """The leg of a vehicle that waits to be used."""
        return self.legs[7]


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


@each_operation(NAME, examples=EXAMPLES)
def test_every_answer_is_described(
    case: Case, known: Known, answered: set[tuple[str, int]], tried: set[str]
):
    make_real(case, known)
    request = request_of(case, headers := {"Authorization": known.token})
    if request in tried:
        return
    with undone_at_the_end():
        response = case.call(headers=headers)

    if case.method == case.operation.method.upper():
        answered.add((case.operation.label, response.status_code))
    case.validate_response(response, checks=CHECKS)
    tried.add(request)


def make_real(case: Case, known: Known) -> None:
    """Put ids that there are in the place of most of those that were made up. The same case gets
    the same ids, so that hypothesis can repeat it."""
    number = crc32(repr((case.path_parameters, case.query, case.body)).encode())
    if "id" in (case.path_parameters or {}):
        ids = [*ids_for(case.path, known), case.path_parameters["id"]]
        case.path_parameters["id"] = ids[number % len(ids)]
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


def ids_for(path: str, known: Known) -> Sequence[str]:
    if "/available-assets" in path:
        # No other leg has any.
        return [*known.legs, *[known.of_booked_vehicle] * len(known.legs)]
    return known.legs if "/legs/" in path else known.bookings


def name_itself(body: dict[str, Any], reference: Any, known: Known) -> None:
    """Where a booking that is sent tells its id and those of its legs, they are its own."""
    leg = dict(zip(known.bookings, known.legs, strict=True)).get(reference)
    if "id" in body:
        body["id"] = reference
    for each in body["legs"] if isinstance(body.get("legs"), list) else ():
        if leg and isinstance(each, dict) and "id" in each:
            each["id"] = leg
