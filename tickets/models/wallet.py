"""A tenant's accounts with the wallets of phones, and the passes that they are kept up in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from tickets.models.ticket import Ticket


class WalletKind(models.TextChoices):
    """Whose wallet it is."""

    APPLE = "APPLE"
    GOOGLE = "GOOGLE"


class WalletAccount(models.Model):
    """Who the tenant is to a wallet, and what it signs passes with; the private key is sealed.

    Apple: the identifier is that of the pass type, the holder the team, and the certificates are
    the signing one and Apple's intermediate one, in PEM. Google: the identifier is that of the
    issuer, the holder the service account.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="wallet_accounts")
    kind = models.CharField(max_length=10, choices=WalletKind)
    identifier = models.CharField(
        max_length=100, help_text="Of the pass type (Apple) or of the issuer (Google)."
    )
    holder = models.CharField(
        max_length=200, help_text="The team (Apple) or the e-mail of the service account (Google)."
    )
    certificates = models.TextField(blank=True, help_text="Apple only, in PEM.")
    certified_until = models.DateTimeField(
        null=True, help_text="Apple only: passes cannot be signed from here on."
    )
    sealed_private_key = models.TextField(editable=False)
    is_active = models.BooleanField(default=True)
    set_at = models.DateTimeField()

    objects = TenantQuerySet["WalletAccount"].as_manager()

    class Meta:
        constraints = [
            tenant_key("walletaccount"),
            models.CheckConstraint(
                condition=Q(kind__in=WalletKind.values), name="walletaccount_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind"],
                condition=Q(is_active=True),
                name="walletaccount_one_active_per_kind",
            ),
            models.CheckConstraint(
                condition=~Q(identifier="") & ~Q(holder="") & ~Q(sealed_private_key=""),
                name="walletaccount_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(kind=WalletKind.APPLE)
                | Q(certified_until__isnull=False) & ~Q(certificates=""),
                name="walletaccount_apple_has_certificates",
            ),
            models.CheckConstraint(
                condition=~Q(kind=WalletKind.GOOGLE) | Q(certificates="", certified_until=None),
                name="walletaccount_google_has_no_certificates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.identifier}"


class WalletPass(models.Model):
    """A ticket with a moving barcode that was offered to the Google wallet: the wallet shows values
    that we send it ahead of time."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="wallet_passes")
    account = models.ForeignKey(WalletAccount, models.PROTECT, related_name="passes")
    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="wallet_pass")
    offered_at = models.DateTimeField()
    values_until = models.DateTimeField(
        help_text="End of the last barcode that the wallet was given."
    )
    send_at = models.DateTimeField(
        null=True, help_text="When it is given more; empty: it has all that there will be."
    )

    objects = TenantQuerySet["WalletPass"].as_manager()

    class Meta:
        verbose_name_plural = "wallet passes"
        constraints = [
            same_tenant("walletpass", "account", "tickets.WalletAccount"),
            same_tenant("walletpass", "ticket", "tickets.Ticket"),
        ]
        indexes = [
            models.Index(
                fields=["send_at"], condition=Q(send_at__isnull=False), name="walletpass_by_due"
            )
        ]

    def __str__(self) -> str:
        return str(self.ticket_id)
