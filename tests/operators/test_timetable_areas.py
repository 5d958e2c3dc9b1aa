"""The area around stops."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from operators.timetable.areas import MARGIN, hull_around

degrees = st.decimals(-80, 80, places=6)
points = st.lists(st.tuples(degrees, degrees), min_size=1, max_size=30)


def turns(ring):
    """Twice the area to the left of each two corners in a row, as seen from the first corner."""
    (x, y) = ring[0]
    pairs = pairwise(ring[1:])
    return [(a - x) * (d - y) - (b - y) * (c - x) for (a, b), (c, d) in pairs]


def holds(ring, point):
    """Whether the point is nowhere to the right of the border."""
    x, y = point
    return all((c - a) * (y - b) - (d - b) * (x - a) >= 0 for (a, b), (c, d) in pairwise(ring))


def test_corners_of_a_square_are_its_area():
    inside = [(Decimal("0.5"), Decimal("0.5")), (Decimal("0.5"), Decimal(0))]

    ring = hull_around([(0, 0), (1, 1), (1, 0), (0, 1), *inside])

    assert ring == [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]


def test_no_stops_have_no_area():
    assert hull_around([]) == []


def test_one_stop_gets_a_rectangle():
    assert hull_around([(Decimal(4), Decimal(52))]) == [
        (4 - MARGIN, 52 - MARGIN),
        (4 + MARGIN, 52 - MARGIN),
        (4 + MARGIN, 52 + MARGIN),
        (4 - MARGIN, 52 + MARGIN),
        (4 - MARGIN, 52 - MARGIN),
    ]


def test_stops_in_one_line_get_a_rectangle():
    places = [Decimal(text) for text in ("4.3", "4.35", "4.4", "4.5")]

    ring = hull_around((place, place + 48) for place in places)

    assert ring[0] == ring[-1] == (Decimal("4.299"), Decimal("52.299"))
    assert ring[2] == (Decimal("4.501"), Decimal("52.501"))


def test_rectangle_ends_at_the_date_line_and_the_pole():
    assert hull_around([(Decimal(180), Decimal(90))])[2] == (180, 90)


@given(points)
def test_area_is_a_closed_convex_ring_around_all_stops(points):
    ring = hull_around(points)

    assert ring[0] == ring[-1]
    assert len(ring) >= 4
    assert len(set(ring)) == len(ring) - 1
    assert all(turn > 0 for turn in turns(ring[:-1]))
    assert all(holds(ring, point) for point in points)
