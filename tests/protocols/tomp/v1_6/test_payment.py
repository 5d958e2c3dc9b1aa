"""The journal and extra costs over TOMP 1.6, and their words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bookings.actions.claims import charge_extra_cost
from bookings.models import Booking
from operators.tenancy.actors import Actor
from protocols.tomp.journal import JOURNAL_STATES
from protocols.tomp.v1_6 import payment
from protocols.tomp.v1_6.payment_examples import CLAIM, COSTS_REQUEST, SALE
from protocols.tomp.v1_6.payment_words import (
    CATEGORIES,
    COST_KIND,
    COST_UNIT,
    ENTRY_CATEGORY,
)
from sales.books.accounts import OF_ORDERS, DocumentKind
from sales.settlement.actions import CostFacts
from sales.settlement.states import CostKind, CostUnit
from tests.factories.moments import NOW
from tests.protocols.tomp.v1_6.platform import Platform, body_of, refusal_of
from tests.protocols.tomp.v1_6.published import MISSING, read_published
from tests.sales.invoicing import NEXT_DAY, invoiced

pytestmark = pytest.mark.django_db

STAFF = Actor.staff("ann")


def journal(platform: Platform, query: str = "") -> Any:
    return platform.read("/payment/journal-entry", query)


def claim(platform: Platform, booking: Any, costs: Any = COSTS_REQUEST, **headers: str) -> Any:
    return platform.post(f"/payment/{booking['id']}/claim-extra-costs", costs, **headers)


def finished(renter: Platform, clock: Any) -> Any:
    """A rental of a quarter of an hour."""
    rental = renter.rent()
    renter.move(rental, "SET_IN_USE")
    clock.shift(15 * 60)
    renter.move(rental, "FINISH")
    return rental


def test_every_word_is_there():
    assert set(COST_KIND) == set(CostKind)
    assert set(COST_UNIT) == set(CostUnit)
    told = {*ENTRY_CATEGORY, DocumentKind.EXTRA_COST, DocumentKind.CONFIRMATION}
    assert told == set(OF_ORDERS)


def test_words_are_those_of_the_file():
    published = read_published()
    if published is None:
        pytest.skip(MISSING)
    assert published.words_of("journalCategory") == set(CATEGORIES)
    assert published.words_of("journalState") == set(JOURNAL_STATES)


def test_sale_is_a_fare_as_described(quick, at_once):
    seller = at_once.shop.channel.seller
    seller.vat_number = "NL001234567B01"
    seller.save()
    booking = quick.commit()

    [entry] = journal(quick)

    assert set(entry) == set(SALE)
    assert (entry["category"], entry["journalId"]) == ("FARE", booking["id"])
    assert (entry["state"], entry["vatNumber"]) == ("TO_INVOICE", "NL001234567B01")
    [part] = entry["details"]["parts"]
    assert (part["type"], part["amount"], part["vatRate"]) == ("FIXED", 4.0, 9.0)


def test_rental_is_a_fare_with_the_time_of_its_use(renter, clock):
    rental = finished(renter, clock)

    [entry] = journal(renter)

    assert (entry["category"], entry["journalId"]) == ("FARE", rental["id"])
    assert (entry["usedTime"], entry["amount"]) == (900, 3.85)
    assert "rentalStartMileage" not in entry


def test_claim_is_an_entry_as_described(quick):
    booking = quick.commit()

    entry = body_of(claim(quick, booking), 200)

    told = CLAIM | {"journalId": booking["id"]}
    told.pop("vatNumber")
    assert entry == told
    assert body_of(claim(quick, booking), 200) == entry
    assert journal(quick)[1] == entry


def test_rental_is_claimed_for_as_well(renter, clock):
    rental = finished(renter, clock)
    costs = COSTS_REQUEST | {
        "category": "REFUND",
        "amount": -1.0,
        "number": 2,
        "numberType": "OTHER",
    }

    entry = body_of(claim(renter, rental, costs), 200)

    assert (entry["category"], entry["amount"]) == ("REFUND", -1.0)
    assert (entry["details"]["number"], entry["details"]["numberType"]) == (2.0, "OTHER")


@pytest.mark.parametrize(
    ("costs", "told"),
    [
        ({}, (400, 6001)),
        ({"description": "A fine", "amount": 1}, (400, 6001)),
        (COSTS_REQUEST | {"category": "ALL"}, (400, 6002)),
        (COSTS_REQUEST | {"amount": 0}, (400, 6002)),
        (COSTS_REQUEST | {"amount": "1"}, (400, 6002)),
        (COSTS_REQUEST | {"numberType": "LITER"}, (400, 6001)),
        (COSTS_REQUEST | {"number": -1}, (400, 6002)),
        (COSTS_REQUEST | {"currencyCode": "SEK"}, (400, 6002)),
        (COSTS_REQUEST | {"category": "CREDIT", "amount": -5}, (403, 6503)),
    ],
)
def test_claim_that_cannot_be_is_refused(quick, costs, told):
    assert refusal_of(claim(quick, quick.commit(), costs)) == told


def test_claim_for_what_was_never_sold_is_refused(quick):
    assert refusal_of(claim(quick, quick.book())) == (403, 6004)
    assert refusal_of(claim(quick, {"id": "unknown"})) == (404, 6204)


def test_charge_of_the_operator_is_in_the_journal(quick):
    booking = Booking.objects.get(reference=quick.commit()["id"])
    facts = CostFacts(CostKind.FINE, "No ticket was shown", Decimal("50.00"))

    cost = charge_extra_cost(booking, facts, by=STAFF, at=NOW)

    entry = journal(quick)[1]
    assert (entry["category"], entry["amount"], entry["comment"]) == (
        "FINE",
        50.0,
        "No ticket was shown",
    )
    assert payment.extra_costs_to_wire(cost, country="NL") == entry["details"]


def test_entries_are_invoiced_with_their_invoice(quick, at_once):
    quick.commit()
    [invoice] = invoiced(at_once.shop)

    [entry] = journal(quick, "?state=INVOICED")

    assert (entry["state"], entry["invoiceId"]) == ("INVOICED", str(invoice.number))
    assert entry["invoiceDate"] == f"{NEXT_DAY:%Y-%m-%d}T00:00:00Z"
    assert entry["expirationDate"] == f"{invoice.due_on}T00:00:00Z"
    assert journal(quick, "?state=TO_INVOICE") == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?category=ALL", 2),
        ("?category=FARE", 1),
        ("?category=DAMAGE", 1),
        ("?category=FINE", 0),
        ("?limit=1", 1),
        ("?offset=1", 1),
        ("?id=unknown", 0),
        ("?from=2026-06-01T00:00:00Z&to=2026-06-02T00:00:00Z", 2),
        ("?from=2026-06-02T00:00:00Z", 0),
    ],
)
def test_journal_is_narrowed(quick, query, count):
    booking = quick.commit()
    claim(quick, booking)

    assert len(journal(quick, query)) == count
    assert len(journal(quick, f"?id={booking['id']}")) == 2


def test_page_that_is_too_big_is_refused(quick):
    assert refusal_of(quick.get("/payment/journal-entry", "?limit=101")) == (400, 1009)
