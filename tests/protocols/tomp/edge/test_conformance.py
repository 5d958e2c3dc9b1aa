"""Our description of TOMP 1.6, tried: what it allows and what it forbids is sent, and no answer is
a fault of ours or one that it does not tell.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import pytest
import time_machine
from schemathesis import Case

from operators.models import ApiToken
from tests.factories.fleet import assets_like
from tests.factories.moments import NOW
from tests.protocols.conforming import CHECKS, each_operation, request_of
from tests.protocols.tomp.edge.described import NAME
from tests.protocols.tomp.edge.renting import Rentals, Rider
from tests.standing import undone_at_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs", "kept_connection")]

EXAMPLES = 10
"""How many requests hypothesis makes up for each operation, beside those that try each limit."""
VEHICLES = 4


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


@each_operation(NAME, examples=EXAMPLES)
def test_every_answer_is_described(
    case: Case, known: Known, answered: set[tuple[str, int]], tried: set[str]
):
    make_real(case, known)
    request = request_of(case, headers := {"X-Access-Token": known.secret})
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
