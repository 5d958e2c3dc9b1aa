"""How the constraints of travellers' accounts are broken."""

from __future__ import annotations

from sales.models import AccountLink, Letter, TravellerAccount
from tests.factories.accounts import AccountLinkFactory, TravellerAccountFactory
from tests.factories.grants import AccountGrantFactory
from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory
from tests.factories.sales import CustomerFactory, SalesChannelFactory
from tests.violations.ways import NONSENSE, Violation, event_of, stranger, write, wrong


def two_accounts() -> tuple[TravellerAccount, TravellerAccount]:
    tenant = TenantFactory()
    first = TravellerAccountFactory(tenant=tenant)
    return first, TravellerAccountFactory(tenant=tenant)


def same_address_in_capitals() -> None:
    first, second = two_accounts()
    write(second, email=first.email.upper())


def customer_of_another_channel() -> None:
    link: AccountLink = AccountLinkFactory()
    other = SalesChannelFactory(tenant=link.tenant)
    write(link, customer=CustomerFactory(channel=other))


def letter_about_account() -> Letter:
    return TravellerAccountFactory().letters.get()


VIOLATIONS: dict[str, Violation] = {
    "travelleraccount_once_per_email": same_address_in_capitals,
    "travelleraccount_language_is_known": wrong(TravellerAccountFactory, language="xyz"),
    "travelleraccount_erased_tells_nothing": wrong(TravellerAccountFactory, erased_at=NOW),
    "accountlink_account_same_tenant": stranger(
        AccountLinkFactory, "account", TravellerAccountFactory
    ),
    "accountlink_channel_same_tenant": stranger(AccountLinkFactory, "channel", SalesChannelFactory),
    "accountlink_customer_same_channel": customer_of_another_channel,
    "accountlink_grant_of_same_account": stranger(AccountLinkFactory, "grant", AccountGrantFactory),
    "accountlink_digest_is_sha256_hex": wrong(AccountLinkFactory, digest="short"),
    "accountlink_ends_after_it_was_made": wrong(AccountLinkFactory, ends_at=NOW),
    "letter_account_same_tenant": stranger(
        letter_about_account, "account", TravellerAccountFactory
    ),
    "accountevent_name_is_known": event_of(TravellerAccountFactory, NONSENSE),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("travelleraccount_erased_tells_nothing", wrong(TravellerAccountFactory, password="")),
]
