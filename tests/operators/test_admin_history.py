"""How the history of a row tells periods, whose ends may be open."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.admin_world import address, logged_in, member
from tests.factories.sales import FareFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first_day", "end_day", "words"),
    [
        (date(2026, 1, 2), date(2026, 7, 1), "from 2 Jan 2026 until 1 Jul 2026"),
        (date(2026, 1, 2), None, "from 2 Jan 2026"),
        (None, date(2026, 7, 1), "until 1 Jul 2026"),
        (None, None, "always"),
    ],
)
def test_history_tells_periods_in_words(first_day, end_day, words):
    fare = FareFactory(period=DateRange(first_day, end_day))

    page = logged_in(member(fare.tenant)).get(address(fare.product, "history"))

    fields = [field for change in page.context["changes"] for field in change.fields]
    assert [field.after for field in fields if field.name == "period"] == [words]
