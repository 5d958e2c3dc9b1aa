import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.db.models.deletion
import django_fsm
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import operators.tenancy.constraints
import operators.tenancy.correlation
import operators.tenancy.tables
import tickets.codecs.keys
import tickets.forms.media
import tickets.forms.symbols
import tickets.models.ticket_type
from operators.tenancy.triggers import AddTrigger


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("operators", "0001_initial"),
    ]

    operations = [
        operators.tenancy.tables.CreateTables(
            operations=[
                migrations.CreateModel(
                    name="IssuerKey",
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
                                    ("NEXT", "Next"),
                                    ("ACTIVE", "Active"),
                                    ("RETIRED", "Retired"),
                                    ("REVOKED", "Revoked"),
                                ],
                                default="NEXT",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "algorithm",
                            models.CharField(
                                choices=[("ES256", "ES256"), ("Ed25519", "Ed25519")],
                                default=tickets.codecs.keys.Algorithm["ES256"],
                                max_length=10,
                            ),
                        ),
                        ("kid", models.CharField(editable=False, max_length=8, unique=True)),
                        ("public_jwk", models.JSONField(editable=False)),
                        ("sealed_private_key", models.TextField(editable=False)),
                        (
                            "not_before",
                            models.DateTimeField(help_text="First moment that it may sign."),
                        ),
                        ("retired_at", models.DateTimeField(editable=False, null=True)),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issuer_keys",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="issuerkey_tenant_key"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["NEXT", "ACTIVE", "RETIRED", "REVOKED"])
                                ),
                                name="issuerkey_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "algorithm__in",
                                        [
                                            tickets.codecs.keys.Algorithm["ES256"],
                                            tickets.codecs.keys.Algorithm["ED25519"],
                                        ],
                                    )
                                ),
                                name="issuerkey_algorithm_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kid__regex", "^[0-9a-f]{8}$")),
                                name="issuerkey_kid_is_four_octets",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ACTIVE")),
                                fields=("tenant",),
                                name="issuerkey_one_active_per_tenant",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "RETIRED"), _negated=True),
                                    ("retired_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="issuerkey_retired_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_at__isnull", False), ("state", "REVOKED")),
                                    models.Q(
                                        models.Q(("state", "REVOKED"), _negated=True),
                                        ("revoked_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="issuerkey_revoked_has_time",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="IssuerKeyChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("NEXT", "Next"),
                                    ("ACTIVE", "Active"),
                                    ("RETIRED", "Retired"),
                                    ("REVOKED", "Revoked"),
                                ],
                                max_length=50,
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "algorithm",
                            models.CharField(
                                choices=[("ES256", "ES256"), ("Ed25519", "Ed25519")],
                                default=tickets.codecs.keys.Algorithm["ES256"],
                                max_length=10,
                            ),
                        ),
                        ("kid", models.CharField(editable=False, max_length=8)),
                        ("public_jwk", models.JSONField(editable=False)),
                        (
                            "not_before",
                            models.DateTimeField(help_text="First moment that it may sign."),
                        ),
                        ("retired_at", models.DateTimeField(editable=False, null=True)),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tickets.issuerkey",
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
                    name="KeyEvent",
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
                                    ("MADE", "Made"),
                                    ("ACTIVATED", "Activated"),
                                    ("RETIRED", "Retired"),
                                    ("REVOKED", "Revoked"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="tickets.issuerkey",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="keyevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="keyevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name__in", ["MADE", "ACTIVATED", "RETIRED", "REVOKED"])
                                ),
                                name="keyevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketType",
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
                            "activation",
                            models.CharField(
                                choices=[("AT_ONCE", "At Once"), ("LATER", "Later")], max_length=10
                            ),
                        ),
                        (
                            "symbology",
                            models.CharField(
                                choices=[("QR", "QR"), ("AZTEC", "AZTEC")],
                                default=tickets.forms.symbols.Symbology["QR"],
                                max_length=10,
                            ),
                        ),
                        (
                            "media",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("text/plain", "TEXT"),
                                        ("image/png", "PNG"),
                                        ("image/svg+xml", "SVG"),
                                    ],
                                    max_length=30,
                                ),
                                default=tickets.models.ticket_type.every_media,
                                help_text="Forms that a partner may ask for; the first is the default.",
                                size=None,
                            ),
                        ),
                        (
                            "rotation_seconds",
                            models.PositiveIntegerField(
                                default=30,
                                help_text="Life of one barcode: 15 to 300 seconds, or 0 for a static one.",
                            ),
                        ),
                        (
                            "overlap_seconds",
                            models.PositiveIntegerField(
                                default=15,
                                help_text="How long verifiers accept a barcode after the next one began.",
                            ),
                        ),
                        (
                            "single_use",
                            models.BooleanField(
                                default=False, help_text="Used up by its first inspection."
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ticket_types",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="tickettype_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "name"), name="tickettype_once_per_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("activation__in", ["AT_ONCE", "LATER"])),
                                name="tickettype_activation_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "symbology__in",
                                        [
                                            tickets.forms.symbols.Symbology["QR"],
                                            tickets.forms.symbols.Symbology["AZTEC"],
                                        ],
                                    )
                                ),
                                name="tickettype_symbology_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "media__contained_by",
                                        [
                                            tickets.forms.media.Media["TEXT"],
                                            tickets.forms.media.Media["PNG"],
                                            tickets.forms.media.Media["SVG"],
                                        ],
                                    ),
                                    ("media__len__gt", 0),
                                ),
                                name="tickettype_media_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rotation_seconds", 0),
                                    ("rotation_seconds__range", (15, 300)),
                                    _connector="OR",
                                ),
                                name="tickettype_rotation_is_static_or_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("overlap_seconds__lte", 60)),
                                name="tickettype_overlap_is_at_most_a_minute",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ticket",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("ISSUED", "Issued"),
                                    ("ACTIVE", "Active"),
                                    ("USED", "Used"),
                                    ("EXPIRED", "Expired"),
                                    ("VOIDED", "Voided"),
                                ],
                                default="ISSUED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "product_number",
                            models.PositiveBigIntegerField(
                                help_text="The number that barcodes carry."
                            ),
                        ),
                        (
                            "label",
                            models.CharField(help_text="Product name, for people.", max_length=60),
                        ),
                        (
                            "zones",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(),
                                blank=True,
                                default=list,
                                help_text="Zone numbers.",
                                size=None,
                            ),
                        ),
                        ("passengers", models.PositiveSmallIntegerField(default=1)),
                        (
                            "specimen",
                            models.BooleanField(
                                default=False, help_text="Sold in a sandbox; never valid."
                            ),
                        ),
                        (
                            "activation",
                            models.CharField(
                                choices=[("AT_ONCE", "At Once"), ("LATER", "Later")], max_length=10
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
                        ("valid_minutes", models.PositiveIntegerField(null=True)),
                        ("boarding_minutes", models.PositiveIntegerField(default=0)),
                        (
                            "travels_at",
                            models.DateTimeField(help_text="Planned departure.", null=True),
                        ),
                        ("issued_at", models.DateTimeField()),
                        (
                            "activate_until",
                            models.DateTimeField(
                                help_text="First moment that is too late to activate."
                            ),
                        ),
                        ("activated_at", models.DateTimeField(null=True)),
                        ("valid_from", models.DateTimeField(null=True)),
                        (
                            "valid_until",
                            models.DateTimeField(
                                help_text="First moment that is not valid.", null=True
                            ),
                        ),
                        ("used_at", models.DateTimeField(null=True)),
                        (
                            "closed_at",
                            models.DateTimeField(help_text="Expired or voided at.", null=True),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ticket_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="tickets.tickettype",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "ACTIVE")),
                                fields=["valid_until"],
                                name="ticket_active_by_end",
                            ),
                            models.Index(
                                condition=models.Q(("state", "ISSUED")),
                                fields=["activate_until"],
                                name="ticket_issued_by_end",
                            ),
                            models.Index(
                                condition=models.Q(("closed_at__isnull", False)),
                                fields=["closed_at"],
                                name="ticket_closed_by_time",
                            ),
                            models.Index(
                                condition=models.Q(("used_at__isnull", False)),
                                fields=["used_at"],
                                name="ticket_used_by_time",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="ticket_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ticket_type", "tenant"],
                                name="ticket_ticket_type_same_tenant",
                                to="tickets.TicketType",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["ISSUED", "ACTIVE", "USED", "EXPIRED", "VOIDED"])
                                ),
                                name="ticket_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("activation__in", ["AT_ONCE", "LATER"])),
                                name="ticket_activation_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("product_number__range", (1, 4294967295))),
                                name="ticket_product_number_fits_four_octets",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("zones__len__lte", 100)),
                                name="ticket_zones_fit_a_barcode",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("passengers__range", (1, 255))),
                                name="ticket_passengers_fit_one_octet",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("valid_minutes__gt", 0),
                                        ("valid_minutes__isnull", False),
                                        ("validity", "DURATION"),
                                    ),
                                    models.Q(
                                        ("valid_minutes", None),
                                        ("validity__in", ["CALENDAR_DAY", "FIXED_DATES"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="ticket_has_minutes_when_valid_for_a_duration",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("valid_from", None), ("valid_until", None)),
                                    models.Q(
                                        ("valid_from__isnull", False),
                                        ("valid_until__gt", models.F("valid_from")),
                                        ("valid_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="ticket_validity_has_two_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["ACTIVE", "USED"]), _negated=True),
                                    models.Q(
                                        ("activated_at__isnull", False),
                                        ("valid_from__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="ticket_active_has_window",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "USED"), ("used_at__isnull", False)),
                                    models.Q(("state", "USED"), _negated=True),
                                    _connector="OR",
                                ),
                                name="ticket_used_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("state__in", ["EXPIRED", "VOIDED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["EXPIRED", "VOIDED"]), _negated=True
                                        ),
                                        ("closed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="ticket_closed_has_time",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Barcode",
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
                                help_text="The next window begins; clients fetch again."
                            ),
                        ),
                        (
                            "dies_at",
                            models.DateTimeField(help_text="Verifiers refuse it from here on."),
                        ),
                        ("payload", models.TextField()),
                        (
                            "handed_out_at",
                            models.DateTimeField(help_text="Empty while made ahead.", null=True),
                        ),
                        ("expired_at", models.DateTimeField(null=True)),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tickets.issuerkey",
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="barcodes",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("expired_at", None)),
                                fields=["dies_at"],
                                name="barcode_alive_by_death",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["starts_at"], name="barcode_by_start"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ticket", "ends_at", "starts_at", "key"),
                                name="barcode_once_per_window",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("dies_at__gte", models.F("ends_at")),
                                    ("ends_at__gt", models.F("starts_at")),
                                ),
                                name="barcode_ends_before_it_dies",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expired_at", None),
                                    ("expired_at__gte", models.F("dies_at")),
                                    _connector="OR",
                                ),
                                name="barcode_expires_after_death",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketEvent",
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
                                    ("ACTIVATED", "Activated"),
                                    ("USED", "Used"),
                                    ("EXPIRED", "Expired"),
                                    ("VOIDED", "Voided"),
                                    ("VALIDITY_MOVED", "Validity Moved"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="ticketevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="ticketevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "ISSUED",
                                            "ACTIVATED",
                                            "USED",
                                            "EXPIRED",
                                            "VOIDED",
                                            "VALIDITY_MOVED",
                                        ],
                                    )
                                ),
                                name="ticketevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketTypeChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100)),
                        (
                            "activation",
                            models.CharField(
                                choices=[("AT_ONCE", "At Once"), ("LATER", "Later")], max_length=10
                            ),
                        ),
                        (
                            "symbology",
                            models.CharField(
                                choices=[("QR", "QR"), ("AZTEC", "AZTEC")],
                                default=tickets.forms.symbols.Symbology["QR"],
                                max_length=10,
                            ),
                        ),
                        (
                            "media",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("text/plain", "TEXT"),
                                        ("image/png", "PNG"),
                                        ("image/svg+xml", "SVG"),
                                    ],
                                    max_length=30,
                                ),
                                default=tickets.models.ticket_type.every_media,
                                help_text="Forms that a partner may ask for; the first is the default.",
                                size=None,
                            ),
                        ),
                        (
                            "rotation_seconds",
                            models.PositiveIntegerField(
                                default=30,
                                help_text="Life of one barcode: 15 to 300 seconds, or 0 for a static one.",
                            ),
                        ),
                        (
                            "overlap_seconds",
                            models.PositiveIntegerField(
                                default=15,
                                help_text="How long verifiers accept a barcode after the next one began.",
                            ),
                        ),
                        (
                            "single_use",
                            models.BooleanField(
                                default=False, help_text="Used up by its first inspection."
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tickets.tickettype",
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
            model_name="issuerkey",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_issuerkeychange" ("algorithm", "id", "kid", "not_before", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_jwk", "retired_at", "revoked_at", "state", "tenant_id") VALUES (NEW."algorithm", NEW."id", NEW."kid", NEW."not_before", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."public_jwk", NEW."retired_at", NEW."revoked_at", NEW."state", NEW."tenant_id"); RETURN NULL;',
                    hash="97bda53c3adca75f9bd74838e558cc58dc9b7098",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_eaa54",
                    table="tickets_issuerkey",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="issuerkey",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."algorithm" IS DISTINCT FROM (NEW."algorithm") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kid" IS DISTINCT FROM (NEW."kid") OR OLD."not_before" IS DISTINCT FROM (NEW."not_before") OR OLD."public_jwk" IS DISTINCT FROM (NEW."public_jwk") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))',
                    func='INSERT INTO "tickets_issuerkeychange" ("algorithm", "id", "kid", "not_before", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_jwk", "retired_at", "revoked_at", "state", "tenant_id") VALUES (NEW."algorithm", NEW."id", NEW."kid", NEW."not_before", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."public_jwk", NEW."retired_at", NEW."revoked_at", NEW."state", NEW."tenant_id"); RETURN NULL;',
                    hash="9db5a85f45c554bf31200c76802bdb0e291f8cc8",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_57091",
                    table="tickets_issuerkey",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="issuerkey",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_issuerkeychange" ("algorithm", "id", "kid", "not_before", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_jwk", "retired_at", "revoked_at", "state", "tenant_id") VALUES (OLD."algorithm", OLD."id", OLD."kid", OLD."not_before", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."public_jwk", OLD."retired_at", OLD."revoked_at", OLD."state", OLD."tenant_id"); RETURN NULL;',
                    hash="7413b9855ebce4cf2c4abb161a56dbfcad2a409a",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_f37e8",
                    table="tickets_issuerkey",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="issuerkeychange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5bf4a07dd42e657f67ac27c9bb5bd37a76c33a72",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4d47d",
                    table="tickets_issuerkeychange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="keyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4fcb429805a651bd3b8804a4e82d6fca3ef31a1c",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_d28ed",
                    table="tickets_keyevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="keyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key_id" IS DISTINCT FROM (NEW."key_id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ccca9d62b687e38efb99b69e0e76e910f47802b6",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_0481d",
                    table="tickets_keyevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ticketevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="32c0e8b4b9427522d0a699cdc58eb3e08382d2ac",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_b63d2",
                    table="tickets_ticketevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ticketevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."ticket_id" IS DISTINCT FROM (NEW."ticket_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7f50e4480d77cd854eca824a8c715fcbae2bfdda",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_ba2c8",
                    table="tickets_ticketevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="tickettype",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_tickettypechange" ("activation", "id", "media", "name", "overlap_seconds", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rotation_seconds", "single_use", "symbology", "tenant_id") VALUES (NEW."activation", NEW."id", NEW."media", NEW."name", NEW."overlap_seconds", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."rotation_seconds", NEW."single_use", NEW."symbology", NEW."tenant_id"); RETURN NULL;',
                    hash="6f8d3f4157c4da51fe04b9df084c6c498215a401",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_1c5af",
                    table="tickets_tickettype",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tickettype",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tickets_tickettypechange" ("activation", "id", "media", "name", "overlap_seconds", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rotation_seconds", "single_use", "symbology", "tenant_id") VALUES (NEW."activation", NEW."id", NEW."media", NEW."name", NEW."overlap_seconds", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."rotation_seconds", NEW."single_use", NEW."symbology", NEW."tenant_id"); RETURN NULL;',
                    hash="e22086e0323a9e18f5323bfba3a91aba077d3af4",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_76ede",
                    table="tickets_tickettype",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tickettype",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_tickettypechange" ("activation", "id", "media", "name", "overlap_seconds", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rotation_seconds", "single_use", "symbology", "tenant_id") VALUES (OLD."activation", OLD."id", OLD."media", OLD."name", OLD."overlap_seconds", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."rotation_seconds", OLD."single_use", OLD."symbology", OLD."tenant_id"); RETURN NULL;',
                    hash="1c6f438c37cf9371c1c7496195ac569ed15850ea",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_187a7",
                    table="tickets_tickettype",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tickettypechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6c3b9e38625acf34c888f699eb9ba0bbb23e0bf2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_21c31",
                    table="tickets_tickettypechange",
                    when="BEFORE",
                ),
            ),
        ),
    ]
