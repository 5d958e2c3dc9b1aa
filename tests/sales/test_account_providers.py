"""Linking the accounts that travellers have here, by password."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from sales.accounts.actions.accounts import block_account, erase_traveller_account
from sales.accounts.actions.letters import renew_password
from sales.accounts.actions.passwords import change_password
from sales.accounts.errors import AccountBlocked
from sales.accounts.proofs import make_proof
from sales.accounts.providers.actions.credentials import check_link, credentials_for
from sales.accounts.providers.actions.links import (
    end_provider_link,
    link_provider,
    sign_in_at,
    take_tokens_of,
    unlink_provider,
)
from sales.accounts.providers.errors import (
    CredentialsRejected,
    ProviderLinkMissing,
    ProviderRefused,
    ProviderUnable,
    WrongCredentials,
)
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.queries import (
    find_provider_link,
    get_provider_link,
    links_of,
)
from sales.accounts.providers.terms import Credentials
from sales.accounts.states import Purpose
from sales.models import ProviderLink, TravellerAccount
from tests.factories.accounts import PASSWORD, TravellerAccountFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.providers import AccountProviderFactory, ProviderLinkFactory
from tests.factories.sales import SalesChannelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return AccountProviderFactory()


@pytest.fixture
def account(provider) -> TravellerAccount:
    return TravellerAccountFactory(tenant=provider.tenant)


@pytest.fixture
def holder(account) -> LinkHolder:
    return LinkHolder.of_account(account)


def names_of(link: ProviderLink) -> list[str]:
    return list(link.events.order_by("pk").values_list("name", flat=True))


def signed_in(provider, account: TravellerAccount, *, at=NOW) -> Credentials:
    return sign_in_at(provider, username=account.email, password=PASSWORD, at=at)


def test_password_opens_an_account_here(provider, account, holder):
    known = signed_in(provider, account)
    link = link_provider(provider, holder, known, by=BY, at=NOW)

    assert known == Credentials(subject=account.reference)
    assert find_provider_link(provider, holder, at=NOW) == link
    assert (link.subject, link.made_at, link.ends_at) == (account.reference, NOW, None)
    assert links_of(holder, at=NOW) == {provider.pk: link}
    assert credentials_for(link, by=BY, at=later(days=900)) == known
    assert names_of(link) == ["LINKED"]


def test_nothing_that_opens_an_account_is_stored_in_the_clear():
    link = ProviderLinkFactory()

    assert "an-access-token" not in link.sealed_credentials
    assert "an-access-token" not in repr(credentials_for(link, by=BY, at=NOW))
    assert "a-refresh-token" not in repr(credentials_for(link, by=BY, at=NOW))


@pytest.mark.parametrize("password", ["wrong", "", "x" * 10_000, "\0", "\ud800"])
def test_wrong_password_links_nothing(provider, account, password):
    with pytest.raises(WrongCredentials):
        sign_in_at(provider, username=account.email, password=password, at=NOW)


def test_account_of_another_tenant_is_not_known(provider):
    stranger = TravellerAccountFactory(tenant=TenantFactory())

    with pytest.raises(WrongCredentials):
        signed_in(provider, stranger)


def test_account_here_may_be_blocked(provider, account):
    block_account(account, by=BY, at=NOW)

    with pytest.raises(ProviderRefused, match="does not serve"):
        signed_in(provider, account)


def test_provider_that_asks_for_a_password_takes_no_tokens(provider):
    with pytest.raises(ProviderUnable):
        take_tokens_of(provider, access_token="token", at=NOW)


def test_client_of_an_app_is_known_by_its_name_in_one_channel(provider, account):
    channel = SalesChannelFactory(tenant=provider.tenant)
    other = SalesChannelFactory(tenant=provider.tenant)
    mine = LinkHolder.of_client(channel, "device-1")

    link = link_provider(provider, mine, signed_in(provider, account), by=BY, at=NOW)

    assert find_provider_link(provider, LinkHolder.of_client(channel, "device-1"), at=NOW) == link
    assert find_provider_link(provider, LinkHolder.of_client(channel, "device-2"), at=NOW) is None
    assert find_provider_link(provider, LinkHolder.of_client(other, "device-1"), at=NOW) is None
    assert find_provider_link(provider, LinkHolder.of_account(account), at=NOW) is None
    assert "device-1" not in link.client_digest


def test_link_of_a_client_holds_for_a_day(provider, account):
    mine = LinkHolder.of_client(SalesChannelFactory(tenant=provider.tenant), "device-1")
    link = link_provider(provider, mine, signed_in(provider, account), by=BY, at=NOW)

    assert link.ends_at == later(hours=24)
    assert find_provider_link(provider, mine, at=later(seconds=86399)) == link
    assert find_provider_link(provider, mine, at=later(hours=24)) is None
    with pytest.raises(ProviderLinkMissing):
        credentials_for(link, by=BY, at=later(hours=24))


def test_linking_again_takes_the_place_of_the_old_link(provider, account, holder):
    old = link_provider(provider, holder, signed_in(provider, account), by=BY, at=NOW)

    new = link_provider(provider, holder, signed_in(provider, account), by=BY, at=later(minutes=1))

    old.refresh_from_db()
    assert (old.ended_at, old.subject, old.sealed_credentials) == (later(minutes=1), "", "")
    assert find_provider_link(provider, holder, at=later(minutes=1)) == new
    assert names_of(old) == ["LINKED", "REPLACED"]


def test_unlinking_ends_the_link_once(provider, account, holder):
    link = link_provider(provider, holder, signed_in(provider, account), by=BY, at=NOW)

    assert unlink_provider(provider, holder, by=BY, at=later(minutes=1)) is True
    assert unlink_provider(provider, holder, by=BY, at=later(minutes=2)) is False

    link.refresh_from_db()
    assert (link.ended_at, link.subject, link.next_try_at) == (
        later(minutes=1),
        "",
        later(minutes=1),
    )
    assert find_provider_link(provider, holder, at=later(minutes=1)) is None
    assert names_of(link) == ["LINKED", "UNLINKED"]


def test_staff_end_a_link_once():
    link = ProviderLinkFactory()

    end_provider_link(link, by=BY, at=later(minutes=1))
    again = end_provider_link(link, by=BY, at=later(minutes=2))

    assert again.ended_at == later(minutes=1)
    assert names_of(link) == ["LINKED", "UNLINKED"]


def test_link_of_others_is_out_of_reach(provider, account, holder):
    link = link_provider(provider, holder, signed_in(provider, account), by=BY, at=NOW)
    other = LinkHolder.of_account(TravellerAccountFactory(tenant=provider.tenant))

    assert find_provider_link(provider, other, at=NOW) is None
    assert unlink_provider(provider, other, by=BY, at=NOW) is False
    assert ProviderLink.objects.get(pk=link.pk).ended_at is None


def test_blocked_account_is_not_linked(provider, account, holder):
    known = signed_in(provider, account)
    block_account(account, by=BY, at=NOW)

    with pytest.raises(AccountBlocked):
        link_provider(provider, holder, known, by=BY, at=NOW)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda account: block_account(account, by=BY, at=later(minutes=1)),
        lambda account: erase_traveller_account(account, by=BY, at=later(minutes=1)),
        lambda account: change_password(account, "five grey donkeys", by=BY, at=later(minutes=1)),
    ],
)
def test_link_is_rejected_once_its_account_is_not_what_it_was(provider, account, spoil):
    client = LinkHolder.of_client(SalesChannelFactory(tenant=provider.tenant), "device-1")
    link = link_provider(provider, client, signed_in(provider, account), by=BY, at=NOW)
    assert check_link(link, by=BY, at=NOW) == link
    spoil(account)

    with pytest.raises(CredentialsRejected) as refusal:
        check_link(link, by=BY, at=later(minutes=2))

    assert refusal.value.provider == provider
    rejected = find_provider_link(provider, client, at=later(minutes=2))
    assert rejected is not None
    assert (rejected.rejected_at, rejected.is_usable(later(minutes=2))) == (later(minutes=2), False)
    assert rejected.sealed_credentials == ""
    assert names_of(link) == ["LINKED", "REJECTED"]
    with pytest.raises(CredentialsRejected):
        get_provider_link(provider, client, at=later(minutes=2))
    with pytest.raises(CredentialsRejected):
        credentials_for(link, by=BY, at=later(minutes=2))


def test_link_whose_key_is_lost_is_rejected(provider, account, holder, settings):
    link = link_provider(provider, holder, signed_in(provider, account), by=BY, at=NOW)
    settings.SECRETS_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(CredentialsRejected):
        credentials_for(link, by=BY, at=NOW)

    assert names_of(link) == ["LINKED", "REJECTED"]


def test_rejected_link_can_be_made_again(provider, account, holder):
    link = link_provider(provider, holder, signed_in(provider, account), by=BY, at=NOW)
    change_password(account, "five grey donkeys", by=BY, at=later(minutes=1))
    with pytest.raises(CredentialsRejected):
        check_link(link, by=BY, at=later(minutes=1))

    known = sign_in_at(
        provider, username=account.email, password="five grey donkeys", at=later(minutes=2)
    )
    new = link_provider(provider, holder, known, by=BY, at=later(minutes=2))

    assert check_link(new, by=BY, at=later(minutes=3)) == new


def test_erasing_an_account_ends_its_links(provider, account, holder):
    link = link_provider(provider, holder, signed_in(provider, account), by=BY, at=NOW)

    erase_traveller_account(account, by=BY, at=later(minutes=1))

    link.refresh_from_db()
    assert (link.ended_at, link.subject) == (later(minutes=1), "")
    assert names_of(link) == ["LINKED", "UNLINKED"]


def test_new_password_without_the_old_one_ends_links(provider, account, holder):
    """A thief of the old one may have linked an account of its own."""
    link = link_provider(provider, holder, signed_in(provider, account), by=BY, at=NOW)
    proof = make_proof(account, Purpose.RENEW, at=NOW)

    renew_password(proof, "seven blue whales", by=BY, at=later(minutes=1))

    link.refresh_from_db()
    assert link.ended_at == later(minutes=1)
