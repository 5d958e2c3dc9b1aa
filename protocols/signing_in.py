"""Travellers who sign in at a page of ours: not without end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.http import HttpRequest

from operators.tenancy.models import Tenant
from protocols.models import Limited
from protocols.strangers import client_of, count_client, forgive_client, hashed
from sales.accounts.actions.passwords import check_password
from sales.accounts.models import TravellerAccount


def sign_in(
    request: HttpRequest, tenant: Tenant, email: str, password: str, *, at: datetime
) -> TravellerAccount:
    """The account that these open, as `check_password` refuses.

    Tries are counted by the address that they come from and by the e-mail address, over all
    processes; one that succeeds is not. Throttled, with the seconds to wait, once there were too
    many, whether the password is right or not.
    """
    with tries_counted(request, f"{tenant.pk} {email.strip()}", at=at):
        return check_password(tenant, email, password, at=at)


@contextmanager
def tries_counted(request: HttpRequest, name: str, *, at: datetime) -> Iterator[None]:
    """Count one try to sign in under that name, unless it succeeds: what raises is one. Throttled
    as `sign_in`."""
    tried = [
        (Limited.LOGIN, client_of(request)),
        (Limited.LOGIN_NAME, hashed(name.casefold())),
    ]
    for kind, client in tried:
        count_client(kind, client, at=at)
    yield
    for kind, client in tried:
        forgive_client(kind, client, at=at)
