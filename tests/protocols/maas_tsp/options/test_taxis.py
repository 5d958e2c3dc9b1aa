"""Options of taxis."""

import pytest

from operators.models import TaxiService
from sales.models import Offer
from tests.factories.fleet import (
    RegionFactory,
)
from tests.factories.moments import NOW, later
from tests.protocols.maas_tsp.worlds import (
    STANDING,
    milliseconds,
    taxi_wish,
)

pytestmark = pytest.mark.django_db


def test_taxi_is_told_with_its_centre(maas, caller):
    wish = taxi_wish(
        fromName="Friedrichstraße 1",
        fromAddress="city:Berlin|streetName:Friedrich%20Straße|streetNumber:1",
        toAddress="somewhere",
    )
    [option] = caller.options(**wish)

    starts = milliseconds(later(hours=1))
    assert option == {
        "leg": {
            "mode": "TAXI",
            "startTime": starts,
            "endTime": starts + 228_000,
            "departureDelay": 0,
            "from": {
                **STANDING,
                "name": "Friedrichstraße 1",
                "address": "streetName:Friedrich Straße|streetNumber:1|city:Berlin",
            },
            "to": {"lat": 52.5208, "lon": 13.4094},
        },
        "meta": {
            "MODE_TAXI": {
                "vehicleType": "any",
                "taxiCenter": {"name": maas.taxis.fleet.name, "phone": "+49301234567"},
            },
            "offer": {"ref": Offer.objects.get().reference},
        },
        "terms": {
            "validity": {"startTime": starts, "endTime": starts + 228_000},
            "reusable": False,
            "reconcilable": True,
            "cancellation": {
                "outward": {
                    "cancellable": True,
                    "refunded": False,
                    "cost": {"amount": 5, "currency": "EUR"},
                }
            },
            "fareRates": [{"amount": 0.5, "currency": "EUR", "timeInterval": 60}],
            "distanceRates": [{"amount": 2, "currency": "EUR", "metres": 1000}],
            "surcharges": {"pickup": {"isChargedUpfront": False, "amount": 4, "currency": "EUR"}},
        },
        "tspProduct": {"id": maas.taxis.product.code},
        "cost": {"amount": 10, "currency": "EUR", "taxes": 1.6},
    }


def test_taxi_that_cannot_come_at_once_is_delayed(caller):
    [option] = caller.options(**taxi_wish(NOW))

    assert option["leg"]["startTime"] == milliseconds(NOW)
    assert option["leg"]["departureDelay"] == 15 * 60 * 1000
    assert option["terms"]["validity"]["startTime"] == milliseconds(later(minutes=15))


def test_fixed_price_is_not_settled_afterwards(caller):
    TaxiService.objects.update(fixes_price=True, cancellation_fee=0)

    terms = caller.options(**taxi_wish())[0]["terms"]

    assert terms["reconcilable"] is False
    assert terms["cancellation"] == {"outward": {"cancellable": True, "refunded": False}}
    assert "fareRates" not in terms


@pytest.mark.parametrize("query", [{"to": ""}, {"mode": "BUS"}, {"tspProductIds": "x"}])
def test_taxis_are_not_found_for_other_wishes(caller, query):
    assert caller.options(**taxi_wish(**query)) == []


def test_taxis_do_not_leave_their_area(maas, caller):
    RegionFactory(fleet=maas.taxis.fleet)

    assert caller.options(**taxi_wish(mode="")) == []
