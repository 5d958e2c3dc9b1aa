"""Extra costs over TOMP 1.1."""

from __future__ import annotations

from typing import Any

import pytest

from protocols.tomp.v1_1 import payment_examples as examples
from sales.models import ExtraCost
from tests.factories.ledger import check_books
from tests.factories.moments import NOW
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.settling import COSTS, claim, journal
from tests.protocols.tomp.test_description import shape

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


def refuse(partner: Partner, booking_id: str, costs: Any, **headers: str) -> tuple[int, int, str]:
    response = partner.post(f"/payment/{booking_id}/claim-extra-costs", costs, **headers)
    body = response.json()
    return response.status_code, body["errorcode"], body["detail"]


def test_claim_is_answered_with_its_entry(partner):
    booking = partner.commit()

    entry = claim(partner, booking, COSTS | {"number": 1.5, "numberType": "KILOWATTHOUR"})

    money = {
        "amount": -2.25,
        "amountExVat": -2.06,
        "vatRate": 9.0,
        "currencyCode": "EUR",
        "vatCountryCode": "NL",
    }
    assert entry == {
        "journalId": booking["id"],
        "journalSequenceId": "2",
        **money,
        "state": "TO_INVOICE",
        "comment": "The bus was late",
        "details": {
            "category": "REFUND",
            "reason": "The bus was late",
            "description": "The bus was late",
            **money,
            "number": 1.5,
            "numberType": "KILOWATTHOUR",
        },
    }
    assert journal(partner)[1:] == [entry]
    check_books()


def test_claim_sent_twice_is_one(partner):
    booking = partner.commit()

    assert claim(partner, booking) == claim(partner, booking)
    assert ExtraCost.objects.count() == 1


def test_key_tells_two_claims_apart_that_say_the_same(partner):
    booking = partner.commit()

    costs = COSTS | {"amount": -1.25}

    sent = [claim(partner, booking, costs, Idempotency_Key=key) for key in ("a", "b", "a")]

    assert [entry["journalSequenceId"] for entry in sent] == ["2", "3", "2"]


def test_key_that_came_with_other_costs_is_refused(partner):
    booking = partner.commit()
    claim(partner, booking, Idempotency_Key="a")

    refusal = refuse(partner, booking["id"], COSTS | {"amount": 1}, Idempotency_Key="a")

    assert refusal[:2] == (400, 6002)


def test_reason_stands_in_for_the_description_and_other_for_the_category(partner):
    entry = claim(partner, partner.commit(), {"reason": "Coffee spilled", "amount": 10})

    assert entry["details"] == {
        "category": "OTHER",
        "reason": "Coffee spilled",
        "description": "Coffee spilled",
        "amount": 10.0,
        "currencyCode": "EUR",
        "vatCountryCode": "NL",
    }


def test_claim_is_made_by_the_token(partner):
    claim(partner, partner.commit())

    [made] = ExtraCost.objects.all()
    assert (made.claimed_by, made.claimed_at) == ("partner:partner", NOW)


@pytest.mark.parametrize(
    ("costs", "errorcode", "member"),
    [
        ({}, 6001, "description"),
        ({"description": "x"}, 6001, "amount"),
        ({"description": "x", "amount": 0}, 6002, "amount"),
        ({"description": "x", "amount": "5.00"}, 6002, "amount"),
        ({"description": "x", "amount": True}, 6002, "amount"),
        ({"description": "x", "amount": 0.001}, 6002, "amount"),
        ({"description": "x", "amount": 1e300}, 6002, "amount"),
        ({"description": "x" * 251, "amount": 5}, 6002, "description"),
        ({"description": "x", "amount": 5, "category": "ALL"}, 6002, "category"),
        ({"description": "x", "amount": 5, "vatRate": 101}, 6002, "vatRate"),
        ({"description": "x", "amount": 5, "currencyCode": "SEK"}, 6002, "EUR"),
        ({"description": "x", "amount": 5, "number": "1"}, 6002, "number"),
        ({"description": "x", "amount": 5, "numberType": "LITER"}, 6001, "number"),
        ({"description": "x", "amount": 5, "numberType": "BARREL"}, 6002, "numberType"),
        ([], 6002, ""),
    ],
)
def test_costs_that_make_no_sense_are_refused(partner, costs, errorcode, member):
    booking = partner.commit()

    status, told, detail = refuse(partner, booking["id"], costs)

    assert (status, told, member in detail) == (400, errorcode, True), detail
    assert not ExtraCost.objects.exists()


def test_key_that_is_too_long_is_refused(partner):
    booking = partner.commit()

    assert refuse(partner, booking["id"], COSTS, Idempotency_Key="k" * 101)[:2] == (400, 6002)


def test_costs_of_a_booking_that_was_never_sold_are_refused(partner):
    assert refuse(partner, partner.book()["id"], COSTS)[:2] == (403, 6004)


def test_credits_are_at_most_what_the_booking_was_sold_for(partner):
    booking = partner.commit()
    claim(partner, booking, COSTS | {"amount": -3.99})
    claim(partner, booking, COSTS | {"amount": 50})

    refusal = refuse(partner, booking["id"], COSTS | {"amount": -0.02})

    assert refusal == (
        403,
        6503,
        "4.00 EUR is paid for this booking, and credits of 3.99 EUR are claimed for it; ask the "
        "operator for more.",
    )
    last = claim(partner, booking, COSTS | {"amount": -0.01})
    assert claim(partner, booking, COSTS | {"amount": -0.01}) == last
    assert [entry["amount"] for entry in journal(partner)] == [4.0, -3.99, 50.0, -0.01]


def test_credit_that_was_claimed_is_not_given_a_second_time_by_cancelling(partner):
    booking = partner.commit()
    claim(partner, booking)
    before = journal(partner)

    response = partner.operate(booking["id"], "CANCEL")

    assert (response.status_code, response.json()["errorcode"]) == (403, 3203)
    assert journal(partner) == before
    assert partner.get(f"/bookings/{booking['id']}").json()["state"] == "CONFIRMED"


def test_costs_of_an_unknown_booking_are_refused(partner):
    assert refuse(partner, "nothing", COSTS)[:2] == (404, 6204)


def test_examples_are_as_it_happens(partner):
    booking = partner.commit()

    [sale] = journal(partner)
    entry = claim(partner, booking, examples.COSTS_REQUEST)

    assert shape(sale) == shape(examples.SALE)
    assert shape(entry) == shape(examples.CLAIM)
    same = ("amount", "amountExVat", "vatRate", "journalSequenceId", "comment", "details")
    assert {name: entry[name] for name in same} == {name: examples.CLAIM[name] for name in same}
