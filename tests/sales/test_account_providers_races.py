"""Links to providers that several want at the same moment, and what is left when one is late."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest
from django.db import connection

from sales.accounts.actions.accounts import erase_traveller_account
from sales.accounts.providers.actions.credentials import check_link, credentials_for
from sales.accounts.providers.actions.links import link_provider, unlink_provider
from sales.accounts.providers.actions.sweeps import revoke_ended_links
from sales.accounts.providers.errors import ProviderBusy, ProviderLinkMissing
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.terms import Credentials
from sales.models import ProviderLink, TravellerAccount
from tests.factories.moments import BY, NOW
from tests.factories.providers import AccountProviderFactory
from tests.factories.sales import SalesChannelFactory
from tests.oauth_provider import running_oauth_server
from tests.racing import in_thread, race
from tests.sales.providing import linked_at, names_of, provider_at

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
NEARLY = HOUR - timedelta(seconds=30)


@pytest.fixture
def server():
    with running_oauth_server() as server:
        yield server


@pytest.fixture
def provider(server):
    return provider_at(server)


def once(path, act):
    """For `during`: act when the path is asked for the first time."""
    left = [act]

    def during(asked):
        if asked == path and left:
            try:
                left.pop()()
            finally:
                connection.close()

    return during


@pytest.mark.parametrize("needed_at", [NOW + NEARLY, NOW + HOUR])
def test_of_several_who_need_credentials_one_renews_them(server, provider, needed_at):
    link = linked_at(server, provider)
    before = len(server.calls("/token"))

    told = race(*[lambda: credentials_for(link, by=BY, at=needed_at) for _ in range(4)])

    assert len(server.calls("/token")) == before + 1
    stored = credentials_for(link, by=BY, at=needed_at)
    assert stored.refresh_token not in server.used
    for one in told:
        # Over, the old ones serve nobody; whoever comes too early is asked to wait.
        assert isinstance(
            one, Credentials if needed_at < NOW + HOUR else Credentials | ProviderBusy
        )
    assert stored in told
    assert names_of(link) == ["LINKED", "RENEWED"]


def test_of_several_who_see_a_spent_token_one_renews(server, provider):
    link = linked_at(server, provider)
    server.access_tokens.clear()
    before = len(server.calls("/token"))

    told = race(*[lambda: check_link(link, by=BY, at=NOW) for _ in range(3)])

    assert len(server.calls("/token")) == before + 1
    assert any(isinstance(one, ProviderLink) for one in told)
    assert all(isinstance(one, ProviderLink | ProviderBusy) for one in told)
    assert ProviderLink.objects.get(pk=link.pk).is_usable(NOW)


def test_renewal_whose_process_died_is_done_by_the_next(server, provider):
    link = linked_at(server, provider)
    link.renewing_until = NOW + HOUR + timedelta(seconds=60)
    link.save()

    with pytest.raises(ProviderBusy) as refusal:
        credentials_for(link, by=BY, at=NOW + HOUR + timedelta(seconds=59))

    assert refusal.value.wait > 0
    assert credentials_for(link, by=BY, at=NOW + HOUR + timedelta(seconds=60)).subject == "ada"


def test_link_that_ends_while_it_is_renewed_is_revoked_as_it_became(server, provider):
    link = linked_at(server, provider)
    holder = LinkHolder.of_account(link.account)
    server.during = once("/token", lambda: unlink_provider(provider, holder, by=BY, at=NOW + HOUR))

    with pytest.raises(ProviderLinkMissing):
        credentials_for(link, by=BY, at=NOW + HOUR)
    revoke_ended_links(by=BY, at=NOW + HOUR, limit=10)

    [revoked] = server.calls("/revoke")
    assert revoked["token"] not in server.used
    assert "ada" not in server.refresh_tokens.values()
    assert names_of(link) == ["LINKED", "UNLINKED", "REVOKED"]


def test_link_that_is_revoked_while_it_is_renewed_leaves_nothing_open(server, provider):
    """The timer comes by before the provider's answer, to a provider that revokes token by
    token."""
    link = linked_at(server, provider)
    holder = LinkHolder.of_account(link.account)
    server.revokes_alone = True

    def end():
        unlink_provider(provider, holder, by=BY, at=NOW + HOUR)
        revoke_ended_links(by=BY, at=NOW + HOUR, limit=10)

    server.afterwards = once("/token", end)
    with pytest.raises(ProviderLinkMissing):
        credentials_for(link, by=BY, at=NOW + HOUR)
    revoke_ended_links(by=BY, at=NOW + HOUR, limit=10)

    assert set(server.refresh_tokens) <= server.used
    link.refresh_from_db()
    assert (link.sealed_credentials, link.next_try_at, link.renewing_until) == ("", None, None)


def test_link_whose_renewal_died_is_revoked_a_minute_later(server, provider):
    link = linked_at(server, provider)
    ProviderLink.objects.update(renewing_until=NOW + timedelta(seconds=60))
    unlink_provider(provider, LinkHolder.of_account(link.account), by=BY, at=NOW)

    assert revoke_ended_links(by=BY, at=NOW, limit=10) == 0
    assert revoke_ended_links(by=BY, at=NOW + timedelta(seconds=60), limit=10) == 1
    assert "ada" not in server.refresh_tokens.values()


def test_new_link_stays_when_the_old_one_is_rejected_late(server, provider):
    link = linked_at(server, provider)
    holder = LinkHolder.of_account(link.account)
    fresh = Credentials("ada", "new-access", "new-refresh")
    server.forget("ada")
    server.during = once(
        "/token", lambda: link_provider(provider, holder, fresh, by=BY, at=NOW + HOUR)
    )

    with pytest.raises(Exception, match="link"):
        credentials_for(link, by=BY, at=NOW + HOUR)

    new = ProviderLink.objects.get(ended_at=None)
    assert new.is_usable(NOW + HOUR)
    assert names_of(link) == ["LINKED", "REPLACED"]


def test_two_who_link_at_once_leave_one_link():
    provider = AccountProviderFactory()
    channel = SalesChannelFactory(tenant=provider.tenant)
    holder = LinkHolder.of_client(channel, "device-1")
    known = Credentials("ada", "access", "refresh")

    told = race(*[lambda: link_provider(provider, holder, known, by=BY, at=NOW) for _ in range(4)])

    assert all(isinstance(one, ProviderLink) for one in told)
    assert ProviderLink.objects.filter(ended_at=None).count() == 1
    assert ProviderLink.objects.count() == 4


def test_erased_account_is_left_without_links(server, provider):
    link = linked_at(server, provider)
    account = TravellerAccount.objects.get()
    holder = LinkHolder.of_account(account)
    known = Credentials("ada", "access", "refresh")

    race(
        lambda: erase_traveller_account(account, by=BY, at=NOW),
        lambda: link_provider(provider, holder, known, by=BY, at=NOW),
    )

    assert not ProviderLink.objects.filter(ended_at=None).exists()
    link.refresh_from_db()
    assert link.subject == ""


def test_link_is_revoked_by_one_timer_alone(server, provider):
    for _ in range(2):
        link = linked_at(server, provider)
        unlink_provider(provider, LinkHolder.of_account(link.account), by=BY, at=NOW)
    reached = Event()
    release = Event()

    def wait() -> None:
        reached.set()
        release.wait(10)

    server.during = once("/revoke", wait)
    slow = in_thread(lambda: revoke_ended_links(by=BY, at=NOW, limit=1))
    assert reached.wait(10)

    tried = revoke_ended_links(by=BY, at=NOW, limit=10)
    release.set()
    slow.join(10)

    assert tried == 1
    assert len(server.calls("/revoke")) == 2
    assert not ProviderLink.objects.exclude(sealed_credentials="").exists()
