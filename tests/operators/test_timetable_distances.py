import pytest

from operators.timetable.distances import metres_along, metres_between

AMSTERDAM, PARIS = (52.379189, 4.899431), (48.844304, 2.374377)


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        (AMSTERDAM, AMSTERDAM, 0),
        (AMSTERDAM, PARIS, 431_100),
        ((0, 0), (1, 0), 111_195),
        ((0, 179.5), (0, -179.5), 111_195),
        ((90, 0), (-90, 0), 20_015_115),
        ((90, 10), (90, 100), 0),
    ],
)
def test_distance_is_measured_along_the_great_circle(one, other, metres):
    assert metres_between(one, other) == pytest.approx(metres, rel=1e-3, abs=1)
    assert metres_between(other, one) == metres_between(one, other)


def test_way_is_as_long_as_its_lines_together():
    assert metres_along([(0, 0), (1, 0), (0, 0), (0, 2)]) == 4 * 111_195
    assert metres_along([AMSTERDAM]) == 0
