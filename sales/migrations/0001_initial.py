import datetime
from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django_fsm
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import operators.tenancy.constraints
import operators.tenancy.references
import tickets.forms.media


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("operators", "0001_initial"),
        ("tickets", "0001_initial"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="SalesChannel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
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
                    "ticket_media",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("text/plain", "TEXT"),
                            ("image/png", "PNG"),
                            ("image/svg+xml", "SVG"),
                        ],
                        help_text="Form of tickets where a partner asks for none; empty: the ticket type's first.",
                        max_length=30,
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
                    models.UniqueConstraint(fields=("id", "tenant"), name="channel_tenant_key"),
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
                        condition=models.Q(
                            (
                                "ticket_media__in",
                                [
                                    "",
                                    tickets.forms.media.Media["TEXT"],
                                    tickets.forms.media.Media["PNG"],
                                    tickets.forms.media.Media["SVG"],
                                ],
                            )
                        ),
                        name="channel_ticket_media_is_known",
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
            name="Customer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(max_length=100)),
                ("first_name", models.CharField(blank=True, max_length=100)),
                ("last_name", models.CharField(blank=True, max_length=100)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=50)),
                ("blocked_at", models.DateTimeField(blank=True, null=True)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("id", "tenant"), name="customer_tenant_key"),
                    models.UniqueConstraint(
                        fields=("channel", "external_id"), name="customer_once_per_external_id"
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
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(editable=False, max_length=8)),
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
                ("currency", models.CharField(max_length=3)),
                (
                    "total_amount",
                    models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=11),
                ),
                (
                    "total_tax_amount",
                    models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=11),
                ),
                (
                    "captured_amount",
                    models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=11),
                ),
                (
                    "credited_amount",
                    models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=11),
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
                ("external_reference", models.CharField(blank=True, max_length=100)),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(help_text="Last confirmation.", null=True)),
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
                    models.Index(fields=["tenant", "-created_at", "-id"], name="order_newest_first")
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
                        condition=models.Q(("state__in", ["DRAFT", "CONFIRMED", "CANCELLED"])),
                        name="order_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z0-9]{8}$")),
                        name="order_code_is_eight_characters",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="order_version_starts_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="order_currency_is_iso_4217",
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
                                    models.F("captured_amount"), "-", models.F("credited_amount")
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
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Fee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type", models.CharField(choices=[("REFUNDING", "Refunding")], max_length=30)),
                ("added_in_version", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=150)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                ("tax_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5)),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("type__in", ["REFUNDING"])), name="fee_type_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0),
                            ("amount__gte", models.F("tax_amount")),
                            ("tax_amount__gte", 0),
                        ),
                        name="fee_amounts_are_sane",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.CharField(max_length=170)),
                (
                    "happened_at",
                    models.DateTimeField(help_text="The moment the change was judged by, UTC."),
                ),
                (
                    "details",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
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
                            ("LINES_CANCELLED", "Lines Cancelled"),
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
                                    "LINES_CANCELLED",
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=30)),
                ("name", models.CharField(max_length=60)),
                ("min_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "max_age",
                    models.PositiveSmallIntegerField(blank=True, help_text="Inclusive.", null=True),
                ),
                (
                    "is_default",
                    models.BooleanField(
                        default=False, help_text="Taken for a traveller whose age is not told."
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
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(help_text="1 to 4294967295; barcodes carry it."),
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
                    "is_group_ticket",
                    models.BooleanField(
                        default=False,
                        help_text="One ticket for all travellers instead of one for each.",
                    ),
                ),
                (
                    "validity",
                    models.CharField(
                        choices=[
                            ("DURATION", "Duration"),
                            ("CALENDAR_DAY", "Calendar Day"),
                            ("FIXED_DATES", "Fixed Dates"),
                        ],
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
                        blank=True, help_text="First day on which it is no longer valid.", null=True
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
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="operators.operator",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="tickets.tickettype",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("id", "tenant"), name="product_tenant_key"),
                    models.UniqueConstraint(
                        fields=("tenant", "number"), name="product_once_per_number"
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
                            ("cancellation__in", ["NEVER", "UNTIL_ACTIVATION", "UNTIL_DEPARTURE"])
                        ),
                        name="product_cancellation_is_known",
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
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("added_in_version", models.PositiveIntegerField(default=1)),
                ("description", models.CharField(max_length=150)),
                ("passenger_category", models.CharField(max_length=60)),
                ("count", models.PositiveIntegerField()),
                ("unit_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                ("tax_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5)),
                (
                    "rides",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        help_text="The trip as it was sold.",
                    ),
                ),
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
                    "category",
                    models.ForeignKey(
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["DRAFT", "CONFIRMED", "CANCELLED"])),
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.PositiveIntegerField(help_text="Which traveller of the order, from 0."),
                ),
                ("traveller_reference", models.CharField(blank=True, max_length=100)),
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "snapshot",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                ("confirmed_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "version"), name="orderversion_once_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(
                        default=operators.tenancy.references.new_number, editable=False, unique=True
                    ),
                ),
                ("order_version", models.PositiveIntegerField()),
                ("type", models.CharField(choices=[("ON_ACCOUNT", "On Account")], max_length=20)),
                ("group", models.CharField(choices=[("INVOICE", "Invoice")], max_length=20)),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("CREATED", "Created"),
                            ("CAPTURED", "Captured"),
                            ("CREDITED", "Credited"),
                        ],
                        default="CREATED",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                (
                    "credited_amount",
                    models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=11),
                ),
                ("currency", models.CharField(max_length=3)),
                ("created_at", models.DateTimeField()),
                ("captured_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="operators.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["CREATED", "CAPTURED", "CREDITED"])),
                        name="payment_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group", "INVOICE"), ("type", "ON_ACCOUNT")),
                        name="payment_type_fits_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="payment_is_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credited_amount__gte", 0),
                            ("credited_amount__lte", models.F("amount")),
                        ),
                        name="payment_credited_at_most_in_full",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("captured_at", None), ("state", "CREATED")),
                            models.Q(
                                models.Q(("state", "CREATED"), _negated=True),
                                ("captured_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="payment_captured_has_time",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Credit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(
                        default=operators.tenancy.references.new_number, editable=False, unique=True
                    ),
                ),
                ("order_version", models.PositiveIntegerField()),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("CREATED", "Created"), ("CREDITED", "Credited")],
                        default="CREATED",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                ("currency", models.CharField(max_length=3)),
                ("created_at", models.DateTimeField()),
                ("executed_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="sales.order",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="sales.payment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["CREATED", "CREDITED"])),
                        name="credit_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="credit_is_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("executed_at", None), ("state", "CREATED")),
                            models.Q(
                                models.Q(("state", "CREATED"), _negated=True),
                                ("executed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="credit_executed_has_time",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ],
                        max_length=20,
                    ),
                ),
                ("order_version", models.PositiveIntegerField()),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("CUSTOMER_RECEIVABLE", "Customer Receivable"),
                            ("CHANNEL_RECEIVABLE", "Channel Receivable"),
                            ("OWN_REVENUE", "Own Revenue"),
                            ("OPERATOR_LIABILITY", "Operator Liability"),
                            ("FEE_REVENUE", "Fee Revenue"),
                            ("VAT_PAYABLE", "Vat Payable"),
                        ],
                        max_length=30,
                    ),
                ),
                ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=11)),
                ("currency", models.CharField(max_length=3)),
                ("posted_at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["document"], name="posting_by_document")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "account__in",
                                [
                                    "CUSTOMER_RECEIVABLE",
                                    "CHANNEL_RECEIVABLE",
                                    "OWN_REVENUE",
                                    "OPERATOR_LIABILITY",
                                    "FEE_REVENUE",
                                    "VAT_PAYABLE",
                                ],
                            )
                        ),
                        name="posting_account_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["CONFIRMATION", "CAPTURE", "CREDIT"])),
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Fare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "basis",
                    models.CharField(choices=[("FLAT", "Flat"), ("ZONES", "Zones")], max_length=10),
                ),
                (
                    "max_zones",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="For ZONES: the price of trips through so many zones.",
                        null=True,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                (
                    "currency",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Three capital letters of ISO 4217, such as EUR."
                            )
                        ],
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "category", "max_zones"),
                        name="fare_once_per_category_and_zones",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "FLAT"), ("max_zones", None)),
                            models.Q(
                                ("basis", "ZONES"),
                                ("max_zones__gt", 0),
                                ("max_zones__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="fare_has_zones_when_by_zones",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="fare_is_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="fare_currency_is_iso_4217",
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    models.DecimalField(decimal_places=2, help_text="VAT included.", max_digits=11),
                ),
                ("tax_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                ("currency", models.CharField(max_length=3)),
                ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5)),
                ("price_parts", models.JSONField()),
                ("rides", models.JSONField()),
                ("travellers", models.JSONField()),
                ("legs", models.JSONField()),
                ("media", models.CharField(help_text="Form of the tickets.", max_length=30)),
                (
                    "is_group_ticket",
                    models.BooleanField(help_text="One ticket for all travellers."),
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
                    )
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
                    models.UniqueConstraint(fields=("reference",), name="offer_once_per_reference"),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "media__in",
                                [
                                    tickets.forms.media.Media["TEXT"],
                                    tickets.forms.media.Media["PNG"],
                                    tickets.forms.media.Media["SVG"],
                                ],
                            )
                        ),
                        name="offer_media_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancellation__in", ["NEVER", "UNTIL_ACTIVATION", "UNTIL_DEPARTURE"])
                        ),
                        name="offer_cancellation_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cancellation_fee__gte", 0)),
                        name="offer_fee_is_not_negative",
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
            name="CatalogueEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            ("period__isempty", False), ("period__startswith__isnull", False)
                        ),
                        name="catalogueentry_period_has_a_start",
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
            name="CustomerEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.CharField(max_length=170)),
                (
                    "happened_at",
                    models.DateTimeField(help_text="The moment the change was judged by, UTC."),
                ),
                (
                    "details",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                ("dispatched_at", models.DateTimeField(blank=True, null=True)),
                (
                    "name",
                    models.CharField(
                        choices=[("BLOCKED", "Blocked"), ("UNBLOCKED", "Unblocked")], max_length=20
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
                        condition=models.Q(("name__in", ["BLOCKED", "UNBLOCKED"])),
                        name="customerevent_name_is_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
            model_name="customerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6bc1fc50ae14fd2a83ceac6bca7645bbbba6a9b6",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_03852",
                    table="sales_customerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
            model_name="orderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6ae937c2bb413d3e1cb1171fbbc0e17aaf5df2c0",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_a4cc2",
                    table="sales_orderevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="document_balances",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF (SELECT sum(amount) FROM sales_posting\n        WHERE document = NEW.document AND currency = NEW.currency) <> 0 THEN\n        RAISE EXCEPTION 'document % does not balance in %', NEW.document, NEW.currency\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_document_balances';\n    END IF;\n    RETURN NULL;\n",
                    hash="5fbec09a93b3936a9ff3f58f099922fc98f5e85d",
                    operation="INSERT",
                    pgid="pgtrigger_document_balances_cf879",
                    table="sales_posting",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
