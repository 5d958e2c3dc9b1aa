"""Providers of travellers' accounts in the admin, and links to them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from sales.accounts.providers.actions.credentials import check_link
from sales.accounts.providers.actions.links import end_provider_link
from sales.accounts.providers.errors import CredentialsRejected
from sales.accounts.providers.secrets import client_secret_of
from sales.models import AccountProvider
from tests.admin_world import address, errors_of, logged_in, member
from tests.factories.moments import BY, NOW
from tests.factories.providers import AccountProviderFactory, ProviderLinkFactory
from tests.factories.scenarios import Shop, open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop() -> Shop:
    return open_shop()


@standing
def browser(shop) -> Client:
    return logged_in(member(shop.tenant))


def form(shop: Shop, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Seaside",
        "code": "seaside",
        "kind": "OAUTH2",
        "operator": shop.product.operator_id,
        "is_active": "on",
        "client_id": "perron",
        "client_secret": "a secret",
        "authorize_url": "https://accounts.example/authorize",
        "token_url": "https://accounts.example/token",
        "color": "#0a2b4c",
        **changes,
    }


def test_provider_keeps_its_secret_sealed_and_unshown(shop, browser):
    assert browser.post(address(AccountProvider, "add"), form(shop)).status_code == 302

    provider = AccountProvider.objects.get()
    assert client_secret_of(provider) == "a secret"
    assert "a secret" not in provider.sealed_secret
    page = browser.get(address(provider, "change")).content.decode()
    assert "a secret" not in page
    assert provider.sealed_secret not in page

    browser.post(address(provider, "change"), form(shop, client_secret="", name="Coast"))
    provider.refresh_from_db()
    assert (provider.name, client_secret_of(provider)) == ("Coast", "a secret")


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"token_url": ""},
            {"token_url": ["Fill this in: a provider that speaks OAuth 2.0 is reached by it."]},
        ),
        (
            {"allows_private": "on"},
            {"allows_private": ["The tenant does not allow private addresses."]},
        ),
        (
            {"is_required": "on", "operator": ""},
            {"operator": ["Choose the operator whose products need it."]},
        ),
        ({"color": "red"}, {"color": ["As #0a2b4c, in small letters."]}),
        ({"code": "Sea/side"}, {"code": ["Small letters, digits, dashes, underscores."]}),
    ],
)
def test_provider_is_refused_in_words(shop, browser, changes, errors):
    response = browser.post(address(AccountProvider, "add"), form(shop, **changes))

    told = errors_of(response)
    assert {name: told[name] for name in errors} == errors


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("signin", "Choose another code: signin is a word of the addresses."),
        ("taken", "Another provider has this code."),
    ],
)
def test_code_that_cannot_be_used_is_refused(shop, browser, code, told):
    AccountProviderFactory(tenant=shop.tenant, code="taken")

    response = browser.post(address(AccountProvider, "add"), form(shop, code=code))

    assert told in errors_of(response)["code"]


def test_link_tells_how_it_stands_and_nothing_that_opens_it(shop, browser):
    provider = AccountProviderFactory(tenant=shop.tenant)
    link = ProviderLinkFactory(provider=provider)
    ended = end_provider_link(ProviderLinkFactory(provider=provider), by=BY, at=NOW)
    rejected = ProviderLinkFactory(provider=provider)
    with pytest.raises(CredentialsRejected):
        check_link(rejected, by=BY, at=NOW)

    rows = browser.get(address(type(link), "changelist")).content.decode()
    page = browser.get(address(link, "change")).content.decode()

    assert all(state in rows for state in ("Open", "Ended", "Rejected"))
    for secret in ("an-access-token", "a-refresh-token", link.sealed_credentials):
        assert secret not in page
        assert secret not in rows
    assert "LINKED" in page or "Linked" in page
    assert browser.get(address(ended, "change")).status_code == 200


def test_page_of_an_account_names_its_providers(shop, browser):
    provider = AccountProviderFactory(tenant=shop.tenant, name="Seaside bicycles")
    link = ProviderLinkFactory(provider=provider)

    page = browser.get(address(link.account, "change")).content.decode()

    assert "Links to providers" in page
    assert "Seaside bicycles" in page
    assert link.subject in page
