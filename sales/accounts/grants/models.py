"""Apps that travellers have let in, and what these show."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from operators.tenancy.clients import ApiClient
from operators.tenancy.constraints import CompositeForeignKey, same_tenant, tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.redirects import LONGEST_REDIRECT
from operators.tenancy.scoping import TenantQuerySet
from sales.accounts.grants.states import GrantScope, GrantTokenKind
from sales.accounts.models import TravellerAccount

LONGEST_SCOPE = 20
CHALLENGE_FORM = r"^[A-Za-z0-9_-]{43}$"
"""A SHA-256 in base64 for addresses (RFC 7636 §4.2)."""


class AccountGrantQuerySet(TenantQuerySet["AccountGrant"]):
    """What apps were allowed."""

    def live(self, at: datetime) -> AccountGrantQuerySet:
        """Those that hold at that moment."""
        return self.filter(revoked_at=None, ends_at__gt=at)


class AccountGrant(models.Model):
    """What a traveller allowed the app of a client to do with the account.

    It holds from `made_at` until `ends_at`, not included, or until it is revoked, and with it all
    tokens that the app was given one after the other, and links that were made with them.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="account_grants")
    account = models.ForeignKey(TravellerAccount, models.PROTECT, related_name="grants")
    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="account_grants")
    scopes = ArrayField(models.CharField(max_length=LONGEST_SCOPE, choices=GrantScope))
    made_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = AccountGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["id", "account", "client"], name="accountgrant_with_its_parties"
            ),
            models.UniqueConstraint(fields=["id", "account"], name="accountgrant_with_its_account"),
            tenant_key("accountgrant"),
            same_tenant("accountgrant", "account", "sales.TravellerAccount"),
            same_tenant("accountgrant", "client", "operators.ApiClient"),
            models.CheckConstraint(
                condition=Q(scopes__contained_by=GrantScope.values) & ~Q(scopes=[]),
                name="accountgrant_scopes_are_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")), name="accountgrant_ends_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return f"Grant {self.pk}"

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.ends_at

    def revoke(self, *, at: datetime) -> None:
        """No token of it opens anything from now on."""
        self.revoked_at = at


class GrantCode(models.Model):
    """What a traveller's browser brings to the app: for a grant and its tokens, once (RFC 6749
    §4.1.2).

    The code is kept as a hash. With `challenge`, only the app that began can use it (RFC 7636). A
    used one is kept for a while: who brings it again has stolen it, or was robbed.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    account = models.ForeignKey(TravellerAccount, models.CASCADE, related_name="+")
    client = models.ForeignKey(ApiClient, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    redirect_uri = models.CharField(max_length=LONGEST_REDIRECT)
    scopes = ArrayField(models.CharField(max_length=LONGEST_SCOPE, choices=GrantScope))
    challenge = models.CharField(max_length=43, blank=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    grant = models.ForeignKey(AccountGrant, models.CASCADE, null=True, related_name="codes")
    used_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["GrantCode"].as_manager()

    class Meta:
        constraints = [
            same_tenant("grantcode", "account", "sales.TravellerAccount"),
            same_tenant("grantcode", "client", "operators.ApiClient"),
            CompositeForeignKey(
                name="grantcode_grant_of_same_parties",
                fields=["grant", "account", "client"],
                to="sales.AccountGrant",
                to_fields=["id", "account", "client"],
            ),
            models.CheckConstraint(
                condition=Q(digest__length=64), name="grantcode_digest_is_sha256_hex"
            ),
            models.CheckConstraint(
                condition=~Q(redirect_uri=""), name="grantcode_has_redirect_uri"
            ),
            models.CheckConstraint(
                condition=Q(scopes__contained_by=GrantScope.values) & ~Q(scopes=[]),
                name="grantcode_scopes_are_known",
            ),
            models.CheckConstraint(
                condition=Q(challenge="") | Q(challenge__regex=CHALLENGE_FORM),
                name="grantcode_challenge_is_sha256",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")), name="grantcode_ends_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, grant=None)
                | Q(used_at__lt=F("ends_at"), grant__isnull=False),
                name="grantcode_used_has_its_grant",
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="grantcode_by_end")]

    def __str__(self) -> str:
        return f"Code {self.pk}"

    def use(self, grant: AccountGrant, *, at: datetime) -> None:
        """It was brought, and is worth nothing from now on."""
        self.grant = grant
        self.used_at = at


class GrantTokenQuerySet(TenantQuerySet["GrantToken"]):
    """Tokens, scoped through their grant."""

    tenant_path = "grant__tenant"


class GrantToken(models.Model):
    """What an app shows: for the account, or for its next tokens. Kept as a hash.

    One refresh token of a grant counts. A used one is kept until its end: who brings it again has
    stolen it, or was robbed.
    """

    grant = models.ForeignKey(AccountGrant, models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=10, choices=GrantTokenKind)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = GrantTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(kind=GrantTokenKind.REFRESH, used_at=None),
                name="granttoken_one_refreshes",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=GrantTokenKind.values), name="granttoken_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(digest__length=64), name="granttoken_digest_is_sha256_hex"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")), name="granttoken_ends_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None)
                | Q(used_at__lt=F("ends_at"), kind=GrantTokenKind.REFRESH),
                name="granttoken_used_was_to_refresh",
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="granttoken_by_end")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def use(self, *, at: datetime) -> None:
        """The next tokens were bought with it."""
        self.used_at = at
