"""Reference data over the wire (§11)."""

from __future__ import annotations

import pytest

from operators.models import Organisation
from sales.models import Product
from tests.factories.clients import PointOfSaleFactory
from tests.factories.sales import CustomerFactory
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import open_till

pytestmark = pytest.mark.django_db


def items(till, path: str):
    return till.read(path)["items"]


def test_channels_of_the_client_are_told_with_its_rights(shop):
    till = open_till(shop.channel, actions=("REFUND",))

    assert items(till, "/distribution-channels") == [
        {
            "id": shop.channel.netex_id,
            "name": shop.channel.name,
            "organisationId": shop.channel.seller.number,
            "rights": ["REFUND", "INFORM"],
        }
    ]


def test_channel_that_is_open_to_all_gives_every_right(shop):
    shop.channel.open_to_all_organisations = True
    shop.channel.save()
    till = open_till(shop.channel, actions=())

    [channel] = items(till, "/distribution-channels")
    assert channel["rights"] == ["SELL", "REFUND", "INFORM"]


def test_organisations_are_told(till, shop):
    numbers = Organisation.objects.filter(tenant=shop.tenant).order_by("number")
    told = items(till, "/organisations")

    assert [one["id"] for one in told] == list(numbers.values_list("number", flat=True))
    assert {one["codespace"] for one in told} == {shop.tenant.codespace}
    assert items(till, f"/organisations?id=eq:{told[0]['id']}") == told[:1]


def test_points_of_sale_of_the_own_organisation_are_told(till, shop):
    PointOfSaleFactory(tenant=shop.tenant, organisation=shop.channel.partner)
    own = PointOfSaleFactory(tenant=shop.tenant, organisation=shop.channel.seller)

    assert items(till, "/points-of-sale") == [
        {"id": own.code, "name": own.name, "organisationId": shop.channel.seller.number}
    ]


def test_product_is_told_as_package_and_as_fare_product(till, shop):
    codespace, code = shop.tenant.codespace, shop.product.code

    [package] = items(till, "/sales-packages")
    [product] = items(till, "/preassigned-fare-products")

    assert package["id"] == f"{codespace}:SalesPackage:{code}"
    assert product["id"] == f"{codespace}:PreassignedFareProduct:{code}"
    assert package["fareProducts"] == [{"id": product["id"], "version": "1"}]
    assert (product["vatGroup"], product["vatRate"]) == ("TRANSPORT_AND_TICKETS_VAT", "12.00")
    assert product["refund"] == {"allowed": True, "until": "UNTIL_DEPARTURE", "fee": "0.00"}
    assert till.read(f"/sales-packages/{package['id']}") == package
    assert till.read(f"/preassigned-fare-products/{product['id']}") == product
    assert items(till, "/supplement-products") == []


def test_supplement_is_told_as_one(till, shop):
    Product.objects.update(is_supplement=True)

    [supplement] = items(till, "/supplement-products")
    assert supplement["id"].split(":")[1] == "SupplementProduct"
    assert items(till, "/preassigned-fare-products") == []
    assert till.read(f"/supplement-products/{supplement['id']}") == supplement


@pytest.mark.parametrize("kind", ["SalesPackage", "SupplementProduct", "Product"])
def test_id_of_another_kind_is_not_there(till, shop, kind):
    path = f"/preassigned-fare-products/{shop.tenant.codespace}:{kind}:{shop.product.code}"
    refused(till.get(path), 404, "NOT_FOUND")


def test_products_are_found_by_id(till, shop):
    own = f"{shop.tenant.codespace}:SalesPackage:{shop.product.code}"

    assert len(items(till, f"/sales-packages?id=eq:{own}")) == 1
    assert len(items(till, f"/sales-packages?id=in:{own},XXX:SalesPackage:x")) == 1
    assert items(till, f"/sales-packages?id=ne:{own}") == []


def test_reference_data_that_is_known_is_not_sent_again(till):
    first = till.get("/sales-packages")

    known = till.get("/sales-packages", If_None_Match=first["ETag"])
    Product.objects.update(name="Renamed")
    changed = till.get("/sales-packages", If_None_Match=first["ETag"])

    assert (known.status_code, known.content) == (304, b"")
    assert first["Cache-Control"] == "private, no-cache"
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_reference_data_needs_no_channel(till):
    assert till.get("/sales-packages", Entur_Distribution_Channel="").status_code == 200


def test_customers_of_the_channel_are_told(till, shop):
    customer = CustomerFactory(channel=shop.channel, first_name="Kari", kind="PERSONNEL")

    [told] = items(till, f"/customers?externalReference=eq:{customer.external_id}")

    assert (told["customerNumber"], told["type"], told["status"]) == (
        str(customer.number),
        "P",
        "A",
    )
    assert till.read(f"/customers/{customer.number}") == told
    refused(till.get("/customers/7"), 404, "NOT_FOUND")


def test_order_of_a_customer_is_drafted_and_its_payments_found(till, shop):
    customer = CustomerFactory(channel=shop.channel)

    till.make("/orders", {"currency": "NOK", "customerNumber": str(customer.number)})

    assert till.read(f"/payments?customerNumber=eq:{customer.number}")["totalItems"] == 0
