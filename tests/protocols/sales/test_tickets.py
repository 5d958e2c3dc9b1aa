"""Tickets over the wire: found, handed out, moved and passed on (§4.6, §10)."""

from __future__ import annotations

import uuid

import pytest

from sales.models import Letter, Product
from tests.factories.sales import CustomerFactory
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import body_of
from tests.standing import standing
from tickets.models import Ticket, TicketType
from tickets.states import Activation

pytestmark = pytest.mark.django_db

GROUPS = "/ticket-distribution-groups"
TOMORROW = "2026-06-02T10:00:00Z"


@standing
def later_tickets(shop):
    """Tickets that wait to be activated."""
    TicketType.objects.update(activation=Activation.LATER)


def find(till, code):
    """The last one first."""
    return till.read(f"{GROUPS}?orderId={code}")["items"]


def ticket_of(group) -> str:
    [distribution] = group["ticketDistributions"]
    return distribution["id"]


def statuses(groups) -> list[str]:
    return [one["ticketDistributions"][0]["distributionStatus"] for one in groups]


def act(till, name, body, **headers):
    answered = body_of(till.post(f"{GROUPS}/{name}", body, **headers), 200)
    return answered["ticketDistributionGroups"]


# What there is


def test_groups_of_a_sold_order_are_told(till, sold):
    generated = body_of(till.post(f"{GROUPS}/{sold}/generate"), 200)["ticketDistributionGroups"]

    lines = till.read(f"/orders/{sold}")["orderLines"]
    assert [group["id"] for group in generated] == [line["id"] for line in lines]
    first = generated[0]
    [distribution] = first["ticketDistributions"]
    ticket = Ticket.objects.get(pk=distribution["id"])
    assert first | {"ticketDistributions": []} == {
        "id": lines[0]["id"],
        "orderId": sold,
        "orderLineId": lines[0]["id"],
        "orderVersion": 1,
        "organisationId": till.channel.seller.number,
        "createdByDCI": till.channel.netex_id,
        "orderOwnerCustomerId": None,
        "distributionHolderCustomerId": None,
        "createdAt": "2026-06-01T10:00:00Z",
        "updatedAt": "2026-06-01T10:00:00Z",
        "ticketDistributions": [],
    }
    assert distribution == {
        "id": str(ticket.pk),
        "distributionStatus": "CREATED",
        "startOfValidity": f"{ticket.valid_from:%Y-%m-%dT%H:%M:%SZ}",
        "endOfValidity": f"{ticket.valid_until:%Y-%m-%dT%H:%M:%SZ}",
        "mediaSerialNumberId": None,
    }
    assert find(till, sold) == generated[::-1]


def test_draft_has_no_groups(till, basket):
    refused(till.post(f"{GROUPS}/{basket}/generate"), 409, "ILLEGAL_STATUS_CHANGE")
    assert find(till, basket) == []


def test_list_needs_a_filter(till, sold):
    refused(till.get(GROUPS), 400, "FILTER_REQUIRED")
    refused(till.get(f"{GROUPS}?orderId={sold}&perPage=101"), 400, "INVALID_PER_PAGE")
    refused(till.get(f"{GROUPS}?mediaSerialNumberId=1"), 400, "INVALID_QUERY")


def test_groups_are_found_by_every_field(till, sold):
    first, _ = find(till, sold)
    ticket = ticket_of(first)
    one = [f"id={first['id']}", f"orderLineId=eq:{first['id']}", f"ticketDistributionId={ticket}"]
    both = [f"orderId={sold}", f"organisationId={till.channel.seller.number}", *FIND_BOTH]
    none = [f"ticketDistributionId={ticket}&distributionStatus=EXPIRED", "customers=7", "id=7"]

    found = {query: till.read(f"{GROUPS}?{query}")["totalItems"] for query in [*one, *both, *none]}

    assert found == dict.fromkeys(one, 1) | dict.fromkeys(both, 2) | dict.fromkeys(none, 0)


FIND_BOTH = [
    "orderVersion=1",
    "distributionStatus=CREATED",
    "distributionStatus=ne:DISTRIBUTED",
    "createdAt=2026-06-01T10:00:00Z",
    "updatedAt=gte:2026-06-01T10:00:00Z&updatedAt=lt:2026-06-01T10:00:01Z",
    "startOfValidity=gte:2026-05-31T00:00:00Z",
    "endOfValidity=gt:2026-06-01T10:00:00Z",
    "orderOwnerCustomerId=ne:7",
    "distributionHolderCustomerId=ne:7",
    "customers=nin:7,8",
]


# Handing out


def test_tickets_are_distributed(till, sold, clock):
    first, second = find(till, sold)
    clock.shift(60)

    [handed] = act(till, "distribute", {"ticketDistributionGroupIds": [first["id"]]})

    assert (statuses([handed]), handed["updatedAt"]) == (["DISTRIBUTED"], "2026-06-01T10:01:00Z")
    assert statuses(find(till, sold)) == ["DISTRIBUTED", "CREATED"]
    assert Letter.objects.count() == 0
    assert till.read(f"{GROUPS}?distributionStatus=CREATED")["items"] == [second]


def test_tickets_are_sent_by_mail(till, sold):
    named = [group["id"] for group in find(till, sold)]

    act(till, "distribute", {"ticketDistributionGroupIds": named, "email": "kari@example.no"})

    assert Letter.objects.get().language == "nob"
    body = {"ticketDistributionGroupIds": named, "email": "kari", "language": "nno"}
    faults = refused(till.post(f"{GROUPS}/distribute", body), 400, "INVALID_BODY")["errors"]
    assert {fault["field"] for fault in faults} == {"email", "language"}


def test_tickets_that_were_taken_back_are_not_handed_out(till, sold):
    first, _ = find(till, sold)
    till.post(f"/orders/{sold}/cancel", {"orderLineIds": [first["id"]]})

    body = {"ticketDistributionGroupIds": [first["id"]]}
    refused(till.post(f"{GROUPS}/distribute", body), 409, "ILLEGAL_STATUS_CHANGE")


def test_unknown_group_changes_nothing(till, sold):
    first, _ = find(till, sold)
    body = {"ticketDistributionGroupIds": [first["id"], str(uuid.uuid4())]}

    refused(till.post(f"{GROUPS}/distribute", body), 404, "NOT_FOUND")
    assert statuses(find(till, sold)) == ["CREATED", "CREATED"]


# Validity


def test_validity_is_updated(till, later_tickets, sold):
    first, _ = find(till, sold)
    body = {"validities": [{"ticketDistributionId": ticket_of(first), "startOfValidity": TOMORROW}]}

    [moved] = act(till, "update-validities", body)

    assert first["ticketDistributions"][0]["startOfValidity"] is None
    assert moved["ticketDistributions"][0]["startOfValidity"] == TOMORROW
    early = body["validities"][0] | {"startOfValidity": "2026-05-01T10:00:00Z"}
    response = till.post(f"{GROUPS}/update-validities", {"validities": [early]})
    refused(response, 409, "VALIDITY_UNFIT")


def test_validity_that_has_begun_is_not_updated(till, sold):
    first, _ = find(till, sold)
    one = {"ticketDistributionId": ticket_of(first), "startOfValidity": TOMORROW}

    response = till.post(f"{GROUPS}/update-validities", {"validities": [one]})

    refused(response, 409, "TICKET_BEGUN")


# Passing on


def test_group_is_transferred(till, shop, later_tickets, sold):
    first, _ = find(till, sold)
    holder = str(CustomerFactory(channel=shop.channel).number)
    body = {
        "ticketDistributionGroupIds": [first["id"]],
        "distributionHolderCustomerId": holder,
    }

    [passed] = act(till, "transfer-distribution-holder", body)

    assert passed["distributionHolderCustomerId"] == holder
    found = till.read(f"{GROUPS}?distributionHolderCustomerId={holder}")["items"]
    assert found == till.read(f"{GROUPS}?customers={holder}")["items"] == [passed]
    Product.objects.update(is_transferable=False)
    response = till.post(f"{GROUPS}/transfer-distribution-holder", body)
    refused(response, 409, "NOT_TRANSFERABLE")


def test_tickets_stay_with_whoever_travels(till, shop, sold):
    first, _ = find(till, sold)
    path = f"{GROUPS}/transfer-distribution-holder"
    body = {
        "ticketDistributionGroupIds": [first["id"]],
        "distributionHolderCustomerId": str(CustomerFactory(channel=shop.channel).number),
    }

    refused(till.post(path, body), 409, "JOURNEY_BEGUN")
    refused(till.post(path, body | {"distributionHolderCustomerId": "7"}), 404, "NOT_FOUND")
