"""Our description of this format, tried: what it allows and what it forbids is sent, and no answer
is a fault of ours or one that it does not tell.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import pytest
import time_machine
from schemathesis import Case

from operators.models import ApiToken
from protocols.tripgo.formflow.fields import PRODUCT, QUOTE
from tests.factories.accounts import PASSWORD, TravellerAccountFactory
from tests.factories.moments import NOW
from tests.factories.providers import AccountProviderFactory
from tests.protocols.conforming import CHECKS, each_operation, request_of
from tests.protocols.tripgo.bought import buy, hold
from tests.protocols.tripgo.kept import bus_segment, keep, taxi_segment
from tests.protocols.tripgo.linking.filling import EMAIL, filled, open_form
from tests.protocols.tripgo.strictly import NAME
from tests.protocols.tripgo.worlds import BEACH, MARKET, open_tripgo
from tests.standing import undone_at_the_end
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs", "kept_connection")]

BASE = "/v1/"
WISH = {
    "from": f"({MARKET[0]},{MARKET[1]})",
    "to": f"({BEACH[0]},{BEACH[1]})",
    "departAfter": str(int(NOW.timestamp())),
}
EXAMPLES = 5
"""How many requests hypothesis makes up for each operation, beside those that try each limit."""
WITH_CARD = {
    "GET /v1/payment/booking/paid/{intent}",
    "POST /v1/payment/booking/paid/{intent}",
    "GET /v1/payment/booking/{purchase}/pay",
}
OF_VEHICLES = {
    f"{method} /v1/booking/v1/{{booking}}/{act}"
    for method in ("GET", "POST")
    for act in ("unlock", "lock", "end", "rate")
}
OF_OTHERS = {
    "PUT /v1/booking/v2/{booking}",
    "DELETE /v1/booking/v2/{booking}",
    "POST /v1/booking/v2/{booking}/receipt",
    "DELETE /v1/booking/v2/{booking}/receipt/{receipt}",
}
"""For bookings that a traveller made elsewhere and noted here, of which there are none."""
NEVER_DONE = {
    *WITH_CARD, *OF_VEHICLES, *OF_OTHERS,
    "POST /v1/data/user/auth/auth0/{token}",
}  # fmt: skip
"""What this traveller cannot do: no card was paid with, the bus is not unlocked nor over yet, and
there is no token of another app."""
MADE_UP = 4
"""One of so many requests is sent with the ids that were made up as well."""


@dataclass(frozen=True, slots=True)
class Known:
    """What there is: the headers, ids of each kind, and what can be posted."""

    headers: dict[str, str]
    ids: dict[str, tuple[str, ...]]
    answers: dict[str, dict[str, object]]
    """What is posted, by the path."""


@pytest.fixture(scope="module")
def known(module_database: None, tmp_path_factory: pytest.TempPathFactory) -> Known:
    world = open_tripgo(tmp_path_factory.mktemp("feed"))
    ApiToken.objects.update(requests_per_minute=10**6)
    app = world.app()
    provider = AccountProviderFactory(tenant=world.tenant)
    TravellerAccountFactory(tenant=world.tenant, email=EMAIL)
    with time_machine.travel(NOW, tick=False):
        bus = bus_segment(world)
        trip, sold = keep(world, bus, taxi_segment(world)), keep(world, bus)
        [booked], [held] = buy(world, sold, bus), hold(world, trip, bus)
        form = open_form(app, provider)
        region = app.post("regions.json")["regions"][0]["name"]
        service = world.shop.product.code
    quote = held.purchase_part.purchase.reference
    ids = {
        "trip": (str(trip.reference),),
        "segment": (bus.id,),
        "service": (service,),
        "step": (service,),
        "quote": (quote,),
        "booking": (booked.reference,),
        "purchase": (booked.purchase_part.purchase.reference, quote),
        "ticket": tuple(str(key) for key in Ticket.objects.values_list("pk", flat=True)[:2]),
        "provider": (provider.code,),
        "region": (region,),
        "flow": (form["action"]["url"].rpartition("/")[2],),
    }
    input_of = {"input": [{"id": PRODUCT, "value": service}, {"id": QUOTE, "value": quote}]}
    of_segment = "booking/v1/{trip}/{segment}"
    answers = {
        "auth/signin/{flow}": filled(form, username=EMAIL, password=PASSWORD),
        "account/login": {"username": EMAIL, "password": PASSWORD},
        "routing.json": WISH,
        **{f"{of_segment}/{step}": input_of for step in ("book", "payment", "confirm")},
    }
    return Known({"X-TripGo-Key": app.key, "userToken": app.token}, ids, answers)


@pytest.fixture
def answered() -> Iterator[dict[str, set[int]]]:
    """The statuses by operation of a test; each operation was done at least once."""
    seen: dict[str, set[int]] = {}
    yield seen
    undone = {name for name, statuses in seen.items() if min(statuses) >= 300}
    assert undone - NEVER_DONE == set()


@each_operation(NAME, examples=EXAMPLES)
def test_every_answer_is_described(
    case: Case, known: Known, answered: dict[str, set[int]], tried: set[str]
):
    for name in known.headers:
        (case.headers or {}).pop(name, None)
    number = crc32(repr((case.path_parameters, case.query, case.body)).encode())
    if not number % MADE_UP:
        send(case, known, answered, tried)
    make_real(case, known, number)
    send(case, known, answered, tried)


def send(case: Case, known: Known, answered: dict[str, set[int]], tried: set[str]) -> None:
    """Send what was not sent yet, and hold the answer against the description."""
    request = request_of(case, headers := dict(known.headers))
    if request in tried:
        return
    with undone_at_the_end():
        response = case.call(headers=headers)

    if case.method == case.operation.method.upper():
        answered.setdefault(case.operation.label, set()).add(response.status_code)
    case.validate_response(response, checks=CHECKS)
    tried.add(request)


def make_real(case: Case, known: Known, number: int) -> None:
    """Put what there is in the place of what was made up. The same case, which has the same number,
    gets the same, so that hypothesis can repeat it."""
    for name in case.path_parameters or {}:
        found = known.ids.get(name, ())
        if found:
            case.path_parameters[name] = found[crc32(f"{name} {number}".encode()) % len(found)]
    if case.path.endswith("routing.json") and isinstance(case.query, dict):
        case.query |= WISH
    if number % 2 and isinstance(case.body, dict):
        case.body |= known.answers.get(case.path.removeprefix(BASE), {})
