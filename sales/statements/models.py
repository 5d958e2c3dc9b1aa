"""Commission terms, statements, and the postings that they settle."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.currencies import check_currency
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.books.models import Ledger, Posting
from sales.catalogue.channels import SalesChannel
from sales.catalogue.fares import always, equal
from sales.numbering.models import NumberSeries, without_gap
from sales.statements.states import CommissionBase, StatementKind

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
ENTRIES_ADD_UP = """
    IF (SELECT (coalesce(sum(gross_amount), 0), coalesce(sum(tax_amount), 0),
            coalesce(sum(tickets), 0), coalesce(sum(commission_amount), 0) + NEW.rounding_amount,
            coalesce(sum(fee_amount), 0))
        FROM sales_statemententry WHERE statement_id = NEW.id)
        <> (NEW.gross_amount, NEW.tax_amount, NEW.tickets::bigint, NEW.commission_amount,
            NEW.fee_amount) THEN
        RAISE EXCEPTION 'the entries of statement % do not add up', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_entries_add_up';
    END IF;
    RETURN NULL;
"""


class CommissionTerm(models.Model):
    """What a seller keeps of an operator's sales, or leaves to the partner of a channel for its.

    Without a channel it is about what the party runs, with one about what it sells there. `percent`
    is taken of `base`, `ticket_fee` is added for each ticket; VAT at `vat_rate` comes on top of
    both. The term in force on the day of the sale counts, for its return as well.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    seller = models.ForeignKey(
        Organisation, models.PROTECT, related_name="commission_terms", help_text="Whose sales."
    )
    party = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="commission_terms_of_party",
        help_text="The operator's organisation, or the channel's partner.",
    )
    channel = models.ForeignKey(
        SalesChannel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commission_terms",
        help_text="What the party sells there. Empty: what it runs.",
    )
    currency = models.CharField(max_length=3, validators=[check_currency])
    percent = models.DecimalField(max_digits=6, decimal_places=3, default=0, validators=PERCENT)
    base = models.CharField(
        "percent of",
        max_length=20,
        choices=CommissionBase,
        default=CommissionBase.WITHOUT_VAT,
    )
    ticket_fee = models.DecimalField(
        "fee per ticket",
        max_digits=9,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
        help_text="Without VAT.",
    )
    vat_rate = models.DecimalField(
        "VAT rate",
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=PERCENT,
        help_text="Percent, on top of commission and fees.",
    )
    period = DateRangeField(
        default=always, help_text="First day, and the first day on which it no longer holds."
    )

    objects = TenantQuerySet["CommissionTerm"].as_manager()

    class Meta:
        constraints = [
            same_tenant("commissionterm", "seller", "operators.Organisation"),
            same_tenant("commissionterm", "party", "operators.Organisation"),
            same_tenant("commissionterm", "channel", "sales.SalesChannel"),
            models.CheckConstraint(
                condition=~Q(seller=F("party")),
                name="commissionterm_party_is_another",
                violation_error_message="A seller owes itself nothing; choose another party.",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="commissionterm_currency_is_iso_4217",
            ),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100), vat_rate__range=(0, 100)),
                name="commissionterm_rates_are_percent",
            ),
            models.CheckConstraint(
                condition=Q(ticket_fee__gte=0), name="commissionterm_fee_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(base__in=CommissionBase.values), name="commissionterm_base_is_known"
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False),
                name="commissionterm_period_holds_a_day",
                violation_error_message="The last day is not before the first one.",
            ),
            ExclusionConstraint(
                name="commissionterm_one_at_a_time",
                expressions=[
                    ("seller", RangeOperators.EQUAL),
                    ("party", RangeOperators.EQUAL),
                    equal("channel"),
                    ("currency", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Other terms of this party hold on some of these days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.percent} % + {self.ticket_fee} {self.currency}"


class Statement(models.Model):
    """What a seller settles with a party for closed days, in one currency. Append-only.

    It covers all that was booked through `ends_on` and not settled before. All amounts are
    positive for sales: `gross_amount` includes VAT, of which `tax_amount` is the part;
    `commission_amount` and `fee_amount` are without VAT, `commission_tax_amount` is the VAT on
    both. `net_amount` is what the party gets: an operator its share less the commission, a partner
    the commission. Commissions of single sales add up to the commission less `rounding_amount`,
    which is the seller's. A statement that `corrects` another takes it back whole.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="statements")
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="statements")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=20, choices=StatementKind)
    channel = models.ForeignKey(SalesChannel, models.PROTECT, null=True, related_name="statements")
    series = models.ForeignKey(
        NumberSeries, models.PROTECT, related_name="statements", db_index=False
    )
    number = models.PositiveIntegerField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    currency = models.CharField(max_length=3)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    issued_on = models.DateField()
    gross_amount = models.DecimalField(max_digits=14, decimal_places=2)
    tax_amount = models.DecimalField("VAT", max_digits=14, decimal_places=2)
    tickets = models.IntegerField()
    commission_amount = models.DecimalField("commission", max_digits=14, decimal_places=2)
    fee_amount = models.DecimalField("fees", max_digits=14, decimal_places=2)
    commission_tax_amount = models.DecimalField(
        "VAT on commission", max_digits=14, decimal_places=2
    )
    rounding_amount = models.DecimalField("rounding", max_digits=14, decimal_places=2)
    net_amount = models.DecimalField("net", max_digits=14, decimal_places=2)
    document = models.UUIDField(
        null=True, unique=True, help_text="In the books; empty where all came to nothing."
    )
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    issued_by = models.CharField(max_length=LONGEST_ACTOR)
    issued_at = models.DateTimeField()

    objects = TenantQuerySet["Statement"].as_manager()

    class Meta:
        constraints = [
            tenant_key("statement"),
            same_tenant("statement", "ledger", "sales.Ledger"),
            same_tenant("statement", "party", "operators.Organisation"),
            same_tenant("statement", "channel", "sales.SalesChannel"),
            models.UniqueConstraint(fields=["series", "number"], name="statement_once_per_number"),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="statement_number_starts_at_one"
            ),
            models.CheckConstraint(
                condition=Q(kind=StatementKind.OPERATOR, channel=None)
                | Q(kind=StatementKind.PARTNER, channel__isnull=False),
                name="statement_of_a_partner_has_channel",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="statement_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="statement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=StatementKind.OPERATOR,
                    net_amount=F("gross_amount")
                    - F("tax_amount")
                    - F("commission_amount")
                    - F("fee_amount")
                    - F("commission_tax_amount"),
                )
                | Q(
                    kind=StatementKind.PARTNER,
                    net_amount=F("commission_amount")
                    + F("fee_amount")
                    + F("commission_tax_amount"),
                ),
                name="statement_net_adds_up",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            without_gap("statement"),
            pgtrigger.Trigger(
                name="entries_add_up",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=ENTRIES_ADD_UP,
            ),
        ]

    def __str__(self) -> str:
        return f"Statement {self.number}"


class StatementEntryQuerySet(TenantQuerySet["StatementEntry"]):
    """Entries, scoped through their statement."""

    tenant_path = "statement__tenant"


class StatementEntry(models.Model):
    """A posting that a statement settles: what one operator earned by one version of an order.
    Append-only.

    `kind` is that of the statement: a sale is settled with its operator and with the partner that
    sold it. `turn` counts how often the posting was settled and taken back: an odd one settles it.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="entries")
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="statement_entries", db_index=False
    )
    kind = models.CharField(max_length=20, choices=StatementKind)
    turn = models.PositiveSmallIntegerField(default=1)
    gross_amount = models.DecimalField(max_digits=14, decimal_places=2)
    tax_amount = models.DecimalField(max_digits=14, decimal_places=2)
    tickets = models.IntegerField()
    commission_amount = models.DecimalField(max_digits=14, decimal_places=2)
    fee_amount = models.DecimalField(max_digits=14, decimal_places=2)

    objects = StatementEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "statement entries"
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "kind", "turn"], name="statemententry_once_per_posting_and_turn"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=StatementKind.values), name="statemententry_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(turn__gte=1), name="statemententry_turn_starts_at_one"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.gross_amount} in {self.statement}"
