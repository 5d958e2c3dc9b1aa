"""How what apps ask for is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.tripgo.trips.planning.requests import RoutingQuery
from tests.protocols.tripgo.trips.asking import trips_of
from tests.protocols.tripgo.worlds import BEACH, MARKET

FROM, TO = "from=(52.1,4.3)", "to=(52.2,4.4)"
BOTH = f"{FROM}&{TO}"
latitudes = st.floats(-90, 90).map(lambda degrees: round(degrees, 6))
longitudes = st.floats(-180, 180).map(lambda degrees: round(degrees, 6))


def read(**told):
    query = RoutingQuery(data={"from": "(1,2)", "to": "(3,4)", **told})
    return query.validated_data if query.is_valid() else None


@given(latitudes, longitudes)
def test_any_place_on_earth_is_read_as_text_and_as_an_object(latitude, longitude):
    text = read(**{"from": f"({latitude:.6f},{longitude:.6f})"})["from"]
    told = read(**{"from": {"lat": latitude, "lng": longitude}})["from"]

    for spot in (text, told):
        assert (spot.latitude, spot.longitude) == (latitude, longitude)


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("52.1,4.3", ""),
        ("(52.1,4.3)", ""),
        (' ( 52.1 , +4.3 )"Main Street 1, Town"', "Main Street 1, Town"),
        ('(52.1,4.3)"Cut', "Cut"),
        ('(52.1,4.3)"Café "Post", Town"', 'Café "Post", Town'),
    ],
)
def test_spellings_of_places(told, address):
    spot = read(to=told)["to"]

    assert (spot.latitude, spot.longitude, spot.address) == (52.1, 4.3, address)


@pytest.mark.parametrize(
    "told",
    [
        "", "x", "(52.1)", "(91,4)", "(52,181)", "(nan,4)", "(1e3,4)", "52.1;4.3", 5, True,
        ["(1,2)"], {"lat": "52", "lng": 4}, {"lat": 52}, {"lat": True, "lng": 4},
        {"lat": float("nan"), "lng": 4}, {"lat": 1e9, "lng": 4},
    ],
)  # fmt: skip
def test_what_is_no_place_is_refused(told):
    assert read(to=told) is None


def test_places_next_to_the_meridian_are_read_as_programs_write_them():
    spot = read(to="(51.5,-5.1e-05)")["to"]

    assert (spot.latitude, spot.longitude) == (51.5, -0.000051)


@pytest.mark.parametrize("told", [5, True, {"a": 1}, [1], ["a" * 151], ["a"] * 51])
def test_what_is_no_list_of_modes_is_refused(told):
    assert read(modes=told) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "",
        FROM,
        TO,
        f"{FROM}&to=(x)",
        f"{BOTH}&departAfter=soon",
        f"{BOTH}&arriveBefore=x",
    ],
)
def test_query_that_cannot_be_read_is_refused_with_what_is_wrong(app, query):
    told = app.refused("GET", f"routing.json?{query}", code=400)

    assert told["usererror"] is False
    assert app.refused("POST", "routing.json", ["from"], code=400)


@pytest.mark.django_db
def test_other_parameters_are_passed_over_and_empty_ones_say_nothing(app):
    query = f"{BOTH}&wp=(1,1,1,1)&tt=3&unit=auto&bestOnly=true&arriveBefore=&modes=&mode=pt_pub"

    assert trips_of(app.get(f"routing.json?{query}&includeStops=true"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told", ["2026-06-01T13:10:00.250Z", "1780319400", "2026-06-01T15:10+02:00"]
)
def test_moments_are_read_in_every_spelling(app, told):
    found = app.get(f"routing.json?{BOTH}&modes=pt_pub&departAfter={told.replace('+', '%2B')}")

    assert found["query"]["depart"] == "2026-06-01T15:10:00+02:00"


@pytest.mark.django_db
def test_places_are_told_again_as_they_were_asked_for(app):
    found = app.get(f'routing.json?{FROM}"Kade 1"&{TO}&modes=pt_pub')

    assert found["query"]["from"] == {"lat": MARKET[0], "lng": MARKET[1], "address": "Kade 1"}
    assert found["query"]["to"] == {"lat": BEACH[0], "lng": BEACH[1]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place",
    [
        r'{"lat": 52.1, "lng": 4.3, "name": "a\u0000b"}',
        r'{"lat": 52.1, "lng": 4.3, "name": "\ud800"}',
        r'{"lat": 1e400, "lng": 4.3}',
        '{"lat": ' + "9" * 400 + ', "lng": 4.3}',
        r'{"lat": 52.1, "lng": 4.3, "address": "' + "ø" * 5000 + '"}',
        r'{"lat": 52.1, "lng": 4.3, "name": {"a": 1}, "address": null}',
    ],
)
def test_strange_places_in_a_body_are_read_or_refused(app, place):
    response = app.send("POST", "routing.json", f'{{"from": {place}, "to": "(52.2,4.4)"}}')

    assert response.status_code in (200, 400)
