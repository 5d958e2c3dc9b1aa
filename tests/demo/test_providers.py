"""The demo has accounts to link in both ways; its client is renewed when its secret is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from demo.kept import KeptSecrets
from demo.providers import CLIENT, OWN, PAGE, ensure_providers
from demo.travellers import FACTS, PASSWORD
from operators.models import ApiClient, Operator
from operators.tenancy.actions import digest_of
from operators.tenancy.actors import Actor
from sales.accounts.providers.actions.links import sign_in_at
from sales.accounts.providers.queries import find_provider, providers_of
from sales.accounts.providers.secrets import client_secret_of
from sales.models import TravellerAccount
from tests.demo.towns import open_town

AT = datetime(2026, 3, 4, 10, 17, 5, tzinfo=UTC)
BY = Actor.command("test")

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(town, tmp_path) -> KeptSecrets:
    open_town(town, tmp_path)
    return KeptSecrets(tmp_path / "demo-secrets.json")


@pytest.fixture
def operator(kept) -> Operator:
    return find_provider(TravellerAccount.objects.get().tenant_id, OWN).operator


def test_her_password_links_her_account(kept, operator):
    provider = find_provider(operator.tenant_id, OWN)

    known = sign_in_at(provider, username=FACTS.email, password=kept.get(PASSWORD), at=AT)

    assert known.subject == TravellerAccount.objects.get().reference


def test_provider_with_a_page_knows_the_client(kept, operator):
    provider = find_provider(operator.tenant_id, PAGE)
    client = ApiClient.objects.get(name=CLIENT)

    assert provider.client_id == client.client_id == kept.get("linking client")
    assert client.digest == digest_of(client_secret_of(provider))
    assert client.redirect_uris == [provider.redirect_uri]


@pytest.mark.parametrize("is_lost", [False, True])
def test_client_is_issued_anew_where_its_secret_is_lost(kept, operator, is_lost, tmp_path):
    client = ApiClient.objects.get(name=CLIENT)
    told = KeptSecrets(tmp_path / "others.json") if is_lost else kept

    providers = ensure_providers(operator, client.organisation, told, by=BY, at=AT)

    assert providers == providers_of(operator.tenant_id)
    live = ApiClient.objects.get(name=CLIENT, revoked_at=None)
    assert (live != client) is is_lost
    provider = find_provider(operator.tenant_id, PAGE)
    assert provider.client_id == live.client_id
    assert live.digest == digest_of(client_secret_of(provider))
