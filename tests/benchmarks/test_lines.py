from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F

from benchmarks.loading.lines import AGES, load_lines
from benchmarks.loading.past import PAST_DAYS
from operators.models import Tenant
from sales.exports.datasets import find_dataset
from sales.exports.totals import totals_of
from sales.exports.wishes import ExportWish, Period
from sales.models import Order, OrderLine

pytestmark = pytest.mark.django_db

ALL_DAYS = Period(date(2000, 1, 1), date(2099, 12, 31))


def test_lines_keep_every_rule_of_the_database(works):
    before = OrderLine.objects.count()

    count = load_lines(works, 10)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    models = sum(map(len, AGES))
    assert count == OrderLine.objects.count() == before + models + 12
    assert Order.objects.values("code").distinct().count() == Order.objects.count()
    assert not OrderLine.objects.exclude(operator_code=F("operator__code")).exists()


def test_lines_lie_in_the_last_year_and_are_exported(works):
    count = load_lines(works, 30)

    days = list(OrderLine.objects.order_by("pk").values_list("sold_on", flat=True))
    copies = days[sum(map(len, AGES)) :]
    assert copies == sorted(copies)
    assert timedelta(days=300) < copies[-1] - copies[0] < timedelta(days=PAST_DAYS)
    wish = ExportWish(find_dataset("order_lines"), Tenant.objects.get(), period=ALL_DAYS)
    assert totals_of(wish).rows == count


def test_ids_go_on_after_those_that_were_given_out(works):
    load_lines(works, 3)
    load_lines(works, 3)

    assert Order.objects.latest("pk").lines.count() == len(AGES[-1])
