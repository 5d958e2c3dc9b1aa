import uuid

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django_fsm
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import operators.tenancy.constraints
import operators.tenancy.references
import operators.tenancy.tables
from operators.tenancy.triggers import AddTrigger


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bookings", "0001_initial"),
        ("operators", "0001_initial"),
        ("sales", "0001_initial"),
    ]

    operations = [
        operators.tenancy.tables.CreateTables(
            operations=[
                migrations.CreateModel(
                    name="CallbackEndpoint",
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
                            "face",
                            models.SlugField(
                                help_text="Such as tomp.", max_length=30, verbose_name="wire format"
                            ),
                        ),
                        (
                            "version",
                            models.CharField(
                                help_text="Of the wire format, such as 1.6.1.", max_length=20
                            ),
                        ),
                        (
                            "base_url",
                            models.CharField(
                                blank=True,
                                help_text="What stands before the paths of the wire format. Empty: only bookings that bring an address are told of.",
                                max_length=500,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^https?://[^\\s/?#@]+(/[^\\s?#]*)?$",
                                        "Such as https://partner.example/tomp.",
                                    )
                                ],
                                verbose_name="address",
                            ),
                        ),
                        ("sealed_signing_secret", models.TextField(editable=False)),
                        ("sealed_access_token", models.TextField(blank=True, editable=False)),
                        (
                            "token_header",
                            models.CharField(
                                blank=True,
                                help_text="Header that brings the access token as it is, such as X-API-Key. Empty: it is sent as a bearer token.",
                                max_length=60,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[Xx]-[A-Za-z0-9-]+$",
                                        "Such as X-API-Key; it begins with X-.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "tells_all",
                            models.BooleanField(
                                default=False,
                                help_text="Otherwise only of bookings that the partner has subscribed to.",
                                verbose_name="tells of all bookings",
                            ),
                        ),
                        (
                            "tells_progress",
                            models.BooleanField(
                                default=False,
                                help_text="Once a minute during a ride with a shared vehicle.",
                                verbose_name="tells where vehicles are",
                            ),
                        ),
                        (
                            "allows_private",
                            models.BooleanField(
                                default=False,
                                help_text="May be called in the network that this service runs in, and without https, if its tenant may.",
                                verbose_name="private addresses",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "gone_at",
                            models.DateTimeField(
                                blank=True, help_text="When it answered 410.", null=True
                            ),
                        ),
                        (
                            "failures",
                            models.PositiveIntegerField(
                                default=0, help_text="How often in a row it was not reached."
                            ),
                        ),
                        ("rests_until", models.DateTimeField(blank=True, null=True)),
                        (
                            "claimed_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="Until then somebody is calling it.",
                                null=True,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="callback_endpoints",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="callback_endpoints",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "callback endpoint",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="callbackendpoint_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="callbackendpoint_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("channel", "face"),
                                name="callbackendpoint_once_per_channel_and_face",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("face", ""), _negated=True),
                                name="callbackendpoint_has_face",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sealed_signing_secret", ""), _negated=True),
                                name="callbackendpoint_has_signing_secret",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("base_url", ""),
                                    ("base_url__startswith", "https://"),
                                    models.Q(
                                        ("allows_private", True),
                                        ("base_url__startswith", "http://"),
                                    ),
                                    _connector="OR",
                                ),
                                name="callbackendpoint_address_is_https",
                                violation_error_message="The address begins with https://, or with http:// where private addresses are allowed.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("token_header", ""),
                                    ("token_header__regex", "^[Xx]-[A-Za-z0-9-]+$"),
                                    _connector="OR",
                                ),
                                name="callbackendpoint_token_header_is_own",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rests_until", None), ("failures__gt", 0), _connector="OR"
                                ),
                                name="callbackendpoint_rests_after_failures",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallbackEndpointChange",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100)),
                        (
                            "face",
                            models.SlugField(
                                db_index=False,
                                help_text="Such as tomp.",
                                max_length=30,
                                verbose_name="wire format",
                            ),
                        ),
                        (
                            "version",
                            models.CharField(
                                help_text="Of the wire format, such as 1.6.1.", max_length=20
                            ),
                        ),
                        (
                            "base_url",
                            models.CharField(
                                blank=True,
                                help_text="What stands before the paths of the wire format. Empty: only bookings that bring an address are told of.",
                                max_length=500,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^https?://[^\\s/?#@]+(/[^\\s?#]*)?$",
                                        "Such as https://partner.example/tomp.",
                                    )
                                ],
                                verbose_name="address",
                            ),
                        ),
                        (
                            "token_header",
                            models.CharField(
                                blank=True,
                                help_text="Header that brings the access token as it is, such as X-API-Key. Empty: it is sent as a bearer token.",
                                max_length=60,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[Xx]-[A-Za-z0-9-]+$",
                                        "Such as X-API-Key; it begins with X-.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "tells_all",
                            models.BooleanField(
                                default=False,
                                help_text="Otherwise only of bookings that the partner has subscribed to.",
                                verbose_name="tells of all bookings",
                            ),
                        ),
                        (
                            "tells_progress",
                            models.BooleanField(
                                default=False,
                                help_text="Once a minute during a ride with a shared vehicle.",
                                verbose_name="tells where vehicles are",
                            ),
                        ),
                        (
                            "allows_private",
                            models.BooleanField(
                                default=False,
                                help_text="May be called in the network that this service runs in, and without https, if its tenant may.",
                                verbose_name="private addresses",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "gone_at",
                            models.DateTimeField(
                                blank=True, help_text="When it answered 410.", null=True
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="protocols.callbackendpoint",
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
                    name="ClientCount",
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
                                    ("REFUSED", "Refused"),
                                    ("ANONYMOUS", "Anonymous"),
                                    ("LOGIN", "Login"),
                                    ("LOGIN_NAME", "Login Name"),
                                    ("PERSON", "Person"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("client", models.CharField(max_length=64)),
                        ("since", models.DateTimeField(help_text="Start of the period, UTC.")),
                        ("requests", models.PositiveIntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["since"], name="clientcount_by_age")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("client", "kind", "since"), name="clientcount_once_a_period"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["REFUSED", "ANONYMOUS", "LOGIN", "LOGIN_NAME", "PERSON"],
                                    )
                                ),
                                name="clientcount_kind_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                            "topic",
                            models.CharField(
                                blank=True,
                                help_text="Of news that a newer one takes the place of while it waits.",
                                max_length=60,
                            ),
                        ),
                        (
                            "address",
                            models.CharField(
                                blank=True,
                                help_text="What the booking brought; empty: that of the endpoint.",
                                max_length=500,
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[("POST", "Post"), ("PUT", "Put"), ("PATCH", "Patch")],
                                max_length=5,
                            ),
                        ),
                        ("path", models.CharField(max_length=300)),
                        (
                            "body",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("WAITING", "Waiting"),
                                    ("DELIVERED", "Delivered"),
                                    ("GIVEN_UP", "Given up"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="WAITING",
                                max_length=10,
                                protected=True,
                            ),
                        ),
                        ("attempts", models.PositiveIntegerField(default=0)),
                        (
                            "refusals",
                            models.PositiveIntegerField(
                                default=0, help_text="Tries that were refused."
                            ),
                        ),
                        ("next_try_at", models.DateTimeField(null=True)),
                        (
                            "give_up_at",
                            models.DateTimeField(help_text="When it is no longer tried."),
                        ),
                        ("claimed_until", models.DateTimeField(null=True)),
                        ("last_status", models.PositiveSmallIntegerField(null=True)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        ("created_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "booking",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="bookings.booking",
                            ),
                        ),
                        (
                            "endpoint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="protocols.callbackendpoint",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="bookings.bookingevent",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "deliveries",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "WAITING")),
                                fields=["booking", "endpoint", "address", "id"],
                                name="delivery_queue",
                            ),
                            models.Index(
                                condition=models.Q(("state", "WAITING")),
                                fields=["endpoint", "next_try_at"],
                                name="delivery_waiting_by_endpoint",
                            ),
                            models.Index(fields=["ended_at"], name="delivery_by_end"),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["endpoint", "tenant"],
                                name="delivery_endpoint_same_tenant",
                                to="protocols.CallbackEndpoint",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["booking", "tenant"],
                                name="delivery_booking_same_tenant",
                                to="bookings.Booking",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["WAITING", "DELIVERED", "GIVEN_UP", "CANCELLED"])
                                ),
                                name="delivery_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("method__in", ["POST", "PUT", "PATCH"])),
                                name="delivery_method_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", True),
                                        ("next_try_at__isnull", False),
                                        ("state", "WAITING"),
                                    ),
                                    models.Q(
                                        ("claimed_until__isnull", True),
                                        ("ended_at__isnull", False),
                                        ("next_try_at__isnull", True),
                                        ("state__in", ["DELIVERED", "GIVEN_UP", "CANCELLED"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="delivery_waits_or_has_ended",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "DELIVERED"), _negated=True),
                                    ("last_status__range", (200, 299)),
                                    _connector="OR",
                                ),
                                name="delivery_delivered_was_answered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["GIVEN_UP", "CANCELLED"]), _negated=True
                                    ),
                                    models.Q(("last_error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="delivery_ended_otherwise_has_reason",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="DeliveryAttempt",
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
                        ("tried_at", models.DateTimeField()),
                        (
                            "milliseconds",
                            models.PositiveIntegerField(
                                help_text="Until the answer, or the failure."
                            ),
                        ),
                        ("status", models.PositiveSmallIntegerField(null=True)),
                        ("error", models.CharField(blank=True, max_length=300)),
                        (
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tries",
                                to="protocols.delivery",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attempt",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("delivery", "number"),
                                name="deliveryattempt_once_per_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__isnull", False),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="deliveryattempt_has_answer_or_error",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FlowState",
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
                            "face",
                            models.SlugField(
                                db_index=False, max_length=30, verbose_name="wire format"
                            ),
                        ),
                        (
                            "step",
                            models.SlugField(
                                db_index=False,
                                help_text="What the reference is for.",
                                max_length=30,
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("sealed_facts", models.TextField(editable=False)),
                        ("begun_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                        (
                            "channel",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["ends_at"], name="flowstate_by_end")],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="flowstate_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("face", ""), _negated=True),
                                    models.Q(("step", ""), _negated=True),
                                ),
                                name="flowstate_has_face_and_step",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest__length", 64)),
                                name="flowstate_digest_is_sha256_hex",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("begun_at"))),
                                name="flowstate_ends_after_it_began",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("used_at", None),
                                    ("used_at__lt", models.F("ends_at")),
                                    _connector="OR",
                                ),
                                name="flowstate_is_used_before_it_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("used_at", None), ("sealed_facts", ""), _connector="OR"
                                ),
                                name="flowstate_used_tells_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdempotentRequest",
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
                            "caller_kind",
                            models.CharField(
                                choices=[("TOKEN", "Token"), ("CLIENT", "Client")], max_length=10
                            ),
                        ),
                        (
                            "caller_id",
                            models.PositiveBigIntegerField(help_text="Of the token or client."),
                        ),
                        ("method", models.CharField(max_length=10)),
                        ("path", models.CharField(max_length=500)),
                        ("key", models.CharField(max_length=255)),
                        (
                            "fingerprint",
                            models.CharField(
                                help_text="SHA-256 of what was asked for.", max_length=64
                            ),
                        ),
                        ("status", models.PositiveSmallIntegerField()),
                        ("headers", models.JSONField(default=dict)),
                        ("body", models.BinaryField()),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["created_at"], name="idempotentrequest_by_age")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("caller_id", "key", "method", "path", "caller_kind"),
                                name="idempotentrequest_once_per_key",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("caller_kind__in", ["TOKEN", "CLIENT"])),
                                name="idempotentrequest_caller_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fingerprint__length", 64)),
                                name="idempotentrequest_fingerprint_is_sha256",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__range", (200, 499))),
                                name="idempotentrequest_answer_is_final",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestCount",
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
                        ("minute", models.DateTimeField(help_text="Start of the minute, UTC.")),
                        ("requests", models.PositiveIntegerField()),
                        (
                            "client",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="operators.apiclient",
                            ),
                        ),
                        (
                            "token",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="operators.apitoken",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("token", "minute"), name="requestcount_once_a_minute"
                            ),
                            models.UniqueConstraint(
                                fields=("client", "minute"),
                                name="requestcount_once_a_minute_for_a_client",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("client__isnull", False), ("token", None)),
                                    models.Q(("client", None), ("token__isnull", False)),
                                    _connector="OR",
                                ),
                                name="requestcount_is_of_one_program",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("requests__gt", 0)),
                                name="requestcount_is_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptTrip",
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
                            "face",
                            models.SlugField(
                                db_index=False, max_length=30, verbose_name="wire format"
                            ),
                        ),
                        (
                            "reference",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("facts", models.JSONField(editable=False)),
                        ("kept_at", models.DateTimeField()),
                        (
                            "ends_at",
                            models.DateTimeField(
                                help_text="When the trip is over as it was planned."
                            ),
                        ),
                        (
                            "kept_until",
                            models.DateTimeField(
                                help_text="When it is looked at whether to delete it."
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["kept_until"], name="kepttrip_by_time_kept")
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="kepttrip_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("face", ""), _negated=True),
                                name="kepttrip_has_face",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("kept_at"))),
                                name="kepttrip_ends_after_it_was_kept",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kept_until__gt", models.F("ends_at"))),
                                name="kepttrip_is_kept_beyond_its_end",
                            ),
                        ],
                    },
                ),
            ],
        ),
        AddTrigger(
            model_name="callbackendpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "protocols_callbackendpointchange" ("allows_private", "base_url", "channel_id", "created_at", "face", "gone_at", "id", "is_active", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tells_all", "tells_progress", "tenant_id", "token_header", "version") VALUES (NEW."allows_private", NEW."base_url", NEW."channel_id", NEW."created_at", NEW."face", NEW."gone_at", NEW."id", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'added\', NEW."id", NEW."tells_all", NEW."tells_progress", NEW."tenant_id", NEW."token_header", NEW."version"); RETURN NULL;',
                    hash="bc9b9140de52dd17bf1fea508f33451dd9c9ebce",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_9929d",
                    table="protocols_callbackendpoint",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="callbackendpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."allows_private" IS DISTINCT FROM (NEW."allows_private") OR OLD."base_url" IS DISTINCT FROM (NEW."base_url") OR OLD."channel_id" IS DISTINCT FROM (NEW."channel_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."face" IS DISTINCT FROM (NEW."face") OR OLD."gone_at" IS DISTINCT FROM (NEW."gone_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."tells_all" IS DISTINCT FROM (NEW."tells_all") OR OLD."tells_progress" IS DISTINCT FROM (NEW."tells_progress") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."token_header" IS DISTINCT FROM (NEW."token_header") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "protocols_callbackendpointchange" ("allows_private", "base_url", "channel_id", "created_at", "face", "gone_at", "id", "is_active", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tells_all", "tells_progress", "tenant_id", "token_header", "version") VALUES (NEW."allows_private", NEW."base_url", NEW."channel_id", NEW."created_at", NEW."face", NEW."gone_at", NEW."id", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'changed\', NEW."id", NEW."tells_all", NEW."tells_progress", NEW."tenant_id", NEW."token_header", NEW."version"); RETURN NULL;',
                    hash="c5bc7aa01f13bb053e5da8a4c2d2ac45f8bd487e",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_eba9f",
                    table="protocols_callbackendpoint",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="callbackendpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "protocols_callbackendpointchange" ("allows_private", "base_url", "channel_id", "created_at", "face", "gone_at", "id", "is_active", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tells_all", "tells_progress", "tenant_id", "token_header", "version") VALUES (OLD."allows_private", OLD."base_url", OLD."channel_id", OLD."created_at", OLD."face", OLD."gone_at", OLD."id", OLD."is_active", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, clock_timestamp(), \'deleted\', OLD."id", OLD."tells_all", OLD."tells_progress", OLD."tenant_id", OLD."token_header", OLD."version"); RETURN NULL;',
                    hash="add40fef4d6bba9c498bbce06b8ce50d1d0f6363",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_6af78",
                    table="protocols_callbackendpoint",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="callbackendpointchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="90139508de925bb0c1dcf364459534cdb64a10d0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_179e2",
                    table="protocols_callbackendpointchange",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            sql="ALTER TABLE protocols_requestcount SET UNLOGGED",
            reverse_sql="ALTER TABLE protocols_requestcount SET LOGGED",
        ),
        migrations.RunSQL(
            sql="ALTER TABLE protocols_clientcount SET UNLOGGED",
            reverse_sql="ALTER TABLE protocols_clientcount SET LOGGED",
        ),
    ]
