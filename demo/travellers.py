"""A traveller of the town with an account, signed in at an app that books over TripGo."""

from __future__ import annotations

from datetime import datetime

from demo.kept import KeptSecrets, new_password
from operators.models import Tenant
from operators.tenancy.actions import digest_of
from operators.tenancy.actors import Actor
from sales.accounts.actions.accounts import AccountFacts, open_traveller_account, verify_account
from sales.accounts.actions.links import link_account
from sales.accounts.models import TravellerAccount
from sales.models import SalesChannel

FACTS = AccountFacts("mila@ravensluis.example", "Mila", "van Dam")
PASSWORD, LINK = "password traveller", "traveller's link"
"""Under which names the secrets are kept."""


def ensure_traveller(
    tenant: Tenant, kept: KeptSecrets, *, by: Actor, at: datetime
) -> TravellerAccount:
    """Her account; its password is drawn once and kept."""
    found = TravellerAccount.objects.filter(tenant=tenant, email=FACTS.email).first()
    if found is not None:
        return found
    password = kept.keep(PASSWORD, kept.get(PASSWORD) or new_password())
    account = open_traveller_account(tenant, FACTS, password=password, by=by, at=at)
    return verify_account(account, by=by, at=at)


def signed_in(
    account: TravellerAccount, channel: SalesChannel, kept: KeptSecrets, *, by: Actor, at: datetime
) -> str:
    """The secret with which the channel's apps act for her: the kept one, or a new one if that is
    lost, at its end, revoked or of another database."""
    secret = kept.get(LINK)
    live = account.links.live(at).filter(channel=channel)
    if secret is not None and live.filter(digest=digest_of(secret)).exists():
        return secret
    _, made = link_account(account, channel, None, by=by, at=at)
    return kept.keep(LINK, made)
