"""The only doors to a change in tenancy."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from operators.tenancy.actors import Actor
from operators.tenancy.errors import LastAdministrator, TokenRevoked, UsernameTaken
from operators.tenancy.models import (
    ApiToken,
    Membership,
    Organisation,
    Role,
    Tenant,
    TokenEventName,
    TokenRole,
    User,
)

HINT_LENGTH = 6
PASSWORD_BYTES = 12
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token with the secret that is shown this once."""

    token: ApiToken
    secret: str


def digest_of(secret: str) -> str:
    """How a token's secret is stored. It is long and random, so a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def issue_token(
    organisation: Organisation,
    *,
    name: str,
    roles: Sequence[TokenRole],
    by: Actor,
    at: datetime,
    secret: str | None = None,
) -> IssuedToken:
    """Make a token for an organisation; a random secret is drawn unless the caller has one."""
    secret = secret or secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        tenant_id=organisation.tenant_id,
        organisation=organisation,
        name=name,
        roles=list(roles),
        digest=digest_of(secret),
        hint=secret[:HINT_LENGTH],
        created_at=at,
    )
    token.events.create(name=TokenEventName.ISSUED, actor=str(by), happened_at=at)
    return IssuedToken(token, secret)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> ApiToken:
    """Close a token for good. TokenRevoked if it was closed before."""
    token = ApiToken.objects.lock(token)
    if token.revoked_at is not None:
        raise TokenRevoked
    token.revoke(at=at)
    token.save(update_fields=["revoked_at"])
    token.events.create(name=TokenEventName.REVOKED, actor=str(by), happened_at=at)
    return token


def record_token_use(token_id: int, *, at: datetime) -> None:
    """Note when a token was last seen. Callers do this once a minute, not for each request."""
    ApiToken.objects.filter(pk=token_id).update(last_used_at=at)


@dataclass(frozen=True, slots=True)
class LetInPerson:
    """A new member with the first password, which is shown this once."""

    membership: Membership
    password: str


@transaction.atomic
def let_in_person(
    tenant: Tenant,
    *,
    username: str,
    role: Role,
    by: Actor,
    at: datetime,
    first_name: str = "",
    last_name: str = "",
    email: str = "",
) -> LetInPerson:
    """Make a login with a random password, and a member of it. UsernameTaken if there is one."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username,
                email,
                password,
                first_name=first_name,
                last_name=last_name,
                is_staff=True,
                date_joined=at,
            )
    except IntegrityError as error:
        raise UsernameTaken from error
    membership = Membership.objects.create(tenant=tenant, user=user, role=role)
    log.info("%s let user %s into tenant %s as %s", by, user.pk, tenant.pk, role)
    return LetInPerson(membership, password)


@transaction.atomic
def change_role(membership: Membership, *, role: Role, by: Actor, at: datetime) -> Membership:
    """Give a member another role. LastAdministrator where nobody could manage the tenant then."""
    membership = _lock_member(membership)
    if role != Role.ADMINISTRATOR:
        check_others_administer(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    log.info("%s made membership %s %s at %s", by, membership.pk, role, at)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Actor, at: datetime) -> None:
    """Let a member go; the login stays. LastAdministrator as in `change_role`."""
    membership = _lock_member(membership)
    check_others_administer(membership)
    log.info("%s ended membership %s at %s", by, membership.pk, at)
    membership.delete()


def check_others_administer(membership: Membership) -> None:
    """Raises LastAdministrator if this member alone administers the tenant."""
    administrators = Membership.objects.filter(
        tenant=membership.tenant_id,
        role=Role.ADMINISTRATOR,
        user__is_active=True,
        user__is_staff=True,
    )
    was = Membership.objects.values_list("role", flat=True).get(pk=membership.pk)
    if was == Role.ADMINISTRATOR and not administrators.exclude(pk=membership.pk).exists():
        raise LastAdministrator


def _lock_member(membership: Membership) -> Membership:
    """The tenant's lock lets one change of its people happen after another."""
    Tenant.objects.lock(membership.tenant)
    return Membership.objects.lock(membership)
