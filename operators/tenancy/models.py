"""Tenants, the parties inside them, their people and their tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from operators.tenancy.codespaces import CODESPACE, CODESPACE_FORM, free_codespace
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.currencies import check_currency
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.references import new_number
from operators.tenancy.scoping import TenantQuerySet
from operators.tenancy.validation import check_timezone

models.CharField.register_lookup(Length)

COUNTRY = RegexValidator(r"^[A-Z]{2}$", "Two capital letters of ISO 3166-1, such as NL.")


class TenantListQuerySet(TenantQuerySet["Tenant"]):
    """Tenants themselves, scoped to the ones a person is a member of."""

    tenant_path = "pk"


class Tenant(models.Model):
    """One customer of Perron: everything it owns is invisible to every other one."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=50, unique=True)
    timezone = models.CharField(
        max_length=64, help_text="IANA name, such as Europe/Amsterdam: service days, calendar days."
    )
    currency = models.CharField(max_length=3, validators=[check_currency])
    country = models.CharField(max_length=2, validators=[COUNTRY])
    codespace = models.CharField(
        max_length=3,
        unique=True,
        blank=True,
        validators=[CODESPACE],
        help_text="Stands before NeTEx ids, such as ENT in ENT:DistributionChannel:App; "
        "empty: made from the slug.",
    )
    allows_private_callbacks = models.BooleanField(
        "private callbacks",
        default=False,
        help_text="Its partners may be called in the network that this service runs in.",
    )
    created_at = models.DateTimeField()

    objects = TenantListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="tenant_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"), name="tenant_country_is_iso_3166"
            ),
            models.CheckConstraint(
                condition=Q(codespace__regex=CODESPACE_FORM),
                name="tenant_codespace_is_three_letters",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._fill_codespace()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self._fill_codespace()
        check_timezone(self.timezone)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of service days and of what people read."""
        return ZoneInfo(self.timezone)

    def _fill_codespace(self) -> None:
        if not self.codespace:
            taken = set(Tenant.objects.values_list("codespace", flat=True))
            self.codespace = free_codespace(self.slug, taken=taken)


class Organisation(models.Model):
    """A legal party inside a tenant: it sells, is invoiced, or runs services."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="organisations")
    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    name = models.CharField(max_length=150)
    vat_number = models.CharField("VAT number", max_length=20, blank=True)
    address = models.CharField(
        max_length=300, blank=True, help_text="As it stands on invoices, lines after commas."
    )
    billing_email = models.EmailField(
        "e-mail for invoices", blank=True, help_text="Where invoices to it are sent."
    )
    bank_account = models.CharField(
        max_length=40, blank=True, help_text="Where its invoices are paid to, such as an IBAN."
    )

    objects = TenantQuerySet["Organisation"].as_manager()

    class Meta:
        constraints = [
            tenant_key("organisation"),
            models.UniqueConstraint(
                fields=["tenant", "name"], name="organisation_once_per_tenant_and_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Operator(models.Model):
    """Runs a transport service; what is owed to it is settled through its organisation."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="operators")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="operators")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=150)
    url = models.URLField("website", blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    objects = TenantQuerySet["Operator"].as_manager()

    class Meta:
        constraints = [
            tenant_key("operator"),
            models.UniqueConstraint(fields=["tenant", "code"], name="operator_once_per_code"),
            same_tenant("operator", "organisation", "operators.Organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who can log in; what they may see comes from their memberships."""


class Role(models.TextChoices):
    """What a member of a tenant does there."""

    ADMINISTRATOR = "ADMINISTRATOR"
    FINANCE = "FINANCE"
    SUPPORT = "SUPPORT"
    INSPECTOR = "INSPECTOR"


class Membership(models.Model):
    """A person's one role in one tenant."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)

    objects = TenantQuerySet["Membership"].as_manager()

    class Meta:
        constraints = [
            tenant_key("membership"),
            models.UniqueConstraint(fields=["tenant", "user"], name="membership_once_per_user"),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()}"


class TokenRole(models.TextChoices):
    """The face that a token opens."""

    TOMP = "TOMP"
    MAAS_TSP = "MAAS_TSP"
    TRIPGO = "TRIPGO"
    INSPECTION = "INSPECTION"


class ApiToken(models.Model):
    """A secret that a partner's program sends. It is shown once and kept as a hash."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="tokens")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    roles = ArrayField(models.CharField(max_length=20, choices=TokenRole))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=8, editable=False, help_text="How the token begins.")
    requests_per_minute = models.PositiveIntegerField(default=4000)
    allows_bookings = models.BooleanField(
        "bookings",
        default=True,
        help_text="Whether the partner may book. TripGo: without it there are trips alone.",
    )
    created_at = models.DateTimeField(editable=False)
    last_used_at = models.DateTimeField(
        null=True, editable=False, help_text="To the minute, over all processes."
    )
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = TenantQuerySet["ApiToken"].as_manager()

    class Meta:
        verbose_name = "API token"
        constraints = [
            tenant_key("apitoken"),
            same_tenant("apitoken", "organisation", "operators.Organisation"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=TokenRole.values) & Q(roles__len__gt=0),
                name="apitoken_roles_are_known",
            ),
            models.CheckConstraint(
                condition=Q(digest__length=64), name="apitoken_digest_is_sha256_hex"
            ),
            models.CheckConstraint(
                condition=Q(requests_per_minute__gt=0), name="apitoken_may_send_requests"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    def revoke(self, *, at: datetime) -> None:
        """The token opens nothing from now on."""
        self.revoked_at = at


class TokenEventName(models.TextChoices):
    ISSUED = "ISSUED"
    REVOKED = "REVOKED"


class TokenEventQuerySet(EventQuerySet["TokenEvent"]):
    """Events, scoped through their token."""

    tenant_path = "token__tenant"


class TokenEvent(DomainEvent):
    """What happened to a token."""

    token = models.ForeignKey(ApiToken, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=TokenEventName)

    objects = TokenEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=TokenEventName.values), name="tokenevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.token_id}"
