"""Support over TOMP 1.6: about bookings of both kinds and about vehicles that nobody booked."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.tomp.v1_6.support_examples import (
    DAMAGE_REQUEST,
    OPENED,
    RESOLVED,
    SUPPORT_REQUEST,
)
from protocols.tomp.v1_6.support_words import VEHICLE_PART
from protocols.tomp.v1_6.words import SUPPORT_PRIORITY, SUPPORT_STATUS, SUPPORT_TYPE
from support.actions.working import ask_for_update, resolve_case
from support.models import SupportCase
from support.states import CaseKind, CasePriority, CaseState, VehiclePart
from tests.factories.moments import BY, NOW
from tests.protocols.tomp.edge.renting import open_rentals
from tests.protocols.tomp.v1_6.platform import Platform, body_of, refusal_of
from tests.protocols.tomp.v1_6.published import MISSING, read_published

pytestmark = pytest.mark.django_db

QUESTION = {"supportType": "NOT_CLEAN", "comment": "Coffee on the seats."}


def ask(platform: Platform, booking: Any = None, **more: Any) -> Any:
    about = {"id": booking["id"]} if booking else {}
    return body_of(platform.post("/support", {**QUESTION, **about, **more}), 200)


def statuses(platform: Platform, reference: str) -> Any:
    return platform.read(f"/support/{reference}/status")


def test_every_word_is_there():
    assert set(SUPPORT_TYPE) == set(CaseKind)
    assert set(SUPPORT_PRIORITY) == set(CasePriority)
    assert set(SUPPORT_STATUS) == set(CaseState)
    assert set(VEHICLE_PART) == set(VehiclePart)


def test_words_are_those_of_the_file():
    published = read_published()
    if published is None:
        pytest.skip(MISSING)
    schemas = published.document["components"]["schemas"]
    request = schemas["supportRequest"]["properties"]
    assert set(request["supportType"]["enum"]) == set(SUPPORT_TYPE.values())
    assert set(request["priority"]["enum"]) == set(SUPPORT_PRIORITY.values())
    assert set(schemas["supportStatus"]["properties"]["status"]["enum"]) == set(
        SUPPORT_STATUS.values()
    )
    parts = schemas["damage"]["properties"]["vehicleComponent"]["enum"]
    assert set(parts) == set(VEHICLE_PART.values())


def test_rental_is_asked_about_as_described(renter, rentals):
    booking = renter.rent()

    status = ask(renter, booking, **{n: v for n, v in SUPPORT_REQUEST.items() if n != "id"})

    assert set(status) == set(OPENED)
    assert (status["id"], status["supportType"]) == (booking["id"], "MISSING_AFTER_PAUSE")
    assert (status["assetId"], status["status"]) == (rentals.asset.asset_id, "PROCESSING")
    assert (status["order"], status["timeToResolution"]) == (1, 10)


def test_journey_is_asked_about_and_answered(travel):
    booking = travel.commit()
    first = ask(travel, booking)
    case = SupportCase.objects.get(code=first["caseId"])
    ask_for_update(case, text="Which car?", by=BY, at=NOW)
    second = ask(travel, booking, comment="The last one.")
    resolve_case(case, text="Cleaned.", by=BY, at=NOW)

    told = statuses(travel, booking["id"])

    assert (first["order"], second["order"], second["caseId"]) == (1, 3, first["caseId"])
    assert [(each["order"], each["status"], each["comment"]) for each in told] == [
        (1, "PROCESSING", "Coffee on the seats."),
        (2, "UPDATE_REQUESTED", "Which car?"),
        (3, "PROCESSING", "The last one."),
        (4, "RESOLVED", "Cleaned."),
    ]
    assert set(told[3]) <= set(RESOLVED)


def test_path_has_a_slash_or_none(travel):
    booking = travel.commit()
    body = {**QUESTION, "id": booking["id"]}

    both = [
        travel.client.post(path, body, content_type="application/json", headers=travel.headers)
        for path in ("/support/", "/support")
    ]

    assert [each.status_code for each in both] == [200, 200]
    assert both[0].json() == both[1].json()


def test_damage_and_pictures_are_kept(renter):
    pictures = {"urls": ["https://mp.example/1.jpg"], "damage": DAMAGE_REQUEST["damage"]}

    status = ask(renter, renter.rent(), **pictures)

    assert status["damage"] == {
        "vehicleComponent": "TIRE",
        "vehicleComponentName": "wheel",
        "description": "The front wheel is bent.",
    }
    assert status["urls"] == ["https://mp.example/1.jpg", "https://mp.example/wheel.jpg"]


def test_vehicle_that_was_not_booked_is_asked_about(renter, rentals):
    request = DAMAGE_REQUEST | {"assetId": rentals.asset.asset_id}

    status = body_of(renter.post("/support", request), 200)
    again = body_of(renter.post("/support", request), 200)

    case = SupportCase.objects.get(code=status["id"])
    assert (status["id"], status["assetId"]) == (status["caseId"], rentals.asset.asset_id)
    assert (again, statuses(renter, status["id"])) == (status, [status])
    assert (case.booking, case.asset, case.channel) == (None, rentals.asset, rentals.channel)


def test_vehicle_is_known_by_its_plate(renter, rentals):
    rentals.asset.plate = "B-42"
    rentals.asset.save()

    assert ask(renter, assetId="B-42")["assetId"] == rentals.asset.asset_id


def test_update_about_a_vehicle_goes_to_its_case(renter, rentals):
    first = ask(renter, assetId=rentals.asset.asset_id)
    case = SupportCase.objects.get(code=first["caseId"])
    ask_for_update(case, text="Where?", by=BY, at=NOW)

    second = ask(renter, assetId=rentals.asset.asset_id, comment="At the station.")

    assert (second["caseId"], second["order"]) == (first["caseId"], 3)


def test_what_another_channel_asked_is_unknown(renter, rentals):
    mine = ask(renter, assetId=rentals.asset.asset_id)
    booking = renter.rent()
    stranger = Platform(open_rentals().secret)

    assert refusal_of(stranger.get(f"/support/{mine['id']}/status")) == (404, 5204)
    assert refusal_of(stranger.get(f"/support/{booking['id']}/status")) == (404, 5204)
    assert refusal_of(stranger.post("/support", {**QUESTION, "id": booking["id"]})) == (404, 5204)


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ({}, (400, 5001)),
        (QUESTION, (400, 5001)),
        ({"id": "unknown"}, (400, 5001)),
        ({**QUESTION, "id": "unknown"}, (404, 5204)),
        ({**QUESTION, "assetId": "unknown"}, (404, 5204)),
        ({**QUESTION, "id": "x", "supportType": "LATE"}, (400, 5002)),
        ({**QUESTION, "id": "x", "damage": {"vehicleComponent": "WHEEL"}}, (400, 5002)),
        ({**QUESTION, "id": "x", "damage": {"vehicleComponent": "TIRE"}}, (400, 5001)),
        ({**QUESTION, "id": "x", "urls": ["ftp://a"]}, (400, 5002)),
        (
            {
                **QUESTION,
                "id": "x",
                "urls": ["https://a.example/1"] * 20,
                "damage": DAMAGE_REQUEST["damage"],
            },
            (400, 5002),
        ),
    ],
)
def test_request_that_cannot_be_is_refused(renter, request_, told):
    assert refusal_of(renter.post("/support", request_)) == told


def test_booking_that_was_never_asked_about_has_no_statuses(travel):
    assert statuses(travel, travel.book()["id"]) == []
