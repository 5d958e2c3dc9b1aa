"""A second import, a later one, a dry run, and imports beside each other."""

import re
from decimal import Decimal

import pytest

from sales.fares.gtfs.actions import ProductTerms, import_fares
from sales.fares.gtfs.reports import FareAreaUsed, FaresRefused
from sales.models import FareArea, Product, RideFare
from tests.factories.gtfs import contents_of, write_zip
from tests.factories.gtfs_fares import (
    first_version,
    second_version,
)
from tests.factories.moments import BY, NOW
from tests.factories.operators import OperatorFactory
from tests.factories.sales import FareFactory
from tests.factories.tickets import TicketTypeFactory
from tests.sales.taking_in import NOON, sold, stored, take_in, take_ride

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("feed", [first_version, second_version])
def test_second_import_of_the_same_fares_changes_nothing(operator, tmp_path, feed):
    take_in(operator, feed(), tmp_path)
    before = stored(operator.tenant)

    report = take_in(operator, feed(), tmp_path)

    assert report.is_unchanged
    assert stored(operator.tenant) == before


def test_later_import_changes_adds_and_removes(operator, tmp_path):
    take_in(operator, second_version(), tmp_path)
    kept = {fare.pk for fare in RideFare.objects.all()}
    feed = second_version()
    feed["fare_products.txt"][2]["amount"] = "2.10"
    feed["fare_leg_rules.txt"].pop()
    feed["fare_transfer_rules.txt"].pop()

    report = take_in(operator, feed, tmp_path)

    changes = {kind: str(counts) for kind, counts in report.counts.items()}
    assert changes["Ride fares"] == "0 new, 2 changed, 2 removed, 4 as they were"
    assert changes["Transfer fares"] == "0 new, 0 changed, 2 removed, 2 as they were"
    assert changes["Areas"] == "0 new, 0 changed, 2 removed, 0 as they were"
    assert changes["Networks"] == "0 new, 0 changed, 1 removed, 1 as they were"
    assert {fare.pk for fare in RideFare.objects.all()} < kept
    assert sold(operator, take_ride(NOON, ("1",)), code="rvs_app") == [("1 × Adult, local", "2.10")]


def test_products_are_kept_as_they_were_set_up(operator, tmp_path):
    take_in(operator, first_version(), tmp_path)
    Product.objects.update(name="Single", vat_rate=Decimal("21.00"))

    take_in(operator, first_version(), tmp_path)

    assert list(Product.objects.values_list("name", "vat_rate")) == [("Single", Decimal("21.00"))]


def test_product_of_a_medium_that_is_gone_is_sold_no_more(operator, tmp_path):
    take_in(operator, second_version(), tmp_path)
    feed = second_version()
    feed["fare_media.txt"].pop()
    feed["fare_products.txt"].pop(1)

    report = take_in(operator, feed, tmp_path)

    assert report.lines()[-1] == (
        "fare_media.txt: The feed has no fares for rvs (Card) any more; it is not sold now."
    )
    assert not RideFare.objects.filter(product__code="rvs_card").exists()


def test_dry_run_stores_nothing_and_tells_the_same(operator, tmp_path):
    before = stored(operator.tenant)

    dry = take_in(operator, second_version(), tmp_path, dry_run=True)

    assert stored(operator.tenant) == before
    assert dry.counts == take_in(operator, second_version(), tmp_path).counts
    assert dry.lines()[0] == "Nothing was stored; it would be: products rvs_app, rvs_card."


def test_imports_of_two_names_do_not_touch_each_other(operator, tmp_path):
    take_in(operator, first_version(), tmp_path)
    take_in(operator, first_version(), tmp_path, name="other")

    assert sorted(FareArea.objects.values_list("code", flat=True)) == ["other:zone 1", "rvs:zone 1"]
    assert take_in(operator, first_version(), tmp_path).is_unchanged


def test_import_leaves_the_products_of_a_longer_name_alone(operator, tmp_path):
    take_in(operator, first_version(), tmp_path, name="city-night")
    take_in(operator, second_version(), tmp_path, name="city")
    night = RideFare.objects.filter(product__code="city-night").count()

    assert take_in(operator, first_version(), tmp_path, name="city").products == ("city",)

    assert night == RideFare.objects.filter(product__code="city-night").count() == 3
    assert RideFare.objects.exclude(product__code="city-night").count() == 3


def test_name_of_another_operator_is_refused(operator, tmp_path):
    take_in(operator, first_version(), tmp_path)
    other = OperatorFactory(tenant=operator.tenant)
    before = stored(operator.tenant)

    with pytest.raises(FaresRefused, match="choose another name"):
        take_in(other, first_version(), tmp_path)
    assert stored(operator.tenant) == before


def test_feed_may_be_a_zip_file(operator, tmp_path):
    path = write_zip(contents_of(first_version()), tmp_path / "feed.zip")
    terms = ProductTerms(TicketTypeFactory(tenant=operator.tenant), Decimal("9.00"))

    import_fares(operator, name="rvs", source=path, terms=terms, by=BY, at=NOW)

    assert RideFare.objects.count() == 3


def test_area_that_other_fares_use_is_not_taken_away(operator, tmp_path):
    take_in(operator, second_version(), tmp_path)
    area = FareArea.objects.get(code="rvs:centre")
    ends = {"origin_area": area, "destination_area": area}
    card = Product.objects.get(code="rvs_card")
    own = FareFactory(product=card, category=None, basis="AREAS", **ends)
    feed = second_version()
    feed["fare_leg_rules.txt"].pop()
    feed["fare_transfer_rules.txt"].pop()

    with pytest.raises(FareAreaUsed, match=re.escape(str(own))):
        take_in(operator, feed, tmp_path)
    assert FareArea.objects.filter(code="rvs:centre").exists()
