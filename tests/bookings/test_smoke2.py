import pytest
from tests.factories.scenarios import *
from bookings.models import *
from tests.factories.moments import *
pytestmark = pytest.mark.django_db
def test_smoke():
    shop = open_shop()
    b = shop.sell()
    qs=Leg.objects.sold_through(shop.channel).with_barcode(NOW)
    print(qs.query)
    l=qs.get()
    print(l.__dict__)
    print(l.booking.__dict__)
    print(l.ticket.__dict__)
