"""Constraints of ticket styles and wallet accounts."""

from __future__ import annotations

from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory
from tests.factories.styles import (
    AppleAccountFactory,
    GoogleAccountFactory,
    TicketStyleFactory,
    WalletPassFactory,
)
from tests.factories.tickets import TicketFactory
from tests.violations.ways import NONSENSE, Violation, stranger, twice, two, write, wrong
from tickets.forms.symbols import PNG_SIGNATURE


def second_default() -> None:
    first = TicketStyleFactory(is_default=True)
    write(TicketStyleFactory(tenant=first.tenant), is_default=True)


def second_active_account() -> None:
    AppleAccountFactory(tenant=AppleAccountFactory().tenant)


VIOLATIONS: dict[str, Violation] = {
    "ticketstyle_once_per_name": twice(two(TicketStyleFactory, "tenant", TenantFactory), "name"),
    "ticketstyle_one_default_per_tenant": second_default,
    "ticketstyle_colours_are_hexadecimal": wrong(TicketStyleFactory, primary_colour="#12345G"),
    "ticketstyle_logo_is_a_small_png": wrong(
        TicketStyleFactory, logo=PNG_SIGNATURE + b"x" * 100_000
    ),
    "ticketstyle_languages_are_known": wrong(TicketStyleFactory, languages=["tl"]),
    "ticketstyle_help_is_https": wrong(TicketStyleFactory, help_url="http://help.example"),
    "walletaccount_kind_is_known": wrong(AppleAccountFactory, kind=NONSENSE),
    "walletaccount_one_active_per_kind": second_active_account,
    "walletaccount_is_complete": wrong(GoogleAccountFactory, identifier=""),
    "walletaccount_apple_has_certificates": wrong(AppleAccountFactory, certificates=""),
    "walletaccount_google_has_no_certificates": wrong(GoogleAccountFactory, certificates="PEM"),
    "walletpass_account_same_tenant": stranger(WalletPassFactory, "account", GoogleAccountFactory),
    "walletpass_ticket_same_tenant": stranger(WalletPassFactory, "ticket", TicketFactory),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("ticketstyle_languages_are_known", wrong(TicketStyleFactory, languages=[])),
    ("ticketstyle_logo_is_a_small_png", wrong(TicketStyleFactory, logo=b"GIF89a")),
    ("ticketstyle_logo_is_a_small_png", wrong(TicketStyleFactory, logo=b"")),
    ("ticketstyle_colours_are_hexadecimal", wrong(TicketStyleFactory, text_colour="#FFFFFF")),
    ("walletaccount_is_complete", wrong(GoogleAccountFactory, sealed_private_key="")),
    ("walletaccount_is_complete", wrong(AppleAccountFactory, holder="")),
    ("walletaccount_apple_has_certificates", wrong(AppleAccountFactory, certified_until=None)),
    ("walletaccount_google_has_no_certificates", wrong(GoogleAccountFactory, certified_until=NOW)),
]
