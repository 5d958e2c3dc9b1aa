"""Looking changes nothing: programs that read e-mail open the addresses in it as well."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from operators.tenancy.actors import Actor
from protocols.accounts.door import ask, behind_proof, tell
from sales.accounts.actions.letters import renew_password, verify_by_proof
from sales.accounts.errors import PasswordUnfit
from sales.accounts.models import TravellerAccount
from sales.accounts.states import Purpose
from sales.letters.states import Language

BY = Actor.partner("account page")


@behind_proof(Purpose.VERIFY)
def verify(request: HttpRequest, account: TravellerAccount, *, proof: str) -> HttpResponse:
    """Ask whether the e-mail address is the reader's own; a POST notes that it is, again as well.
    404 for an address that is over."""
    if request.method != "POST":
        return ask(request, account, "verify")
    verify_by_proof(proof, by=BY, at=timezone.now())
    return tell(request, "verified", Language(account.language))


@behind_proof(Purpose.RENEW)
def renew(request: HttpRequest, account: TravellerAccount, *, proof: str) -> HttpResponse:
    """Ask for a new password; a POST sets it and ends the account's links. 404 for an address that
    was used or is over, 400 with the reason for a password that does not fit."""
    if request.method != "POST":
        return ask(request, account, "renew")
    try:
        renew_password(proof, request.POST.get("password", ""), by=BY, at=timezone.now())
    except PasswordUnfit as refusal:
        return ask(request, account, "renew", problem=refusal.detail)
    return tell(request, "renewed", Language(account.language))
