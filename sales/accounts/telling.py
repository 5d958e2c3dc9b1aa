"""Letters about an account."""

from __future__ import annotations

from datetime import datetime

from sales.accounts.models import TravellerAccount
from sales.accounts.states import Purpose
from sales.accounts.wording import subject_of, text_of
from sales.letters.actions import Message, write_account_letter
from sales.letters.models import Letter
from sales.letters.states import Language


def ask_by_letter(account: TravellerAccount, purpose: Purpose, *, at: datetime) -> Letter:
    """A step of the actions that need to know whether the traveller reads the account's e-mail."""
    language = Language(account.language)
    message = Message(
        recipient=account.email,
        language=language,
        subject=subject_of(account.tenant, purpose, language),
        text=text_of(account.tenant, purpose, language),
    )
    return write_account_letter(account.tenant_id, account.pk, message, at=at)
