"""What callers send, read mildly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from protocols.maas_tsp.bookings.customers import read_customer
from protocols.maas_tsp.bookings.requests import read_create, read_update
from protocols.maas_tsp.errors import Missing, Unusable
from protocols.maas_tsp.states import WireState

BODY: dict[str, Any] = {
    "leg": {},
    "meta": {"offer": {"ref": "abc"}},
    "terms": {},
    "customer": {},
    "tspProduct": {"id": "p"},
}


def test_least_request_is_read():
    wish = read_create(BODY)

    assert (wish.offer, wish.customer.who_books("abc"), wish.selection.to_wire()) == (
        "abc",
        None,
        {},
    )


@pytest.mark.parametrize("member", BODY)
@pytest.mark.parametrize("value", [None, 1, "text", []])
def test_member_that_is_needed_is_named(member, value):
    with pytest.raises(Unusable) as refused:
        read_create({**BODY, member: value})

    assert refused.value.extras["errors"][0]["member"] == member
    assert isinstance(refused.value, Missing) == (value is None)


@pytest.mark.parametrize(
    ("meta", "member"),
    [
        ({}, "meta.offer"),
        ({"offer": "abc"}, "meta.offer"),
        ({"offer": {}}, "meta.offer.ref"),
        ({"offer": {"ref": ""}}, "meta.offer.ref"),
        ({"offer": {"ref": True}}, "meta.offer.ref"),
        ({"offer": {"ref": "x" * 65}}, "meta.offer.ref"),
    ],
)
def test_offer_that_is_not_named_is_refused(meta, member):
    with pytest.raises(Unusable) as refused:
        read_create({**BODY, "meta": meta})

    assert refused.value.extras["errors"][0]["member"] == member


@pytest.mark.parametrize("body", [None, [], "text", 1])
def test_body_that_is_no_object_is_refused(body):
    with pytest.raises(Unusable):
        read_create(body)
    with pytest.raises(Unusable):
        read_update(body, reference="b")


def test_customer_is_read():
    told = read_customer(
        {
            "opaqueId": "0f3ac9d2",
            "identityId": "eu-west-1:2b1f6d0e-58a5-4c39-9a0b-6a4a8c1d7e11",
            "firstName": " Åsa ",
            "lastName": "Virtanen",
            "phone": 358401112233,
            "email": "asa@example.org",
            "dob": "1990-05-04",
            "ssid": True,
            "subscriptionLocale": "fi",
        }
    )

    facts = told.facts
    assert facts is not None
    assert (facts.external_id, facts.first_name, facts.phone) == ("0f3ac9d2", "Åsa", "358401112233")
    assert facts.birth_date == date(1990, 5, 4)
    assert set(told.echo) == {"opaqueId", "identityId", "firstName", "lastName", "email"}


def test_identity_counts_where_there_is_no_opaque_id():
    facts = read_customer({"identityId": "2b1f6d0e"}).facts

    assert facts is not None
    assert facts.external_id == "2b1f6d0e"


@pytest.mark.parametrize("dob", [True, False, None, ""])
def test_day_that_the_caller_keeps_to_itself_is_not_known(dob):
    facts = read_customer({"opaqueId": "a", "dob": dob}).facts

    assert facts is not None
    assert facts.birth_date is None


@pytest.mark.parametrize(
    ("told", "member"),
    [
        ({"firstName": ["Ada"]}, "customer.firstName"),
        ({"firstName": True}, "customer.firstName"),
        ({"lastName": "x" * 101}, "customer.lastName"),
        ({"dob": "yesterday"}, "customer.dob"),
        ({"dob": "1066-10-14"}, "customer.dob"),
    ],
)
def test_customer_that_cannot_be_kept_is_refused(told, member):
    with pytest.raises(Unusable) as refused:
        read_customer(told)

    assert refused.value.extras["errors"][0]["member"] == member


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("firstName", "Agent 007"),
        ("phone", "0401112233"),
        ("email", f"{'a' * 60}@example.org"),
        ("locale", "English"),
        ("clientId", "somebody"),
        ("opaqueId", "no-hex"),
        ("identityId", "somebody"),
    ],
)
def test_what_other_releases_would_refuse_is_not_told_back(member, value):
    assert read_customer({member: value}).echo == {}


def test_update_without_a_state_is_an_amendment():
    wish = read_update({"tspId": "b", "state": None, "configurator": {}}, reference="b")

    assert (wish.state, wish.until, wish.message, wish.selection.extras) == (None, None, "", None)


@pytest.mark.parametrize("state", WireState)
def test_every_state_can_be_sent(state):
    assert read_update({"tspId": "b", "state": state.value}, reference="b").state == state


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({}, "tspId"),
        ({"tspId": "other"}, "tspId"),
        ({"tspId": "b", "state": "BOOKED"}, "state"),
        ({"tspId": "b", "state": []}, "state"),
        ({"tspId": "b", "terms": 1}, "terms"),
        ({"tspId": "b", "terms": {"validity": []}}, "terms.validity"),
        ({"tspId": "b", "meta": []}, "meta"),
        ({"tspId": "b", "meta": {"MODE_TAXI": 1}}, "meta.MODE_TAXI"),
        (
            {"tspId": "b", "meta": {"MODE_TAXI": {"messageToDriver": "x" * 161}}},
            "meta.MODE_TAXI.messageToDriver",
        ),
    ],
)
def test_update_that_cannot_be_read_says_where(body, member):
    with pytest.raises(Unusable) as refused:
        read_update(body, reference="b")

    assert refused.value.extras["errors"][0]["member"] == member
