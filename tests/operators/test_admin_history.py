"""How the history of a row tells periods, whose ends may be open."""

from datetime import date

import pytest
from psycopg.types.range import Range

from operators.admin.history import _words
from sales.models import Fare

PERIOD = Fare._meta.get_field("period")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Range(date(2026, 1, 2), date(2026, 7, 1)), "from 2 Jan 2026 until 1 Jul 2026"),
        (Range(date(2026, 1, 2), None), "from 2 Jan 2026"),
        (Range(None, date(2026, 7, 1)), "until 1 Jul 2026"),
        (Range(None, None), "always"),
    ],
)
def test_history_tells_periods_in_words(period, words):
    assert _words(PERIOD, period, {}) == words
