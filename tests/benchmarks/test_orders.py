"""Perron and its floor give the same answers, so that it is fair to compare them."""

import json

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from benchmarks.bench import Bench
from benchmarks.loading.orders import load_orders
from benchmarks.measures.order_kinds import DEEP, kinds_of, last_page
from benchmarks.measures.orders import places
from benchmarks.options import read_options
from operators.models import ApiClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench(works, seeded, tmp_path):
    """With some orders; what it would load by itself is there already."""
    load_orders(works, 400)
    ApiClient.objects.update(requests_per_minute=10_000)
    bench = Bench(read_options(["orders", "--orders", "400"]), tmp_path, "", seeded)
    bench.__dict__ |= {"works": works, "orders": 400}
    return bench


def test_floor_answers_as_perron_does(bench):
    client = Client(headers=bench.shop_headers, SERVER_NAME=settings.ALLOWED_HOSTS[0])

    seen = {}
    for kind in kinds_of(bench):
        for question in kind.questions[:11]:
            with connection.cursor() as cursor:
                cursor.execute(question.statement.replace("%", "%%"), [])
                [(built,)] = cursor.fetchall()
            answer = client.get(question.path)
            assert answer.status_code == 200, answer.content
            assert json.loads(built) == answer.json()
            seen[kind.step] = seen.get(kind.step, 0) + answer.json().get("totalItems", 1)

    # What is asked for leaves much, little, or all, and never nothing.
    assert min(seen.values()) > 0
    assert seen["whole"] == 406
    assert seen["nearly"] == 372


@pytest.mark.parametrize(
    ("orders", "page"), [(10, 1), (1000, 10), (1_000_000, DEEP), (9_000_000, DEEP)]
)
def test_deep_page_has_orders(orders, page):
    assert last_page(orders) == page


def test_clients_begin_at_different_questions():
    assert places(11, 4) == [0, 2, 5, 8]
    assert places(1, 4) == [0, 0, 0, 0]
