"""A trip of several products, and where all of it is booked."""

import pytest

from tests.protocols.tripgo.kept import bus_segment, keep, path_to, taxi_segment, walk_segment


@pytest.fixture
def trip(tripgo):
    """By bus, on foot, and by taxi."""
    return keep(tripgo, bus_segment(tripgo), walk_segment(), taxi_segment(tripgo))


@pytest.fixture
def path(trip):
    """Where all of it is booked."""
    return path_to(trip, "all", "quick/all")
