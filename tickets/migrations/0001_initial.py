import datetime
import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django_fsm
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import operators.tenancy.constraints
import operators.tenancy.correlation
import operators.tenancy.tables
import tickets.codecs.formats
import tickets.codecs.keys
import tickets.codecs.reasons
import tickets.forms.media
import tickets.forms.symbols
import tickets.models.handsets
import tickets.models.style
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
                    name="BlockList",
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
                        ("last_sequence", models.PositiveBigIntegerField(default=0)),
                        (
                            "tenant",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="block_list",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Device",
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
                        ("reference", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=100)),
                        ("registered_by", models.CharField(editable=False, max_length=170)),
                        ("registered_at", models.DateTimeField(editable=False)),
                        ("last_contact_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "clock_offset",
                            models.DecimalField(
                                decimal_places=3,
                                editable=False,
                                help_text="Seconds that its clock was ahead of ours.",
                                max_digits=13,
                                null=True,
                            ),
                        ),
                        ("stopped_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "specimens_allowed",
                            models.BooleanField(
                                default=False,
                                help_text="Takes tickets that were sold in a sandbox; for tests.",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="devices",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="device_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "reference"), name="device_once_per_reference"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="device_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("clock_offset", None),
                                    ("clock_offset__range", (-4000000000, 4000000000)),
                                    _connector="OR",
                                ),
                                name="device_clock_offset_is_sane",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeviceChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("reference", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=100)),
                        ("registered_by", models.CharField(editable=False, max_length=170)),
                        ("registered_at", models.DateTimeField(editable=False)),
                        ("stopped_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "specimens_allowed",
                            models.BooleanField(
                                default=False,
                                help_text="Takes tickets that were sold in a sandbox; for tests.",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tickets.device",
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
                            "purpose",
                            models.CharField(
                                choices=[("T1", "T1"), ("UIC", "UIC"), ("LIST", "Block list")],
                                default="T1",
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("NEXT", "Next"),
                                    ("ACTIVE", "Active"),
                                    ("RETIRED", "Retired"),
                                    ("REMOVED", "Removed"),
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
                        (
                            "uic_provider",
                            models.PositiveIntegerField(
                                editable=False,
                                help_text="The issuer's RICS code.",
                                null=True,
                                verbose_name="company code",
                            ),
                        ),
                        (
                            "uic_key_id",
                            models.PositiveIntegerField(
                                editable=False, null=True, verbose_name="key number"
                            ),
                        ),
                        ("public_jwk", models.JSONField(editable=False)),
                        ("sealed_private_key", models.TextField(editable=False)),
                        (
                            "not_before",
                            models.DateTimeField(help_text="First moment that it may sign."),
                        ),
                        ("published_at", models.DateTimeField(editable=False)),
                        ("activated_at", models.DateTimeField(editable=False, null=True)),
                        ("retired_at", models.DateTimeField(editable=False, null=True)),
                        ("removed_at", models.DateTimeField(editable=False, null=True)),
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
                                    (
                                        "state__in",
                                        ["NEXT", "ACTIVE", "RETIRED", "REMOVED", "REVOKED"],
                                    )
                                ),
                                name="issuerkey_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("purpose__in", ["T1", "UIC", "LIST"])),
                                name="issuerkey_purpose_is_known",
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
                                condition=models.Q(
                                    ("purpose", "T1"),
                                    ("algorithm", tickets.codecs.keys.Algorithm["ES256"]),
                                    _connector="OR",
                                ),
                                name="issuerkey_only_t1_may_be_ed25519",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kid__regex", "^[0-9a-f]{8}$")),
                                name="issuerkey_kid_is_four_octets",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(
                                            ("uic_key_id__range", (0, 99999)),
                                            ("uic_provider__range", (1, 32000)),
                                        ),
                                        ("purpose", "UIC"),
                                        ("uic_key_id__isnull", False),
                                        ("uic_provider__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("purpose", "UIC"), _negated=True),
                                        ("uic_key_id", None),
                                        ("uic_provider", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="issuerkey_is_numbered_when_uic",
                            ),
                            models.UniqueConstraint(
                                fields=("uic_provider", "uic_key_id"),
                                name="issuerkey_once_per_uic_number",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ACTIVE")),
                                fields=("tenant", "purpose"),
                                name="issuerkey_one_active_per_purpose",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["ACTIVE", "RETIRED", "REMOVED"]),
                                        _negated=True,
                                    ),
                                    ("activated_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="issuerkey_signing_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["RETIRED", "REMOVED"]), _negated=True),
                                    ("retired_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="issuerkey_retired_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "REMOVED"), _negated=True),
                                    ("removed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="issuerkey_removed_has_time",
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
                                    ("REMOVED", "Removed"),
                                    ("REVOKED", "Revoked"),
                                ],
                                max_length=50,
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "purpose",
                            models.CharField(
                                choices=[("T1", "T1"), ("UIC", "UIC"), ("LIST", "Block list")],
                                default="T1",
                                max_length=10,
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
                        ("kid", models.CharField(editable=False, max_length=8)),
                        (
                            "uic_provider",
                            models.PositiveIntegerField(
                                editable=False,
                                help_text="The issuer's RICS code.",
                                null=True,
                                verbose_name="company code",
                            ),
                        ),
                        (
                            "uic_key_id",
                            models.PositiveIntegerField(
                                editable=False, null=True, verbose_name="key number"
                            ),
                        ),
                        ("public_jwk", models.JSONField(editable=False)),
                        (
                            "not_before",
                            models.DateTimeField(help_text="First moment that it may sign."),
                        ),
                        ("published_at", models.DateTimeField(editable=False)),
                        ("activated_at", models.DateTimeField(editable=False, null=True)),
                        ("retired_at", models.DateTimeField(editable=False, null=True)),
                        ("removed_at", models.DateTimeField(editable=False, null=True)),
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
                                    ("REMOVED", "Removed"),
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
                                    (
                                        "name__in",
                                        ["MADE", "ACTIVATED", "RETIRED", "REMOVED", "REVOKED"],
                                    )
                                ),
                                name="keyevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketStyle",
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
                            "primary_colour",
                            models.CharField(
                                default="#1f3a5f",
                                help_text="The ground of heads and passes, as #rrggbb.",
                                max_length=7,
                            ),
                        ),
                        (
                            "text_colour",
                            models.CharField(
                                default="#ffffff",
                                help_text="Of what stands on that ground, as #rrggbb.",
                                max_length=7,
                            ),
                        ),
                        (
                            "logo",
                            models.BinaryField(
                                blank=True, help_text="PNG of at most 100 kB.", null=True
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("en", "English"),
                                        ("nl", "Nederlands"),
                                        ("de", "Deutsch"),
                                        ("fr", "Français"),
                                        ("nb", "Norsk bokmål"),
                                    ],
                                    max_length=2,
                                ),
                                default=tickets.models.style.english,
                                help_text="The first is taken where the traveller's own is not among them.",
                                size=None,
                            ),
                        ),
                        ("help_phone", models.CharField(blank=True, max_length=30)),
                        (
                            "help_url",
                            models.CharField(
                                blank=True,
                                help_text="A page of yours that answers questions; begins with https://.",
                                max_length=200,
                                validators=[django.core.validators.URLValidator(schemes=["https"])],
                                verbose_name="help address",
                            ),
                        ),
                        (
                            "is_default",
                            models.BooleanField(
                                default=False,
                                help_text="Taken for ticket types that name no style.",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ticket_styles",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="ticketstyle_tenant_key"
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "name"), name="ticketstyle_once_per_name"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)),
                                fields=("tenant",),
                                name="ticketstyle_one_default_per_tenant",
                                violation_error_message="Another style is the default already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("primary_colour__regex", "^#[0-9a-f]{6}$"),
                                    ("text_colour__regex", "^#[0-9a-f]{6}$"),
                                ),
                                name="ticketstyle_colours_are_hexadecimal",
                                violation_error_message="Write colours as # and six digits of 0-9 and a-f.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("logo", None),
                                    models.Q(
                                        django.db.models.lookups.LessThanOrEqual(
                                            django.db.models.functions.text.Length("logo"), 100000
                                        ),
                                        django.db.models.lookups.Exact(
                                            django.db.models.functions.text.Substr("logo", 1, 8),
                                            models.Value(b"\x89PNG\r\n\x1a\n"),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="ticketstyle_logo_is_a_small_png",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("languages__contained_by", ["en", "nl", "de", "fr", "nb"]),
                                    ("languages__len__gt", 0),
                                ),
                                name="ticketstyle_languages_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("help_url", ""),
                                    ("help_url__startswith", "https://"),
                                    _connector="OR",
                                ),
                                name="ticketstyle_help_is_https",
                            ),
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
                            "barcode_format",
                            models.CharField(
                                choices=[("T1", "T1"), ("UIC", "UIC")],
                                default=tickets.codecs.formats.BarcodeFormat["T1"],
                                help_text="T1 is our compact token; UIC is the barcode that railways read.",
                                max_length=5,
                            ),
                        ),
                        (
                            "fare_document",
                            models.CharField(
                                choices=[("OPEN_TICKET", "Open Ticket"), ("PASS", "Pass")],
                                default="OPEN_TICKET",
                                help_text="What a UIC barcode says that the ticket is.",
                                max_length=20,
                            ),
                        ),
                        (
                            "symbology",
                            models.CharField(
                                choices=[("QR", "QR"), ("AZTEC", "AZTEC"), ("PDF417", "PDF417")],
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
                                        ("application/octet-stream", "OCTETS"),
                                        ("image/png", "PNG"),
                                        ("image/svg+xml", "SVG"),
                                        ("application/json", "JSON"),
                                        ("text/html", "HTML"),
                                        ("application/pdf", "PDF"),
                                        ("application/vnd.apple.pkpass", "PKPASS"),
                                        ("application/vnd.google.wallet+json", "GOOGLE"),
                                    ],
                                    max_length=40,
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
                            "device_signed",
                            models.BooleanField(
                                default=False,
                                help_text="UIC only: the traveller's phone signs each barcode with a key of its own.",
                                verbose_name="signed by the phone",
                            ),
                        ),
                        (
                            "prefetch_seconds",
                            models.PositiveIntegerField(
                                default=300,
                                help_text="Windows handed out ahead for bad coverage, 900 seconds at most.",
                            ),
                        ),
                        (
                            "checked_online",
                            models.BooleanField(
                                default=False,
                                help_text="Inspectors must ask the server before they accept it.",
                            ),
                        ),
                        (
                            "age_check",
                            models.BooleanField(
                                default=False,
                                help_text="UIC barcodes ask inspectors to check the age.",
                                verbose_name="age is checked",
                            ),
                        ),
                        (
                            "single_use",
                            models.BooleanField(
                                default=False, help_text="Used up by its first inspection."
                            ),
                        ),
                        (
                            "scans_allowed",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="More inspections than this are suspicious; empty for any.",
                                null=True,
                            ),
                        ),
                        (
                            "style",
                            models.ForeignKey(
                                blank=True,
                                help_text="Colours, logo and languages; empty for the default style.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ticket_types",
                                to="tickets.ticketstyle",
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
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["style", "tenant"],
                                name="tickettype_style_same_tenant",
                                to="tickets.TicketStyle",
                                to_fields=["id", "tenant"],
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
                                            tickets.forms.symbols.Symbology["PDF417"],
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "barcode_format__in",
                                        [
                                            tickets.codecs.formats.BarcodeFormat["T1"],
                                            tickets.codecs.formats.BarcodeFormat["UIC"],
                                        ],
                                    )
                                ),
                                name="tickettype_barcode_format_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fare_document__in", ["OPEN_TICKET", "PASS"])),
                                name="tickettype_fare_document_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "barcode_format",
                                            tickets.codecs.formats.BarcodeFormat["UIC"],
                                        ),
                                        _negated=True,
                                    ),
                                    ("symbology", tickets.forms.symbols.Symbology["AZTEC"]),
                                    _connector="OR",
                                ),
                                name="tickettype_uic_is_an_aztec_code",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "barcode_format",
                                            tickets.codecs.formats.BarcodeFormat["UIC"],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        (
                                            "media__overlap",
                                            [
                                                tickets.forms.media.Media["TEXT"],
                                                tickets.forms.media.Media["GOOGLE"],
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="tickettype_uic_is_no_text",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "barcode_format",
                                            tickets.codecs.formats.BarcodeFormat["UIC"],
                                        ),
                                        _negated=True,
                                    ),
                                    ("device_signed", True),
                                    ("rotation_seconds__in", [0, 60, 120, 180, 240, 300]),
                                    _connector="OR",
                                ),
                                name="tickettype_uic_rotates_by_the_minute",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("device_signed", False),
                                    models.Q(
                                        (
                                            "barcode_format",
                                            tickets.codecs.formats.BarcodeFormat["UIC"],
                                        ),
                                        ("rotation_seconds__range", (15, 60)),
                                    ),
                                    _connector="OR",
                                ),
                                name="tickettype_phone_signs_uic_every_15_to_60_s",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("device_signed", False),
                                    (
                                        "media__contained_by",
                                        [
                                            tickets.forms.media.Media["HTML"],
                                            tickets.forms.media.Media["JSON"],
                                            tickets.forms.media.Media["OCTETS"],
                                        ],
                                    ),
                                    _connector="OR",
                                ),
                                name="tickettype_phone_signs_what_it_draws",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("prefetch_seconds__lte", 900.0)),
                                name="tickettype_prefetch_is_at_most_15_minutes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("scans_allowed", None),
                                    ("scans_allowed__gte", 1),
                                    _connector="OR",
                                ),
                                name="tickettype_allows_a_scan",
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
                                db_index=False,
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
                            models.Index(fields=["tenant", "-issued_at"], name="ticket_by_issue"),
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
                    name="Scan",
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
                        ("sequence", models.PositiveBigIntegerField(null=True)),
                        (
                            "scanned_at",
                            models.DateTimeField(
                                help_text="Corrected by the offset of the device's clock."
                            ),
                        ),
                        ("told_at", models.DateTimeField(help_text="By the device's clock.")),
                        (
                            "offset_seconds",
                            models.DecimalField(
                                decimal_places=3,
                                help_text="Seconds its clock was ahead.",
                                max_digits=13,
                                verbose_name="offset",
                            ),
                        ),
                        ("ticket_uuid", models.UUIDField(null=True, verbose_name="ticket id")),
                        (
                            "format",
                            models.CharField(
                                blank=True, help_text="Empty if it was none of ours.", max_length=5
                            ),
                        ),
                        ("product_number", models.PositiveBigIntegerField(null=True)),
                        (
                            "moment",
                            models.DateTimeField(
                                help_text="Start of the window, or the phone's stamp.", null=True
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("ok", "ok"),
                                    ("seen_before", "seen_before"),
                                    ("clock_untrusted", "clock_untrusted"),
                                    ("online_required", "online_required"),
                                    ("unsupported_format", "unsupported_format"),
                                    ("malformed", "malformed"),
                                    ("no_ticket", "no_ticket"),
                                    ("unsupported_algorithm", "unsupported_algorithm"),
                                    ("unknown_key", "unknown_key"),
                                    ("key_not_valid", "key_not_valid"),
                                    ("unsigned", "unsigned"),
                                    ("bad_signature", "bad_signature"),
                                    ("key_revoked", "key_revoked"),
                                    ("device_signature_missing", "device_signature_missing"),
                                    ("bad_device_signature", "bad_device_signature"),
                                    ("dynamic_timestamp_missing", "dynamic_timestamp_missing"),
                                    ("barcode_expired", "barcode_expired"),
                                    ("barcode_in_future", "barcode_in_future"),
                                    ("ticket_not_yet_valid", "ticket_not_yet_valid"),
                                    ("ticket_expired", "ticket_expired"),
                                    ("not_activated", "not_activated"),
                                    ("wrong_zone", "wrong_zone"),
                                    ("wrong_product", "wrong_product"),
                                    ("ticket_revoked", "ticket_revoked"),
                                    ("already_used", "already_used"),
                                    ("specimen", "specimen"),
                                ],
                                help_text="What the device said.",
                                max_length=30,
                            ),
                        ),
                        (
                            "judged",
                            models.CharField(
                                choices=[
                                    ("ok", "ok"),
                                    ("seen_before", "seen_before"),
                                    ("clock_untrusted", "clock_untrusted"),
                                    ("online_required", "online_required"),
                                    ("unsupported_format", "unsupported_format"),
                                    ("malformed", "malformed"),
                                    ("no_ticket", "no_ticket"),
                                    ("unsupported_algorithm", "unsupported_algorithm"),
                                    ("unknown_key", "unknown_key"),
                                    ("key_not_valid", "key_not_valid"),
                                    ("unsigned", "unsigned"),
                                    ("bad_signature", "bad_signature"),
                                    ("key_revoked", "key_revoked"),
                                    ("device_signature_missing", "device_signature_missing"),
                                    ("bad_device_signature", "bad_device_signature"),
                                    ("dynamic_timestamp_missing", "dynamic_timestamp_missing"),
                                    ("barcode_expired", "barcode_expired"),
                                    ("barcode_in_future", "barcode_in_future"),
                                    ("ticket_not_yet_valid", "ticket_not_yet_valid"),
                                    ("ticket_expired", "ticket_expired"),
                                    ("not_activated", "not_activated"),
                                    ("wrong_zone", "wrong_zone"),
                                    ("wrong_product", "wrong_product"),
                                    ("ticket_revoked", "ticket_revoked"),
                                    ("already_used", "already_used"),
                                    ("specimen", "specimen"),
                                ],
                                help_text="What we say.",
                                max_length=30,
                            ),
                        ),
                        (
                            "consumed",
                            models.BooleanField(default=False, help_text="It used up its ticket."),
                        ),
                        ("online", models.BooleanField(default=False)),
                        ("latitude", models.FloatField(null=True)),
                        ("longitude", models.FloatField(null=True)),
                        (
                            "place",
                            models.CharField(
                                blank=True, help_text="Such as a vehicle or a stop.", max_length=100
                            ),
                        ),
                        (
                            "zones",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(),
                                default=list,
                                help_text="Where it stood.",
                                size=None,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        (
                            "device",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="tickets.device",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ticket__isnull", False)),
                                fields=["ticket", "scanned_at"],
                                name="scan_by_ticket_and_time",
                            ),
                            models.Index(
                                fields=["tenant", "-scanned_at"], name="scan_by_tenant_and_time"
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["received_at"], name="scan_by_receipt"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="scan_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["device", "tenant"],
                                name="scan_device_same_tenant",
                                to="tickets.Device",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ticket", "tenant"],
                                name="scan_ticket_same_tenant",
                                to="tickets.Ticket",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("device", "sequence"), name="scan_once_per_sequence"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("consumed", True)),
                                fields=("ticket",),
                                name="scan_consumes_a_ticket_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sequence__isnull", False), ("online", True), _connector="OR"
                                ),
                                name="scan_has_a_sequence_unless_online",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sequence", None),
                                    ("sequence__range", (0, 9007199254740991)),
                                    _connector="OR",
                                ),
                                name="scan_sequence_is_exact_in_json",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "result__in",
                                        [
                                            tickets.codecs.reasons.Reason["OK"],
                                            tickets.codecs.reasons.Reason["SEEN_BEFORE"],
                                            tickets.codecs.reasons.Reason["CLOCK_UNTRUSTED"],
                                            tickets.codecs.reasons.Reason["ONLINE_REQUIRED"],
                                            tickets.codecs.reasons.Reason["UNSUPPORTED_FORMAT"],
                                            tickets.codecs.reasons.Reason["MALFORMED"],
                                            tickets.codecs.reasons.Reason["NO_TICKET"],
                                            tickets.codecs.reasons.Reason["UNSUPPORTED_ALGORITHM"],
                                            tickets.codecs.reasons.Reason["UNKNOWN_KEY"],
                                            tickets.codecs.reasons.Reason["KEY_NOT_VALID"],
                                            tickets.codecs.reasons.Reason["UNSIGNED"],
                                            tickets.codecs.reasons.Reason["BAD_SIGNATURE"],
                                            tickets.codecs.reasons.Reason["KEY_REVOKED"],
                                            tickets.codecs.reasons.Reason[
                                                "DEVICE_SIGNATURE_MISSING"
                                            ],
                                            tickets.codecs.reasons.Reason["BAD_DEVICE_SIGNATURE"],
                                            tickets.codecs.reasons.Reason[
                                                "DYNAMIC_TIMESTAMP_MISSING"
                                            ],
                                            tickets.codecs.reasons.Reason["BARCODE_EXPIRED"],
                                            tickets.codecs.reasons.Reason["BARCODE_IN_FUTURE"],
                                            tickets.codecs.reasons.Reason["TICKET_NOT_YET_VALID"],
                                            tickets.codecs.reasons.Reason["TICKET_EXPIRED"],
                                            tickets.codecs.reasons.Reason["NOT_ACTIVATED"],
                                            tickets.codecs.reasons.Reason["WRONG_ZONE"],
                                            tickets.codecs.reasons.Reason["WRONG_PRODUCT"],
                                            tickets.codecs.reasons.Reason["TICKET_REVOKED"],
                                            tickets.codecs.reasons.Reason["ALREADY_USED"],
                                            tickets.codecs.reasons.Reason["SPECIMEN"],
                                        ],
                                    )
                                ),
                                name="scan_result_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "judged__in",
                                        [
                                            tickets.codecs.reasons.Reason["OK"],
                                            tickets.codecs.reasons.Reason["SEEN_BEFORE"],
                                            tickets.codecs.reasons.Reason["CLOCK_UNTRUSTED"],
                                            tickets.codecs.reasons.Reason["ONLINE_REQUIRED"],
                                            tickets.codecs.reasons.Reason["UNSUPPORTED_FORMAT"],
                                            tickets.codecs.reasons.Reason["MALFORMED"],
                                            tickets.codecs.reasons.Reason["NO_TICKET"],
                                            tickets.codecs.reasons.Reason["UNSUPPORTED_ALGORITHM"],
                                            tickets.codecs.reasons.Reason["UNKNOWN_KEY"],
                                            tickets.codecs.reasons.Reason["KEY_NOT_VALID"],
                                            tickets.codecs.reasons.Reason["UNSIGNED"],
                                            tickets.codecs.reasons.Reason["BAD_SIGNATURE"],
                                            tickets.codecs.reasons.Reason["KEY_REVOKED"],
                                            tickets.codecs.reasons.Reason[
                                                "DEVICE_SIGNATURE_MISSING"
                                            ],
                                            tickets.codecs.reasons.Reason["BAD_DEVICE_SIGNATURE"],
                                            tickets.codecs.reasons.Reason[
                                                "DYNAMIC_TIMESTAMP_MISSING"
                                            ],
                                            tickets.codecs.reasons.Reason["BARCODE_EXPIRED"],
                                            tickets.codecs.reasons.Reason["BARCODE_IN_FUTURE"],
                                            tickets.codecs.reasons.Reason["TICKET_NOT_YET_VALID"],
                                            tickets.codecs.reasons.Reason["TICKET_EXPIRED"],
                                            tickets.codecs.reasons.Reason["NOT_ACTIVATED"],
                                            tickets.codecs.reasons.Reason["WRONG_ZONE"],
                                            tickets.codecs.reasons.Reason["WRONG_PRODUCT"],
                                            tickets.codecs.reasons.Reason["TICKET_REVOKED"],
                                            tickets.codecs.reasons.Reason["ALREADY_USED"],
                                            tickets.codecs.reasons.Reason["SPECIMEN"],
                                        ],
                                    )
                                ),
                                name="scan_judged_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("format__in", ["", "T1", "UIC"])),
                                name="scan_format_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ticket", None),
                                    models.Q(
                                        ("ticket", models.F("ticket_uuid")),
                                        ("ticket_uuid__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="scan_ticket_is_the_one_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("consumed", False), ("ticket__isnull", False), _connector="OR"
                                ),
                                name="scan_consumes_a_ticket_that_there_is",
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
                                name="scan_place_is_two_numbers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("zones__len__lte", 100)),
                                name="scan_zones_are_few",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("scanned_at__isnull", True),
                                        models.Q(
                                            (
                                                "scanned_at__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "scanned_at__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("moment__isnull", True),
                                        models.Q(
                                            (
                                                "moment__gte",
                                                datetime.datetime(
                                                    1999, 12, 31, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                            (
                                                "moment__lte",
                                                datetime.datetime(
                                                    2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                                ),
                                            ),
                                        ),
                                        _connector="OR",
                                    ),
                                    (
                                        "told_at__range",
                                        (
                                            datetime.datetime(
                                                1969, 12, 31, 0, 0, tzinfo=datetime.UTC
                                            ),
                                            datetime.datetime(
                                                2100, 1, 2, 0, 0, tzinfo=datetime.UTC
                                            ),
                                        ),
                                    ),
                                ),
                                name="scan_times_are_within_reach",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suspicion",
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
                                    ("TWO_PLACES", "Two places"),
                                    ("SAME_WINDOW", "Same window"),
                                    ("USED_TWICE", "Used twice"),
                                    ("TOO_MANY_SCANS", "Too many scans"),
                                    ("BLOCKED", "Blocked"),
                                    ("FORGED", "Forged"),
                                    ("COPIED", "Copied"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("found_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "settled_by",
                            models.CharField(blank=True, editable=False, max_length=170),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "other_scan",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tickets.scan",
                            ),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suspicions",
                                to="tickets.scan",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suspicions",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suspicions",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("settled_at", None)),
                                fields=["tenant", "-found_at"],
                                name="suspicion_unsettled_by_time",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="suspicion_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ticket", "tenant"],
                                name="suspicion_ticket_same_tenant",
                                to="tickets.Ticket",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["scan", "tenant"],
                                name="suspicion_scan_same_tenant",
                                to="tickets.Scan",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["other_scan", "tenant"],
                                name="suspicion_other_scan_same_tenant",
                                to="tickets.Scan",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("kind", "scan"), name="suspicion_once_per_kind_and_scan"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "TWO_PLACES",
                                            "SAME_WINDOW",
                                            "USED_TWICE",
                                            "TOO_MANY_SCANS",
                                            "BLOCKED",
                                            "FORGED",
                                            "COPIED",
                                        ],
                                    )
                                ),
                                name="suspicion_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("other_scan", None),
                                    models.Q(("other_scan", models.F("scan")), _negated=True),
                                    _connector="OR",
                                ),
                                name="suspicion_is_of_two_scans",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at", None), ("settled_by", "")),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        models.Q(("settled_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="suspicion_settled_has_time_and_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handset",
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
                            "public_key",
                            models.BinaryField(
                                help_text="Compressed point on P-256.", max_length=33
                            ),
                        ),
                        (
                            "device_key",
                            models.CharField(
                                editable=False,
                                help_text="Start of the SHA-256 of the public key, by which block lists name it.",
                                max_length=16,
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, help_text="As the phone calls itself.", max_length=60
                            ),
                        ),
                        ("registered_at", models.DateTimeField()),
                        (
                            "replaced_at",
                            models.DateTimeField(
                                help_text="The ticket moved to another phone.", null=True
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handsets",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "ticket"), name="handset_ticket_key"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at", None)),
                                fields=("ticket",),
                                name="handset_one_active",
                            ),
                            models.UniqueConstraint(
                                fields=("ticket", "device_key"), name="handset_once_per_key"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    django.db.models.lookups.Exact(
                                        django.db.models.functions.text.Length("public_key"), 33
                                    ),
                                    models.Q(
                                        models.Q(
                                            django.db.models.lookups.Exact(
                                                tickets.models.handsets.FirstOctet("public_key"), 2
                                            ),
                                            django.db.models.lookups.Exact(
                                                tickets.models.handsets.FirstOctet("public_key"), 3
                                            ),
                                            _connector="OR",
                                        )
                                    ),
                                ),
                                name="handset_key_is_a_compressed_point",
                            ),
                            models.CheckConstraint(
                                condition=django.db.models.lookups.Exact(
                                    models.F("device_key"),
                                    django.db.models.functions.text.Left(
                                        tickets.models.handsets.HexSha256("public_key"),
                                        models.Value(16),
                                    ),
                                ),
                                name="handset_is_named_by_its_key",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaced_at", None),
                                    ("replaced_at__gte", models.F("registered_at")),
                                    _connector="OR",
                                ),
                                name="handset_is_replaced_after_its_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BlockListEntry",
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
                            models.PositiveBigIntegerField(
                                help_text="Without gaps per tenant; empty until the list is next read.",
                                null=True,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("VOIDED", "Voided"),
                                    ("REFUNDED", "Refunded"),
                                    ("MOVED", "Moved"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "until",
                            models.DateTimeField(
                                help_text="Nothing of it is good from then on; it is dropped."
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="block_list_entries",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "handset",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="tickets.handset",
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="block_list_entries",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "block list entries",
                        "indexes": [
                            models.Index(fields=["until"], name="blocklistentry_by_end"),
                            models.Index(
                                condition=models.Q(("sequence", None)),
                                fields=["tenant"],
                                name="blocklistentry_waiting",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ticket", "tenant"],
                                name="blocklistentry_ticket_same_tenant",
                                to="tickets.Ticket",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["handset", "ticket"],
                                name="blocklistentry_handset_same_ticket",
                                to="tickets.Handset",
                                to_fields=["id", "ticket"],
                            ),
                            models.UniqueConstraint(
                                fields=("tenant", "sequence"),
                                name="blocklistentry_once_per_sequence",
                            ),
                            models.UniqueConstraint(
                                fields=("ticket", "handset"),
                                name="blocklistentry_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__in", ["VOIDED", "REFUNDED", "MOVED"])),
                                name="blocklistentry_reason_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("handset__isnull", False), ("reason", "MOVED")),
                                    models.Q(
                                        models.Q(("reason", "MOVED"), _negated=True),
                                        ("handset", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="blocklistentry_moved_names_a_handset",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("added_at"))),
                                name="blocklistentry_ends_after_its_start",
                            ),
                        ],
                    },
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
                        (
                            "format",
                            models.CharField(
                                choices=[("T1", "T1"), ("UIC", "UIC")],
                                default=tickets.codecs.formats.BarcodeFormat["T1"],
                                max_length=5,
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
                        (
                            "payload",
                            models.BinaryField(
                                help_text="What the symbol carries; of T1 its text in ASCII."
                            ),
                        ),
                        (
                            "handed_out_at",
                            models.DateTimeField(help_text="Empty while made ahead.", null=True),
                        ),
                        ("expired_at", models.DateTimeField(null=True)),
                        (
                            "handset",
                            models.ForeignKey(
                                db_index=False,
                                help_text="The phone that signs it as well.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="tickets.handset",
                            ),
                        ),
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
                            models.Index(
                                condition=models.Q(("handset__isnull", False)),
                                fields=["handset"],
                                name="barcode_by_handset",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["starts_at"], name="barcode_by_start"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ticket", "ends_at", "starts_at", "key", "handset"),
                                name="barcode_once_per_window",
                                nulls_distinct=False,
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["handset", "ticket"],
                                name="barcode_handset_same_ticket",
                                to="tickets.Handset",
                                to_fields=["id", "ticket"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "format__in",
                                        [
                                            tickets.codecs.formats.BarcodeFormat["T1"],
                                            tickets.codecs.formats.BarcodeFormat["UIC"],
                                        ],
                                    )
                                ),
                                name="barcode_format_is_known",
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
                                    ("REISSUED", "Reissued"),
                                    ("LINK_MADE", "Link Made"),
                                    ("HANDSET_REGISTERED", "Handset Registered"),
                                    ("MOVED", "Moved"),
                                    ("SCANNED_TWICE", "Scanned Twice"),
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
                            models.Index(
                                condition=models.Q(("dispatched_at", None), ("name", "REISSUED")),
                                fields=["ticket"],
                                name="ticketevent_reissue_untold",
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
                                            "REISSUED",
                                            "LINK_MADE",
                                            "HANDSET_REGISTERED",
                                            "MOVED",
                                            "SCANNED_TWICE",
                                        ],
                                    )
                                ),
                                name="ticketevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketLink",
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
                            "secret_hash",
                            models.CharField(editable=False, max_length=64, unique=True),
                        ),
                        ("sealed_secret", models.TextField(blank=True, editable=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "closed_at",
                            models.DateTimeField(
                                help_text="It leads nowhere from then on.", null=True
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("ticket",),
                                name="ticketlink_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("secret_hash__regex", "^[0-9a-f]{64}$")),
                                name="ticketlink_hash_is_sha256",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at", None),
                                    ("closed_at__gte", models.F("created_at")),
                                    _connector="OR",
                                ),
                                name="ticketlink_closes_after_its_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at", None),
                                        models.Q(("sealed_secret", ""), _negated=True),
                                    ),
                                    models.Q(("closed_at__isnull", False), ("sealed_secret", "")),
                                    _connector="OR",
                                ),
                                name="ticketlink_has_its_secret_while_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketStyleChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100)),
                        (
                            "primary_colour",
                            models.CharField(
                                default="#1f3a5f",
                                help_text="The ground of heads and passes, as #rrggbb.",
                                max_length=7,
                            ),
                        ),
                        (
                            "text_colour",
                            models.CharField(
                                default="#ffffff",
                                help_text="Of what stands on that ground, as #rrggbb.",
                                max_length=7,
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("en", "English"),
                                        ("nl", "Nederlands"),
                                        ("de", "Deutsch"),
                                        ("fr", "Français"),
                                        ("nb", "Norsk bokmål"),
                                    ],
                                    max_length=2,
                                ),
                                default=tickets.models.style.english,
                                help_text="The first is taken where the traveller's own is not among them.",
                                size=None,
                            ),
                        ),
                        ("help_phone", models.CharField(blank=True, max_length=30)),
                        (
                            "help_url",
                            models.CharField(
                                blank=True,
                                help_text="A page of yours that answers questions; begins with https://.",
                                max_length=200,
                                validators=[django.core.validators.URLValidator(schemes=["https"])],
                                verbose_name="help address",
                            ),
                        ),
                        (
                            "is_default",
                            models.BooleanField(
                                default=False,
                                help_text="Taken for ticket types that name no style.",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tickets.ticketstyle",
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
                            "barcode_format",
                            models.CharField(
                                choices=[("T1", "T1"), ("UIC", "UIC")],
                                default=tickets.codecs.formats.BarcodeFormat["T1"],
                                help_text="T1 is our compact token; UIC is the barcode that railways read.",
                                max_length=5,
                            ),
                        ),
                        (
                            "fare_document",
                            models.CharField(
                                choices=[("OPEN_TICKET", "Open Ticket"), ("PASS", "Pass")],
                                default="OPEN_TICKET",
                                help_text="What a UIC barcode says that the ticket is.",
                                max_length=20,
                            ),
                        ),
                        (
                            "symbology",
                            models.CharField(
                                choices=[("QR", "QR"), ("AZTEC", "AZTEC"), ("PDF417", "PDF417")],
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
                                        ("application/octet-stream", "OCTETS"),
                                        ("image/png", "PNG"),
                                        ("image/svg+xml", "SVG"),
                                        ("application/json", "JSON"),
                                        ("text/html", "HTML"),
                                        ("application/pdf", "PDF"),
                                        ("application/vnd.apple.pkpass", "PKPASS"),
                                        ("application/vnd.google.wallet+json", "GOOGLE"),
                                    ],
                                    max_length=40,
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
                            "device_signed",
                            models.BooleanField(
                                default=False,
                                help_text="UIC only: the traveller's phone signs each barcode with a key of its own.",
                                verbose_name="signed by the phone",
                            ),
                        ),
                        (
                            "prefetch_seconds",
                            models.PositiveIntegerField(
                                default=300,
                                help_text="Windows handed out ahead for bad coverage, 900 seconds at most.",
                            ),
                        ),
                        (
                            "checked_online",
                            models.BooleanField(
                                default=False,
                                help_text="Inspectors must ask the server before they accept it.",
                            ),
                        ),
                        (
                            "age_check",
                            models.BooleanField(
                                default=False,
                                help_text="UIC barcodes ask inspectors to check the age.",
                                verbose_name="age is checked",
                            ),
                        ),
                        (
                            "single_use",
                            models.BooleanField(
                                default=False, help_text="Used up by its first inspection."
                            ),
                        ),
                        (
                            "scans_allowed",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="More inspections than this are suspicious; empty for any.",
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
                                to="tickets.tickettype",
                            ),
                        ),
                        (
                            "style",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Colours, logo and languages; empty for the default style.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tickets.ticketstyle",
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
                    name="WalletAccount",
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
                                choices=[("APPLE", "Apple"), ("GOOGLE", "Google")], max_length=10
                            ),
                        ),
                        (
                            "identifier",
                            models.CharField(
                                help_text="Of the pass type (Apple) or of the issuer (Google).",
                                max_length=100,
                            ),
                        ),
                        (
                            "holder",
                            models.CharField(
                                help_text="The team (Apple) or the e-mail of the service account (Google).",
                                max_length=200,
                            ),
                        ),
                        (
                            "certificates",
                            models.TextField(blank=True, help_text="Apple only, in PEM."),
                        ),
                        (
                            "certified_until",
                            models.DateTimeField(
                                help_text="Apple only: passes cannot be signed from here on.",
                                null=True,
                            ),
                        ),
                        ("sealed_private_key", models.TextField(editable=False)),
                        ("is_active", models.BooleanField(default=True)),
                        ("set_at", models.DateTimeField()),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wallet_accounts",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="walletaccount_tenant_key"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["APPLE", "GOOGLE"])),
                                name="walletaccount_kind_is_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_active", True)),
                                fields=("tenant", "kind"),
                                name="walletaccount_one_active_per_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("identifier", ""), _negated=True),
                                    models.Q(("holder", ""), _negated=True),
                                    models.Q(("sealed_private_key", ""), _negated=True),
                                ),
                                name="walletaccount_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "APPLE"), _negated=True),
                                    models.Q(
                                        ("certified_until__isnull", False),
                                        models.Q(("certificates", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="walletaccount_apple_has_certificates",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "GOOGLE"), _negated=True),
                                    models.Q(("certificates", ""), ("certified_until", None)),
                                    _connector="OR",
                                ),
                                name="walletaccount_google_has_no_certificates",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WalletAccountChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("APPLE", "Apple"), ("GOOGLE", "Google")], max_length=10
                            ),
                        ),
                        (
                            "identifier",
                            models.CharField(
                                help_text="Of the pass type (Apple) or of the issuer (Google).",
                                max_length=100,
                            ),
                        ),
                        (
                            "holder",
                            models.CharField(
                                help_text="The team (Apple) or the e-mail of the service account (Google).",
                                max_length=200,
                            ),
                        ),
                        (
                            "certificates",
                            models.TextField(blank=True, help_text="Apple only, in PEM."),
                        ),
                        (
                            "certified_until",
                            models.DateTimeField(
                                help_text="Apple only: passes cannot be signed from here on.",
                                null=True,
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        ("set_at", models.DateTimeField()),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tickets.walletaccount",
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
                    name="WalletPass",
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
                        ("offered_at", models.DateTimeField()),
                        (
                            "values_until",
                            models.DateTimeField(
                                help_text="End of the last barcode that the wallet was given."
                            ),
                        ),
                        (
                            "send_at",
                            models.DateTimeField(
                                help_text="When it is given more; empty: it has all that there will be.",
                                null=True,
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passes",
                                to="tickets.walletaccount",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wallet_passes",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ticket",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wallet_pass",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "wallet passes",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("send_at__isnull", False)),
                                fields=["send_at"],
                                name="walletpass_by_due",
                            )
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["account", "tenant"],
                                name="walletpass_account_same_tenant",
                                to="tickets.WalletAccount",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ticket", "tenant"],
                                name="walletpass_ticket_same_tenant",
                                to="tickets.Ticket",
                                to_fields=["id", "tenant"],
                            ),
                        ],
                    },
                ),
            ],
        ),
        AddTrigger(
            model_name="blocklist",
            trigger=pgtrigger.compiler.Trigger(
                name="only_grows",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.last_sequence < OLD.last_sequence THEN\n        RAISE EXCEPTION 'block list % never goes back', OLD.tenant_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'blocklist_only_grows';\n    END IF;\n    RETURN NEW;\n",
                    hash="42105653a1bc4157cdc42c9f45edff7c53aeee0e",
                    operation='UPDATE OF "last_sequence"',
                    pgid="pgtrigger_only_grows_0c505",
                    table="tickets_blocklist",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="blocklist",
            trigger=pgtrigger.compiler.Trigger(
                name="is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="bd9044bdc34d52c5ab7d783de39995a87efb3408",
                    operation="DELETE",
                    pgid="pgtrigger_is_kept_a11d1",
                    table="tickets_blocklist",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="device",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_devicechange" ("id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "registered_at", "registered_by", "specimens_allowed", "stopped_at", "tenant_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."reference", NEW."registered_at", NEW."registered_by", NEW."specimens_allowed", NEW."stopped_at", NEW."tenant_id"); RETURN NULL;',
                    hash="ef919f652a19a200ac49151cdf262744adb89359",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_56e05",
                    table="tickets_device",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="device",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."registered_at" IS DISTINCT FROM (NEW."registered_at") OR OLD."registered_by" IS DISTINCT FROM (NEW."registered_by") OR OLD."specimens_allowed" IS DISTINCT FROM (NEW."specimens_allowed") OR OLD."stopped_at" IS DISTINCT FROM (NEW."stopped_at") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))',
                    func='INSERT INTO "tickets_devicechange" ("id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "registered_at", "registered_by", "specimens_allowed", "stopped_at", "tenant_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."reference", NEW."registered_at", NEW."registered_by", NEW."specimens_allowed", NEW."stopped_at", NEW."tenant_id"); RETURN NULL;',
                    hash="d3c41686d5248016a29771dfe91594beb08b21a3",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_15add",
                    table="tickets_device",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="device",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_devicechange" ("id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "registered_at", "registered_by", "specimens_allowed", "stopped_at", "tenant_id") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."reference", OLD."registered_at", OLD."registered_by", OLD."specimens_allowed", OLD."stopped_at", OLD."tenant_id"); RETURN NULL;',
                    hash="cf99c6fcbe9c294d4de02bb6ef356500caa4721f",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_7ca1d",
                    table="tickets_device",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="devicechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c64e9fd3580d946cb5948beb7e1cba1cb1ecf516",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_99936",
                    table="tickets_devicechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="issuerkey",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_issuerkeychange" ("activated_at", "algorithm", "id", "kid", "not_before", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_jwk", "published_at", "purpose", "removed_at", "retired_at", "revoked_at", "state", "tenant_id", "uic_key_id", "uic_provider") VALUES (NEW."activated_at", NEW."algorithm", NEW."id", NEW."kid", NEW."not_before", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."public_jwk", NEW."published_at", NEW."purpose", NEW."removed_at", NEW."retired_at", NEW."revoked_at", NEW."state", NEW."tenant_id", NEW."uic_key_id", NEW."uic_provider"); RETURN NULL;',
                    hash="d52a9e88cc1bdae8980c04f29ef78ac2ff6e9887",
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
                    condition='WHEN (OLD."activated_at" IS DISTINCT FROM (NEW."activated_at") OR OLD."algorithm" IS DISTINCT FROM (NEW."algorithm") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kid" IS DISTINCT FROM (NEW."kid") OR OLD."not_before" IS DISTINCT FROM (NEW."not_before") OR OLD."public_jwk" IS DISTINCT FROM (NEW."public_jwk") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."uic_key_id" IS DISTINCT FROM (NEW."uic_key_id") OR OLD."uic_provider" IS DISTINCT FROM (NEW."uic_provider"))',
                    func='INSERT INTO "tickets_issuerkeychange" ("activated_at", "algorithm", "id", "kid", "not_before", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_jwk", "published_at", "purpose", "removed_at", "retired_at", "revoked_at", "state", "tenant_id", "uic_key_id", "uic_provider") VALUES (NEW."activated_at", NEW."algorithm", NEW."id", NEW."kid", NEW."not_before", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."public_jwk", NEW."published_at", NEW."purpose", NEW."removed_at", NEW."retired_at", NEW."revoked_at", NEW."state", NEW."tenant_id", NEW."uic_key_id", NEW."uic_provider"); RETURN NULL;',
                    hash="8182b2152e94a40b9be26b60e558b78b38ac61ad",
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
                    func='INSERT INTO "tickets_issuerkeychange" ("activated_at", "algorithm", "id", "kid", "not_before", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_jwk", "published_at", "purpose", "removed_at", "retired_at", "revoked_at", "state", "tenant_id", "uic_key_id", "uic_provider") VALUES (OLD."activated_at", OLD."algorithm", OLD."id", OLD."kid", OLD."not_before", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."public_jwk", OLD."published_at", OLD."purpose", OLD."removed_at", OLD."retired_at", OLD."revoked_at", OLD."state", OLD."tenant_id", OLD."uic_key_id", OLD."uic_provider"); RETURN NULL;',
                    hash="28f45a06c18235ccbe08ae52f0dd03938705a3ab",
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
            model_name="blocklistentry",
            trigger=pgtrigger.compiler.Trigger(
                name="number_is_drawn_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF OLD.sequence IS NOT NULL OR NEW.sequence > (\n        SELECT last_sequence FROM tickets_blocklist WHERE tenant_id = NEW.tenant_id\n    ) IS NOT FALSE THEN\n        RAISE EXCEPTION 'entry % has its number, or one that was not drawn', OLD.id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'blocklistentry_number_is_drawn_once';\n    END IF;\n    RETURN NEW;\n",
                    hash="b5eb765388427dd7e630a46f867556e6289b3960",
                    operation='UPDATE OF "sequence"',
                    pgid="pgtrigger_number_is_drawn_once_b0f1c",
                    table="tickets_blocklistentry",
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
            model_name="ticketstyle",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_ticketstylechange" ("help_phone", "help_url", "id", "is_default", "languages", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_colour", "tenant_id", "text_colour") VALUES (NEW."help_phone", NEW."help_url", NEW."id", NEW."is_default", NEW."languages", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."primary_colour", NEW."tenant_id", NEW."text_colour"); RETURN NULL;',
                    hash="2cd0e85fc7e61c111943ae02608096ab32483a1a",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_433f7",
                    table="tickets_ticketstyle",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ticketstyle",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."help_phone" IS DISTINCT FROM (NEW."help_phone") OR OLD."help_url" IS DISTINCT FROM (NEW."help_url") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_default" IS DISTINCT FROM (NEW."is_default") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."primary_colour" IS DISTINCT FROM (NEW."primary_colour") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."text_colour" IS DISTINCT FROM (NEW."text_colour"))',
                    func='INSERT INTO "tickets_ticketstylechange" ("help_phone", "help_url", "id", "is_default", "languages", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_colour", "tenant_id", "text_colour") VALUES (NEW."help_phone", NEW."help_url", NEW."id", NEW."is_default", NEW."languages", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."primary_colour", NEW."tenant_id", NEW."text_colour"); RETURN NULL;',
                    hash="aacb734e4fbf436a1b7991defaf5c42c3c970203",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_3e3c4",
                    table="tickets_ticketstyle",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ticketstyle",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_ticketstylechange" ("help_phone", "help_url", "id", "is_default", "languages", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_colour", "tenant_id", "text_colour") VALUES (OLD."help_phone", OLD."help_url", OLD."id", OLD."is_default", OLD."languages", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."primary_colour", OLD."tenant_id", OLD."text_colour"); RETURN NULL;',
                    hash="c77835f16ddd0fc25f4e2d331d8b47de1346e3c5",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_14eec",
                    table="tickets_ticketstyle",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ticketstylechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="06b055e1ff6ad798d6f21b44e1e0be77e735ed02",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e644b",
                    table="tickets_ticketstylechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="tickettype",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_tickettypechange" ("activation", "age_check", "barcode_format", "checked_online", "device_signed", "fare_document", "id", "media", "name", "overlap_seconds", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefetch_seconds", "rotation_seconds", "scans_allowed", "single_use", "style_id", "symbology", "tenant_id") VALUES (NEW."activation", NEW."age_check", NEW."barcode_format", NEW."checked_online", NEW."device_signed", NEW."fare_document", NEW."id", NEW."media", NEW."name", NEW."overlap_seconds", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."prefetch_seconds", NEW."rotation_seconds", NEW."scans_allowed", NEW."single_use", NEW."style_id", NEW."symbology", NEW."tenant_id"); RETURN NULL;',
                    hash="92223419ae15266eede076b4ea1800614872a084",
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
                    func='INSERT INTO "tickets_tickettypechange" ("activation", "age_check", "barcode_format", "checked_online", "device_signed", "fare_document", "id", "media", "name", "overlap_seconds", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefetch_seconds", "rotation_seconds", "scans_allowed", "single_use", "style_id", "symbology", "tenant_id") VALUES (NEW."activation", NEW."age_check", NEW."barcode_format", NEW."checked_online", NEW."device_signed", NEW."fare_document", NEW."id", NEW."media", NEW."name", NEW."overlap_seconds", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."prefetch_seconds", NEW."rotation_seconds", NEW."scans_allowed", NEW."single_use", NEW."style_id", NEW."symbology", NEW."tenant_id"); RETURN NULL;',
                    hash="772ef8e79d27b7182b956b1fad41c00f278a77db",
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
                    func='INSERT INTO "tickets_tickettypechange" ("activation", "age_check", "barcode_format", "checked_online", "device_signed", "fare_document", "id", "media", "name", "overlap_seconds", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefetch_seconds", "rotation_seconds", "scans_allowed", "single_use", "style_id", "symbology", "tenant_id") VALUES (OLD."activation", OLD."age_check", OLD."barcode_format", OLD."checked_online", OLD."device_signed", OLD."fare_document", OLD."id", OLD."media", OLD."name", OLD."overlap_seconds", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."prefetch_seconds", OLD."rotation_seconds", OLD."scans_allowed", OLD."single_use", OLD."style_id", OLD."symbology", OLD."tenant_id"); RETURN NULL;',
                    hash="90a1f74fe602777a7542e8fb5117c1cb40513b20",
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
        AddTrigger(
            model_name="walletaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_walletaccountchange" ("certificates", "certified_until", "holder", "id", "identifier", "is_active", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "tenant_id") VALUES (NEW."certificates", NEW."certified_until", NEW."holder", NEW."id", NEW."identifier", NEW."is_active", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."set_at", NEW."tenant_id"); RETURN NULL;',
                    hash="90830cf047831d5d714cdf5ea394abcb6a09b6bd",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_24af5",
                    table="tickets_walletaccount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="walletaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."certificates" IS DISTINCT FROM (NEW."certificates") OR OLD."certified_until" IS DISTINCT FROM (NEW."certified_until") OR OLD."holder" IS DISTINCT FROM (NEW."holder") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identifier" IS DISTINCT FROM (NEW."identifier") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."set_at" IS DISTINCT FROM (NEW."set_at") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))',
                    func='INSERT INTO "tickets_walletaccountchange" ("certificates", "certified_until", "holder", "id", "identifier", "is_active", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "tenant_id") VALUES (NEW."certificates", NEW."certified_until", NEW."holder", NEW."id", NEW."identifier", NEW."is_active", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."set_at", NEW."tenant_id"); RETURN NULL;',
                    hash="ea97878af583f6684d125a989e71364216a97362",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_f35ba",
                    table="tickets_walletaccount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="walletaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tickets_walletaccountchange" ("certificates", "certified_until", "holder", "id", "identifier", "is_active", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "tenant_id") VALUES (OLD."certificates", OLD."certified_until", OLD."holder", OLD."id", OLD."identifier", OLD."is_active", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."set_at", OLD."tenant_id"); RETURN NULL;',
                    hash="39584eb387d23a371fc8f7f903893f1c71bfe751",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_73aba",
                    table="tickets_walletaccount",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="walletaccountchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="71eecf4ddfbb66382614e14beb147b0281e1af2b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_02c90",
                    table="tickets_walletaccountchange",
                    when="BEFORE",
                ),
            ),
        ),
    ]
