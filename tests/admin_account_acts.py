"""The buttons of travellers' accounts: who may press them, and what is then true."""

from __future__ import annotations

from django.db.models import Model

from sales.accounts.actions.accounts import block_account
from sales.models import AccountGrant, AccountLink, AccountProvider, ProviderLink, TravellerAccount
from tests.admin_button import BOSSES, CLERKS, Button, Form
from tests.factories.accounts import AccountLinkFactory, TravellerAccountFactory
from tests.factories.grants import AccountGrantFactory
from tests.factories.moments import BY, NOW
from tests.factories.providers import AccountProviderFactory, ProviderLinkFactory
from tests.factories.scenarios import Shop


def account(shop: Shop) -> TravellerAccount:
    return TravellerAccountFactory(tenant=shop.tenant)


def blocked(shop: Shop) -> TravellerAccount:
    return block_account(account(shop), by=BY, at=NOW)


def link(shop: Shop) -> AccountLink:
    return AccountLinkFactory(channel=shop.channel)


def linked(shop: Shop) -> ProviderLink:
    provider = AccountProviderFactory(tenant=shop.tenant, operator=shop.product.operator)
    made: ProviderLink = ProviderLinkFactory(provider=provider)
    return made


ACCOUNT_FORMS: dict[type[Model], Form] = {
    AccountProvider: Form(
        BOSSES,
        {"name": "Changed", "client_secret": "renewed"},
        lambda _: {
            "name": "New",
            "code": "new",
            "kind": "OAUTH2",
            "client_id": "perron",
            "client_secret": "secret",
            "authorize_url": "https://accounts.example/authorize",
            "token_url": "https://accounts.example/token",
            "is_active": "on",
        },
    ),
}


def grant(shop: Shop) -> AccountGrant:
    return AccountGrantFactory(account=account(shop))


ACCOUNT_BUTTONS = [
    Button(
        "sales_travelleraccount_block", account, CLERKS, lambda account: account.blocked_at == NOW
    ),
    Button(
        "sales_travelleraccount_unblock",
        blocked,
        CLERKS,
        lambda account: account.blocked_at is None,
    ),
    Button(
        "sales_travelleraccount_end_links",
        lambda shop: link(shop).account,
        CLERKS,
        lambda account: account.links.get().revoked_at == NOW,
    ),
    Button(
        "sales_travelleraccount_erase",
        account,
        CLERKS,
        lambda account: (account.email, account.erased_at) == ("", NOW),
    ),
    Button(
        "sales_travelleraccount_shut_apps_out",
        lambda shop: grant(shop).account,
        CLERKS,
        lambda account: account.grants.get().revoked_at == NOW,
    ),
    Button("sales_accountgrant_shut_out", grant, CLERKS, lambda grant: grant.revoked_at == NOW),
    Button("sales_accountlink_end", link, CLERKS, lambda link: link.revoked_at == NOW),
    Button("sales_providerlink_end_link", linked, CLERKS, lambda link: link.ended_at == NOW),
]
