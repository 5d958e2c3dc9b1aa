"""Links that were made with an app's access token end with what let the app in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from operators.tenancy.client_actions import renew_client, revoke_client
from sales.accounts.actions.accounts import erase_traveller_account
from sales.accounts.actions.links import LINK_LASTS, find_link, link_account
from sales.accounts.errors import LinkEnded
from sales.accounts.grants.actions import GRANT_LASTS, revoke_by_token, revoke_grant, revoke_grants
from sales.accounts.grants.errors import GrantEnded, RefreshUsed
from sales.models import AccountLink
from tests.factories.accounts import AccountLinkFactory
from tests.factories.grants import AccountGrantFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import SalesChannelFactory
from tests.sales.granting import refresh

pytestmark = pytest.mark.django_db

SOON = later(minutes=1)


@pytest.fixture
def grant():
    return AccountGrantFactory()


@pytest.fixture
def channel(grant):
    return SalesChannelFactory(tenant=grant.tenant)


@pytest.fixture
def linked(grant, channel):
    """The link that the app made, and its secret."""
    return link_account(grant.account, channel, None, grant=grant, by=BY, at=NOW)


def by_token(grant):
    revoke_by_token(grant.client, grant.access, by=BY, at=SOON)


def by_misuse(grant):
    refresh(grant, grant.refresh)
    with pytest.raises(RefreshUsed):
        refresh(grant, grant.refresh, at=SOON)


WAYS = {
    "by the traveller or staff": lambda grant: revoke_grant(grant, by=BY, at=SOON),
    "with all other apps": lambda grant: revoke_grants(grant.account, by=BY, at=SOON),
    "by the app": by_token,
    "by a token that came back": by_misuse,
    "with the account": lambda grant: erase_traveller_account(grant.account, by=BY, at=SOON),
}


@pytest.mark.parametrize("end", WAYS.values(), ids=WAYS)
def test_link_ends_with_its_grant(grant, channel, linked, end):
    link, secret = linked
    assert find_link(channel, secret, at=SOON) == link

    end(grant)

    with pytest.raises(LinkEnded):
        find_link(channel, secret, at=SOON)
    assert AccountLink.objects.get().revoked_at == SOON
    assert grant.account.events.filter(name="UNLINKED", link=link).count() == 1


@pytest.mark.parametrize("end", [renew_client, revoke_client])
def test_link_opens_nothing_once_its_client_does_not_vouch_for_it(grant, channel, linked, end):
    end(grant.client, by=BY, at=SOON)

    with pytest.raises(LinkEnded):
        find_link(channel, linked[1], at=SOON)


def test_link_that_is_made_after_another_secret_was_stored_counts(grant, channel):
    grant.client = renew_client(grant.client, by=BY, at=NOW).client
    link, secret = link_account(grant.account, channel, None, grant=grant, by=BY, at=NOW)

    assert find_link(channel, secret, at=NOW) == link


def test_link_does_not_outlive_its_grant(grant, channel):
    link, _ = link_account(grant.account, channel, None, grant=grant, by=BY, at=later(days=100))

    assert link.ends_at == NOW + GRANT_LASTS < later(days=100) + LINK_LASTS


def test_other_links_stay(grant, channel, linked):
    other = AccountLinkFactory(account=grant.account, channel=channel)

    revoke_grant(grant, by=BY, at=SOON)

    assert find_link(channel, other.secret, at=SOON) == other


def test_grant_that_ended_since_its_token_was_read_links_nothing(grant, channel):
    revoke_grant(grant, by=BY, at=NOW)

    with pytest.raises(GrantEnded):
        link_account(grant.account, channel, None, grant=grant, by=BY, at=NOW)


def test_link_is_found_in_one_query(channel, linked, django_assert_num_queries):
    with django_assert_num_queries(1):
        find_link(channel, linked[1], at=NOW + timedelta(hours=1))
