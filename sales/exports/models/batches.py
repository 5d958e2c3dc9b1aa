"""What an accounting batch has to say that the books do not know."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.books.accounts import Account
from sales.books.models import Ledger

NUMBER_FORM = r"^[0-9]{1,9}$"
NUMBER = RegexValidator(NUMBER_FORM, "1 to 9 digits.")


class BatchTerms(models.Model):
    """Under which numbers the accountants know a ledger (DATEV, Buchungsstapel).

    `clearing_number` is the account that stands across from the lines of a document that has
    several debits and several credits; it comes to zero with each document.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="batch_terms")
    ledger = models.OneToOneField(Ledger, models.PROTECT, related_name="batch_terms")
    adviser_number = models.PositiveIntegerField(
        validators=[MinValueValidator(1001), MaxValueValidator(9_999_999)],
        help_text="Beraternummer: 1001 to 9999999.",
    )
    client_number = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(99_999)],
        help_text="Mandantennummer: 1 to 99999.",
    )
    account_digits = models.PositiveSmallIntegerField(
        default=4,
        validators=[MinValueValidator(4), MaxValueValidator(8)],
        help_text="How long account numbers are: 4 to 8 digits.",
    )
    first_month = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text="The month with which the financial year begins.",
    )
    clearing_number = models.CharField(
        "clearing account", max_length=9, validators=[NUMBER], help_text="For split documents."
    )

    objects = TenantQuerySet["BatchTerms"].as_manager()

    class Meta:
        verbose_name_plural = "batch terms"
        constraints = [
            same_tenant("batchterms", "ledger", "sales.Ledger"),
            models.CheckConstraint(
                condition=Q(adviser_number__range=(1001, 9_999_999)),
                name="batchterms_adviser_number_is_known_form",
            ),
            models.CheckConstraint(
                condition=Q(client_number__range=(1, 99_999)),
                name="batchterms_client_number_is_known_form",
            ),
            models.CheckConstraint(
                condition=Q(account_digits__range=(4, 8)), name="batchterms_accounts_have_4_to_8"
            ),
            models.CheckConstraint(
                condition=Q(first_month__range=(1, 12)), name="batchterms_year_begins_in_a_month"
            ),
            models.CheckConstraint(
                condition=Q(clearing_number__regex=NUMBER_FORM),
                name="batchterms_clearing_number_is_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser_number}-{self.client_number}"


class BatchAccountQuerySet(TenantQuerySet["BatchAccount"]):
    """Account numbers, scoped through their terms."""

    tenant_path = "terms__tenant"


class BatchAccount(models.Model):
    """The number that the accountants have for an account, of VAT for each rate if they like."""

    terms = models.ForeignKey(BatchTerms, models.CASCADE, related_name="accounts", db_index=False)
    account = models.CharField(max_length=30, choices=Account)
    vat_rate = models.DecimalField(
        "VAT rate",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Only for VAT; empty: of all rates that have no number of their own.",
    )
    number = models.CharField(max_length=9, validators=[NUMBER])

    objects = BatchAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["terms", "account", "vat_rate"],
                name="batchaccount_once_per_rate",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(account__in=Account.values), name="batchaccount_account_is_known"
            ),
            models.CheckConstraint(
                condition=Q(vat_rate=None) | Q(account=Account.VAT_PAYABLE),
                name="batchaccount_rate_is_of_vat",
            ),
            models.CheckConstraint(
                condition=Q(number__regex=NUMBER_FORM), name="batchaccount_number_is_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.number}"
