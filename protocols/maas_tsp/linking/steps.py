"""The two steps of linking: the traveller decides at our page, the caller takes what came of it.

The caller begins (customer-auth) and ends (customer-auth-validate); both with its key. What goes
through the traveller's browser is worth nothing without that key, and is taken once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from operators.tenancy.actors import Actor
from protocols.flows import FlowEnded, begin_flow, find_flow, use_flow
from protocols.maas_tsp.linking.addresses import return_address
from protocols.models import FlowState
from sales.accounts.actions.links import link_account
from sales.accounts.models import AccountLink, TravellerAccount
from sales.accounts.passwords import print_of
from sales.models import SalesChannel

FACE = "maas-tsp"
DECIDE, TAKE = "link-account", "take-link"
TO_DECIDE, TO_TAKE = timedelta(minutes=30), timedelta(minutes=10)
REFUSED = "ACCESS_DENIED"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: a link with the secret that opens it, or why there is none."""

    nonce: str
    error: str = ""
    link: AccountLink | None = None
    secret: str = ""


def begin_linking(
    channel: SalesChannel, *, nonce: str, return_url: str, locale: str, at: datetime
) -> str:
    """Let a traveller decide within half an hour; returns the secret of the page."""
    facts = {"nonce": nonce, "return_url": return_url, "locale": locale}
    _, secret = begin_flow(channel, face=FACE, step=DECIDE, facts=facts, lasts=TO_DECIDE, at=at)
    return secret


def find_linking(secret: str, *, at: datetime) -> FlowState:
    """What the traveller is to decide about. FlowUnknown, FlowUsed, FlowEnded."""
    return find_flow(secret, face=FACE, step=DECIDE, at=at)


@transaction.atomic
def decide_linking(secret: str, account: TravellerAccount | None, *, at: datetime) -> str:
    """Note that the account shall be linked, as it was signed in to, or that none shall; returns
    the address that the traveller goes back to, with a code that lasts ten minutes."""
    flow = use_flow(secret, face=FACE, step=DECIDE, at=at)
    facts = {
        "nonce": flow.facts["nonce"],
        "account": account.pk if account else None,
        "print": print_of(account) if account else "",
        "error": "" if account else REFUSED,
    }
    _, code = begin_flow(flow.channel, face=FACE, step=TAKE, facts=facts, lasts=TO_TAKE, at=at)
    return return_address(flow.facts["return_url"], code=code, error=facts["error"])


@transaction.atomic
def take_link(code: str, *, error: str, channel: SalesChannel, by: Actor, at: datetime) -> Taken:
    """Make the link that a code is for; none where the traveller said no, or the caller tells that
    something went wrong on the way. FlowUnknown, FlowUsed; FlowEnded, also where another password
    was chosen meanwhile; AccountBlocked, AccountErased."""
    flow = use_flow(code, face=FACE, step=TAKE, channel=channel, at=at)
    nonce, reason = flow.facts["nonce"], flow.facts["error"] or error
    if reason:
        return Taken(nonce, error=reason)
    account = TravellerAccount.objects.get(pk=flow.facts["account"])
    if account.erased_at is None and print_of(account) != flow.facts["print"]:
        raise FlowEnded
    link, secret = link_account(account, channel, None, by=by, at=at)
    return Taken(nonce, link=link, secret=secret)
