"""Accounts of customers: opened, changed, erased, and opened again."""

from __future__ import annotations

from datetime import date

import pytest

from sales.errors import CustomerBlocked, CustomerErased, CustomerKnown
from sales.models import Customer
from sales.orders.customers import (
    CustomerFacts,
    block_customer,
    change_account,
    erase_account,
    know_customer,
    open_account,
)
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import CustomerFactory, SalesChannelFactory
from tests.racing import race
from tests.standing import standing

pytestmark = pytest.mark.django_db

ANNA = CustomerFacts(
    "anna-1", first_name="Anna", email="anna@mp.example", birth_date=date(1990, 5, 17)
)


@standing
def channel():
    return SalesChannelFactory()


def names(customer):
    return list(customer.events.order_by("pk").values_list("name", flat=True))


def opened(channel, facts=ANNA, at=NOW):
    return open_account(channel, facts, by=BY, at=at)


def test_account_keeps_what_was_told_and_when(channel):
    customer = opened(channel)

    assert (customer.external_id, customer.first_name) == ("anna-1", "Anna")
    assert (customer.birth_date, customer.phone) == (date(1990, 5, 17), "")
    assert (customer.opened_at, customer.changed_at) == (NOW, NOW)
    assert names(customer) == ["OPENED"]


def test_account_opened_again_is_the_one_that_is_there(channel):
    first = opened(channel)

    again = opened(channel, at=later(hours=1))
    told = opened(channel, CustomerFacts("anna-1", last_name="Berg"), at=later(hours=2))

    assert (again, told) == (first, first)
    assert (again.changed_at, told.changed_at) == (NOW, later(hours=2))
    assert (told.first_name, told.last_name) == ("Anna", "Berg")
    assert names(first) == ["OPENED", "CHANGED"]


def test_customer_who_is_known_gets_its_account(channel):
    known = know_customer(channel, CustomerFacts("anna-1", phone="+31"), at=NOW)

    customer = opened(channel, at=later(hours=1))

    assert (customer, customer.phone, customer.opened_at) == (known, "+31", later(hours=1))


def test_account_is_found_by_our_id_and_else_the_id_counts_as_theirs(channel):
    customer = opened(channel)

    by_account = know_customer(channel, CustomerFacts("", reference=customer.reference), at=NOW)
    by_their_id = know_customer(channel, CustomerFacts("", reference="anna-1"), at=NOW)
    opened_by_account = opened(channel, CustomerFacts("new", reference=customer.reference))
    stranger = know_customer(
        SalesChannelFactory(), CustomerFacts("", reference=customer.reference), at=NOW
    )

    assert (by_account, by_their_id, opened_by_account) == (customer, customer, customer)
    assert (stranger.external_id, stranger == customer) == (customer.reference, False)


def test_facts_name_a_customer_by_either_id():
    customer = CustomerFactory(external_id="c-1")

    told = [CustomerFacts("c-1"), CustomerFacts("", reference=customer.reference)]

    assert [facts.name(customer) for facts in told] == [True, True]
    assert not CustomerFacts("c-2").name(customer)


def test_booking_for_a_customer_changes_its_account(channel):
    customer = opened(channel)

    know_customer(channel, CustomerFacts("anna-1", last_name="Berg"), at=later(hours=1))

    customer.refresh_from_db()
    assert (customer.last_name, customer.changed_at) == ("Berg", later(hours=1))


def test_change_sets_and_removes(channel):
    customer = opened(channel)

    changed = change_account(
        customer, {"email": "", "birth_date": None, "phone": "+31"}, by=BY, at=later(hours=1)
    )

    assert (changed.email, changed.birth_date, changed.phone) == ("", None, "+31")
    assert (changed.first_name, changed.changed_at) == ("Anna", later(hours=1))
    assert names(customer) == ["OPENED", "CHANGED"]


def test_change_that_says_nothing_new_is_none(channel):
    customer = opened(channel)

    changed = change_account(customer, {"first_name": "Anna"}, by=BY, at=later(hours=1))

    assert (changed.changed_at, names(customer)) == (NOW, ["OPENED"])


def test_id_of_another_customer_is_refused(channel):
    customer = opened(channel)
    CustomerFactory(channel=channel, external_id="taken")

    with pytest.raises(CustomerKnown):
        change_account(customer, {"external_id": "taken"}, by=BY, at=NOW)
    assert (
        change_account(customer, {"external_id": "anna-2"}, by=BY, at=NOW).external_id == "anna-2"
    )


def test_erased_customer_is_nobody_and_gets_nothing_more(channel):
    customer = opened(channel)

    erased = erase_account(customer, by=BY, at=later(days=1))
    again = erase_account(customer, by=BY, at=later(days=2))

    assert (erased.first_name, erased.email, erased.birth_date) == ("", "", None)
    assert (again.erased_at, again.external_id) == (later(days=1), "anna-1")
    assert names(customer) == ["OPENED", "ERASED"]
    for facts in (ANNA, CustomerFacts("", reference=customer.reference)):
        with pytest.raises(CustomerErased):
            know_customer(channel, facts, at=later(days=3))
    with pytest.raises(CustomerErased):
        change_account(customer, {"first_name": "Anna"}, by=BY, at=later(days=3))
    assert issubclass(CustomerErased, CustomerBlocked)


def test_account_after_an_erased_one_knows_nothing_of_it(channel):
    gone = erase_account(opened(channel), by=BY, at=NOW)

    customer = opened(channel, CustomerFacts("anna-1"), at=later(days=1))

    gone.refresh_from_db()
    assert (customer == gone, customer.first_name) == (False, "")
    assert (gone.external_id, gone.erased_at) == (gone.reference, NOW)
    assert know_customer(channel, CustomerFacts("anna-1"), at=later(days=1)) == customer


def test_erased_account_is_not_opened_by_our_id(channel):
    gone = erase_account(opened(channel), by=BY, at=NOW)

    with pytest.raises(CustomerErased):
        opened(channel, CustomerFacts("anna-2", reference=gone.reference))


def test_account_of_a_blocked_customer_opens_and_books_nothing(channel):
    block_customer(know_customer(channel, ANNA, at=NOW), by=BY, at=NOW)

    assert opened(channel).blocked_at == NOW
    with pytest.raises(CustomerBlocked):
        know_customer(channel, ANNA, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_account_opened_by_many_at_once_is_one():
    channel = SalesChannelFactory()
    gone = erase_account(opened(channel), by=BY, at=NOW)

    made = race(*[lambda: opened(channel, at=later(days=1))] * 4)

    assert len({customer.pk for customer in made}) == 1
    assert Customer.objects.filter(channel=channel).exclude(pk=gone.pk).count() == 1
    assert names(made[0]) == ["OPENED"]
