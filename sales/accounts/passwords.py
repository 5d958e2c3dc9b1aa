"""What a password must be like, and how it is kept."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from sales.accounts.errors import PasswordUnfit
from sales.accounts.models import TravellerAccount

LONGEST_PASSWORD = 200


def check_password_fits(password: str, account: TravellerAccount) -> None:
    """The rules that staff have as well, in AUTH_PASSWORD_VALIDATORS; PasswordUnfit says which one
    is broken."""
    if len(password) > LONGEST_PASSWORD:
        raise PasswordUnfit(f"This password has more than {LONGEST_PASSWORD} characters.")
    try:
        validate_password(password, account)  # type: ignore[arg-type]
    except ValidationError as fault:
        raise PasswordUnfit(" ".join(fault.messages)) from fault


def print_of(account: TravellerAccount) -> str:
    """What tells later whether the account has the password still that it was signed in with, and
    nothing of that password or its hash."""
    return salted_hmac("sales.accounts.passwords", account.password).hexdigest()


def hash_password(password: str) -> str:
    """As the first of PASSWORD_HASHERS does it."""
    return make_password(password)
