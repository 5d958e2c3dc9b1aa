"""Traps of versions, paths and planning: each is shown as this operator resolves it, by its number
in the reference."""

from __future__ import annotations

import pytest
from django.urls import resolve

from protocols.tomp.urls import OPERATIONS
from tests.protocols.tomp.traps.speaking import NEW, Speaker, refused, stop, told

pytestmark = pytest.mark.django_db


def test_trap_01_version_1_1_3_is_in_no_file_and_is_served(quick):
    for number in ("1.1", "1.1.0", "1.1.3", "1.1.9", "1.6", "1.6.0", "1.6.1"):
        assert quick.get("/operator/information", Api_Version=number).status_code == 200
    listed = [entry["version"] for entry in quick.read("/operator/meta")]
    assert {"1.1.3", "1.6.1"} <= set(listed)
    assert refused(quick.get("/operator/information", Api_Version="1.2.0")) == (400, 7008)


def test_trap_02_older_line_of_the_same_number_is_not_served(quick):
    listed = [entry["version"] for entry in quick.read("/operator/meta")]

    response = quick.get("/planning-options/", Api_Version="1.1.2")

    assert "1.1.2" not in listed
    assert response.status_code == 404


def test_trap_03_planning_answers_201_even_without_options(quick):
    some, none = quick.plan(), quick.plan(to=stop("island"))

    assert (some.status_code, none.status_code) == (201, 201)
    assert none.json()["options"] == []


@pytest.mark.parametrize(
    ("number", "has_ids"), [("1.1.3", True), ("1.1.0", False), ("1.6.1", False)]
)
def test_trap_04_planning_without_intent_is_as_the_profile_says(at_once, number, has_ids):
    speaker = Speaker(at_once.secret, number)
    wish = {"from": stop("market"), "to": stop("beach"), "nrOfTravelers": 1}

    options = told(speaker.post("/plannings", wish), 201)["options"]

    assert {"id" in option for option in options} == {has_ids}
    assert {"id" in leg for option in options for leg in option["legs"]} == {has_ids}


def test_trap_05_places_are_asked_for_by_ids_and_told_with_coordinates(quick):
    option = told(quick.plan(), 201)["options"][0]

    places = [leg[end] for leg in option["legs"] for end in ("from", "to")]

    assert {frozenset(place["coordinates"]) for place in places} == {frozenset({"lng", "lat"})}


def test_trap_06_any_gtfs_id_names_a_stop(quick):
    known = [
        stop("market"),
        {"stationId": "market"},
        {"stopReference": [*stop("nowhere", "CHB_QUAY_CODE")["stopReference"], *MARKET]},
    ]

    assert [quick.plan(**{"from": place}).status_code for place in known] == [201, 201, 201]
    for place in (stop("nowhere"), {"stopReference": [*MARKET, *stop("beach")["stopReference"]]}):
        assert refused(quick.plan(**{"from": place})) == (400, 2002)


MARKET = stop("market")["stopReference"]


@pytest.mark.parametrize("address", sorted(OPERATIONS))
def test_trap_07_every_path_has_a_slash_at_its_end_or_none(address):
    path = "/" + address.replace("{id}", "one")

    views = {
        resolve(base + path + end).func.view_class for base in ("", "/tomp") for end in ("", "/")
    }

    assert views == {OPERATIONS[address]}


def test_trap_07_slash_loses_no_body(travel):
    response = travel.post("/bookings/", {"id": told(travel.plan(), 201)["options"][0]["id"]})

    assert (response.status_code, response.json()["state"]) == (201, "PENDING")


def test_trap_19_names_are_asked_for_one_by_one(travel):
    told_ = told(travel.plan(), 201)["options"][0]["legs"][0].get("conditions", [])

    asked = [each.get("requiredFields", []) for each in told_]

    assert "LAST_NAME MIDDLE_NAME" not in [name for names in asked for name in names]


@pytest.mark.parametrize(("lng", "lat"), [(-122.4, 37.8), (-58.4, -34.6), (151.2, -33.9)])
def test_trap_20_west_and_south_are_places_as_well(renter, lng, lat):
    place = {"coordinates": {"lng": lng, "lat": lat}}
    wish = {"from": place, "nrOfTravelers": 1}

    planned = renter.post("/plannings?booking-intent=true", wish)

    assert (planned.status_code, planned.json()["options"]) == (201, [])
    if renter.version == NEW:
        assert renter.get(f"/operator/stations?lon={lng}&lat={lat}&radius=9").status_code == 200


@pytest.mark.parametrize(("lng", "lat"), [(181, 0), (0, -91)])
def test_trap_20_places_are_on_earth(renter, lng, lat):
    wish = {"from": {"coordinates": {"lng": lng, "lat": lat}}, "nrOfTravelers": 1}

    assert refused(renter.post("/plannings?booking-intent=true", wish)) == (400, 2002)


def test_trap_22_range_is_in_metres(renter, rentals):
    rentals.asset.range_metres = 12_000
    rentals.asset.save()

    asset = renter.rent()["legs"][0]["asset"]

    # 1.1 has no word for it.
    assert asset.get("maxRange") == (12_000 if renter.version == NEW else None)


def test_trap_37_money_is_a_number_and_from_is_a_member(quick, renter):
    for option in (told(quick.plan(), 201)["options"][0], renter.find()):
        [leg] = option["legs"]
        parts = (option.get("pricing") or leg["pricing"])["parts"]
        assert {type(part["amount"]) for part in parts} == {float}
        assert "coordinates" in leg["from"]


def test_trap_40_what_belongs_to_others_is_unknown(travel, renter):
    booking, rental = travel.book(), renter.rent()

    for stranger, other in ((renter, booking), (travel, rental)):
        leg = f"/legs/{other['legs'][0]['id']}"
        assert stranger.get(f"/bookings/{other['id']}").status_code == 404
        assert stranger.get(leg).status_code == 404
        assert stranger.post(f"{leg}/events", {"event": "FINISH", "time": AT}).status_code == 404
        assert stranger.get(f"/support/{other['id']}/status").status_code == 404


AT = "2026-06-01T10:00:00Z"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/plannings/one"), ("POST", "/executions/one/events")]
)
def test_trap_44_paths_of_1_0_0_are_gone(quick, method, path):
    response = quick.send(method, path, {} if method == "POST" else None)

    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
