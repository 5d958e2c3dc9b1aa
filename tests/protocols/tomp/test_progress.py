"""Where a leg is, by the timetable and by what is told of its vehicle."""

from __future__ import annotations

import pytest

from tests.factories.moments import later as from_now
from tests.protocols.tomp.described import read_description
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.published import read_published
from tests.protocols.tomp.test_queries import statements

pytestmark = pytest.mark.django_db


def progress(partner, leg, query=""):
    path = f"/legs/{leg['id']}/progress"
    response = partner.get(path + query)
    assert response.status_code == 200, response.content
    read_description().check("GET", f"/tomp{path}", response)
    published = read_published("1.1.0")
    if published:
        published.check("GET", path, response)
    return response.json()


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


@pytest.mark.parametrize(
    ("minutes", "lat", "lng", "duration", "distance"),
    [
        (0, 52.1, 4.3, 0, 0),
        (30, 52.1, 4.3, 0, 0),
        (35, 52.125, 4.325, 300_000, 3264),
        (40, 52.15, 4.35, 600_000, 6526),
        (50, 52.2, 4.4, 1_200_000, 13_046),
        (100, 52.2, 4.4, 1_200_000, 13_046),
    ],
)
def test_leg_in_use_is_where_the_timetable_has_it(
    partner, clock, minutes, lat, lng, duration, distance
):
    _, leg = partner.sell()
    clock.move_to(from_now(minutes=minutes))

    assert progress(partner, leg) == {
        "coordinates": {"lng": lng, "lat": lat},
        "duration": duration,
        "distance": pytest.approx(distance, abs=2),
    }


def test_leg_that_waits_is_at_its_origin(later, clock):
    partner = Partner(later)
    leg = partner.commit()["legs"][0]
    clock.move_to(from_now(minutes=40))

    assert progress(partner, leg) == {
        "coordinates": {"lng": 4.3, "lat": 52.1},
        "duration": 0,
        "distance": 0,
    }


@pytest.mark.parametrize("word", ["true", "True"])
def test_location_comes_alone_where_it_is_asked_for_alone(partner, word):
    _, leg = partner.sell()

    assert list(progress(partner, leg, f"?location-only={word}")) == ["coordinates"]
    assert len(progress(partner, leg, "?location-only=false")) == 3


def test_progress_takes_five_statements(partner):
    _, leg = partner.sell()

    with statements() as sent:
        progress(partner, leg)

    assert len(sent) == 5


def test_choice_of_a_vehicle_is_refused_with_a_reason(partner):
    _, leg = partner.sell()

    refusal = partner.get(f"/legs/{leg['id']}/available-assets").json()

    assert refusal["detail"] == (
        "Vehicles of public transport are not chosen; board the one of the timetable."
    )
