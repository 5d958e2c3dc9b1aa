import datetime
from decimal import Decimal

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_fsm
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import operators.tenancy.constraints
import operators.tenancy.correlation
import operators.tenancy.currencies
import operators.tenancy.redirects
import operators.tenancy.references
import operators.tenancy.tables
from operators.tenancy.triggers import AddTrigger
from operators.timetable.partitioning import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        BtreeGistExtension(),
        operators.tenancy.tables.CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Tenant",
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
                        ("slug", models.SlugField(unique=True)),
                        (
                            "timezone",
                            models.CharField(
                                help_text="IANA name, such as Europe/Amsterdam: service days, calendar days.",
                                max_length=64,
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
                            "country",
                            models.CharField(
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{2}$",
                                        "Two capital letters of ISO 3166-1, such as NL.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "codespace",
                            models.CharField(
                                blank=True,
                                help_text="Stands before NeTEx ids, such as ENT in ENT:DistributionChannel:App; empty: made from the slug.",
                                max_length=3,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{3}$", "Three capital letters, such as ENT."
                                    )
                                ],
                            ),
                        ),
                        (
                            "allows_private_callbacks",
                            models.BooleanField(
                                default=False,
                                help_text="Its partners may be called in the network that this service runs in.",
                                verbose_name="private callbacks",
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="tenant_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("country__regex", "^[A-Z]{2}$")),
                                name="tenant_country_is_iso_3166",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("codespace__regex", "^[A-Z]{3}$")),
                                name="tenant_codespace_is_three_letters",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
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
                        ("name", models.CharField(max_length=150)),
                        (
                            "vat_number",
                            models.CharField(blank=True, max_length=20, verbose_name="VAT number"),
                        ),
                        (
                            "address",
                            models.CharField(
                                blank=True,
                                help_text="As it stands on invoices, lines after commas.",
                                max_length=300,
                            ),
                        ),
                        (
                            "billing_email",
                            models.EmailField(
                                blank=True,
                                help_text="Where invoices to it are sent.",
                                max_length=254,
                                verbose_name="e-mail for invoices",
                            ),
                        ),
                        (
                            "bank_account",
                            models.CharField(
                                blank=True,
                                help_text="Where its invoices are paid to, such as an IBAN.",
                                max_length=40,
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organisations",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="organisation_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "name"),
                                name="organisation_once_per_tenant_and_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Operator",
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
                        ("name", models.CharField(max_length=150)),
                        ("url", models.URLField(blank=True, verbose_name="website")),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="operators",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="operators",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="operator_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "code"), name="operator_once_per_code"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="operator_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Feed",
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
                                unique=True,
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        (
                            "url",
                            models.URLField(
                                blank=True,
                                help_text="Where the operator publishes the zip file.",
                                max_length=500,
                            ),
                        ),
                        (
                            "refresh_hours",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="How often the address is asked; empty: never by itself.",
                                null=True,
                            ),
                        ),
                        (
                            "refreshed_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="When the address was last asked.",
                                null=True,
                            ),
                        ),
                        (
                            "etag",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="ETag of the file in force.",
                                max_length=500,
                            ),
                        ),
                        (
                            "last_modified",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Last-Modified of the file in force.",
                                max_length=100,
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feeds",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feeds",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("tenant", "name"), name="feed_once_per_name"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="feed_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "operator"), name="feed_operator_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["operator", "tenant"],
                                name="feed_operator_same_tenant",
                                to="operators.Operator",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("refresh_hours", None),
                                    ("refresh_hours__range", (1, 744)),
                                    _connector="OR",
                                ),
                                name="feed_is_refreshed_within_a_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("refresh_hours", None),
                                    models.Q(("url", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="feed_is_refreshed_from_somewhere",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fleet",
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
                                unique=True,
                            ),
                        ),
                        (
                            "system_id",
                            models.SlugField(
                                help_text="As in the GBFS feed, such as voi_berlin.",
                                max_length=100,
                                verbose_name="system id",
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        (
                            "timezone",
                            models.CharField(
                                help_text="IANA name, such as Europe/Berlin: its hours are told in it.",
                                max_length=64,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                default="en",
                                help_text="Of its names and texts, such as en or nl-BE.",
                                max_length=20,
                            ),
                        ),
                        ("url", models.URLField(blank=True, verbose_name="website")),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "gateway",
                            models.CharField(
                                choices=[
                                    ("SIMULATOR", "Simulated vehicles"),
                                    ("NONE", "None: customers lock and unlock by hand"),
                                ],
                                default="NONE",
                                help_text="How the locks of its vehicles are reached.",
                                max_length=20,
                            ),
                        ),
                        (
                            "lowest_charge",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="Percent; a vehicle that is emptier is not rented out.",
                            ),
                        ),
                        (
                            "longest_minutes",
                            models.PositiveIntegerField(
                                default=1440, help_text="A rental that lasts longer is ended by us."
                            ),
                        ),
                        (
                            "reservation_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                help_text="How long a booked vehicle is kept for a customer who is to come.",
                            ),
                        ),
                        (
                            "enforces_parking",
                            models.BooleanField(
                                default=False,
                                help_text="Refuse to end a rental where vehicles may not be left; else nobody looks.",
                            ),
                        ),
                        (
                            "gbfs_url",
                            models.URLField(
                                blank=True,
                                help_text="Of gbfs.json, which names the other files of the feed.",
                                max_length=500,
                                verbose_name="GBFS address",
                            ),
                        ),
                        (
                            "gbfs_refresh_minutes",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="How often that address is read.",
                                verbose_name="minutes between refreshes",
                            ),
                        ),
                        (
                            "refreshes_itself",
                            models.BooleanField(
                                default=False, help_text="Whether a timer reads that address."
                            ),
                        ),
                        (
                            "refreshed_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="When that address was last read.",
                                null=True,
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fleets",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fleets",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="fleet_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "operator"), name="fleet_operator_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "system_id"), name="fleet_once_per_system"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["operator", "tenant"],
                                name="fleet_operator_same_tenant",
                                to="operators.Operator",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gateway__in", ["SIMULATOR", "NONE"])),
                                name="fleet_gateway_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lowest_charge__range", (0, 100))),
                                name="fleet_lowest_charge_is_percent",
                                violation_error_message="A charge is 0 to 100 percent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("longest_minutes__range", (1, 44640))),
                                name="fleet_rentals_end_within_a_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reservation_minutes__range", (1, 1440))),
                                name="fleet_reserves_within_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gbfs_refresh_minutes__range", (1, 1440))),
                                name="fleet_is_refreshed_within_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("refreshes_itself", False),
                                    models.Q(("gbfs_url", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="fleet_is_refreshed_from_somewhere",
                                violation_error_message="Write the GBFS address that is to be read.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiClient",
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
                        (
                            "client_id",
                            models.CharField(
                                editable=False,
                                max_length=64,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$",
                                        "3 to 64 letters, digits, dots, dashes, underscores.",
                                    )
                                ],
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64)),
                        (
                            "permissions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("sales:read", "Sales Read"),
                                        ("sales:write", "Sales Write"),
                                        ("payments:write", "Payments Write"),
                                        ("refunds:write", "Refunds Write"),
                                        ("reports:read", "Reports Read"),
                                        ("admin", "admin: every organisation of the tenant"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                size=None,
                            ),
                        ),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                help_text="What it may ask tokens for; empty: whatever this installation serves.",
                                size=None,
                            ),
                        ),
                        (
                            "redirect_uris",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    max_length=500,
                                    validators=[operators.tenancy.redirects.check_redirect_uri],
                                ),
                                blank=True,
                                default=list,
                                help_text="Where travellers go back to after they let the app in, letter by letter, one on each line. Empty: the client is no app.",
                                size=None,
                                verbose_name="redirect URIs",
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(
                                default=False,
                                editable=False,
                                help_text="Its program is in everybody's hands, so it has no secret.",
                                verbose_name="public app",
                            ),
                        ),
                        (
                            "needs_proof",
                            models.BooleanField(
                                default=True,
                                help_text="Travellers let the app in only if it sends a code_challenge. Off only for libraries that cannot.",
                                verbose_name="needs proof (PKCE)",
                            ),
                        ),
                        ("requests_per_minute", models.PositiveIntegerField(default=4000)),
                        ("created_at", models.DateTimeField(editable=False)),
                        (
                            "tokens_since",
                            models.DateTimeField(
                                editable=False,
                                help_text="Access tokens from before this moment are refused.",
                            ),
                        ),
                        (
                            "last_used_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="To the minute, over all processes.",
                                null=True,
                            ),
                        ),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clients",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clients",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "API client",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="apiclient_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="apiclient_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("client_id__regex", "^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$")
                                ),
                                name="apiclient_id_has_its_form",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "permissions__contained_by",
                                        [
                                            "sales:read",
                                            "sales:write",
                                            "payments:write",
                                            "refunds:write",
                                            "reports:read",
                                            "admin",
                                        ],
                                    )
                                ),
                                name="apiclient_permissions_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest__length", 64)),
                                name="apiclient_digest_is_sha256_hex",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("requests_per_minute__gt", 0)),
                                name="apiclient_may_send_requests",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_public", False),
                                    models.Q(
                                        ("needs_proof", True),
                                        ("permissions", []),
                                        models.Q(("redirect_uris", []), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="apiclient_public_is_an_app_with_proof",
                                violation_error_message="A public app needs proof and a redirect URI, and has no permissions of its own.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Region",
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
                        ("region_id", models.CharField(max_length=100, verbose_name="region id")),
                        ("name", models.CharField(max_length=150)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("OPERATING", "Operating"),
                                    ("NO_ACCESS", "No Access"),
                                    ("NO_PARKING", "No Parking"),
                                    ("PARKING", "Parking"),
                                    ("DISCOUNT", "Discount"),
                                    ("SPEEDLIMIT", "Speed limit"),
                                ],
                                default="OPERATING",
                                max_length=20,
                            ),
                        ),
                        (
                            "area",
                            models.JSONField(
                                help_text="GeoJSON: a Polygon or MultiPolygon of longitudes and latitudes."
                            ),
                        ),
                        ("west", models.FloatField(editable=False)),
                        ("south", models.FloatField(editable=False)),
                        ("east", models.FloatField(editable=False)),
                        ("north", models.FloatField(editable=False)),
                        (
                            "speed_kmph",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Kilometres an hour.",
                                null=True,
                                verbose_name="speed limit",
                            ),
                        ),
                        (
                            "starts_at",
                            models.DateTimeField(
                                blank=True, help_text="Empty: it holds already.", null=True
                            ),
                        ),
                        (
                            "ends_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="The first moment that it is over; empty: never.",
                                null=True,
                            ),
                        ),
                        (
                            "asset_type_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="Ids of the vehicle types that it is for, with commas between; empty: all.",
                                size=None,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[("GBFS", "The GBFS feed"), ("OWN", "Ourselves")],
                                default="OWN",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="regions",
                                to="operators.fleet",
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
                        "indexes": [
                            models.Index(fields=["tenant", "kind", "id"], name="region_by_kind")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="region_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "fleet"), name="region_fleet_key"
                            ),
                            models.UniqueConstraint(
                                fields=("fleet", "region_id"), name="region_once_per_id"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="region_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "OPERATING",
                                            "NO_ACCESS",
                                            "NO_PARKING",
                                            "PARKING",
                                            "DISCOUNT",
                                            "SPEEDLIMIT",
                                        ],
                                    )
                                ),
                                name="region_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["GBFS", "OWN"])),
                                name="region_source_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("east__lte", 180),
                                    ("north__lte", 90),
                                    ("south__gte", -90),
                                    ("west__gte", -180),
                                    ("south__lt", models.F("north")),
                                    ("west__lt", models.F("east")),
                                ),
                                name="region_is_on_earth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("area__has_key", "type"),
                                    ("area__type__in", ["Polygon", "MultiPolygon"]),
                                ),
                                name="region_area_is_polygons",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "SPEEDLIMIT"),
                                        ("speed_kmph__gt", 0),
                                        ("speed_kmph__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "SPEEDLIMIT"), _negated=True),
                                        ("speed_kmph", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="region_limits_speed_or_not",
                                violation_error_message="A speed limit, and nothing else, has a speed.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_at", None),
                                    ("ends_at", None),
                                    ("ends_at__gt", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                name="region_ends_after_it_starts",
                                violation_error_message="A region ends after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("starts_at__isnull", True),
                                        models.Q(
                                            (
                                                "starts_at__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "starts_at__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("ends_at__isnull", True),
                                        models.Q(
                                            (
                                                "ends_at__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "ends_at__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="region_is_within_reach",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PricingPlan",
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
                        ("plan_id", models.CharField(max_length=100, verbose_name="plan id")),
                        ("name", models.CharField(max_length=150)),
                        ("description", models.TextField(blank=True, max_length=2000)),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        ("url", models.URLField(blank=True, verbose_name="website")),
                        (
                            "is_taxable",
                            models.BooleanField(
                                default=False,
                                help_text="Tell customers that tax is still to be added.",
                            ),
                        ),
                        (
                            "tax_included",
                            models.BooleanField(
                                default=True,
                                help_text="The amounts hold the VAT; if not, prices add it.",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                help_text="Where it holds; empty: everywhere.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="plans",
                                to="operators.region",
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
                                fields=("id", "tenant"), name="pricingplan_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "fleet"), name="pricingplan_fleet_key"
                            ),
                            models.UniqueConstraint(
                                fields=("fleet", "plan_id"), name="pricingplan_once_per_id"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="pricingplan_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["region", "fleet"],
                                name="pricingplan_region_of_fleet",
                                to="operators.Region",
                                to_fields=["id", "fleet"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="pricingplan_currency_is_iso_4217",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssetType",
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
                        ("type_id", models.CharField(max_length=100, verbose_name="type id")),
                        ("name", models.CharField(max_length=150)),
                        (
                            "asset_class",
                            models.CharField(
                                choices=[
                                    ("AIR", "Air"),
                                    ("BUS", "Bus"),
                                    ("TROLLEYBUS", "Trolleybus"),
                                    ("TRAM", "Tram"),
                                    ("COACH", "Coach"),
                                    ("RAIL", "Rail"),
                                    ("INTERCITYRAIL", "Intercity rail"),
                                    ("URBANRAIL", "Urban rail"),
                                    ("METRO", "Metro"),
                                    ("WATER", "Water"),
                                    ("FERRY", "Ferry"),
                                    ("CABLEWAY", "Cableway"),
                                    ("FUNICULAR", "Funicular"),
                                    ("TAXI", "Taxi"),
                                    ("SELFDRIVE", "Self-drive"),
                                    ("FOOT", "Foot"),
                                    ("BICYCLE", "Bicycle"),
                                    ("MOTORCYCLE", "Motorcycle"),
                                    ("CAR", "Car"),
                                    ("SHUTTLE", "Shuttle"),
                                    ("OTHER", "Other"),
                                    ("PARKING", "Parking"),
                                    ("MOPED", "Moped"),
                                    ("STEP", "Kick scooter"),
                                ],
                                max_length=20,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "asset_sub_class",
                            models.CharField(
                                blank=True,
                                help_text="Such as scooter or cargo bike.",
                                max_length=50,
                                verbose_name="sub-class",
                            ),
                        ),
                        (
                            "propulsion",
                            models.CharField(
                                choices=[
                                    ("MUSCLE", "Muscle"),
                                    ("ELECTRIC", "Electric"),
                                    ("GASOLINE", "Gasoline"),
                                    ("DIESEL", "Diesel"),
                                    ("HYBRID", "Hybrid"),
                                    ("LPG", "LPG"),
                                    ("HYDROGEN", "Hydrogen"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "max_range_metres",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Metres with a full battery or tank.",
                                null=True,
                                verbose_name="range",
                            ),
                        ),
                        (
                            "riders",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="How many people may use one."
                            ),
                        ),
                        ("brand", models.CharField(blank=True, max_length=100)),
                        ("model", models.CharField(blank=True, max_length=100)),
                        (
                            "fleet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asset_types",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "default_plan",
                            models.ForeignKey(
                                blank=True,
                                help_text="What one costs that has no plan of its own; empty: such a one is not rented.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asset_types",
                                to="operators.pricingplan",
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
                        "verbose_name": "vehicle type",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="assettype_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "fleet"), name="assettype_fleet_key"
                            ),
                            models.UniqueConstraint(
                                fields=("fleet", "type_id"), name="assettype_once_per_id"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="assettype_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["default_plan", "fleet"],
                                name="assettype_plan_of_fleet",
                                to="operators.PricingPlan",
                                to_fields=["id", "fleet"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "asset_class__in",
                                        [
                                            "AIR",
                                            "BUS",
                                            "TROLLEYBUS",
                                            "TRAM",
                                            "COACH",
                                            "RAIL",
                                            "INTERCITYRAIL",
                                            "URBANRAIL",
                                            "METRO",
                                            "WATER",
                                            "FERRY",
                                            "CABLEWAY",
                                            "FUNICULAR",
                                            "TAXI",
                                            "SELFDRIVE",
                                            "FOOT",
                                            "BICYCLE",
                                            "MOTORCYCLE",
                                            "CAR",
                                            "SHUTTLE",
                                            "OTHER",
                                            "PARKING",
                                            "MOPED",
                                            "STEP",
                                        ],
                                    )
                                ),
                                name="assettype_class_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "propulsion__in",
                                        [
                                            "MUSCLE",
                                            "ELECTRIC",
                                            "GASOLINE",
                                            "DIESEL",
                                            "HYBRID",
                                            "LPG",
                                            "HYDROGEN",
                                        ],
                                    )
                                ),
                                name="assettype_propulsion_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asset_class", "OTHER"), _negated=True),
                                    models.Q(("asset_sub_class", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assettype_other_is_named",
                                violation_error_message="Say in the sub-class what other vehicle it is.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("riders__gt", 0)),
                                name="assettype_carries_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VehicleStation",
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
                        ("station_id", models.CharField(max_length=100, verbose_name="station id")),
                        ("name", models.CharField(max_length=150)),
                        ("latitude", models.FloatField()),
                        ("longitude", models.FloatField()),
                        ("address", models.CharField(blank=True, max_length=250)),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Vehicles that fit; empty: not told.",
                                null=True,
                            ),
                        ),
                        (
                            "is_virtual",
                            models.BooleanField(
                                default=False, help_text="Without docks.", verbose_name="virtual"
                            ),
                        ),
                        (
                            "is_renting",
                            models.BooleanField(
                                default=True,
                                help_text="Vehicles can be taken.",
                                verbose_name="renting",
                            ),
                        ),
                        (
                            "is_returning",
                            models.BooleanField(
                                default=True,
                                help_text="Vehicles can be brought back.",
                                verbose_name="returning",
                            ),
                        ),
                        (
                            "area",
                            models.JSONField(
                                blank=True,
                                help_text="GeoJSON, where it is more than a point.",
                                null=True,
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vehicle_stations",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="vehicle_stations",
                                to="operators.region",
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
                                fields=("id", "tenant"), name="vehiclestation_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "fleet"), name="vehiclestation_fleet_key"
                            ),
                            models.UniqueConstraint(
                                fields=("fleet", "station_id"), name="vehiclestation_once_per_id"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="vehiclestation_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["region", "fleet"],
                                name="vehiclestation_region_of_fleet",
                                to="operators.Region",
                                to_fields=["id", "fleet"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("latitude__range", (-90, 90)),
                                    ("longitude__range", (-180, 180)),
                                ),
                                name="vehiclestation_is_on_earth",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Asset",
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
                        ("asset_id", models.CharField(max_length=100, verbose_name="vehicle id")),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        (
                            "charge",
                            models.FloatField(
                                blank=True,
                                help_text="Percent of the battery or tank; empty: not told.",
                                null=True,
                            ),
                        ),
                        (
                            "range_metres",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Metres that the charge is good for.",
                                null=True,
                                verbose_name="range",
                            ),
                        ),
                        (
                            "plate",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="licence plate"
                            ),
                        ),
                        (
                            "is_reserved",
                            models.BooleanField(
                                default=False,
                                help_text="By somebody else, as its feed tells.",
                                verbose_name="reserved",
                            ),
                        ),
                        (
                            "is_disabled",
                            models.BooleanField(
                                default=False,
                                help_text="Not to be rented.",
                                verbose_name="disabled",
                            ),
                        ),
                        (
                            "taken_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="Since when a customer of ours has it.",
                                null=True,
                            ),
                        ),
                        (
                            "reported_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="When it, or its feed, last said where it is.",
                                null=True,
                            ),
                        ),
                        (
                            "retired_at",
                            models.DateTimeField(
                                editable=False, help_text="When it left its fleet.", null=True
                            ),
                        ),
                        (
                            "asset_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assets",
                                to="operators.assettype",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assets",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the plan of its type.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assets",
                                to="operators.pricingplan",
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
                            "station",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="assets",
                                to="operators.vehiclestation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vehicle",
                        "indexes": [
                            django.contrib.postgres.indexes.GistIndex(
                                models.F("fleet"),
                                models.Func(
                                    models.F("longitude"), models.F("latitude"), function="point"
                                ),
                                condition=models.Q(("retired_at", None)),
                                name="asset_by_place",
                            ),
                            models.Index(
                                condition=models.Q(("retired_at", None)),
                                fields=["tenant", "asset_id"],
                                name="asset_by_id",
                            ),
                            models.Index(
                                condition=models.Q(("retired_at__isnull", False)),
                                fields=["fleet", "asset_id"],
                                name="asset_retired_by_id",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="asset_tenant_key"
                            ),
                            models.UniqueConstraint(fields=("id", "fleet"), name="asset_fleet_key"),
                            models.UniqueConstraint(
                                condition=models.Q(("retired_at", None)),
                                fields=("fleet", "asset_id"),
                                name="asset_once_per_id",
                                violation_error_message="The fleet has a vehicle of this id.",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="asset_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["asset_type", "fleet"],
                                name="asset_type_of_fleet",
                                to="operators.AssetType",
                                to_fields=["id", "fleet"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["station", "fleet"],
                                name="asset_station_of_fleet",
                                to="operators.VehicleStation",
                                to_fields=["id", "fleet"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["plan", "fleet"],
                                name="asset_plan_of_fleet",
                                to="operators.PricingPlan",
                                to_fields=["id", "fleet"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude", None), ("longitude", None)),
                                    models.Q(
                                        ("latitude__isnull", False),
                                        ("latitude__range", (-90, 90)),
                                        ("longitude__isnull", False),
                                        ("longitude__range", (-180, 180)),
                                    ),
                                    _connector="OR",
                                ),
                                name="asset_is_on_earth",
                                violation_error_message="A place is a latitude (-90 to 90) and a longitude (-180 to 180).",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("charge", None), ("charge__range", (0, 100)), _connector="OR"
                                ),
                                name="asset_charge_is_percent",
                                violation_error_message="A charge is 0 to 100 percent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken_at", None), ("retired_at", None), _connector="OR"
                                ),
                                name="asset_is_not_retired_while_taken",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("taken_at__isnull", True),
                                        models.Q(
                                            (
                                                "taken_at__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "taken_at__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("reported_at__isnull", True),
                                        models.Q(
                                            (
                                                "reported_at__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "reported_at__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("retired_at__isnull", True),
                                        models.Q(
                                            (
                                                "retired_at__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "retired_at__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="asset_is_within_reach",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TenantChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100)),
                        ("slug", models.SlugField(db_index=False)),
                        (
                            "timezone",
                            models.CharField(
                                help_text="IANA name, such as Europe/Amsterdam: service days, calendar days.",
                                max_length=64,
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
                            "country",
                            models.CharField(
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{2}$",
                                        "Two capital letters of ISO 3166-1, such as NL.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "codespace",
                            models.CharField(
                                blank=True,
                                help_text="Stands before NeTEx ids, such as ENT in ENT:DistributionChannel:App; empty: made from the slug.",
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{3}$", "Three capital letters, such as ENT."
                                    )
                                ],
                            ),
                        ),
                        (
                            "allows_private_callbacks",
                            models.BooleanField(
                                default=False,
                                help_text="Its partners may be called in the network that this service runs in.",
                                verbose_name="private callbacks",
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "pgh_obj",
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
                    name="ApiToken",
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
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("TOMP", "Tomp"),
                                        ("MAAS_TSP", "Maas Tsp"),
                                        ("TRIPGO", "Tripgo"),
                                        ("INSPECTION", "Inspection"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "hint",
                            models.CharField(
                                editable=False, help_text="How the token begins.", max_length=8
                            ),
                        ),
                        ("requests_per_minute", models.PositiveIntegerField(default=4000)),
                        (
                            "allows_bookings",
                            models.BooleanField(
                                default=True,
                                help_text="Whether the partner may book. TripGo: without it there are trips alone.",
                                verbose_name="bookings",
                            ),
                        ),
                        ("created_at", models.DateTimeField(editable=False)),
                        (
                            "last_used_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="To the minute, over all processes.",
                                null=True,
                            ),
                        ),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tokens",
                                to="operators.organisation",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tokens",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "API token",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="apitoken_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["organisation", "tenant"],
                                name="apitoken_organisation_same_tenant",
                                to="operators.Organisation",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "roles__contained_by",
                                        ["TOMP", "MAAS_TSP", "TRIPGO", "INSPECTION"],
                                    ),
                                    ("roles__len__gt", 0),
                                ),
                                name="apitoken_roles_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest__length", 64)),
                                name="apitoken_digest_is_sha256_hex",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("requests_per_minute__gt", 0)),
                                name="apitoken_may_send_requests",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TokenEvent",
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
                                choices=[("ISSUED", "Issued"), ("REVOKED", "Revoked")],
                                max_length=20,
                            ),
                        ),
                        (
                            "token",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="operators.apitoken",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="tokenevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="tokenevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name__in", ["ISSUED", "REVOKED"])),
                                name="tokenevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TokenKey",
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
                            "kid",
                            models.CharField(max_length=43, unique=True, verbose_name="key id"),
                        ),
                        ("algorithm", models.CharField(default="RS256", max_length=10)),
                        ("public_jwk", models.JSONField()),
                        ("sealed_private_key", models.TextField()),
                        ("created_at", models.DateTimeField()),
                        ("retired_at", models.DateTimeField(null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("algorithm", "RS256")),
                                name="tokenkey_algorithm_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kid__regex", "^[A-Za-z0-9_-]{43}$")),
                                name="tokenkey_kid_is_a_thumbprint",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("retired_at", None), ("revoked_at", None)),
                                fields=("algorithm",),
                                name="tokenkey_one_signs",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TokenKeyChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("kid", models.CharField(max_length=43, verbose_name="key id")),
                        ("algorithm", models.CharField(default="RS256", max_length=10)),
                        ("public_jwk", models.JSONField()),
                        ("created_at", models.DateTimeField()),
                        ("retired_at", models.DateTimeField(null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.tokenkey",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FeedVersion",
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
                            django_fsm.FSMField(
                                choices=[
                                    ("IMPORTING", "Importing"),
                                    ("IN_FORCE", "In Force"),
                                    ("REPLACED", "Replaced"),
                                    ("CHECKED", "Checked"),
                                    ("REFUSED", "Refused"),
                                ],
                                default="IMPORTING",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="File, folder or address that was read.", max_length=300
                            ),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                blank=True,
                                help_text="agency_timezone of the feed; empty until it was read.",
                                max_length=64,
                            ),
                        ),
                        (
                            "started_by",
                            models.CharField(help_text="Who began the import.", max_length=170),
                        ),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(null=True)),
                        (
                            "step",
                            models.CharField(
                                blank=True, help_text="What the import is doing.", max_length=100
                            ),
                        ),
                        ("counts", models.JSONField(default=dict, help_text="Rows per file.")),
                        (
                            "problems",
                            models.JSONField(
                                default=list,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                help_text="File, line, field and what is wrong.",
                            ),
                        ),
                        ("first_date", models.DateField(help_text="First service day.", null=True)),
                        (
                            "last_date",
                            models.DateField(help_text="Last service day, inclusive.", null=True),
                        ),
                        (
                            "latest_time",
                            models.PositiveIntegerField(
                                default=0,
                                help_text="Largest departure or arrival, seconds since the day's start.",
                            ),
                        ),
                        (
                            "service_area",
                            models.JSONField(
                                default=list,
                                help_text="Around all stops: longitude and latitude of each corner, the first one again at the end.",
                            ),
                        ),
                        (
                            "feed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="operators.feed",
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
                                    (
                                        "state__in",
                                        ["IMPORTING", "IN_FORCE", "REPLACED", "CHECKED", "REFUSED"],
                                    )
                                ),
                                name="feedversion_state_is_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "IN_FORCE")),
                                fields=("feed",),
                                name="feedversion_one_in_force",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "IMPORTING")),
                                fields=("feed",),
                                name="feedversion_one_import_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("finished_at", None), ("state", "IMPORTING")),
                                    models.Q(
                                        models.Q(("state", "IMPORTING"), _negated=True),
                                        ("finished_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="feedversion_finished_when_not_importing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "IN_FORCE"), _negated=True),
                                    models.Q(
                                        ("first_date__isnull", False),
                                        ("last_date__gte", models.F("first_date")),
                                        ("last_date__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="feedversion_in_force_has_dates",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "IN_FORCE"), _negated=True),
                                    models.Q(("timezone", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="feedversion_in_force_has_timezone",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["feed", "tenant"],
                                name="feedversion_feed_same_tenant",
                                to="operators.Feed",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Stop",
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
                        ("stop_id", models.CharField(max_length=100)),
                        ("code", models.CharField(blank=True, max_length=50)),
                        ("name", models.CharField(max_length=250)),
                        ("latitude", models.DecimalField(decimal_places=6, max_digits=9)),
                        ("longitude", models.DecimalField(decimal_places=6, max_digits=9)),
                        ("zone_id", models.CharField(blank=True, max_length=100)),
                        ("location_type", models.PositiveSmallIntegerField(default=0)),
                        ("platform_code", models.CharField(blank=True, max_length=50)),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="platforms",
                                to="operators.stop",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stops",
                                to="operators.feedversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["version", "code"], name="stop_by_code"),
                            models.Index(fields=["version", "zone_id"], name="stop_by_zone"),
                            django.contrib.postgres.indexes.GistIndex(
                                models.F("version"),
                                models.Func(
                                    models.F("longitude"), models.F("latitude"), function="point"
                                ),
                                name="stop_by_place",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    "name", config="simple"
                                ),
                                name="stop_by_words",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "stop_id"), name="stop_once_per_version"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("latitude__range", (-90, 90)),
                                    ("longitude__range", (-180, 180)),
                                ),
                                name="stop_is_on_earth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("location_type__range", (0, 4))),
                                name="stop_location_type_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transfer",
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
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Recommended"),
                                    (1, "Timed: the other vehicle waits"),
                                    (2, "Takes a minimum time"),
                                    (3, "Not possible"),
                                ],
                                help_text="GTFS transfer_type.",
                            ),
                        ),
                        (
                            "minimum_seconds",
                            models.PositiveIntegerField(
                                help_text="What changing takes at least; empty: not told.",
                                null=True,
                            ),
                        ),
                        (
                            "from_stop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transfers_from",
                                to="operators.stop",
                            ),
                        ),
                        (
                            "to_stop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transfers_to",
                                to="operators.stop",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transfers",
                                to="operators.feedversion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "from_stop", "to_stop"),
                                name="transfer_once_per_pair",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", [0, 1, 2, 3])),
                                name="transfer_kind_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Route",
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
                        ("route_id", models.CharField(max_length=100)),
                        ("agency_id", models.CharField(blank=True, max_length=100)),
                        ("short_name", models.CharField(blank=True, max_length=100)),
                        ("long_name", models.CharField(blank=True, max_length=250)),
                        (
                            "route_type",
                            models.PositiveSmallIntegerField(
                                help_text="GTFS route_type, basic or extended."
                            ),
                        ),
                        ("color", models.CharField(blank=True, max_length=6)),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="routes",
                                to="operators.feedversion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "route_id"), name="route_once_per_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trip",
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
                        ("trip_id", models.CharField(max_length=150)),
                        ("service_id", models.CharField(max_length=150)),
                        ("headsign", models.CharField(blank=True, max_length=250)),
                        ("direction_id", models.PositiveSmallIntegerField(null=True)),
                        (
                            "starts",
                            models.PositiveIntegerField(
                                help_text="When one run of a trip that goes by headway (GTFS frequencies.txt) leaves its first stop, seconds since the day's start. Empty: the trip has times of its own.",
                                null=True,
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trips",
                                to="operators.route",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trips",
                                to="operators.feedversion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "trip_id", "starts"),
                                name="trip_once_per_version",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
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
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={
                                    "unique": "A user with that username already exists."
                                },
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[
                                    django.contrib.auth.validators.UnicodeUsernameValidator()
                                ],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "first_name",
                            models.CharField(blank=True, max_length=150, verbose_name="first name"),
                        ),
                        (
                            "last_name",
                            models.CharField(blank=True, max_length=150, verbose_name="last name"),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="email address"
                            ),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "user",
                        "verbose_name_plural": "users",
                        "abstract": False,
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="UserChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={
                                    "unique": "A user with that username already exists."
                                },
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                validators=[
                                    django.contrib.auth.validators.UnicodeUsernameValidator()
                                ],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "first_name",
                            models.CharField(blank=True, max_length=150, verbose_name="first name"),
                        ),
                        (
                            "last_name",
                            models.CharField(blank=True, max_length=150, verbose_name="last name"),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="email address"
                            ),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VehicleStationChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("station_id", models.CharField(max_length=100, verbose_name="station id")),
                        ("name", models.CharField(max_length=150)),
                        ("latitude", models.FloatField()),
                        ("longitude", models.FloatField()),
                        ("address", models.CharField(blank=True, max_length=250)),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Vehicles that fit; empty: not told.",
                                null=True,
                            ),
                        ),
                        (
                            "is_virtual",
                            models.BooleanField(
                                default=False, help_text="Without docks.", verbose_name="virtual"
                            ),
                        ),
                        (
                            "area",
                            models.JSONField(
                                blank=True,
                                help_text="GeoJSON, where it is more than a point.",
                                null=True,
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.vehiclestation",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.region",
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
                    name="AssetEvent",
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
                                    ("ADDED", "Added"),
                                    ("RESERVED", "Reserved"),
                                    ("RELEASED", "Released"),
                                    ("RETIRED", "Retired"),
                                    ("RETURNED", "Returned"),
                                    ("DISABLED", "Disabled"),
                                    ("ENABLED", "Enabled"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "asset",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="operators.asset",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vehicle event",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="assetevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="assetevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "ADDED",
                                            "RESERVED",
                                            "RELEASED",
                                            "RETIRED",
                                            "RETURNED",
                                            "DISABLED",
                                            "ENABLED",
                                        ],
                                    )
                                ),
                                name="assetevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClientEvent",
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
                                    ("ISSUED", "Issued"),
                                    ("RENEWED", "Renewed"),
                                    ("REVOKED", "Revoked"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="operators.apiclient",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="clientevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="clientevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name__in", ["ISSUED", "RENEWED", "REVOKED"])),
                                name="clientevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Driver",
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
                            models.CharField(
                                help_text="What the taxi centre calls the driver.", max_length=20
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As customers read it, such as Jussi K.", max_length=100
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True,
                                help_text="For customers: +31…",
                                max_length=16,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\+[0-9]{7,15}$",
                                        "Write it as +31201234567: a plus sign and 7 to 15 digits.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "picture_url",
                            models.URLField(
                                blank=True,
                                help_text="Address of a picture.",
                                verbose_name="picture",
                            ),
                        ),
                        (
                            "asset",
                            models.OneToOneField(
                                blank=True,
                                error_messages={
                                    "unique": "Somebody else drives this vehicle now; free it there first."
                                },
                                help_text="What the driver drives now; empty: not at work.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="driver",
                                to="operators.asset",
                                verbose_name="vehicle",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drivers",
                                to="operators.fleet",
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
                                fields=("id", "tenant"), name="driver_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "fleet"), name="driver_fleet_key"
                            ),
                            models.UniqueConstraint(
                                fields=("fleet", "number"),
                                name="driver_once_per_number",
                                violation_error_message="The fleet has a driver of this number.",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="driver_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["asset", "fleet"],
                                name="driver_asset_of_fleet",
                                to="operators.Asset",
                                to_fields=["id", "fleet"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("phone", ""),
                                    ("phone__regex", "^\\+[0-9]{7,15}$"),
                                    _connector="OR",
                                ),
                                name="driver_phone_is_e164",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="driver_has_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FleetHours",
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
                            "days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("MON", "Monday"),
                                        ("TUE", "Tuesday"),
                                        ("WED", "Wednesday"),
                                        ("THU", "Thursday"),
                                        ("FRI", "Friday"),
                                        ("SAT", "Saturday"),
                                        ("SUN", "Sunday"),
                                    ],
                                    max_length=3,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("opens", models.TimeField(blank=True, null=True)),
                        (
                            "closes",
                            models.TimeField(
                                blank=True,
                                help_text="00:00 is the end of the day; before opening: next day.",
                                null=True,
                            ),
                        ),
                        (
                            "user_type",
                            models.CharField(
                                blank=True,
                                choices=[("MEMBER", "Members"), ("NON_MEMBERS", "Everybody else")],
                                help_text="Empty: for everybody.",
                                max_length=20,
                                verbose_name="for",
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                blank=True,
                                help_text="Opening hours in the words of OpenStreetMap.",
                                max_length=500,
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hours",
                                to="operators.fleet",
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
                        "verbose_name": "hours",
                        "verbose_name_plural": "hours",
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="fleethours_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "days__contained_by",
                                        ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"],
                                    )
                                ),
                                name="fleethours_days_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("user_type", ""),
                                    ("user_type__in", ["MEMBER", "NON_MEMBERS"]),
                                    _connector="OR",
                                ),
                                name="fleethours_user_type_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closes__isnull", False),
                                        ("days__len__gt", 0),
                                        ("opens__isnull", False),
                                    ),
                                    models.Q(
                                        ("closes", None),
                                        ("days", []),
                                        ("opens", None),
                                        models.Q(("text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="fleethours_say_when",
                                violation_error_message="Choose days, opening and closing time, or write a text.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("ADMINISTRATOR", "Administrator"),
                                    ("FINANCE", "Finance"),
                                    ("SUPPORT", "Support"),
                                    ("INSPECTOR", "Inspector"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="membership_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "user"), name="membership_once_per_user"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        ["ADMINISTRATOR", "FINANCE", "SUPPORT", "INSPECTOR"],
                                    )
                                ),
                                name="membership_role_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OperatingDay",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "version_id",
                                "date",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("date", models.DateField()),
                        ("first_departure", models.PositiveIntegerField()),
                        ("last_arrival", models.PositiveIntegerField()),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="operating_days",
                                to="operators.feedversion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("last_arrival__gte", models.F("first_departure"))
                                ),
                                name="operatingday_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanPart",
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
                            "sequence",
                            models.PositiveSmallIntegerField(
                                help_text="Which part it is, from 1 on."
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, help_text="Such as “Unlock fee”.", max_length=100
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("FIXED", "Fixed: once"),
                                    ("FLEX", "Flex: for each unit begun"),
                                    ("MAX", "Max: never more than this"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("DEFAULT", "The price"),
                                    ("DISCOUNT", "Discount"),
                                    ("SURGE", "Surge"),
                                ],
                                default="DEFAULT",
                                help_text="A discount has a negative amount, a surge a positive one.",
                                max_length=10,
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=4,
                                help_text="In the currency of the plan; percents for that unit.",
                                max_digits=12,
                            ),
                        ),
                        (
                            "units",
                            models.DecimalField(
                                decimal_places=4,
                                default=Decimal("1.0"),
                                help_text="How many units the amount is for.",
                                max_digits=12,
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("KM", "kilometre"),
                                    ("SECOND", "second"),
                                    ("MINUTE", "minute"),
                                    ("HOUR", "hour"),
                                    ("MILE", "mile"),
                                    ("PERCENTAGE", "percent"),
                                ],
                                help_text="What a flex part counts.",
                                max_length=10,
                            ),
                        ),
                        (
                            "scale_from",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="Counts from here on; empty: from the beginning.",
                                max_digits=12,
                                null=True,
                            ),
                        ),
                        (
                            "scale_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="Counts up to here; empty: no end.",
                                max_digits=12,
                                null=True,
                            ),
                        ),
                        (
                            "scale_unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("KM", "kilometre"),
                                    ("MINUTE", "minute"),
                                    ("HOUR", "hour"),
                                    ("MILE", "mile"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "minimum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="The least that this part costs.",
                                max_digits=12,
                                null=True,
                            ),
                        ),
                        (
                            "maximum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="The most that this part costs.",
                                max_digits=12,
                                null=True,
                            ),
                        ),
                        (
                            "use",
                            models.CharField(
                                choices=[("IN_USE", "In use"), ("PAUSED", "Paused")],
                                default="IN_USE",
                                help_text="When it counts.",
                                max_length=10,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="operators.pricingplan",
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
                        "verbose_name": "part",
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["plan", "tenant"],
                                name="planpart_plan_same_tenant",
                                to="operators.PricingPlan",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("plan", "sequence"), name="planpart_once_per_sequence"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("type__in", ["FIXED", "FLEX", "MAX"])),
                                name="planpart_type_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("use__in", ["IN_USE", "PAUSED"])),
                                name="planpart_use_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("type", "FLEX"),
                                        (
                                            "unit__in",
                                            [
                                                "KM",
                                                "SECOND",
                                                "MINUTE",
                                                "HOUR",
                                                "MILE",
                                                "PERCENTAGE",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(("type", "FLEX"), _negated=True),
                                        ("unit", ""),
                                        ("units", 1),
                                    ),
                                    _connector="OR",
                                ),
                                name="planpart_flex_has_a_unit",
                                violation_error_message="A flex part, and no other, counts units.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("units__gt", 0)),
                                name="planpart_counts_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__gte", 0), ("kind", "DEFAULT")),
                                    models.Q(("amount__lt", 0), ("kind", "DISCOUNT")),
                                    models.Q(("amount__gt", 0), ("kind", "SURGE")),
                                    _connector="OR",
                                ),
                                name="planpart_kind_has_its_sign",
                                violation_error_message="A discount is below zero, a surge above it, a price not below it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("unit", "PERCENTAGE"), _negated=True),
                                    models.Q(
                                        models.Q(("kind", "DEFAULT"), _negated=True),
                                        ("scale_unit", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="planpart_percents_are_of_the_price",
                                violation_error_message="A discount or a surge, without a scale, is in percent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("type", "MAX"), _negated=True),
                                    models.Q(("kind", "DEFAULT"), ("scale_unit", "")),
                                    _connector="OR",
                                ),
                                name="planpart_max_caps_everything",
                                violation_error_message="A max part has no scale and is no discount.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("scale_from", None), ("scale_to", None), ("scale_unit", "")
                                    ),
                                    models.Q(
                                        ("scale_from__isnull", False),
                                        ("scale_unit__in", ["KM", "MILE", "MINUTE", "HOUR"]),
                                    ),
                                    models.Q(
                                        ("scale_to__isnull", False),
                                        ("scale_unit__in", ["KM", "MILE", "MINUTE", "HOUR"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="planpart_scale_has_a_unit",
                                violation_error_message="A scale has a unit and a beginning or an end.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("scale_from", None),
                                        ("scale_from__gte", 0),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("scale_to", None), ("scale_to__gt", 0), _connector="OR"
                                    ),
                                    models.Q(
                                        ("scale_from", None),
                                        ("scale_to", None),
                                        ("scale_to__gt", models.F("scale_from")),
                                        _connector="OR",
                                    ),
                                ),
                                name="planpart_scale_ends_after_it_begins",
                                violation_error_message="A scale ends after it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit", ""),
                                    ("scale_unit", ""),
                                    models.Q(
                                        ("scale_unit__in", ["KM", "MILE"]),
                                        ("unit__in", ["KM", "MILE"]),
                                    ),
                                    models.Q(
                                        ("scale_unit__in", ["MINUTE", "HOUR"]),
                                        ("unit__in", ["SECOND", "MINUTE", "HOUR"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="planpart_scale_measures_what_it_counts",
                                violation_error_message="A part that counts time has a scale of time, one that counts distance a scale of distance.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minimum", None),
                                    ("maximum", None),
                                    ("minimum__lte", models.F("maximum")),
                                    _connector="OR",
                                ),
                                name="planpart_minimum_is_below_maximum",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pattern",
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
                        ("service_id", models.CharField(max_length=150)),
                        (
                            "trips",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                help_text="Keys of the trips.",
                                size=None,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="patterns",
                                to="operators.feedversion",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="patterns",
                                to="operators.route",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["version"], name="pattern_by_version")],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceDay",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "version_id",
                                "date",
                                "service_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("service_id", models.CharField(max_length=150)),
                        ("date", models.DateField()),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="service_days",
                                to="operators.feedversion",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SimulatedVehicle",
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
                        ("is_locked", models.BooleanField(default=True, verbose_name="locked")),
                        (
                            "jams",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="How many of the next commands to the lock fail.",
                            ),
                        ),
                        (
                            "delay_milliseconds",
                            models.PositiveIntegerField(
                                default=0,
                                help_text="Milliseconds until a command is answered.",
                                verbose_name="delay",
                            ),
                        ),
                        ("latitude", models.FloatField()),
                        ("longitude", models.FloatField()),
                        (
                            "heading",
                            models.FloatField(
                                default=0, help_text="Degrees from north, clockwise."
                            ),
                        ),
                        (
                            "speed_kmph",
                            models.FloatField(
                                default=0, help_text="Kilometres an hour.", verbose_name="speed"
                            ),
                        ),
                        ("charge", models.FloatField(default=100, help_text="Percent.")),
                        (
                            "trunk_opened_at",
                            models.DateTimeField(blank=True, help_text="Last time.", null=True),
                        ),
                        (
                            "moved_at",
                            models.DateTimeField(help_text="As of when its place and charge are."),
                        ),
                        (
                            "asset",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="simulated",
                                to="operators.asset",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("latitude__range", (-90, 90)),
                                    ("longitude__range", (-180, 180)),
                                ),
                                name="simulatedvehicle_is_on_earth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("charge__range", (0, 100))),
                                name="simulatedvehicle_charge_is_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("heading__gte", 0),
                                    ("heading__lt", 360),
                                    ("speed_kmph__gte", 0),
                                ),
                                name="simulatedvehicle_moves_forwards",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PatternCall",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "version_id",
                                "pattern_id",
                                "sequence",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "sequence",
                            models.PositiveIntegerField(help_text="stop_sequence of its trips."),
                        ),
                        ("boards", models.BooleanField(help_text="Riders may get on.")),
                        ("alights", models.BooleanField(help_text="Riders may get off.")),
                        (
                            "arrivals",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), size=None
                            ),
                        ),
                        (
                            "departures",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), size=None
                            ),
                        ),
                        (
                            "pattern",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calls",
                                to="operators.pattern",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="operators.feedversion",
                            ),
                        ),
                        (
                            "stop",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="operators.stop",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["stop", "pattern"], name="patterncall_by_stop")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("arrivals__len", models.F("departures__len"))),
                                name="patterncall_times_are_pairs",
                            )
                        ],
                    },
                ),
                CreatePartitionedModel(
                    name="StopTime",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "trip_id",
                                "sequence",
                                "version_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField()),
                        ("arrival", models.PositiveIntegerField()),
                        ("departure", models.PositiveIntegerField()),
                        ("pickup_type", models.PositiveSmallIntegerField(default=0)),
                        ("drop_off_type", models.PositiveSmallIntegerField(default=0)),
                        (
                            "stop",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stop_times",
                                to="operators.stop",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="operators.feedversion",
                            ),
                        ),
                        (
                            "trip",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stop_times",
                                to="operators.trip",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("departure__gte", models.F("arrival"))),
                                name="stoptime_leaves_after_it_arrives",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Supplier",
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
                                unique=True,
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("TOMP", "Tomp")], default="TOMP", max_length=20
                            ),
                        ),
                        (
                            "base_url",
                            models.URLField(
                                help_text="What its paths are put behind, without a slash.",
                                max_length=500,
                                verbose_name="address",
                            ),
                        ),
                        (
                            "version",
                            models.CharField(
                                choices=[("1.1.3", "Tomp 1 1"), ("1.6.1", "Tomp 1 6")],
                                default="1.6.1",
                                max_length=10,
                            ),
                        ),
                        (
                            "maas_id",
                            models.CharField(
                                blank=True,
                                help_text="What it calls us; sent as maas-id.",
                                max_length=100,
                                verbose_name="MaaS id",
                            ),
                        ),
                        (
                            "token_header",
                            models.CharField(
                                choices=[
                                    ("BEARER", "Authorization: Bearer"),
                                    ("ACCESS_TOKEN", "X-Access-Token"),
                                ],
                                default="BEARER",
                                max_length=20,
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
                        (
                            "is_active",
                            models.BooleanField(
                                default=True, help_text="Nothing new is bought of one that is not."
                            ),
                        ),
                        ("sealed_token", models.TextField(editable=False)),
                        ("sealed_signing_secret", models.TextField(blank=True, editable=False)),
                        ("sealed_callback_token", models.TextField(blank=True, editable=False)),
                        (
                            "operator",
                            models.ForeignKey(
                                help_text="Who runs the service; its organisation is paid for what is resold.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suppliers",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suppliers",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="supplier_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "operator"), name="supplier_operator_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "name"), name="supplier_once_per_name"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["operator", "tenant"],
                                name="supplier_operator_same_tenant",
                                to="operators.Operator",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["TOMP"])),
                                name="supplier_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("version__in", ["1.1.3", "1.6.1"])),
                                name="supplier_version_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("token_header__in", ["BEARER", "ACCESS_TOKEN"])
                                ),
                                name="supplier_token_header_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sealed_token", ""), _negated=True),
                                name="supplier_has_a_token",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaxiService",
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
                            "phone",
                            models.CharField(
                                blank=True,
                                help_text="Of the taxi centre: +31…",
                                max_length=16,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\+[0-9]{7,15}$",
                                        "Write it as +31201234567: a plus sign and 7 to 15 digits.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "picture_url",
                            models.URLField(
                                blank=True,
                                help_text="Address of a picture of the taxi centre, such as a logo.",
                                verbose_name="picture",
                            ),
                        ),
                        (
                            "notice_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                help_text="Minutes between an order and its pick-up at least.",
                                verbose_name="notice",
                            ),
                        ),
                        (
                            "days_ahead",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="How many days before its pick-up a trip can be ordered.",
                            ),
                        ),
                        (
                            "answer_minutes",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="Minutes that a driver is looked for, at the latest until the pick-up.",
                                verbose_name="time to find a driver",
                            ),
                        ),
                        (
                            "dispatch_minutes",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Minutes before the pick-up from which on; empty: as soon as it is ordered.",
                                null=True,
                                verbose_name="driver is looked for",
                            ),
                        ),
                        (
                            "speed_kmph",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="Kilometres an hour on the road: for estimates.",
                                verbose_name="speed",
                            ),
                        ),
                        (
                            "detour_percent",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="What a road is longer than the straight line, in percent.",
                                verbose_name="detour",
                            ),
                        ),
                        (
                            "fixes_price",
                            models.BooleanField(
                                default=False,
                                help_text="The price told with an order is the price; else the meter says it at the end.",
                                verbose_name="fixed prices",
                            ),
                        ),
                        (
                            "cancellation_fee",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0.00"),
                                help_text="For whoever cancels once a driver has accepted, in the currency of the plan; 0: free.",
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                            ),
                        ),
                        (
                            "vehicle_type",
                            models.CharField(
                                default="any",
                                help_text="What comes, such as estate car; any: whichever is free.",
                                max_length=100,
                            ),
                        ),
                        (
                            "fleet",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taxi_service",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                help_text="What a trip costs; minutes count as in use.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taxi_services",
                                to="operators.pricingplan",
                                verbose_name="pricing plan",
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
                                fields=("id", "tenant"), name="taxiservice_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "fleet"), name="taxiservice_fleet_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="taxiservice_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["plan", "fleet"],
                                name="taxiservice_plan_of_fleet",
                                to="operators.PricingPlan",
                                to_fields=["id", "fleet"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("phone", ""),
                                    ("phone__regex", "^\\+[0-9]{7,15}$"),
                                    _connector="OR",
                                ),
                                name="taxiservice_phone_is_e164",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("notice_minutes__range", (1, 10080))),
                                name="taxiservice_needs_notice_within_a_week",
                                violation_error_message="A notice is 1 minute to 7 days.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("days_ahead__range", (1, 365))),
                                name="taxiservice_is_ordered_within_a_year",
                                violation_error_message="Trips are ordered 1 to 365 days ahead.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer_minutes__range", (1, 1440))),
                                name="taxiservice_answers_within_a_day",
                                violation_error_message="A driver is looked for 1 minute to 24 hours.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("dispatch_minutes", None),
                                    ("dispatch_minutes__range", (1, 10080)),
                                    _connector="OR",
                                ),
                                name="taxiservice_dispatches_within_a_week",
                                violation_error_message="A driver is looked for 1 minute to 7 days ahead.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("speed_kmph__range", (1, 200))),
                                name="taxiservice_drives_at_a_speed",
                                violation_error_message="A speed is 1 to 200 kilometres an hour.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("detour_percent__lte", 500)),
                                name="taxiservice_detour_is_sane",
                                violation_error_message="A detour is 0 to 500 percent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cancellation_fee__gte", 0)),
                                name="taxiservice_fee_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("vehicle_type", ""), _negated=True),
                                name="taxiservice_says_what_comes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaxiServiceChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "phone",
                            models.CharField(
                                blank=True,
                                help_text="Of the taxi centre: +31…",
                                max_length=16,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\+[0-9]{7,15}$",
                                        "Write it as +31201234567: a plus sign and 7 to 15 digits.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "picture_url",
                            models.URLField(
                                blank=True,
                                help_text="Address of a picture of the taxi centre, such as a logo.",
                                verbose_name="picture",
                            ),
                        ),
                        (
                            "notice_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                help_text="Minutes between an order and its pick-up at least.",
                                verbose_name="notice",
                            ),
                        ),
                        (
                            "days_ahead",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="How many days before its pick-up a trip can be ordered.",
                            ),
                        ),
                        (
                            "answer_minutes",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="Minutes that a driver is looked for, at the latest until the pick-up.",
                                verbose_name="time to find a driver",
                            ),
                        ),
                        (
                            "dispatch_minutes",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Minutes before the pick-up from which on; empty: as soon as it is ordered.",
                                null=True,
                                verbose_name="driver is looked for",
                            ),
                        ),
                        (
                            "speed_kmph",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="Kilometres an hour on the road: for estimates.",
                                verbose_name="speed",
                            ),
                        ),
                        (
                            "detour_percent",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="What a road is longer than the straight line, in percent.",
                                verbose_name="detour",
                            ),
                        ),
                        (
                            "fixes_price",
                            models.BooleanField(
                                default=False,
                                help_text="The price told with an order is the price; else the meter says it at the end.",
                                verbose_name="fixed prices",
                            ),
                        ),
                        (
                            "cancellation_fee",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0.00"),
                                help_text="For whoever cancels once a driver has accepted, in the currency of the plan; 0: free.",
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                            ),
                        ),
                        (
                            "vehicle_type",
                            models.CharField(
                                default="any",
                                help_text="What comes, such as estate car; any: whichever is free.",
                                max_length=100,
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.taxiservice",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="What a trip costs; minutes count as in use.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.pricingplan",
                                verbose_name="pricing plan",
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
                    name="SupplierChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "reference",
                            models.CharField(
                                default=operators.tenancy.references.new_reference,
                                editable=False,
                                max_length=32,
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("TOMP", "Tomp")], default="TOMP", max_length=20
                            ),
                        ),
                        (
                            "base_url",
                            models.URLField(
                                help_text="What its paths are put behind, without a slash.",
                                max_length=500,
                                verbose_name="address",
                            ),
                        ),
                        (
                            "version",
                            models.CharField(
                                choices=[("1.1.3", "Tomp 1 1"), ("1.6.1", "Tomp 1 6")],
                                default="1.6.1",
                                max_length=10,
                            ),
                        ),
                        (
                            "maas_id",
                            models.CharField(
                                blank=True,
                                help_text="What it calls us; sent as maas-id.",
                                max_length=100,
                                verbose_name="MaaS id",
                            ),
                        ),
                        (
                            "token_header",
                            models.CharField(
                                choices=[
                                    ("BEARER", "Authorization: Bearer"),
                                    ("ACCESS_TOKEN", "X-Access-Token"),
                                ],
                                default="BEARER",
                                max_length=20,
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
                        (
                            "is_active",
                            models.BooleanField(
                                default=True, help_text="Nothing new is bought of one that is not."
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Who runs the service; its organisation is paid for what is resold.",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RegionChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("region_id", models.CharField(max_length=100, verbose_name="region id")),
                        ("name", models.CharField(max_length=150)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("OPERATING", "Operating"),
                                    ("NO_ACCESS", "No Access"),
                                    ("NO_PARKING", "No Parking"),
                                    ("PARKING", "Parking"),
                                    ("DISCOUNT", "Discount"),
                                    ("SPEEDLIMIT", "Speed limit"),
                                ],
                                default="OPERATING",
                                max_length=20,
                            ),
                        ),
                        (
                            "area",
                            models.JSONField(
                                help_text="GeoJSON: a Polygon or MultiPolygon of longitudes and latitudes."
                            ),
                        ),
                        (
                            "speed_kmph",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Kilometres an hour.",
                                null=True,
                                verbose_name="speed limit",
                            ),
                        ),
                        (
                            "starts_at",
                            models.DateTimeField(
                                blank=True, help_text="Empty: it holds already.", null=True
                            ),
                        ),
                        (
                            "ends_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="The first moment that it is over; empty: never.",
                                null=True,
                            ),
                        ),
                        (
                            "asset_type_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="Ids of the vehicle types that it is for, with commas between; empty: all.",
                                size=None,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[("GBFS", "The GBFS feed"), ("OWN", "Ourselves")],
                                default="OWN",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.region",
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
                    name="PricingPlanChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("plan_id", models.CharField(max_length=100, verbose_name="plan id")),
                        ("name", models.CharField(max_length=150)),
                        ("description", models.TextField(blank=True, max_length=2000)),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[operators.tenancy.currencies.check_currency],
                            ),
                        ),
                        ("url", models.URLField(blank=True, verbose_name="website")),
                        (
                            "is_taxable",
                            models.BooleanField(
                                default=False,
                                help_text="Tell customers that tax is still to be added.",
                            ),
                        ),
                        (
                            "tax_included",
                            models.BooleanField(
                                default=True,
                                help_text="The amounts hold the VAT; if not, prices add it.",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.pricingplan",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Where it holds; empty: everywhere.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.region",
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
                    name="PlanPartChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "sequence",
                            models.PositiveSmallIntegerField(
                                help_text="Which part it is, from 1 on."
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, help_text="Such as “Unlock fee”.", max_length=100
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("FIXED", "Fixed: once"),
                                    ("FLEX", "Flex: for each unit begun"),
                                    ("MAX", "Max: never more than this"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("DEFAULT", "The price"),
                                    ("DISCOUNT", "Discount"),
                                    ("SURGE", "Surge"),
                                ],
                                default="DEFAULT",
                                help_text="A discount has a negative amount, a surge a positive one.",
                                max_length=10,
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=4,
                                help_text="In the currency of the plan; percents for that unit.",
                                max_digits=12,
                            ),
                        ),
                        (
                            "units",
                            models.DecimalField(
                                decimal_places=4,
                                default=Decimal("1.0"),
                                help_text="How many units the amount is for.",
                                max_digits=12,
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("KM", "kilometre"),
                                    ("SECOND", "second"),
                                    ("MINUTE", "minute"),
                                    ("HOUR", "hour"),
                                    ("MILE", "mile"),
                                    ("PERCENTAGE", "percent"),
                                ],
                                help_text="What a flex part counts.",
                                max_length=10,
                            ),
                        ),
                        (
                            "scale_from",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="Counts from here on; empty: from the beginning.",
                                max_digits=12,
                                null=True,
                            ),
                        ),
                        (
                            "scale_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="Counts up to here; empty: no end.",
                                max_digits=12,
                                null=True,
                            ),
                        ),
                        (
                            "scale_unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("KM", "kilometre"),
                                    ("MINUTE", "minute"),
                                    ("HOUR", "hour"),
                                    ("MILE", "mile"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "minimum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="The least that this part costs.",
                                max_digits=12,
                                null=True,
                            ),
                        ),
                        (
                            "maximum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="The most that this part costs.",
                                max_digits=12,
                                null=True,
                            ),
                        ),
                        (
                            "use",
                            models.CharField(
                                choices=[("IN_USE", "In use"), ("PAUSED", "Paused")],
                                default="IN_USE",
                                help_text="When it counts.",
                                max_length=10,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.planpart",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.pricingplan",
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
                    name="OrganisationChange",
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
                        ("name", models.CharField(max_length=150)),
                        (
                            "vat_number",
                            models.CharField(blank=True, max_length=20, verbose_name="VAT number"),
                        ),
                        (
                            "address",
                            models.CharField(
                                blank=True,
                                help_text="As it stands on invoices, lines after commas.",
                                max_length=300,
                            ),
                        ),
                        (
                            "billing_email",
                            models.EmailField(
                                blank=True,
                                help_text="Where invoices to it are sent.",
                                max_length=254,
                                verbose_name="e-mail for invoices",
                            ),
                        ),
                        (
                            "bank_account",
                            models.CharField(
                                blank=True,
                                help_text="Where its invoices are paid to, such as an IBAN.",
                                max_length=40,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
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
                    name="OperatorChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("code", models.SlugField(db_index=False, max_length=30)),
                        ("name", models.CharField(max_length=150)),
                        ("url", models.URLField(blank=True, verbose_name="website")),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.operator",
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
                    name="MembershipChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("ADMINISTRATOR", "Administrator"),
                                    ("FINANCE", "Finance"),
                                    ("SUPPORT", "Support"),
                                    ("INSPECTOR", "Inspector"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.membership",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                    name="FleetImport",
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
                            django_fsm.FSMField(
                                choices=[
                                    ("RUNNING", "Running"),
                                    ("SUCCEEDED", "Succeeded"),
                                    ("REFUSED", "Refused"),
                                    ("FAILED", "Failed"),
                                ],
                                default="RUNNING",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="Folder or address that was read.", max_length=500
                            ),
                        ),
                        (
                            "requested_by",
                            models.CharField(help_text="Who asked for it.", max_length=170),
                        ),
                        ("started_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "gbfs_version",
                            models.CharField(
                                blank=True,
                                help_text="Empty until the feed told it.",
                                max_length=20,
                                verbose_name="GBFS version",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                blank=True, help_text="What the import is doing.", max_length=100
                            ),
                        ),
                        (
                            "feed",
                            models.JSONField(
                                default=dict,
                                help_text="The system that the feed is of, and when each file was published.",
                            ),
                        ),
                        (
                            "counts",
                            models.JSONField(
                                default=dict, help_text="Rows added, changed and gone, per kind."
                            ),
                        ),
                        (
                            "problems",
                            models.JSONField(
                                default=list,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                help_text="File, field and what is wrong.",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="operators.fleet",
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
                        "verbose_name": "import of a fleet",
                        "verbose_name_plural": "imports of fleets",
                        "indexes": [
                            models.Index(
                                fields=["fleet", "-started_at"], name="fleetimport_newest_first"
                            )
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="fleetimport_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["RUNNING", "SUCCEEDED", "REFUSED", "FAILED"])
                                ),
                                name="fleetimport_state_is_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "RUNNING")),
                                fields=("fleet",),
                                name="fleetimport_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("state", "RUNNING")),
                                    models.Q(
                                        models.Q(("state", "RUNNING"), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="fleetimport_ended_when_not_running",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="FleetHoursChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("MON", "Monday"),
                                        ("TUE", "Tuesday"),
                                        ("WED", "Wednesday"),
                                        ("THU", "Thursday"),
                                        ("FRI", "Friday"),
                                        ("SAT", "Saturday"),
                                        ("SUN", "Sunday"),
                                    ],
                                    max_length=3,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("opens", models.TimeField(blank=True, null=True)),
                        (
                            "closes",
                            models.TimeField(
                                blank=True,
                                help_text="00:00 is the end of the day; before opening: next day.",
                                null=True,
                            ),
                        ),
                        (
                            "user_type",
                            models.CharField(
                                blank=True,
                                choices=[("MEMBER", "Members"), ("NON_MEMBERS", "Everybody else")],
                                help_text="Empty: for everybody.",
                                max_length=20,
                                verbose_name="for",
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                blank=True,
                                help_text="Opening hours in the words of OpenStreetMap.",
                                max_length=500,
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.fleethours",
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
                    name="FleetChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "reference",
                            models.CharField(
                                default=operators.tenancy.references.new_reference,
                                editable=False,
                                max_length=32,
                            ),
                        ),
                        (
                            "system_id",
                            models.SlugField(
                                db_index=False,
                                help_text="As in the GBFS feed, such as voi_berlin.",
                                max_length=100,
                                verbose_name="system id",
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        (
                            "timezone",
                            models.CharField(
                                help_text="IANA name, such as Europe/Berlin: its hours are told in it.",
                                max_length=64,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                default="en",
                                help_text="Of its names and texts, such as en or nl-BE.",
                                max_length=20,
                            ),
                        ),
                        ("url", models.URLField(blank=True, verbose_name="website")),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "gateway",
                            models.CharField(
                                choices=[
                                    ("SIMULATOR", "Simulated vehicles"),
                                    ("NONE", "None: customers lock and unlock by hand"),
                                ],
                                default="NONE",
                                help_text="How the locks of its vehicles are reached.",
                                max_length=20,
                            ),
                        ),
                        (
                            "lowest_charge",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="Percent; a vehicle that is emptier is not rented out.",
                            ),
                        ),
                        (
                            "longest_minutes",
                            models.PositiveIntegerField(
                                default=1440, help_text="A rental that lasts longer is ended by us."
                            ),
                        ),
                        (
                            "reservation_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                help_text="How long a booked vehicle is kept for a customer who is to come.",
                            ),
                        ),
                        (
                            "enforces_parking",
                            models.BooleanField(
                                default=False,
                                help_text="Refuse to end a rental where vehicles may not be left; else nobody looks.",
                            ),
                        ),
                        (
                            "gbfs_url",
                            models.URLField(
                                blank=True,
                                help_text="Of gbfs.json, which names the other files of the feed.",
                                max_length=500,
                                verbose_name="GBFS address",
                            ),
                        ),
                        (
                            "gbfs_refresh_minutes",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="How often that address is read.",
                                verbose_name="minutes between refreshes",
                            ),
                        ),
                        (
                            "refreshes_itself",
                            models.BooleanField(
                                default=False, help_text="Whether a timer reads that address."
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
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
                    name="FeedChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "reference",
                            models.CharField(
                                default=operators.tenancy.references.new_reference,
                                editable=False,
                                max_length=32,
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        (
                            "url",
                            models.URLField(
                                blank=True,
                                help_text="Where the operator publishes the zip file.",
                                max_length=500,
                            ),
                        ),
                        (
                            "refresh_hours",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="How often the address is asked; empty: never by itself.",
                                null=True,
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.feed",
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
                    name="FareZone",
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
                            "zone_id",
                            models.CharField(help_text="zone_id in the GTFS feed.", max_length=100),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(
                                help_text="1 to 65535, as barcodes carry it."
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fare_zones",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("tenant", "zone_id"), name="farezone_once_per_id"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "number"), name="farezone_once_per_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__range", (1, 65535))),
                                name="farezone_number_fits_two_octets",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DriverChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "number",
                            models.CharField(
                                help_text="What the taxi centre calls the driver.", max_length=20
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As customers read it, such as Jussi K.", max_length=100
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True,
                                help_text="For customers: +31…",
                                max_length=16,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\+[0-9]{7,15}$",
                                        "Write it as +31201234567: a plus sign and 7 to 15 digits.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "picture_url",
                            models.URLField(
                                blank=True,
                                help_text="Address of a picture.",
                                verbose_name="picture",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.driver",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.fleet",
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
                    name="AssetTypeChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("type_id", models.CharField(max_length=100, verbose_name="type id")),
                        ("name", models.CharField(max_length=150)),
                        (
                            "asset_class",
                            models.CharField(
                                choices=[
                                    ("AIR", "Air"),
                                    ("BUS", "Bus"),
                                    ("TROLLEYBUS", "Trolleybus"),
                                    ("TRAM", "Tram"),
                                    ("COACH", "Coach"),
                                    ("RAIL", "Rail"),
                                    ("INTERCITYRAIL", "Intercity rail"),
                                    ("URBANRAIL", "Urban rail"),
                                    ("METRO", "Metro"),
                                    ("WATER", "Water"),
                                    ("FERRY", "Ferry"),
                                    ("CABLEWAY", "Cableway"),
                                    ("FUNICULAR", "Funicular"),
                                    ("TAXI", "Taxi"),
                                    ("SELFDRIVE", "Self-drive"),
                                    ("FOOT", "Foot"),
                                    ("BICYCLE", "Bicycle"),
                                    ("MOTORCYCLE", "Motorcycle"),
                                    ("CAR", "Car"),
                                    ("SHUTTLE", "Shuttle"),
                                    ("OTHER", "Other"),
                                    ("PARKING", "Parking"),
                                    ("MOPED", "Moped"),
                                    ("STEP", "Kick scooter"),
                                ],
                                max_length=20,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "asset_sub_class",
                            models.CharField(
                                blank=True,
                                help_text="Such as scooter or cargo bike.",
                                max_length=50,
                                verbose_name="sub-class",
                            ),
                        ),
                        (
                            "propulsion",
                            models.CharField(
                                choices=[
                                    ("MUSCLE", "Muscle"),
                                    ("ELECTRIC", "Electric"),
                                    ("GASOLINE", "Gasoline"),
                                    ("DIESEL", "Diesel"),
                                    ("HYBRID", "Hybrid"),
                                    ("LPG", "LPG"),
                                    ("HYDROGEN", "Hydrogen"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "max_range_metres",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Metres with a full battery or tank.",
                                null=True,
                                verbose_name="range",
                            ),
                        ),
                        (
                            "riders",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="How many people may use one."
                            ),
                        ),
                        ("brand", models.CharField(blank=True, max_length=100)),
                        ("model", models.CharField(blank=True, max_length=100)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.assettype",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "default_plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="What one costs that has no plan of its own; empty: such a one is not rented.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.pricingplan",
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
                    name="ApiTokenChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100)),
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("TOMP", "Tomp"),
                                        ("MAAS_TSP", "Maas Tsp"),
                                        ("TRIPGO", "Tripgo"),
                                        ("INSPECTION", "Inspection"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                            ),
                        ),
                        (
                            "hint",
                            models.CharField(
                                editable=False, help_text="How the token begins.", max_length=8
                            ),
                        ),
                        ("requests_per_minute", models.PositiveIntegerField(default=4000)),
                        (
                            "allows_bookings",
                            models.BooleanField(
                                default=True,
                                help_text="Whether the partner may book. TripGo: without it there are trips alone.",
                                verbose_name="bookings",
                            ),
                        ),
                        ("created_at", models.DateTimeField(editable=False)),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.apitoken",
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
                    name="ApiClientChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100)),
                        (
                            "client_id",
                            models.CharField(
                                editable=False,
                                max_length=64,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$",
                                        "3 to 64 letters, digits, dots, dashes, underscores.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "permissions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("sales:read", "Sales Read"),
                                        ("sales:write", "Sales Write"),
                                        ("payments:write", "Payments Write"),
                                        ("refunds:write", "Refunds Write"),
                                        ("reports:read", "Reports Read"),
                                        ("admin", "admin: every organisation of the tenant"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                size=None,
                            ),
                        ),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                help_text="What it may ask tokens for; empty: whatever this installation serves.",
                                size=None,
                            ),
                        ),
                        (
                            "redirect_uris",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    max_length=500,
                                    validators=[operators.tenancy.redirects.check_redirect_uri],
                                ),
                                blank=True,
                                default=list,
                                help_text="Where travellers go back to after they let the app in, letter by letter, one on each line. Empty: the client is no app.",
                                size=None,
                                verbose_name="redirect URIs",
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(
                                default=False,
                                editable=False,
                                help_text="Its program is in everybody's hands, so it has no secret.",
                                verbose_name="public app",
                            ),
                        ),
                        (
                            "needs_proof",
                            models.BooleanField(
                                default=True,
                                help_text="Travellers let the app in only if it sends a code_challenge. Off only for libraries that cannot.",
                                verbose_name="needs proof (PKCE)",
                            ),
                        ),
                        ("requests_per_minute", models.PositiveIntegerField(default=4000)),
                        ("created_at", models.DateTimeField(editable=False)),
                        (
                            "tokens_since",
                            models.DateTimeField(
                                editable=False,
                                help_text="Access tokens from before this moment are refused.",
                            ),
                        ),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.apiclient",
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
                    name="RealtimeSource",
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
                            "url",
                            models.URLField(
                                help_text="Of a GTFS-Realtime message (protobuf) with trip updates, vehicle positions, service alerts, or several of them.",
                                max_length=500,
                                verbose_name="address",
                            ),
                        ),
                        (
                            "refresh_seconds",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="How often the address is asked.",
                                verbose_name="seconds between refreshes",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Whether a timer asks the address, and rides show it.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "refreshed_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="When the address was last asked.",
                                null=True,
                            ),
                        ),
                        (
                            "read_from",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Of the last message.",
                                max_length=500,
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="When the last message was published.",
                                null=True,
                            ),
                        ),
                        ("etag", models.CharField(blank=True, editable=False, max_length=500)),
                        (
                            "last_modified",
                            models.CharField(blank=True, editable=False, max_length=100),
                        ),
                        (
                            "failures",
                            models.PositiveIntegerField(
                                default=0,
                                editable=False,
                                help_text="How often it has failed since it last went well.",
                            ),
                        ),
                        (
                            "problem",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Why it failed last.",
                                max_length=300,
                            ),
                        ),
                        (
                            "counts",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="What the last message told of, by kind.",
                            ),
                        ),
                        (
                            "feed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="realtime_sources",
                                to="operators.feed",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="realtime_sources",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="realtimesource_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["feed", "tenant"],
                                name="realtimesource_feed_same_tenant",
                                to="operators.Feed",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("feed", "url"),
                                name="realtimesource_once_per_address",
                                violation_error_message="This timetable has a source with this address already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("refresh_seconds__range", (10, 3600))),
                                name="realtimesource_is_refreshed_within_an_hour",
                                violation_error_message="The address is asked every 10 to 3600 seconds.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("failures", 0), ("problem", "")),
                                    models.Q(
                                        ("failures__gt", 0),
                                        models.Q(("problem", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="realtimesource_failures_have_a_problem",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("read_from", ""), ("told_at", None)),
                                    models.Q(
                                        ("told_at__isnull", False),
                                        models.Q(("read_from", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="realtimesource_message_came_from_somewhere",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alert",
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
                                unique=True,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("NO_SERVICE", "No Service"),
                                    ("STOP_CLOSED", "Stop Closed"),
                                    ("STOP_MOVED", "Stop Moved"),
                                    ("DETOUR", "Detour"),
                                    ("DELAYS", "Delays"),
                                    ("OTHER", "Something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "summary",
                            models.CharField(
                                help_text="One line, in the passengers' language.", max_length=150
                            ),
                        ),
                        ("description", models.TextField(blank=True, max_length=4000)),
                        (
                            "url",
                            models.URLField(
                                blank=True, help_text="Where more is told.", verbose_name="website"
                            ),
                        ),
                        (
                            "stop_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="stop_id of each stop or station in the GTFS feed, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "route_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="route_id of each line in the GTFS feed, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "trip_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=150),
                                blank=True,
                                default=list,
                                help_text="trip_id of each trip in the GTFS feed, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "vehicle_station_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="Ids of the fleet's vehicle stations, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "region_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="Ids of the fleet's regions, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "source_id",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Its id in the fleet's feed or in the message; empty: somebody here wrote it.",
                                max_length=100,
                            ),
                        ),
                        (
                            "translations",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="By language, in two or three letters: summary, description and url, as far as they are told in it.",
                            ),
                        ),
                        ("updated_at", models.DateTimeField(editable=False)),
                        (
                            "feed",
                            models.ForeignKey(
                                blank=True,
                                help_text="The timetable that it is about; empty: all that the operator runs.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="operators.feed",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                blank=True,
                                help_text="The fleet of shared vehicles that it is about.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="operators.operator",
                            ),
                        ),
                        (
                            "told_by",
                            models.ForeignKey(
                                editable=False,
                                help_text="The source whose last message tells it.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alerts",
                                to="operators.realtimesource",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="alert_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["operator", "tenant"],
                                name="alert_operator_same_tenant",
                                to="operators.Operator",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["feed", "operator"],
                                name="alert_feed_of_operator",
                                to="operators.Feed",
                                to_fields=["id", "operator"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "operator"],
                                name="alert_fleet_of_operator",
                                to="operators.Fleet",
                                to_fields=["id", "operator"],
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("fleet", "source_id"),
                                name="alert_once_per_source_id",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("feed", None), ("fleet", None), _connector="OR"
                                ),
                                name="alert_is_of_a_feed_or_a_fleet",
                                violation_error_message="Choose a timetable or a fleet, not both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fleet__isnull", False),
                                    models.Q(("region_ids", []), ("vehicle_station_ids", [])),
                                    _connector="OR",
                                ),
                                name="alert_names_stations_and_regions_of_a_fleet",
                                violation_error_message="Choose the fleet whose stations or regions these are.",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["told_by", "tenant"],
                                name="alert_told_by_same_tenant",
                                to="operators.RealtimeSource",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("told_by", "source_id"), name="alert_once_per_source_and_id"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("source_id", ""), ("told_by", None)),
                                    models.Q(
                                        models.Q(("source_id", ""), _negated=True),
                                        ("fleet__isnull", False),
                                        ("told_by", None),
                                    ),
                                    models.Q(
                                        models.Q(("source_id", ""), _negated=True),
                                        ("feed__isnull", False),
                                        ("told_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="alert_is_told_by_the_feed_that_names_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "NO_SERVICE",
                                            "STOP_CLOSED",
                                            "STOP_MOVED",
                                            "DETOUR",
                                            "DELAYS",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="alert_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("summary", ""), _negated=True),
                                name="alert_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("feed__isnull", False),
                                    models.Q(("route_ids", []), ("stop_ids", []), ("trip_ids", [])),
                                    _connector="OR",
                                ),
                                name="alert_names_stops_and_lines_of_a_feed",
                                violation_error_message="Choose the timetable whose stops, lines or trips these are.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlertPeriod",
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
                        ("starts_at", models.DateTimeField()),
                        (
                            "ends_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="The first moment that it is over; empty: until further notice.",
                                null=True,
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="periods",
                                to="operators.alert",
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
                                    ("ends_at", None),
                                    ("ends_at__gt", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                name="alertperiod_ends_after_it_starts",
                                violation_error_message="A period ends after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("starts_at__isnull", True),
                                        models.Q(
                                            (
                                                "starts_at__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "starts_at__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("ends_at__isnull", True),
                                        models.Q(
                                            (
                                                "ends_at__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "ends_at__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="alertperiod_is_within_reach",
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["alert", "tenant"],
                                name="alertperiod_alert_same_tenant",
                                to="operators.Alert",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("alert", "starts_at"), name="alertperiod_once_per_start"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlertPeriodChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("starts_at", models.DateTimeField()),
                        (
                            "ends_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="The first moment that it is over; empty: until further notice.",
                                null=True,
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.alert",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.alertperiod",
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
                    name="AlertChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "reference",
                            models.CharField(
                                default=operators.tenancy.references.new_reference,
                                editable=False,
                                max_length=32,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("NO_SERVICE", "No Service"),
                                    ("STOP_CLOSED", "Stop Closed"),
                                    ("STOP_MOVED", "Stop Moved"),
                                    ("DETOUR", "Detour"),
                                    ("DELAYS", "Delays"),
                                    ("OTHER", "Something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "summary",
                            models.CharField(
                                help_text="One line, in the passengers' language.", max_length=150
                            ),
                        ),
                        ("description", models.TextField(blank=True, max_length=4000)),
                        (
                            "url",
                            models.URLField(
                                blank=True, help_text="Where more is told.", verbose_name="website"
                            ),
                        ),
                        (
                            "stop_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="stop_id of each stop or station in the GTFS feed, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "route_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="route_id of each line in the GTFS feed, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "trip_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=150),
                                blank=True,
                                default=list,
                                help_text="trip_id of each trip in the GTFS feed, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "vehicle_station_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="Ids of the fleet's vehicle stations, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "region_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=100),
                                blank=True,
                                default=list,
                                help_text="Ids of the fleet's regions, with commas between them.",
                                size=None,
                            ),
                        ),
                        (
                            "source_id",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Its id in the fleet's feed or in the message; empty: somebody here wrote it.",
                                max_length=100,
                            ),
                        ),
                        (
                            "translations",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="By language, in two or three letters: summary, description and url, as far as they are told in it.",
                            ),
                        ),
                        ("updated_at", models.DateTimeField(editable=False)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.alert",
                            ),
                        ),
                        (
                            "feed",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The timetable that it is about; empty: all that the operator runs.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.feed",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The fleet of shared vehicles that it is about.",
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
                            "told_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                help_text="The source whose last message tells it.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.realtimesource",
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
                    name="TripForecast",
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
                        ("trip_id", models.CharField(max_length=150)),
                        ("service_date", models.DateField()),
                        (
                            "starts",
                            models.PositiveIntegerField(
                                help_text="Which run of a trip that goes by headway, as Trip.starts tells.",
                                null=True,
                            ),
                        ),
                        ("is_cancelled", models.BooleanField(default=False)),
                        (
                            "delay",
                            models.IntegerField(
                                help_text="Seconds; of the trip as a whole, up to the first stop that is told.",
                                null=True,
                            ),
                        ),
                        ("stops", models.JSONField(default=list)),
                        (
                            "told_at",
                            models.DateTimeField(
                                help_text="When this was measured; empty: with the message.",
                                null=True,
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="forecasts",
                                to="operators.realtimesource",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "trip_id", "service_date", "starts"),
                                name="tripforecast_once_per_trip_and_day",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_cancelled", False),
                                    models.Q(("delay", None), ("stops", [])),
                                    _connector="OR",
                                ),
                                name="tripforecast_cancelled_has_no_times",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_cancelled", True),
                                    ("delay__isnull", False),
                                    models.Q(("stops", []), _negated=True),
                                    _connector="OR",
                                ),
                                name="tripforecast_tells_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VehicleSighting",
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
                        ("trip_id", models.CharField(max_length=150)),
                        ("service_date", models.DateField()),
                        (
                            "starts",
                            models.PositiveIntegerField(
                                help_text="Which run of a trip that goes by headway, as Trip.starts tells.",
                                null=True,
                            ),
                        ),
                        ("vehicle_id", models.CharField(max_length=100)),
                        (
                            "label",
                            models.CharField(
                                blank=True,
                                help_text="What riders read on the vehicle.",
                                max_length=100,
                            ),
                        ),
                        ("latitude", models.FloatField()),
                        ("longitude", models.FloatField()),
                        (
                            "bearing",
                            models.FloatField(
                                help_text="Degrees, clockwise from true north; empty: not told.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                            ),
                        ),
                        ("seen_at", models.DateTimeField()),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sightings",
                                to="operators.realtimesource",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "trip_id", "service_date", "starts"),
                                name="vehiclesighting_once_per_trip_and_day",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("latitude__range", (-90, 90)),
                                    ("longitude__range", (-180, 180)),
                                ),
                                name="vehiclesighting_is_on_earth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("bearing", None), ("bearing__range", (0, 360)), _connector="OR"
                                ),
                                name="vehiclesighting_bearing_is_a_direction",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RealtimeSourceChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "url",
                            models.URLField(
                                help_text="Of a GTFS-Realtime message (protobuf) with trip updates, vehicle positions, service alerts, or several of them.",
                                max_length=500,
                                verbose_name="address",
                            ),
                        ),
                        (
                            "refresh_seconds",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="How often the address is asked.",
                                verbose_name="seconds between refreshes",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Whether a timer asks the address, and rides show it.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "feed",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.feed",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="operators.realtimesource",
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
            ],
        ),
        AddTrigger(
            model_name="tenant",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_tenantchange" ("allows_private_callbacks", "codespace", "country", "created_at", "currency", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "timezone") VALUES (NEW."allows_private_callbacks", NEW."codespace", NEW."country", NEW."created_at", NEW."currency", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."slug", NEW."timezone"); RETURN NULL;',
                    hash="123872d32cfc8975ced0235cbf9b3c0dcd1a1fb5",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_c4e19",
                    table="operators_tenant",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tenant",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_tenantchange" ("allows_private_callbacks", "codespace", "country", "created_at", "currency", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "timezone") VALUES (NEW."allows_private_callbacks", NEW."codespace", NEW."country", NEW."created_at", NEW."currency", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."slug", NEW."timezone"); RETURN NULL;',
                    hash="6664537dd3b0691b7296cc7df93363702c178261",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_49e20",
                    table="operators_tenant",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tenant",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_tenantchange" ("allows_private_callbacks", "codespace", "country", "created_at", "currency", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "timezone") VALUES (OLD."allows_private_callbacks", OLD."codespace", OLD."country", OLD."created_at", OLD."currency", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."slug", OLD."timezone"); RETURN NULL;',
                    hash="960b1c5a65d4ba40f925618840831cc3f1c0fc06",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_ed054",
                    table="operators_tenant",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tokenkey",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_tokenkeychange" ("algorithm", "created_at", "id", "kid", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_jwk", "retired_at", "revoked_at") VALUES (NEW."algorithm", NEW."created_at", NEW."id", NEW."kid", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."public_jwk", NEW."retired_at", NEW."revoked_at"); RETURN NULL;',
                    hash="fdace4d7a04d1b285e0755ca48fcde8f5c13e337",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_7540e",
                    table="operators_tokenkey",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tokenkey",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."algorithm" IS DISTINCT FROM (NEW."algorithm") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kid" IS DISTINCT FROM (NEW."kid") OR OLD."public_jwk" IS DISTINCT FROM (NEW."public_jwk") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at"))',
                    func='INSERT INTO "operators_tokenkeychange" ("algorithm", "created_at", "id", "kid", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_jwk", "retired_at", "revoked_at") VALUES (NEW."algorithm", NEW."created_at", NEW."id", NEW."kid", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."public_jwk", NEW."retired_at", NEW."revoked_at"); RETURN NULL;',
                    hash="922a2f295b4f79310ac3924087e52e931423de35",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_1b264",
                    table="operators_tokenkey",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tokenkey",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_tokenkeychange" ("algorithm", "created_at", "id", "kid", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_jwk", "retired_at", "revoked_at") VALUES (OLD."algorithm", OLD."created_at", OLD."id", OLD."kid", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."public_jwk", OLD."retired_at", OLD."revoked_at"); RETURN NULL;',
                    hash="211f5bb8faad87de5952ab599ab02e623e2612dc",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_125eb",
                    table="operators_tokenkey",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_userchange" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."username"); RETURN NULL;',
                    hash="87e964684515405cdd5bb10dc2edf6a6da1c0892",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_94f3e",
                    table="operators_user",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                    func='INSERT INTO "operators_userchange" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."username"); RETURN NULL;',
                    hash="dae4609ab312739f5223ea598cf9f1fee50705e5",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_d7ea7",
                    table="operators_user",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_userchange" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") VALUES (OLD."date_joined", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."last_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."username"); RETURN NULL;',
                    hash="6f6d52ab368136d150fe864d4ffa2c27f674ec7c",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_65ae0",
                    table="operators_user",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="60d7ce09b07b1faf57dc6b085d379fd815949489",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_f17ad",
                    table="operators_assetevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."asset_id" IS DISTINCT FROM (NEW."asset_id") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="35d746b479957360ed7b69fe330f46f0cf822edd",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_7a076",
                    table="operators_assetevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="clientevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b907836f8ac270966ef49d561a4a83efce06bd64",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_aaef7",
                    table="operators_clientevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="clientevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c6ed4b221b09d0ee1a19b67036a33ae33c7a303a",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_25843",
                    table="operators_clientevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="taxiservicechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2ad8b2a664196231e904e7fb22a8e94f3354bd41",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4f47e",
                    table="operators_taxiservicechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="taxiservice",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_taxiservicechange" ("answer_minutes", "cancellation_fee", "days_ahead", "detour_percent", "dispatch_minutes", "fixes_price", "fleet_id", "id", "notice_minutes", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "picture_url", "plan_id", "speed_kmph", "tenant_id", "vehicle_type") VALUES (NEW."answer_minutes", NEW."cancellation_fee", NEW."days_ahead", NEW."detour_percent", NEW."dispatch_minutes", NEW."fixes_price", NEW."fleet_id", NEW."id", NEW."notice_minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."phone", NEW."picture_url", NEW."plan_id", NEW."speed_kmph", NEW."tenant_id", NEW."vehicle_type"); RETURN NULL;',
                    hash="28d81ea6d4ce2094f5d39040929600dbcc7ac3b3",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_cb283",
                    table="operators_taxiservice",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="taxiservice",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_taxiservicechange" ("answer_minutes", "cancellation_fee", "days_ahead", "detour_percent", "dispatch_minutes", "fixes_price", "fleet_id", "id", "notice_minutes", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "picture_url", "plan_id", "speed_kmph", "tenant_id", "vehicle_type") VALUES (NEW."answer_minutes", NEW."cancellation_fee", NEW."days_ahead", NEW."detour_percent", NEW."dispatch_minutes", NEW."fixes_price", NEW."fleet_id", NEW."id", NEW."notice_minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."phone", NEW."picture_url", NEW."plan_id", NEW."speed_kmph", NEW."tenant_id", NEW."vehicle_type"); RETURN NULL;',
                    hash="25921156be121bae4683757386e0d83c07d7d8fe",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_5f211",
                    table="operators_taxiservice",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="taxiservice",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_taxiservicechange" ("answer_minutes", "cancellation_fee", "days_ahead", "detour_percent", "dispatch_minutes", "fixes_price", "fleet_id", "id", "notice_minutes", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "picture_url", "plan_id", "speed_kmph", "tenant_id", "vehicle_type") VALUES (OLD."answer_minutes", OLD."cancellation_fee", OLD."days_ahead", OLD."detour_percent", OLD."dispatch_minutes", OLD."fixes_price", OLD."fleet_id", OLD."id", OLD."notice_minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."phone", OLD."picture_url", OLD."plan_id", OLD."speed_kmph", OLD."tenant_id", OLD."vehicle_type"); RETURN NULL;',
                    hash="030f5f0a63717b028b9ac7b1b4eae893bbbd83c4",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_cc3b4",
                    table="operators_taxiservice",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="supplierchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7369ca3933a090b74709a122d00263339d11e895",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bf76f",
                    table="operators_supplierchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="supplier",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_supplierchange" ("allows_private", "base_url", "id", "is_active", "kind", "maas_id", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "tenant_id", "token_header", "version") VALUES (NEW."allows_private", NEW."base_url", NEW."id", NEW."is_active", NEW."kind", NEW."maas_id", NEW."name", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."reference", NEW."tenant_id", NEW."token_header", NEW."version"); RETURN NULL;',
                    hash="f5c98d7663a85482ebb25f5608604e87a84bc0cc",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_0cb2c",
                    table="operators_supplier",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="supplier",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."allows_private" IS DISTINCT FROM (NEW."allows_private") OR OLD."base_url" IS DISTINCT FROM (NEW."base_url") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."maas_id" IS DISTINCT FROM (NEW."maas_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."operator_id" IS DISTINCT FROM (NEW."operator_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."token_header" IS DISTINCT FROM (NEW."token_header") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "operators_supplierchange" ("allows_private", "base_url", "id", "is_active", "kind", "maas_id", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "tenant_id", "token_header", "version") VALUES (NEW."allows_private", NEW."base_url", NEW."id", NEW."is_active", NEW."kind", NEW."maas_id", NEW."name", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."reference", NEW."tenant_id", NEW."token_header", NEW."version"); RETURN NULL;',
                    hash="117f8f5fbac280fc69f34e641cb9c47e3b6dd53a",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_7847b",
                    table="operators_supplier",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="supplier",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_supplierchange" ("allows_private", "base_url", "id", "is_active", "kind", "maas_id", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "tenant_id", "token_header", "version") VALUES (OLD."allows_private", OLD."base_url", OLD."id", OLD."is_active", OLD."kind", OLD."maas_id", OLD."name", OLD."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."reference", OLD."tenant_id", OLD."token_header", OLD."version"); RETURN NULL;',
                    hash="712762741d6419b0e2e86b75cd0d90c19340a3f7",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_3d75b",
                    table="operators_supplier",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="regionchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aa7369f1ad07ba0062c662792ec8f7ca21fe91d7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d9ee3",
                    table="operators_regionchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="region",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_regionchange" ("area", "asset_type_ids", "ends_at", "fleet_id", "id", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "source", "speed_kmph", "starts_at", "tenant_id") VALUES (NEW."area", NEW."asset_type_ids", NEW."ends_at", NEW."fleet_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."region_id", NEW."source", NEW."speed_kmph", NEW."starts_at", NEW."tenant_id"); RETURN NULL;',
                    hash="8dd008e392f942aef2883dc23923d14edb69d429",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_c9586",
                    table="operators_region",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="region",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."area" IS DISTINCT FROM (NEW."area") OR OLD."asset_type_ids" IS DISTINCT FROM (NEW."asset_type_ids") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."fleet_id" IS DISTINCT FROM (NEW."fleet_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."speed_kmph" IS DISTINCT FROM (NEW."speed_kmph") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))',
                    func='INSERT INTO "operators_regionchange" ("area", "asset_type_ids", "ends_at", "fleet_id", "id", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "source", "speed_kmph", "starts_at", "tenant_id") VALUES (NEW."area", NEW."asset_type_ids", NEW."ends_at", NEW."fleet_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."region_id", NEW."source", NEW."speed_kmph", NEW."starts_at", NEW."tenant_id"); RETURN NULL;',
                    hash="61e59e9101dce9e8324d4e9e57e3c6528b3d1f51",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_a52c4",
                    table="operators_region",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="region",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_regionchange" ("area", "asset_type_ids", "ends_at", "fleet_id", "id", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "source", "speed_kmph", "starts_at", "tenant_id") VALUES (OLD."area", OLD."asset_type_ids", OLD."ends_at", OLD."fleet_id", OLD."id", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."region_id", OLD."source", OLD."speed_kmph", OLD."starts_at", OLD."tenant_id"); RETURN NULL;',
                    hash="ca9883780f0b563aaf4ca63e15c1d3ccbbd17c3b",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_278ae",
                    table="operators_region",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="realtimesourcechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="46a0d3b3dfd307275a0077054c3a00b6389e4563",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6fa26",
                    table="operators_realtimesourcechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="realtimesource",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_realtimesourcechange" ("feed_id", "id", "is_active", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "refresh_seconds", "tenant_id", "url") VALUES (NEW."feed_id", NEW."id", NEW."is_active", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."refresh_seconds", NEW."tenant_id", NEW."url"); RETURN NULL;',
                    hash="67222f9d3888d995eba6c99350557ce987807a76",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_aca9b",
                    table="operators_realtimesource",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="realtimesource",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."feed_id" IS DISTINCT FROM (NEW."feed_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."refresh_seconds" IS DISTINCT FROM (NEW."refresh_seconds") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                    func='INSERT INTO "operators_realtimesourcechange" ("feed_id", "id", "is_active", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "refresh_seconds", "tenant_id", "url") VALUES (NEW."feed_id", NEW."id", NEW."is_active", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."refresh_seconds", NEW."tenant_id", NEW."url"); RETURN NULL;',
                    hash="9095515fb433ccaa11fd7a8afa8c9dc9aaa9f9be",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_7c141",
                    table="operators_realtimesource",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="realtimesource",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_realtimesourcechange" ("feed_id", "id", "is_active", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "refresh_seconds", "tenant_id", "url") VALUES (OLD."feed_id", OLD."id", OLD."is_active", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."refresh_seconds", OLD."tenant_id", OLD."url"); RETURN NULL;',
                    hash="b4d33540cf5ded0af574641ba6b8153d9951836d",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_a1039",
                    table="operators_realtimesource",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="pricingplanchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="41f9e7592858ed2f3116f7ac3529a612c9ccbcd4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0319c",
                    table="operators_pricingplanchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="pricingplan",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_pricingplanchange" ("currency", "description", "fleet_id", "id", "is_taxable", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "region_id", "tax_included", "tenant_id", "url") VALUES (NEW."currency", NEW."description", NEW."fleet_id", NEW."id", NEW."is_taxable", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."plan_id", NEW."region_id", NEW."tax_included", NEW."tenant_id", NEW."url"); RETURN NULL;',
                    hash="ea9c7d9abfa7b078187e2d4ec1ffcb0dd155ed8e",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_79e6e",
                    table="operators_pricingplan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="pricingplan",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_pricingplanchange" ("currency", "description", "fleet_id", "id", "is_taxable", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "region_id", "tax_included", "tenant_id", "url") VALUES (NEW."currency", NEW."description", NEW."fleet_id", NEW."id", NEW."is_taxable", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."plan_id", NEW."region_id", NEW."tax_included", NEW."tenant_id", NEW."url"); RETURN NULL;',
                    hash="360ec2866ecb3d4b46995bb25da7ae86f9bb3a16",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_cf07b",
                    table="operators_pricingplan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="pricingplan",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_pricingplanchange" ("currency", "description", "fleet_id", "id", "is_taxable", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "region_id", "tax_included", "tenant_id", "url") VALUES (OLD."currency", OLD."description", OLD."fleet_id", OLD."id", OLD."is_taxable", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."plan_id", OLD."region_id", OLD."tax_included", OLD."tenant_id", OLD."url"); RETURN NULL;',
                    hash="48d0a92f4deeb5f685c41e5d14a72e7b48ca0268",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_6fbbb",
                    table="operators_pricingplan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="planpartchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1bc002e007c97e27936e1d06174de6a912a63b44",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_67724",
                    table="operators_planpartchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="planpart",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_planpartchange" ("amount", "id", "kind", "maximum", "minimum", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "scale_from", "scale_to", "scale_unit", "sequence", "tenant_id", "type", "unit", "units", "use") VALUES (NEW."amount", NEW."id", NEW."kind", NEW."maximum", NEW."minimum", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."plan_id", NEW."scale_from", NEW."scale_to", NEW."scale_unit", NEW."sequence", NEW."tenant_id", NEW."type", NEW."unit", NEW."units", NEW."use"); RETURN NULL;',
                    hash="dc72bc6586ac7fa5289a8bca67349ce78e64a1ed",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_febd2",
                    table="operators_planpart",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="planpart",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_planpartchange" ("amount", "id", "kind", "maximum", "minimum", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "scale_from", "scale_to", "scale_unit", "sequence", "tenant_id", "type", "unit", "units", "use") VALUES (NEW."amount", NEW."id", NEW."kind", NEW."maximum", NEW."minimum", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."plan_id", NEW."scale_from", NEW."scale_to", NEW."scale_unit", NEW."sequence", NEW."tenant_id", NEW."type", NEW."unit", NEW."units", NEW."use"); RETURN NULL;',
                    hash="84c23e160d37e8b4370603b0bff86fc18b5cac74",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_532fd",
                    table="operators_planpart",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="planpart",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_planpartchange" ("amount", "id", "kind", "maximum", "minimum", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "scale_from", "scale_to", "scale_unit", "sequence", "tenant_id", "type", "unit", "units", "use") VALUES (OLD."amount", OLD."id", OLD."kind", OLD."maximum", OLD."minimum", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."plan_id", OLD."scale_from", OLD."scale_to", OLD."scale_unit", OLD."sequence", OLD."tenant_id", OLD."type", OLD."unit", OLD."units", OLD."use"); RETURN NULL;',
                    hash="9bb908f5ac5d910ae9f9d421a702f101c69ae2f5",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_bf346",
                    table="operators_planpart",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisationchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="28e6141a0930f5b88415ff67f526deed18465f2b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4cf1d",
                    table="operators_organisationchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_organisationchange" ("address", "bank_account", "billing_email", "id", "name", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "vat_number") VALUES (NEW."address", NEW."bank_account", NEW."billing_email", NEW."id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."tenant_id", NEW."vat_number"); RETURN NULL;',
                    hash="0d7515f83e24bec1e3947490d28bf16478fe1b35",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_f7ba9",
                    table="operators_organisation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_organisationchange" ("address", "bank_account", "billing_email", "id", "name", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "vat_number") VALUES (NEW."address", NEW."bank_account", NEW."billing_email", NEW."id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."tenant_id", NEW."vat_number"); RETURN NULL;',
                    hash="0a5956cc364c813f1882335c76d58288e2370863",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_4a8cd",
                    table="operators_organisation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_organisationchange" ("address", "bank_account", "billing_email", "id", "name", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "vat_number") VALUES (OLD."address", OLD."bank_account", OLD."billing_email", OLD."id", OLD."name", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."tenant_id", OLD."vat_number"); RETURN NULL;',
                    hash="3e5c4703603027f164c378e707b3c3dbf8f6a022",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_4aff8",
                    table="operators_organisation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="operatorchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="72361b7fc3ee38b279655d4e9e478be4d0a54a36",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4447b",
                    table="operators_operatorchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="operator",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_operatorchange" ("code", "email", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "tenant_id", "url") VALUES (NEW."code", NEW."email", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."phone", NEW."tenant_id", NEW."url"); RETURN NULL;',
                    hash="6307858343905c422fd91e82ae22dc4169da6296",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_a408f",
                    table="operators_operator",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="operator",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_operatorchange" ("code", "email", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "tenant_id", "url") VALUES (NEW."code", NEW."email", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."phone", NEW."tenant_id", NEW."url"); RETURN NULL;',
                    hash="55857664b2440daefb0c735c38324e0c228d76fb",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_940f8",
                    table="operators_operator",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="operator",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_operatorchange" ("code", "email", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "tenant_id", "url") VALUES (OLD."code", OLD."email", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."phone", OLD."tenant_id", OLD."url"); RETURN NULL;',
                    hash="85ada8489b776205f882b5b23b61046b09dd52e2",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_1942d",
                    table="operators_operator",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="membershipchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8d547bb04b52d94577cd7d4a7fac31c051a2af7e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a0163",
                    table="operators_membershipchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_membershipchange" ("id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "tenant_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."role", NEW."tenant_id", NEW."user_id"); RETURN NULL;',
                    hash="74da716b17641720fd738d24275d3612cc7a1480",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_b989a",
                    table="operators_membership",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_membershipchange" ("id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "tenant_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."role", NEW."tenant_id", NEW."user_id"); RETURN NULL;',
                    hash="6cbe09fb2b07b664e70ac7aea041f60db54af9bb",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_83a5d",
                    table="operators_membership",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_membershipchange" ("id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "tenant_id", "user_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."role", OLD."tenant_id", OLD."user_id"); RETURN NULL;',
                    hash="0eb2654b87cccad99b2db7422306828b45c6b26c",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_21069",
                    table="operators_membership",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="fleethourschange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="51fae7e728632eb1d325cc59c3280c074688193e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f28bd",
                    table="operators_fleethourschange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="fleethours",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_fleethourschange" ("closes", "days", "fleet_id", "id", "opens", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "text", "user_type") VALUES (NEW."closes", NEW."days", NEW."fleet_id", NEW."id", NEW."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."tenant_id", NEW."text", NEW."user_type"); RETURN NULL;',
                    hash="b8935523cedf458f68b3c1b390fafda2797bb2a3",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_fa4e3",
                    table="operators_fleethours",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="fleethours",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_fleethourschange" ("closes", "days", "fleet_id", "id", "opens", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "text", "user_type") VALUES (NEW."closes", NEW."days", NEW."fleet_id", NEW."id", NEW."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."tenant_id", NEW."text", NEW."user_type"); RETURN NULL;',
                    hash="5dc5ccec2c59738cd982d01563790de9b2e8e2e6",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_60233",
                    table="operators_fleethours",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="fleethours",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_fleethourschange" ("closes", "days", "fleet_id", "id", "opens", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "text", "user_type") VALUES (OLD."closes", OLD."days", OLD."fleet_id", OLD."id", OLD."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."tenant_id", OLD."text", OLD."user_type"); RETURN NULL;',
                    hash="ab1b975353c6bb10f3cd09897ba18017397c3a0f",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_0d48a",
                    table="operators_fleethours",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="fleetchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8beba953cde70e72330d68ccf41e235091b96814",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_99090",
                    table="operators_fleetchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="fleet",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_fleetchange" ("email", "enforces_parking", "gateway", "gbfs_refresh_minutes", "gbfs_url", "id", "language", "longest_minutes", "lowest_charge", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reference", "refreshes_itself", "reservation_minutes", "system_id", "tenant_id", "timezone", "url") VALUES (NEW."email", NEW."enforces_parking", NEW."gateway", NEW."gbfs_refresh_minutes", NEW."gbfs_url", NEW."id", NEW."language", NEW."longest_minutes", NEW."lowest_charge", NEW."name", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."phone", NEW."reference", NEW."refreshes_itself", NEW."reservation_minutes", NEW."system_id", NEW."tenant_id", NEW."timezone", NEW."url"); RETURN NULL;',
                    hash="01b65418db2a3964c80c157f40962148be3187bc",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_cfb53",
                    table="operators_fleet",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="fleet",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."enforces_parking" IS DISTINCT FROM (NEW."enforces_parking") OR OLD."gateway" IS DISTINCT FROM (NEW."gateway") OR OLD."gbfs_refresh_minutes" IS DISTINCT FROM (NEW."gbfs_refresh_minutes") OR OLD."gbfs_url" IS DISTINCT FROM (NEW."gbfs_url") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."longest_minutes" IS DISTINCT FROM (NEW."longest_minutes") OR OLD."lowest_charge" IS DISTINCT FROM (NEW."lowest_charge") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."operator_id" IS DISTINCT FROM (NEW."operator_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."refreshes_itself" IS DISTINCT FROM (NEW."refreshes_itself") OR OLD."reservation_minutes" IS DISTINCT FROM (NEW."reservation_minutes") OR OLD."system_id" IS DISTINCT FROM (NEW."system_id") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."timezone" IS DISTINCT FROM (NEW."timezone") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                    func='INSERT INTO "operators_fleetchange" ("email", "enforces_parking", "gateway", "gbfs_refresh_minutes", "gbfs_url", "id", "language", "longest_minutes", "lowest_charge", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reference", "refreshes_itself", "reservation_minutes", "system_id", "tenant_id", "timezone", "url") VALUES (NEW."email", NEW."enforces_parking", NEW."gateway", NEW."gbfs_refresh_minutes", NEW."gbfs_url", NEW."id", NEW."language", NEW."longest_minutes", NEW."lowest_charge", NEW."name", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."phone", NEW."reference", NEW."refreshes_itself", NEW."reservation_minutes", NEW."system_id", NEW."tenant_id", NEW."timezone", NEW."url"); RETURN NULL;',
                    hash="c8b3f8f71b2e06254a8a0183ac1448b7da08c186",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_cf54c",
                    table="operators_fleet",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="fleet",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_fleetchange" ("email", "enforces_parking", "gateway", "gbfs_refresh_minutes", "gbfs_url", "id", "language", "longest_minutes", "lowest_charge", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reference", "refreshes_itself", "reservation_minutes", "system_id", "tenant_id", "timezone", "url") VALUES (OLD."email", OLD."enforces_parking", OLD."gateway", OLD."gbfs_refresh_minutes", OLD."gbfs_url", OLD."id", OLD."language", OLD."longest_minutes", OLD."lowest_charge", OLD."name", OLD."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."phone", OLD."reference", OLD."refreshes_itself", OLD."reservation_minutes", OLD."system_id", OLD."tenant_id", OLD."timezone", OLD."url"); RETURN NULL;',
                    hash="6845e939ed188722b0db185b128f1c8ceac0ec9f",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_e24ba",
                    table="operators_fleet",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="feedchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ba0b1282852610426d6464ef6992fb7f19ddd9d0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4280f",
                    table="operators_feedchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="feed",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_feedchange" ("id", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "refresh_hours", "tenant_id", "url") VALUES (NEW."id", NEW."name", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."reference", NEW."refresh_hours", NEW."tenant_id", NEW."url"); RETURN NULL;',
                    hash="f83d03f40102ed8b4be1f202884117eb76d94eac",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_2a85c",
                    table="operators_feed",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="feed",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."operator_id" IS DISTINCT FROM (NEW."operator_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."refresh_hours" IS DISTINCT FROM (NEW."refresh_hours") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                    func='INSERT INTO "operators_feedchange" ("id", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "refresh_hours", "tenant_id", "url") VALUES (NEW."id", NEW."name", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."reference", NEW."refresh_hours", NEW."tenant_id", NEW."url"); RETURN NULL;',
                    hash="3719d000c1127471ccfe91b8685e1bae55cfc81f",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_013ae",
                    table="operators_feed",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="feed",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_feedchange" ("id", "name", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "refresh_hours", "tenant_id", "url") VALUES (OLD."id", OLD."name", OLD."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."reference", OLD."refresh_hours", OLD."tenant_id", OLD."url"); RETURN NULL;',
                    hash="ebcbd2cfd4adf07542189076ed4afd092a307980",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_e20aa",
                    table="operators_feed",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="driverchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8c7aef911268257128046bfa7afd316aca60d25e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cf169",
                    table="operators_driverchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="driver",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_driverchange" ("fleet_id", "id", "name", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "picture_url", "tenant_id") VALUES (NEW."fleet_id", NEW."id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."phone", NEW."picture_url", NEW."tenant_id"); RETURN NULL;',
                    hash="bae42cb6ee187b2f7662923ecf9552e8196b1bba",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_bd0ff",
                    table="operators_driver",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="driver",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."fleet_id" IS DISTINCT FROM (NEW."fleet_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."picture_url" IS DISTINCT FROM (NEW."picture_url") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))',
                    func='INSERT INTO "operators_driverchange" ("fleet_id", "id", "name", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "picture_url", "tenant_id") VALUES (NEW."fleet_id", NEW."id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."phone", NEW."picture_url", NEW."tenant_id"); RETURN NULL;',
                    hash="82b3c85d0b8c3d728ba28ab00e331c223e27288e",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_27dcf",
                    table="operators_driver",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="driver",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_driverchange" ("fleet_id", "id", "name", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "picture_url", "tenant_id") VALUES (OLD."fleet_id", OLD."id", OLD."name", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."phone", OLD."picture_url", OLD."tenant_id"); RETURN NULL;',
                    hash="f2705c8566c18d5b66d2c1b839296ee1f89006ca",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_ddbab",
                    table="operators_driver",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assettypechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cae29a9cf7e1d028a13513fde022964fba139468",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f5ab8",
                    table="operators_assettypechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assettype",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_assettypechange" ("asset_class", "asset_sub_class", "brand", "default_plan_id", "fleet_id", "id", "max_range_metres", "model", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "propulsion", "riders", "tenant_id", "type_id") VALUES (NEW."asset_class", NEW."asset_sub_class", NEW."brand", NEW."default_plan_id", NEW."fleet_id", NEW."id", NEW."max_range_metres", NEW."model", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."propulsion", NEW."riders", NEW."tenant_id", NEW."type_id"); RETURN NULL;',
                    hash="7514ca8e208d464bb447564c027ba6b9cf8541e6",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_25b1a",
                    table="operators_assettype",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assettype",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_assettypechange" ("asset_class", "asset_sub_class", "brand", "default_plan_id", "fleet_id", "id", "max_range_metres", "model", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "propulsion", "riders", "tenant_id", "type_id") VALUES (NEW."asset_class", NEW."asset_sub_class", NEW."brand", NEW."default_plan_id", NEW."fleet_id", NEW."id", NEW."max_range_metres", NEW."model", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."propulsion", NEW."riders", NEW."tenant_id", NEW."type_id"); RETURN NULL;',
                    hash="e02cad8bfbc13e5615119af822fad169908fb037",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_4d5fa",
                    table="operators_assettype",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assettype",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_assettypechange" ("asset_class", "asset_sub_class", "brand", "default_plan_id", "fleet_id", "id", "max_range_metres", "model", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "propulsion", "riders", "tenant_id", "type_id") VALUES (OLD."asset_class", OLD."asset_sub_class", OLD."brand", OLD."default_plan_id", OLD."fleet_id", OLD."id", OLD."max_range_metres", OLD."model", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."propulsion", OLD."riders", OLD."tenant_id", OLD."type_id"); RETURN NULL;',
                    hash="d5e687ee88753aaae043ff6204b5830eba068868",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_a1137",
                    table="operators_assettype",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="apitokenchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="36c3f238ed014a62b1d305ff2dc2bba64f1cbd97",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e1d57",
                    table="operators_apitokenchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="apitoken",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_apitokenchange" ("allows_bookings", "created_at", "hint", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "requests_per_minute", "revoked_at", "roles", "tenant_id") VALUES (NEW."allows_bookings", NEW."created_at", NEW."hint", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."requests_per_minute", NEW."revoked_at", NEW."roles", NEW."tenant_id"); RETURN NULL;',
                    hash="3369ab83b49f14bff77994c41cf80c5ebcf257ec",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_148b0",
                    table="operators_apitoken",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="apitoken",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."allows_bookings" IS DISTINCT FROM (NEW."allows_bookings") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."hint" IS DISTINCT FROM (NEW."hint") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."requests_per_minute" IS DISTINCT FROM (NEW."requests_per_minute") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."roles" IS DISTINCT FROM (NEW."roles") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))',
                    func='INSERT INTO "operators_apitokenchange" ("allows_bookings", "created_at", "hint", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "requests_per_minute", "revoked_at", "roles", "tenant_id") VALUES (NEW."allows_bookings", NEW."created_at", NEW."hint", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."requests_per_minute", NEW."revoked_at", NEW."roles", NEW."tenant_id"); RETURN NULL;',
                    hash="c470e84b15f5cff0d601415087ba679f56a92d16",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_c4d05",
                    table="operators_apitoken",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="apitoken",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_apitokenchange" ("allows_bookings", "created_at", "hint", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "requests_per_minute", "revoked_at", "roles", "tenant_id") VALUES (OLD."allows_bookings", OLD."created_at", OLD."hint", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."requests_per_minute", OLD."revoked_at", OLD."roles", OLD."tenant_id"); RETURN NULL;',
                    hash="2c0c1b8fe3b8d8f0483a79b5e3bfb3ad7e5e56e2",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_74bbf",
                    table="operators_apitoken",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="apiclientchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="acbf06f957ba80606f0dd57963f82710fc2b702a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_68238",
                    table="operators_apiclientchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="apiclient",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_apiclientchange" ("audiences", "client_id", "created_at", "id", "is_public", "name", "needs_proof", "organisation_id", "permissions", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirect_uris", "requests_per_minute", "revoked_at", "tenant_id", "tokens_since") VALUES (NEW."audiences", NEW."client_id", NEW."created_at", NEW."id", NEW."is_public", NEW."name", NEW."needs_proof", NEW."organisation_id", NEW."permissions", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."redirect_uris", NEW."requests_per_minute", NEW."revoked_at", NEW."tenant_id", NEW."tokens_since"); RETURN NULL;',
                    hash="2dfb278551619ab53348b0bd5be2ed8d16b26bd4",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_1e8be",
                    table="operators_apiclient",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="apiclient",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."audiences" IS DISTINCT FROM (NEW."audiences") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."needs_proof" IS DISTINCT FROM (NEW."needs_proof") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."permissions" IS DISTINCT FROM (NEW."permissions") OR OLD."redirect_uris" IS DISTINCT FROM (NEW."redirect_uris") OR OLD."requests_per_minute" IS DISTINCT FROM (NEW."requests_per_minute") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."tokens_since" IS DISTINCT FROM (NEW."tokens_since"))',
                    func='INSERT INTO "operators_apiclientchange" ("audiences", "client_id", "created_at", "id", "is_public", "name", "needs_proof", "organisation_id", "permissions", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirect_uris", "requests_per_minute", "revoked_at", "tenant_id", "tokens_since") VALUES (NEW."audiences", NEW."client_id", NEW."created_at", NEW."id", NEW."is_public", NEW."name", NEW."needs_proof", NEW."organisation_id", NEW."permissions", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."redirect_uris", NEW."requests_per_minute", NEW."revoked_at", NEW."tenant_id", NEW."tokens_since"); RETURN NULL;',
                    hash="2283db885d167f503e2d166195fa5a392577c8f1",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_db594",
                    table="operators_apiclient",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="apiclient",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_apiclientchange" ("audiences", "client_id", "created_at", "id", "is_public", "name", "needs_proof", "organisation_id", "permissions", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirect_uris", "requests_per_minute", "revoked_at", "tenant_id", "tokens_since") VALUES (OLD."audiences", OLD."client_id", OLD."created_at", OLD."id", OLD."is_public", OLD."name", OLD."needs_proof", OLD."organisation_id", OLD."permissions", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."redirect_uris", OLD."requests_per_minute", OLD."revoked_at", OLD."tenant_id", OLD."tokens_since"); RETURN NULL;',
                    hash="4eb48aeaaf02b583b9d8fdb1710dd72e4a76630d",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_c9087",
                    table="operators_apiclient",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="alertperiodchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c043da11c6516a2222fde06531d4e644194d309",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e77e6",
                    table="operators_alertperiodchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="alertperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_alertperiodchange" ("alert_id", "ends_at", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "tenant_id") VALUES (NEW."alert_id", NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."starts_at", NEW."tenant_id"); RETURN NULL;',
                    hash="64c0ebc59160625cd968c7dd8a5a2f25187e18c8",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_9a1fc",
                    table="operators_alertperiod",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="alertperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_alertperiodchange" ("alert_id", "ends_at", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "tenant_id") VALUES (NEW."alert_id", NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."starts_at", NEW."tenant_id"); RETURN NULL;',
                    hash="c4265ac52ab1053950c81fe52b9699c339b49375",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_9a4c5",
                    table="operators_alertperiod",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="alertperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_alertperiodchange" ("alert_id", "ends_at", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "tenant_id") VALUES (OLD."alert_id", OLD."ends_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."starts_at", OLD."tenant_id"); RETURN NULL;',
                    hash="ae370cfd3c03bd5739c1046a7d71cf9afbcf34c2",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_78716",
                    table="operators_alertperiod",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="alertchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b7d9e82eff3b485d427721d5d775e717e31aa6af",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1f862",
                    table="operators_alertchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="alert",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_alertchange" ("description", "feed_id", "fleet_id", "id", "kind", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "region_ids", "route_ids", "source_id", "stop_ids", "summary", "tenant_id", "told_by_id", "translations", "trip_ids", "updated_at", "url", "vehicle_station_ids") VALUES (NEW."description", NEW."feed_id", NEW."fleet_id", NEW."id", NEW."kind", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."reference", NEW."region_ids", NEW."route_ids", NEW."source_id", NEW."stop_ids", NEW."summary", NEW."tenant_id", NEW."told_by_id", NEW."translations", NEW."trip_ids", NEW."updated_at", NEW."url", NEW."vehicle_station_ids"); RETURN NULL;',
                    hash="20e10045e677c5573c8b0077e8cd8bdc3d62f704",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_ba90d",
                    table="operators_alert",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="alert",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "operators_alertchange" ("description", "feed_id", "fleet_id", "id", "kind", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "region_ids", "route_ids", "source_id", "stop_ids", "summary", "tenant_id", "told_by_id", "translations", "trip_ids", "updated_at", "url", "vehicle_station_ids") VALUES (NEW."description", NEW."feed_id", NEW."fleet_id", NEW."id", NEW."kind", NEW."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."reference", NEW."region_ids", NEW."route_ids", NEW."source_id", NEW."stop_ids", NEW."summary", NEW."tenant_id", NEW."told_by_id", NEW."translations", NEW."trip_ids", NEW."updated_at", NEW."url", NEW."vehicle_station_ids"); RETURN NULL;',
                    hash="e540127c0905f15f2b5c0c48519cbbd7690f1306",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_5f6a7",
                    table="operators_alert",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="alert",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_alertchange" ("description", "feed_id", "fleet_id", "id", "kind", "operator_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "region_ids", "route_ids", "source_id", "stop_ids", "summary", "tenant_id", "told_by_id", "translations", "trip_ids", "updated_at", "url", "vehicle_station_ids") VALUES (OLD."description", OLD."feed_id", OLD."fleet_id", OLD."id", OLD."kind", OLD."operator_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."reference", OLD."region_ids", OLD."route_ids", OLD."source_id", OLD."stop_ids", OLD."summary", OLD."tenant_id", OLD."told_by_id", OLD."translations", OLD."trip_ids", OLD."updated_at", OLD."url", OLD."vehicle_station_ids"); RETURN NULL;',
                    hash="d8a6923cfe67bb7a0a87b4f51f3766795fce2285",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_f5cb3",
                    table="operators_alert",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tenantchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1e6f6028305bde37b828d1bbc06eeccb0301df4c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_19418",
                    table="operators_tenantchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="tokenevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c4d2cd39bfcbbf7b66af1f5aaef6b293f1ed590a",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_1fe53",
                    table="operators_tokenevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="tokenevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."token_id" IS DISTINCT FROM (NEW."token_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="81259f98f0a28650ed6d954f9f001261c793fcff",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_daa7f",
                    table="operators_tokenevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="tokenkeychange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f19cf9b30c62b85991de96fd5dc29b4d0fc299d2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c05fd",
                    table="operators_tokenkeychange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="userchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2b5844344b812229cf1e6716007ed7327e22931a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4cf5f",
                    table="operators_userchange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="vehiclestation",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_vehiclestationchange" ("address", "area", "capacity", "fleet_id", "id", "is_virtual", "latitude", "longitude", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "station_id", "tenant_id") VALUES (NEW."address", NEW."area", NEW."capacity", NEW."fleet_id", NEW."id", NEW."is_virtual", NEW."latitude", NEW."longitude", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."region_id", NEW."station_id", NEW."tenant_id"); RETURN NULL;',
                    hash="3ff74e52fea21c005f80586929462372c4340080",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_f1224",
                    table="operators_vehiclestation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="vehiclestation",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."area" IS DISTINCT FROM (NEW."area") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."fleet_id" IS DISTINCT FROM (NEW."fleet_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_virtual" IS DISTINCT FROM (NEW."is_virtual") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."station_id" IS DISTINCT FROM (NEW."station_id") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))',
                    func='INSERT INTO "operators_vehiclestationchange" ("address", "area", "capacity", "fleet_id", "id", "is_virtual", "latitude", "longitude", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "station_id", "tenant_id") VALUES (NEW."address", NEW."area", NEW."capacity", NEW."fleet_id", NEW."id", NEW."is_virtual", NEW."latitude", NEW."longitude", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."region_id", NEW."station_id", NEW."tenant_id"); RETURN NULL;',
                    hash="d517efcf8c15222f1b7e30d0f6edd97c78544b02",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_2e1b4",
                    table="operators_vehiclestation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="vehiclestation",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "operators_vehiclestationchange" ("address", "area", "capacity", "fleet_id", "id", "is_virtual", "latitude", "longitude", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "station_id", "tenant_id") VALUES (OLD."address", OLD."area", OLD."capacity", OLD."fleet_id", OLD."id", OLD."is_virtual", OLD."latitude", OLD."longitude", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."region_id", OLD."station_id", OLD."tenant_id"); RETURN NULL;',
                    hash="b70811d5b3fa4ca61197cec86d9ae3e6db89f2cd",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_5a39f",
                    table="operators_vehiclestation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="vehiclestationchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8f5f43be8ca8c1c4766c35c147e152b9745a2138",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8208e",
                    table="operators_vehiclestationchange",
                    when="BEFORE",
                ),
            ),
        ),
    ]
