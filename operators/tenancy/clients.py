"""The clients that buy access tokens, for themselves or for travellers who let them in, and the
keys that sign these tokens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.redirects import LONGEST_REDIRECT, check_redirect_uri
from operators.tenancy.scoping import TenantQuerySet

LONGEST_CLIENT_ID = 64
LONGEST_AUDIENCE = 200
CLIENT_ID_FORM = r"^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$"
CLIENT_ID = RegexValidator(CLIENT_ID_FORM, "3 to 64 letters, digits, dots, dashes, underscores.")
SIGNED_WITH = "RS256"
SETTLES = timedelta(seconds=5)
"""A change is stored within that time after it is asked for."""


class ClientPermission(models.TextChoices):
    """What a client may do at all; the rights of its channels come on top."""

    SALES_READ = "sales:read"
    SALES_WRITE = "sales:write"
    PAYMENTS_WRITE = "payments:write"
    REFUNDS_WRITE = "refunds:write"
    REPORTS_READ = "reports:read"
    ADMIN = "admin", "admin: every organisation of the tenant"


class ApiClient(models.Model):
    """A program of an organisation that buys access tokens with its secret.

    The secret is shown once and kept as a hash. An access token is judged by this row with each
    request, so what is taken away here is gone at once.

    With redirect URIs it is an app as well, which travellers may let into their accounts. One that
    is public has no secret, since everybody could read it out of the app.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="clients")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="clients")
    name = models.CharField(max_length=100)
    client_id = models.CharField(
        max_length=LONGEST_CLIENT_ID, unique=True, editable=False, validators=[CLIENT_ID]
    )
    digest = models.CharField(max_length=64, editable=False)
    permissions = ArrayField(models.CharField(max_length=20, choices=ClientPermission), blank=True)
    audiences = ArrayField(
        models.CharField(max_length=LONGEST_AUDIENCE),
        default=list,
        blank=True,
        help_text="What it may ask tokens for; empty: whatever this installation serves.",
    )
    redirect_uris = ArrayField(
        models.CharField(max_length=LONGEST_REDIRECT, validators=[check_redirect_uri]),
        verbose_name="redirect URIs",
        default=list,
        blank=True,
        help_text="Where travellers go back to after they let the app in, letter by letter, one on "
        "each line. Empty: the client is no app.",
    )
    is_public = models.BooleanField(
        "public app",
        default=False,
        editable=False,
        help_text="Its program is in everybody's hands, so it has no secret.",
    )
    needs_proof = models.BooleanField(
        "needs proof (PKCE)",
        default=True,
        help_text="Travellers let the app in only if it sends a code_challenge. Off only for "
        "libraries that cannot.",
    )
    requests_per_minute = models.PositiveIntegerField(default=4000)
    created_at = models.DateTimeField(editable=False)
    tokens_since = models.DateTimeField(
        editable=False, help_text="Access tokens from before this moment are refused."
    )
    last_used_at = models.DateTimeField(
        null=True, editable=False, help_text="To the minute, over all processes."
    )
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = TenantQuerySet["ApiClient"].as_manager()

    class Meta:
        verbose_name = "API client"
        constraints = [
            tenant_key("apiclient"),
            same_tenant("apiclient", "organisation", "operators.Organisation"),
            models.CheckConstraint(
                condition=Q(client_id__regex=CLIENT_ID_FORM), name="apiclient_id_has_its_form"
            ),
            models.CheckConstraint(
                condition=Q(permissions__contained_by=ClientPermission.values),
                name="apiclient_permissions_are_known",
            ),
            models.CheckConstraint(
                condition=Q(digest__length=64), name="apiclient_digest_is_sha256_hex"
            ),
            models.CheckConstraint(
                condition=Q(requests_per_minute__gt=0), name="apiclient_may_send_requests"
            ),
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(needs_proof=True, permissions=[]) & ~Q(redirect_uris=[]),
                name="apiclient_public_is_an_app_with_proof",
                violation_error_message="A public app needs proof and a redirect URI, and has no "
                "permissions of its own.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def vouches_for(self, made_at: datetime) -> bool:
        """Whether what was given to it, and counted from that moment on, still counts."""
        return self.revoked_at is None and self.tokens_since <= made_at

    def counts_from(self, at: datetime) -> datetime:
        """The moment that is noted for what is given to it now, for the secret that it had as this
        row was read."""
        return max(at, self.tokens_since)

    def renew(self, digest: str, *, at: datetime) -> None:
        """Another secret counts from now on, and access tokens bought with the old one end; those
        as well that are bought until this is stored."""
        self.digest = digest
        self.tokens_since = at + SETTLES

    def revoke(self, *, at: datetime) -> None:
        """The client is let in nowhere from now on."""
        self.revoked_at = at


class ClientEventName(models.TextChoices):
    ISSUED = "ISSUED"
    RENEWED = "RENEWED"
    REVOKED = "REVOKED"


class ClientEventQuerySet(EventQuerySet["ClientEvent"]):
    """Events, scoped through their client."""

    tenant_path = "client__tenant"


class ClientEvent(DomainEvent):
    """What happened to a client."""

    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=ClientEventName)

    objects = ClientEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=ClientEventName.values), name="clientevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.client_id}"


class TokenKeyQuerySet(models.QuerySet["TokenKey"]):
    """Keys of the installation; they belong to no tenant."""

    def signing(self) -> TokenKeyQuerySet:
        """The one key that signs, if there is one by now."""
        return self.filter(retired_at=None, revoked_at=None)

    def trusted(self, *, retired_after: datetime) -> TokenKeyQuerySet:
        """Keys whose signatures count, for tokens that are not all lapsed."""
        in_time = Q(retired_at=None) | Q(retired_at__gt=retired_after)
        return self.filter(in_time, revoked_at=None).order_by("-created_at", "kid")


class TokenKey(models.Model):
    """A key pair of this installation that signs access tokens; the private half is sealed.

    One signs. A retired one still verifies what it signed; a revoked one verifies nothing.
    """

    kid = models.CharField("key id", max_length=43, unique=True)
    algorithm = models.CharField(max_length=10, default=SIGNED_WITH)
    public_jwk = models.JSONField()
    sealed_private_key = models.TextField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(algorithm=SIGNED_WITH), name="tokenkey_algorithm_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kid__regex=r"^[A-Za-z0-9_-]{43}$"), name="tokenkey_kid_is_a_thumbprint"
            ),
            models.UniqueConstraint(
                fields=["algorithm"],
                condition=Q(retired_at=None, revoked_at=None),
                name="tokenkey_one_signs",
            ),
        ]

    def __str__(self) -> str:
        return self.kid

    def retire(self, *, at: datetime) -> None:
        """It signs nothing from now on."""
        self.retired_at = at

    def revoke(self, *, at: datetime) -> None:
        """Nothing that it signed counts from now on."""
        self.revoked_at = at

    def to_jwk(self) -> dict[str, Any]:
        """The public half as a JWK Set shows it (RFC 7517)."""
        return {**self.public_jwk, "use": "sig", "alg": self.algorithm, "kid": self.kid}
