"""The addresses in letters that show that whoever opens them reads the account's e-mail.

What they carry is signed and not stored. It holds until its end, and until what it was made of has
changed: a password that was chosen since, another e-mail address.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

from sales.accounts.errors import ProofUnfit
from sales.accounts.states import Purpose

if TYPE_CHECKING:
    from sales.accounts.models import TravellerAccount

PAGE = "/account/"
"""Where travellers prove what a letter asks for; the face of travellers' accounts serves it."""
LASTS = {Purpose.VERIFY: timedelta(days=7), Purpose.RENEW: timedelta(hours=2)}


def make_proof(account: TravellerAccount, purpose: Purpose, *, at: datetime) -> str:
    """What fits an address and proves that purpose, for as long as LASTS says."""
    ends_at = int((at + LASTS[purpose]).timestamp())
    told = [account.reference, ends_at, _print_of(account, purpose)]
    return _signer(purpose).sign_object(told, compress=False)


def reference_in(proof: str, purpose: Purpose, *, at: datetime) -> tuple[str, str]:
    """The reference of the account that a proof is of, and the print to compare it with.
    ProofUnfit if it was not made here, for another purpose, or is over."""
    try:
        reference, ends_at, print_then = _signer(purpose).unsign_object(proof)
    except (BadSignature, ValueError) as fault:
        raise ProofUnfit from fault
    if at.timestamp() >= ends_at:
        raise ProofUnfit
    return reference, print_then


def check_print(account: TravellerAccount, purpose: Purpose, print_then: str) -> None:
    """ProofUnfit if the account is no longer what it was when the proof was made."""
    if not constant_time_compare(_print_of(account, purpose), print_then):
        raise ProofUnfit


def address_of(account: TravellerAccount, purpose: Purpose, *, at: datetime) -> str:
    """The absolute address; whoever has it can take the account over, so it is never logged."""
    return f"{settings.BASE_URL}{PAGE}{purpose.value}/{make_proof(account, purpose, at=at)}"


def _signer(purpose: Purpose) -> Signer:
    return Signer(salt=f"sales.accounts.proofs.{purpose.value}")


def _print_of(account: TravellerAccount, purpose: Purpose) -> str:
    facts = [account.reference, account.email]
    if purpose is Purpose.RENEW:
        # So it serves once: the next password has another hash.
        facts.append(account.password)
    return salted_hmac("sales.accounts.proofs", "\n".join(facts)).hexdigest()
