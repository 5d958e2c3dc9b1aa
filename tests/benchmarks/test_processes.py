import os
import sys

import pytest

from benchmarks.processes import CpuTime, cpu_of, cpu_of_family, less, used_since


def test_time_is_shared_out():
    used = CpuTime(4.0, 1.5)

    assert used.plus(used).each(4) == CpuTime(2.0, 0.75)
    assert used.total == 5.5


def test_time_that_cannot_be_read_stays_unknown():
    used = CpuTime(less(None, 1.0), less(2.0, 0.5))

    assert used == CpuTime(None, 1.5)
    assert used.each(3) == CpuTime(None, 0.5)
    assert used.total is None


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_family_has_at_least_the_time_of_its_head():
    alone = cpu_of([os.getpid()])

    assert alone is not None
    assert cpu_of_family(os.getpid()) >= alone


def test_process_of_another_name_does_not_count():
    assert cpu_of([os.getpid()], named="no such program") is None


def test_who_came_between_two_readings_counts_and_who_went_does_not():
    assert used_since({1: 5.0, 2: 3.0}, {2: 3.5, 3: 0.25}) == 0.75
