import datetime
import uuid
from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
import django_fsm
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import operators.tenancy.constraints
import operators.tenancy.correlation
import operators.tenancy.currencies
import operators.tenancy.references
import operators.tenancy.tables
import sales.catalogue.fares
import sales.journal.models
import tickets.forms.media
from operators.tenancy.triggers import AddTrigger


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("operators", "0001_initial"),
        ("tickets", "0001_initial"),
    ]

    operations = [
        operators.tenancy.tables.CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Ledger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("closed_through", models.DateField(null=True)),
                        (
                            "organisation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledgers",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="ledger_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="ledger_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BatchTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "adviser_number",
                            models.PositiveIntegerField(
                                help_text="Beraternummer: 1001 to 9999999.",
                                validators=[
                                    django.core.validators.MinValueValidator(1001),
                                    django.core.validators.MaxValueValidator(9999999),
                                ],
                            ),
                        ),
                        (
                            "client_number",
                            models.PositiveIntegerField(
                                help_text="Mandantennummer: 1 to 99999.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(99999),
                                ],
                            ),
                        ),
                        (
                            "account_digits",
                            models.PositiveSmallIntegerField(
                                default=4,
                                help_text="How long account numbers are: 4 to 8 digits.",
                                validators=[
                                    django.core.validators.MinValueValidator(4),
                                    django.core.validators.MaxValueValidator(8),
                                ],
                            ),
                        ),
                        (
                            "first_month",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="The month with which the financial year begins.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                            ),
                        ),
                        (
                            "clearing_number",
                            models.CharField(
                                help_text="For split documents.",
                                max_length=9,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9]{1,9}$", "1 to 9 digits."
                                    )
                                ],
                                verbose_name="clearing account",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batch_terms",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ledger",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batch_terms",
                                to="sales.ledger",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "batch terms",
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ledger", "tenant"],
                                name="batchterms_ledger_same_tenant",
                                to="sales.Ledger",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("adviser_number__range", (1001, 9999999))),
                                name="batchterms_adviser_number_is_known_form",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("client_number__range", (1, 99999))),
                                name="batchterms_client_number_is_known_form",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("account_digits__range", (4, 8))),
                                name="batchterms_accounts_have_4_to_8",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first_month__range", (1, 12))),
                                name="batchterms_year_begins_in_a_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("clearing_number__regex", "^[0-9]{1,9}$")),
                                name="batchterms_clearing_number_is_digits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BatchAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "account",
                            models.CharField(
                                choices=[
                                    ("CUSTOMER_RECEIVABLE", "Customer Receivable"),
                                    ("CHANNEL_RECEIVABLE", "Channel Receivable"),
                                    ("PSP_CLEARING", "Psp Clearing"),
                                    ("CASH", "Cash"),
                                    ("CASH_DEPOSITS", "Cash Deposits"),
                                    ("BANK", "Bank"),
                                    ("OWN_REVENUE", "Own Revenue"),
                                    ("OPERATOR_LIABILITY", "Operator Liability"),
                                    ("OPERATOR_PAYABLE", "Operator Payable"),
                                    ("FEE_REVENUE", "Fee Revenue"),
                                    ("COMMISSION_REVENUE", "Commission Revenue"),
                                    ("COMMISSION_COST", "Commission Cost"),
                                    ("VAT_PAYABLE", "Vat Payable"),
                                    ("EXTRA_COSTS", "Extra Costs"),
                                    ("PSP_FEES", "Psp Fees"),
                                    ("CASH_DIFFERENCE", "Cash Difference"),
                                    ("ROUNDING", "Rounding"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "vat_rate",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Only for VAT; empty: of all rates that have no number of their own.",
                                max_digits=5,
                                null=True,
                                verbose_name="VAT rate",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                max_length=9,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9]{1,9}$", "1 to 9 digits."
                                    )
                                ],
                            ),
                        ),
                        (
                            "terms",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="accounts",
                                to="sales.batchterms",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("terms", "account", "vat_rate"),
                                name="batchaccount_once_per_rate",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "account__in",
                                        [
                                            "CUSTOMER_RECEIVABLE",
                                            "CHANNEL_RECEIVABLE",
                                            "PSP_CLEARING",
                                            "CASH",
                                            "CASH_DEPOSITS",
                                            "BANK",
                                            "OWN_REVENUE",
                                            "OPERATOR_LIABILITY",
                                            "OPERATOR_PAYABLE",
                                            "FEE_REVENUE",
                                            "COMMISSION_REVENUE",
                                            "COMMISSION_COST",
                                            "VAT_PAYABLE",
                                            "EXTRA_COSTS",
                                            "PSP_FEES",
                                            "CASH_DIFFERENCE",
                                            "ROUNDING",
                                        ],
                                    )
                                ),
                                name="batchaccount_account_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("vat_rate", None), ("account", "VAT_PAYABLE"), _connector="OR"
                                ),
                                name="batchaccount_rate_is_of_vat",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__regex", "^[0-9]{1,9}$")),
                                name="batchaccount_number_is_digits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("STRIPE", "Stripe, payout reconciliation (itemised)"),
                                    ("OTHER", "Another provider, in our own columns"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                help_text="The provider's name for it.", max_length=64
                            ),
                        ),
                        (
                            "paid_on",
                            models.DateField(
                                help_text="As the provider says.", verbose_name="paid out on"
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "gross_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="taken"
                            ),
                        ),
                        (
                            "fee_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="fees"
                            ),
                        ),
                        (
                            "net_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="paid out"
                            ),
                        ),
                        (
                            "document",
                            models.UUIDField(
                                help_text="In the books; empty where all came to nothing.",
                                null=True,
                                unique=True,
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(help_text="SHA-256 of its lines.", max_length=64),
                        ),
                        ("file_name", models.CharField(blank=True, max_length=200)),
                        ("imported_by", models.CharField(max_length=170)),
                        ("imported_at", models.DateTimeField()),
                        (
                            "ledger",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payouts",
                                to="sales.ledger",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payouts",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ledger", "tenant"],
                                name="payout_ledger_same_tenant",
                                to="sales.Ledger",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("ledger", "source", "reference"),
                                name="payout_once_per_reference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["STRIPE", "OTHER"])),
                                name="payout_source_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reference", ""), _negated=True),
                                name="payout_has_reference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="payout_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "net_amount",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("gross_amount"), "-", models.F("fee_amount")
                                        ),
                                    )
                                ),
                                name="payout_net_adds_up",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayoutLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                help_text="The provider's name for the line.", max_length=255
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PAYMENT", "Payment"),
                                    ("REFUND", "Refund"),
                                    ("FEE", "Fee"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("provider_reference", models.CharField(blank=True, max_length=255)),
                        ("description", models.CharField(blank=True, max_length=200)),
                        ("gross_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("fee_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "payout",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="sales.payout",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("provider_reference", ""), _negated=True),
                                fields=["provider_reference"],
                                name="payoutline_by_provider_ref",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("payout", "reference"), name="payoutline_once_per_reference"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["PAYMENT", "REFUND", "FEE", "OTHER"])
                                ),
                                name="payoutline_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "PAYMENT"), _negated=True),
                                    ("gross_amount__gt", 0),
                                    _connector="OR",
                                ),
                                name="payoutline_payment_is_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "REFUND"), _negated=True),
                                    ("gross_amount__lt", 0),
                                    _connector="OR",
                                ),
                                name="payoutline_refund_is_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Product",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                help_text="1 to 4294967295; barcodes carry it."
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        ("name", models.CharField(max_length=60)),
                        ("description", models.CharField(blank=True, max_length=250)),
                        (
                            "vat_rate",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="Percent; prices include it.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="VAT rate",
                            ),
                        ),
                        (
                            "vat_code",
                            models.CharField(
                                blank=True,
                                default="TRANSPORT_AND_TICKETS_VAT",
                                help_text="What finance calls the group of products that have this rate.",
                                max_length=40,
                                verbose_name="VAT code",
                            ),
                        ),
                        (
                            "fare_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("FIRST", "First class"),
                                    ("SECOND", "Second class"),
                                    ("THIRD", "Third class"),
                                    ("BUSINESS", "Business class"),
                                    ("PREMIUM", "Premium class"),
                                    ("STANDARD", "Standard class"),
                                    ("ECONOMY", "Economy class"),
                                ],
                                help_text="Of the vehicle; offers of one trip that differ in it are one choice. Empty: there is only one.",
                                max_length=20,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "is_supplement",
                            models.BooleanField(
                                default=False,
                                help_text="Sold only beside another product, such as a bicycle's ticket.",
                            ),
                        ),
                        (
                            "is_group_ticket",
                            models.BooleanField(
                                default=False,
                                help_text="One ticket for all travellers instead of one for each.",
                            ),
                        ),
                        (
                            "is_transferable",
                            models.BooleanField(
                                default=True,
                                help_text="Whoever bought it may pass its tickets on before the journey.",
                            ),
                        ),
                        (
                            "validity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DURATION", "Duration"),
                                    ("CALENDAR_DAY", "Calendar Day"),
                                    ("FIXED_DATES", "Fixed Dates"),
                                ],
                                help_text="How long its tickets are valid; empty for the vehicles of a fleet.",
                                max_length=20,
                            ),
                        ),
                        ("valid_minutes", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "valid_from_date",
                            models.DateField(blank=True, help_text="First day.", null=True),
                        ),
                        (
                            "valid_until_date",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it is no longer valid.",
                                null=True,
                            ),
                        ),
                        (
                            "boarding_minutes",
                            models.PositiveIntegerField(
                                default=15,
                                help_text="How long before its departure a ticket is valid already.",
                            ),
                        ),
                        (
                            "activation_days",
                            models.PositiveIntegerField(
                                default=365,
                                help_text="How long a ticket can be activated after its sale or departure.",
                            ),
                        ),
                        (
                            "confirm_minutes",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Staff say yes or no to each booking within so many minutes, and nothing is sold before; empty: it is sold at once.",
                                null=True,
                            ),
                        ),
                        (
                            "cancellation",
                            models.CharField(
                                choices=[
                                    ("NEVER", "Never"),
                                    ("UNTIL_ACTIVATION", "Until Activation"),
                                    ("UNTIL_DEPARTURE", "Until Departure"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "cancellation_fee",
                            models.DecimalField(decimal_places=2, default=0, max_digits=9),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose vehicles it rents out, at the price of their pricing plans.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose journeys and vehicles it resells, at the supplier's prices.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="operators.supplier",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ticket_type",
                            models.ForeignKey(
                                blank=True,
                                help_text="How its tickets are shown; empty for the vehicles of a fleet.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="tickets.tickettype",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="product_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "number"),
                                name="product_once_per_number",
                                violation_error_message="Another product has this number.",
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="product_once_per_code"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__range", (1, 4294967295))),
                                name="product_number_fits_four_octets",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("vat_rate__range", (0, 100))),
                                name="product_vat_rate_is_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "cancellation__in",
                                        ["NEVER", "UNTIL_ACTIVATION", "UNTIL_DEPARTURE"],
                                    )
                                ),
                                name="product_cancellation_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fare_class", ""),
                                    (
                                        "fare_class__in",
                                        [
                                            "FIRST",
                                            "SECOND",
                                            "THIRD",
                                            "BUSINESS",
                                            "PREMIUM",
                                            "STANDARD",
                                            "ECONOMY",
                                        ],
                                    ),
                                    _connector="OR",
                                ),
                                name="product_class_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cancellation_fee__gte", 0)),
                                name="product_fee_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("valid_from_date", None),
                                        ("valid_minutes__gt", 0),
                                        ("valid_minutes__isnull", False),
                                        ("valid_until_date", None),
                                        ("validity", "DURATION"),
                                    ),
                                    models.Q(
                                        ("valid_from_date", None),
                                        ("valid_minutes", None),
                                        ("valid_until_date", None),
                                        ("validity", "CALENDAR_DAY"),
                                    ),
                                    models.Q(
                                        ("valid_from_date__isnull", False),
                                        ("valid_minutes", None),
                                        ("valid_until_date__gt", models.F("valid_from_date")),
                                        ("valid_until_date__isnull", False),
                                        ("validity", "FIXED_DATES"),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("fleet__isnull", False),
                                            ("supplier__isnull", False),
                                            _connector="OR",
                                        ),
                                        ("valid_from_date", None),
                                        ("valid_minutes", None),
                                        ("valid_until_date", None),
                                        ("validity", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="product_validity_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("valid_minutes", None),
                                        ("valid_minutes__lte", 5270400),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("valid_until_date", None),
                                        ("valid_until_date__lte", datetime.date(2100, 1, 1)),
                                        _connector="OR",
                                    ),
                                    ("activation_days__lte", 3660),
                                    ("boarding_minutes__lte", 10080),
                                ),
                                name="product_times_are_sane",
                                violation_error_message="A ticket is valid for ten years at most and until 2100, can be activated for ten years, and is good a week before its departure.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirm_minutes", None),
                                    models.Q(
                                        ("confirm_minutes__range", (1, 10080)),
                                        ("is_supplement", False),
                                        ("ticket_type__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="product_is_answered_within_a_week",
                                violation_error_message="Staff answer within 1 minute to 7 days; a supplement and a product without tickets of ours are sold at once.",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["operator", "tenant"],
                                name="product_operator_same_tenant",
                                to="operators.Operator",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ticket_type", "tenant"],
                                name="product_ticket_type_same_tenant",
                                to="tickets.TicketType",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "operator"],
                                name="product_operator_of_fleet",
                                to="operators.Fleet",
                                to_fields=["id", "operator"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["supplier", "operator"],
                                name="product_operator_of_supplier",
                                to="operators.Supplier",
                                to_fields=["id", "operator"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("fleet", None),
                                        ("supplier", None),
                                        ("ticket_type__isnull", False),
                                    ),
                                    models.Q(
                                        ("fleet__isnull", False),
                                        ("supplier", None),
                                        ("ticket_type", None),
                                    ),
                                    models.Q(
                                        ("fleet", None),
                                        ("supplier__isnull", False),
                                        ("ticket_type", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="product_has_tickets_or_a_fleet",
                                violation_error_message="A product has a ticket type, a fleet or a supplier, and one of them only.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fleet", None), ("supplier", None)),
                                    models.Q(
                                        ("cancellation", "NEVER"),
                                        ("cancellation_fee", 0),
                                        ("fare_class", ""),
                                        ("is_group_ticket", False),
                                        ("is_supplement", False),
                                        ("validity", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="product_of_fleet_has_no_ticket_rules",
                                violation_error_message="Rentals and what is resold have no tickets of ours: they have no validity and no class, are no supplement and no group ticket, and are not given back by a rule of ours.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ancillary",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                help_text="One to three capital letters, such as HR.",
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{1,3}$", "One to three capital letters, such as HR."
                                    )
                                ],
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                help_text="Two digits or capital letters, such as 01.",
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{2}$",
                                        "Two digits or capital letters, such as 01.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "name",
                            models.CharField(help_text="What it is, for people.", max_length=60),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ancillaries",
                                to="sales.product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "ancillaries",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("product", "category", "number"),
                                name="ancillary_once_per_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("category__regex", "^[A-Z]{1,3}$"),
                                    ("number__regex", "^[0-9A-Z]{2}$"),
                                ),
                                name="ancillary_code_has_its_form",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["product", "tenant"],
                                name="ancillary_product_same_tenant",
                                to="sales.Product",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BatchAccountChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "account",
                            models.CharField(
                                choices=[
                                    ("CUSTOMER_RECEIVABLE", "Customer Receivable"),
                                    ("CHANNEL_RECEIVABLE", "Channel Receivable"),
                                    ("PSP_CLEARING", "Psp Clearing"),
                                    ("CASH", "Cash"),
                                    ("CASH_DEPOSITS", "Cash Deposits"),
                                    ("BANK", "Bank"),
                                    ("OWN_REVENUE", "Own Revenue"),
                                    ("OPERATOR_LIABILITY", "Operator Liability"),
                                    ("OPERATOR_PAYABLE", "Operator Payable"),
                                    ("FEE_REVENUE", "Fee Revenue"),
                                    ("COMMISSION_REVENUE", "Commission Revenue"),
                                    ("COMMISSION_COST", "Commission Cost"),
                                    ("VAT_PAYABLE", "Vat Payable"),
                                    ("EXTRA_COSTS", "Extra Costs"),
                                    ("PSP_FEES", "Psp Fees"),
                                    ("CASH_DIFFERENCE", "Cash Difference"),
                                    ("ROUNDING", "Rounding"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "vat_rate",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Only for VAT; empty: of all rates that have no number of their own.",
                                max_digits=5,
                                null=True,
                                verbose_name="VAT rate",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                max_length=9,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9]{1,9}$", "1 to 9 digits."
                                    )
                                ],
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.batchaccount",
                            ),
                        ),
                        (
                            "terms",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.batchterms",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CardAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("publishable_key", models.CharField(max_length=255)),
                        ("sealed_secret_key", models.TextField(editable=False)),
                        ("sealed_callback_secret", models.TextField(editable=False)),
                        ("created_at", models.DateTimeField(editable=False)),
                        (
                            "tenant",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="card_account",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sealed_secret_key", ""), _negated=True),
                                    models.Q(("sealed_callback_secret", ""), _negated=True),
                                ),
                                name="cardaccount_has_secrets",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CardAccountChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("reference", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("publishable_key", models.CharField(max_length=255)),
                        ("created_at", models.DateTimeField(editable=False)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.cardaccount",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PointOfSale",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                help_text="What its requests say, such as Entur-APP or Desk 3.",
                                max_length=64,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[!-~]([ -~]{0,62}[!-~])?$",
                                        "1 to 64 printable characters of ASCII.",
                                    )
                                ],
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="points_of_sale",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="points_of_sale",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "point of sale",
                        "verbose_name_plural": "points of sale",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="pointofsale_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="pointofsale_once_per_code"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("code__regex", "^[!-~]([ -~]{0,62}[!-~])?$")),
                                name="pointofsale_code_is_printable",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="pointofsale_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CashSettlement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "code",
                            models.CharField(
                                default=sales.journal.models.new_settlement_code,
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[("OPEN", "Open"), ("CLOSED", "Closed")],
                                default="OPEN",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        (
                            "ends_at",
                            models.DateTimeField(
                                help_text="First moment that is too late for money."
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cash_settlements",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cash_settlements",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "point",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cash_settlements",
                                to="sales.pointofsale",
                                verbose_name="point of sale",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "OPEN")),
                                fields=["ends_at"],
                                name="cashsettlement_open_by_end",
                            )
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="cashsettlement_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["point", "tenant"],
                                name="cashsettlement_point_same_tenant",
                                to="sales.PointOfSale",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("id", "point"), name="cashsettlement_point_key"
                            ),
                            models.UniqueConstraint(
                                fields=("code",), name="cashsettlement_once_per_code"
                            ),
                            models.UniqueConstraint(
                                fields=("point", "number"), name="cashsettlement_once_per_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "OPEN")),
                                fields=("point",),
                                name="cashsettlement_one_open_per_point",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["OPEN", "CLOSED"])),
                                name="cashsettlement_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)),
                                name="cashsettlement_number_starts_at_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at__gt", models.F("opened_at")),
                                    (
                                        "ends_at__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("opened_at"),
                                            "+",
                                            models.Value(datetime.timedelta(days=1)),
                                        ),
                                    ),
                                ),
                                name="cashsettlement_lasts_a_day_at_most",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("state", "CLOSED"), _negated=True),
                                        ("closed_at", None),
                                    ),
                                    models.Q(
                                        models.Q(("state", "OPEN"), _negated=True),
                                        ("closed_at__gte", models.F("opened_at")),
                                        ("closed_at__isnull", False),
                                        ("closed_at__lte", models.F("ends_at")),
                                    ),
                                    _connector="OR",
                                ),
                                name="cashsettlement_closed_has_time",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SalesChannel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        (
                            "netex_id",
                            models.CharField(
                                blank=True,
                                help_text="What clients name the channel by; empty: made from the tenant's codespace and the code.",
                                max_length=100,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{3}:DistributionChannel:[A-Za-z0-9_\\-]+$",
                                        "Such as ENT:DistributionChannel:App.",
                                    )
                                ],
                                verbose_name="NeTEx id",
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        (
                            "mode",
                            models.CharField(
                                choices=[("LIVE", "Live"), ("SANDBOX", "Sandbox")],
                                default="LIVE",
                                max_length=10,
                            ),
                        ),
                        (
                            "single_product",
                            models.BooleanField(
                                default=True,
                                help_text="At most one product may be on sale here at any time.",
                            ),
                        ),
                        (
                            "offer_seconds",
                            models.PositiveIntegerField(
                                default=900, help_text="How long an offer can be booked."
                            ),
                        ),
                        (
                            "hold_seconds",
                            models.PositiveIntegerField(
                                default=900, help_text="How long a booking waits to be committed."
                            ),
                        ),
                        (
                            "hold_extensions",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="How often a partner may ask for as much time again to commit one booking.",
                            ),
                        ),
                        (
                            "leg_shares_id",
                            models.BooleanField(
                                default=False,
                                help_text="Only for partners that want it so: the leg of a booking with one leg has the booking's id.",
                                verbose_name="leg shares the booking's id",
                            ),
                        ),
                        (
                            "ticket_media",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("text/plain", "TEXT"),
                                    ("application/octet-stream", "OCTETS"),
                                    ("image/png", "PNG"),
                                    ("image/svg+xml", "SVG"),
                                    ("application/json", "JSON"),
                                    ("text/html", "HTML"),
                                    ("application/pdf", "PDF"),
                                    ("application/vnd.apple.pkpass", "PKPASS"),
                                    ("application/vnd.google.wallet+json", "GOOGLE"),
                                ],
                                help_text="Form of tickets where a partner asks for none; empty: the ticket type's first.",
                                max_length=40,
                            ),
                        ),
                        (
                            "open_to_all_organisations",
                            models.BooleanField(
                                default=False,
                                help_text="Every organisation of the tenant may sell, refund and look here, without rights of its own.",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                help_text="The organisation that is invoiced for sales on account.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bought_through",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                help_text="The organisation that the orders belong to.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="channels",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="channels",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="channel_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="channel_once_per_code"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "single_product"), name="channel_flag_key"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mode__in", ["LIVE", "SANDBOX"])),
                                name="channel_mode_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("hold_seconds__range", (30, 86400)),
                                    ("offer_seconds__range", (30, 86400)),
                                ),
                                name="channel_times_are_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("hold_extensions__lte", 100)),
                                name="channel_extensions_are_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ticket_media__in",
                                        [
                                            "",
                                            tickets.forms.media.Media["TEXT"],
                                            tickets.forms.media.Media["OCTETS"],
                                            tickets.forms.media.Media["PNG"],
                                            tickets.forms.media.Media["SVG"],
                                            tickets.forms.media.Media["JSON"],
                                            tickets.forms.media.Media["HTML"],
                                            tickets.forms.media.Media["PDF"],
                                            tickets.forms.media.Media["PKPASS"],
                                            tickets.forms.media.Media["GOOGLE"],
                                        ],
                                    )
                                ),
                                name="channel_ticket_media_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "netex_id__regex",
                                        "^[A-Z]{3}:DistributionChannel:[A-Za-z0-9_\\-]+$",
                                    )
                                ),
                                name="channel_netex_id_has_its_form",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["seller", "tenant"],
                                name="channel_seller_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["partner", "tenant"],
                                name="channel_partner_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChannelRight",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("SELL", "Sell"),
                                    ("REFUND", "Refund"),
                                    ("INFORM", "Inform"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="channel_rights",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rights",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("channel", "organisation", "action"),
                                name="channelright_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("action__in", ["SELL", "REFUND", "INFORM"])),
                                name="channelright_action_is_known",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="channelright_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="channelright_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChannelToken",
                    fields=[
                        (
                            "token",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="channel_token",
                                serialize=False,
                                to="operators.apitoken",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tokens",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["token", "tenant"],
                                name="channeltoken_token_same_tenant",
                                to="operators.ApiToken",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="channeltoken_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClientChannel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="client_channels",
                                to="operators.apiclient",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="client_channels",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("client", "channel"), name="clientchannel_once"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["client", "tenant"],
                                name="clientchannel_client_same_tenant",
                                to="operators.ApiClient",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="clientchannel_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommissionTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                decimal_places=3,
                                default=0,
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                            ),
                        ),
                        (
                            "base",
                            models.CharField(
                                choices=[
                                    ("WITHOUT_VAT", "Price without VAT"),
                                    ("WITH_VAT", "Price with VAT"),
                                ],
                                default="WITHOUT_VAT",
                                max_length=20,
                                verbose_name="percent of",
                            ),
                        ),
                        (
                            "ticket_fee",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                help_text="Without VAT.",
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="fee per ticket",
                            ),
                        ),
                        (
                            "vat_rate",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                help_text="Percent, on top of commission and fees.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="VAT rate",
                            ),
                        ),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=sales.catalogue.fares.always,
                                help_text="First day, and the first day on which it no longer holds.",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                help_text="The operator's organisation, or the channel's partner.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commission_terms_of_party",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                help_text="Whose sales.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commission_terms",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                blank=True,
                                help_text="What the party sells there. Empty: what it runs.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commission_terms",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["seller", "tenant"],
                                name="commissionterm_seller_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["party", "tenant"],
                                name="commissionterm_party_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="commissionterm_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seller", models.F("party")), _negated=True),
                                name="commissionterm_party_is_another",
                                violation_error_message="A seller owes itself nothing; choose another party.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="commissionterm_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("percent__range", (0, 100)), ("vat_rate__range", (0, 100))
                                ),
                                name="commissionterm_rates_are_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ticket_fee__gte", 0)),
                                name="commissionterm_fee_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("base__in", ["WITHOUT_VAT", "WITH_VAT"])),
                                name="commissionterm_base_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period__isempty", False)),
                                name="commissionterm_period_holds_a_day",
                                violation_error_message="The last day is not before the first one.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("seller", "="),
                                    ("party", "="),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "channel",
                                            models.Value(0),
                                            output_field=models.BigIntegerField(),
                                        ),
                                        "=",
                                    ),
                                    ("currency", "="),
                                    ("period", "&&"),
                                ],
                                name="commissionterm_one_at_a_time",
                                violation_error_message="Other terms of this party hold on some of these days.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Customer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                default=operators.tenancy.references.new_number,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                default=operators.tenancy.references.new_reference,
                                editable=False,
                                max_length=22,
                                unique=True,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("STANDARD", "Standard"),
                                    ("PERSONNEL", "Personnel"),
                                    ("TEMPORARY", "Temporary"),
                                ],
                                default="STANDARD",
                                max_length=20,
                            ),
                        ),
                        ("external_id", models.CharField(max_length=100)),
                        ("first_name", models.CharField(blank=True, max_length=100)),
                        ("last_name", models.CharField(blank=True, max_length=100)),
                        ("email", models.CharField(blank=True, max_length=254)),
                        ("phone", models.CharField(blank=True, max_length=50)),
                        ("birth_date", models.DateField(blank=True, null=True)),
                        ("blocked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "opened_at",
                            models.DateTimeField(
                                editable=False, help_text="The account, UTC.", null=True
                            ),
                        ),
                        (
                            "changed_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="The account, last by the partner or us.",
                                null=True,
                            ),
                        ),
                        ("erased_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="customers",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="customers",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["external_id"], name="customer_by_external_id")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="customer_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "channel"), name="customer_channel_key"
                            ),
                            models.UniqueConstraint(
                                fields=("channel", "external_id"),
                                name="customer_once_per_external_id",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["STANDARD", "PERSONNEL", "TEMPORARY"])
                                ),
                                name="customer_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("birth_date", None),
                                    ("birth_date__gte", datetime.date(1900, 1, 1)),
                                    _connector="OR",
                                ),
                                name="customer_was_born_lately",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("erased_at", None),
                                    models.Q(
                                        ("birth_date", None),
                                        ("email", ""),
                                        ("first_name", ""),
                                        ("last_name", ""),
                                        ("phone", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="customer_erased_tells_nothing",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="customer_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustomerEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        (
                            "happened_at",
                            models.DateTimeField(
                                help_text="The moment the change was judged by, UTC."
                            ),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "correlation_id",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default=operators.tenancy.correlation.current_correlation_id,
                                help_text="Of the request or task behind it; empty where there was none.",
                                max_length=64,
                            ),
                        ),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("BLOCKED", "Blocked"),
                                    ("UNBLOCKED", "Unblocked"),
                                    ("OPENED", "Account opened"),
                                    ("CHANGED", "Account changed"),
                                    ("ERASED", "Erased"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.customer",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="customerevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="customerevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        ["BLOCKED", "UNBLOCKED", "OPENED", "CHANGED", "ERASED"],
                                    )
                                ),
                                name="customerevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExportSchedule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        ("dataset", models.CharField(max_length=40)),
                        ("column_set", models.PositiveSmallIntegerField()),
                        ("pairs", models.JSONField(default=list, verbose_name="filter")),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("CSV", "CSV"),
                                    ("XLSX", "XLSX"),
                                    ("JSON_LINES", "JSON LINES"),
                                    ("DATEV", "DATEV"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("dialect", models.CharField(max_length=30)),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("DAY", "Every day"),
                                    ("WEEK", "Every week, Monday to Sunday"),
                                    ("MONTH", "Every month"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("time", models.TimeField(help_text="In the tenant's zone.")),
                        ("days_after", models.PositiveSmallIntegerField(default=0)),
                        ("next_at", models.DateTimeField()),
                        ("made_by", models.CharField(max_length=170)),
                        ("made_at", models.DateTimeField()),
                        ("ended_by", models.CharField(blank=True, max_length=170)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                help_text="Whose books alone; empty: those of all organisations.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="export_schedules",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="export_schedules",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["next_at"],
                                name="exportschedule_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="exportschedule_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="exportschedule_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rhythm__in", ["DAY", "WEEK", "MONTH"])),
                                name="exportschedule_rhythm_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("format__in", ["CSV", "XLSX", "JSON_LINES", "DATEV"])
                                ),
                                name="exportschedule_format_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("days_after__lte", 27)),
                                name="exportschedule_is_due_within_four_weeks",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("ended_by", "")),
                                    models.Q(
                                        models.Q(("ended_by", ""), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="exportschedule_end_has_time_and_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Export",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("dataset", models.CharField(max_length=40)),
                        ("column_set", models.PositiveSmallIntegerField()),
                        ("first_day", models.DateField(null=True)),
                        ("last_day", models.DateField(null=True)),
                        ("pairs", models.JSONField(default=list, verbose_name="filter")),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("CSV", "CSV"),
                                    ("XLSX", "XLSX"),
                                    ("JSON_LINES", "JSON LINES"),
                                    ("DATEV", "DATEV"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("dialect", models.CharField(max_length=30)),
                        ("file_name", models.CharField(max_length=200)),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("REQUESTED", "Requested"),
                                    ("RUNNING", "Running"),
                                    ("READY", "Ready"),
                                    ("FAILED", "Failed"),
                                    ("CANCELLED", "Cancelled"),
                                    ("EXPIRED", "Expired"),
                                ],
                                default="REQUESTED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        (
                            "done_rows",
                            models.PositiveBigIntegerField(default=0, verbose_name="rows written"),
                        ),
                        (
                            "all_rows",
                            models.PositiveBigIntegerField(null=True, verbose_name="rows in all"),
                        ),
                        ("totals", models.JSONField(null=True, verbose_name="control totals")),
                        ("size", models.PositiveBigIntegerField(help_text="Bytes.", null=True)),
                        (
                            "digest",
                            models.CharField(blank=True, max_length=64, verbose_name="SHA-256"),
                        ),
                        ("failure", models.CharField(blank=True, max_length=1000)),
                        ("requested_by", models.CharField(max_length=170)),
                        ("requested_at", models.DateTimeField()),
                        ("started_at", models.DateTimeField(null=True)),
                        ("alive_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "expires_at",
                            models.DateTimeField(
                                help_text="From then on there is no file.", null=True
                            ),
                        ),
                        (
                            "due_at",
                            models.DateTimeField(
                                help_text="When the schedule wanted it.", null=True
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                help_text="Whose books alone; empty: those of all organisations.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exports",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exports",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exports",
                                to="sales.exportschedule",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["tenant", "-requested_at"], name="export_newest_first"
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ("REQUESTED", "RUNNING"))),
                                fields=["requested_at"],
                                name="export_open",
                            ),
                            models.Index(
                                condition=models.Q(("state", "READY")),
                                fields=["expires_at"],
                                name="export_ready_by_expiry",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="export_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["schedule", "tenant"],
                                name="export_schedule_same_tenant",
                                to="sales.ExportSchedule",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("schedule", "due_at"), name="export_once_per_due_moment"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("due_at", None), ("schedule", None)),
                                    models.Q(
                                        ("due_at__isnull", False), ("schedule__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="export_of_schedule_has_due_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "REQUESTED",
                                            "RUNNING",
                                            "READY",
                                            "FAILED",
                                            "CANCELLED",
                                            "EXPIRED",
                                        ],
                                    )
                                ),
                                name="export_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("format__in", ["CSV", "XLSX", "JSON_LINES", "DATEV"])
                                ),
                                name="export_format_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("first_day", None), ("last_day", None)),
                                    models.Q(
                                        ("first_day__isnull", False),
                                        ("last_day__gte", models.F("first_day")),
                                        ("last_day__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="export_period_has_both_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["READY", "EXPIRED"]), _negated=True),
                                    models.Q(
                                        ("digest__regex", "^[0-9a-f]{64}$"),
                                        ("expires_at__isnull", False),
                                        ("size__isnull", False),
                                        ("totals__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="export_ready_has_its_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "FAILED"),
                                        models.Q(("failure", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "FAILED"), _negated=True),
                                        ("failure", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="export_failed_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at", None), ("state__in", ("REQUESTED", "RUNNING"))
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ("REQUESTED", "RUNNING")), _negated=True
                                        ),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="export_ended_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "RUNNING"), _negated=True),
                                    models.Q(
                                        ("alive_at__isnull", False),
                                        ("attempts__gte", 1),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="export_running_has_times",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ExportEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        (
                            "happened_at",
                            models.DateTimeField(
                                help_text="The moment the change was judged by, UTC."
                            ),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "correlation_id",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default=operators.tenancy.correlation.current_correlation_id,
                                help_text="Of the request or task behind it; empty where there was none.",
                                max_length=64,
                            ),
                        ),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("REQUESTED", "Requested"),
                                    ("STARTED", "Started"),
                                    ("READY", "Ready"),
                                    ("FAILED", "Failed"),
                                    ("CANCELLED", "Cancelled"),
                                    ("EXPIRED", "Expired"),
                                    ("DOWNLOADED", "Downloaded"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "export",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.export",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="exportevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="exportevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "REQUESTED",
                                            "STARTED",
                                            "READY",
                                            "FAILED",
                                            "CANCELLED",
                                            "EXPIRED",
                                            "DOWNLOADED",
                                        ],
                                    )
                                ),
                                name="exportevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FareArea",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=150)),
                        ("name", models.CharField(max_length=100)),
                        (
                            "stop_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="stop_id in the GTFS feed, separated by commas; platforms by their own ids.",
                                size=None,
                            ),
                        ),
                        (
                            "zone_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="zone_id in the GTFS feed, separated by commas.",
                                size=None,
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fare_areas",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["stop_ids"], name="farearea_by_stop"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["zone_ids"], name="farearea_by_zone"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="farearea_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="farearea_once_per_code"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("stop_ids", []), _negated=True),
                                    models.Q(("zone_ids", []), _negated=True),
                                    _connector="OR",
                                ),
                                name="farearea_holds_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FareAreaChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=150)),
                        ("name", models.CharField(max_length=100)),
                        (
                            "stop_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="stop_id in the GTFS feed, separated by commas; platforms by their own ids.",
                                size=None,
                            ),
                        ),
                        (
                            "zone_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="zone_id in the GTFS feed, separated by commas.",
                                size=None,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.farearea",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FareNetwork",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=150)),
                        ("name", models.CharField(max_length=100)),
                        (
                            "route_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                help_text="route_id in the GTFS feed, separated by commas.",
                                size=None,
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fare_networks",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="farenetwork_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="farenetwork_once_per_code"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("route_ids", []), _negated=True),
                                name="farenetwork_holds_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FareNetworkChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=150)),
                        ("name", models.CharField(max_length=100)),
                        (
                            "route_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                help_text="route_id in the GTFS feed, separated by commas.",
                                size=None,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.farenetwork",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BatchTermsChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "adviser_number",
                            models.PositiveIntegerField(
                                help_text="Beraternummer: 1001 to 9999999.",
                                validators=[
                                    django.core.validators.MinValueValidator(1001),
                                    django.core.validators.MaxValueValidator(9999999),
                                ],
                            ),
                        ),
                        (
                            "client_number",
                            models.PositiveIntegerField(
                                help_text="Mandantennummer: 1 to 99999.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(99999),
                                ],
                            ),
                        ),
                        (
                            "account_digits",
                            models.PositiveSmallIntegerField(
                                default=4,
                                help_text="How long account numbers are: 4 to 8 digits.",
                                validators=[
                                    django.core.validators.MinValueValidator(4),
                                    django.core.validators.MaxValueValidator(8),
                                ],
                            ),
                        ),
                        (
                            "first_month",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="The month with which the financial year begins.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                            ),
                        ),
                        (
                            "clearing_number",
                            models.CharField(
                                help_text="For split documents.",
                                max_length=9,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9]{1,9}$", "1 to 9 digits."
                                    )
                                ],
                                verbose_name="clearing account",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.batchterms",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ledger",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.ledger",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AccountingPeriod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[("OPEN", "Open"), ("CLOSED", "Closed")],
                                default="OPEN",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(null=True, verbose_name="last day")),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("closed_by", models.CharField(blank=True, max_length=170)),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounting_periods",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ledger",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="periods",
                                to="sales.ledger",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="accountingperiod_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ledger", "tenant"],
                                name="accountingperiod_ledger_same_tenant",
                                to="sales.Ledger",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("ledger", "number"), name="accountingperiod_once_per_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["OPEN", "CLOSED"])),
                                name="accountingperiod_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)),
                                name="accountingperiod_number_starts_at_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="accountingperiod_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("state", "CLOSED"), _negated=True),
                                        ("closed_at", None),
                                        ("closed_by", ""),
                                        ("ends_on", None),
                                    ),
                                    models.Q(
                                        models.Q(("state", "OPEN"), _negated=True),
                                        ("closed_at__isnull", False),
                                        ("ends_on__isnull", False),
                                        models.Q(("closed_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="accountingperiod_closed_says_when_and_by_whom",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("ledger", "="),
                                    (
                                        models.Func(
                                            models.F("starts_on"),
                                            models.F("ends_on"),
                                            django.contrib.postgres.fields.ranges.RangeBoundary(
                                                inclusive_upper=True
                                            ),
                                            function="DATERANGE",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="accountingperiod_days_once_per_ledger",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("SALE_RECEIPT", "Sale Receipt"),
                                    ("RETURN_RECEIPT", "Return Receipt"),
                                    ("INVOICE", "Invoice"),
                                    ("CREDIT_NOTE", "Credit Note"),
                                    ("CLOSING", "Closing"),
                                    ("STATEMENT", "Statement"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "pos",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="point of sale"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                help_text="Empty: it goes on over years.", null=True
                            ),
                        ),
                        ("specimen", models.BooleanField(default=False)),
                        ("last_number", models.PositiveIntegerField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="number_series",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="number_series",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "number series",
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="numberseries_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("organisation", "kind", "pos", "year", "specimen"),
                                name="numberseries_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "SALE_RECEIPT",
                                            "RETURN_RECEIPT",
                                            "INVOICE",
                                            "CREDIT_NOTE",
                                            "CLOSING",
                                            "STATEMENT",
                                        ],
                                    )
                                ),
                                name="numberseries_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("year", None), ("year__range", (2000, 2100)), _connector="OR"
                                ),
                                name="numberseries_year_is_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_number__gte", 1)),
                                name="numberseries_starts_at_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                default=operators.tenancy.references.new_reference,
                                editable=False,
                                max_length=32,
                            ),
                        ),
                        ("plan", models.UUIDField()),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, help_text="VAT included.", max_digits=11
                            ),
                        ),
                        ("tax_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("currency", models.CharField(max_length=3)),
                        ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5)),
                        ("price_parts", models.JSONField()),
                        ("rides", models.JSONField()),
                        (
                            "starts_at",
                            models.DateTimeField(
                                help_text="When a ticket without a trip is to become valid; empty: at once.",
                                null=True,
                            ),
                        ),
                        ("travellers", models.JSONField()),
                        ("legs", models.JSONField()),
                        (
                            "media",
                            models.CharField(
                                blank=True,
                                help_text="Form of the tickets; a vehicle has none.",
                                max_length=40,
                            ),
                        ),
                        (
                            "taxi_trip",
                            models.JSONField(
                                help_text="The trip that a taxi is offered for.", null=True
                            ),
                        ),
                        (
                            "plan_terms",
                            models.JSONField(
                                help_text="The pricing plan of the vehicle or the taxi, then.",
                                null=True,
                            ),
                        ),
                        (
                            "supply",
                            models.JSONField(
                                help_text="The supplier's own offer, where it is resold.", null=True
                            ),
                        ),
                        (
                            "is_group_ticket",
                            models.BooleanField(help_text="One ticket for all travellers."),
                        ),
                        (
                            "confirm_minutes",
                            models.PositiveIntegerField(
                                help_text="Staff answer a commit within so many minutes; empty: sold at once.",
                                null=True,
                            ),
                        ),
                        (
                            "cancellation",
                            models.CharField(
                                choices=[
                                    ("NEVER", "Never"),
                                    ("UNTIL_ACTIVATION", "Until Activation"),
                                    ("UNTIL_DEPARTURE", "Until Departure"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("cancellation_fee", models.DecimalField(decimal_places=2, max_digits=9)),
                        ("made_at", models.DateTimeField()),
                        ("valid_until", models.DateTimeField()),
                        ("taken_at", models.DateTimeField(null=True)),
                        (
                            "asset",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="operators.asset",
                                verbose_name="vehicle",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="sales.product",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("taken_at", None)),
                                fields=["valid_until"],
                                name="offer_open_by_end",
                            ),
                            models.Index(
                                condition=models.Q(("asset__isnull", False)),
                                fields=["asset"],
                                name="offer_by_vehicle",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="offer_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["product", "tenant"],
                                name="offer_product_same_tenant",
                                to="sales.Product",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("reference",), name="offer_once_per_reference"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__gte", models.F("tax_amount")), ("tax_amount__gte", 0)
                                ),
                                name="offer_amounts_are_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="offer_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gt", models.F("made_at"))),
                                name="offer_is_valid_for_a_while",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken_at", None),
                                    ("taken_at__lt", models.F("valid_until")),
                                    _connector="OR",
                                ),
                                name="offer_taken_while_valid",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["asset", "tenant"],
                                name="offer_asset_same_tenant",
                                to="operators.Asset",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("asset", None),
                                        (
                                            "media__in",
                                            [
                                                tickets.forms.media.Media["TEXT"],
                                                tickets.forms.media.Media["OCTETS"],
                                                tickets.forms.media.Media["PNG"],
                                                tickets.forms.media.Media["SVG"],
                                                tickets.forms.media.Media["JSON"],
                                                tickets.forms.media.Media["HTML"],
                                                tickets.forms.media.Media["PDF"],
                                                tickets.forms.media.Media["PKPASS"],
                                                tickets.forms.media.Media["GOOGLE"],
                                            ],
                                        ),
                                        ("supply__isnull", True),
                                        ("taxi_trip__isnull", True),
                                    ),
                                    models.Q(
                                        ("media", ""),
                                        models.Q(
                                            ("asset__isnull", False),
                                            ("supply__isnull", False),
                                            ("taxi_trip__isnull", False),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="offer_media_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supply__isnull", True),
                                    models.Q(
                                        ("asset", None),
                                        ("is_group_ticket", False),
                                        ("rides", []),
                                        ("starts_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="offer_of_supplier_has_no_trip_of_ours",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("asset", None),
                                        ("plan_terms__isnull", True),
                                        ("taxi_trip__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("asset__isnull", False),
                                            ("taxi_trip__isnull", False),
                                            _connector="OR",
                                        ),
                                        ("plan_terms__isnull", False),
                                        ("rides", []),
                                        ("starts_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="offer_of_vehicle_has_its_plan",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taxi_trip__isnull", True),
                                    models.Q(
                                        ("asset", None),
                                        ("is_group_ticket", False),
                                        ("supply__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="offer_of_taxi_has_no_vehicle_yet",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "cancellation__in",
                                        ["NEVER", "UNTIL_ACTIVATION", "UNTIL_DEPARTURE"],
                                    )
                                ),
                                name="offer_cancellation_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cancellation_fee__gte", 0)),
                                name="offer_fee_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_at", None), ("rides", []), _connector="OR"
                                ),
                                name="offer_starts_with_its_trip",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirm_minutes", None),
                                    models.Q(
                                        ("asset", None),
                                        ("confirm_minutes__gt", 0),
                                        ("supply__isnull", True),
                                        ("taxi_trip__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="offer_is_answered_in_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Order",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(editable=False, max_length=8)),
                        (
                            "keeper",
                            models.CharField(
                                choices=[
                                    ("BOOKING", "Booking"),
                                    ("PURCHASE", "Purchase"),
                                    ("ORDER", "Order"),
                                ],
                                default="BOOKING",
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("CONFIRMED", "Confirmed"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="DRAFT",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "total_amount",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=11
                            ),
                        ),
                        (
                            "total_tax_amount",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=11
                            ),
                        ),
                        (
                            "captured_amount",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=11
                            ),
                        ),
                        (
                            "credited_amount",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=11
                            ),
                        ),
                        (
                            "balance",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("total_amount"), "-", models.F("captured_amount")
                                    ),
                                    "+",
                                    models.F("credited_amount"),
                                ),
                                output_field=models.DecimalField(decimal_places=2, max_digits=11),
                            ),
                        ),
                        (
                            "specimen",
                            models.BooleanField(
                                default=False, help_text="A sandbox sale; never in the books."
                            ),
                        ),
                        (
                            "failed",
                            models.BooleanField(
                                default=False,
                                help_text="Money moved, but it could not be sold; it must be given back.",
                            ),
                        ),
                        ("external_reference", models.CharField(blank=True, max_length=100)),
                        (
                            "pos",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="point of sale"
                            ),
                        ),
                        ("contact_name", models.CharField(blank=True, max_length=100)),
                        ("contact_email", models.CharField(blank=True, max_length=254)),
                        ("contact_phone", models.CharField(blank=True, max_length=50)),
                        (
                            "created_by",
                            models.CharField(
                                blank=True,
                                help_text="The person at the seller, in its own words.",
                                max_length=100,
                            ),
                        ),
                        (
                            "channel_netex_id",
                            models.CharField(
                                blank=True,
                                help_text="What the channel was called then.",
                                max_length=100,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "confirmed_at",
                            models.DateTimeField(help_text="Last confirmation.", null=True),
                        ),
                        (
                            "expires_at",
                            models.DateTimeField(
                                help_text="The first moment at which a draft is given up.",
                                null=True,
                            ),
                        ),
                        (
                            "locked_until",
                            models.DateTimeField(
                                help_text="Money is moving; the price stays as it is until then at most.",
                                null=True,
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="sales.customer",
                            ),
                        ),
                        (
                            "payer",
                            models.ForeignKey(
                                help_text="The organisation that is invoiced for it.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bought_orders",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["tenant", "-created_at", "-id"], name="order_newest_first"
                            ),
                            models.Index(
                                fields=["seller", "created_at", "id"],
                                include=("state", "total_amount", "balance", "currency"),
                                name="order_of_seller_by_time",
                            ),
                            models.Index(
                                fields=["seller", "state", "created_at", "id"],
                                name="order_of_seller_by_state",
                            ),
                            models.Index(
                                fields=["seller", "state", "total_amount", "id"],
                                name="order_of_seller_by_amount",
                            ),
                            models.Index(
                                condition=models.Q(("balance", 0), _negated=True),
                                fields=["seller", "created_at"],
                                name="order_not_balanced",
                            ),
                            models.Index(
                                condition=models.Q(("expires_at__isnull", False)),
                                fields=["expires_at"],
                                name="order_drafts_by_end",
                            ),
                            models.Index(
                                condition=models.Q(("external_reference", ""), _negated=True),
                                fields=["external_reference"],
                                name="order_by_their_reference",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="order_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["seller", "tenant"],
                                name="order_seller_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["payer", "tenant"],
                                name="order_payer_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["customer", "tenant"],
                                name="order_customer_same_tenant",
                                to="sales.Customer",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(fields=("code",), name="order_once_per_code"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["DRAFT", "CONFIRMED", "CANCELLED"])
                                ),
                                name="order_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("keeper__in", ["BOOKING", "PURCHASE", "ORDER"])
                                ),
                                name="order_keeper_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("code__regex", "^[A-Z0-9]{8}$")),
                                name="order_code_is_eight_characters",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("version__gte", 1)),
                                name="order_version_starts_at_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("revision__gte", 1)),
                                name="order_revision_starts_at_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="order_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("total_amount__gte", 0)),
                                name="order_total_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("captured_amount__gte", 0),
                                    ("credited_amount__gte", 0),
                                    ("credited_amount__lte", models.F("captured_amount")),
                                ),
                                name="order_credits_at_most_what_was_paid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "DRAFT"),
                                    (
                                        "total_amount",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("captured_amount"),
                                            "-",
                                            models.F("credited_amount"),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="order_owes_nothing_unless_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "CONFIRMED"), _negated=True),
                                    ("confirmed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="order_confirmed_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "CANCELLED"), _negated=True),
                                    models.Q(
                                        ("confirmed_at", None),
                                        ("total_amount", 0),
                                        ("total_tax_amount", 0),
                                        ("version", 1),
                                    ),
                                    _connector="OR",
                                ),
                                name="order_cancelled_was_never_sold",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_at", None),
                                    models.Q(("keeper", "ORDER"), ("state", "DRAFT")),
                                    _connector="OR",
                                ),
                                name="order_expires_only_as_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("failed", False), ("state", "DRAFT"), _connector="OR"
                                ),
                                name="order_failed_only_as_draft",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Invoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("INVOICE", "Invoice"), ("CREDIT_NOTE", "Credit Note")],
                                max_length=20,
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("issued_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("total_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("total_tax_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "facts",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("issued_by", models.CharField(max_length=170)),
                        ("issued_at", models.DateTimeField()),
                        (
                            "corrects",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credit_notes",
                                to="sales.invoice",
                            ),
                        ),
                        (
                            "payer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoices",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoices",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ledger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoices",
                                to="sales.ledger",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoices",
                                to="sales.numberseries",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                help_text="Empty: it collects what was sold in the period.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoices",
                                to="sales.order",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="invoice_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ledger", "tenant"],
                                name="invoice_ledger_same_tenant",
                                to="sales.Ledger",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["payer", "tenant"],
                                name="invoice_payer_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("series", "number"), name="invoice_once_per_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["INVOICE", "CREDIT_NOTE"])),
                                name="invoice_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)),
                                name="invoice_number_starts_at_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="invoice_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("corrects", None),
                                        ("kind", "INVOICE"),
                                        ("total_amount__gte", 0),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "INVOICE"), _negated=True),
                                        ("corrects__isnull", False),
                                        ("total_amount__lte", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="invoice_credit_notes_take_back",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="invoice_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("issued_on"))),
                                name="invoice_is_due_after_it_is_issued",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("MANUAL", "Manual"),
                                    ("REFUNDING", "Refunding"),
                                    ("ONBOARD", "Onboard"),
                                    ("CHANGE", "Change"),
                                    ("INVOICE", "Invoice"),
                                    ("CHANGE_NON_REFUNDABLE", "Change Non Refundable"),
                                    ("PENALTY", "Penalty"),
                                    ("BOOKING", "Booking"),
                                    ("REDUCTION", "Reduction"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("lines", models.JSONField(default=list)),
                        ("added_in_version", models.PositiveIntegerField()),
                        ("removed_in_version", models.PositiveIntegerField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=150)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("tax_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5)),
                        (
                            "vat_code",
                            models.CharField(
                                default="TRANSPORT_AND_TICKETS_VAT",
                                max_length=40,
                                verbose_name="VAT code",
                            ),
                        ),
                        (
                            "sold_on",
                            models.DateField(help_text="Booking day of the charge.", null=True),
                        ),
                        (
                            "returned_on",
                            models.DateField(
                                help_text="Booking day on which it was taken off.", null=True
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fees",
                                to="sales.order",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["sold_on"], name="fee_by_day_of_sale"
                            ),
                            models.Index(
                                condition=models.Q(("returned_on__isnull", False)),
                                fields=["returned_on"],
                                name="fee_by_day_of_return",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        [
                                            "MANUAL",
                                            "REFUNDING",
                                            "ONBOARD",
                                            "CHANGE",
                                            "INVOICE",
                                            "CHANGE_NON_REFUNDABLE",
                                            "PENALTY",
                                            "BOOKING",
                                            "REDUCTION",
                                        ],
                                    )
                                ),
                                name="fee_type_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("type", "REDUCTION"), _negated=True),
                                        ("amount__gt", 0),
                                        ("amount__gte", models.F("tax_amount")),
                                        ("tax_amount__gte", 0),
                                    ),
                                    models.Q(
                                        ("type", "REDUCTION"),
                                        ("amount__lt", 0),
                                        ("amount__lte", models.F("tax_amount")),
                                        ("tax_amount__lte", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="fee_amounts_are_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("vat_rate__range", (0, 100))),
                                name="fee_vat_rate_is_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("removed_in_version", None),
                                    ("removed_in_version__gte", models.F("added_in_version")),
                                    _connector="OR",
                                ),
                                name="fee_removed_after_being_added",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("returned_on", None),
                                    models.Q(
                                        ("removed_in_version__isnull", False),
                                        ("sold_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="fee_returned_was_sold",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExtraCost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                default=operators.tenancy.references.new_number,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("DAMAGE", "Damage"),
                                    ("LOSS", "Loss"),
                                    ("STOLEN", "Stolen"),
                                    ("EXTRA_USE", "Extra Use"),
                                    ("REFUND", "Refund"),
                                    ("FINE", "Fine"),
                                    ("OTHER_VEHICLE", "Another vehicle was used"),
                                    ("CREDIT", "Credit"),
                                    ("VOUCHER", "Voucher"),
                                    ("DEPOSIT", "Deposit"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("description", models.CharField(max_length=250)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        (
                            "vat_rate",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="Percent, as the partner told it.",
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="VAT rate",
                            ),
                        ),
                        (
                            "quantity",
                            models.DecimalField(decimal_places=3, max_digits=11, null=True),
                        ),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("LITRE", "Litre"),
                                    ("KILOWATT_HOUR", "Kilowatt Hour"),
                                    ("CO2_COMPENSATION", "CO₂ compensation"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                blank=True,
                                help_text="The partner's name for the claim.",
                                max_length=100,
                            ),
                        ),
                        (
                            "document",
                            models.UUIDField(
                                help_text="In the books; empty for a sandbox order.",
                                null=True,
                                unique=True,
                            ),
                        ),
                        ("claimed_by", models.CharField(max_length=170)),
                        ("claimed_at", models.DateTimeField()),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extra_costs",
                                to="sales.order",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("key", ""), _negated=True),
                                fields=("order", "key"),
                                name="extracost_once_per_key",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("key", "")),
                                fields=(
                                    "order",
                                    "kind",
                                    "description",
                                    "amount",
                                    "quantity",
                                    "unit",
                                    "vat_rate",
                                ),
                                name="extracost_once_as_it_is_told",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "DAMAGE",
                                            "LOSS",
                                            "STOLEN",
                                            "EXTRA_USE",
                                            "REFUND",
                                            "FINE",
                                            "OTHER_VEHICLE",
                                            "CREDIT",
                                            "VOUCHER",
                                            "DEPOSIT",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="extracost_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "unit__in",
                                        ["", "LITRE", "KILOWATT_HOUR", "CO2_COMPENSATION", "OTHER"],
                                    )
                                ),
                                name="extracost_unit_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit", ""), ("quantity__isnull", False), _connector="OR"
                                ),
                                name="extracost_unit_has_quantity",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True),
                                name="extracost_is_not_empty",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("description", ""), _negated=True),
                                name="extracost_says_what_for",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("vat_rate", None),
                                    ("vat_rate__range", (0, 100)),
                                    _connector="OR",
                                ),
                                name="extracost_vat_rate_is_percent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Credit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                default=operators.tenancy.references.new_number,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("order_version", models.PositiveIntegerField()),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("CREATED", "Created"),
                                    ("CREDITED", "Credited"),
                                    ("FAILED", "Failed"),
                                ],
                                default="CREATED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        ("total_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "type",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("VISA", "Visa"),
                                    ("MASTERCARD", "Mastercard"),
                                    ("AMEX", "Amex"),
                                    ("BANKAXEPT", "Bankaxept"),
                                    ("VIPPS", "Vipps"),
                                    ("PAYPAL", "Paypal"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("INTERNAL", "Internal"),
                                    ("APPLE_PAY", "Apple Pay"),
                                    ("GOOGLE_PAY", "Google Pay"),
                                    ("CASH", "Cash"),
                                    ("ON_ACCOUNT", "On Account"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PAYMENTCARD", "Paymentcard"),
                                    ("MOBILE", "Mobile"),
                                    ("CASH", "Cash"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("PAYPAL", "Paypal"),
                                    ("ECARD", "Ecard"),
                                    ("TRAVELACCOUNT", "Travelaccount"),
                                    ("REQUISITION", "Requisition"),
                                    ("REMITTED", "Remitted"),
                                    ("AGENT", "Agent"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "pos",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="point of sale"
                            ),
                        ),
                        (
                            "cash_settlement",
                            models.CharField(
                                blank=True,
                                help_text="The code of the cash settlement.",
                                max_length=64,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("execute_asked_at", models.DateTimeField(null=True)),
                        ("executed_at", models.DateTimeField(null=True)),
                        ("failure", models.CharField(blank=True, max_length=200)),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credits",
                                to="sales.order",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "CREDITED"), _negated=True),
                                fields=["id"],
                                name="credit_unfinished",
                            ),
                            models.Index(
                                condition=models.Q(("cash_settlement", ""), _negated=True),
                                fields=["cash_settlement"],
                                name="credit_of_settlement",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["CREATED", "CREDITED", "FAILED"])
                                ),
                                name="credit_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        [
                                            "",
                                            "VISA",
                                            "MASTERCARD",
                                            "AMEX",
                                            "BANKAXEPT",
                                            "VIPPS",
                                            "PAYPAL",
                                            "GIFTCARD",
                                            "INVOICE",
                                            "INTERNAL",
                                            "APPLE_PAY",
                                            "GOOGLE_PAY",
                                            "CASH",
                                            "ON_ACCOUNT",
                                        ],
                                    )
                                ),
                                name="credit_type_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "group__in",
                                        [
                                            "",
                                            "PAYMENTCARD",
                                            "MOBILE",
                                            "CASH",
                                            "GIFTCARD",
                                            "INVOICE",
                                            "PAYPAL",
                                            "ECARD",
                                            "TRAVELACCOUNT",
                                            "REQUISITION",
                                            "REMITTED",
                                            "AGENT",
                                        ],
                                    )
                                ),
                                name="credit_group_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("total_amount__gt", 0)),
                                name="credit_is_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="credit_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("executed_at__isnull", False), ("state", "CREDITED")),
                                    models.Q(
                                        models.Q(("state", "CREDITED"), _negated=True),
                                        ("executed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="credit_executed_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "FAILED"), _negated=True),
                                    models.Q(("failure", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="credit_failed_says_why",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="OrderEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        (
                            "happened_at",
                            models.DateTimeField(
                                help_text="The moment the change was judged by, UTC."
                            ),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "correlation_id",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default=operators.tenancy.correlation.current_correlation_id,
                                help_text="Of the request or task behind it; empty where there was none.",
                                max_length=64,
                            ),
                        ),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("CREATED", "Created"),
                                    ("REOPENED", "Reopened"),
                                    ("CONFIRMED", "Confirmed"),
                                    ("PAID", "Paid"),
                                    ("CREDITED", "Credited"),
                                    ("LINES_ADDED", "Lines Added"),
                                    ("LINES_CHANGED", "Lines Changed"),
                                    ("LINES_CANCELLED", "Lines Cancelled"),
                                    ("TICKETS_VOIDED", "Tickets Voided"),
                                    ("TICKETS_HANDED_OUT", "Tickets Handed Out"),
                                    ("VALIDITY_MOVED", "Validity Moved"),
                                    ("HOLDER_CHANGED", "Holder Changed"),
                                    ("TRAVELLERS_ADDED", "Travellers Added"),
                                    ("TRAVELLERS_REMOVED", "Travellers Removed"),
                                    ("FEE_ADDED", "Fee Added"),
                                    ("FEE_REMOVED", "Fee Removed"),
                                    ("CONTACT_CHANGED", "Contact Changed"),
                                    ("NOTE_ADDED", "Note Added"),
                                    ("EXTRA_COST_CLAIMED", "Extra Cost Claimed"),
                                    ("RESET", "Reset"),
                                    ("FAILED", "Failed"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.order",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="orderevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="orderevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "CREATED",
                                            "REOPENED",
                                            "CONFIRMED",
                                            "PAID",
                                            "CREDITED",
                                            "LINES_ADDED",
                                            "LINES_CHANGED",
                                            "LINES_CANCELLED",
                                            "TICKETS_VOIDED",
                                            "TICKETS_HANDED_OUT",
                                            "VALIDITY_MOVED",
                                            "HOLDER_CHANGED",
                                            "TRAVELLERS_ADDED",
                                            "TRAVELLERS_REMOVED",
                                            "FEE_ADDED",
                                            "FEE_REMOVED",
                                            "CONTACT_CHANGED",
                                            "NOTE_ADDED",
                                            "EXTRA_COST_CLAIMED",
                                            "RESET",
                                            "FAILED",
                                            "CANCELLED",
                                        ],
                                    )
                                ),
                                name="orderevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PassengerCategory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.SlugField(max_length=30)),
                        ("name", models.CharField(max_length=60)),
                        ("min_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "max_age",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Inclusive.", null=True
                            ),
                        ),
                        (
                            "is_default",
                            models.BooleanField(
                                default=False,
                                help_text="Taken for a traveller whose age is not told.",
                            ),
                        ),
                        (
                            "travels_free",
                            models.BooleanField(
                                default=False,
                                help_text="Needs no fare and no price, such as infants; does not count in a group.",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passenger_categories",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "passenger categories",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="passengercategory_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="passengercategory_once_per_code"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)),
                                fields=("tenant",),
                                name="passengercategory_one_default",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("min_age", None),
                                    ("max_age", None),
                                    ("max_age__gte", models.F("min_age")),
                                    _connector="OR",
                                ),
                                name="passengercategory_ages_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("external_reference", models.CharField(blank=True, max_length=100)),
                        (
                            "metadata",
                            models.JSONField(default=dict, help_text="The client's own words."),
                        ),
                        ("bundle", models.UUIDField(null=True)),
                        ("product_code", models.CharField(blank=True, max_length=40)),
                        ("operator_code", models.CharField(blank=True, max_length=30)),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("CONFIRMED", "Confirmed"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="DRAFT",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        ("added_in_version", models.PositiveIntegerField(default=1)),
                        ("description", models.CharField(max_length=150)),
                        (
                            "passenger_category",
                            models.CharField(
                                blank=True,
                                help_text="Empty for a rental, whoever uses the vehicle.",
                                max_length=60,
                            ),
                        ),
                        ("count", models.PositiveIntegerField()),
                        ("unit_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("tax_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5)),
                        (
                            "vat_code",
                            models.CharField(
                                default="TRANSPORT_AND_TICKETS_VAT",
                                max_length=40,
                                verbose_name="VAT code",
                            ),
                        ),
                        (
                            "full_amount",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="Before discounts.",
                                max_digits=11,
                                null=True,
                            ),
                        ),
                        (
                            "charges",
                            models.JSONField(
                                help_text="Of a rental: what it cost, part by part.", null=True
                            ),
                        ),
                        (
                            "starts_at",
                            models.DateTimeField(
                                help_text="When a ticket without a trip is to become valid.",
                                null=True,
                            ),
                        ),
                        (
                            "rides",
                            models.JSONField(
                                default=list,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                help_text="The trip as it was sold.",
                            ),
                        ),
                        ("departs_at", models.DateTimeField(null=True)),
                        ("arrives_at", models.DateTimeField(null=True)),
                        (
                            "travellers",
                            models.JSONField(
                                default=list,
                                help_text="Place in the order and reference of each passenger.",
                            ),
                        ),
                        (
                            "is_group_ticket",
                            models.BooleanField(help_text="One ticket for all travellers."),
                        ),
                        ("cancelled_in_version", models.PositiveIntegerField(null=True)),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "sold_on",
                            models.DateField(help_text="Booking day of the sale.", null=True),
                        ),
                        (
                            "returned_on",
                            models.DateField(help_text="Booking day of its return.", null=True),
                        ),
                        ("held_since", models.DateTimeField(null=True)),
                        (
                            "earner",
                            models.ForeignKey(
                                help_text="The organisation that runs the service.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="earned_lines",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                help_text="Whom its tickets were passed on to; empty: the order's customer.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="held_lines",
                                to="sales.customer",
                            ),
                        ),
                        (
                            "offer",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="order_lines",
                                to="sales.offer",
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="order_lines",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="sales.order",
                            ),
                        ),
                        (
                            "supplement_to",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="supplements",
                                to="sales.orderline",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="order_lines",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="order_lines",
                                to="sales.product",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["sold_on"], name="orderline_by_day_of_sale"
                            ),
                            models.Index(
                                condition=models.Q(("returned_on__isnull", False)),
                                fields=["returned_on"],
                                name="orderline_by_day_of_return",
                            ),
                            models.Index(
                                condition=models.Q(("offer__isnull", False)),
                                fields=["offer"],
                                name="orderline_by_offer",
                            ),
                            models.Index(
                                condition=models.Q(("supplement_to__isnull", False)),
                                fields=["supplement_to"],
                                name="orderline_by_main_line",
                            ),
                            models.Index(
                                condition=models.Q(("departs_at__isnull", False)),
                                fields=["departs_at"],
                                name="orderline_by_departure",
                            ),
                            models.Index(
                                condition=models.Q(("arrives_at__isnull", False)),
                                fields=["arrives_at"],
                                name="orderline_by_arrival",
                            ),
                            models.Index(
                                condition=models.Q(("external_reference", ""), _negated=True),
                                fields=["external_reference"],
                                name="orderline_by_their_reference",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["DRAFT", "CONFIRMED", "CANCELLED"])
                                ),
                                name="orderline_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("count__gte", 1),
                                    (
                                        "amount",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("unit_amount"), "*", models.F("count")
                                        ),
                                    ),
                                ),
                                name="orderline_amount_is_count_times_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__gte", models.F("tax_amount")), ("tax_amount__gte", 0)
                                ),
                                name="orderline_vat_is_part_of_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("vat_rate__range", (0, 100))),
                                name="orderline_vat_rate_is_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("category__isnull", False), ("charges__isnull", True)
                                    ),
                                    models.Q(
                                        ("category", None),
                                        ("charges__isnull", False),
                                        ("passenger_category", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="orderline_is_for_passengers_or_a_rental",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cancelled_in_version__gte", models.F("added_in_version")),
                                        ("cancelled_in_version__isnull", False),
                                        ("state", "CANCELLED"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "CANCELLED"), _negated=True),
                                        ("cancelled_in_version", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="orderline_cancelled_has_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken_back_at", None), ("state", "CANCELLED"), _connector="OR"
                                ),
                                name="orderline_taken_back_is_cancelled",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("full_amount", None),
                                    ("full_amount__gte", models.F("amount")),
                                    _connector="OR",
                                ),
                                name="orderline_discount_lowers_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supplement_to", models.F("id")), _negated=True
                                ),
                                name="orderline_supplements_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("arrives_at", None), ("departs_at", None)),
                                    models.Q(
                                        ("arrives_at__isnull", False), ("departs_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="orderline_trip_has_both_times",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("held_since", None), ("holder", None)),
                                    models.Q(
                                        ("held_since__isnull", False), ("holder__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="orderline_holder_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("returned_on", None),
                                    models.Q(
                                        ("cancelled_in_version__isnull", False),
                                        ("sold_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="orderline_returned_was_sold",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Fulfilment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "place",
                            models.PositiveIntegerField(
                                help_text="Which traveller of the order, from 0."
                            ),
                        ),
                        ("traveller_reference", models.CharField(blank=True, max_length=100)),
                        ("handed_out_at", models.DateTimeField(help_text="Last time.", null=True)),
                        (
                            "handed_out_to",
                            models.CharField(
                                blank=True,
                                help_text="The address; empty: whoever asked for it.",
                                max_length=254,
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fulfilments",
                                to="tickets.ticket",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fulfilments",
                                to="sales.orderline",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("line", "place"), name="fulfilment_once_per_traveller"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("handed_out_to", ""),
                                    ("handed_out_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="fulfilment_handed_out_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("line_reference", models.UUIDField(null=True)),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("GENERAL", "General"),
                                    ("PENALTY_FARE", "Penalty Fare"),
                                    ("ZERO_TICKET", "Zero Ticket"),
                                ],
                                default="GENERAL",
                                max_length=20,
                            ),
                        ),
                        ("text", models.TextField(max_length=2000)),
                        ("written_by", models.CharField(max_length=170)),
                        ("written_at", models.DateTimeField()),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="sales.order",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("type__in", ["GENERAL", "PENALTY_FARE", "ZERO_TICKET"])
                                ),
                                name="ordernote_type_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="ordernote_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderTally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("CONFIRMED", "Confirmed"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                max_length=50,
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("total_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("balance", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("orders", models.BigIntegerField()),
                        (
                            "seller",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "order tallies",
                        "indexes": [
                            models.Index(
                                fields=["seller", "state", "currency", "total_amount", "balance"],
                                include=("tenant", "orders"),
                                name="ordertally_of_seller",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        (
                            "snapshot",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField()),
                        ("booked_on", models.DateField(null=True, verbose_name="booking day")),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="sales.order",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["booked_on"], name="orderversion_by_booking_day"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("order", "version"), name="orderversion_once_per_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CategoryLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "most",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="0: the product is not sold to this category."
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="category_limits",
                                to="sales.product",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("product", "category"),
                                name="categorylimit_once_per_category",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["product", "tenant"],
                                name="categorylimit_product_same_tenant",
                                to="sales.Product",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["category", "tenant"],
                                name="categorylimit_category_same_tenant",
                                to="sales.PassengerCategory",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PassengerCategoryChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("code", models.SlugField(db_index=False, max_length=30)),
                        ("name", models.CharField(max_length=60)),
                        ("min_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "max_age",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Inclusive.", null=True
                            ),
                        ),
                        (
                            "is_default",
                            models.BooleanField(
                                default=False,
                                help_text="Taken for a traveller whose age is not told.",
                            ),
                        ),
                        (
                            "travels_free",
                            models.BooleanField(
                                default=False,
                                help_text="Needs no fare and no price, such as infants; does not count in a group.",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                default=operators.tenancy.references.new_number,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("order_version", models.PositiveIntegerField()),
                        ("total_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        (
                            "captured_amount",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=11
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "pos",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="point of sale"
                            ),
                        ),
                        (
                            "cash_settlement",
                            models.CharField(
                                blank=True,
                                help_text="The code of the cash settlement.",
                                max_length=64,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "updated_at",
                            models.DateTimeField(
                                help_text="Last operation on one of its transactions."
                            ),
                        ),
                        ("completed_at", models.DateTimeField(null=True)),
                        (
                            "closed_at",
                            models.DateTimeField(
                                help_text="Given up with the order's version.", null=True
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="sales.order",
                            ),
                        ),
                        (
                            "payer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="operators.organisation",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("cash_settlement", ""), _negated=True),
                                fields=["cash_settlement"],
                                name="payment_of_settlement",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "order"), name="payment_order_key"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("total_amount__gt", 0)),
                                name="payment_is_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("captured_amount__gte", 0),
                                    ("captured_amount__lte", models.F("total_amount")),
                                ),
                                name="payment_captured_at_most_in_full",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("captured_amount__lt", models.F("total_amount")),
                                        ("completed_at", None),
                                    ),
                                    models.Q(
                                        ("captured_amount", models.F("total_amount")),
                                        ("completed_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="payment_complete_when_captured",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="payment_currency_is_iso_4217",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentMethod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                default=operators.tenancy.references.new_number,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("VISA", "Visa"),
                                    ("MASTERCARD", "Mastercard"),
                                    ("AMEX", "Amex"),
                                    ("BANKAXEPT", "Bankaxept"),
                                    ("VIPPS", "Vipps"),
                                    ("PAYPAL", "Paypal"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("INTERNAL", "Internal"),
                                    ("APPLE_PAY", "Apple Pay"),
                                    ("GOOGLE_PAY", "Google Pay"),
                                    ("CASH", "Cash"),
                                    ("ON_ACCOUNT", "On Account"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("PAYMENTCARD", "Paymentcard"),
                                    ("MOBILE", "Mobile"),
                                    ("CASH", "Cash"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("PAYPAL", "Paypal"),
                                    ("ECARD", "Ecard"),
                                    ("TRAVELACCOUNT", "Travelaccount"),
                                    ("REQUISITION", "Requisition"),
                                    ("REMITTED", "Remitted"),
                                    ("AGENT", "Agent"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "provider",
                            models.CharField(
                                choices=[
                                    ("ACCOUNT", "On account"),
                                    ("CASH", "Cash desk"),
                                    ("CARD", "Card provider"),
                                    ("ELSEWHERE", "Taken elsewhere"),
                                ],
                                help_text="Who moves the money.",
                                max_length=20,
                            ),
                        ),
                        ("active", models.BooleanField(default=True)),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payment_methods",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payment_methods",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="paymentmethod_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("channel", "type", "group"),
                                name="paymentmethod_once_per_channel",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        [
                                            "VISA",
                                            "MASTERCARD",
                                            "AMEX",
                                            "BANKAXEPT",
                                            "VIPPS",
                                            "PAYPAL",
                                            "GIFTCARD",
                                            "INVOICE",
                                            "INTERNAL",
                                            "APPLE_PAY",
                                            "GOOGLE_PAY",
                                            "CASH",
                                            "ON_ACCOUNT",
                                        ],
                                    )
                                ),
                                name="paymentmethod_type_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "group__in",
                                        [
                                            "PAYMENTCARD",
                                            "MOBILE",
                                            "CASH",
                                            "GIFTCARD",
                                            "INVOICE",
                                            "PAYPAL",
                                            "ECARD",
                                            "TRAVELACCOUNT",
                                            "REQUISITION",
                                            "REMITTED",
                                            "AGENT",
                                        ],
                                    )
                                ),
                                name="paymentmethod_group_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("provider__in", ["ACCOUNT", "CASH", "CARD", "ELSEWHERE"])
                                ),
                                name="paymentmethod_provider_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("group", "INVOICE"), ("type", "ON_ACCOUNT")),
                                    models.Q(("group", "CASH"), ("type", "CASH")),
                                    models.Q(
                                        models.Q(
                                            ("type__in", ["ON_ACCOUNT", "CASH"]), _negated=True
                                        ),
                                        models.Q(("group", "CASH"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="paymentmethod_type_fits_group",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecurringPayment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                default=operators.tenancy.references.new_number,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("CREATED", "Created"),
                                    ("ACTIVE", "Active"),
                                    ("EXPIRED", "Expired"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="CREATED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("VISA", "Visa"),
                                    ("MASTERCARD", "Mastercard"),
                                    ("AMEX", "Amex"),
                                    ("BANKAXEPT", "Bankaxept"),
                                    ("VIPPS", "Vipps"),
                                    ("PAYPAL", "Paypal"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("INTERNAL", "Internal"),
                                    ("APPLE_PAY", "Apple Pay"),
                                    ("GOOGLE_PAY", "Google Pay"),
                                    ("CASH", "Cash"),
                                    ("ON_ACCOUNT", "On Account"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("PAYMENTCARD", "Paymentcard"),
                                    ("MOBILE", "Mobile"),
                                    ("CASH", "Cash"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("PAYPAL", "Paypal"),
                                    ("ECARD", "Ecard"),
                                    ("TRAVELACCOUNT", "Travelaccount"),
                                    ("REQUISITION", "Requisition"),
                                    ("REMITTED", "Remitted"),
                                    ("AGENT", "Agent"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "provider",
                            models.CharField(
                                choices=[
                                    ("ACCOUNT", "On account"),
                                    ("CASH", "Cash desk"),
                                    ("CARD", "Card provider"),
                                    ("ELSEWHERE", "Taken elsewhere"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("provider_customer", models.CharField(blank=True, max_length=255)),
                        ("provider_reference", models.CharField(blank=True, max_length=255)),
                        (
                            "card_number",
                            models.CharField(
                                blank=True, help_text="The last four digits.", max_length=4
                            ),
                        ),
                        (
                            "expires_date",
                            models.DateField(
                                help_text="The last day that the card is good.", null=True
                            ),
                        ),
                        (
                            "secret",
                            models.CharField(editable=False, max_length=43, null=True, unique=True),
                        ),
                        ("return_address", models.URLField(blank=True, max_length=2000)),
                        ("open_until", models.DateTimeField(null=True)),
                        (
                            "description",
                            models.CharField(
                                blank=True, help_text="The shop's own words.", max_length=100
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("activated_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recurring_payments",
                                to="sales.customer",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recurring_payments",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recurring_payments",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="recurringpayment_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["customer", "tenant"],
                                name="recurringpayment_customer_same_tenant",
                                to="sales.Customer",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["CREATED", "ACTIVE", "EXPIRED", "CANCELLED"])
                                ),
                                name="recurringpayment_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        [
                                            "VISA",
                                            "MASTERCARD",
                                            "AMEX",
                                            "BANKAXEPT",
                                            "VIPPS",
                                            "PAYPAL",
                                            "GIFTCARD",
                                            "INVOICE",
                                            "INTERNAL",
                                            "APPLE_PAY",
                                            "GOOGLE_PAY",
                                            "CASH",
                                            "ON_ACCOUNT",
                                        ],
                                    )
                                ),
                                name="recurringpayment_type_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "group__in",
                                        [
                                            "PAYMENTCARD",
                                            "MOBILE",
                                            "CASH",
                                            "GIFTCARD",
                                            "INVOICE",
                                            "PAYPAL",
                                            "ECARD",
                                            "TRAVELACCOUNT",
                                            "REQUISITION",
                                            "REMITTED",
                                            "AGENT",
                                        ],
                                    )
                                ),
                                name="recurringpayment_group_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("provider__in", ["ACCOUNT", "CASH", "CARD", "ELSEWHERE"])
                                ),
                                name="recurringpayment_provider_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("card_number__regex", "^([0-9]{4})?$")),
                                name="recurringpayment_card_number_is_last_four",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ACTIVE"), _negated=True),
                                    models.Q(
                                        ("activated_at__isnull", False),
                                        models.Q(("provider_reference", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="recurringpayment_active_can_be_charged",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("state__in", ["EXPIRED", "CANCELLED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["EXPIRED", "CANCELLED"]), _negated=True
                                        ),
                                        ("closed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="recurringpayment_closed_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("secret", None), ("open_until__isnull", False), _connector="OR"
                                ),
                                name="recurringpayment_page_has_end",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("provider_reference", ""), _negated=True),
                                fields=("provider", "provider_reference"),
                                name="recurringpayment_once_per_provider_reference",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="PaymentTransaction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                default=operators.tenancy.references.new_number,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("CREATED", "Created"),
                                    ("INITIATED", "Initiated"),
                                    ("CAPTURED", "Captured"),
                                    ("CREDITED", "Credited"),
                                    ("CANCELLED", "Cancelled"),
                                    ("REJECTED", "Rejected"),
                                ],
                                default="CREATED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("VISA", "Visa"),
                                    ("MASTERCARD", "Mastercard"),
                                    ("AMEX", "Amex"),
                                    ("BANKAXEPT", "Bankaxept"),
                                    ("VIPPS", "Vipps"),
                                    ("PAYPAL", "Paypal"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("INTERNAL", "Internal"),
                                    ("APPLE_PAY", "Apple Pay"),
                                    ("GOOGLE_PAY", "Google Pay"),
                                    ("CASH", "Cash"),
                                    ("ON_ACCOUNT", "On Account"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("PAYMENTCARD", "Paymentcard"),
                                    ("MOBILE", "Mobile"),
                                    ("CASH", "Cash"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("PAYPAL", "Paypal"),
                                    ("ECARD", "Ecard"),
                                    ("TRAVELACCOUNT", "Travelaccount"),
                                    ("REQUISITION", "Requisition"),
                                    ("REMITTED", "Remitted"),
                                    ("AGENT", "Agent"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "provider",
                            models.CharField(
                                choices=[
                                    ("ACCOUNT", "On account"),
                                    ("CASH", "Cash desk"),
                                    ("CARD", "Card provider"),
                                    ("ELSEWHERE", "Taken elsewhere"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        (
                            "credited_amount",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=11
                            ),
                        ),
                        (
                            "is_import",
                            models.BooleanField(
                                default=False, help_text="Taken elsewhere and told here."
                            ),
                        ),
                        ("external_id", models.CharField(blank=True, max_length=100)),
                        (
                            "rrn",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="retrieval reference number"
                            ),
                        ),
                        (
                            "card_number",
                            models.CharField(
                                blank=True, help_text="The last four digits.", max_length=4
                            ),
                        ),
                        ("provider_reference", models.CharField(blank=True, max_length=255)),
                        (
                            "secret",
                            models.CharField(editable=False, max_length=43, null=True, unique=True),
                        ),
                        ("return_address", models.URLField(blank=True, max_length=2000)),
                        (
                            "locked_until",
                            models.DateTimeField(
                                help_text="When the provider's page, if it was opened, is closed.",
                                null=True,
                            ),
                        ),
                        ("initiated_at", models.DateTimeField(null=True)),
                        ("authenticated_at", models.DateTimeField(null=True)),
                        ("capture_asked_at", models.DateTimeField(null=True)),
                        ("cancel_asked_at", models.DateTimeField(null=True)),
                        ("captured_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("created_at", models.DateTimeField()),
                        ("failure", models.CharField(blank=True, max_length=200)),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transactions",
                                to="sales.order",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transactions",
                                to="sales.payment",
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                db_index=False,
                                help_text="Who took the money.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "recurring_payment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transactions",
                                to="sales.recurringpayment",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["CREATED", "INITIATED"])),
                                fields=["id"],
                                name="paymenttransaction_open",
                            ),
                            models.Index(
                                condition=models.Q(("external_id", ""), _negated=True),
                                fields=["external_id"],
                                name="paymenttransaction_by_ext_id",
                            ),
                            models.Index(
                                condition=models.Q(("rrn", ""), _negated=True),
                                fields=["rrn"],
                                name="paymenttransaction_by_rrn",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["payment", "order"],
                                name="paymenttransaction_of_its_payments_order",
                                to="sales.Payment",
                                to_fields=["id", "order"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "CREATED",
                                            "INITIATED",
                                            "CAPTURED",
                                            "CREDITED",
                                            "CANCELLED",
                                            "REJECTED",
                                        ],
                                    )
                                ),
                                name="paymenttransaction_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        [
                                            "VISA",
                                            "MASTERCARD",
                                            "AMEX",
                                            "BANKAXEPT",
                                            "VIPPS",
                                            "PAYPAL",
                                            "GIFTCARD",
                                            "INVOICE",
                                            "INTERNAL",
                                            "APPLE_PAY",
                                            "GOOGLE_PAY",
                                            "CASH",
                                            "ON_ACCOUNT",
                                        ],
                                    )
                                ),
                                name="paymenttransaction_type_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "group__in",
                                        [
                                            "PAYMENTCARD",
                                            "MOBILE",
                                            "CASH",
                                            "GIFTCARD",
                                            "INVOICE",
                                            "PAYPAL",
                                            "ECARD",
                                            "TRAVELACCOUNT",
                                            "REQUISITION",
                                            "REMITTED",
                                            "AGENT",
                                        ],
                                    )
                                ),
                                name="paymenttransaction_group_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("provider__in", ["ACCOUNT", "CASH", "CARD", "ELSEWHERE"])
                                ),
                                name="paymenttransaction_provider_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("group", "INVOICE"), ("type", "ON_ACCOUNT")),
                                    models.Q(("group", "CASH"), ("type", "CASH")),
                                    models.Q(
                                        models.Q(
                                            ("type__in", ["ON_ACCOUNT", "CASH"]), _negated=True
                                        ),
                                        models.Q(("group", "CASH"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="paymenttransaction_type_fits_group",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)),
                                name="paymenttransaction_is_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("credited_amount", models.F("amount")),
                                        ("state", "CREDITED"),
                                    ),
                                    models.Q(
                                        ("credited_amount__gte", 0),
                                        ("credited_amount__lt", models.F("amount")),
                                        ("state", "CAPTURED"),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["CAPTURED", "CREDITED"]), _negated=True
                                        ),
                                        ("credited_amount", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="paymenttransaction_credited_as_its_state_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("captured_at__isnull", False),
                                        ("state__in", ["CAPTURED", "CREDITED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["CAPTURED", "CREDITED"]), _negated=True
                                        ),
                                        ("captured_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="paymenttransaction_captured_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("state__in", ["CANCELLED", "REJECTED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["CANCELLED", "REJECTED"]), _negated=True
                                        ),
                                        ("closed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="paymenttransaction_closed_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "INITIATED"), _negated=True),
                                    models.Q(
                                        ("initiated_at__isnull", False),
                                        ("locked_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="paymenttransaction_initiated_has_times",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capture_asked_at", None),
                                    ("cancel_asked_at", None),
                                    _connector="OR",
                                ),
                                name="paymenttransaction_asked_for_one_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("card_number__regex", "^([0-9]{4})?$")),
                                name="paymenttransaction_card_number_is_last_four",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_import", False),
                                    models.Q(("external_id", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymenttransaction_import_has_external_id",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_import", True)),
                                fields=("seller", "type", "external_id"),
                                name="paymenttransaction_import_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("provider_reference", ""), _negated=True),
                                fields=("provider_reference", "provider"),
                                name="paymenttransaction_once_per_provider_reference",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="PaymentOperation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        (
                            "happened_at",
                            models.DateTimeField(
                                help_text="The moment the change was judged by, UTC."
                            ),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "correlation_id",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default=operators.tenancy.correlation.current_correlation_id,
                                help_text="Of the request or task behind it; empty where there was none.",
                                max_length=64,
                            ),
                        ),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("CREATE", "Create"),
                                    ("INITIATE", "Initiate"),
                                    ("AUTHENTICATE", "Authenticate"),
                                    ("CAPTURE", "Capture"),
                                    ("CANCEL", "Cancel"),
                                    ("REJECT", "Reject"),
                                    ("CREDIT", "Credit"),
                                    ("IMPORT", "Import"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        (
                            "transaction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="operations",
                                to="sales.paymenttransaction",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="paymentoperation_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="paymentoperation_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "CREATE",
                                            "INITIATE",
                                            "AUTHENTICATE",
                                            "CAPTURE",
                                            "CANCEL",
                                            "REJECT",
                                            "CREDIT",
                                            "IMPORT",
                                        ],
                                    )
                                ),
                                name="paymentoperation_name_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)),
                                name="paymentoperation_is_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CreditPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("provider_reference", models.CharField(blank=True, max_length=255)),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "credit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="sales.credit",
                            ),
                        ),
                        (
                            "transaction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credit_parts",
                                to="sales.paymenttransaction",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("credit", "transaction"),
                                name="creditpart_once_per_transaction",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="creditpart_is_positive"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayoutMatch",
                    fields=[
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="match",
                                serialize=False,
                                to="sales.payoutline",
                            ),
                        ),
                        ("matched_by", models.CharField(max_length=170)),
                        ("matched_at", models.DateTimeField()),
                        (
                            "credit_part",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payout_match",
                                to="sales.creditpart",
                            ),
                        ),
                        (
                            "transaction",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payout_match",
                                to="sales.paymenttransaction",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "payout matches",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("credit_part", None), ("transaction__isnull", False)),
                                    models.Q(("credit_part__isnull", False), ("transaction", None)),
                                    _connector="OR",
                                ),
                                name="payoutmatch_is_one_or_the_other",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PeriodEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        (
                            "happened_at",
                            models.DateTimeField(
                                help_text="The moment the change was judged by, UTC."
                            ),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "correlation_id",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default=operators.tenancy.correlation.current_correlation_id,
                                help_text="Of the request or task behind it; empty where there was none.",
                                max_length=64,
                            ),
                        ),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "name",
                            models.CharField(
                                choices=[("OPENED", "Opened"), ("CLOSED", "Closed")], max_length=20
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.accountingperiod",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="periodevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="periodevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name__in", ["OPENED", "CLOSED"])),
                                name="periodevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PeriodTotal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "account",
                            models.CharField(
                                choices=[
                                    ("CUSTOMER_RECEIVABLE", "Customer Receivable"),
                                    ("CHANNEL_RECEIVABLE", "Channel Receivable"),
                                    ("PSP_CLEARING", "Psp Clearing"),
                                    ("CASH", "Cash"),
                                    ("CASH_DEPOSITS", "Cash Deposits"),
                                    ("BANK", "Bank"),
                                    ("OWN_REVENUE", "Own Revenue"),
                                    ("OPERATOR_LIABILITY", "Operator Liability"),
                                    ("OPERATOR_PAYABLE", "Operator Payable"),
                                    ("FEE_REVENUE", "Fee Revenue"),
                                    ("COMMISSION_REVENUE", "Commission Revenue"),
                                    ("COMMISSION_COST", "Commission Cost"),
                                    ("VAT_PAYABLE", "Vat Payable"),
                                    ("EXTRA_COSTS", "Extra Costs"),
                                    ("PSP_FEES", "Psp Fees"),
                                    ("CASH_DIFFERENCE", "Cash Difference"),
                                    ("ROUNDING", "Rounding"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("opening", models.DecimalField(decimal_places=2, max_digits=18)),
                        ("debit", models.DecimalField(decimal_places=2, max_digits=18)),
                        ("credit", models.DecimalField(decimal_places=2, max_digits=18)),
                        ("postings", models.PositiveBigIntegerField()),
                        (
                            "balance",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("opening"), "+", models.F("debit")
                                    ),
                                    "-",
                                    models.F("credit"),
                                ),
                                output_field=models.DecimalField(decimal_places=2, max_digits=18),
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="totals",
                                to="sales.accountingperiod",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("period", "account", "currency"),
                                name="periodtotal_once_per_account_and_currency",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "account__in",
                                        [
                                            "CUSTOMER_RECEIVABLE",
                                            "CHANNEL_RECEIVABLE",
                                            "PSP_CLEARING",
                                            "CASH",
                                            "CASH_DEPOSITS",
                                            "BANK",
                                            "OWN_REVENUE",
                                            "OPERATOR_LIABILITY",
                                            "OPERATOR_PAYABLE",
                                            "FEE_REVENUE",
                                            "COMMISSION_REVENUE",
                                            "COMMISSION_COST",
                                            "VAT_PAYABLE",
                                            "EXTRA_COSTS",
                                            "PSP_FEES",
                                            "CASH_DIFFERENCE",
                                            "ROUNDING",
                                        ],
                                    )
                                ),
                                name="periodtotal_account_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="periodtotal_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("credit__gte", 0), ("debit__gte", 0)),
                                name="periodtotal_sums_are_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Movement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("FLOAT", "Opening float"),
                                    ("TAKEN", "Taken"),
                                    ("GIVEN", "Given back"),
                                    ("DEPOSIT_IN", "Put in"),
                                    ("DEPOSIT_OUT", "Taken out"),
                                    ("DIFFERENCE", "Difference"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("type", models.CharField(max_length=20)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("currency", models.CharField(max_length=3)),
                        ("specimen", models.BooleanField(default=False)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("actor", models.CharField(max_length=170)),
                        ("happened_at", models.DateTimeField()),
                        (
                            "credit_part",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="sales.creditpart",
                            ),
                        ),
                        (
                            "settlement",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="sales.cashsettlement",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "told_to",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="told_movements",
                                to="sales.cashsettlement",
                            ),
                        ),
                        (
                            "transaction",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="sales.paymenttransaction",
                            ),
                        ),
                        (
                            "point",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="sales.pointofsale",
                                verbose_name="point of sale",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["settlement", "id"], name="movement_of_settlement"
                            ),
                            models.Index(
                                condition=models.Q(("settlement", None)),
                                fields=["point"],
                                name="movement_waiting_at_point",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["point", "tenant"],
                                name="movement_point_same_tenant",
                                to="sales.PointOfSale",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["settlement", "point"],
                                name="movement_settlement_of_its_point",
                                to="sales.CashSettlement",
                                to_fields=["id", "point"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["told_to", "point"],
                                name="movement_told_to_of_its_point",
                                to="sales.CashSettlement",
                                to_fields=["id", "point"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__gt", 0), ("kind", "TAKEN")),
                                    models.Q(("amount__lt", 0), ("kind", "GIVEN")),
                                    models.Q(("amount__gt", 0), ("kind", "DEPOSIT_IN")),
                                    models.Q(("amount__lt", 0), ("kind", "DEPOSIT_OUT")),
                                    models.Q(
                                        ("kind__in", ["FLOAT", "DIFFERENCE"]),
                                        models.Q(("amount", 0), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="movement_kind_is_known_and_fits_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="movement_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "kind__in",
                                            ["FLOAT", "DEPOSIT_IN", "DEPOSIT_OUT", "DIFFERENCE"],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(("specimen", False), ("type", "CASH")),
                                    _connector="OR",
                                ),
                                name="movement_of_the_drawer_is_cash",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("credit_part__isnull", True),
                                        ("kind", "TAKEN"),
                                        ("transaction__isnull", False),
                                    ),
                                    models.Q(
                                        ("credit_part__isnull", False),
                                        ("kind", "GIVEN"),
                                        ("transaction__isnull", False),
                                    ),
                                    models.Q(
                                        ("credit_part__isnull", True),
                                        (
                                            "kind__in",
                                            ["FLOAT", "DEPOSIT_IN", "DEPOSIT_OUT", "DIFFERENCE"],
                                        ),
                                        ("transaction__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="movement_has_its_cause",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("type", "CASH"), _negated=True),
                                    ("settlement__isnull", False),
                                    _connector="OR",
                                ),
                                name="movement_of_cash_is_counted_at_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["DEPOSIT_IN", "DEPOSIT_OUT"]), _negated=True
                                    ),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="movement_of_deposit_says_why",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "TAKEN")),
                                fields=("transaction",),
                                name="movement_once_per_transaction",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "GIVEN")),
                                fields=("credit_part",),
                                name="movement_once_per_credit_part",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeskSale",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("order_version", models.PositiveIntegerField()),
                        (
                            "settlement",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="desk_sales",
                                to="sales.cashsettlement",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="desk_sales",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="desk_sales",
                                to="sales.order",
                            ),
                        ),
                        (
                            "point",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="desk_sales",
                                to="sales.pointofsale",
                                verbose_name="point of sale",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("settlement", None)),
                                fields=["point"],
                                name="desksale_waiting_at_point",
                            )
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["point", "tenant"],
                                name="desksale_point_same_tenant",
                                to="sales.PointOfSale",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["settlement", "point"],
                                name="desksale_settlement_of_its_point",
                                to="sales.CashSettlement",
                                to_fields=["id", "point"],
                            ),
                            models.UniqueConstraint(
                                fields=("order", "order_version"), name="desksale_once_per_version"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Closing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "is_counted",
                            models.BooleanField(
                                help_text="Somebody counted the drawer.", verbose_name="counted"
                            ),
                        ),
                        (
                            "facts",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("hash", models.CharField(max_length=64)),
                        ("previous_hash", models.CharField(blank=True, max_length=64)),
                        ("issued_by", models.CharField(max_length=170)),
                        ("issued_at", models.DateTimeField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closings",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "settlement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closing",
                                to="sales.cashsettlement",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closings",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "point",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closings",
                                to="sales.pointofsale",
                                verbose_name="point of sale",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["organisation", "issued_at"], name="closing_by_time"
                            )
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="closing_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["point", "tenant"],
                                name="closing_point_same_tenant",
                                to="sales.PointOfSale",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["settlement", "point"],
                                name="closing_settlement_of_its_point",
                                to="sales.CashSettlement",
                                to_fields=["id", "point"],
                            ),
                            models.UniqueConstraint(
                                fields=("point", "number"), name="closing_once_per_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("hash__regex", "^[0-9a-f]{64}$")),
                                name="closing_hash_is_sha_256",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PointOfSaleChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "code",
                            models.CharField(
                                help_text="What its requests say, such as Entur-APP or Desk 3.",
                                max_length=64,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[!-~]([ -~]{0,62}[!-~])?$",
                                        "1 to 64 printable characters of ASCII.",
                                    )
                                ],
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.pointofsale",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("document", models.UUIDField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CONFIRMATION", "Confirmation"),
                                    ("CAPTURE", "Capture"),
                                    ("CREDIT", "Credit"),
                                    ("FEE", "Fee"),
                                    ("EXTRA_COST", "Extra Cost"),
                                    ("CLOSING", "Closing"),
                                    ("DEPOSIT", "Deposit"),
                                    ("PAYOUT", "Payout"),
                                    ("STATEMENT", "Statement"),
                                    ("TRANSFER", "Transfer"),
                                    ("CORRECTION", "Correction"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("order_version", models.PositiveIntegerField(null=True)),
                        (
                            "reference",
                            models.CharField(
                                blank=True,
                                help_text="What a document without an order is about.",
                                max_length=64,
                            ),
                        ),
                        (
                            "account",
                            models.CharField(
                                choices=[
                                    ("CUSTOMER_RECEIVABLE", "Customer Receivable"),
                                    ("CHANNEL_RECEIVABLE", "Channel Receivable"),
                                    ("PSP_CLEARING", "Psp Clearing"),
                                    ("CASH", "Cash"),
                                    ("CASH_DEPOSITS", "Cash Deposits"),
                                    ("BANK", "Bank"),
                                    ("OWN_REVENUE", "Own Revenue"),
                                    ("OPERATOR_LIABILITY", "Operator Liability"),
                                    ("OPERATOR_PAYABLE", "Operator Payable"),
                                    ("FEE_REVENUE", "Fee Revenue"),
                                    ("COMMISSION_REVENUE", "Commission Revenue"),
                                    ("COMMISSION_COST", "Commission Cost"),
                                    ("VAT_PAYABLE", "Vat Payable"),
                                    ("EXTRA_COSTS", "Extra Costs"),
                                    ("PSP_FEES", "Psp Fees"),
                                    ("CASH_DIFFERENCE", "Cash Difference"),
                                    ("ROUNDING", "Rounding"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "vat_rate",
                            models.DecimalField(decimal_places=2, max_digits=5, null=True),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("currency", models.CharField(max_length=3)),
                        ("posted_at", models.DateTimeField()),
                        ("booked_on", models.DateField(verbose_name="booking day")),
                        (
                            "late_for",
                            models.DateField(
                                help_text="The day it belongs to, closed when it came.", null=True
                            ),
                        ),
                        ("reverses", models.UUIDField(null=True)),
                        (
                            "ledger",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="sales.ledger",
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="sales.order",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                help_text="Who owes, is owed, or earns.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["document"], name="posting_by_document"),
                            models.Index(
                                fields=["ledger", "booked_on", "id"],
                                name="posting_of_ledger_by_day",
                            ),
                            models.Index(
                                condition=models.Q(("account", "CHANNEL_RECEIVABLE")),
                                fields=["party", "posted_at", "id"],
                                name="posting_of_partner_by_time",
                            ),
                            models.Index(
                                condition=models.Q(("reverses__isnull", False)),
                                fields=["reverses"],
                                name="posting_by_reversed",
                            ),
                            models.Index(
                                condition=models.Q(("reference", ""), _negated=True),
                                fields=["ledger", "reference"],
                                name="posting_by_reference",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ledger", "tenant"],
                                name="posting_ledger_same_tenant",
                                to="sales.Ledger",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "account__in",
                                        [
                                            "CUSTOMER_RECEIVABLE",
                                            "CHANNEL_RECEIVABLE",
                                            "PSP_CLEARING",
                                            "CASH",
                                            "CASH_DEPOSITS",
                                            "BANK",
                                            "OWN_REVENUE",
                                            "OPERATOR_LIABILITY",
                                            "OPERATOR_PAYABLE",
                                            "FEE_REVENUE",
                                            "COMMISSION_REVENUE",
                                            "COMMISSION_COST",
                                            "VAT_PAYABLE",
                                            "EXTRA_COSTS",
                                            "PSP_FEES",
                                            "CASH_DIFFERENCE",
                                            "ROUNDING",
                                        ],
                                    )
                                ),
                                name="posting_account_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "CONFIRMATION",
                                            "CAPTURE",
                                            "CREDIT",
                                            "FEE",
                                            "EXTRA_COST",
                                            "CLOSING",
                                            "DEPOSIT",
                                            "PAYOUT",
                                            "STATEMENT",
                                            "TRANSFER",
                                            "CORRECTION",
                                        ],
                                    )
                                ),
                                name="posting_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True),
                                name="posting_is_not_empty",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="posting_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("account", "VAT_PAYABLE"), _negated=True),
                                    ("vat_rate__isnull", False),
                                    _connector="OR",
                                ),
                                name="posting_vat_has_rate",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("order__isnull", False), ("order_version__isnull", False)
                                    ),
                                    models.Q(
                                        ("order", None),
                                        ("order_version", None),
                                        models.Q(("reference", ""), _negated=True),
                                        models.Q(
                                            (
                                                "kind__in",
                                                (
                                                    "CONFIRMATION",
                                                    "CAPTURE",
                                                    "CREDIT",
                                                    "FEE",
                                                    "EXTRA_COST",
                                                ),
                                            ),
                                            _negated=True,
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="posting_says_what_it_is_about",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("late_for", None),
                                    ("late_for__lt", models.F("booked_on")),
                                    _connector="OR",
                                ),
                                name="posting_late_is_booked_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "CORRECTION"), ("reverses__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "CORRECTION"), _negated=True),
                                        ("reverses", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="posting_correction_reverses",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvoiceEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("turn", models.PositiveSmallIntegerField(default=1)),
                        ("description", models.CharField(max_length=500)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("tax_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "invoice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="sales.invoice",
                            ),
                        ),
                        (
                            "posting",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoice_entries",
                                to="sales.posting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "invoice entries",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("posting", "turn"),
                                name="invoiceentry_once_per_posting_and_turn",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("turn__gte", 1)),
                                name="invoiceentry_turn_starts_at_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True),
                                name="invoiceentry_is_not_empty",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimeBand",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=150)),
                        ("name", models.CharField(max_length=60)),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="time_bands",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="timeband_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="timeband_once_per_code"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "group_size",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="The price of a group of up to so many travellers.",
                                null=True,
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("AREAS", "From one area to another"),
                                    ("ZONES", "Up to so many zones"),
                                    ("DISTANCE", "By distance"),
                                    ("FLAT", "One price"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "max_zones",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="For ZONES: the price of trips through so many zones.",
                                null=True,
                            ),
                        ),
                        (
                            "max_km",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="For DISTANCE; empty: any distance.",
                                null=True,
                                verbose_name="up to km",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                        (
                            "per_km",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="For DISTANCE: added for each kilometre that is begun.",
                                max_digits=9,
                                null=True,
                                verbose_name="plus per km",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "both_ways",
                            models.BooleanField(
                                default=False, help_text="For AREAS: the way back as well."
                            ),
                        ),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=sales.catalogue.fares.always,
                                help_text="First day, and the first day on which it no longer holds.",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "destination_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.farearea",
                                verbose_name="to area",
                            ),
                        ),
                        (
                            "origin_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.farearea",
                                verbose_name="from area",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: for all categories without a fare of their own, or for a group.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fares",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fares",
                                to="sales.product",
                            ),
                        ),
                        (
                            "time_band",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: at any time.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.timeband",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("basis", "FLAT"),
                                        ("max_zones", None),
                                        ("max_km", None),
                                        ("per_km", None),
                                        ("both_ways", False),
                                        ("destination_area", None),
                                        ("origin_area", None),
                                    ),
                                    models.Q(
                                        ("basis", "ZONES"),
                                        ("max_zones__gt", 0),
                                        ("max_zones__isnull", False),
                                        ("max_km", None),
                                        ("per_km", None),
                                        ("both_ways", False),
                                        ("destination_area", None),
                                        ("origin_area", None),
                                    ),
                                    models.Q(
                                        ("basis", "AREAS"),
                                        ("max_zones", None),
                                        ("max_km", None),
                                        ("per_km", None),
                                        ("destination_area__isnull", False),
                                        ("origin_area__isnull", False),
                                    ),
                                    models.Q(
                                        ("basis", "DISTANCE"),
                                        ("max_zones", None),
                                        models.Q(
                                            ("max_km", None), ("max_km__gt", 0), _connector="OR"
                                        ),
                                        ("both_ways", False),
                                        ("destination_area", None),
                                        ("origin_area", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="fare_has_what_its_basis_needs",
                                violation_error_message="Fill in what the basis needs, and nothing else.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("group_size", None),
                                    models.Q(("category", None), ("group_size__range", (2, 500))),
                                    _connector="OR",
                                ),
                                name="fare_is_for_a_category_or_a_group",
                                violation_error_message="A group has 2 to 500 travellers and no category.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__gte", 0),
                                    models.Q(("per_km", None), ("per_km__gte", 0), _connector="OR"),
                                ),
                                name="fare_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="fare_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period__isempty", False)),
                                name="fare_period_holds_a_day",
                                violation_error_message="The last day is not before the first one.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("product", "="),
                                    ("basis", "="),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "category",
                                            models.Value(0),
                                            output_field=models.BigIntegerField(),
                                        ),
                                        "=",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "group_size",
                                            models.Value(0),
                                            output_field=models.BigIntegerField(),
                                        ),
                                        "=",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "max_zones",
                                            models.Value(0),
                                            output_field=models.BigIntegerField(),
                                        ),
                                        "=",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "max_km",
                                            models.Value(0),
                                            output_field=models.BigIntegerField(),
                                        ),
                                        "=",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "origin_area",
                                            models.Value(0),
                                            output_field=models.BigIntegerField(),
                                        ),
                                        "=",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "destination_area",
                                            models.Value(0),
                                            output_field=models.BigIntegerField(),
                                        ),
                                        "=",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "time_band",
                                            models.Value(0),
                                            output_field=models.BigIntegerField(),
                                        ),
                                        "=",
                                    ),
                                    ("period", "&&"),
                                ],
                                name="fare_once_at_a_time",
                                violation_error_message="There is a fare like this already on some of these days.",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["product", "tenant"],
                                name="fare_product_same_tenant",
                                to="sales.Product",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["category", "tenant"],
                                name="fare_category_same_tenant",
                                to="sales.PassengerCategory",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["origin_area", "tenant"],
                                name="fare_origin_area_same_tenant",
                                to="sales.FareArea",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["destination_area", "tenant"],
                                name="fare_destination_area_same_tenant",
                                to="sales.FareArea",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["time_band", "tenant"],
                                name="fare_time_band_same_tenant",
                                to="sales.TimeBand",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CategoryLimitChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "most",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="0: the product is not sold to this category."
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.categorylimit",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.product",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("single_product", models.BooleanField(editable=False)),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateTimeRangeField(
                                help_text="On sale from, and the first moment no longer on sale."
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="sales.product",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "catalogue entries",
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "single_product"],
                                name="catalogueentry_flag_of_channel",
                                to="sales.SalesChannel",
                                to_fields=["id", "single_product"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="catalogueentry_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["product", "tenant"],
                                name="catalogueentry_product_same_tenant",
                                to="sales.Product",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("period__isempty", False),
                                    ("period__startswith__isnull", False),
                                ),
                                name="catalogueentry_period_has_a_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("period__startswith__isnull", True),
                                        models.Q(
                                            (
                                                "period__startswith__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "period__startswith__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("period__endswith__isnull", True),
                                        models.Q(
                                            (
                                                "period__endswith__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "period__endswith__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="catalogueentry_period_is_within_reach",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("single_product", True)),
                                expressions=[("channel", "="), ("period", "&&")],
                                name="catalogueentry_one_product_at_a_time",
                                violation_error_message="This channel sells one product at a time, and another one is on sale in this period; end that one first.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("channel", "="), ("product", "="), ("period", "&&")],
                                name="catalogueentry_product_once_at_a_time",
                                violation_error_message="This product is on sale here in this period already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AncillaryChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "category",
                            models.CharField(
                                help_text="One to three capital letters, such as HR.",
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{1,3}$", "One to three capital letters, such as HR."
                                    )
                                ],
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                help_text="Two digits or capital letters, such as 01.",
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{2}$",
                                        "Two digits or capital letters, such as 01.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "name",
                            models.CharField(help_text="What it is, for people.", max_length=60),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.ancillary",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.product",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProductChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                help_text="1 to 4294967295; barcodes carry it."
                            ),
                        ),
                        ("code", models.SlugField(db_index=False, max_length=40)),
                        ("name", models.CharField(max_length=60)),
                        ("description", models.CharField(blank=True, max_length=250)),
                        (
                            "vat_rate",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="Percent; prices include it.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="VAT rate",
                            ),
                        ),
                        (
                            "vat_code",
                            models.CharField(
                                blank=True,
                                default="TRANSPORT_AND_TICKETS_VAT",
                                help_text="What finance calls the group of products that have this rate.",
                                max_length=40,
                                verbose_name="VAT code",
                            ),
                        ),
                        (
                            "fare_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("FIRST", "First class"),
                                    ("SECOND", "Second class"),
                                    ("THIRD", "Third class"),
                                    ("BUSINESS", "Business class"),
                                    ("PREMIUM", "Premium class"),
                                    ("STANDARD", "Standard class"),
                                    ("ECONOMY", "Economy class"),
                                ],
                                help_text="Of the vehicle; offers of one trip that differ in it are one choice. Empty: there is only one.",
                                max_length=20,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "is_supplement",
                            models.BooleanField(
                                default=False,
                                help_text="Sold only beside another product, such as a bicycle's ticket.",
                            ),
                        ),
                        (
                            "is_group_ticket",
                            models.BooleanField(
                                default=False,
                                help_text="One ticket for all travellers instead of one for each.",
                            ),
                        ),
                        (
                            "is_transferable",
                            models.BooleanField(
                                default=True,
                                help_text="Whoever bought it may pass its tickets on before the journey.",
                            ),
                        ),
                        (
                            "validity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DURATION", "Duration"),
                                    ("CALENDAR_DAY", "Calendar Day"),
                                    ("FIXED_DATES", "Fixed Dates"),
                                ],
                                help_text="How long its tickets are valid; empty for the vehicles of a fleet.",
                                max_length=20,
                            ),
                        ),
                        ("valid_minutes", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "valid_from_date",
                            models.DateField(blank=True, help_text="First day.", null=True),
                        ),
                        (
                            "valid_until_date",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it is no longer valid.",
                                null=True,
                            ),
                        ),
                        (
                            "boarding_minutes",
                            models.PositiveIntegerField(
                                default=15,
                                help_text="How long before its departure a ticket is valid already.",
                            ),
                        ),
                        (
                            "activation_days",
                            models.PositiveIntegerField(
                                default=365,
                                help_text="How long a ticket can be activated after its sale or departure.",
                            ),
                        ),
                        (
                            "confirm_minutes",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Staff say yes or no to each booking within so many minutes, and nothing is sold before; empty: it is sold at once.",
                                null=True,
                            ),
                        ),
                        (
                            "cancellation",
                            models.CharField(
                                choices=[
                                    ("NEVER", "Never"),
                                    ("UNTIL_ACTIVATION", "Until Activation"),
                                    ("UNTIL_DEPARTURE", "Until Departure"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "cancellation_fee",
                            models.DecimalField(decimal_places=2, default=0, max_digits=9),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Whose vehicles it rents out, at the price of their pricing plans.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.product",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Whose journeys and vehicles it resells, at the supplier's prices.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.supplier",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ticket_type",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="How its tickets are shown; empty for the vehicles of a fleet.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tickets.tickettype",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "reference",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("order_version", models.PositiveIntegerField()),
                        ("currency", models.CharField(max_length=3)),
                        ("total_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("total_tax_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        (
                            "facts",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("issued_by", models.CharField(max_length=170)),
                        ("issued_at", models.DateTimeField()),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="sales.order",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="sales.numberseries",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("series", "number"), name="receipt_once_per_number"
                            ),
                            models.UniqueConstraint(
                                fields=("order", "order_version"), name="receipt_once_per_version"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)),
                                name="receipt_number_starts_at_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="receipt_currency_is_iso_4217",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RideFare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "zones_passed",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="The rides touch exactly these zones.",
                                size=None,
                            ),
                        ),
                        ("priority", models.PositiveIntegerField(default=0)),
                        (
                            "leg_group",
                            models.CharField(
                                blank=True, help_text="What transfer fares call it.", max_length=100
                            ),
                        ),
                        (
                            "max_transfers",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                default=0,
                                help_text="Changes that it covers; empty: any number.",
                                null=True,
                            ),
                        ),
                        (
                            "transfer_seconds",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="From the first departure to the last one.",
                                null=True,
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "destination_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.farearea",
                                verbose_name="to area",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.farenetwork",
                            ),
                        ),
                        (
                            "origin_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.farearea",
                                verbose_name="from area",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                limit_choices_to={"fleet": None, "supplier": None},
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ride_fares",
                                to="sales.product",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "arrival_band",
                            models.ForeignKey(
                                blank=True,
                                help_text="When the last ride arrives.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.timeband",
                            ),
                        ),
                        (
                            "time_band",
                            models.ForeignKey(
                                blank=True,
                                help_text="When the first ride departs.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.timeband",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=(
                                    "product",
                                    "category",
                                    "name",
                                    "network",
                                    "origin_area",
                                    "destination_area",
                                    "zones_passed",
                                    "time_band",
                                    "arrival_band",
                                    "priority",
                                    "leg_group",
                                ),
                                name="ridefare_once_per_condition",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)),
                                name="ridefare_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="ridefare_currency_is_iso_4217",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["product", "tenant"],
                                name="ridefare_product_same_tenant",
                                to="sales.Product",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["category", "tenant"],
                                name="ridefare_category_same_tenant",
                                to="sales.PassengerCategory",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["network", "tenant"],
                                name="ridefare_network_same_tenant",
                                to="sales.FareNetwork",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["origin_area", "tenant"],
                                name="ridefare_origin_area_same_tenant",
                                to="sales.FareArea",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["destination_area", "tenant"],
                                name="ridefare_destination_area_same_tenant",
                                to="sales.FareArea",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["time_band", "tenant"],
                                name="ridefare_time_band_same_tenant",
                                to="sales.TimeBand",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["arrival_band", "tenant"],
                                name="ridefare_arrival_band_same_tenant",
                                to="sales.TimeBand",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentMethodChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                default=operators.tenancy.references.new_number, editable=False
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("VISA", "Visa"),
                                    ("MASTERCARD", "Mastercard"),
                                    ("AMEX", "Amex"),
                                    ("BANKAXEPT", "Bankaxept"),
                                    ("VIPPS", "Vipps"),
                                    ("PAYPAL", "Paypal"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("INTERNAL", "Internal"),
                                    ("APPLE_PAY", "Apple Pay"),
                                    ("GOOGLE_PAY", "Google Pay"),
                                    ("CASH", "Cash"),
                                    ("ON_ACCOUNT", "On Account"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("PAYMENTCARD", "Paymentcard"),
                                    ("MOBILE", "Mobile"),
                                    ("CASH", "Cash"),
                                    ("GIFTCARD", "Giftcard"),
                                    ("INVOICE", "Invoice"),
                                    ("PAYPAL", "Paypal"),
                                    ("ECARD", "Ecard"),
                                    ("TRAVELACCOUNT", "Travelaccount"),
                                    ("REQUISITION", "Requisition"),
                                    ("REMITTED", "Remitted"),
                                    ("AGENT", "Agent"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "provider",
                            models.CharField(
                                choices=[
                                    ("ACCOUNT", "On account"),
                                    ("CASH", "Cash desk"),
                                    ("CARD", "Card provider"),
                                    ("ELSEWHERE", "Taken elsewhere"),
                                ],
                                help_text="Who moves the money.",
                                max_length=20,
                            ),
                        ),
                        ("active", models.BooleanField(default=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.paymentmethod",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Discount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        (
                            "name",
                            models.CharField(
                                help_text="As travellers and partners read it.", max_length=60
                            ),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=5, null=True
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Off the price of each passenger, or of the group where that has one price.",
                                max_digits=9,
                                null=True,
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "min_travellers",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="Who travels together, without those who travel free.",
                            ),
                        ),
                        ("max_travellers", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=sales.catalogue.fares.always,
                                help_text="Days of departure: the first, and the first on which it no longer holds.",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="discounts",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                limit_choices_to={"fleet": None, "supplier": None},
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="discounts",
                                to="sales.product",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "time_band",
                            models.ForeignKey(
                                blank=True,
                                help_text="When the trip departs.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.timeband",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="discount_once_per_code"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("amount", None),
                                        ("percent__gt", 0),
                                        ("percent__isnull", False),
                                        ("percent__lte", 100),
                                        ("currency", ""),
                                    ),
                                    models.Q(
                                        ("amount__gt", 0),
                                        ("amount__isnull", False),
                                        ("percent", None),
                                        ("currency__regex", "^[A-Z]{3}$"),
                                    ),
                                    _connector="OR",
                                ),
                                name="discount_is_a_percentage_or_an_amount",
                                violation_error_message="Write more than 0 and up to 100 percent, or an amount.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("min_travellers__range", (1, 500)),
                                    models.Q(
                                        ("max_travellers", None),
                                        ("max_travellers__gte", models.F("min_travellers")),
                                        _connector="OR",
                                    ),
                                ),
                                name="discount_travellers_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period__isempty", False)),
                                name="discount_period_holds_a_day",
                                violation_error_message="The last day is not before the first one.",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["product", "tenant"],
                                name="discount_product_same_tenant",
                                to="sales.Product",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["category", "tenant"],
                                name="discount_category_same_tenant",
                                to="sales.PassengerCategory",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="discount_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["time_band", "tenant"],
                                name="discount_time_band_same_tenant",
                                to="sales.TimeBand",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommissionTermChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                decimal_places=3,
                                default=0,
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                            ),
                        ),
                        (
                            "base",
                            models.CharField(
                                choices=[
                                    ("WITHOUT_VAT", "Price without VAT"),
                                    ("WITH_VAT", "Price with VAT"),
                                ],
                                default="WITHOUT_VAT",
                                max_length=20,
                                verbose_name="percent of",
                            ),
                        ),
                        (
                            "ticket_fee",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                help_text="Without VAT.",
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="fee per ticket",
                            ),
                        ),
                        (
                            "vat_rate",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                help_text="Percent, on top of commission and fees.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="VAT rate",
                            ),
                        ),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=sales.catalogue.fares.always,
                                help_text="First day, and the first day on which it no longer holds.",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="The operator's organisation, or the channel's partner.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.commissionterm",
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Whose sales.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="What the party sells there. Empty: what it runs.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClientChannelChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "client",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.apiclient",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.clientchannel",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ChannelTokenChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.channeltoken",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "token",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                serialize=False,
                                to="operators.apitoken",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ChannelRightChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("SELL", "Sell"),
                                    ("REFUND", "Refund"),
                                    ("INFORM", "Inform"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.channelright",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueEntryChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("single_product", models.BooleanField(editable=False)),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateTimeRangeField(
                                help_text="On sale from, and the first moment no longer on sale."
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.catalogueentry",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.product",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SalesChannelChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("code", models.SlugField(db_index=False, max_length=40)),
                        (
                            "netex_id",
                            models.CharField(
                                blank=True,
                                help_text="What clients name the channel by; empty: made from the tenant's codespace and the code.",
                                max_length=100,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{3}:DistributionChannel:[A-Za-z0-9_\\-]+$",
                                        "Such as ENT:DistributionChannel:App.",
                                    )
                                ],
                                verbose_name="NeTEx id",
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        (
                            "mode",
                            models.CharField(
                                choices=[("LIVE", "Live"), ("SANDBOX", "Sandbox")],
                                default="LIVE",
                                max_length=10,
                            ),
                        ),
                        (
                            "single_product",
                            models.BooleanField(
                                default=True,
                                help_text="At most one product may be on sale here at any time.",
                            ),
                        ),
                        (
                            "offer_seconds",
                            models.PositiveIntegerField(
                                default=900, help_text="How long an offer can be booked."
                            ),
                        ),
                        (
                            "hold_seconds",
                            models.PositiveIntegerField(
                                default=900, help_text="How long a booking waits to be committed."
                            ),
                        ),
                        (
                            "hold_extensions",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="How often a partner may ask for as much time again to commit one booking.",
                            ),
                        ),
                        (
                            "leg_shares_id",
                            models.BooleanField(
                                default=False,
                                help_text="Only for partners that want it so: the leg of a booking with one leg has the booking's id.",
                                verbose_name="leg shares the booking's id",
                            ),
                        ),
                        (
                            "ticket_media",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("text/plain", "TEXT"),
                                    ("application/octet-stream", "OCTETS"),
                                    ("image/png", "PNG"),
                                    ("image/svg+xml", "SVG"),
                                    ("application/json", "JSON"),
                                    ("text/html", "HTML"),
                                    ("application/pdf", "PDF"),
                                    ("application/vnd.apple.pkpass", "PKPASS"),
                                    ("application/vnd.google.wallet+json", "GOOGLE"),
                                ],
                                help_text="Form of tickets where a partner asks for none; empty: the ticket type's first.",
                                max_length=40,
                            ),
                        ),
                        (
                            "open_to_all_organisations",
                            models.BooleanField(
                                default=False,
                                help_text="Every organisation of the tenant may sell, refund and look here, without rights of its own.",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="The organisation that is invoiced for sales on account.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="The organisation that the orders belong to.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SettlementEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        (
                            "happened_at",
                            models.DateTimeField(
                                help_text="The moment the change was judged by, UTC."
                            ),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "correlation_id",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default=operators.tenancy.correlation.current_correlation_id,
                                help_text="Of the request or task behind it; empty where there was none.",
                                max_length=64,
                            ),
                        ),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "name",
                            models.CharField(
                                choices=[("OPENED", "Opened"), ("CLOSED", "Closed")], max_length=20
                            ),
                        ),
                        (
                            "settlement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.cashsettlement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="settlementevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="settlementevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name__in", ["OPENED", "CLOSED"])),
                                name="settlementevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Statement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("OPERATOR", "Operator"), ("PARTNER", "Partner")],
                                max_length=20,
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("currency", models.CharField(max_length=3)),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("issued_on", models.DateField()),
                        ("gross_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "tax_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="VAT"
                            ),
                        ),
                        ("tickets", models.IntegerField()),
                        (
                            "commission_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="commission"
                            ),
                        ),
                        (
                            "fee_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="fees"
                            ),
                        ),
                        (
                            "commission_tax_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="VAT on commission"
                            ),
                        ),
                        (
                            "rounding_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="rounding"
                            ),
                        ),
                        (
                            "net_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="net"
                            ),
                        ),
                        (
                            "document",
                            models.UUIDField(
                                help_text="In the books; empty where all came to nothing.",
                                null=True,
                                unique=True,
                            ),
                        ),
                        (
                            "facts",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("issued_by", models.CharField(max_length=170)),
                        ("issued_at", models.DateTimeField()),
                        (
                            "channel",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="sales.statement",
                            ),
                        ),
                        (
                            "ledger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="sales.ledger",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="sales.numberseries",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="statement_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ledger", "tenant"],
                                name="statement_ledger_same_tenant",
                                to="sales.Ledger",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["party", "tenant"],
                                name="statement_party_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="statement_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("series", "number"), name="statement_once_per_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)),
                                name="statement_number_starts_at_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("channel", None), ("kind", "OPERATOR")),
                                    models.Q(("channel__isnull", False), ("kind", "PARTNER")),
                                    _connector="OR",
                                ),
                                name="statement_of_a_partner_has_channel",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="statement_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="statement_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "OPERATOR"),
                                        (
                                            "net_amount",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            models.F("gross_amount"),
                                                            "-",
                                                            models.F("tax_amount"),
                                                        ),
                                                        "-",
                                                        models.F("commission_amount"),
                                                    ),
                                                    "-",
                                                    models.F("fee_amount"),
                                                ),
                                                "-",
                                                models.F("commission_tax_amount"),
                                            ),
                                        ),
                                    ),
                                    models.Q(
                                        ("kind", "PARTNER"),
                                        (
                                            "net_amount",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("commission_amount"),
                                                    "+",
                                                    models.F("fee_amount"),
                                                ),
                                                "+",
                                                models.F("commission_tax_amount"),
                                            ),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_net_adds_up",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("OPERATOR", "Operator"), ("PARTNER", "Partner")],
                                max_length=20,
                            ),
                        ),
                        ("turn", models.PositiveSmallIntegerField(default=1)),
                        ("gross_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("tax_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("tickets", models.IntegerField()),
                        ("commission_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("fee_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "posting",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statement_entries",
                                to="sales.posting",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="sales.statement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "statement entries",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("posting", "kind", "turn"),
                                name="statemententry_once_per_posting_and_turn",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["OPERATOR", "PARTNER"])),
                                name="statemententry_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("turn__gte", 1)),
                                name="statemententry_turn_starts_at_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RideFareChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "zones_passed",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="The rides touch exactly these zones.",
                                size=None,
                            ),
                        ),
                        ("priority", models.PositiveIntegerField(default=0)),
                        (
                            "leg_group",
                            models.CharField(
                                blank=True, help_text="What transfer fares call it.", max_length=100
                            ),
                        ),
                        (
                            "max_transfers",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                default=0,
                                help_text="Changes that it covers; empty: any number.",
                                null=True,
                            ),
                        ),
                        (
                            "transfer_seconds",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="From the first departure to the last one.",
                                null=True,
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "destination_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.farearea",
                                verbose_name="to area",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.farenetwork",
                            ),
                        ),
                        (
                            "origin_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.farearea",
                                verbose_name="from area",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.ridefare",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                limit_choices_to={"fleet": None, "supplier": None},
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.product",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "arrival_band",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="When the last ride arrives.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.timeband",
                            ),
                        ),
                        (
                            "time_band",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="When the first ride departs.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.timeband",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FareChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "group_size",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="The price of a group of up to so many travellers.",
                                null=True,
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("AREAS", "From one area to another"),
                                    ("ZONES", "Up to so many zones"),
                                    ("DISTANCE", "By distance"),
                                    ("FLAT", "One price"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "max_zones",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="For ZONES: the price of trips through so many zones.",
                                null=True,
                            ),
                        ),
                        (
                            "max_km",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="For DISTANCE; empty: any distance.",
                                null=True,
                                verbose_name="up to km",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                        (
                            "per_km",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="For DISTANCE: added for each kilometre that is begun.",
                                max_digits=9,
                                null=True,
                                verbose_name="plus per km",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "both_ways",
                            models.BooleanField(
                                default=False, help_text="For AREAS: the way back as well."
                            ),
                        ),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=sales.catalogue.fares.always,
                                help_text="First day, and the first day on which it no longer holds.",
                            ),
                        ),
                        (
                            "destination_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.farearea",
                                verbose_name="to area",
                            ),
                        ),
                        (
                            "origin_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.farearea",
                                verbose_name="from area",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.fare",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: for all categories without a fare of their own, or for a group.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.product",
                            ),
                        ),
                        (
                            "time_band",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: at any time.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.timeband",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DiscountChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("code", models.SlugField(db_index=False, max_length=40)),
                        (
                            "name",
                            models.CharField(
                                help_text="As travellers and partners read it.", max_length=60
                            ),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=5, null=True
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Off the price of each passenger, or of the group where that has one price.",
                                max_digits=9,
                                null=True,
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "min_travellers",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="Who travels together, without those who travel free.",
                            ),
                        ),
                        ("max_travellers", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                default=sales.catalogue.fares.always,
                                help_text="Days of departure: the first, and the first on which it no longer holds.",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.discount",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                limit_choices_to={"fleet": None, "supplier": None},
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.product",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "time_band",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="When the trip departs.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.timeband",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TimeBandChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=150)),
                        ("name", models.CharField(max_length=60)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.timeband",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TimeSpan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(
                                    choices=[
                                        (1, "Monday"),
                                        (2, "Tuesday"),
                                        (3, "Wednesday"),
                                        (4, "Thursday"),
                                        (5, "Friday"),
                                        (6, "Saturday"),
                                        (7, "Sunday"),
                                    ]
                                ),
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "starts_at",
                            models.TimeField(default=datetime.time(0, 0), verbose_name="from"),
                        ),
                        (
                            "ends_at",
                            models.TimeField(
                                default=datetime.time(0, 0),
                                help_text="First moment after it.",
                                verbose_name="until",
                            ),
                        ),
                        (
                            "first_date",
                            models.DateField(blank=True, help_text="Empty: since ever.", null=True),
                        ),
                        (
                            "last_date",
                            models.DateField(
                                blank=True, help_text="Inclusive; empty: for ever.", null=True
                            ),
                        ),
                        (
                            "added_dates",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(),
                                blank=True,
                                default=list,
                                help_text="Days that count as well.",
                                size=None,
                            ),
                        ),
                        (
                            "removed_dates",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(),
                                blank=True,
                                default=list,
                                help_text="Days that do not count.",
                                size=None,
                            ),
                        ),
                        (
                            "band",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="spans",
                                to="sales.timeband",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7])
                                ),
                                name="timespan_weekdays_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("weekdays", []), _negated=True),
                                    models.Q(("added_dates", []), _negated=True),
                                    _connector="OR",
                                ),
                                name="timespan_has_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_date", None),
                                    ("last_date", None),
                                    ("last_date__gte", models.F("first_date")),
                                    _connector="OR",
                                ),
                                name="timespan_dates_in_order",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["band", "tenant"],
                                name="timespan_band_same_tenant",
                                to="sales.TimeBand",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimeSpanChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(
                                    choices=[
                                        (1, "Monday"),
                                        (2, "Tuesday"),
                                        (3, "Wednesday"),
                                        (4, "Thursday"),
                                        (5, "Friday"),
                                        (6, "Saturday"),
                                        (7, "Sunday"),
                                    ]
                                ),
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "starts_at",
                            models.TimeField(default=datetime.time(0, 0), verbose_name="from"),
                        ),
                        (
                            "ends_at",
                            models.TimeField(
                                default=datetime.time(0, 0),
                                help_text="First moment after it.",
                                verbose_name="until",
                            ),
                        ),
                        (
                            "first_date",
                            models.DateField(blank=True, help_text="Empty: since ever.", null=True),
                        ),
                        (
                            "last_date",
                            models.DateField(
                                blank=True, help_text="Inclusive; empty: for ever.", null=True
                            ),
                        ),
                        (
                            "added_dates",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(),
                                blank=True,
                                default=list,
                                help_text="Days that count as well.",
                                size=None,
                            ),
                        ),
                        (
                            "removed_dates",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(),
                                blank=True,
                                default=list,
                                help_text="Days that do not count.",
                                size=None,
                            ),
                        ),
                        (
                            "band",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.timeband",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.timespan",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TransferFare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=100)),
                        ("from_group", models.CharField(max_length=100)),
                        ("to_group", models.CharField(max_length=100)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        "INSTEAD_OF_NEXT",
                                        "The ride before, and this instead of the next ride",
                                    ),
                                    ("ON_TOP", "Both rides, and this on top"),
                                    ("INSTEAD_OF_BOTH", "This instead of both rides"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "most",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Such changes in a row; empty: any number.",
                                null=True,
                            ),
                        ),
                        ("limit_seconds", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "limited",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DEPARTURE_TO_ARRIVAL", "Departure To Arrival"),
                                    ("DEPARTURE_TO_DEPARTURE", "Departure To Departure"),
                                    ("ARRIVAL_TO_DEPARTURE", "Arrival To Departure"),
                                    ("ARRIVAL_TO_ARRIVAL", "Arrival To Arrival"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                limit_choices_to={"fleet": None, "supplier": None},
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transfer_fares",
                                to="sales.product",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=(
                                    "product",
                                    "category",
                                    "name",
                                    "from_group",
                                    "to_group",
                                    "kind",
                                    "most",
                                    "limit_seconds",
                                    "limited",
                                ),
                                name="transferfare_once_per_condition",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["INSTEAD_OF_NEXT", "ON_TOP", "INSTEAD_OF_BOTH"])
                                ),
                                name="transferfare_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("limit_seconds", None), ("limited", "")),
                                    models.Q(
                                        ("limit_seconds__gt", 0),
                                        ("limit_seconds__isnull", False),
                                        (
                                            "limited__in",
                                            [
                                                "DEPARTURE_TO_ARRIVAL",
                                                "DEPARTURE_TO_DEPARTURE",
                                                "ARRIVAL_TO_DEPARTURE",
                                                "ARRIVAL_TO_ARRIVAL",
                                            ],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="transferfare_limit_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("most", None), ("most__gt", 0), _connector="OR"
                                ),
                                name="transferfare_allows_a_change",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)),
                                name="transferfare_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="transferfare_currency_is_iso_4217",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["product", "tenant"],
                                name="transferfare_product_same_tenant",
                                to="sales.Product",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["category", "tenant"],
                                name="transferfare_category_same_tenant",
                                to="sales.PassengerCategory",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TransferFareChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(blank=True, max_length=100)),
                        ("from_group", models.CharField(max_length=100)),
                        ("to_group", models.CharField(max_length=100)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        "INSTEAD_OF_NEXT",
                                        "The ride before, and this instead of the next ride",
                                    ),
                                    ("ON_TOP", "Both rides, and this on top"),
                                    ("INSTEAD_OF_BOTH", "This instead of both rides"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        (
                            "most",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Such changes in a row; empty: any number.",
                                null=True,
                            ),
                        ),
                        ("limit_seconds", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "limited",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DEPARTURE_TO_ARRIVAL", "Departure To Arrival"),
                                    ("DEPARTURE_TO_DEPARTURE", "Departure To Departure"),
                                    ("ARRIVAL_TO_DEPARTURE", "Arrival To Departure"),
                                    ("ARRIVAL_TO_ARRIVAL", "Arrival To Arrival"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.passengercategory",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.transferfare",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                limit_choices_to={"fleet": None, "supplier": None},
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.product",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Traveller",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("external_reference", models.CharField(blank=True, max_length=100)),
                        ("name", models.CharField(blank=True, max_length=100)),
                        ("age", models.PositiveSmallIntegerField(null=True)),
                        ("email", models.CharField(blank=True, max_length=254)),
                        ("phone", models.CharField(blank=True, max_length=50)),
                        ("added_in_version", models.PositiveIntegerField(default=1)),
                        ("removed_in_version", models.PositiveIntegerField(null=True)),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="travellers",
                                to="sales.order",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("external_reference", ""), _negated=True),
                                fields=["external_reference"],
                                name="traveller_by_their_reference",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("age", None), ("age__lte", 150), _connector="OR"
                                ),
                                name="traveller_age_is_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("removed_in_version", None),
                                    ("removed_in_version__gte", models.F("added_in_version")),
                                    _connector="OR",
                                ),
                                name="traveller_removed_after_being_added",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TravellerAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                default=operators.tenancy.references.new_reference,
                                editable=False,
                                help_text="Its id.",
                                max_length=22,
                                unique=True,
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("password", models.CharField(editable=False, max_length=128)),
                        (
                            "first_name",
                            models.CharField(
                                blank=True,
                                max_length=100,
                                validators=[
                                    django.core.validators.ProhibitNullCharactersValidator()
                                ],
                            ),
                        ),
                        (
                            "last_name",
                            models.CharField(
                                blank=True,
                                max_length=100,
                                validators=[
                                    django.core.validators.ProhibitNullCharactersValidator()
                                ],
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True,
                                max_length=50,
                                validators=[
                                    django.core.validators.ProhibitNullCharactersValidator()
                                ],
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("nob", "Bokmal"), ("eng", "English")],
                                default="eng",
                                max_length=3,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(editable=False)),
                        (
                            "verified_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="When the e-mail address was shown to be theirs, UTC.",
                                null=True,
                            ),
                        ),
                        ("blocked_at", models.DateTimeField(editable=False, null=True)),
                        ("erased_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="traveller_accounts",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="travelleraccount_tenant_key"
                            ),
                            models.UniqueConstraint(
                                models.F("tenant"),
                                django.db.models.functions.text.Lower("email"),
                                condition=models.Q(("email", ""), _negated=True),
                                name="travelleraccount_once_per_email",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["nob", "eng"])),
                                name="travelleraccount_language_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("erased_at", None),
                                        models.Q(("email", ""), _negated=True),
                                        models.Q(("password", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("email", ""),
                                        ("erased_at__isnull", False),
                                        ("first_name", ""),
                                        ("last_name", ""),
                                        ("password", ""),
                                        ("phone", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="travelleraccount_erased_tells_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("order_version", models.PositiveIntegerField(null=True)),
                        (
                            "reference",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RECEIPT", "Receipt"),
                                    ("TICKETS", "Tickets"),
                                    ("INVOICE", "Invoice"),
                                    ("ACCOUNT", "Account"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "is_copy",
                            models.BooleanField(
                                default=False, help_text="Of a receipt that was sent before."
                            ),
                        ),
                        ("recipient", models.CharField(max_length=254)),
                        (
                            "language",
                            models.CharField(
                                choices=[("nob", "Bokmal"), ("eng", "English")], max_length=3
                            ),
                        ),
                        ("subject", models.CharField(max_length=150)),
                        ("text", models.TextField()),
                        ("attachment", models.BinaryField(null=True)),
                        (
                            "attachment_name",
                            models.CharField(blank=True, max_length=100, verbose_name="attached"),
                        ),
                        ("written_at", models.DateTimeField()),
                        (
                            "due_at",
                            models.DateTimeField(help_text="When it is tried next.", null=True),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("failure", models.CharField(blank=True, max_length=200)),
                        ("sent_at", models.DateTimeField(null=True)),
                        (
                            "invoice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="sales.invoice",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="sales.order",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="sales.travelleraccount",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("due_at__isnull", False)),
                                fields=["due_at"],
                                name="letter_by_due_time",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["RECEIPT", "TICKETS", "INVOICE", "ACCOUNT"])
                                ),
                                name="letter_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["nob", "eng"])),
                                name="letter_language_is_known",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["account", "tenant"],
                                name="letter_account_same_tenant",
                                to="sales.TravellerAccount",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("recipient", ""), _negated=True),
                                name="letter_has_recipient",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("account", None),
                                        ("invoice__isnull", False),
                                        ("kind", "INVOICE"),
                                        ("order", None),
                                        ("order_version", None),
                                    ),
                                    models.Q(
                                        ("account__isnull", False),
                                        ("invoice", None),
                                        ("kind", "ACCOUNT"),
                                        ("order", None),
                                        ("order_version", None),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("kind__in", ["INVOICE", "ACCOUNT"]), _negated=True
                                        ),
                                        ("account", None),
                                        ("invoice", None),
                                        ("order__isnull", False),
                                        ("order_version__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_is_about_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("attachment", None),
                                    models.Q(
                                        models.Q(("attachment_name", ""), _negated=True),
                                        ("sent_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_attachment_has_name_until_it_is_sent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_copy", False), ("kind", "RECEIPT"), _connector="OR"
                                ),
                                name="letter_copies_are_of_receipts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_at", None),
                                    models.Q(("due_at", None), ("failure", "")),
                                    _connector="OR",
                                ),
                                name="letter_sent_is_not_due",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_copy", False), ("kind", "RECEIPT")),
                                fields=("order", "order_version"),
                                name="letter_one_original_per_receipt",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VerifierRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("started_at", models.DateTimeField()),
                        (
                            "seconds",
                            models.DecimalField(
                                decimal_places=2, help_text="How long it took.", max_digits=9
                            ),
                        ),
                        ("started_by", models.CharField(max_length=170)),
                        (
                            "order_count",
                            models.PositiveBigIntegerField(
                                help_text="How many it looked at.", verbose_name="orders"
                            ),
                        ),
                        ("fault_count", models.PositiveBigIntegerField(verbose_name="faults")),
                        (
                            "counts",
                            models.JSONField(default=dict, help_text="Faults by invariant."),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                help_text="Whose books alone; empty: those of all organisations.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="verifier_runs",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="verifier_runs",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["tenant", "-started_at"], name="verifierrun_newest_first"
                            )
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="verifierrun_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("counts", {}), ("fault_count", 0)),
                                    models.Q(
                                        ("fault_count__gt", 0),
                                        models.Q(("counts", {}), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="verifierrun_counts_its_faults",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VerifierFault",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "invariant",
                            models.CharField(
                                choices=[
                                    ("F1", "F1: totals"),
                                    ("F2", "F2: VAT"),
                                    ("F3", "F3: balance"),
                                    ("F4", "F4: states"),
                                    ("F5", "F5: money of an order"),
                                    ("F6", "F6: credits"),
                                    ("F7", "F7: payments"),
                                    ("F8", "F8: currencies"),
                                    ("F9", "F9: what was confirmed"),
                                    ("F10", "F10: versions"),
                                    ("F11", "F11: postings"),
                                    ("F12", "F12: numbers"),
                                    ("F13", "F13: payouts"),
                                    ("F14", "F14: closed periods"),
                                    ("F15", "F15: shares"),
                                ],
                                max_length=3,
                            ),
                        ),
                        (
                            "order_code",
                            models.CharField(blank=True, max_length=8, verbose_name="order"),
                        ),
                        ("order_version", models.PositiveIntegerField(null=True)),
                        ("document", models.UUIDField(null=True)),
                        ("place", models.CharField(max_length=200)),
                        ("expected", models.CharField(max_length=200)),
                        ("found", models.CharField(max_length=200)),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="faults",
                                to="sales.verifierrun",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "invariant__in",
                                        [
                                            "F1",
                                            "F2",
                                            "F3",
                                            "F4",
                                            "F5",
                                            "F6",
                                            "F7",
                                            "F8",
                                            "F9",
                                            "F10",
                                            "F11",
                                            "F12",
                                            "F13",
                                            "F14",
                                            "F15",
                                        ],
                                    )
                                ),
                                name="verifierfault_invariant_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expected", models.F("found")), _negated=True),
                                name="verifierfault_differs",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bookings", "Book and cancel in the traveller's name"),
                                        ("profile", "Read the traveller's name and e-mail address"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                            ),
                        ),
                        ("made_at", models.DateTimeField(editable=False)),
                        ("ends_at", models.DateTimeField(editable=False)),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account_grants",
                                to="operators.apiclient",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account_grants",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="sales.travelleraccount",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "account", "client"),
                                name="accountgrant_with_its_parties",
                            ),
                            models.UniqueConstraint(
                                fields=("id", "account"), name="accountgrant_with_its_account"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="accountgrant_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["account", "tenant"],
                                name="accountgrant_account_same_tenant",
                                to="sales.TravellerAccount",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["client", "tenant"],
                                name="accountgrant_client_same_tenant",
                                to="operators.ApiClient",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("scopes__contained_by", ["bookings", "profile"]),
                                    models.Q(("scopes", []), _negated=True),
                                ),
                                name="accountgrant_scopes_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("made_at"))),
                                name="accountgrant_ends_after_it_was_made",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(editable=False)),
                        ("ends_at", models.DateTimeField(editable=False)),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "grant",
                            models.ForeignKey(
                                editable=False,
                                help_text="What let the app in that signed in with its access token; it ends with it.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="sales.accountgrant",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account_links",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account_links",
                                to="sales.customer",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account_links",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="sales.travelleraccount",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["account", "tenant"],
                                name="accountlink_account_same_tenant",
                                to="sales.TravellerAccount",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="accountlink_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["customer", "channel"],
                                name="accountlink_customer_same_channel",
                                to="sales.Customer",
                                to_fields=["id", "channel"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["grant", "account"],
                                name="accountlink_grant_of_same_account",
                                to="sales.AccountGrant",
                                to_fields=["id", "account"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest__length", 64)),
                                name="accountlink_digest_is_sha256_hex",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("made_at"))),
                                name="accountlink_ends_after_it_was_made",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        (
                            "happened_at",
                            models.DateTimeField(
                                help_text="The moment the change was judged by, UTC."
                            ),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "correlation_id",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default=operators.tenancy.correlation.current_correlation_id,
                                help_text="Of the request or task behind it; empty where there was none.",
                                max_length=64,
                            ),
                        ),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("OPENED", "Opened"),
                                    ("VERIFIED", "E-mail address verified"),
                                    ("PASSWORD_CHANGED", "Password Changed"),
                                    ("LINKED", "Linked to a partner"),
                                    ("UNLINKED", "Link to a partner ended"),
                                    ("BLOCKED", "Blocked"),
                                    ("UNBLOCKED", "Unblocked"),
                                    ("ERASED", "Erased"),
                                    ("GRANTED", "An app was let in"),
                                    ("GRANT_ENDED", "An app was shut out"),
                                    ("GRANT_MISUSED", "A used code or token of an app came back"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.accountgrant",
                            ),
                        ),
                        (
                            "link",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.accountlink",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.travelleraccount",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="accountevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="accountevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "OPENED",
                                            "VERIFIED",
                                            "PASSWORD_CHANGED",
                                            "LINKED",
                                            "UNLINKED",
                                            "BLOCKED",
                                            "UNBLOCKED",
                                            "ERASED",
                                            "GRANTED",
                                            "GRANT_ENDED",
                                            "GRANT_MISUSED",
                                        ],
                                    )
                                ),
                                name="accountevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountProvider",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                help_text="What partners call it, in addresses as well.",
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z0-9][a-z0-9_-]{0,39}$",
                                        "Small letters, digits, dashes, underscores.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "name",
                            models.CharField(help_text="As travellers know it.", max_length=100),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("OWN", "Accounts of travellers here, by password"),
                                    ("OAUTH2", "OAuth 2.0, with a code"),
                                ],
                                default="OWN",
                                max_length=10,
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Otherwise nobody links an account with it, and no product needs such a link.",
                            ),
                        ),
                        (
                            "is_required",
                            models.BooleanField(
                                default=False,
                                help_text="Products of the operator are booked only with a link to it.",
                            ),
                        ),
                        (
                            "client_id",
                            models.CharField(blank=True, max_length=200, verbose_name="client id"),
                        ),
                        ("sealed_secret", models.TextField(blank=True, editable=False)),
                        (
                            "authorize_url",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="authorize address"
                            ),
                        ),
                        (
                            "token_url",
                            models.URLField(
                                blank=True,
                                help_text="Apps on Android can use it only if it ends in /token.",
                                max_length=500,
                                verbose_name="token address",
                            ),
                        ),
                        (
                            "revoke_url",
                            models.URLField(
                                blank=True,
                                help_text="Empty: nothing can be revoked.",
                                max_length=500,
                                verbose_name="revoke address",
                            ),
                        ),
                        (
                            "account_url",
                            models.URLField(
                                blank=True,
                                help_text="What tells whose an access token is; empty: that is not asked.",
                                max_length=500,
                                verbose_name="account address",
                            ),
                        ),
                        (
                            "redirect_uri",
                            models.CharField(
                                blank=True,
                                help_text="Where the provider sends travellers back to, as registered there.",
                                max_length=500,
                                verbose_name="redirect URI",
                            ),
                        ),
                        ("scope", models.CharField(blank=True, max_length=500)),
                        (
                            "basic_auth",
                            models.BooleanField(
                                default=True,
                                help_text="The client shows itself in the header; otherwise in the body.",
                                verbose_name="Basic credentials",
                            ),
                        ),
                        (
                            "allows_private",
                            models.BooleanField(
                                default=False,
                                help_text="Only where the tenant allows private addresses.",
                                verbose_name="may have a private address",
                            ),
                        ),
                        ("website", models.URLField(blank=True, max_length=500)),
                        ("phone", models.CharField(blank=True, max_length=50)),
                        (
                            "color",
                            models.CharField(
                                blank=True,
                                help_text="Of its brand, as #0a2b4c.",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "As #0a2b4c, in small letters."
                                    )
                                ],
                                verbose_name="colour",
                            ),
                        ),
                        (
                            "icon_url",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="icon address"
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose products its accounts are for; empty: it is listed by itself.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account_providers",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account_providers",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="accountprovider_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["operator", "tenant"],
                                name="accountprovider_operator_same_tenant",
                                to="operators.Operator",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="accountprovider_once_per_code"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_active", True), ("is_required", True)),
                                fields=("operator",),
                                name="accountprovider_one_is_required",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("code__regex", "^[a-z0-9][a-z0-9_-]{0,39}$"),
                                    models.Q(("code__in", ["signin"]), _negated=True),
                                ),
                                name="accountprovider_code_fits_addresses",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["OWN", "OAUTH2"])),
                                name="accountprovider_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "OAUTH2"), _negated=True),
                                    models.Q(
                                        models.Q(("client_id", ""), _negated=True),
                                        models.Q(("authorize_url", ""), _negated=True),
                                        models.Q(("token_url", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="accountprovider_can_be_reached",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_required", False),
                                    ("operator__isnull", False),
                                    _connector="OR",
                                ),
                                name="accountprovider_required_by_an_operator",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("color", ""),
                                    ("color__regex", "^#[0-9a-f]{6}$"),
                                    _connector="OR",
                                ),
                                name="accountprovider_colour_has_its_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountProviderChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "code",
                            models.CharField(
                                help_text="What partners call it, in addresses as well.",
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z0-9][a-z0-9_-]{0,39}$",
                                        "Small letters, digits, dashes, underscores.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "name",
                            models.CharField(help_text="As travellers know it.", max_length=100),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("OWN", "Accounts of travellers here, by password"),
                                    ("OAUTH2", "OAuth 2.0, with a code"),
                                ],
                                default="OWN",
                                max_length=10,
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Otherwise nobody links an account with it, and no product needs such a link.",
                            ),
                        ),
                        (
                            "is_required",
                            models.BooleanField(
                                default=False,
                                help_text="Products of the operator are booked only with a link to it.",
                            ),
                        ),
                        (
                            "client_id",
                            models.CharField(blank=True, max_length=200, verbose_name="client id"),
                        ),
                        (
                            "authorize_url",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="authorize address"
                            ),
                        ),
                        (
                            "token_url",
                            models.URLField(
                                blank=True,
                                help_text="Apps on Android can use it only if it ends in /token.",
                                max_length=500,
                                verbose_name="token address",
                            ),
                        ),
                        (
                            "revoke_url",
                            models.URLField(
                                blank=True,
                                help_text="Empty: nothing can be revoked.",
                                max_length=500,
                                verbose_name="revoke address",
                            ),
                        ),
                        (
                            "account_url",
                            models.URLField(
                                blank=True,
                                help_text="What tells whose an access token is; empty: that is not asked.",
                                max_length=500,
                                verbose_name="account address",
                            ),
                        ),
                        (
                            "redirect_uri",
                            models.CharField(
                                blank=True,
                                help_text="Where the provider sends travellers back to, as registered there.",
                                max_length=500,
                                verbose_name="redirect URI",
                            ),
                        ),
                        ("scope", models.CharField(blank=True, max_length=500)),
                        (
                            "basic_auth",
                            models.BooleanField(
                                default=True,
                                help_text="The client shows itself in the header; otherwise in the body.",
                                verbose_name="Basic credentials",
                            ),
                        ),
                        (
                            "allows_private",
                            models.BooleanField(
                                default=False,
                                help_text="Only where the tenant allows private addresses.",
                                verbose_name="may have a private address",
                            ),
                        ),
                        ("website", models.URLField(blank=True, max_length=500)),
                        ("phone", models.CharField(blank=True, max_length=50)),
                        (
                            "color",
                            models.CharField(
                                blank=True,
                                help_text="Of its brand, as #0a2b4c.",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "As #0a2b4c, in small letters."
                                    )
                                ],
                                verbose_name="colour",
                            ),
                        ),
                        (
                            "icon_url",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="icon address"
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Whose products its accounts are for; empty: it is listed by itself.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="sales.accountprovider",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="GrantToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("ACCESS", "Access"), ("REFRESH", "Refresh")],
                                max_length=10,
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tokens",
                                to="sales.accountgrant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["ends_at"], name="granttoken_by_end")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "REFRESH"), ("used_at", None)),
                                fields=("grant",),
                                name="granttoken_one_refreshes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["ACCESS", "REFRESH"])),
                                name="granttoken_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest__length", 64)),
                                name="granttoken_digest_is_sha256_hex",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("made_at"))),
                                name="granttoken_ends_after_it_was_made",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("used_at", None),
                                    models.Q(
                                        ("kind", "REFRESH"), ("used_at__lt", models.F("ends_at"))
                                    ),
                                    _connector="OR",
                                ),
                                name="granttoken_used_was_to_refresh",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProviderLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "client_digest",
                            models.CharField(blank=True, editable=False, max_length=64),
                        ),
                        (
                            "subject",
                            models.CharField(
                                blank=True, help_text="Who the traveller is there.", max_length=200
                            ),
                        ),
                        ("sealed_credentials", models.TextField(blank=True, editable=False)),
                        (
                            "expires_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="When the credentials are to be renewed, UTC.",
                                null=True,
                            ),
                        ),
                        ("made_at", models.DateTimeField(editable=False)),
                        ("ends_at", models.DateTimeField(editable=False, null=True)),
                        ("renewing_until", models.DateTimeField(editable=False, null=True)),
                        ("rejected_at", models.DateTimeField(editable=False, null=True)),
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("next_try_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="sales.accountprovider",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="provider_links",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="provider_links",
                                to="sales.travelleraccount",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_try_at__isnull", False)),
                                fields=["next_try_at"],
                                name="providerlink_to_revoke",
                            ),
                            models.Index(
                                condition=models.Q(("ended_at", None), ("ends_at__isnull", False)),
                                fields=["ends_at"],
                                name="providerlink_to_lapse",
                            ),
                            models.Index(
                                condition=models.Q(("account", None), ("ended_at__isnull", False)),
                                fields=["ended_at"],
                                name="providerlink_to_forget",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["provider", "tenant"],
                                name="providerlink_provider_same_tenant",
                                to="sales.AccountProvider",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["account", "tenant"],
                                name="providerlink_account_same_tenant",
                                to="sales.TravellerAccount",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("account__isnull", False), ("client_digest", "")),
                                    models.Q(
                                        ("account__isnull", True),
                                        ("client_digest__length", 64),
                                        ("ends_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="providerlink_is_of_one_traveller",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("provider", "account"),
                                name="providerlink_one_open_per_account",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("ended_at", None),
                                    models.Q(("client_digest", ""), _negated=True),
                                ),
                                fields=("provider", "client_digest"),
                                name="providerlink_one_open_per_client",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at", None),
                                    ("ends_at__gt", models.F("made_at")),
                                    _connector="OR",
                                ),
                                name="providerlink_ends_after_it_was_made",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", False),
                                    models.Q(
                                        ("rejected_at", None),
                                        models.Q(("sealed_credentials", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("rejected_at__isnull", False), ("sealed_credentials", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="providerlink_open_has_credentials",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None), ("subject", ""), _connector="OR"
                                ),
                                name="providerlink_ended_tells_nobody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("next_try_at", None)),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("next_try_at", None),
                                        ("sealed_credentials", ""),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("next_try_at__isnull", False),
                                        models.Q(("sealed_credentials", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="providerlink_ended_is_revoked_or_tried",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProviderLinkEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        (
                            "happened_at",
                            models.DateTimeField(
                                help_text="The moment the change was judged by, UTC."
                            ),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "correlation_id",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default=operators.tenancy.correlation.current_correlation_id,
                                help_text="Of the request or task behind it; empty where there was none.",
                                max_length=64,
                            ),
                        ),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("LINKED", "Linked"),
                                    ("RENEWED", "Credentials renewed"),
                                    ("REJECTED", "Credentials rejected by the provider"),
                                    ("UNLINKED", "Unlinked"),
                                    ("REPLACED", "Replaced by a new link"),
                                    ("LAPSED", "Lapsed"),
                                    ("REVOKED", "Credentials revoked at the provider"),
                                    ("GIVEN_UP", "Revoking given up"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "link",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.providerlink",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="providerlinkevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="providerlinkevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "LINKED",
                                            "RENEWED",
                                            "REJECTED",
                                            "UNLINKED",
                                            "REPLACED",
                                            "LAPSED",
                                            "REVOKED",
                                            "GIVEN_UP",
                                        ],
                                    )
                                ),
                                name="providerlinkevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GrantCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("redirect_uri", models.CharField(max_length=500)),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bookings", "Book and cancel in the traveller's name"),
                                        ("profile", "Read the traveller's name and e-mail address"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                            ),
                        ),
                        ("challenge", models.CharField(blank=True, max_length=43)),
                        ("made_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="operators.apiclient",
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="codes",
                                to="sales.accountgrant",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="sales.travelleraccount",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["ends_at"], name="grantcode_by_end")],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["account", "tenant"],
                                name="grantcode_account_same_tenant",
                                to="sales.TravellerAccount",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["client", "tenant"],
                                name="grantcode_client_same_tenant",
                                to="operators.ApiClient",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["grant", "account", "client"],
                                name="grantcode_grant_of_same_parties",
                                to="sales.AccountGrant",
                                to_fields=["id", "account", "client"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest__length", 64)),
                                name="grantcode_digest_is_sha256_hex",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("redirect_uri", ""), _negated=True),
                                name="grantcode_has_redirect_uri",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("scopes__contained_by", ["bookings", "profile"]),
                                    models.Q(("scopes", []), _negated=True),
                                ),
                                name="grantcode_scopes_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("challenge", ""),
                                    ("challenge__regex", "^[A-Za-z0-9_-]{43}$"),
                                    _connector="OR",
                                ),
                                name="grantcode_challenge_is_sha256",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("made_at"))),
                                name="grantcode_ends_after_it_was_made",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("grant", None), ("used_at", None)),
                                    models.Q(
                                        ("grant__isnull", False),
                                        ("used_at__lt", models.F("ends_at")),
                                    ),
                                    _connector="OR",
                                ),
                                name="grantcode_used_has_its_grant",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Due",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "account",
                            models.CharField(
                                choices=[
                                    ("OPERATOR_PAYABLE", "Operator Payable"),
                                    ("CHANNEL_RECEIVABLE", "Channel Receivable"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "paid_amount",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=14, verbose_name="paid"
                            ),
                        ),
                        (
                            "due_on",
                            models.DateField(help_text="The last day on which it is paid in time."),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("OPEN", "Open"),
                                    ("PART_PAID", "Paid in part"),
                                    ("PAID", "Paid"),
                                    ("DROPPED", "Dropped"),
                                ],
                                default="OPEN",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "invoice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="due",
                                to="sales.invoice",
                            ),
                        ),
                        (
                            "ledger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues",
                                to="sales.ledger",
                            ),
                        ),
                        (
                            "statement",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="due",
                                to="sales.statement",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("OPEN", "PART_PAID"))),
                                fields=["ledger", "due_on"],
                                name="due_unsettled_by_day",
                            )
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ledger", "tenant"],
                                name="due_ledger_same_tenant",
                                to="sales.Ledger",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["party", "tenant"],
                                name="due_party_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["statement", "tenant"],
                                name="due_statement_same_tenant",
                                to="sales.Statement",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["invoice", "tenant"],
                                name="due_invoice_same_tenant",
                                to="sales.Invoice",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("invoice", None), ("statement__isnull", False)),
                                    models.Q(("invoice__isnull", False), ("statement", None)),
                                    _connector="OR",
                                ),
                                name="due_is_of_one_document",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("account__in", ("OPERATOR_PAYABLE", "CHANNEL_RECEIVABLE"))
                                ),
                                name="due_account_is_one_of_parties",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="due_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("amount__gt", 0),
                                        ("paid_amount__gte", 0),
                                        ("paid_amount__lte", models.F("amount")),
                                    ),
                                    models.Q(
                                        ("amount__lt", 0),
                                        ("paid_amount__gte", models.F("amount")),
                                        ("paid_amount__lte", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="due_is_paid_up_to_its_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["OPEN", "PART_PAID", "PAID", "DROPPED"])
                                ),
                                name="due_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "OPEN"), _negated=True),
                                    ("paid_amount", 0),
                                    _connector="OR",
                                ),
                                name="due_open_is_unpaid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "PART_PAID"), _negated=True),
                                    models.Q(
                                        models.Q(("paid_amount", 0), _negated=True),
                                        models.Q(
                                            ("paid_amount", models.F("amount")), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="due_part_paid_has_both",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "PAID"), _negated=True),
                                    ("paid_amount", models.F("amount")),
                                    _connector="OR",
                                ),
                                name="due_paid_is_whole",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="BankTransfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                help_text="As the bank tells it.",
                                max_length=64,
                                verbose_name="bank reference",
                            ),
                        ),
                        ("turn", models.PositiveSmallIntegerField(default=1)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("paid_on", models.DateField(help_text="As the bank says.")),
                        ("document", models.UUIDField(help_text="In the books.", unique=True)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("recorded_by", models.CharField(max_length=170)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "reverses",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversed_by",
                                to="sales.banktransfer",
                            ),
                        ),
                        (
                            "due",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers",
                                to="sales.due",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("due", "reference", "turn"),
                                name="banktransfer_once_per_reference_and_turn",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("turn__gte", 1)),
                                name="banktransfer_turn_starts_at_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reference", ""), _negated=True),
                                name="banktransfer_has_reference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True),
                                name="banktransfer_is_not_empty",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), ("reverses", None)),
                                    models.Q(
                                        ("reverses__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="banktransfer_taken_back_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DueEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        (
                            "happened_at",
                            models.DateTimeField(
                                help_text="The moment the change was judged by, UTC."
                            ),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "correlation_id",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default=operators.tenancy.correlation.current_correlation_id,
                                help_text="Of the request or task behind it; empty where there was none.",
                                max_length=64,
                            ),
                        ),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("PAID", "Paid"),
                                    ("TAKEN_BACK", "Taken Back"),
                                    ("DROPPED", "Dropped"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "due",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sales.due",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="dueevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="dueevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name__in", ["PAID", "TAKEN_BACK", "DROPPED"])),
                                name="dueevent_name_is_known",
                            )
                        ],
                    },
                ),
            ],
        ),
        AddTrigger(
            model_name="accountprovider",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_accountproviderchange" ("account_url", "allows_private", "authorize_url", "basic_auth", "client_id", "code", "color", "icon_url", "id", "is_active", "is_required", "kind", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "redirect_uri", "revoke_url", "scope", "tenant_id", "token_url", "website") VALUES (NEW."account_url", NEW."allows_private", NEW."authorize_url", NEW."basic_auth", NEW."client_id", NEW."code", NEW."color", NEW."icon_url", NEW."id", NEW."is_active", NEW."is_required", NEW."kind", NEW."name", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."phone", NEW."redirect_uri", NEW."revoke_url", NEW."scope", NEW."tenant_id", NEW."token_url", NEW."website"); RETURN NULL;',
                    hash="0e0b3387d25ecd43a773c80b388352ef4e992b6a",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_f1a6f",
                    table="sales_accountprovider",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="accountprovider",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."account_url" IS DISTINCT FROM (NEW."account_url") OR OLD."allows_private" IS DISTINCT FROM (NEW."allows_private") OR OLD."authorize_url" IS DISTINCT FROM (NEW."authorize_url") OR OLD."basic_auth" IS DISTINCT FROM (NEW."basic_auth") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."color" IS DISTINCT FROM (NEW."color") OR OLD."icon_url" IS DISTINCT FROM (NEW."icon_url") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_required" IS DISTINCT FROM (NEW."is_required") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."operator_id" IS DISTINCT FROM (NEW."operator_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."redirect_uri" IS DISTINCT FROM (NEW."redirect_uri") OR OLD."revoke_url" IS DISTINCT FROM (NEW."revoke_url") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."token_url" IS DISTINCT FROM (NEW."token_url") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                    func='INSERT INTO "sales_accountproviderchange" ("account_url", "allows_private", "authorize_url", "basic_auth", "client_id", "code", "color", "icon_url", "id", "is_active", "is_required", "kind", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "redirect_uri", "revoke_url", "scope", "tenant_id", "token_url", "website") VALUES (NEW."account_url", NEW."allows_private", NEW."authorize_url", NEW."basic_auth", NEW."client_id", NEW."code", NEW."color", NEW."icon_url", NEW."id", NEW."is_active", NEW."is_required", NEW."kind", NEW."name", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."phone", NEW."redirect_uri", NEW."revoke_url", NEW."scope", NEW."tenant_id", NEW."token_url", NEW."website"); RETURN NULL;',
                    hash="4e3cef83d4178fc9b4609de13fac4b2375fa109b",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_250b1",
                    table="sales_accountprovider",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="accountprovider",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_accountproviderchange" ("account_url", "allows_private", "authorize_url", "basic_auth", "client_id", "code", "color", "icon_url", "id", "is_active", "is_required", "kind", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "redirect_uri", "revoke_url", "scope", "tenant_id", "token_url", "website") VALUES (OLD."account_url", OLD."allows_private", OLD."authorize_url", OLD."basic_auth", OLD."client_id", OLD."code", OLD."color", OLD."icon_url", OLD."id", OLD."is_active", OLD."is_required", OLD."kind", OLD."name", OLD."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."phone", OLD."redirect_uri", OLD."revoke_url", OLD."scope", OLD."tenant_id", OLD."token_url", OLD."website"); RETURN NULL;',
                    hash="c83e24611702c5e1676b1d7f407874ad010ea513",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_3086d",
                    table="sales_accountprovider",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="accountproviderchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="19bbdad9c46325444cdb34483121b22752707035",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4efbc",
                    table="sales_accountproviderchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="batchaccountchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="061b8486e8f17373df365df35db7774389d12930",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_07310",
                    table="sales_batchaccountchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="batchaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_batchaccountchange" ("account", "id", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms_id", "vat_rate") VALUES (NEW."account", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."terms_id", NEW."vat_rate"); RETURN NULL;',
                    hash="6deffe272d29a817182ba7340332fa3c331ce716",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_9bf49",
                    table="sales_batchaccount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="batchaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_batchaccountchange" ("account", "id", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms_id", "vat_rate") VALUES (NEW."account", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."terms_id", NEW."vat_rate"); RETURN NULL;',
                    hash="9f8e31aed80b2e190398523e767da65f19ce6de6",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_08583",
                    table="sales_batchaccount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="batchaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_batchaccountchange" ("account", "id", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms_id", "vat_rate") VALUES (OLD."account", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."terms_id", OLD."vat_rate"); RETURN NULL;',
                    hash="08cbd65991ed2a27a9ed3ad409c9ec4d322d389d",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_eb087",
                    table="sales_batchaccount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="cardaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_cardaccountchange" ("created_at", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishable_key", "reference", "tenant_id") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."publishable_key", NEW."reference", NEW."tenant_id"); RETURN NULL;',
                    hash="c6744fa0f6f1e4a1133d481fc4eae5b2d7b41fd8",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_e3ec0",
                    table="sales_cardaccount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="cardaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."publishable_key" IS DISTINCT FROM (NEW."publishable_key") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))',
                    func='INSERT INTO "sales_cardaccountchange" ("created_at", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishable_key", "reference", "tenant_id") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."publishable_key", NEW."reference", NEW."tenant_id"); RETURN NULL;',
                    hash="19e41c5fbed5a29f6beeca076ac7d2ecdfbc62bd",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_511c1",
                    table="sales_cardaccount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="cardaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_cardaccountchange" ("created_at", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishable_key", "reference", "tenant_id") VALUES (OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."publishable_key", OLD."reference", OLD."tenant_id"); RETURN NULL;',
                    hash="832e222df9fbdf15c926e1b553a227963a6f3256",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_91729",
                    table="sales_cardaccount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="cardaccountchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bdcfa77475bd7b6c99244385b7fdbfeeec349183",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_66c97",
                    table="sales_cardaccountchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="customerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7f2188d8fd38ba8fb8d80a5c7b61812d73c8af0e",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_d5720",
                    table="sales_customerevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="customerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="33fc44915898446c6254868bca6c8113ac976296",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_03852",
                    table="sales_customerevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="banktransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="053c9cda590002d1833f1c8c0cd46b145fcaabcf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_25eb3",
                    table="sales_banktransfer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="dueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d7cd80ab91bb4c6b9e36c4990774fa92773e6646",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_b8bbd",
                    table="sales_dueevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="dueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."due_id" IS DISTINCT FROM (NEW."due_id") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1dc570a167bbca8e96a33a32c619bc992500679b",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_4b37c",
                    table="sales_dueevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b054f14a0c5d5b4adeb9a6c84239fa2263e20f94",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_1dcd3",
                    table="sales_exportevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."export_id" IS DISTINCT FROM (NEW."export_id") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2146cd44b6b63de770ecdc6014f4b420b2be370f",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_1beaa",
                    table="sales_exportevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="farearea",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_fareareachange" ("code", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "stop_ids", "tenant_id", "zone_ids") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."stop_ids", NEW."tenant_id", NEW."zone_ids"); RETURN NULL;',
                    hash="e8f70d330667759c3a8dd4f048a01d2f0171f36c",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_8ef18",
                    table="sales_farearea",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="farearea",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_fareareachange" ("code", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "stop_ids", "tenant_id", "zone_ids") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."stop_ids", NEW."tenant_id", NEW."zone_ids"); RETURN NULL;',
                    hash="0f3bba1afec709c32ef16a9c969f982098a7e993",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_acbbf",
                    table="sales_farearea",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="farearea",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_fareareachange" ("code", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "stop_ids", "tenant_id", "zone_ids") VALUES (OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."stop_ids", OLD."tenant_id", OLD."zone_ids"); RETURN NULL;',
                    hash="7544ed75063c13b67c0e72c73fa85456a7780032",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_8ab47",
                    table="sales_farearea",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="fareareachange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d436751aafa32785ec69e32b229a443ec87346ee",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9a033",
                    table="sales_fareareachange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="farenetwork",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_farenetworkchange" ("code", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_ids", "tenant_id") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."route_ids", NEW."tenant_id"); RETURN NULL;',
                    hash="4d94fe04a6fc97d1b38e889590ec86e00eda3315",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_c5f81",
                    table="sales_farenetwork",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="farenetwork",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_farenetworkchange" ("code", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_ids", "tenant_id") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."route_ids", NEW."tenant_id"); RETURN NULL;',
                    hash="5c5fa74f1908fc5f82a977d66c7ae6a8466f4f3d",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_abd2d",
                    table="sales_farenetwork",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="farenetwork",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_farenetworkchange" ("code", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_ids", "tenant_id") VALUES (OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."route_ids", OLD."tenant_id"); RETURN NULL;',
                    hash="b05cf86c885ea4019c3f1266b649f369218c6101",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_eb19d",
                    table="sales_farenetwork",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="farenetworkchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d08eb19ca0f6ba796fed4b0586b7b65e1b3c4116",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_108fb",
                    table="sales_farenetworkchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ledger",
            trigger=pgtrigger.compiler.Trigger(
                name="never_reopens",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF OLD.closed_through IS NOT NULL\n       AND (NEW.closed_through IS NULL OR NEW.closed_through < OLD.closed_through) THEN\n        RAISE EXCEPTION 'ledger % is closed through %', OLD.id, OLD.closed_through\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_never_reopens';\n    END IF;\n    RETURN NEW;\n",
                    hash="7badf57fce5d949268490e7938e2fba20b7f8e7d",
                    operation='UPDATE OF "closed_through"',
                    pgid="pgtrigger_never_reopens_9bfa3",
                    table="sales_ledger",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="batchtermschange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="758086eee61614e3977b115b45e0221fc19a4f71",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_78397",
                    table="sales_batchtermschange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="batchterms",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_batchtermschange" ("account_digits", "adviser_number", "clearing_number", "client_number", "first_month", "id", "ledger_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."account_digits", NEW."adviser_number", NEW."clearing_number", NEW."client_number", NEW."first_month", NEW."id", NEW."ledger_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="8a200554677cb9b209dfb5190e7a7808b1ad7fc5",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_36606",
                    table="sales_batchterms",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="batchterms",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_batchtermschange" ("account_digits", "adviser_number", "clearing_number", "client_number", "first_month", "id", "ledger_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."account_digits", NEW."adviser_number", NEW."clearing_number", NEW."client_number", NEW."first_month", NEW."id", NEW."ledger_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="d7570b764de7259000be23791a5fe4f45c9cc4c8",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_93422",
                    table="sales_batchterms",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="batchterms",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_batchtermschange" ("account_digits", "adviser_number", "clearing_number", "client_number", "first_month", "id", "ledger_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (OLD."account_digits", OLD."adviser_number", OLD."clearing_number", OLD."client_number", OLD."first_month", OLD."id", OLD."ledger_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."tenant_id"); RETURN NULL;',
                    hash="cd04079b313a19c32a3208e78d0f35587a3ffe31",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_74b1a",
                    table="sales_batchterms",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="accountingperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d40bd18696677c4bee85bc01b73b40e888bce33b",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_77132",
                    table="sales_accountingperiod",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="accountingperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'CLOSED')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cd723b7457d9be0fc9a31a58960c7dc5957c35ac",
                    operation="UPDATE",
                    pgid="pgtrigger_closed_stays_2426b",
                    table="sales_accountingperiod",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="numberseries",
            trigger=pgtrigger.compiler.Trigger(
                name="grows_by_one",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.last_number <> OLD.last_number + 1 THEN\n        RAISE EXCEPTION 'a series goes from % to % only', OLD.last_number, OLD.last_number + 1\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'numberseries_grows_by_one';\n    END IF;\n    RETURN NEW;\n",
                    hash="b3ce0418ec76bd19d8a10fab8fa421cce9ba3096",
                    operation='UPDATE OF "last_number"',
                    pgid="pgtrigger_grows_by_one_bb754",
                    table="sales_numberseries",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="numberseries",
            trigger=pgtrigger.compiler.Trigger(
                name="is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e0549dcaf203022b84294e07822aeefff9c66910",
                    operation="DELETE",
                    pgid="pgtrigger_is_kept_1e907",
                    table="sales_numberseries",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="invoice",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c8ba9a550cca018fc3c422d4f055d965c4f6b963",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b6f40",
                    table="sales_invoice",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="invoice",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_have_no_gap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.number > 1 AND NOT EXISTS (\n        SELECT FROM sales_invoice WHERE series_id = NEW.series_id AND number = NEW.number - 1\n    ) THEN\n        RAISE EXCEPTION 'number % of series % is missing', NEW.number - 1, NEW.series_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_numbers_have_no_gap';\n    END IF;\n    RETURN NEW;\n",
                    hash="d03977ae54cc3ed1598a07a5cffee64405a3d825",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_have_no_gap_dcad2",
                    table="sales_invoice",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="invoice",
            trigger=pgtrigger.compiler.Trigger(
                name="entries_add_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF (SELECT coalesce(sum(amount), 0) FROM sales_invoiceentry WHERE invoice_id = NEW.id)\n        <> NEW.total_amount THEN\n        RAISE EXCEPTION 'the entries of invoice % do not add up to %', NEW.id, NEW.total_amount\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_entries_add_up';\n    END IF;\n    RETURN NULL;\n",
                    hash="a61e13a1a143ad1d7aa56cdf9c2a6cf6d5dcf9db",
                    operation="INSERT",
                    pgid="pgtrigger_entries_add_up_73242",
                    table="sales_invoice",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="extracost",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c64a439bf2ea292147c13fbdcf9d53dff9e5595a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0c746",
                    table="sales_extracost",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="orderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a73e8abfb2bb8ff743728dea43fdea8ae1b040fd",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_73b31",
                    table="sales_orderevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="orderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6cfbda75cf8a8d2f05e898f7b09f0b0ad33a046c",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_a4cc2",
                    table="sales_orderevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ordernote",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fbdec4d49f084437c0af9ad1d236be2ed9768daf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7e6ff",
                    table="sales_ordernote",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="orderversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5fc06bc53f2ea0705f7042384c616d81c8e34ba3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5c927",
                    table="sales_orderversion",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="passengercategory",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_passengercategorychange" ("code", "id", "is_default", "max_age", "min_age", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "travels_free") VALUES (NEW."code", NEW."id", NEW."is_default", NEW."max_age", NEW."min_age", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."tenant_id", NEW."travels_free"); RETURN NULL;',
                    hash="75e0c47ace971e20ad4d98ca56d35d83f8c60508",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_0231f",
                    table="sales_passengercategory",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="passengercategory",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_passengercategorychange" ("code", "id", "is_default", "max_age", "min_age", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "travels_free") VALUES (NEW."code", NEW."id", NEW."is_default", NEW."max_age", NEW."min_age", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."tenant_id", NEW."travels_free"); RETURN NULL;',
                    hash="864033926b30f1efe5c171fb662ec0cdbeb25954",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_e5249",
                    table="sales_passengercategory",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="passengercategory",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_passengercategorychange" ("code", "id", "is_default", "max_age", "min_age", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "travels_free") VALUES (OLD."code", OLD."id", OLD."is_default", OLD."max_age", OLD."min_age", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."tenant_id", OLD."travels_free"); RETURN NULL;',
                    hash="79232659989fc004a351342e7b97b372ad4eeb56",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_0228f",
                    table="sales_passengercategory",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="passengercategorychange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c564c5b8b5430936dd253eb0d5c1c098651565ac",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b115e",
                    table="sales_passengercategorychange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="paymentoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f9f5a61b147b20b60dec2d5b7d0bde0b10bf8c5a",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_0599c",
                    table="sales_paymentoperation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="paymentoperation",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."transaction_id" IS DISTINCT FROM (NEW."transaction_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="05bf5706b77696c2b3b60405a4576619a83e6f25",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_b9efe",
                    table="sales_paymentoperation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="payout",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8667cd1b392301e480f7b619ff02e2b712b933a7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c9150",
                    table="sales_payout",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="payout",
            trigger=pgtrigger.compiler.Trigger(
                name="lines_add_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF (SELECT (coalesce(sum(gross_amount), 0), coalesce(sum(fee_amount), 0))\n        FROM sales_payoutline WHERE payout_id = NEW.id) <> (NEW.gross_amount, NEW.fee_amount) THEN\n        RAISE EXCEPTION 'the lines of payout % do not add up', NEW.reference\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_lines_add_up';\n    END IF;\n    RETURN NULL;\n",
                    hash="731598ce36c30d1a5b39342e06452454051da0b7",
                    operation="INSERT",
                    pgid="pgtrigger_lines_add_up_f8be3",
                    table="sales_payout",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="payoutline",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9c19d95d117aeb49498bdd52ce79d727cc7bade3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_649e7",
                    table="sales_payoutline",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="periodevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2fad387c4d7bfeb31134344d9d97002dfd8e51c7",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_64774",
                    table="sales_periodevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="periodevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."period_id" IS DISTINCT FROM (NEW."period_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="91b106bdab131fc53c6fa183535f7d193431e75d",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_0fdb6",
                    table="sales_periodevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="periodtotal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f556902f963f70adb505240b0b2001a6602d121a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1c3c0",
                    table="sales_periodtotal",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="pointofsale",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_pointofsalechange" ("code", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="28a0cbe7d9b77f578d851ffad0e4cf9e30d847d8",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_a9a84",
                    table="sales_pointofsale",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="pointofsale",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_pointofsalechange" ("code", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="df70de5a163589805500f723209a7699a80eddae",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_63432",
                    table="sales_pointofsale",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="pointofsale",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_pointofsalechange" ("code", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."tenant_id"); RETURN NULL;',
                    hash="13dba3b718f1bea0f6d03fdd471b5d51392c7d17",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_a90ad",
                    table="sales_pointofsale",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="movement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="220a3980b5b82393f336ec90dd42b2003b90eaa2",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_b6b53",
                    table="sales_movement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="movement",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."credit_part_id" IS DISTINCT FROM (NEW."credit_part_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."point_id" IS DISTINCT FROM (NEW."point_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."specimen" IS DISTINCT FROM (NEW."specimen") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."told_to_id" IS DISTINCT FROM (NEW."told_to_id") OR OLD."transaction_id" IS DISTINCT FROM (NEW."transaction_id") OR OLD."type" IS DISTINCT FROM (NEW."type"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9bb2ffcb497355c8c351298f0490f3fc18da801a",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_bff26",
                    table="sales_movement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="movement",
            trigger=pgtrigger.compiler.Trigger(
                name="counted_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."settlement_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="148880f1ed49b177373df67ae7f788f91fb6beac",
                    operation="UPDATE",
                    pgid="pgtrigger_counted_stays_f3b34",
                    table="sales_movement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="movement",
            trigger=pgtrigger.compiler.Trigger(
                name="settlement_is_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.settlement_id IS NOT NULL THEN\n        PERFORM 1 FROM sales_cashsettlement\n            WHERE id = NEW.settlement_id AND state = 'OPEN' FOR SHARE;\n        IF NOT FOUND THEN\n            RAISE EXCEPTION 'cash settlement % is closed', NEW.settlement_id\n                USING ERRCODE = 'check_violation',\n                      CONSTRAINT = 'movement_settlement_is_open';\n        END IF;\n    END IF;\n    RETURN NEW;\n",
                    hash="437f56078d620c6133fd7cd494ec86506042de7f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_settlement_is_open_2ac0d",
                    table="sales_movement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="desksale",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="9a0b7ee5856b6ece4187876b78a639fecdb3a0ed",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_fe397",
                    table="sales_desksale",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="desksale",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."order_version" IS DISTINCT FROM (NEW."order_version") OR OLD."point_id" IS DISTINCT FROM (NEW."point_id") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="85d7322cbfd2dc2fa1789b02d1250e90a0248f36",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_6839d",
                    table="sales_desksale",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="desksale",
            trigger=pgtrigger.compiler.Trigger(
                name="counted_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."settlement_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fd9d1a4ebb52838267b247a5376979fb1df52e1d",
                    operation="UPDATE",
                    pgid="pgtrigger_counted_stays_2ecf7",
                    table="sales_desksale",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="desksale",
            trigger=pgtrigger.compiler.Trigger(
                name="settlement_is_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.settlement_id IS NOT NULL THEN\n        PERFORM 1 FROM sales_cashsettlement\n            WHERE id = NEW.settlement_id AND state = 'OPEN' FOR SHARE;\n        IF NOT FOUND THEN\n            RAISE EXCEPTION 'cash settlement % is closed', NEW.settlement_id\n                USING ERRCODE = 'check_violation',\n                      CONSTRAINT = 'desksale_settlement_is_open';\n        END IF;\n    END IF;\n    RETURN NEW;\n",
                    hash="24270a99156fb05208da49dc94399794db70a411",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_settlement_is_open_207b5",
                    table="sales_desksale",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="closing",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="080a9248d126ed75548a1ec18c8577662f3717ca",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_07703",
                    table="sales_closing",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="closing",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_the_one_before",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (\n        SELECT FROM sales_cashsettlement\n        WHERE id = NEW.settlement_id AND number = NEW.number\n    ) OR NEW.number > 1 AND NOT EXISTS (\n        SELECT FROM sales_closing\n        WHERE point_id = NEW.point_id AND number = NEW.number - 1 AND hash = NEW.previous_hash\n    ) OR NEW.number = 1 AND NEW.previous_hash <> '' THEN\n        RAISE EXCEPTION 'closing % does not follow the one before', NEW.number\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_follows_the_one_before';\n    END IF;\n    RETURN NEW;\n",
                    hash="5ea16203cfe409d394dd894bcabad33127f88275",
                    operation="INSERT",
                    pgid="pgtrigger_follows_the_one_before_c7c42",
                    table="sales_closing",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="cashsettlement",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'CLOSED')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="09607345cb88c30d6b33613456f1c56370542bb1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_stays_2c2fa",
                    table="sales_cashsettlement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="cashsettlement",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_has_closing",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" = 'CLOSED')",
                    constraint="CONSTRAINT",
                    func="\n    IF NOT EXISTS (SELECT FROM sales_closing WHERE settlement_id = NEW.id) THEN\n        RAISE EXCEPTION 'cash settlement % was closed without a report', NEW.code\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'cashsettlement_closed_has_closing';\n    END IF;\n    RETURN NULL;\n",
                    hash="05780d33b9c90076cbf9d8a231cc7a64a33ca19c",
                    operation="UPDATE",
                    pgid="pgtrigger_closed_has_closing_943eb",
                    table="sales_cashsettlement",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="pointofsalechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="73af7d129941c55c423d1c396c337035a8f2cbca",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d9735",
                    table="sales_pointofsalechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7a3ab7d396c75219f8c9350f938ff7ce132777f0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c074f",
                    table="sales_posting",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="document_balances",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF (SELECT sum(amount) FROM sales_posting\n        WHERE document = NEW.document AND currency = NEW.currency\n          AND ledger_id = NEW.ledger_id AND booked_on = NEW.booked_on) <> 0 THEN\n        RAISE EXCEPTION 'document % does not balance in %', NEW.document, NEW.currency\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_document_balances';\n    END IF;\n    RETURN NULL;\n",
                    hash="cec9dbd1534d7c559cbdbde6fdff814d55173029",
                    operation="INSERT",
                    pgid="pgtrigger_document_balances_cf879",
                    table="sales_posting",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="period_is_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM pg_advisory_xact_lock_shared(730335, ledger_id::int) FROM (SELECT DISTINCT ledger_id FROM fresh ORDER BY ledger_id) AS ledger;\n    PERFORM FROM sales_ledger WHERE id IN (SELECT ledger_id FROM fresh) ORDER BY id FOR SHARE;\n    IF EXISTS (SELECT FROM fresh JOIN sales_ledger AS ledger ON ledger.id = fresh.ledger_id\n               WHERE fresh.booked_on <= ledger.closed_through) THEN\n        RAISE EXCEPTION 'the day of a posting is closed'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_period_is_open';\n    END IF;\n    RETURN NULL;\n",
                    hash="19e25462e8ba17feeab8f4b82b8925cdc5300c14",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_period_is_open_3dd87",
                    referencing="REFERENCING NEW TABLE AS fresh ",
                    table="sales_posting",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="invoiceentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a63e9302a5fb557529f7ac1068932d481d5c9034",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e5bd1",
                    table="sales_invoiceentry",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_productchange" ("activation_days", "boarding_minutes", "cancellation", "cancellation_fee", "code", "confirm_minutes", "description", "fare_class", "fleet_id", "id", "is_group_ticket", "is_supplement", "is_transferable", "name", "number", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_id", "tenant_id", "ticket_type_id", "valid_from_date", "valid_minutes", "valid_until_date", "validity", "vat_code", "vat_rate") VALUES (NEW."activation_days", NEW."boarding_minutes", NEW."cancellation", NEW."cancellation_fee", NEW."code", NEW."confirm_minutes", NEW."description", NEW."fare_class", NEW."fleet_id", NEW."id", NEW."is_group_ticket", NEW."is_supplement", NEW."is_transferable", NEW."name", NEW."number", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."supplier_id", NEW."tenant_id", NEW."ticket_type_id", NEW."valid_from_date", NEW."valid_minutes", NEW."valid_until_date", NEW."validity", NEW."vat_code", NEW."vat_rate"); RETURN NULL;',
                    hash="2cb1f29fd4938ac9c251ed420894e54a5df44091",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_265f2",
                    table="sales_product",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_productchange" ("activation_days", "boarding_minutes", "cancellation", "cancellation_fee", "code", "confirm_minutes", "description", "fare_class", "fleet_id", "id", "is_group_ticket", "is_supplement", "is_transferable", "name", "number", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_id", "tenant_id", "ticket_type_id", "valid_from_date", "valid_minutes", "valid_until_date", "validity", "vat_code", "vat_rate") VALUES (NEW."activation_days", NEW."boarding_minutes", NEW."cancellation", NEW."cancellation_fee", NEW."code", NEW."confirm_minutes", NEW."description", NEW."fare_class", NEW."fleet_id", NEW."id", NEW."is_group_ticket", NEW."is_supplement", NEW."is_transferable", NEW."name", NEW."number", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."supplier_id", NEW."tenant_id", NEW."ticket_type_id", NEW."valid_from_date", NEW."valid_minutes", NEW."valid_until_date", NEW."validity", NEW."vat_code", NEW."vat_rate"); RETURN NULL;',
                    hash="2be7787f41e217968e4d6dc815d1191673e4747b",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_5fcd1",
                    table="sales_product",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_productchange" ("activation_days", "boarding_minutes", "cancellation", "cancellation_fee", "code", "confirm_minutes", "description", "fare_class", "fleet_id", "id", "is_group_ticket", "is_supplement", "is_transferable", "name", "number", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_id", "tenant_id", "ticket_type_id", "valid_from_date", "valid_minutes", "valid_until_date", "validity", "vat_code", "vat_rate") VALUES (OLD."activation_days", OLD."boarding_minutes", OLD."cancellation", OLD."cancellation_fee", OLD."code", OLD."confirm_minutes", OLD."description", OLD."fare_class", OLD."fleet_id", OLD."id", OLD."is_group_ticket", OLD."is_supplement", OLD."is_transferable", OLD."name", OLD."number", OLD."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."supplier_id", OLD."tenant_id", OLD."ticket_type_id", OLD."valid_from_date", OLD."valid_minutes", OLD."valid_until_date", OLD."validity", OLD."vat_code", OLD."vat_rate"); RETURN NULL;',
                    hash="8c48f9f110df6b63a63d3b0b11b91ef75941b75d",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_4d87e",
                    table="sales_product",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="categorylimitchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1c2be84dcf74f8a8615d73f78d43c3b4d8b5cbc7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f78a7",
                    table="sales_categorylimitchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categorylimit",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_categorylimitchange" ("category_id", "id", "most", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id") VALUES (NEW."category_id", NEW."id", NEW."most", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."product_id", NEW."tenant_id"); RETURN NULL;',
                    hash="673ce0a71ced1df86d3fcea8814a37b547658a71",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_91650",
                    table="sales_categorylimit",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="categorylimit",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_categorylimitchange" ("category_id", "id", "most", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id") VALUES (NEW."category_id", NEW."id", NEW."most", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."product_id", NEW."tenant_id"); RETURN NULL;',
                    hash="cef75fb8a9c0101fa3537c1c061584b7002fc4c9",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_38816",
                    table="sales_categorylimit",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="categorylimit",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_categorylimitchange" ("category_id", "id", "most", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id") VALUES (OLD."category_id", OLD."id", OLD."most", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."product_id", OLD."tenant_id"); RETURN NULL;',
                    hash="efc79097349cb82d301018774ff3d40c31b5f0a5",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_5b3b2",
                    table="sales_categorylimit",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ancillarychange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="792008dfbdbb35815489c078db0080655e9eb52e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_702e6",
                    table="sales_ancillarychange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ancillary",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_ancillarychange" ("category", "id", "name", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id") VALUES (NEW."category", NEW."id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."product_id", NEW."tenant_id"); RETURN NULL;',
                    hash="199c1f602a127d9e72cf7f47bc2d899af70acf2d",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_65e46",
                    table="sales_ancillary",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ancillary",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_ancillarychange" ("category", "id", "name", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id") VALUES (NEW."category", NEW."id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."product_id", NEW."tenant_id"); RETURN NULL;',
                    hash="f5560cc0d131afb9fd7f1168fbe7de1e73c02617",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_c6cd8",
                    table="sales_ancillary",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ancillary",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_ancillarychange" ("category", "id", "name", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id") VALUES (OLD."category", OLD."id", OLD."name", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."product_id", OLD."tenant_id"); RETURN NULL;',
                    hash="dabb5d9b6d45d39f00c01cfdabb451c6df484b21",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_aeff3",
                    table="sales_ancillary",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="productchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b997a58c82b556a4f62a152fdd2ff52b0f38dc9d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_def1e",
                    table="sales_productchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="providerlinkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM sales_providerlink link\n        WHERE link.id = OLD.link_id AND link.account_id IS NULL\n            AND link.ended_at IS NOT NULL AND link.next_try_at IS NULL;\n    IF NOT FOUND THEN\n        RAISE EXCEPTION 'Cannot delete rows from % table', TG_TABLE_NAME;\n    END IF;\n    RETURN OLD;\n",
                    hash="1328670fff36d160922eb238098a905e9724cf43",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_f31ff",
                    table="sales_providerlinkevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="providerlinkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."link_id" IS DISTINCT FROM (NEW."link_id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1020af99b65dc00f0b27968fddcdcd3b615a51f1",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_45d2b",
                    table="sales_providerlinkevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5a147c0382312b8f39e5d11c2e1d7cd559a63464",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e6033",
                    table="sales_receipt",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_have_no_gap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.number > 1 AND NOT EXISTS (\n        SELECT FROM sales_receipt WHERE series_id = NEW.series_id AND number = NEW.number - 1\n    ) THEN\n        RAISE EXCEPTION 'number % of series % is missing', NEW.number - 1, NEW.series_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_numbers_have_no_gap';\n    END IF;\n    RETURN NEW;\n",
                    hash="d7c702e64eaf0fe7c120414c783aa569b8402fab",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_have_no_gap_be4bb",
                    table="sales_receipt",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="saleschannel",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_saleschannelchange" ("code", "hold_extensions", "hold_seconds", "id", "leg_shares_id", "mode", "name", "netex_id", "offer_seconds", "open_to_all_organisations", "partner_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "seller_id", "single_product", "tenant_id", "ticket_media") VALUES (NEW."code", NEW."hold_extensions", NEW."hold_seconds", NEW."id", NEW."leg_shares_id", NEW."mode", NEW."name", NEW."netex_id", NEW."offer_seconds", NEW."open_to_all_organisations", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."seller_id", NEW."single_product", NEW."tenant_id", NEW."ticket_media"); RETURN NULL;',
                    hash="fae9e38738f6f9122faa11838475dea341eb55b7",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_75f9b",
                    table="sales_saleschannel",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="saleschannel",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_saleschannelchange" ("code", "hold_extensions", "hold_seconds", "id", "leg_shares_id", "mode", "name", "netex_id", "offer_seconds", "open_to_all_organisations", "partner_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "seller_id", "single_product", "tenant_id", "ticket_media") VALUES (NEW."code", NEW."hold_extensions", NEW."hold_seconds", NEW."id", NEW."leg_shares_id", NEW."mode", NEW."name", NEW."netex_id", NEW."offer_seconds", NEW."open_to_all_organisations", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."seller_id", NEW."single_product", NEW."tenant_id", NEW."ticket_media"); RETURN NULL;',
                    hash="f2d280bcfc3d33d042ed01e599cd37740ef3549a",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_82626",
                    table="sales_saleschannel",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="saleschannel",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_saleschannelchange" ("code", "hold_extensions", "hold_seconds", "id", "leg_shares_id", "mode", "name", "netex_id", "offer_seconds", "open_to_all_organisations", "partner_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "seller_id", "single_product", "tenant_id", "ticket_media") VALUES (OLD."code", OLD."hold_extensions", OLD."hold_seconds", OLD."id", OLD."leg_shares_id", OLD."mode", OLD."name", OLD."netex_id", OLD."offer_seconds", OLD."open_to_all_organisations", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."seller_id", OLD."single_product", OLD."tenant_id", OLD."ticket_media"); RETURN NULL;',
                    hash="e4a2fc6b2437bc7c8816f242b68e2c9df9c68855",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_83e62",
                    table="sales_saleschannel",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="paymentmethodchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b777f2ec1038b9f8b02e64fbe9e4477d04f42a2d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8534c",
                    table="sales_paymentmethodchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="paymentmethod",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_paymentmethodchange" ("active", "channel_id", "group", "id", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "tenant_id", "type") VALUES (NEW."active", NEW."channel_id", NEW."group", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."provider", NEW."tenant_id", NEW."type"); RETURN NULL;',
                    hash="16b75a8b295b0fd1a6e6f64c406001eb9b7c8f7c",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_d5da1",
                    table="sales_paymentmethod",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="paymentmethod",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_paymentmethodchange" ("active", "channel_id", "group", "id", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "tenant_id", "type") VALUES (NEW."active", NEW."channel_id", NEW."group", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."provider", NEW."tenant_id", NEW."type"); RETURN NULL;',
                    hash="4bf787ededa0369fdb5d8ffd205ca54728c1457f",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_eb685",
                    table="sales_paymentmethod",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="paymentmethod",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_paymentmethodchange" ("active", "channel_id", "group", "id", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "tenant_id", "type") VALUES (OLD."active", OLD."channel_id", OLD."group", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."provider", OLD."tenant_id", OLD."type"); RETURN NULL;',
                    hash="ef81cc2080e2c9b927aface515240549f33454c8",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_bb3c8",
                    table="sales_paymentmethod",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="order",
            trigger=pgtrigger.compiler.Trigger(
                name="tally_of_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        INSERT INTO sales_ordertally (tenant_id, seller_id, state, currency, total_amount, balance, orders)\n        SELECT tenant_id, seller_id, state, currency, total_amount, balance, sum(change) FROM (SELECT tenant_id, seller_id, state, currency, total_amount, balance, 1 AS change FROM fresh) changed\n        GROUP BY tenant_id, seller_id, state, currency, total_amount, balance HAVING sum(change) <> 0;\n        RETURN NULL;\n    ",
                    hash="1b51d1b7620567bb3b876707dff9ab430fa48ea4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_tally_of_new_7327b",
                    referencing="REFERENCING NEW TABLE AS fresh ",
                    table="sales_order",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="order",
            trigger=pgtrigger.compiler.Trigger(
                name="tally_of_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        INSERT INTO sales_ordertally (tenant_id, seller_id, state, currency, total_amount, balance, orders)\n        SELECT tenant_id, seller_id, state, currency, total_amount, balance, sum(change) FROM (SELECT tenant_id, seller_id, state, currency, total_amount, balance, 1 AS change FROM fresh UNION ALL SELECT tenant_id, seller_id, state, currency, total_amount, balance, -1 AS change FROM gone) changed\n        GROUP BY tenant_id, seller_id, state, currency, total_amount, balance HAVING sum(change) <> 0;\n        RETURN NULL;\n    ",
                    hash="5192f1e24661b9f2728bc9d229970dcc9ffd779c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_tally_of_changed_6052c",
                    referencing="REFERENCING OLD TABLE AS gone  NEW TABLE AS fresh ",
                    table="sales_order",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="order",
            trigger=pgtrigger.compiler.Trigger(
                name="tally_of_gone",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        INSERT INTO sales_ordertally (tenant_id, seller_id, state, currency, total_amount, balance, orders)\n        SELECT tenant_id, seller_id, state, currency, total_amount, balance, sum(change) FROM (SELECT tenant_id, seller_id, state, currency, total_amount, balance, -1 AS change FROM gone) changed\n        GROUP BY tenant_id, seller_id, state, currency, total_amount, balance HAVING sum(change) <> 0;\n        RETURN NULL;\n    ",
                    hash="50fee8d6bd4424efe4f110780502fcc484ba6611",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_tally_of_gone_27d54",
                    referencing="REFERENCING OLD TABLE AS gone ",
                    table="sales_order",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commissiontermchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="64431e90b05e7b772d3b8a0a4534de78c787c5fe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b6bd8",
                    table="sales_commissiontermchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commissionterm",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_commissiontermchange" ("base", "channel_id", "currency", "id", "party_id", "percent", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "seller_id", "tenant_id", "ticket_fee", "vat_rate") VALUES (NEW."base", NEW."channel_id", NEW."currency", NEW."id", NEW."party_id", NEW."percent", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."seller_id", NEW."tenant_id", NEW."ticket_fee", NEW."vat_rate"); RETURN NULL;',
                    hash="5deb80f756874416c88d0cb2f4b1ff242564e5ec",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_0563e",
                    table="sales_commissionterm",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commissionterm",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_commissiontermchange" ("base", "channel_id", "currency", "id", "party_id", "percent", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "seller_id", "tenant_id", "ticket_fee", "vat_rate") VALUES (NEW."base", NEW."channel_id", NEW."currency", NEW."id", NEW."party_id", NEW."percent", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."seller_id", NEW."tenant_id", NEW."ticket_fee", NEW."vat_rate"); RETURN NULL;',
                    hash="e2b0371a581ef345bf83cb7da00907697051a599",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_17996",
                    table="sales_commissionterm",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commissionterm",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_commissiontermchange" ("base", "channel_id", "currency", "id", "party_id", "percent", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "seller_id", "tenant_id", "ticket_fee", "vat_rate") VALUES (OLD."base", OLD."channel_id", OLD."currency", OLD."id", OLD."party_id", OLD."percent", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."seller_id", OLD."tenant_id", OLD."ticket_fee", OLD."vat_rate"); RETURN NULL;',
                    hash="9f9c92cacb73fec45a94fe77dbe5f6b2e9dcc204",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_c8a62",
                    table="sales_commissionterm",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="clientchannelchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="06682b170ffe08ce3d8285c2be173f90c18c88c2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d9033",
                    table="sales_clientchannelchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="clientchannel",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_clientchannelchange" ("channel_id", "client_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."channel_id", NEW."client_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="05591d4c57c60a65a1d9cfd2bf500b2845ccb3d7",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_1aeea",
                    table="sales_clientchannel",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="clientchannel",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_clientchannelchange" ("channel_id", "client_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."channel_id", NEW."client_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="3f8091a94511d3399ffd26beefdd2bfa94a9d9eb",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_f8a76",
                    table="sales_clientchannel",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="clientchannel",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_clientchannelchange" ("channel_id", "client_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (OLD."channel_id", OLD."client_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."tenant_id"); RETURN NULL;',
                    hash="1380b01825d5485f0cbff307072f5a71498145f5",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_fa02f",
                    table="sales_clientchannel",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="channeltokenchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="155f2088edca11a932b6e5a6d4da10f0b641ad0d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f68b2",
                    table="sales_channeltokenchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="channeltoken",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_channeltokenchange" ("channel_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "token_id") VALUES (NEW."channel_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."token_id", NEW."tenant_id", NEW."token_id"); RETURN NULL;',
                    hash="1b7c58817bf3ba6485aab88dcafc72eeaac001c0",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_b3cfd",
                    table="sales_channeltoken",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="channeltoken",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_channeltokenchange" ("channel_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "token_id") VALUES (NEW."channel_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."token_id", NEW."tenant_id", NEW."token_id"); RETURN NULL;',
                    hash="af75afb12170998751391c4e8206a16912f9b558",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_b6357",
                    table="sales_channeltoken",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="channeltoken",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_channeltokenchange" ("channel_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "token_id") VALUES (OLD."channel_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."token_id", OLD."tenant_id", OLD."token_id"); RETURN NULL;',
                    hash="3bb097073740144008710e0fc0c904b0ebc301bb",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_4a9f8",
                    table="sales_channeltoken",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="channelrightchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4bb8335a1d71ec316e2e62449bcb54c60f407eef",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f6a9b",
                    table="sales_channelrightchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="channelright",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_channelrightchange" ("action", "channel_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."action", NEW."channel_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="a2e671d5f436f0c7cd9ef1be1e5603c620318876",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_e8995",
                    table="sales_channelright",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="channelright",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_channelrightchange" ("action", "channel_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."action", NEW."channel_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="a992de707911b4bbf39de754bb1b24f49510e21b",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_9f07d",
                    table="sales_channelright",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="channelright",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_channelrightchange" ("action", "channel_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (OLD."action", OLD."channel_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."tenant_id"); RETURN NULL;',
                    hash="8201e09d238fcedaa0312c5a0912a68f579a3f27",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_d838a",
                    table="sales_channelright",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogueentrychange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8cc920d6f42cb722d3144cc8ad65520798037e88",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_85a96",
                    table="sales_catalogueentrychange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogueentry",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_catalogueentrychange" ("channel_id", "id", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "single_product", "tenant_id") VALUES (NEW."channel_id", NEW."id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."product_id", NEW."single_product", NEW."tenant_id"); RETURN NULL;',
                    hash="65e7468463ff25f95b3a6c3d635d083c041b3736",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_bbb33",
                    table="sales_catalogueentry",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogueentry",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_catalogueentrychange" ("channel_id", "id", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "single_product", "tenant_id") VALUES (NEW."channel_id", NEW."id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."product_id", NEW."single_product", NEW."tenant_id"); RETURN NULL;',
                    hash="4234aab2870ef1f32fbaa419e2d59f401c5bab29",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_6e6c9",
                    table="sales_catalogueentry",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogueentry",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_catalogueentrychange" ("channel_id", "id", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "single_product", "tenant_id") VALUES (OLD."channel_id", OLD."id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."product_id", OLD."single_product", OLD."tenant_id"); RETURN NULL;',
                    hash="6659591ba0d0ccc0b3b5d735838e4af626bdbe54",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_79eea",
                    table="sales_catalogueentry",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="saleschannelchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0b4659129505ca3bc716af4b98aa70aea5acc341",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_36940",
                    table="sales_saleschannelchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="settlementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e843e95e790e04f11297ee3a84aa581c174e746c",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_5c2f6",
                    table="sales_settlementevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="settlementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."settlement_id" IS DISTINCT FROM (NEW."settlement_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cea06e1d5f77c3297b51be952ef5dd26689b176a",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_59368",
                    table="sales_settlementevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9a2e07f87bbb8fa181c5784f10ed903bc8f8c2a9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bbe1d",
                    table="sales_statement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_have_no_gap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.number > 1 AND NOT EXISTS (\n        SELECT FROM sales_statement WHERE series_id = NEW.series_id AND number = NEW.number - 1\n    ) THEN\n        RAISE EXCEPTION 'number % of series % is missing', NEW.number - 1, NEW.series_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_numbers_have_no_gap';\n    END IF;\n    RETURN NEW;\n",
                    hash="d0f57d9fd683e3ac763c84803abe0e7688a93f42",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_have_no_gap_b30b2",
                    table="sales_statement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="entries_add_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF (SELECT (coalesce(sum(gross_amount), 0), coalesce(sum(tax_amount), 0),\n            coalesce(sum(tickets), 0), coalesce(sum(commission_amount), 0) + NEW.rounding_amount,\n            coalesce(sum(fee_amount), 0))\n        FROM sales_statemententry WHERE statement_id = NEW.id)\n        <> (NEW.gross_amount, NEW.tax_amount, NEW.tickets::bigint, NEW.commission_amount,\n            NEW.fee_amount) THEN\n        RAISE EXCEPTION 'the entries of statement % do not add up', NEW.id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_entries_add_up';\n    END IF;\n    RETURN NULL;\n",
                    hash="6c3607ac4b8962991c2627290e8f41ba1e27ad42",
                    operation="INSERT",
                    pgid="pgtrigger_entries_add_up_152f1",
                    table="sales_statement",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="due",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f171f3b52d88efc42b5af200c637959a678ec4d9",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_3e56f",
                    table="sales_due",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statemententry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f49bc795b9a1361a227b31d870f5151b1f7d701a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3162d",
                    table="sales_statemententry",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="timeband",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_timebandchange" ("code", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="9283d222715d4e33d9ae08bed7e8c1e82098dba3",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_e9b4e",
                    table="sales_timeband",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="timeband",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_timebandchange" ("code", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."tenant_id"); RETURN NULL;',
                    hash="4fc5b3881520b166407f467b585de2e084c8a24a",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_fc67c",
                    table="sales_timeband",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="timeband",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_timebandchange" ("code", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."tenant_id"); RETURN NULL;',
                    hash="ec00bf9caf98726d54359ac3feff68374a1e0543",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_5557b",
                    table="sales_timeband",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ridefarechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f439d5e6aeb03d1451ff5a4bf660f5cea865088b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_79acc",
                    table="sales_ridefarechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ridefare",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_ridefarechange" ("amount", "arrival_band_id", "category_id", "currency", "destination_area_id", "id", "leg_group", "max_transfers", "name", "network_id", "origin_area_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "product_id", "tenant_id", "time_band_id", "transfer_seconds", "zones_passed") VALUES (NEW."amount", NEW."arrival_band_id", NEW."category_id", NEW."currency", NEW."destination_area_id", NEW."id", NEW."leg_group", NEW."max_transfers", NEW."name", NEW."network_id", NEW."origin_area_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."priority", NEW."product_id", NEW."tenant_id", NEW."time_band_id", NEW."transfer_seconds", NEW."zones_passed"); RETURN NULL;',
                    hash="bd8e9b3f1c244e5e1f4e41e453f1c352c3e78ea8",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_67b56",
                    table="sales_ridefare",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ridefare",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_ridefarechange" ("amount", "arrival_band_id", "category_id", "currency", "destination_area_id", "id", "leg_group", "max_transfers", "name", "network_id", "origin_area_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "product_id", "tenant_id", "time_band_id", "transfer_seconds", "zones_passed") VALUES (NEW."amount", NEW."arrival_band_id", NEW."category_id", NEW."currency", NEW."destination_area_id", NEW."id", NEW."leg_group", NEW."max_transfers", NEW."name", NEW."network_id", NEW."origin_area_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."priority", NEW."product_id", NEW."tenant_id", NEW."time_band_id", NEW."transfer_seconds", NEW."zones_passed"); RETURN NULL;',
                    hash="f5a87442eb165995b41657ade91ba3faf8c240ab",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_578c3",
                    table="sales_ridefare",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ridefare",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_ridefarechange" ("amount", "arrival_band_id", "category_id", "currency", "destination_area_id", "id", "leg_group", "max_transfers", "name", "network_id", "origin_area_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "product_id", "tenant_id", "time_band_id", "transfer_seconds", "zones_passed") VALUES (OLD."amount", OLD."arrival_band_id", OLD."category_id", OLD."currency", OLD."destination_area_id", OLD."id", OLD."leg_group", OLD."max_transfers", OLD."name", OLD."network_id", OLD."origin_area_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."priority", OLD."product_id", OLD."tenant_id", OLD."time_band_id", OLD."transfer_seconds", OLD."zones_passed"); RETURN NULL;',
                    hash="684197492383e2099f5b70db49d23e30394d4f8c",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_c2bb0",
                    table="sales_ridefare",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="farechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a84d8c2bf8781dad1dcf4638f2013aaed894c17b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c5f46",
                    table="sales_farechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="fare",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_farechange" ("amount", "basis", "both_ways", "category_id", "currency", "destination_area_id", "group_size", "id", "max_km", "max_zones", "origin_area_id", "per_km", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id", "time_band_id") VALUES (NEW."amount", NEW."basis", NEW."both_ways", NEW."category_id", NEW."currency", NEW."destination_area_id", NEW."group_size", NEW."id", NEW."max_km", NEW."max_zones", NEW."origin_area_id", NEW."per_km", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."product_id", NEW."tenant_id", NEW."time_band_id"); RETURN NULL;',
                    hash="17e925e8417a7b7f7d81fc64b3a8c84f1448980a",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_b6bae",
                    table="sales_fare",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="fare",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_farechange" ("amount", "basis", "both_ways", "category_id", "currency", "destination_area_id", "group_size", "id", "max_km", "max_zones", "origin_area_id", "per_km", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id", "time_band_id") VALUES (NEW."amount", NEW."basis", NEW."both_ways", NEW."category_id", NEW."currency", NEW."destination_area_id", NEW."group_size", NEW."id", NEW."max_km", NEW."max_zones", NEW."origin_area_id", NEW."per_km", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."product_id", NEW."tenant_id", NEW."time_band_id"); RETURN NULL;',
                    hash="31c268ba9072bdcb9951b8b046f30a0008392f42",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_ab84f",
                    table="sales_fare",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="fare",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_farechange" ("amount", "basis", "both_ways", "category_id", "currency", "destination_area_id", "group_size", "id", "max_km", "max_zones", "origin_area_id", "per_km", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id", "time_band_id") VALUES (OLD."amount", OLD."basis", OLD."both_ways", OLD."category_id", OLD."currency", OLD."destination_area_id", OLD."group_size", OLD."id", OLD."max_km", OLD."max_zones", OLD."origin_area_id", OLD."per_km", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."product_id", OLD."tenant_id", OLD."time_band_id"); RETURN NULL;',
                    hash="cc83fe8e5e5672db58421b9cae39060b599aae8d",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_a3426",
                    table="sales_fare",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="discountchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ae9b150c374cf2a146cde6c4a6a97ffd40eb18c3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f1161",
                    table="sales_discountchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="discount",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_discountchange" ("amount", "category_id", "channel_id", "code", "currency", "id", "max_travellers", "min_travellers", "name", "percent", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id", "time_band_id") VALUES (NEW."amount", NEW."category_id", NEW."channel_id", NEW."code", NEW."currency", NEW."id", NEW."max_travellers", NEW."min_travellers", NEW."name", NEW."percent", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."product_id", NEW."tenant_id", NEW."time_band_id"); RETURN NULL;',
                    hash="07e84c7804c195c2960e160563aa2da0649c2173",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_961cd",
                    table="sales_discount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="discount",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_discountchange" ("amount", "category_id", "channel_id", "code", "currency", "id", "max_travellers", "min_travellers", "name", "percent", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id", "time_band_id") VALUES (NEW."amount", NEW."category_id", NEW."channel_id", NEW."code", NEW."currency", NEW."id", NEW."max_travellers", NEW."min_travellers", NEW."name", NEW."percent", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."product_id", NEW."tenant_id", NEW."time_band_id"); RETURN NULL;',
                    hash="849049fe831befe8b2031fa44d198662ebb9bedd",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_5a355",
                    table="sales_discount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="discount",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_discountchange" ("amount", "category_id", "channel_id", "code", "currency", "id", "max_travellers", "min_travellers", "name", "percent", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id", "time_band_id") VALUES (OLD."amount", OLD."category_id", OLD."channel_id", OLD."code", OLD."currency", OLD."id", OLD."max_travellers", OLD."min_travellers", OLD."name", OLD."percent", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."product_id", OLD."tenant_id", OLD."time_band_id"); RETURN NULL;',
                    hash="ad39de3dcac4d34a2da4fff441451b7d2791499f",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_e4c7e",
                    table="sales_discount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="timebandchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d0167a3fa37c7f0b99f7591a3e61ffa95da939e0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_034fe",
                    table="sales_timebandchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="timespan",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_timespanchange" ("added_dates", "band_id", "ends_at", "first_date", "id", "last_date", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_dates", "starts_at", "tenant_id", "weekdays") VALUES (NEW."added_dates", NEW."band_id", NEW."ends_at", NEW."first_date", NEW."id", NEW."last_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."removed_dates", NEW."starts_at", NEW."tenant_id", NEW."weekdays"); RETURN NULL;',
                    hash="540836c5a3c8ad3705b2f5a7384fdffbbac6c076",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_97c5b",
                    table="sales_timespan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="timespan",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_timespanchange" ("added_dates", "band_id", "ends_at", "first_date", "id", "last_date", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_dates", "starts_at", "tenant_id", "weekdays") VALUES (NEW."added_dates", NEW."band_id", NEW."ends_at", NEW."first_date", NEW."id", NEW."last_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."removed_dates", NEW."starts_at", NEW."tenant_id", NEW."weekdays"); RETURN NULL;',
                    hash="ce62d18970142d6fabb7b96602237c24396015ee",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_e7a8c",
                    table="sales_timespan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="timespan",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_timespanchange" ("added_dates", "band_id", "ends_at", "first_date", "id", "last_date", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_dates", "starts_at", "tenant_id", "weekdays") VALUES (OLD."added_dates", OLD."band_id", OLD."ends_at", OLD."first_date", OLD."id", OLD."last_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."removed_dates", OLD."starts_at", OLD."tenant_id", OLD."weekdays"); RETURN NULL;',
                    hash="2a68295ad367838f20f986fe7c4f845227fcc1ca",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_d2843",
                    table="sales_timespan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="timespanchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c37bac01f4338dc5066fd6c9dbebe899b672791b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f1509",
                    table="sales_timespanchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="transferfare",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_transferfarechange" ("amount", "category_id", "currency", "from_group", "id", "kind", "limit_seconds", "limited", "most", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id", "to_group") VALUES (NEW."amount", NEW."category_id", NEW."currency", NEW."from_group", NEW."id", NEW."kind", NEW."limit_seconds", NEW."limited", NEW."most", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."product_id", NEW."tenant_id", NEW."to_group"); RETURN NULL;',
                    hash="9dfe95ea40122b3c60fb1b74e3895fdf7996f484",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_82c1a",
                    table="sales_transferfare",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="transferfare",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_transferfarechange" ("amount", "category_id", "currency", "from_group", "id", "kind", "limit_seconds", "limited", "most", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id", "to_group") VALUES (NEW."amount", NEW."category_id", NEW."currency", NEW."from_group", NEW."id", NEW."kind", NEW."limit_seconds", NEW."limited", NEW."most", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."product_id", NEW."tenant_id", NEW."to_group"); RETURN NULL;',
                    hash="fdbbe58d85bdb117492067083b3afccf60468263",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_295cb",
                    table="sales_transferfare",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="transferfare",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_transferfarechange" ("amount", "category_id", "currency", "from_group", "id", "kind", "limit_seconds", "limited", "most", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "tenant_id", "to_group") VALUES (OLD."amount", OLD."category_id", OLD."currency", OLD."from_group", OLD."id", OLD."kind", OLD."limit_seconds", OLD."limited", OLD."most", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."product_id", OLD."tenant_id", OLD."to_group"); RETURN NULL;',
                    hash="809285e9df6d13593b8f740bcb8567da894a8ad2",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_661f9",
                    table="sales_transferfare",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="transferfarechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="622cf8d01084399689d3ee9d9b2b281290efbbf8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3b0dd",
                    table="sales_transferfarechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="accountevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="88ba1a3c407a092d70d00b66679c0dcfb89d0409",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_f6493",
                    table="sales_accountevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="accountevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."grant_id" IS DISTINCT FROM (NEW."grant_id") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."link_id" IS DISTINCT FROM (NEW."link_id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e4a945a95d98759d1d38fdc22778ba831abda400",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_40d6d",
                    table="sales_accountevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="payoutmatch",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c4df53f7b405159f3b5dfcc578976d4b507194b4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d0dd4",
                    table="sales_payoutmatch",
                    when="BEFORE",
                ),
            ),
        ),
    ]
