"""What is an area, what is not, and how that is told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.fleet.areas import MOST_CORNERS, Bounds, bounds_of, check_area, covers, read_area
from operators.fleet.errors import AreaWrong
from tests.factories.fleet import PLACE, square

HOLE = [[13.32, 52.52], [13.38, 52.52], [13.38, 52.58], [13.32, 52.58], [13.32, 52.52]]
WEST_OF_LONDON = square(-0.3, 51.4, -0.1, 51.6)
SYDNEY = square(151.1, -33.9, 151.3, -33.8)


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def ring(*places):
    return polygon([list(place) for place in places])


def both(*areas):
    return {"type": "MultiPolygon", "coordinates": [each["coordinates"] for each in areas]}


def wrong_about(area):
    with pytest.raises(AreaWrong) as refusal:
        check_area(area)
    return refusal.value.detail


@pytest.mark.parametrize(
    "area",
    [
        square(),
        polygon(square()["coordinates"][0], HOLE),
        both(WEST_OF_LONDON, SYDNEY),
        ring((-180, -90), (180, -90), (180, 90), (-180, 90), (-180, -90)),
        ring((13.3, 52.5, 34), (13.4, 52.5, 34), (13.4, 52.6, 34), (13.3, 52.5, 34)),
    ],
)
def test_sound_area_passes(area):
    check_area(area)

    assert read_area(json.dumps(area)) == area


@pytest.mark.parametrize(
    ("area", "told"),
    [
        (None, "An area is a GeoJSON object of the type Polygon or MultiPolygon."),
        ([], "An area is a GeoJSON object of the type Polygon or MultiPolygon."),
        (
            {"type": "Point", "coordinates": [13.3, 52.5]},
            "An area is a GeoJSON object of the type Polygon or MultiPolygon.",
        ),
        (polygon(), "GeoJSON wants a list here that is not empty: coordinates."),
        ({"type": "Polygon"}, "GeoJSON wants a list here that is not empty: coordinates."),
        (
            {"type": "MultiPolygon", "coordinates": [[]]},
            "GeoJSON wants a list here that is not empty: polygon 1, its rings.",
        ),
        (polygon([]), "GeoJSON wants a list here that is not empty: outer ring."),
        (
            ring((13.3, 52.5), (13.4, 52.5), (13.3, 52.5)),
            "Too few positions in the outer ring: four at least, the first again at last.",
        ),
        (
            ring((13.3, 52.5), (13.4, 52.5), (13.4, 52.6), (13.3, 52.6)),
            "The outer ring is open: its last position must be its first, [13.3, 52.5].",
        ),
        (
            ring((13.3, 52.5), (13.4, 52.6), (13.4, 52.5), (13.3, 52.6), (13.3, 52.5)),
            "The outline is not sound: self-intersection at 13.35, 52.55.",
        ),
        (ring(*[(13.3, 52.5)] * 4), "The outer ring is a single point."),
        (
            ring((52.5, 133), (52.5, 134), (52.6, 134), (52.5, 133)),
            "A latitude is -90 to 90, after the longitude: outer ring, position 1, [52.5, 133].",
        ),
        (
            ring((13, 52), (-180.5, 52), (13, 53), (13, 52)),
            "A longitude is -180 to 180: outer ring, position 2, [-180.5, 52].",
        ),
        (
            polygon(square()["coordinates"][0], [[13.3, "52.5"]]),
            "A position is a longitude and a latitude, as numbers: hole 1, position 1, "
            "[13.3, '52.5'].",
        ),
        (
            both(square(), {"coordinates": [[[13.3]]]}),
            "A position is a longitude and a latitude, as numbers: polygon 2, outer ring, "
            "position 1, [13.3].",
        ),
        (
            ring((13, True), (14, 52), (13, 53), (13, True)),
            "A position is a longitude and a latitude, as numbers: outer ring, position 1, "
            "[13, True].",
        ),
        (polygon([3]), "A position is a longitude and a latitude, as numbers: outer ring, "
                       "position 1, 3."),
    ],
)  # fmt: skip
def test_wrong_area_is_told_by_ring_and_position(area, told):
    assert wrong_about(area) == told


def test_area_of_too_many_corners_is_refused():
    corners = [[13 + number / 1e6, 52.0] for number in range(MOST_CORNERS)]

    told = wrong_about(polygon([*corners, corners[0]]))

    assert told == "The area has 100001 corners; 100000 are the most."


def test_text_that_is_no_json_is_refused():
    with pytest.raises(AreaWrong) as refusal:
        read_area("Berlin")

    assert refusal.value.detail == ("This is no JSON: Expecting value: line 1 column 1 (char 0).")


def test_text_that_is_nested_too_deeply_is_refused():
    with pytest.raises(AreaWrong):
        read_area("[" * 60_000)


def test_numbers_that_json_does_not_know_are_refused():
    """Python reads NaN and Infinity, and would store what PostgreSQL then refuses."""
    text = json.dumps(square()).replace("13.3", "NaN")

    with pytest.raises(AreaWrong) as refusal:
        read_area(text)

    assert refusal.value.detail == "This is no JSON: NaN is no number."


def test_feature_is_read_for_its_geometry():
    feature = {"type": "Feature", "properties": {"name": "Berlin"}, "geometry": square()}

    assert read_area(json.dumps(feature)) == square()


def test_members_that_are_no_geometry_are_left_out():
    assert read_area(json.dumps({**square(), "bbox": [1, 2, 3, 4]})) == square()


def test_area_covers_its_inside_and_edge_but_not_its_holes():
    with_hole = polygon(square()["coordinates"][0], HOLE)

    assert covers(square(), *PLACE)
    assert covers(with_hole, 13.3, 52.5)
    assert not covers(with_hole, 13.35, 52.55)
    assert covers(both(WEST_OF_LONDON, SYDNEY), 151.2, -33.85)
    assert not covers(both(WEST_OF_LONDON, SYDNEY), *PLACE)


def test_bounds_hold_all_polygons_west_and_south_of_zero():
    assert bounds_of(both(WEST_OF_LONDON, SYDNEY)) == Bounds(-0.3, -33.9, 151.3, 51.6)


@pytest.mark.parametrize("area", [polygon([[]]), polygon([["a", "b"]]), polygon([[None, 1]])])
def test_bounds_of_what_is_no_area_are_refused(area):
    with pytest.raises(AreaWrong):
        bounds_of(area)


longitudes = st.floats(-180, 180).map(lambda degrees: round(degrees, 6))
latitudes = st.floats(-90, 90).map(lambda degrees: round(degrees, 6))


@given(
    st.lists(longitudes, min_size=2, max_size=2, unique=True).map(sorted),
    st.lists(latitudes, min_size=2, max_size=2, unique=True).map(sorted),
)
def test_square_is_sound_and_covers_its_corners(across, up):
    area = square(across[0], up[0], across[1], up[1])

    check_area(area)

    assert bounds_of(area) == Bounds(across[0], up[0], across[1], up[1])
    assert covers(area, across[0], up[0])


@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=5),
))  # fmt: skip
def test_nonsense_is_refused_and_never_breaks(coordinates):
    for kind in ("Polygon", "MultiPolygon"):
        with pytest.raises(AreaWrong):
            check_area({"type": kind, "coordinates": coordinates})
