"""What a traveller is asked by letter, and what its address allows."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from sales.accounts.actions.accounts import verify_account
from sales.accounts.actions.links import revoke_links
from sales.accounts.actions.passwords import change_password, find_account
from sales.accounts.errors import ProofUnfit
from sales.accounts.grants.actions import revoke_grants
from sales.accounts.models import TravellerAccount
from sales.accounts.proofs import check_print, reference_in
from sales.accounts.providers.recording import end_provider_links
from sales.accounts.recording import is_served
from sales.accounts.states import Purpose
from sales.accounts.telling import ask_by_letter
from sales.letters.addresses import place_for

WAIT = timedelta(minutes=5)
"""Between two letters that ask for the same."""


@transaction.atomic
def ask_for_new_password(tenant: Tenant, email: str, *, at: datetime) -> None:
    """Write to whoever has an account with that e-mail address how to choose a new password.

    Whether there is one is not told. Within five minutes of such a letter no other is written, and
    none to an account that is blocked.
    """
    account = find_account(tenant, email)
    if account is None:
        return
    # Erased in this moment, it has no address any more.
    account = TravellerAccount.objects.lock(account)
    if not is_served(account):
        return
    lately = account.letters.filter(written_at__gt=at - WAIT)
    if not lately.filter(text__contains=place_for(Purpose.RENEW)).exists():
        ask_by_letter(account, Purpose.RENEW, at=at)


def find_by_proof(proof: str, purpose: Purpose, *, at: datetime) -> TravellerAccount:
    """The account whose letter brought that address, with its tenant. ProofUnfit if the address is
    wrong, over or used; what it is for may still be refused."""
    reference, print_then = reference_in(proof, purpose, at=at)
    accounts = TravellerAccount.objects.select_related("tenant")
    account = accounts.filter(reference=reference).first()
    if account is None:
        raise ProofUnfit
    check_print(account, purpose, print_then)
    return account


@transaction.atomic
def verify_by_proof(proof: str, *, by: Actor, at: datetime) -> TravellerAccount:
    """Note that the traveller reads the account's e-mail; again changes nothing. ProofUnfit."""
    return verify_account(find_by_proof(proof, Purpose.VERIFY, at=at), by=by, at=at)


@transaction.atomic
def renew_password(proof: str, password: str, *, by: Actor, at: datetime) -> TravellerAccount:
    """Choose a new password without the old one, which somebody may have stolen: so all links end,
    those to providers as well, since a thief may have linked accounts of its own, and all apps are
    shut out. The e-mail address is verified by that.

    ProofUnfit, also once it was used; PasswordUnfit, AccountBlocked.
    """
    account = TravellerAccount.objects.lock(find_by_proof(proof, Purpose.RENEW, at=at))
    check_print(account, Purpose.RENEW, reference_in(proof, Purpose.RENEW, at=at)[1])
    account = change_password(account, password, by=by, at=at)
    revoke_links(account, by=by, at=at)
    revoke_grants(account, by=by, at=at)
    end_provider_links(account, by=by, at=at)
    return verify_account(account, by=by, at=at)
