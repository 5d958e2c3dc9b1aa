"""What another tenant, or another organisation, owns is not there: by table, for every route."""

from __future__ import annotations

import pytest

from protocols.sales.describing.operations import TOLD
from protocols.sales.routes import OPERATIONS
from sales.models import Customer, Export, Fulfilment
from tests.factories.clients import PointOfSaleFactory
from tests.factories.documents import SettlementFactory
from tests.factories.export_jobs import asked_export
from tests.factories.operators import OrganisationFactory
from tests.factories.payments import RecurringPaymentFactory
from tests.factories.sales import CustomerFactory, SalesChannelFactory
from tests.factories.scenarios import Shop
from tests.protocols.sales.owned import FEE, GROUPS, NO_ID, TABLE, Owned
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import capture, pay, reserve
from tests.protocols.sales.till import Till, body_of, norwegian_shop, open_till
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("methods")]

WITH_IDS = {key: body for key, body in TABLE.items() if body != NO_ID}


@standing
def owned(till, shop, offers, bike) -> Owned:
    sold = till.make("/orders", {"currency": "NOK"})["id"]
    lines = reserve(till, sold, *offers)["orderLineIds"]
    payment = pay(till, sold)
    capture(till, payment)
    transaction = payment["transactionHistory"][0]["transactionId"]
    till.post(f"/orders/{sold}/cancel", {"orderLineIds": lines[1:]})
    parts = [{"paymentId": payment["paymentId"], "transactionId": transaction, "amount": "1.00"}]
    credit = till.make(
        "/credits",
        {
            "orderId": sold,
            "orderVersion": 2,
            "totalCreditAmount": "1.00",
            "currency": "NOK",
            "transactions": parts,
        },
    )
    draft = till.make("/orders", {"currency": "NOK"})["id"]
    fee = till.make(f"/orders/{draft}/fees", {"type": "MANUAL", "price": FEE})
    package = f"{shop.tenant.codespace}:SalesPackage:{shop.product.code}"
    offer = till.make("/offers", {"salesPackageIds": [package]})["offers"][0]["id"]
    point = PointOfSaleFactory(tenant=shop.tenant, organisation=shop.channel.seller)
    customer = CustomerFactory(channel=shop.channel)
    return Owned(
        draft=draft,
        line=lines[0],
        offer=offer,
        fee=fee["id"],
        sold=sold,
        payment=payment["paymentId"],
        transaction=transaction,
        credit=credit["creditId"],
        customer=customer.number,
        card=RecurringPaymentFactory(customer=customer).number,
        package=package,
        group=lines[0],
        ticket=str(Fulfilment.objects.get(line__reference=lines[0]).ticket_id),
        settlement=SettlementFactory(point=point).code,
        export=str(own_export(shop).reference),
    )


def own_export(shop: Shop) -> Export:
    """One of the seller's own books."""
    return asked_export(shop.tenant, sellers=frozenset({shop.channel.seller_id}))


@standing
def stranger(db) -> Till:
    """Another tenant."""
    return open_till(norwegian_shop().channel)


@standing
def neighbour(shop) -> Till:
    """Another organisation of the same tenant, with its own channel."""
    organisation = OrganisationFactory(tenant=shop.tenant)
    return open_till(SalesChannelFactory(tenant=shop.tenant, seller=organisation))


@pytest.fixture(params=["stranger", "neighbour"])
def outsider(request) -> Till:
    return request.getfixturevalue(request.param)


def test_table_is_the_list_of_routes():
    methods = {
        (method, address)
        for served in OPERATIONS.values()
        for address, view in served.items()
        for method in view.needs
    }

    assert set(TABLE) == methods == set(TOLD)


def test_ids_of_somebody_else_are_not_there(outsider, till, owned):
    """All are refused, so that each finds what the one before has found."""
    same = outsider.channel.tenant_id == till.channel.tenant_id
    for (method, address), body in WITH_IDS.items():
        response = outsider.send(method, owned.fill(address), body(owned) if body else None)

        if same and ("products/" in address or "packages/" in address):
            body_of(response, 404 if "supplement" in address else 200)
        else:
            refused(response, 404, "NOT_FOUND")


@pytest.mark.parametrize("path", ["orders", "payments", "credits", "points-of-sale", "customers"])
def test_rows_of_somebody_else_are_not_listed(outsider, till, owned, path):
    assert till.read(f"/{path}")["totalItems"] >= 1
    assert outsider.read(f"/{path}") == {"items": [], "totalItems": 0, "totalPages": 0}


@pytest.mark.parametrize("path", ["organisations", "sales-packages", "distribution-channels"])
def test_reference_data_of_another_tenant_is_not_listed(stranger, till, owned, path):
    own = {one["id"] for one in till.read(f"/{path}")["items"]}
    foreign = {one["id"] for one in stranger.read(f"/{path}")["items"]}

    assert own
    assert foreign
    assert own & foreign == set()


def test_notes_and_options_of_somebody_else_are_not_told(outsider, till, owned):
    till.post("/order-notes", {"orderId": owned.draft, "text": "x"})

    assert outsider.read(f"/order-notes?orderId={owned.draft}")["items"] == []
    refused(outsider.get(f"/change-options?orderId={owned.sold}"), 404, "NOT_FOUND")
    assert len(till.read(f"/order-notes?orderId={owned.draft}")["items"]) == 1


def test_travellers_of_somebody_else_are_not_removed(outsider, till, owned):
    [made] = till.make(f"/orders/{owned.draft}/travellers/bulk", {"travellers": [{}]})["travellers"]

    path = f"/orders/{owned.draft}/travellers?travellerIds={made['id']}"
    refused(outsider.send("DELETE", path), 404, "NOT_FOUND")
    assert till.send("DELETE", path).status_code == 204


def test_tickets_settlements_and_receipts_of_somebody_else_are_not_told(outsider, till, owned):
    lists = [f"/{GROUPS}?orderId={owned.sold}", "/sales/v1beta/cash-settlements"]
    kind = f"/receipts/type?orderId={owned.sold}&orderVersion=1"

    assert [till.read(path)["totalItems"] for path in lists] == [2, 1]
    assert [outsider.read(path)["items"] for path in lists] == [[], []]
    assert till.read(kind)["receiptType"] == "SALE"
    refused(outsider.get(kind), 404, "NOT_FOUND")


def test_compensation_of_somebody_elses_order_is_told_as_unknown(outsider, owned):
    one = {"orderId": owned.sold, "amount": "1.00", "currency": "NOK", "reason": "x"}

    told = body_of(outsider.post("/compensations", {"compensations": [one]}), 200)

    assert [each["error"]["errorCode"] for each in told["compensations"]] == ["NOT_FOUND"]


def test_offers_and_customers_of_another_channel_are_not_used(outsider, owned):
    draft = outsider.make("/orders", {"currency": "NOK"})["id"]

    body = {"orderId": draft, "offerConfigurations": [{"offerId": owned.offer}]}
    refused(outsider.post("/reserve-offers", body), 404, "NOT_FOUND")
    number = str(Customer.objects.get().number)
    made = outsider.post("/orders", {"currency": "NOK", "customerNumber": number})
    refused(made, 404, "NOT_FOUND")


def test_administrator_of_the_tenant_sees_every_organisation(shop, owned, neighbour):
    admin = open_till(neighbour.channel, actions=(), permissions=["sales:read", "admin"])

    assert admin.read("/orders")["totalItems"] == 2
    assert admin.read(f"/orders/{owned.draft}")["id"] == owned.draft
