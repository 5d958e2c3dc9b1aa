"""Uploading scan logs."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.factories.moments import later
from tests.factories.tickets import BarcodeFactory
from tests.protocols.inspection.inspecting import Handheld, line
from tests.protocols.inspection.test_doors import problem
from tickets.inspection.models import Device, Scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def barcode():
    return BarcodeFactory()


@pytest.fixture
def handheld(barcode) -> Handheld:
    return Handheld.of(barcode.ticket.tenant)


def test_every_line_has_its_outcome(handheld, barcode):
    ticket = {"ticketId": str(barcode.ticket.pk), "format": "T1", "product": 17}

    outcomes = handheld.upload(
        line(1, **ticket, offsetSeconds=2.5, moment="2026-06-01T10:00:00Z", place="Tram 4"),
        line(1, **ticket),
        line(1, **ticket, scannedAt="2026-06-01T09:00:00Z"),
        line(2, scannedAt="1970-01-01T00:00:07Z"),
        line(3, result="fine", ticketId="x", place={"latitude": 91, "longitude": 5}),
        "scan",
        {"sequence": -5},
        line(4, barcode),
        deviceTime="2026-06-01T10:00:02.500Z",
    )

    told = [(one["sequence"], one["outcome"], one["reason"], one["shade"]) for one in outcomes]
    assert told == [
        (1, "stored", "ok", "green"),
        (1, "repeated", "ok", "green"),
        (1, "conflict", None, None),
        (2, "refused", None, None),
        (3, "refused", None, None),
        (None, "refused", None, None),
        (None, "refused", None, None),
        (4, "stored", "ok", "green"),
    ]
    assert outcomes[4]["detail"].split(": ")[0] == "result"
    first, second = Scan.objects.order_by("sequence")
    assert (first.scanned_at, first.place) == (later(seconds=-2.5), "Tram 4")
    assert second.moment == barcode.starts_at
    assert Device.objects.get().clock_offset == 2.5


def test_line_however_deep_is_refused(handheld):
    """Lists in lists: as deep as bodies may just be, and deeper."""
    answers = {
        handheld.post(
            "/scans",
            f'{{"device": "{handheld.device}", "scans": [{"[" * depth}{"]" * depth}]}}',
        ).status_code
        for depth in (97, 98, 99, 900, 950)
    }

    assert answers == {200, 400}


def test_moments_beyond_reason_are_refused_by_line(handheld):
    outcomes = handheld.upload(
        line(1, moment="1999-12-31T23:59:59Z"),
        line(2, moment="2100-01-01T00:00:00Z"),
        line(3, scannedAt="0001-01-01T00:00:00+14:00"),
        line(4, scannedAt="2026-02-30T00:00:00Z"),
        line(5, offsetSeconds=1e300),
        line(6, offsetSeconds=-4e9),
        line(7, offsetSeconds=4e9),
        line(2**53),
        line(9, scannedAt="2099-12-30T00:00:00Z"),
    )

    assert [one["outcome"] for one in outcomes] == [
        "refused", "refused", "refused", "refused", "refused",
        "stored", "refused", "refused", "stored",
    ]  # fmt: skip


def test_log_comes_in_parts_of_500(handheld):
    body = {"device": handheld.device, "scans": [line(n) for n in range(501)]}

    told = problem(handheld.post("/scans", body), 400, "INVALID_BODY")

    assert [error["member"] for error in told["errors"]] == ["scans"]
    assert [one["outcome"] for one in handheld.upload(*body["scans"][:500])] == 500 * ["stored"]


def test_first_scan_by_its_time_wins_over_the_wire():
    barcode = BarcodeFactory(ticket__ticket_type__single_use=True)
    gate = Handheld.of(barcode.ticket.tenant, name="Gate")
    handheld = Handheld.of(barcode.ticket.tenant, name="Handheld")
    ticket = {"ticketId": str(barcode.ticket.pk)}

    online = gate.check(barcode, sequence=1)
    again = gate.check(barcode, sequence=1)
    [earlier] = handheld.upload(line(1, **ticket, scannedAt="2026-06-01T09:59:00Z"))
    [after] = gate.upload(line(1, **ticket))

    assert (online["reason"], again["reason"]) == ("ok", "ok")
    assert (earlier["outcome"], earlier["reason"]) == ("stored", "ok")
    assert (after["outcome"], after["reason"], after["shade"]) == (
        "repeated",
        "already_used",
        "red",
    )


def test_unknown_members_are_passed_over(handheld):
    outcomes = handheld.upload(line(1, battery=0.4), app="9.1")

    assert outcomes[0]["outcome"] == "stored"
    assert handheld.check("hello", operator=str(uuid4()))["shade"] == "grey"
