"""What timers do with links that ended, and with providers that do not answer."""

from __future__ import annotations

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.db import DatabaseError

from sales import tasks
from sales.accounts.actions.accounts import erase_traveller_account
from sales.accounts.providers.actions.links import end_provider_link, link_provider
from sales.accounts.providers.actions.sweeps import (
    MOST_TRIES,
    forget_client_links,
    lapse_provider_links,
    revoke_ended_links,
)
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.terms import Credentials
from sales.models import ProviderLink, ProviderLinkEvent
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.providers import AccountProviderFactory, ProviderLinkFactory
from tests.factories.sales import SalesChannelFactory
from tests.oauth_provider import running_oauth_server
from tests.sales.providing import linked_at, names_of, provider_at

pytestmark = pytest.mark.django_db
KNOWN = Credentials("ada", "access", "refresh")


def client_links(count: int) -> list[ProviderLink]:
    provider = AccountProviderFactory()
    channel = SalesChannelFactory(tenant=provider.tenant)
    return [
        link_provider(
            provider, LinkHolder.of_client(channel, f"device-{number}"), KNOWN, by=BY, at=NOW
        )
        for number in range(count)
    ]


def revoke(at) -> int:
    return revoke_ended_links(by=BY, at=at, limit=100)


def test_links_whose_time_is_over_lapse():
    first, second, third = client_links(3)
    stays = ProviderLinkFactory()

    assert lapse_provider_links(by=BY, at=later(seconds=86399), limit=2) == 0
    assert lapse_provider_links(by=BY, at=later(hours=24), limit=2) == 2
    assert lapse_provider_links(by=BY, at=later(hours=24), limit=2) == 1
    assert revoke(later(hours=24)) == 3

    for link in (first, second, third):
        link.refresh_from_db()
        assert (link.ended_at, link.sealed_credentials) == (later(hours=24), "")
        assert names_of(link) == ["LINKED", "LAPSED", "REVOKED"]
    stays.refresh_from_db()
    assert stays.is_usable(later(days=900))


def test_revoking_is_tried_for_two_hours_and_then_given_up():
    with running_oauth_server() as server:
        link = linked_at(server, provider_at(server))
        end_provider_link(link, by=BY, at=NOW)
        server.instead = (503, {})
        tried = [minute for minute in range(300) if revoke(later(minutes=minute))]

    assert tried == [0, 1, 3, 7, 15, 31, 63, 127]
    link.refresh_from_db()
    assert (link.tries, link.sealed_credentials, link.next_try_at) == (MOST_TRIES, "", None)
    assert names_of(link) == ["LINKED", "UNLINKED", "GIVEN_UP"]


@pytest.mark.parametrize(
    ("answer", "event"),
    [
        ((200, {}), "REVOKED"),
        ((400, {"error": "invalid_grant"}), "REVOKED"),
        ((400, {"error": "unsupported_token_type"}), "REVOKED"),
        ((401, {"error": "invalid_client"}), "UNLINKED"),
        ((500, b"oops"), "UNLINKED"),
    ],
)
def test_what_a_provider_answers_to_revoking(answer, event):
    with running_oauth_server() as server:
        link = linked_at(server, provider_at(server))
        end_provider_link(link, by=BY, at=NOW)
        server.instead = answer
        revoke(NOW)

    assert names_of(link)[-1] == event


def test_access_token_is_revoked_where_there_is_no_other():
    with running_oauth_server() as server:
        known = Credentials("ada", "lonely", expires_at=later(hours=1))
        link = ProviderLinkFactory(provider=provider_at(server), credentials=known)
        end_provider_link(link, by=BY, at=NOW)
        revoke(NOW)

    [form] = server.calls("/revoke")
    assert (form["token"], form["token_type_hint"]) == ("lonely", "access_token")


def test_provider_where_nothing_can_be_revoked_is_not_asked():
    with running_oauth_server() as server:
        link = linked_at(server, provider_at(server, revoke_url=""))
        end_provider_link(link, by=BY, at=NOW)
        revoke(NOW)

        assert server.calls("/revoke") == []
    assert names_of(link) == ["LINKED", "UNLINKED", "REVOKED"]


def test_erased_account_is_unlinked_at_the_provider_as_well():
    with running_oauth_server() as server:
        link = linked_at(server, provider_at(server))
        erase_traveller_account(link.account, by=BY, at=NOW)
        revoke(NOW)

        assert "ada" not in server.refresh_tokens.values()
    link.refresh_from_db()
    assert (link.subject, link.sealed_credentials) == ("", "")
    assert link.ended_at == NOW


def test_credentials_whose_key_is_lost_are_given_up(settings):
    with running_oauth_server() as server:
        link = linked_at(server, provider_at(server))
        end_provider_link(link, by=BY, at=NOW)
        settings.SECRETS_KEYS = [Fernet.generate_key().decode()]
        revoke(NOW)

        assert server.calls("/revoke") == []
    assert names_of(link) == ["LINKED", "UNLINKED", "GIVEN_UP"]


def forget(at) -> int:
    return forget_client_links(by=BY, at=at, limit=2)


def test_links_of_copies_of_apps_are_forgotten_a_month_after_their_end():
    links = client_links(3)
    open_one, stays = client_links(1)[0], ProviderLinkFactory()
    for link in [*links, stays]:
        end_provider_link(link, by=BY, at=NOW)
    end_of_waiting = later(days=30)
    assert forget(end_of_waiting) == 0, "their credentials wait to be revoked"
    revoke(NOW)

    assert forget(later(days=30, seconds=-1)) == 0
    assert [forget(end_of_waiting) for _ in range(3)] == [2, 1, 0]

    assert set(ProviderLink.objects.all()) == {open_one, stays}
    assert set(ProviderLinkEvent.objects.values_list("link", flat=True)) == {open_one.pk, stays.pk}


@pytest.mark.parametrize("count", [1, 3])
def test_links_are_forgotten_in_as_many_statements(count):
    for link in client_links(count):
        end_provider_link(link, by=BY, at=NOW)
    revoke(NOW)

    with counted() as sent:
        forget_client_links(by=BY, at=later(days=30), limit=10)

    assert not ProviderLink.objects.exists()
    assert sent.statements <= 6


@pytest.mark.parametrize("is_ended", [False, True])
def test_events_of_other_links_are_not_deleted(is_ended):
    link = ProviderLinkFactory() if is_ended else client_links(1)[0]
    if is_ended:
        end_provider_link(link, by=BY, at=NOW)
        revoke(NOW)

    with pytest.raises(DatabaseError, match="Cannot delete rows from sales_providerlinkevent"):
        link.events.all().delete()


def test_timer_forgets_links():
    for link in client_links(3):
        end_provider_link(link, by=BY, at=NOW)
    revoke(NOW)

    with time_machine.travel(later(days=30), tick=False):
        assert tasks.forget_client_links.apply().get() == 3


def test_timers_end_links_and_forget_what_opened_them():
    [link] = client_links(1)

    with time_machine.travel(later(hours=24), tick=False):
        assert tasks.lapse_provider_links.apply().get() == 1
        assert tasks.revoke_ended_links.apply().get() == 1

    lapsed, revoked = link.events.order_by("pk")[1:]
    assert (lapsed.name, lapsed.actor) == ("LAPSED", "timer:lapse-provider-links")
    assert (revoked.name, revoked.actor) == ("REVOKED", "timer:revoke-ended-links")
