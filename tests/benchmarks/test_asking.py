import itertools

import pytest

from benchmarks.driving.asking import ask
from benchmarks.driving.replay import Different
from tests.factories.timetable import other_connection

pytestmark = pytest.mark.django_db


def test_statements_are_asked_in_turn():
    with other_connection() as connection:
        times = list(itertools.islice(ask(connection, ["SELECT '5 %'", "SELECT 2"]), 3))

    assert [seconds > 0 for seconds in times] == [True] * 3


def test_answer_without_a_row_is_not_passed_over():
    with other_connection() as connection, pytest.raises(Different):
        next(ask(connection, ["SELECT 1 WHERE false"]))
