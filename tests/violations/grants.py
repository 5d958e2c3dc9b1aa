"""How the constraints of apps that travellers let in are broken."""

from __future__ import annotations

from sales.accounts.grants.states import GrantTokenKind
from sales.models import GrantToken
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.clients import ApiClientFactory
from tests.factories.grants import (
    AccountGrantFactory,
    GrantCodeFactory,
    PublicAppFactory,
    grant_token,
)
from tests.factories.moments import NOW, later
from tests.violations.ways import NONSENSE, Violation, stranger, write, wrong


def grant_of_another_account() -> None:
    code = GrantCodeFactory()
    other = TravellerAccountFactory(tenant=code.tenant)
    grant = AccountGrantFactory(account=other, client=code.client)
    write(code, grant=grant, used_at=NOW)


def second_refresh_token() -> None:
    grant = AccountGrantFactory()
    GrantToken.objects.create(
        grant=grant,
        kind=GrantTokenKind.REFRESH,
        digest="0" * 64,
        made_at=NOW,
        ends_at=later(days=1),
    )


VIOLATIONS: dict[str, Violation] = {
    "apiclient_public_is_an_app_with_proof": wrong(PublicAppFactory, needs_proof=False),
    "accountgrant_account_same_tenant": stranger(
        AccountGrantFactory, "account", TravellerAccountFactory
    ),
    "accountgrant_client_same_tenant": stranger(AccountGrantFactory, "client", ApiClientFactory),
    "accountgrant_scopes_are_known": wrong(AccountGrantFactory, scopes=[NONSENSE]),
    "accountgrant_ends_after_it_was_made": wrong(AccountGrantFactory, ends_at=NOW),
    "grantcode_account_same_tenant": stranger(GrantCodeFactory, "account", TravellerAccountFactory),
    "grantcode_client_same_tenant": stranger(GrantCodeFactory, "client", ApiClientFactory),
    "grantcode_grant_of_same_parties": grant_of_another_account,
    "grantcode_digest_is_sha256_hex": wrong(GrantCodeFactory, digest="short"),
    "grantcode_has_redirect_uri": wrong(GrantCodeFactory, redirect_uri=""),
    "grantcode_scopes_are_known": wrong(GrantCodeFactory, scopes=[NONSENSE]),
    "grantcode_challenge_is_sha256": wrong(GrantCodeFactory, challenge="plain"),
    "grantcode_ends_after_it_was_made": wrong(GrantCodeFactory, ends_at=NOW),
    "grantcode_used_has_its_grant": wrong(GrantCodeFactory, used_at=NOW),
    "granttoken_one_refreshes": second_refresh_token,
    "granttoken_kind_is_known": wrong(grant_token, kind=NONSENSE),
    "granttoken_digest_is_sha256_hex": wrong(grant_token, digest="short"),
    "granttoken_ends_after_it_was_made": wrong(grant_token, ends_at=NOW),
    "granttoken_used_was_to_refresh": wrong(grant_token, used_at=NOW),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("apiclient_public_is_an_app_with_proof", wrong(PublicAppFactory, redirect_uris=[])),
    ("accountgrant_scopes_are_known", wrong(AccountGrantFactory, scopes=[])),
    ("grantcode_scopes_are_known", wrong(GrantCodeFactory, scopes=[])),
]
