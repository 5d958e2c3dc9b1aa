"""Travellers' own accounts, and the partners that may act for them."""

from __future__ import annotations

from datetime import datetime

from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from operators.tenancy.constraints import CompositeForeignKey, same_tenant, tenant_key
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Tenant
from operators.tenancy.references import new_reference
from operators.tenancy.scoping import TenantQuerySet
from sales.accounts.proofs import address_of
from sales.accounts.states import AccountEventName, Purpose
from sales.catalogue.channels import SalesChannel
from sales.letters.states import Language
from sales.orders.models import Customer

NO_NULLS = [ProhibitNullCharactersValidator()]


class TravellerAccount(models.Model):
    """The account of one person at a tenant, with which they sign in whatever app they use.

    The password is kept as a hash that takes long to compute. An erased account has nothing left
    that tells whose it was; who signs up with the same address then gets another one.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="traveller_accounts")
    reference = models.CharField(
        max_length=22, unique=True, default=new_reference, editable=False, help_text="Its id."
    )
    email = models.EmailField("e-mail", max_length=254)
    password = models.CharField(max_length=128, editable=False)
    first_name = models.CharField(max_length=100, blank=True, validators=NO_NULLS)
    last_name = models.CharField(max_length=100, blank=True, validators=NO_NULLS)
    phone = models.CharField(max_length=50, blank=True, validators=NO_NULLS)
    language = models.CharField(max_length=3, choices=Language, default=Language.ENGLISH)
    opened_at = models.DateTimeField(editable=False)
    verified_at = models.DateTimeField(
        null=True, editable=False, help_text="When the e-mail address was shown to be theirs, UTC."
    )
    blocked_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = TenantQuerySet["TravellerAccount"].as_manager()

    class Meta:
        constraints = [
            tenant_key("travelleraccount"),
            models.UniqueConstraint(
                "tenant",
                Lower("email"),
                condition=~Q(email=""),
                name="travelleraccount_once_per_email",
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values),
                name="travelleraccount_language_is_known",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(email="") & ~Q(password="")
                | Q(
                    erased_at__isnull=False,
                    email="",
                    password="",
                    first_name="",
                    last_name="",
                    phone="",
                ),
                name="travelleraccount_erased_tells_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.email or self.reference

    def address_to(self, purpose: str, *, at: datetime) -> str:
        """Where the reader of a letter proves what that purpose asks for."""
        return address_of(self, Purpose(purpose), at=at)


class AccountLinkQuerySet(TenantQuerySet["AccountLink"]):
    """Links of accounts to partners."""

    def live(self, at: datetime) -> AccountLinkQuerySet:
        """Those that open their account at that moment."""
        return self.filter(revoked_at=None, ends_at__gt=at)


class AccountLink(models.Model):
    """The right of a partner to act for a traveller's account, as one customer of its channel.

    The partner shows a secret, which is kept as a hash. The link holds from `made_at` until
    `ends_at`, not included, or until it is revoked.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="account_links")
    account = models.ForeignKey(TravellerAccount, models.PROTECT, related_name="links")
    channel = models.ForeignKey(SalesChannel, models.PROTECT, related_name="account_links")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="account_links")
    grant = models.ForeignKey(
        "sales.AccountGrant",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="links",
        help_text="What let the app in that signed in with its access token; it ends with it.",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = AccountLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            same_tenant("accountlink", "account", "sales.TravellerAccount"),
            same_tenant("accountlink", "channel", "sales.SalesChannel"),
            CompositeForeignKey(
                name="accountlink_customer_same_channel",
                fields=["customer", "channel"],
                to="sales.Customer",
                to_fields=["id", "channel"],
            ),
            CompositeForeignKey(
                name="accountlink_grant_of_same_account",
                fields=["grant", "account"],
                to="sales.AccountGrant",
                to_fields=["id", "account"],
            ),
            models.CheckConstraint(
                condition=Q(digest__length=64), name="accountlink_digest_is_sha256_hex"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("made_at")),
                name="accountlink_ends_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"Link {self.pk}"

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.ends_at

    def revoke(self, *, at: datetime) -> None:
        """The secret opens nothing from now on."""
        self.revoked_at = at


class AccountEventQuerySet(EventQuerySet["AccountEvent"]):
    """Events, scoped through their account."""

    tenant_path = "account__tenant"


class AccountEvent(DomainEvent):
    """What happened to an account, to its links, and to what apps were allowed."""

    account = models.ForeignKey(TravellerAccount, models.PROTECT, related_name="events")
    link = models.ForeignKey(AccountLink, models.PROTECT, null=True, related_name="events")
    grant = models.ForeignKey(
        "sales.AccountGrant", models.PROTECT, null=True, related_name="events"
    )
    name = models.CharField(max_length=20, choices=AccountEventName)

    objects = AccountEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=AccountEventName.values), name="accountevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.account_id}"
