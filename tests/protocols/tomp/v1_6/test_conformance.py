"""Our description of TOMP 1.6, tried: what it allows and what it forbids is sent, and no answer is
a fault of ours, one that it does not tell, or one that the published file forbids.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pytest
import time_machine
from django.http import HttpResponse
from schemathesis import Case, Response

from operators.models import ApiToken
from tests.factories.fleet import SimulatedVehicleFactory, assets_like
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.factories.sales import AncillaryFactory
from tests.factories.scenarios import LATER
from tests.protocols.conforming import CHECKS, each_operation, request_of
from tests.protocols.tomp.edge.renting import rent_out_in
from tests.protocols.tomp.v1_6.checking import BASE, check_published
from tests.protocols.tomp.v1_6.described import NAME
from tests.protocols.tomp.v1_6.platform import CORNER, Body, Platform, body_of, stop
from tests.protocols.worlds import build_world
from tests.standing import undone_at_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs", "kept_connection")]

EXAMPLES = 10
"""How many requests hypothesis makes up for each operation, beside those that try each limit."""
VEHICLES = 6
NARROWING = {"regionId", "stationId", "boundingbox", "lon", "lat", "radius"}
"""Members of queries that must name what there is, or come together."""


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that there are: of offers of both kinds, of vehicles, of bookings of every kind with a
    leg of each, and of customers."""

    headers: dict[str, str]
    offers: Sequence[str]
    vehicles: Sequence[str]
    bookings: Sequence[str]
    legs: Sequence[str]
    customers: Sequence[str]

    @property
    def of_sold_trip(self) -> str:
        """The leg of a trip that waits to be used."""
        return self.legs[2]

    @property
    def of_booked_vehicle(self) -> str:
        """The leg of a vehicle that waits to be used."""
        return self.legs[6]


@pytest.fixture(scope="module")
def known(module_database: None, tmp_path_factory: pytest.TempPathFactory) -> Known:
    world = build_world(tmp_path_factory.mktemp("feed"), product=LATER, single_product=False)
    rented = rent_out_in(world.shop.channel)
    for vehicle in assets_like(rented.asset, VEHICLES):
        SimulatedVehicleFactory(asset=vehicle)
    AncillaryFactory(product=world.shop.product, category="HR", number="01")
    ApiToken.objects.update(requests_per_minute=10**6)
    platform = Platform(world.secret)
    with time_machine.travel(from_now(minutes=-60), tick=False):
        lapsed = platform.book()
    with time_machine.travel(NOW, tick=False):
        bookings = [lapsed, *trips(platform), *rentals(platform)]
        customer = body_of(platform.post("/customers", {"externalId": "eve"}), 200)
        offers = [platform.plan()["options"][0], platform.find()["options"][0]]
    return Known(
        platform.headers,
        [offer["id"] for offer in offers],
        [offers[1]["legs"][0]["asset"]["id"]],
        [booking["id"] for booking in bookings],
        [booking["legs"][0]["id"] for booking in bookings],
        [customer["id"]],
    )


def trips(platform: Platform) -> list[Body]:
    """One of every state."""
    used, over = platform.commit(), platform.commit()
    platform.move(used, "SET_IN_USE")
    platform.change(over, "CANCEL")
    return [platform.book(customer={"externalId": "ada"}), platform.commit(), used, over]


def rentals(platform: Platform) -> list[Body]:
    """One of every state, each by its own customer."""
    held = platform.hold(platform.find()["options"][0], customer={"externalId": "ada"})
    booked, used, over = (
        platform.rent(customer={"externalId": name}) for name in ("bob", "cy", "di")
    )
    for each in (used, over):
        platform.move(each, "SET_IN_USE")
    platform.move(over, "FINISH")
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
    request = request_of(case, headers := known.headers)
    if request in tried:
        return
    with undone_at_the_end():
        response = case.call(headers=headers)

    if case.method == case.operation.method.upper():
        answered.add((case.operation.label, response.status_code))
        check_published(case.method, case.operation.path.removeprefix(BASE), as_django(response))
    case.validate_response(response, checks=CHECKS)
    tried.add(request)


def as_django(response: Response) -> HttpResponse:
    """The answer as the published file's check takes it."""
    headers = {name.title(): values[0] for name, values in response.headers.items()}
    told = HttpResponse(response.content, status=response.status_code, headers=headers)
    told.json = response.json
    return told


def make_real(case: Case, known: Known) -> None:
    """Put ids that there are in the place of most of those that were made up. The same case gets
    the same ids, so that hypothesis can repeat it."""
    number = crc32(repr((case.path_parameters, case.query, case.body)).encode())
    name_path(case.path_parameters or {}, case.path, known, number)
    if number % 4:
        for narrowing in NARROWING & set(case.query or {}):
            del case.query[narrowing]
        if isinstance(case.body, dict):
            name_body(case, known, number // 4)


def name_path(parameters: dict[str, Any], path: str, known: Known, number: int) -> None:
    ids: Sequence[str] = known.bookings
    if "/legs/" in path:
        ids = known.legs
    if "/ancillaries/" in path:
        ids = [known.of_sold_trip]
    if "/available-assets" in path:
        ids = [known.of_booked_vehicle]
    if "/customers/" in path:
        ids = known.customers
    if "id" in parameters:
        parameters["id"] = [*ids, *ids, parameters["id"]][number % (2 * len(ids) + 1)]
    if "category" in parameters and number % 5:
        parameters |= {"category": "HR", "number": "01"}


def name_body(case: Case, known: Known, number: int) -> None:
    body, path = case.body, case.path.removeprefix(BASE)
    if path in ("/plannings", "/planning/inquiries", "/planning/offers"):
        body |= {"from": CORNER} if number % 2 else {"from": stop("market"), "to": stop("beach")}
    if path in ("/bookings", "/support") and isinstance(body.get("id"), str):
        ids = known.offers if path == "/bookings" else known.bookings
        body["id"] = ids[number % len(ids)]
    if path == "/bookings/one-stop" and len(body.get("useAssets") or "") == 1:
        body["useAssets"] = [known.vehicles[0]]
        body.pop("departureTime", None)
    if path == "/bookings/{id}" and number % 3:
        tell_itself(body, case.path_parameters["id"])


def tell_itself(body: Body, reference: Any) -> None:
    """A booking that is sent tells nothing that it cannot."""
    for member in ("state", "from", "to", "pricing", "legs"):
        body.pop(member, None)
    if "id" in body:
        body["id"] = reference
