"""Asking for offers (POST /offers)."""

from __future__ import annotations

import pytest

from sales.models import Offer
from tests.protocols.sales.refusing import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(till, shop):
    """Asks for the shop's product."""
    package = f"{shop.tenant.codespace}:SalesPackage:{shop.product.code}"

    def ask(**members):
        return till.post("/offers", {"salesPackageIds": [package], **members})

    return ask


@pytest.mark.parametrize("start", ["2026-06-01T09:59:59Z", "2026-05-31T23:00:00+02:00"])
def test_product_that_would_have_begun_before_is_not_offered(ask, start):
    told = refused(ask(startTime=start), 400, "INVALID_BODY")

    assert [one["field"] for one in told["errors"]] == ["startTime"]
    assert not Offer.objects.exists()


@pytest.mark.parametrize("start", ["2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z"])
def test_product_begins_when_it_is_wanted(ask, start):
    [offer] = ask(startTime=start).json()["offers"]

    assert offer["startTime"] == start


def test_trip_has_no_start_besides_its_departure(till):
    body = {"fromStopPlaceId": "a", "toStopPlaceId": "b", "startTime": "2026-06-02T10:00:00Z"}

    told = refused(till.post("/offers", body), 400, "INVALID_BODY")

    assert [one["field"] for one in told["errors"]] == ["startTime"]
