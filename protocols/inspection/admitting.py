"""Who inspects: a program with an API token, or a person who is logged in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from operators.models import Tenant, User
from operators.tenancy.actors import Actor
from operators.tenancy.errors import NotPermitted, TokenUnknown
from operators.tenancy.models import TokenRole
from operators.tenancy.permissions import user_can_inspect
from operators.tenancy.roles import tenants_where
from protocols.authentication import admit_program, find_secret
from protocols.models import Limited
from protocols.strangers import count_client, hashed, refusals_counted

SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Inspector:
    """Whoever was let in, and the tenants that they inspect for."""

    actor: Actor
    tenants: tuple[int, ...]


def admit_inspector(request: Request, *, at: datetime) -> Inspector:
    """Let in a token with the role INSPECTION, or else the person of the session.

    TokenUnknown without either, TokenRevoked, RoleMissing, Throttled with the seconds to wait;
    NotPermitted for a person who inspects for nobody, and for a write without the session's CSRF
    token.
    """
    secret = find_secret(request)
    with refusals_counted(request._request, at=at):
        if secret:
            program = admit_program(secret, role=TokenRole.INSPECTION, at=at)
            return Inspector(Actor.partner(program.token_name), (program.tenant_id,))
        return _admit_person(request._request, at=at)


def _admit_person(request: HttpRequest, *, at: datetime) -> Inspector:
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        raise TokenUnknown
    count_client(Limited.PERSON, hashed(user.username), at=at)
    if request.method not in SAFE:
        # Whoever comes with a token needs no such proof: no page of others could send it.
        SessionAuthentication().enforce_csrf(request)  # type: ignore[arg-type]
    tenants: list[Tenant] = tenants_where(user, user_can_inspect)
    if not tenants:
        raise NotPermitted
    return Inspector(Actor.staff(user.username), tuple(tenant.pk for tenant in tenants))
