"""Links of travellers' accounts to partners."""

from __future__ import annotations

import pytest
from django.db import transaction

from sales.accounts.actions.accounts import (
    block_account,
    erase_traveller_account,
    unblock_account,
)
from sales.accounts.actions.letters import renew_password
from sales.accounts.actions.links import (
    LINK_LASTS,
    find_link,
    link_account,
    revoke_link,
    revoke_links,
)
from sales.accounts.actions.passwords import change_password, check_password
from sales.accounts.errors import (
    AccountBlocked,
    AccountErased,
    LinkEnded,
    LinkUnknown,
    SignInRefused,
)
from sales.accounts.proofs import make_proof
from sales.accounts.states import Purpose
from sales.errors import CustomerBlocked
from sales.models import AccountLink, Customer, TravellerAccount
from sales.orders.customers import block_customer
from tests.factories.accounts import PASSWORD, AccountLinkFactory, TravellerAccountFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import CustomerFactory, SalesChannelFactory
from tests.racing import in_thread, race, wait_until_somebody_waits
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def channel():
    return SalesChannelFactory()


@standing
def account(channel):
    return TravellerAccountFactory(tenant=channel.tenant, first_name="Anna", phone="+4799999999")


def linked(account, channel, customer=None, at=NOW):
    return link_account(account, channel, customer, by=BY, at=at)


def names(account):
    return list(account.events.order_by("pk").values_list("name", flat=True))


def test_link_is_found_by_its_secret_which_is_not_kept(account, channel):
    link, secret = linked(account, channel)

    found = find_link(channel, secret, at=NOW)

    assert (found, found.account) == (link, account)
    assert secret not in repr(AccountLink.objects.values().get())
    assert len(secret) == 43


def test_link_without_a_customer_makes_one_of_what_the_account_tells(account, channel):
    link, _ = linked(account, channel)
    again, _ = linked(account, channel)

    customer = Customer.objects.get()
    assert (link.customer, again.customer) == (customer, customer)
    assert (customer.external_id, customer.channel) == (account.reference, channel)
    assert (customer.first_name, customer.email) == ("Anna", account.email)
    assert customer.phone == "+4799999999"


def test_link_may_be_of_a_customer_that_the_partner_knows(account, channel):
    customer = CustomerFactory(channel=channel)

    link, secret = linked(account, channel, customer)

    assert link.customer == customer
    assert find_link(channel, secret, at=NOW).customer == customer


def test_each_link_has_a_life_of_its_own(account, channel):
    first, first_secret = linked(account, channel)
    _, second_secret = linked(account, channel)

    revoke_link(first, by=BY, at=NOW)

    with pytest.raises(LinkEnded):
        find_link(channel, first_secret, at=NOW)
    assert find_link(channel, second_secret, at=NOW).account == account


def test_link_ends_by_itself_after_a_year(account, channel):
    link, secret = linked(account, channel)

    assert link.ends_at == NOW + LINK_LASTS
    assert find_link(channel, secret, at=later(days=364, hours=23)) == link
    with pytest.raises(LinkEnded):
        find_link(channel, secret, at=NOW + LINK_LASTS)


def test_secret_is_unknown_to_another_channel(account, channel):
    _, secret = linked(account, channel)

    for other in (SalesChannelFactory(tenant=channel.tenant), SalesChannelFactory()):
        with pytest.raises(LinkUnknown):
            find_link(other, secret, at=NOW)
    with pytest.raises(LinkUnknown):
        find_link(channel, secret[:-1], at=NOW)


def test_account_of_another_tenant_is_not_linked(channel):
    with pytest.raises(TravellerAccount.DoesNotExist):
        linked(TravellerAccountFactory(), channel)


def test_links_rest_while_the_account_is_blocked(account, channel):
    link, secret = linked(account, channel)
    block_account(account, by=BY, at=NOW)

    with pytest.raises(AccountBlocked):
        find_link(channel, secret, at=NOW)
    with pytest.raises(AccountBlocked):
        linked(account, channel)
    unblock_account(account, by=BY, at=NOW)
    assert find_link(channel, secret, at=NOW) == link


def test_erased_account_is_not_linked(account, channel):
    erase_traveller_account(account, by=BY, at=NOW)

    with pytest.raises(AccountErased):
        linked(account, channel)


def test_blocked_customer_gets_no_link(account, channel):
    link, _ = linked(account, channel)
    block_customer(link.customer, by=BY, at=NOW)

    with pytest.raises(CustomerBlocked):
        linked(account, channel)


def test_link_is_revoked_once(account, channel):
    link, _ = linked(account, channel)
    revoke_link(link, by=BY, at=NOW)
    again = revoke_link(link, by=BY, at=later(hours=1))

    assert again.revoked_at == NOW
    assert names(account) == ["OPENED", "LINKED", "UNLINKED"]
    assert account.events.get(name="UNLINKED").link == link


def test_all_open_links_of_an_account_end_together(account, channel):
    first, _ = linked(account, channel)
    second, _ = linked(account, SalesChannelFactory(tenant=channel.tenant))
    other = AccountLinkFactory(channel=channel)
    revoke_link(first, by=BY, at=NOW)

    assert revoke_links(account, by=BY, at=later(hours=1)) == [second]
    assert list(AccountLink.objects.live(later(hours=1))) == [other]


def test_finding_a_link_is_one_query(account, channel, django_assert_num_queries):
    _, secret = linked(account, channel)

    with django_assert_num_queries(1):
        assert find_link(channel, secret, at=NOW).customer.email == account.email


@pytest.mark.django_db(transaction=True)
def test_erasure_at_the_moment_of_a_link_leaves_none_that_opens():
    channel = SalesChannelFactory()
    account = TravellerAccountFactory(tenant=channel.tenant)

    made, _ = race(
        lambda: linked(account, channel), lambda: erase_traveller_account(account, by=BY, at=NOW)
    )

    assert isinstance(made, tuple | AccountErased)
    assert AccountLink.objects.live(NOW).count() == 0


def test_password_that_was_renewed_since_it_was_checked_makes_no_link(account, channel):
    signed_in = check_password(channel.tenant, account.email, PASSWORD, at=NOW)
    change_password(account, "another long watchword", by=BY, at=NOW)

    with pytest.raises(SignInRefused):
        linked(signed_in, channel)
    assert not AccountLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_link_does_not_slip_in_after_a_renewed_password_that_ends_all():
    """The thief of the old password signs in while the new one is being stored."""
    channel = SalesChannelFactory()
    account = TravellerAccountFactory(tenant=channel.tenant)
    signed_in = check_password(channel.tenant, account.email, PASSWORD, at=NOW)
    proof = make_proof(account, Purpose.RENEW, at=NOW)

    with transaction.atomic():
        renew_password(proof, "another long watchword", by=BY, at=NOW)
        told = []
        thief = in_thread(lambda: told.append(race(lambda: linked(signed_in, channel))[0]))
        wait_until_somebody_waits()
    thief.join()

    assert isinstance(told[0], SignInRefused)
    assert not AccountLink.objects.exists()
