"""Numbers of documents: their series, and that these have no gap."""

from __future__ import annotations

import random
from functools import partial

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from sales.models import NumberSeries, Receipt
from sales.numbering.actions import draw_number
from sales.numbering.states import SeriesKind
from tests.factories.documents import receipt
from tests.factories.operators import OrganisationFactory
from tests.racing import race
from tests.violations.documents import another_receipt

pytestmark = pytest.mark.django_db
SALE, RETURN = SeriesKind.SALE_RECEIPT, SeriesKind.RETURN_RECEIPT
WORKERS, NUMBERS, CHANCE_TO_FAIL = 16, 2_000, 0.33


class GivenUp(Exception):
    """The document was not stored in the end."""


def draw(organisation, kind=SALE, **more):
    return draw_number(organisation, kind, **{"pos": "A", "year": 2026, **more})[1]


def test_kinds_points_years_and_the_sandbox_are_counted_apart():
    one, other = OrganisationFactory(), OrganisationFactory()

    drawn = [
        draw(one), draw(one), draw(one, RETURN), draw(one, pos="B"), draw(one, year=2027),
        draw(one, specimen=True), draw(other), draw(one),
    ]  # fmt: skip

    assert drawn == [1, 2, 1, 1, 1, 1, 1, 3]


def test_series_without_a_year_is_one():
    organisation = OrganisationFactory()

    assert [draw(organisation, SeriesKind.CLOSING, year=None) for _ in range(3)] == [1, 2, 3]
    assert NumberSeries.objects.get().tenant == organisation.tenant


@pytest.mark.django_db(transaction=True)
def test_number_is_drawn_in_the_transaction_of_its_document():
    organisation = OrganisationFactory()

    with pytest.raises(AssertionError):
        draw(organisation)


def test_series_goes_up_by_one_and_is_never_deleted():
    organisation = OrganisationFactory()
    draw(organisation)
    series = NumberSeries.objects.get()

    for number in (1, 3, 0):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            NumberSeries.objects.filter(pk=series.pk).update(last_number=number)
        assert refusal.value.__cause__.diag.constraint_name == "numberseries_grows_by_one"
    with pytest.raises(ProgrammingError), transaction.atomic():
        series.delete()


def test_document_is_stored_only_after_the_one_before_it():
    first = receipt()

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        another_receipt(series=first.series, number=3)

    assert refusal.value.__cause__.diag.constraint_name == "receipt_numbers_have_no_gap"
    another_receipt(series=first.series, number=2)
    assert Receipt.objects.filter(series=first.series).count() == 2


@pytest.mark.django_db(transaction=True)
def test_workers_that_fail_now_and_then_leave_no_gap():
    """Sixteen workers make 2,000 documents. A third of their attempts fail after the number was
    drawn, in Python or in the database; then they try again."""
    organisation = OrganisationFactory()
    each = NUMBERS // WORKERS

    def work(seed):
        chance, kept, failed = random.Random(seed), [], 0
        while len(kept) < each:
            try:
                with transaction.atomic():
                    number = draw(organisation)
                    if chance.random() < CHANCE_TO_FAIL:
                        fail(chance)
                kept.append(number)
            except (GivenUp, IntegrityError):
                failed += 1
        return kept, failed

    done = race(*[partial(work, seed) for seed in range(WORKERS)])

    drawn = sorted(number for kept, _ in done for number in kept)
    assert drawn == list(range(1, NUMBERS + 1))
    assert NumberSeries.objects.get().last_number == NUMBERS
    assert sum(failed for _, failed in done) > NUMBERS * CHANCE_TO_FAIL / 2


def fail(chance):
    """One of the ways in which a document comes to nothing."""
    if chance.random() < 0.5:
        raise GivenUp
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO sales_numberseries (last_number) VALUES (NULL)")
