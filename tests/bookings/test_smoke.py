import pytest
from tests.factories.scenarios import *
from tests.factories.bookings import *
from bookings.queries import *
from tests.factories.moments import *
from django.db import connection
from django.test.utils import CaptureQueriesContext
pytestmark = pytest.mark.django_db

def test_smoke():
    shop = open_shop()
    b = shop.sell()
    print(b.state, b.order, b.order.balance, [ (p.account,p.amount) for p in b.order.postings.all()])
    leg = b.legs.get()
    for i in range(2):
        with CaptureQueriesContext(connection, ) as c:
            r = read_leg(leg.reference, channel=shop.channel, at=later(seconds=5))
        print(len(c), r.state, r.barcode, r.barcode.payload)
    print(c.captured_queries[0]['sql'])
    SoldBookingFactory()
