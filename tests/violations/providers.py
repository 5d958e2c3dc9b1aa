"""How the constraints of providers of accounts, and of links to them, are broken."""

from __future__ import annotations

from typing import Any

from sales.accounts.providers.actions.links import link_provider
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.terms import Credentials
from sales.models import AccountProvider, ProviderLink
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.moments import BY, NOW
from tests.factories.operators import OperatorFactory, TenantFactory
from tests.factories.providers import AccountProviderFactory, ProviderLinkFactory
from tests.factories.sales import SalesChannelFactory
from tests.violations.ways import NONSENSE, Violation, event_of, stranger, twice, two, write, wrong


def remote_provider() -> Any:
    return AccountProviderFactory(remote=True)


def required_twice() -> None:
    first: AccountProvider = AccountProviderFactory(is_required=True)
    AccountProviderFactory(tenant=first.tenant, operator=first.operator, is_required=True)


def linked_twice() -> None:
    first: ProviderLink = ProviderLinkFactory()
    second: ProviderLink = ProviderLinkFactory(provider=first.provider)
    write(second, account=first.account)


def client_link() -> Any:
    provider = AccountProviderFactory()
    holder = LinkHolder.of_client(SalesChannelFactory(tenant=provider.tenant), "device")
    return link_provider(provider, holder, Credentials("ada", "access"), by=BY, at=NOW)


def client_linked_twice() -> None:
    first = client_link()
    second: ProviderLink = ProviderLinkFactory(provider=first.provider)
    write(second, account=None, client_digest=first.client_digest, ends_at=first.ends_at)


VIOLATIONS: dict[str, Violation] = {
    "accountprovider_operator_same_tenant": stranger(
        AccountProviderFactory, "operator", OperatorFactory
    ),
    "accountprovider_once_per_code": twice(
        two(AccountProviderFactory, "tenant", TenantFactory), "code"
    ),
    "accountprovider_one_is_required": required_twice,
    "accountprovider_code_fits_addresses": wrong(AccountProviderFactory, code="signin"),
    "accountprovider_kind_is_known": wrong(AccountProviderFactory, kind=NONSENSE),
    "accountprovider_can_be_reached": wrong(remote_provider, token_url=""),
    "accountprovider_required_by_an_operator": wrong(
        AccountProviderFactory, operator=None, is_required=True
    ),
    "accountprovider_colour_has_its_form": wrong(AccountProviderFactory, color="#XYZ"),
    "providerlink_provider_same_tenant": stranger(
        ProviderLinkFactory, "provider", AccountProviderFactory
    ),
    "providerlink_account_same_tenant": stranger(
        ProviderLinkFactory, "account", TravellerAccountFactory
    ),
    "providerlink_is_of_one_traveller": wrong(ProviderLinkFactory, client_digest="a" * 64),
    "providerlink_one_open_per_account": linked_twice,
    "providerlink_one_open_per_client": client_linked_twice,
    "providerlink_ends_after_it_was_made": wrong(ProviderLinkFactory, ends_at=NOW),
    "providerlink_open_has_credentials": wrong(ProviderLinkFactory, sealed_credentials=""),
    "providerlink_ended_tells_nobody": wrong(ProviderLinkFactory, ended_at=NOW, next_try_at=NOW),
    "providerlink_ended_is_revoked_or_tried": wrong(ProviderLinkFactory, ended_at=NOW, subject=""),
    "providerlinkevent_name_is_known": event_of(ProviderLinkFactory, NONSENSE),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("providerlink_is_of_one_traveller", wrong(ProviderLinkFactory, account=None)),
    ("providerlink_is_of_one_traveller", wrong(client_link, ends_at=None)),
    ("providerlink_ended_is_revoked_or_tried", wrong(ProviderLinkFactory, next_try_at=NOW)),
    ("providerlink_open_has_credentials", wrong(ProviderLinkFactory, rejected_at=NOW)),
]
