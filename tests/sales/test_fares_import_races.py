"""Imports of fares at the same moment as another one, or as a plan."""

from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection, connections

from operators.timetable.itineraries import Itinerary
from sales.catalogue.actions import put_on_sale
from sales.models import Product, RideFare, TransferFare
from sales.offers.actions import OfferWish, quote_offers
from sales.offers.terms import TravellerWish
from tests.factories.gtfs_fares import second_version
from tests.factories.sales import SalesChannelFactory
from tests.racing import race
from tests.sales.taking_in import HOLIDAY, NOON, take_in, take_ride

pytestmark = pytest.mark.django_db(transaction=True)

WISH = OfferWish((TravellerWish("p"),))


def test_same_import_twice_at_once_is_one(operator, tmp_path):
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()

    reports = race(*(lambda f=f: take_in(operator, second_version(), f) for f in folders))

    assert sorted(report.is_unchanged for report in reports) == [False, True]
    assert Product.objects.count() == 2
    assert (RideFare.objects.count(), TransferFare.objects.count()) == (8, 4)


def test_plan_during_an_import_has_the_fares_of_one_moment(operator, tmp_path):
    """The import ends after the plan has read the fares, before it reads what a change costs."""
    take_in(operator, second_version(), tmp_path)
    channel = SalesChannelFactory(tenant=operator.tenant)
    put_on_sale(Product.objects.get(code="rvs_app"), channel=channel, starts_at=HOLIDAY)
    itinerary = Itinerary((take_ride(NOON, ("1",)), take_ride(NOON, ("1",), route="X")))
    dearer = second_version()
    for row in dearer["fare_products.txt"]:
        row["amount"] = str(Decimal(row["amount"]) + 10)
    imported = []

    def import_first(execute, sql, params, many, context):
        if "sales_transferfare" in sql and not imported:
            imported.append(True)
            in_another_connection(lambda: take_in(operator, dearer, tmp_path))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(import_first):
        [offer] = quote_offers(channel, [itinerary], wish=WISH, at=HOLIDAY)

    assert imported == [True]
    assert offer.amount == Decimal("5.00")
    [later] = quote_offers(channel, [itinerary], wish=WISH, at=HOLIDAY)
    assert later.amount == Decimal("25.00")


def in_another_connection(call):
    def run():
        try:
            call()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
