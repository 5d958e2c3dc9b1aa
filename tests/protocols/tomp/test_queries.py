"""How many statements an answer costs, with the one that lets the caller in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.protocols.tomp.partner import Partner, planning_request

pytestmark = pytest.mark.django_db

SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT")
ADMISSION = "WITH caller AS ("
LAST_USE = 'UPDATE "operators_apitoken"'


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of a block, but the note of a token's use, which comes once a minute."""
    seen: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield seen
    sent = [query["sql"].strip() for query in captured.captured_queries]
    seen += [sql for sql in sent if not sql.startswith((*SAVEPOINTS, LAST_USE))]
    assert seen[0].startswith(ADMISSION)


def test_leg_in_a_new_window_takes_three_statements(partner, clock):
    _, leg = partner.sell()
    clock.move_to(datetime.fromisoformat(leg["ticket"]["validUntil"]))

    with statements() as sent:
        partner.get(f"/legs/{leg['id']}")

    assert [sql.split()[0] for sql in sent] == ["WITH", "SELECT", "WITH"]


def test_leg_whose_barcode_was_handed_out_takes_two_statements(partner):
    _, leg = partner.sell()

    with statements() as sent:
        partner.get(f"/legs/{leg['id']}")

    assert len(sent) == 2


def test_leg_that_waits_takes_two_statements(later):
    partner = Partner(later)
    leg = partner.commit()["legs"][0]

    with statements() as sent:
        partner.get(f"/legs/{leg['id']}")

    assert len(sent) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_booking_takes_two_statements_however_many_legs_it_has(partner, count):
    [option, *_] = partner.plan(nrOfTravelers=count)["options"]
    booking = partner.commit(partner.post("/bookings", {"id": option["id"]}).json())

    with statements() as sent:
        found = partner.get(f"/bookings/{booking['id']}").json()

    assert (len(found["legs"]), len(sent)) == (count, 2)


@pytest.mark.parametrize("count", [1, 4])
def test_commit_takes_28_statements_however_many_legs_it_sells(partner, count):
    [option, *_] = partner.plan(nrOfTravelers=count)["options"]
    held = partner.post("/bookings", {"id": option["id"]}).json()

    with statements() as sent:
        booking = partner.commit(held)

    assert (len(booking["legs"]), len(sent)) == (count, 28)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_bookings_takes_three_statements(partner, count):
    for _ in range(count):
        partner.sell()

    with statements() as sent:
        found = partner.get("/bookings?state=CONFIRMED").json()

    assert (len(found), len(sent)) == (count, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_bookings_with_new_barcodes_takes_four_statements(partner, clock, count):
    legs = [partner.sell()[1] for _ in range(count)]
    clock.move_to(max(datetime.fromisoformat(leg["ticket"]["validUntil"]) for leg in legs))

    with statements() as sent:
        found = partner.get("/bookings?state=CONFIRMED").json()

    assert (len(found), len(sent)) == (count, 4)


@pytest.mark.parametrize("count", [1, 3])
def test_stations_take_three_statements(partner, count):
    with statements() as sent:
        found = partner.get(f"/operator/stations?limit={count}").json()

    assert (len(found), len(sent)) == (count, 3)


@pytest.mark.parametrize(("arrival", "count"), [("12:50", 1), ("13:50", 3)])
def test_planning_takes_nine_statements(partner, arrival, count):
    body = planning_request(partner.world, arrivalTime=f"2026-06-01T{arrival}:00+02:00")

    with statements() as sent:
        found = partner.post("/plannings", body).json()

    assert (len(found["options"]), len(sent)) == (count, 9)
