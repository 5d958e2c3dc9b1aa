"""What the logs say of a sale, and what they never say."""

from __future__ import annotations

import json
import logging

import pytest

from tests.loglines import written_lines
from tests.protocols.tomp.partner import Partner

pytestmark = pytest.mark.django_db

CUSTOMER = {
    "id": "customer-1",
    "email": "anna.traveller@mail.example",
    "firstName": "Annabella",
    "lastName": "Traveller",
    "phones": [{"number": "+31612345678"}],
}


@pytest.fixture
def lines():
    with written_lines(level=logging.DEBUG) as lines:
        yield lines


def test_sale_writes_no_token_and_nothing_of_its_customer(at_once, lines):
    partner = Partner(at_once)

    booking = partner.book(customer=CUSTOMER)
    partner.post(f"/bookings/{booking['id']}/events", {"operation": "COMMIT"})
    partner.post("/bookings", {"id": "none", "customer": CUSTOMER})
    partner.get(f"/bookings/{booking['id']}", Authorization="", X_Access_Token=at_once.secret)
    partner.get("/bookings/none", Authorization="Bearer wrong-secret")

    text = json.dumps(lines())
    secrets = [at_once.secret, "wrong-secret", "Annabella", "Traveller", "mail.example", "612345"]
    assert [secret for secret in secrets if secret in text] == []
    assert text.count(booking["id"]) >= 2


def test_refusal_is_told_in_the_one_line_of_its_request(at_once, lines):
    refused = Partner(at_once).get("/bookings/none", X_Correlation_ID="trip-7")

    told = [
        (line["event"], line["refusal"], line["errorcode"], line["correlation_id"])
        for line in lines()
    ]
    assert told == [("request", "DoesNotExist", 3204, "trip-7")]
    assert refused.json()["instance"] == "urn:request:trip-7"
