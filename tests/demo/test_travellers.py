"""The traveller of the demo stays signed in, or is signed in again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from demo.channels import TRIPGO
from demo.kept import KeptSecrets
from demo.travellers import LINK, PASSWORD, ensure_traveller, signed_in
from operators.tenancy.actors import Actor
from sales.accounts.actions.links import LINK_LASTS, find_link, revoke_links
from sales.accounts.actions.passwords import check_password
from sales.accounts.models import TravellerAccount
from sales.models import SalesChannel
from tests.demo.towns import open_town

AT = datetime(2026, 3, 4, 10, 17, 5, tzinfo=UTC)
BY = Actor.command("test")

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(town, tmp_path) -> KeptSecrets:
    open_town(town, tmp_path)
    return KeptSecrets(tmp_path / "demo-secrets.json")


@pytest.fixture
def channel() -> SalesChannel:
    return SalesChannel.objects.select_related("tenant").get(code=TRIPGO)


def test_her_password_and_her_apps_secret_open_her_account(kept, channel):
    account = TravellerAccount.objects.get(tenant=channel.tenant)

    assert account.verified_at == account.opened_at
    assert check_password(channel.tenant, account.email, kept.get(PASSWORD), at=AT) == account
    assert find_link(channel, kept.get(LINK), at=AT).account == account


def test_she_is_signed_in_once(kept, channel):
    account = ensure_traveller(channel.tenant, kept, by=BY, at=AT)

    for _ in range(2):
        assert signed_in(account, channel, kept, by=BY, at=AT) == kept.get(LINK)
    assert account.links.count() == 1


@pytest.mark.parametrize("ended", ["revoked", "after a year"])
def test_link_that_has_ended_is_made_again(kept, channel, ended):
    account = ensure_traveller(channel.tenant, kept, by=BY, at=AT)
    at = AT + timedelta(minutes=1)
    if ended == "revoked":
        revoke_links(account, by=BY, at=AT)
    else:
        at = AT + LINK_LASTS
    old = kept.get(LINK)

    secret = signed_in(account, channel, kept, by=BY, at=at)

    assert secret == kept.get(LINK) != old
    assert find_link(channel, secret, at=at).account == account
