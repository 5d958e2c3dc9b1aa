import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_fsm
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import operators.tenancy.constraints
import operators.tenancy.references


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tenant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Three capital letters of ISO 4217, such as EUR."
                            )
                        ],
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capital letters of ISO 3166-1, such as NL."
                            )
                        ],
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                ("name", models.CharField(max_length=150)),
                (
                    "vat_number",
                    models.CharField(blank=True, max_length=20, verbose_name="VAT number"),
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
                        fields=("tenant", "name"), name="organisation_once_per_tenant_and_name"
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    models.UniqueConstraint(fields=("id", "tenant"), name="operator_tenant_key"),
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
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
                    models.UniqueConstraint(fields=("tenant", "name"), name="feed_once_per_name"),
                    models.UniqueConstraint(fields=("id", "tenant"), name="feed_tenant_key"),
                    operators.tenancy.constraints.CompositeForeignKey(
                        fields=["operator", "tenant"],
                        name="feed_operator_same_tenant",
                        to="operators.Operator",
                        to_fields=["id", "tenant"],
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
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
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
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
            name="FeedVersion",
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
                            ("IMPORTING", "Importing"),
                            ("IN_FORCE", "In Force"),
                            ("REPLACED", "Replaced"),
                            ("REFUSED", "Refused"),
                        ],
                        default="IMPORTING",
                        max_length=50,
                        protected=True,
                    ),
                ),
                (
                    "source",
                    models.CharField(help_text="File or folder that was read.", max_length=300),
                ),
                (
                    "timezone",
                    models.CharField(
                        blank=True,
                        help_text="agency_timezone of the feed; empty until it was read.",
                        max_length=64,
                    ),
                ),
                ("started_by", models.CharField(help_text="Who began the import.", max_length=170)),
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
                            ("state__in", ["IMPORTING", "IN_FORCE", "REPLACED", "REFUSED"])
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
            name="Route",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            name="Stop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "stop_id"), name="stop_once_per_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))
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
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        fields=("tenant", "user"), name="membership_once_per_user"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["ADMINISTRATOR", "FINANCE", "SUPPORT", "INSPECTOR"])
                        ),
                        name="membership_role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FareZone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "zone_id",
                    models.CharField(help_text="zone_id in the GTFS feed.", max_length=100),
                ),
                (
                    "number",
                    models.PositiveIntegerField(help_text="1 to 65535, as barcodes carry it."),
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
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "last_used_at",
                    models.DateTimeField(
                        editable=False, help_text="To the minute, over all processes.", null=True
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
                    models.UniqueConstraint(fields=("id", "tenant"), name="apitoken_tenant_key"),
                    operators.tenancy.constraints.CompositeForeignKey(
                        fields=["organisation", "tenant"],
                        name="apitoken_organisation_same_tenant",
                        to="operators.Organisation",
                        to_fields=["id", "tenant"],
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("roles__contained_by", ["TOMP", "MAAS_TSP", "TRIPGO", "INSPECTION"]),
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
                        choices=[("ISSUED", "Issued"), ("REVOKED", "Revoked")], max_length=20
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
            name="Trip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("trip_id", models.CharField(max_length=150)),
                ("service_id", models.CharField(max_length=150)),
                ("headsign", models.CharField(blank=True, max_length=250)),
                ("direction_id", models.PositiveSmallIntegerField(null=True)),
                (
                    "route",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trips",
                        to="operators.route",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
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
                        fields=("version", "trip_id"), name="trip_once_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StopTime",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "trip_id",
                        "sequence",
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
                "indexes": [
                    models.Index(fields=["stop", "departure"], name="stoptime_by_departure")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("departure__gte", models.F("arrival"))),
                        name="stoptime_leaves_after_it_arrives",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
            model_name="tokenevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."token_id" IS DISTINCT FROM (NEW."token_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2d9e031ada01184c9ea45071b8a88ad281df14fa",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_daa7f",
                    table="operators_tokenevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
