"""Accounts here that change while they are being linked."""

from __future__ import annotations

import pytest

from sales.accounts.actions.links import revoke_link
from sales.accounts.actions.passwords import change_password, check_password
from sales.accounts.errors import LinkEnded
from sales.accounts.providers.actions.credentials import check_link
from sales.accounts.providers.actions.links import link_provider, sign_in_at
from sales.accounts.providers.errors import CredentialsRejected, WrongCredentials
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.terms import Credentials
from sales.models import ProviderLink, TravellerAccount
from tests.factories.accounts import PASSWORD, AccountLinkFactory, TravellerAccountFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.providers import AccountProviderFactory
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


def signed_in(provider, account: TravellerAccount, *, at=NOW) -> Credentials:
    return sign_in_at(provider, username=account.email, password=PASSWORD, at=at)


def test_password_that_is_changed_while_it_is_checked_links_nothing(
    provider, account, holder, monkeypatch
):
    """Its change begins before the sign-in and is committed after the password was found right."""

    def slowly(*args, at):
        found = check_password(*args, at=at)
        change_password(account, "five grey donkeys", by=BY, at=NOW)
        return found

    monkeypatch.setattr("sales.accounts.providers.gateways.own.check_password", slowly)

    with pytest.raises(WrongCredentials):
        signed_in(provider, account, at=later(seconds=1))


def test_change_that_is_committed_late_rejects_the_link(provider, account, holder):
    """It is said to have happened before the sign-in with the password that it replaced."""
    link = link_provider(
        provider, holder, signed_in(provider, account, at=later(seconds=1)), by=BY, at=NOW
    )
    change_password(account, "five grey donkeys", by=BY, at=NOW)

    with pytest.raises(CredentialsRejected):
        check_link(link, by=BY, at=later(minutes=2))


def test_nothing_is_linked_once_what_was_shown_has_ended(provider, account):
    """A new password by letter ends all links; those that are being made do not come after it."""
    shown = AccountLinkFactory(account=account, channel=SalesChannelFactory(tenant=provider.tenant))
    holder, known = LinkHolder.of_account(account, shown=shown), signed_in(provider, account)
    revoke_link(shown, by=BY, at=NOW)

    with pytest.raises(LinkEnded):
        link_provider(provider, holder, known, by=BY, at=NOW)
    assert not ProviderLink.objects.exists()
