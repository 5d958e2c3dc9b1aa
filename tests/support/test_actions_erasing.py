"""Forgetting a customer: who it was is gone, what it bought and what was asked stays."""

from __future__ import annotations

import pytest

from bookings.actions.purchases import hold_purchase
from bookings.terms import HoldWish, PartWish
from sales.orders.customers import CustomerFacts, know_customer
from support.actions.erasing import ERASED, erase_customer, erase_traveller
from support.actions.working import answer_case
from support.states import VehiclePart
from tests.factories.accounts import AccountLinkFactory, TravellerAccountFactory
from tests.factories.bookings import BookingFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.factories.support import case

pytestmark = pytest.mark.django_db


def customer_with_case():
    booking = BookingFactory()
    facts = CustomerFacts("anna-1", first_name="Anna", phone="+31")
    booking.customer = know_customer(booking.channel, facts, at=NOW)
    booking.save()
    one = case(
        booking,
        place="Anna's house",
        position=(4.5, 51.9),
        evidence=("https://a.example/anna.jpg",),
        part=VehiclePart.TYRE,
        part_name="Anna's wheel",
        damage="Anna bent it.",
    )
    return booking.customer, answer_case(one, text="Dear Anna", by=BY, at=NOW)


def test_erased_customer_is_forgotten_in_cases_as_well():
    customer, one = customer_with_case()
    stranger = case(text="Mud.")

    erased = erase_customer(customer, by=BY, at=later(days=1))

    one.refresh_from_db()
    stranger.refresh_from_db()
    assert (erased.first_name, erased.phone, erased.erased_at) == ("", "", later(days=1))
    assert (one.text, one.contact, one.place, one.longitude) == ("", "", "", None)
    assert (one.evidence, one.part_name, one.damage) == ([], "", ERASED)
    assert [message.text for message in one.messages.all()] == [ERASED]
    assert (one.state, one.kind, one.part) == ("PROCESSING", "NOT_CLEAN", "TYRE")
    assert stranger.text == "Mud."


def test_what_a_customer_answered_when_it_bought_is_forgotten():
    shop = open_shop(LATER)
    mine, others = (
        hold_purchase(
            [PartWish(shop.offer().reference, "s1", HoldWish(CustomerFacts(who)), {"notes": who})],
            channel=shop.channel,
            by=BY,
            at=NOW,
        )
        for who in ("anna-1", "bob-1")
    )

    erase_customer(mine.customer, by=BY, at=NOW)

    assert (mine.parts.get().told, others.parts.get().told) == ({}, {"notes": "bob-1"})


def test_erasing_again_changes_nothing():
    customer, one = customer_with_case()
    erase_customer(customer, by=BY, at=later(days=1))

    again = erase_customer(customer, by=BY, at=later(days=2))

    names = list(one.events.order_by("pk").values_list("name", flat=True))
    assert (again.erased_at, names) == (later(days=1), ["OPENED", "ANSWERED", "ERASED"])


def test_erased_traveller_is_forgotten_as_a_customer_as_well():
    customer, _ = customer_with_case()
    account = TravellerAccountFactory(tenant=customer.tenant)
    link = AccountLinkFactory(account=account, channel=customer.channel)
    known = AccountLinkFactory(account=account, channel=customer.channel, customer=customer)

    erase_traveller(account, by=BY, at=later(days=1))
    again = erase_traveller(account, by=BY, at=later(days=2))

    link.customer.refresh_from_db()
    customer.refresh_from_db()
    assert (again.email, again.erased_at) == ("", later(days=1))
    assert (link.customer.email, link.customer.erased_at) == ("", later(days=1))
    assert (known.customer.first_name, customer.erased_at) == ("Anna", None)
