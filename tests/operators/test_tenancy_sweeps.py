"""Batch after batch, and rows that changed alike."""

import pytest

from operators.tenancy.sweeps import MOST_BATCHES, run_batches, store_state
from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory


def sweep_of(rows):
    """A sweep over that many rows, and the sizes of its batches."""
    left, sizes = [rows], []

    def sweep(*, by, at, limit):
        sizes.append(min(left[0], limit))
        left[0] -= sizes[-1]
        return sizes[-1]

    return sweep, sizes


@pytest.mark.parametrize(
    ("rows", "batches"), [(0, [0]), (9, [9]), (10, [10, 0]), (25, [10, 10, 5])]
)
def test_batches_go_on_while_they_are_full(rows, batches):
    sweep, sizes = sweep_of(rows)

    assert run_batches(sweep, by=BY, at=NOW, limit=10) == rows
    assert sizes == batches


def test_batches_come_to_an_end():
    sweep, sizes = sweep_of(10**6)

    assert run_batches(sweep, by=BY, at=NOW, limit=10) == 10 * MOST_BATCHES
    assert len(sizes) == MOST_BATCHES


@pytest.mark.django_db
def test_rows_that_changed_alike_are_stored_in_one_statement(django_assert_num_queries):
    rows = TenantFactory.create_batch(3)
    for row in rows:
        row.timezone = "Asia/Tokyo"

    with django_assert_num_queries(1):
        store_state(rows, ["timezone"])

    assert {type(row).objects.get(pk=row.pk).timezone for row in rows} == {"Asia/Tokyo"}


@pytest.mark.django_db
def test_rows_that_differ_are_refused():
    with pytest.raises(ValueError, match="too many values"):
        store_state(TenantFactory.create_batch(2), ["name"])


def test_no_rows_need_no_statement():
    store_state([], ["state"])
