"""Providers of travellers' accounts, and the links of travellers to them."""

from __future__ import annotations

from datetime import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Operator, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.accounts.models import TravellerAccount
from sales.accounts.providers.states import ProviderKind

CODE_FORM = r"^[a-z0-9][a-z0-9_-]{0,39}$"
TAKEN_CODES = ["signin"]
COLOUR_FORM = r"^#[0-9a-f]{6}$"
LONGEST_SUBJECT = 200
NAMED = ~Q(client_digest="")


class AccountProvider(models.Model):
    """Somebody with whom travellers have accounts that they can link.

    Its kind says how it is reached. The secret of our client there is stored sealed.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="account_providers")
    operator = models.ForeignKey(
        Operator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="account_providers",
        help_text="Whose products its accounts are for; empty: it is listed by itself.",
    )
    code = models.CharField(
        max_length=40,
        validators=[RegexValidator(CODE_FORM, "Small letters, digits, dashes, underscores.")],
        help_text="What partners call it, in addresses as well.",
    )
    name = models.CharField(max_length=100, help_text="As travellers know it.")
    kind = models.CharField(max_length=10, choices=ProviderKind, default=ProviderKind.OWN)
    is_active = models.BooleanField(
        default=True,
        help_text="Otherwise nobody links an account with it, and no product needs such a link.",
    )
    is_required = models.BooleanField(
        default=False, help_text="Products of the operator are booked only with a link to it."
    )
    client_id = models.CharField("client id", max_length=200, blank=True)
    sealed_secret = models.TextField(editable=False, blank=True)
    authorize_url = models.URLField("authorize address", max_length=500, blank=True)
    token_url = models.URLField(
        "token address",
        max_length=500,
        blank=True,
        help_text="Apps on Android can use it only if it ends in /token.",
    )
    revoke_url = models.URLField(
        "revoke address", max_length=500, blank=True, help_text="Empty: nothing can be revoked."
    )
    account_url = models.URLField(
        "account address",
        max_length=500,
        blank=True,
        help_text="What tells whose an access token is; empty: that is not asked.",
    )
    redirect_uri = models.CharField(
        "redirect URI",
        max_length=500,
        blank=True,
        help_text="Where the provider sends travellers back to, as registered there.",
    )
    scope = models.CharField(max_length=500, blank=True)
    basic_auth = models.BooleanField(
        "Basic credentials",
        default=True,
        help_text="The client shows itself in the header; otherwise in the body.",
    )
    allows_private = models.BooleanField(
        "may have a private address",
        default=False,
        help_text="Only where the tenant allows private addresses.",
    )
    website = models.URLField(max_length=500, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    color = models.CharField(
        "colour",
        max_length=7,
        blank=True,
        validators=[RegexValidator(COLOUR_FORM, "As #0a2b4c, in small letters.")],
        help_text="Of its brand, as #0a2b4c.",
    )
    icon_url = models.URLField("icon address", max_length=500, blank=True)

    objects = TenantQuerySet["AccountProvider"].as_manager()

    class Meta:
        constraints = [
            tenant_key("accountprovider"),
            same_tenant("accountprovider", "operator", "operators.Operator"),
            models.UniqueConstraint(
                fields=["tenant", "code"], name="accountprovider_once_per_code"
            ),
            models.UniqueConstraint(
                fields=["operator"],
                condition=Q(is_required=True, is_active=True),
                name="accountprovider_one_is_required",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=CODE_FORM) & ~Q(code__in=TAKEN_CODES),
                name="accountprovider_code_fits_addresses",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ProviderKind.values), name="accountprovider_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ProviderKind.OAUTH2)
                | ~Q(client_id="") & ~Q(authorize_url="") & ~Q(token_url=""),
                name="accountprovider_can_be_reached",
            ),
            models.CheckConstraint(
                condition=Q(is_required=False) | Q(operator__isnull=False),
                name="accountprovider_required_by_an_operator",
            ),
            models.CheckConstraint(
                condition=Q(color="") | Q(color__regex=COLOUR_FORM),
                name="accountprovider_colour_has_its_form",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProviderLinkQuerySet(TenantQuerySet["ProviderLink"]):
    """Links of travellers to providers."""

    def open(self, at: datetime) -> ProviderLinkQuerySet:
        """Those that have not ended at that moment, rejected ones among them."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), ended_at=None)


class ProviderLink(models.Model):
    """The account that a traveller has with a provider, with what opens it, which is sealed.

    The traveller is one with an account here, or whoever uses one copy of a partner's app; that is
    known by a digest, and its link has an end, and is deleted some time after that. A rejected link
    is one that the provider does not accept any more: it stays, without credentials, until the
    traveller links again. One that ended keeps its credentials only until they are revoked at the
    provider.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="provider_links")
    provider = models.ForeignKey(AccountProvider, models.PROTECT, related_name="links")
    account = models.ForeignKey(
        TravellerAccount, models.PROTECT, null=True, related_name="provider_links"
    )
    client_digest = models.CharField(max_length=64, blank=True, editable=False)
    subject = models.CharField(
        max_length=LONGEST_SUBJECT, blank=True, help_text="Who the traveller is there."
    )
    sealed_credentials = models.TextField(blank=True, editable=False)
    expires_at = models.DateTimeField(
        null=True, editable=False, help_text="When the credentials are to be renewed, UTC."
    )
    made_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(null=True, editable=False)
    renewing_until = models.DateTimeField(null=True, editable=False)
    rejected_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(null=True, editable=False)

    objects = ProviderLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            same_tenant("providerlink", "provider", "sales.AccountProvider"),
            same_tenant("providerlink", "account", "sales.TravellerAccount"),
            models.CheckConstraint(
                condition=Q(account__isnull=False, client_digest="")
                | Q(account__isnull=True, client_digest__length=64, ends_at__isnull=False),
                name="providerlink_is_of_one_traveller",
            ),
            models.UniqueConstraint(
                fields=["provider", "account"],
                condition=Q(ended_at=None),
                name="providerlink_one_open_per_account",
            ),
            models.UniqueConstraint(
                fields=["provider", "client_digest"],
                condition=Q(ended_at=None) & NAMED,
                name="providerlink_one_open_per_client",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("made_at")),
                name="providerlink_ends_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False)
                | Q(rejected_at=None) & ~Q(sealed_credentials="")
                | Q(rejected_at__isnull=False, sealed_credentials=""),
                name="providerlink_open_has_credentials",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(subject=""),
                name="providerlink_ended_tells_nobody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, next_try_at=None)
                | Q(ended_at__isnull=False, next_try_at=None, sealed_credentials="")
                | Q(ended_at__isnull=False, next_try_at__isnull=False) & ~Q(sealed_credentials=""),
                name="providerlink_ended_is_revoked_or_tried",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(next_try_at__isnull=False),
                name="providerlink_to_revoke",
            ),
            models.Index(
                fields=["ends_at"],
                condition=Q(ended_at=None, ends_at__isnull=False),
                name="providerlink_to_lapse",
            ),
            models.Index(
                fields=["ended_at"],
                condition=Q(account=None, ended_at__isnull=False),
                name="providerlink_to_forget",
            ),
        ]

    def __str__(self) -> str:
        return f"Link {self.pk}"

    def is_open(self, at: datetime) -> bool:
        """Whether it has not ended at that moment; it may be rejected."""
        return self.ended_at is None and (self.ends_at is None or at < self.ends_at)

    def is_usable(self, at: datetime) -> bool:
        """Whether it opens the account with the provider at that moment."""
        return self.is_open(at) and self.rejected_at is None

    def keep(self, sealed: str, *, subject: str, expires_at: datetime | None) -> None:
        """Other credentials count from now on; whoever renewed them is done."""
        self.sealed_credentials = sealed
        self.subject = subject or self.subject
        self.expires_at = expires_at
        self.renewing_until = None

    def reject(self, *, at: datetime) -> None:
        """The provider does not accept it any more, so what was kept is worth nothing."""
        self.sealed_credentials = ""
        self.expires_at = self.renewing_until = None
        self.rejected_at = at

    def end(self, *, is_told: bool, at: datetime) -> None:
        """It opens nothing from now on. `is_told`: its credentials, if any, are kept until they are
        revoked at the provider; those that are just being renewed, as they come out of that."""
        self.ended_at = at
        self.subject = ""
        if is_told and self.sealed_credentials:
            self.next_try_at = at
        else:
            self.forget()

    def forget(self) -> None:
        """Nothing opens it any more, and nobody is to be told of that."""
        self.sealed_credentials = ""
        self.expires_at = self.next_try_at = self.renewing_until = None
