"""Trips speak the language that the app likes best."""

import pytest

from protocols.tripgo.modes import LOOKS
from protocols.tripgo.trips.segments import SegmentKind
from protocols.tripgo.trips.wording import ENGLISH, LANGUAGES
from tests.protocols.tripgo.trips.asking import plan, templates_of, trips_of
from tests.protocols.tripgo.worlds import BEACH, DROP_OFF, MARKET, SCOOTERS


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_each_language_has_a_name_for_every_mode(words):
    if words is not ENGLISH:
        assert set(words.modes) == {look.alt for look in LOOKS.values()}
    assert all(words.modes.values())


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_actions_leave_room_for_what_apps_put_in(words):
    for kind in (SegmentKind.WALK, SegmentKind.VEHICLE):
        assert words.action(kind).endswith("<DURATION>")
    assert "<NUMBER>" in words.action(SegmentKind.RIDE)
    assert "<" not in words.action(SegmentKind.TAXI)


@pytest.mark.django_db
def test_modes_and_actions_are_told_in_the_language_of_the_app(app):
    german = app.having(Accept_Language="de,en")
    told = plan(german, MARKET, BEACH)

    [template] = templates_of(told, trips_of(told)[0])
    assert (template["modeInfo"]["alt"], template["action"]) == ("Bus", "<NUMBER> nehmen")
    taxi, scooter, walk = trips_of(plan(german, SCOOTERS, DROP_OFF))
    assert scooter["segments"][0]["sharedVehicle"]["name"] == "E-Scooter"
    assert taxi["segments"][0]["availability"] == walk["segments"][0]["availability"]


@pytest.mark.django_db
def test_hash_is_known_again_in_the_same_language(app):
    german = app.having(Accept_Language="de,en")
    trip = trips_of(plan(german, MARKET, BEACH))[0]

    assert german.send("GET", trip["updateURL"]).content == b""
    assert app.send("GET", trip["updateURL"]).content
