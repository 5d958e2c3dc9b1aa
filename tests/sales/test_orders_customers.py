import pytest

from operators.tenancy.actors import Actor
from sales.errors import CustomerBlocked
from sales.models import Customer
from sales.orders.customers import (
    CustomerFacts,
    block_customer,
    know_customer,
    unblock_customer,
)
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import CustomerFactory, SalesChannelFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db

ANNA = CustomerFacts("anna-1", first_name="Anna", email="anna@example.com")


@standing
def channel():
    return SalesChannelFactory()


def test_customer_is_known_by_the_partners_id(channel):
    customer = know_customer(channel, ANNA, at=NOW)

    assert know_customer(channel, ANNA, at=NOW) == customer == Customer.objects.get()
    assert (customer.channel, customer.tenant) == (channel, channel.tenant)
    assert know_customer(SalesChannelFactory(), ANNA, at=NOW) != customer


def test_customer_of_whom_nothing_is_new_is_read_and_not_written(channel):
    know_customer(channel, ANNA, at=NOW)

    with counted() as count:
        know_customer(channel, CustomerFacts("anna-1", first_name="Anna"), at=NOW)

    assert count.statements == 1


def test_customer_keeps_what_is_not_told_again(channel):
    know_customer(channel, ANNA, at=NOW)

    with counted() as count:
        know_customer(
            channel, CustomerFacts("anna-1", last_name="Berg", email="new@example.com"), at=NOW
        )

    stored = Customer.objects.get()
    assert count.statements == 2
    assert (stored.first_name, stored.last_name) == ("Anna", "Berg")
    assert stored.email == "new@example.com"


def test_customer_that_is_blocked_is_refused_and_stays_as_it_was(channel):
    block_customer(know_customer(channel, ANNA, at=NOW), by=BY, at=NOW)

    with pytest.raises(CustomerBlocked):
        know_customer(channel, CustomerFacts("anna-1", last_name="Berg"), at=NOW)

    assert Customer.objects.get().last_name == ""


def test_blocking_a_customer_keeps_the_first_moment():
    customer = CustomerFactory()

    block_customer(customer, by=Actor.staff("anna"), at=NOW)
    blocked = block_customer(customer, by=Actor.staff("anna"), at=later(days=1))

    assert blocked.blocked_at == NOW
    unblock_customer(customer, by=BY, at=later(days=2))
    assert unblock_customer(customer, by=BY, at=later(days=3)).blocked_at is None


def test_blocking_writes_down_who_did_it_and_when():
    customer = CustomerFactory()

    for act, days in ((block_customer, 0), (block_customer, 1), (unblock_customer, 2)):
        act(customer, by=Actor.staff("anna"), at=later(days=days))
    unblock_customer(customer, by=BY, at=later(days=3))

    assert list(customer.events.values_list("name", "actor", "happened_at").order_by("pk")) == [
        ("BLOCKED", "staff:anna", NOW),
        ("UNBLOCKED", "staff:anna", later(days=2)),
    ]
