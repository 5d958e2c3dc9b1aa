"""Orders of rentals, as the program of their seller reads and lowers them."""

from __future__ import annotations

import pytest

from tests.factories.rentals import open_rental_shop
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import body_of, open_till
from tests.sales.renting import rent
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop(db):
    return open_rental_shop()


@standing
def till(shop):
    return open_till(shop.channel)


@standing
def code(shop):
    return rent(shop).code


def test_price_of_a_rental_is_told_part_by_part(till, code):
    order = till.read(f"/orders/{code}")

    [line] = order["orderLines"]
    assert (line["description"], line["passengerCategory"], line["count"]) == ("Scooter", "", 1)
    assert (line["legs"], line["travellerIds"]) == ([], [])
    assert line["price"]["amount"] == "3.85"
    assert line["charges"] == [
        {
            "name": "Unlock fee",
            "amount": "1.00",
            "taxAmount": "0.16",
            "units": None,
            "unitType": None,
            "reason": "Charged once.",
        },
        {
            "name": "Per minute",
            "amount": "2.85",
            "taxAmount": "0.45",
            "units": "15",
            "unitType": "MINUTE",
            "reason": "15 minutes at 0.19 for each minute begun.",
        },
    ]
    assert till.read("/orders")["items"] == [order]


def test_rental_is_not_refunded_but_compensated(till, code):
    [line] = till.read(f"/orders/{code}")["orderLines"]
    operation = {"orderLineId": line["id"], "currency": "EUR"}

    refund = till.post(f"/orders/{code}/refund", {"refundOperations": [operation]})
    body = {"amount": "1.85", "currency": "EUR", "reason": "It broke"}
    told = body_of(till.post(f"/orders/{code}/compensation", body), 200)

    refused(refund, 409, "NOT_REFUNDABLE")
    assert told["orderId"] == code
    after = till.read(f"/orders/{code}")
    assert (after["version"], after["status"], after["totalAmount"]) == (2, "CONFIRMED", "2.00")


def test_vehicle_is_not_offered_to_a_basket(till, shop):
    package = f"{shop.tenant.codespace}:SalesPackage:{shop.product.code}"

    response = till.post("/offers", {"salesPackageIds": [package]})

    refused(response, 409, "NOT_ON_SALE")
