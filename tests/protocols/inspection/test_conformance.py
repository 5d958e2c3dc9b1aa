"""Our description of inspection, tried: what it allows and what it forbids is sent, and no answer
is a fault of ours or one that it does not tell.

SCHEMATHESIS_EXAMPLES=1000 tries longer than the suite does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID
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
from tests.factories.moments import NOW
from tests.factories.tickets import BarcodeFactory
from tests.protocols.inspection.described import NAME
from tests.protocols.inspection.inspecting import Handheld
from tests.standing import undone_at_the_end
from tickets.codecs.numbers import ticket_number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_inputs")]

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
        response = case.call(headers={"Authorization": known.authorization})

    if case.method == case.operation.method.upper():
        answered.add((case.operation.label, response.status_code))
    case.validate_response(response, checks=CHECKS)


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
