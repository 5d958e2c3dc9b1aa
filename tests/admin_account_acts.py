"""The buttons of travellers' accounts: who may press them, and what is then true."""

from __future__ import annotations

from sales.accounts.actions.accounts import block_account
from sales.models import AccountLink, TravellerAccount
from tests.admin_button import CLERKS, Button
from tests.factories.accounts import AccountLinkFactory, TravellerAccountFactory
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import Shop


def account(shop: Shop) -> TravellerAccount:
    return TravellerAccountFactory(tenant=shop.tenant)


def blocked(shop: Shop) -> TravellerAccount:
    return block_account(account(shop), by=BY, at=NOW)


def link(shop: Shop) -> AccountLink:
    return AccountLinkFactory(channel=shop.channel)


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
    Button("sales_accountlink_end", link, CLERKS, lambda link: link.revoked_at == NOW),
]
