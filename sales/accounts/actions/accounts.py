"""Opening a traveller's account, and what becomes of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from sales.accounts.actions.links import revoke_links
from sales.accounts.errors import AccountErased, AccountKnown, AccountUnfit
from sales.accounts.grants.actions import revoke_grants
from sales.accounts.models import TravellerAccount
from sales.accounts.passwords import check_password_fits, hash_password
from sales.accounts.providers.recording import end_provider_links
from sales.accounts.recording import record_event
from sales.accounts.states import AccountEventName, Purpose
from sales.accounts.telling import ask_by_letter
from sales.letters.states import Language

PERSONAL = ("email", "password", "first_name", "last_name", "phone")


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What a traveller tells of themselves; the e-mail address is what they sign in with."""

    email: str
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    language: Language = Language.ENGLISH

    def cleaned(self) -> dict[str, str]:
        """Without the spaces around what was typed."""
        return {name: value.strip() for name, value in asdict(self).items()}


@transaction.atomic
def open_traveller_account(
    tenant: Tenant, facts: AccountFacts, *, password: str, by: Actor, at: datetime
) -> TravellerAccount:
    """Open an account at the tenant, and ask by letter whether the e-mail address is right.

    AccountKnown if the e-mail address has one there already, whatever its capitals; AccountUnfit
    and PasswordUnfit, whose words say what is wrong.
    """
    account = TravellerAccount(tenant=tenant, opened_at=at, **facts.cleaned())
    _check_fits(account)
    check_password_fits(password, account)
    account.password = hash_password(password)
    _save_or_refuse(account)
    record_event(account, AccountEventName.OPENED, by=by, at=at)
    ask_by_letter(account, Purpose.VERIFY, at=at)
    return account


@transaction.atomic
def verify_account(account: TravellerAccount, *, by: Actor, at: datetime) -> TravellerAccount:
    """Note that the e-mail address is the traveller's own; again changes nothing. AccountErased."""
    account = lock_kept(account)
    if account.verified_at is None:
        account.verified_at = at
        account.save(update_fields=["verified_at"])
        record_event(account, AccountEventName.VERIFIED, by=by, at=at)
    return account


@transaction.atomic
def block_account(account: TravellerAccount, *, by: Actor, at: datetime) -> TravellerAccount:
    """Let nobody sign in or act for this account; its links rest meanwhile, and what was sold
    stays. Blocking again changes nothing. AccountErased."""
    account = lock_kept(account)
    if account.blocked_at is None:
        account.blocked_at = at
        account.save(update_fields=["blocked_at"])
        record_event(account, AccountEventName.BLOCKED, by=by, at=at)
    return account


@transaction.atomic
def unblock_account(account: TravellerAccount, *, by: Actor, at: datetime) -> TravellerAccount:
    """Serve this account again, with the links that it had; unblocking again changes nothing.
    AccountErased."""
    account = lock_kept(account)
    if account.blocked_at is not None:
        account.blocked_at = None
        account.save(update_fields=["blocked_at"])
        record_event(account, AccountEventName.UNBLOCKED, by=by, at=at)
    return account


@transaction.atomic
def erase_traveller_account(
    account: TravellerAccount, *, by: Actor, at: datetime
) -> TravellerAccount:
    """Forget whose account it is and end its links, to partners and to providers; erasing again
    changes nothing.

    Its letters that wait are not sent, and their addressees are forgotten as well. The customers
    that partners knew it as are theirs, and are erased by themselves.
    """
    account = TravellerAccount.objects.lock(account)
    if account.erased_at is None:
        revoke_links(account, by=by, at=at)
        revoke_grants(account, by=by, at=at)
        end_provider_links(account, by=by, at=at)
        for name in PERSONAL:
            setattr(account, name, "")
        account.erased_at, account.verified_at = at, None
        account.save()
        account.letters.all().delete()
        record_event(account, AccountEventName.ERASED, by=by, at=at)
    return account


def lock_kept(account: TravellerAccount) -> TravellerAccount:
    """The account under its lock; AccountErased."""
    account = TravellerAccount.objects.lock(account)
    if account.erased_at is not None:
        raise AccountErased
    return account


def _check_fits(account: TravellerAccount) -> None:
    try:
        account.clean_fields(exclude=["tenant", "reference", "password", "opened_at"])
    except ValidationError as fault:
        name, messages = next(iter(fault.message_dict.items()))
        title = str(account._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
        raise AccountUnfit(f"{title}: {messages[0]}") from fault


def _save_or_refuse(account: TravellerAccount) -> None:
    # A refused INSERT would stand in the database's log, with the hash of the password.
    TravellerAccount.objects.bulk_create([account], ignore_conflicts=True)
    stored = TravellerAccount.objects.filter(reference=account.reference).values_list("pk")
    account.pk = next((pk for (pk,) in stored), None)
    if account.pk is None:
        raise AccountKnown
