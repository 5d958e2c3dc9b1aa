"""A journey through a real town: the buses of Cairns in 2014."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from operators.timetable.actions import import_feed
from tests.factories.moments import BY
from tests.factories.sales import CatalogueEntryFactory
from tests.factories.scenarios import AT_ONCE, open_shop
from tests.factories.tickets import ActiveKeyFactory
from tests.factories.timetable import FeedFactory
from tests.journeys.drivers import Stage
from tests.journeys.drivers.tomp_1_1 import Tomp11Driver
from tests.protocols.scanning import inspect
from tests.protocols.worlds import World, open_channel
from tickets.codecs.reasons import Reason

FEED = Path(settings.BASE_DIR).parent / "shared" / "data" / "cairns_gtfs.zip"
ZONE = ZoneInfo("Australia/Brisbane")
TUESDAY = datetime(2014, 6, 3, 5, 45, tzinfo=ZONE)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FEED.exists(), reason="the feed of Cairns is not beside the project"),
]


@pytest.fixture(scope="module")
def cairns(module_database) -> World:
    shop = open_shop(AT_ONCE, timezone=str(ZONE))
    period = DateTimeTZRange(TUESDAY - timedelta(days=1), TUESDAY + timedelta(days=1))
    CatalogueEntryFactory(channel=shop.channel, product=shop.product, period=period)
    ActiveKeyFactory(tenant=shop.tenant, at=TUESDAY)
    feed = FeedFactory(operator=shop.product.operator)
    import_feed(feed, source=FEED, by=BY, at=TUESDAY)
    token, secret = open_channel(shop.channel)
    return World(shop, token, secret)


def test_bus_from_palm_cove_to_the_pier_is_booked_and_shown(cairns, clock):
    # Williams Esplanade is the third call of the first bus, the Pier its last.
    clock.move_to(TUESDAY)
    driver = Tomp11Driver(cairns.secret, "1.1.3")

    options = driver.offer("750001", "750449", TUESDAY)
    assert options[0].departs_at == TUESDAY.replace(minute=52)
    assert len(options) == 5

    sold = driver.confirm(driver.book(options[0]))
    [leg] = sold.legs
    assert (sold.stage, leg.in_use) == (Stage.SOLD, True)
    assert inspect(leg.ticket.text, at=TUESDAY).reason == Reason.OK
