from collections import Counter

import pytest
from django.db import connection

from benchmarks.loading.orders import MODELS, load_orders
from sales.models import Order

pytestmark = pytest.mark.django_db


def test_copied_orders_keep_every_rule_of_the_database(works):
    load_orders(works, 100)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    copies = Order.objects.order_by("pk")[len(MODELS) :]
    assert Counter(order.state for order in copies) == {"CONFIRMED": 92, "CANCELLED": 6, "DRAFT": 2}
