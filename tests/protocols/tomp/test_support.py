"""Support over TOMP 1.1: questions about bookings, and what became of them."""

from __future__ import annotations

import pytest

from operators.tenancy.actors import Actor
from protocols.tomp.v1_1.support_examples import OPENED, RESOLVED, SUPPORT_REQUEST
from protocols.tomp.v1_1.support_words import (
    KIND_OF_TYPE,
    SUPPORT_PRIORITY,
    SUPPORT_STATUS,
    SUPPORT_TYPE,
    SUPPORT_TYPES,
)
from support.actions.working import add_note, answer_case, ask_for_update, resolve_case
from support.models import SupportCase
from support.states import CaseKind, CasePriority, CaseState
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.published import MISSING, read_published
from tests.protocols.tomp.test_messages import call
from tests.protocols.tomp.test_queries import statements

pytestmark = pytest.mark.django_db

STAFF = Actor.staff("ann")
DIRTY = {"supportType": "NOT_CLEAN", "comment": "Coffee on the seats."}


@pytest.fixture
def partner(later) -> Partner:
    return Partner(later)


@pytest.fixture
def booking(partner):
    return partner.commit()


def ask(partner, booking, **more):
    """The answer to a request, held against the published file and our own description."""
    body = {"id": booking["id"], **DIRTY, **more}
    published = read_published("1.1.0")
    response = partner.post("/support/", body)
    assert response.status_code == 200, response.content
    if published:
        published.check("POST", "/support/", response)
    again = partner.post("/support", body)
    assert again.json()["caseId"] == response.json()["caseId"]
    return response.json()


def statuses(partner, booking):
    return call(partner, "GET", f"/support/{booking['id']}/status", status=200).json()


def stored():
    return SupportCase.objects.get()


def test_request_is_echoed_with_its_status(partner, booking, clock):
    told = {
        "time": "2026-06-01T09:40:00+02:00",
        "priority": "ERROR_CANNOT_CONTINUE",
        "contactInformationEndUser": "+31201234567",
        "location": {"name": "Harbour", "coordinates": {"lng": 4.4777, "lat": 51.9244}},
        "requestedResponseTime": 30,
    }

    answer = ask(partner, booking, **told)

    assert answer == {
        "id": booking["id"],
        **DIRTY,
        **told,
        "time": "2026-06-01T07:40:00Z",
        "status": "PROCESSING",
        "order": 1,
        "timeToResolution": 30,
        "statusTime": "2026-06-01T10:00:00Z",
        "caseId": stored().code,
    }


def test_request_needs_little(partner, booking, clock):
    answer = ask(partner, booking, comment=None)

    assert answer == {
        "id": booking["id"],
        "supportType": "NOT_CLEAN",
        "time": "2026-06-01T10:00:00Z",
        "priority": "DISTURBING_ISSUE",
        "requestedResponseTime": 240,
        "status": "PROCESSING",
        "order": 1,
        "timeToResolution": 240,
        "statusTime": "2026-06-01T10:00:00Z",
        "caseId": stored().code,
    }


@pytest.mark.parametrize("word", SUPPORT_TYPES)
def test_every_type_is_taken_and_told_again(partner, booking, word):
    assert ask(partner, booking, supportType=word)["supportType"] == word


@pytest.mark.parametrize("word", SUPPORT_PRIORITY.values())
def test_every_priority_is_taken_and_told_again(partner, booking, word):
    assert ask(partner, booking, priority=word)["priority"] == word


@pytest.mark.parametrize(
    ("minutes", "kept"), [(0, 1), (0.2, 1), (2.5, 3), (10_080, 10_080), (None, 240)]
)
def test_response_time_is_kept_in_whole_minutes(partner, booking, minutes, kept):
    answer = ask(partner, booking, requestedResponseTime=minutes)

    assert answer["requestedResponseTime"] == kept


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ({"name": "Harbour"}, "Harbour"),
        ({"stationId": "market"}, "market"),
        ({"stopReference": [{"type": "GTFS_STOP_ID", "id": "beach", "country": "NL"}]}, "beach"),
        ({}, ""),
    ],
)
def test_place_without_coordinates_is_kept_for_people(partner, booking, location, place):
    assert "location" not in ask(partner, booking, location=location)
    assert stored().place == place


def test_place_may_be_west_and_south(partner, booking):
    place = {"coordinates": {"lng": -70.5, "lat": -33.4}}

    assert ask(partner, booking, location=place)["location"] == place


def test_statuses_tell_what_became_of_it(partner, booking, clock):
    assert statuses(partner, booking) == []
    ask(partner, booking)
    ask_for_update(stored(), text="Which seat?", by=STAFF, at=from_now(minutes=5))
    clock.move_to(from_now(minutes=10))
    update = ask(partner, booking, comment="Seat 12.")
    answer_case(stored(), text="Soon.", by=STAFF, at=from_now(minutes=20))
    add_note(stored(), text="Not told.", by=STAFF, at=from_now(minutes=20))
    resolve_case(stored(), text="Clean.", by=STAFF, at=from_now(minutes=30))

    assert (update["status"], update["order"], update["comment"]) == ("PROCESSING", 3, "Seat 12.")
    told = statuses(partner, booking)
    assert [(each["order"], each["status"], each["comment"]) for each in told] == [
        (1, "PROCESSING", "Coffee on the seats."),
        (2, "UPDATE_REQUESTED", "Which seat?"),
        (3, "PROCESSING", "Seat 12."),
        (4, "PROCESSING", "Soon."),
        (5, "RESOLVED", "Clean."),
    ]
    assert [each["statusTime"] for each in told][-1] == "2026-06-01T10:30:00Z"
    assert not any("timeToResolution" in each for each in told)


def test_time_that_is_over_is_nothing(partner, booking, clock):
    ask(partner, booking)
    clock.move_to(from_now(days=1))

    assert [each["timeToResolution"] for each in statuses(partner, booking)] == [0]


def test_each_request_of_a_booking_has_a_history_of_its_own(partner, booking):
    first = ask(partner, booking)
    second = ask(partner, booking, supportType="ACCIDENT")

    assert first["caseId"] != second["caseId"]
    assert [each["order"] for each in statuses(partner, booking)] == [1, 1]


def test_status_takes_three_statements(partner, booking):
    ask(partner, booking)
    ask(partner, booking, supportType="ACCIDENT")

    with statements() as sent:
        statuses(partner, booking)

    assert len(sent) == 3


@pytest.mark.parametrize(
    ("more", "code", "place"),
    [
        ({"id": None}, 5001, "id"),
        ({"supportType": None}, 5001, "supportType"),
        ({"supportType": "MISSING_AFTER_PAUSE"}, 5002, "supportType"),
        ({"priority": "HIGH"}, 5002, "priority"),
        ({"time": "yesterday"}, 5002, "time"),
        ({"time": "2026-06-01T10:00:00"}, 5002, "time"),
        ({"comment": "x" * 2001}, 5002, "comment"),
        ({"contactInformationEndUser": "x" * 201}, 5002, "contactInformationEndUser"),
        ({"requestedResponseTime": -1}, 5002, "requestedResponseTime"),
        ({"requestedResponseTime": "5"}, 5002, "requestedResponseTime"),
        ({"requestedResponseTime": 10_081}, 5002, "requestedResponseTime"),
        ({"location": {"coordinates": {"lng": 181, "lat": 0}}}, 5002, "location.coordinates.lng"),
        ({"location": {"coordinates": {"lng": 4}}}, 5001, "location.coordinates.lat"),
    ],
)
def test_request_that_is_not_valid_is_refused(partner, booking, more, code, place):
    refusal = partner.post("/support/", {"id": booking["id"], **DIRTY, **more})

    assert (refusal.status_code, refusal.json()["errorcode"]) == (400, code)
    assert refusal.json()["detail"].startswith(f"{place}: ")
    assert SupportCase.objects.count() == 0


def test_words_are_total_and_published():
    assert set(SUPPORT_TYPE) == set(CaseKind)
    assert set(SUPPORT_PRIORITY) == set(CasePriority)
    assert set(SUPPORT_STATUS) == set(CaseState)
    assert all(SUPPORT_TYPE[kind] == word for word, kind in KIND_OF_TYPE.items())
    published = read_published("1.1.0")
    if published is None:
        pytest.skip(MISSING)
    schemas = published.document["components"]["schemas"]
    request = schemas["supportRequest"]["properties"]
    assert set(SUPPORT_TYPES) == set(request["supportType"]["enum"])
    assert set(SUPPORT_PRIORITY.values()) == set(request["priority"]["enum"])
    status = schemas["supportStatus"]["properties"]["status"]
    assert set(SUPPORT_STATUS.values()) == set(status["enum"])


def test_example_is_what_is_answered(partner, booking, clock):
    clock.move_to(NOW)
    answer = ask(partner, booking, **{**SUPPORT_REQUEST, "id": booking["id"]})
    resolve_case(stored(), text=RESOLVED["comment"], by=STAFF, at=NOW)

    ours = {"id", "statusTime", "caseId"}
    last = statuses(partner, booking)[-1]
    for told, example in ((answer, OPENED), (last, RESOLVED)):
        assert told.keys() == example.keys()
        assert {k: told[k] for k in told.keys() - ours} == {
            k: example[k] for k in example.keys() - ours
        }
