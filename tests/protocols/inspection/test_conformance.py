"""Our description of inspection, tried: what it allows and what it forbids is sent, and no answer
is a fault of ours or one that it does not tell.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID
from zlib import crc32

import pytest
import time_machine
from schemathesis import Case

from operators.models import ApiToken
from tests.factories.moments import NOW
from tests.factories.tickets import BarcodeFactory
from tests.protocols.conforming import CHECKS, each_operation, request_of
from tests.protocols.inspection.described import NAME
from tests.protocols.inspection.inspecting import Handheld
from tests.standing import undone_at_the_end
from tickets.codecs.numbers import ticket_number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs", "kept_connection")]

EXAMPLES = 10
"""How many requests hypothesis makes up for each operation, beside those that try each limit."""


@dataclass(frozen=True, slots=True)
class Known:
    """What there is: a token, a device, a ticket and its barcode."""

    authorization: str
    device: str
    ticket: str
    barcode: str

    @property
    def number(self) -> str:
        """Of the ticket, as people type it."""
        return ticket_number(UUID(self.ticket))


@pytest.fixture(scope="module")
def known(module_database) -> Known:
    with time_machine.travel(NOW, tick=False):
        barcode = BarcodeFactory()
        handheld = Handheld.of(barcode.ticket.tenant)
    ApiToken.objects.update(requests_per_minute=10**6)
    return Known(
        handheld.headers["Authorization"],
        handheld.device,
        str(barcode.ticket_id),
        barcode.octets.decode(),
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
    request = request_of(case, headers := {"Authorization": known.authorization})
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
    for place in (case.path_parameters, case.query, case.body):
        for name, there_is in (
            ("reference", known.device),
            ("device", known.device),
            ("barcode", known.barcode),
            ("number", known.number),
        ):
            if isinstance(place, dict) and isinstance(place.get(name), str):
                place[name] = there_is
    if isinstance(case.query, dict):
        case.query.pop("issuer", None)
    body = case.body if isinstance(case.body, dict) else {}
    body.pop("issuer", None)
    for scan in body.get("scans") or () if isinstance(body.get("scans"), list) else ():
        if isinstance(scan, dict) and isinstance(scan.get("ticketId"), str):
            scan["ticketId"] = known.ticket
