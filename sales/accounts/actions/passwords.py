"""Signing in with a password, and changing it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import hashers
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from sales.accounts.actions.accounts import lock_kept
from sales.accounts.errors import SignInRefused
from sales.accounts.models import TravellerAccount
from sales.accounts.passwords import LONGEST_PASSWORD, check_password_fits, hash_password
from sales.accounts.recording import check_served, record_event
from sales.accounts.states import AccountEventName


def find_account(tenant: Tenant, email: str) -> TravellerAccount | None:
    """The tenant's account with that e-mail address, whatever its capitals; an erased one has
    none."""
    email = email.strip()
    if not email.isprintable():
        return None
    accounts = TravellerAccount.objects.alias(folded=Lower("email"))
    # Without the exclusion the index of the kept ones is of no use.
    kept = accounts.filter(tenant=tenant, folded=Lower(Value(email))).exclude(email="")
    found = kept.first()
    # To the database İ is a capital i. Tries are counted by what Python makes of the address, and
    # each spelling would have as many.
    return found if found and found.email.casefold() == email.casefold() else None


def check_password(tenant: Tenant, email: str, password: str, *, at: datetime) -> TravellerAccount:
    """The account that these open.

    SignInRefused, for an address without an account and for a wrong password alike, after the same
    work. AccountBlocked is told only to whoever knows the password. A hash of an older kind is
    renewed on the way, which nobody notices.
    """
    account = find_account(tenant, email)
    # Without an account Django computes a hash as well, so that the time tells nothing.
    encoded = account.password if account else hashers.UNUSABLE_PASSWORD_PREFIX

    def renew(known: str) -> None:
        # Unless it was changed meanwhile.
        renewed = hash_password(known)
        same = TravellerAccount.objects.filter(tenant=tenant, password=encoded)
        if same.update(password=renewed) and account is not None:
            account.password = renewed

    is_right = hashers.check_password(password[: LONGEST_PASSWORD + 1], encoded, setter=renew)
    if account is None or not is_right:
        raise SignInRefused
    check_served(account)
    return account


@transaction.atomic
def change_password(
    account: TravellerAccount, password: str, *, by: Actor, at: datetime
) -> TravellerAccount:
    """Let the account be opened with another password from now on; its links stay.

    PasswordUnfit, AccountBlocked, AccountErased.
    """
    account = lock_kept(account)
    check_served(account)
    check_password_fits(password, account)
    account.password = hash_password(password)
    account.save(update_fields=["password"])
    record_event(account, AccountEventName.PASSWORD_CHANGED, by=by, at=at)
    return account
