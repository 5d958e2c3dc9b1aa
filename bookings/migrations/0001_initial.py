import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.expressions
import django_fsm
import pgtrigger.compiler
from django.db import migrations, models

import operators.tenancy.constraints
import operators.tenancy.correlation
import operators.tenancy.references
import operators.tenancy.tables
import tickets.forms.media
from operators.tenancy.triggers import AddTrigger


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("operators", "0001_initial"),
        ("sales", "0001_initial"),
        ("tickets", "0001_initial"),
    ]

    operations = [
        operators.tenancy.tables.CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Booking",
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
                                    ("JOURNEY", "Journey"),
                                    ("RENTAL", "Rental"),
                                    ("SUPPLIED", "Supplied"),
                                    ("TAXI", "Taxi"),
                                ],
                                default="JOURNEY",
                                max_length=20,
                            ),
                        ),
                        ("reference", models.CharField(editable=False, max_length=32, unique=True)),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("PENDING", "Pending"),
                                    ("REJECTED", "Rejected"),
                                    ("RELEASED", "Released"),
                                    ("EXPIRED", "Expired"),
                                    ("CONDITIONAL_CONFIRMED", "Conditional Confirmed"),
                                    ("CONFIRMED", "Confirmed"),
                                    ("CANCELLED", "Cancelled"),
                                    ("STARTED", "Started"),
                                    ("FINISHED", "Finished"),
                                ],
                                default="PENDING",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "media",
                            models.CharField(
                                blank=True,
                                help_text="Form of the tickets; a rental has none.",
                                max_length=40,
                            ),
                        ),
                        ("booked_at", models.DateTimeField()),
                        (
                            "held_until",
                            models.DateTimeField(
                                help_text="First moment that is too late to commit."
                            ),
                        ),
                        (
                            "extensions",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="How often the time to commit was made longer."
                            ),
                        ),
                        (
                            "answer_until",
                            models.DateTimeField(
                                help_text="First moment that is too late to answer a commit.",
                                null=True,
                            ),
                        ),
                        (
                            "callback_address",
                            models.CharField(
                                blank=True,
                                help_text="URL of the partner for changes of this booking; empty: as agreed with it.",
                                max_length=500,
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "started_at",
                            models.DateTimeField(help_text="First leg in use.", null=True),
                        ),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "cancel_origin",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("MP", "Mp"),
                                    ("TO", "To"),
                                    ("END_USER", "End User"),
                                    ("OTHER", "Other"),
                                ],
                                help_text="On whose wish it was cancelled, released or rejected.",
                                max_length=20,
                                verbose_name="called off by",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="sales.customer",
                            ),
                        ),
                        (
                            "offer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="booking",
                                to="sales.offer",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="sales.order",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "PENDING")),
                                fields=["held_until"],
                                name="booking_held_by_end",
                            ),
                            models.Index(
                                condition=models.Q(("state", "CONDITIONAL_CONFIRMED")),
                                fields=["answer_until"],
                                name="booking_asked_by_end",
                            ),
                            models.Index(
                                fields=["channel", "state", "id"],
                                name="booking_by_channel_and_state",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="booking_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="booking_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["customer", "tenant"],
                                name="booking_customer_same_tenant",
                                to="sales.Customer",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "PENDING",
                                            "REJECTED",
                                            "RELEASED",
                                            "EXPIRED",
                                            "CONDITIONAL_CONFIRMED",
                                            "CONFIRMED",
                                            "CANCELLED",
                                            "STARTED",
                                            "FINISHED",
                                        ],
                                    )
                                ),
                                name="booking_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["JOURNEY", "RENTAL", "SUPPLIED", "TAXI"])
                                ),
                                name="booking_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("held_until__gt", models.F("booked_at"))),
                                name="booking_is_held_for_a_while",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            ["CONFIRMED", "CANCELLED", "STARTED", "FINISHED"],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("confirmed_at__isnull", False), ("order__isnull", False)
                                    ),
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("kind__in", ["RENTAL", "SUPPLIED", "TAXI"]),
                                        models.Q(("state", "FINISHED"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="booking_sold_has_order_and_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_at", None),
                                    models.Q(
                                        ("answer_until", None),
                                        ("confirmed_at__lt", models.F("held_until")),
                                    ),
                                    models.Q(
                                        ("answer_until__isnull", False),
                                        ("confirmed_at__lt", models.F("answer_until")),
                                    ),
                                    _connector="OR",
                                ),
                                name="booking_confirmed_while_held",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer_until", None), ("state", "PENDING")),
                                    models.Q(
                                        ("answer_until__isnull", False),
                                        ("state", "CONDITIONAL_CONFIRMED"),
                                    ),
                                    models.Q(
                                        ("state__in", ["PENDING", "CONDITIONAL_CONFIRMED"]),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="booking_waits_until_answered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer_until", None),
                                    ("answer_until__gt", models.F("booked_at")),
                                    _connector="OR",
                                ),
                                name="booking_answer_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("callback_address", ""),
                                    ("callback_address__startswith", "https://"),
                                    _connector="OR",
                                ),
                                name="booking_callback_address_is_https",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "STARTED"), _negated=True),
                                    ("started_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="booking_started_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        (
                                            "state__in",
                                            [
                                                "CANCELLED",
                                                "FINISHED",
                                                "REJECTED",
                                                "RELEASED",
                                                "EXPIRED",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(
                                            (
                                                "state__in",
                                                [
                                                    "CANCELLED",
                                                    "FINISHED",
                                                    "REJECTED",
                                                    "RELEASED",
                                                    "EXPIRED",
                                                ],
                                            ),
                                            _negated=True,
                                        ),
                                        ("closed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="booking_closed_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "JOURNEY"),
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
                                    ),
                                    models.Q(
                                        ("kind__in", ["RENTAL", "SUPPLIED", "TAXI"]), ("media", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="booking_media_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cancel_origin__in", ["MP", "TO", "END_USER", "OTHER"]),
                                        ("state__in", ["CANCELLED", "RELEASED", "REJECTED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["CANCELLED", "RELEASED", "REJECTED"]),
                                            _negated=True,
                                        ),
                                        ("cancel_origin", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="booking_called_off_by_somebody",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Leg",
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
                        ("reference", models.CharField(editable=False, max_length=32, unique=True)),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("NOT_STARTED", "Not Started"),
                                    ("PREPARING", "Preparing"),
                                    ("IN_USE", "In Use"),
                                    ("PAUSED", "Paused"),
                                    ("FINISHING", "Finishing"),
                                    ("FINISHED", "Finished"),
                                    ("ISSUE_REPORTED", "Issue Reported"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="NOT_STARTED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "sequence",
                            models.PositiveSmallIntegerField(
                                help_text="Order in the booking, from 1."
                            ),
                        ),
                        ("traveller_references", models.JSONField(default=list)),
                        ("ride", models.JSONField()),
                        ("departs_at", models.DateTimeField()),
                        ("arrives_at", models.DateTimeField(null=True)),
                        (
                            "prepared_at",
                            models.DateTimeField(
                                help_text="The partner told that its use is about to begin.",
                                null=True,
                            ),
                        ),
                        ("started_at", models.DateTimeField(null=True)),
                        (
                            "closed_at",
                            models.DateTimeField(help_text="Finished or cancelled at.", null=True),
                        ),
                        (
                            "booking",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legs",
                                to="bookings.booking",
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legs",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ["NOT_STARTED", "PREPARING", "IN_USE"])
                                ),
                                fields=["booking"],
                                name="leg_open_by_booking",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "NOT_STARTED",
                                            "PREPARING",
                                            "IN_USE",
                                            "PAUSED",
                                            "FINISHING",
                                            "FINISHED",
                                            "ISSUE_REPORTED",
                                            "CANCELLED",
                                        ],
                                    )
                                ),
                                name="leg_state_is_known",
                            ),
                            models.UniqueConstraint(
                                fields=("booking", "sequence"), name="leg_once_per_sequence"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["IN_USE", "PAUSED", "FINISHING"]),
                                        _negated=True,
                                    ),
                                    ("started_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="leg_in_use_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("state__in", ["FINISHED", "CANCELLED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["FINISHED", "CANCELLED"]), _negated=True
                                        ),
                                        ("closed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="leg_closed_has_time",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="BookingMessage",
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
                            "direction",
                            models.CharField(
                                choices=[
                                    ("TO_PARTNER", "To Partner"),
                                    ("FROM_PARTNER", "From Partner"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("NO_VEHICLE", "Vehicle not available"),
                                    ("NO_SHOW", "Traveller did not show up"),
                                    ("ARRIVAL", "Minutes until arrival"),
                                    ("FOR_DRIVER", "Message to the driver"),
                                    ("FOR_TRAVELLER", "Message to the traveller"),
                                    ("OUT_OF_LIMITS", "Vehicle outside of where it may be"),
                                    ("OTHER", "Something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                help_text="Until the vehicle arrives.", null=True
                            ),
                        ),
                        ("text", models.CharField(blank=True, max_length=1000)),
                        ("actor", models.CharField(max_length=170)),
                        ("sent_at", models.DateTimeField()),
                        (
                            "booking",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="bookings.booking",
                            ),
                        ),
                        (
                            "leg",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="bookings.leg",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("direction__in", ["TO_PARTNER", "FROM_PARTNER"])
                                ),
                                name="bookingmessage_direction_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "NO_VEHICLE",
                                            "NO_SHOW",
                                            "ARRIVAL",
                                            "FOR_DRIVER",
                                            "FOR_TRAVELLER",
                                            "OUT_OF_LIMITS",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="bookingmessage_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "ARRIVAL"), _negated=True),
                                    ("minutes__isnull", False),
                                    _connector="OR",
                                ),
                                name="bookingmessage_arrival_has_minutes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minutes", None), ("minutes__lte", 10080), _connector="OR"
                                ),
                                name="bookingmessage_minutes_are_within_a_week",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BookingEvent",
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
                                    ("HELD", "Held"),
                                    ("EXTENDED", "Extended"),
                                    ("CONDITIONALLY_CONFIRMED", "Conditionally Confirmed"),
                                    ("CONFIRMED", "Confirmed"),
                                    ("REJECTED", "Rejected"),
                                    ("RELEASED", "Released"),
                                    ("EXPIRED", "Expired"),
                                    ("CANCELLED", "Cancelled"),
                                    ("STARTED", "Started"),
                                    ("FINISHED", "Finished"),
                                    ("LEG_PREPARED", "Leg Prepared"),
                                    ("LEG_STARTED", "Leg Started"),
                                    ("LEG_PAUSED", "Leg Paused"),
                                    ("LEG_RESUMED", "Leg Resumed"),
                                    ("LEG_FINISHING", "Leg Finishing"),
                                    ("LEG_FINISHED", "Leg Finished"),
                                    ("LEG_CANCELLED", "Leg Cancelled"),
                                    ("LEG_CHANGED", "Leg Changed"),
                                    ("ASSET_ASSIGNED", "Asset Assigned"),
                                    ("DRIVER_DECLINED", "Driver Declined"),
                                    ("TRUNK_OPENED", "Trunk Opened"),
                                    ("ANCILLARY_ADDED", "Ancillary Added"),
                                    ("ANCILLARY_REMOVED", "Ancillary Removed"),
                                    ("EXTRA_COST_CHARGED", "Extra Cost Charged"),
                                    ("SUPPLY_CHANGED", "Supply Changed"),
                                    ("LOCK_BUSY", "Lock Busy"),
                                    ("UNLOCKED", "Unlocked"),
                                    ("LOCKED", "Locked"),
                                    ("CHANGED", "Changed"),
                                    ("SUBSCRIBED", "Subscribed"),
                                    ("UNSUBSCRIBED", "Unsubscribed"),
                                    ("MESSAGE_SENT", "Message Sent"),
                                    ("MESSAGE_RECEIVED", "Message Received"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "booking",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="bookings.booking",
                            ),
                        ),
                        (
                            "leg",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="bookings.leg",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="bookingevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="bookingevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "HELD",
                                            "EXTENDED",
                                            "CONDITIONALLY_CONFIRMED",
                                            "CONFIRMED",
                                            "REJECTED",
                                            "RELEASED",
                                            "EXPIRED",
                                            "CANCELLED",
                                            "STARTED",
                                            "FINISHED",
                                            "LEG_PREPARED",
                                            "LEG_STARTED",
                                            "LEG_PAUSED",
                                            "LEG_RESUMED",
                                            "LEG_FINISHING",
                                            "LEG_FINISHED",
                                            "LEG_CANCELLED",
                                            "LEG_CHANGED",
                                            "ASSET_ASSIGNED",
                                            "DRIVER_DECLINED",
                                            "TRUNK_OPENED",
                                            "ANCILLARY_ADDED",
                                            "ANCILLARY_REMOVED",
                                            "EXTRA_COST_CHARGED",
                                            "SUPPLY_CHANGED",
                                            "LOCK_BUSY",
                                            "UNLOCKED",
                                            "LOCKED",
                                            "CHANGED",
                                            "SUBSCRIBED",
                                            "UNSUBSCRIBED",
                                            "MESSAGE_SENT",
                                            "MESSAGE_RECEIVED",
                                        ],
                                    )
                                ),
                                name="bookingevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegAncillary",
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
                        ("category", models.CharField(max_length=3)),
                        ("number", models.CharField(max_length=2)),
                        ("name", models.CharField(max_length=60)),
                        ("added_at", models.DateTimeField()),
                        (
                            "leg",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ancillaries",
                                to="bookings.leg",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "ancillaries",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("leg", "category", "number"),
                                name="legancillary_once_per_number",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rental",
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
                        ("facts", models.JSONField(help_text="The vehicle as it was booked.")),
                        ("plan", models.JSONField(help_text="The pricing plan as it was booked.")),
                        (
                            "vat_rate",
                            models.DecimalField(
                                decimal_places=2, help_text="Percent.", max_digits=5
                            ),
                        ),
                        ("requested_at", models.DateTimeField()),
                        (
                            "reserved_until",
                            models.DateTimeField(
                                help_text="First moment that its vehicle is no longer kept for a customer who did not come."
                            ),
                        ),
                        (
                            "unlock_until",
                            models.DateTimeField(
                                help_text="First moment that is too late to unlock; empty: nobody asked for it.",
                                null=True,
                            ),
                        ),
                        ("unlock_attempts", models.PositiveIntegerField(default=0)),
                        ("lock_attempts", models.PositiveIntegerField(default=0)),
                        (
                            "next_try_at",
                            models.DateTimeField(
                                help_text="When the vehicle is asked for something next."
                            ),
                        ),
                        (
                            "started_at",
                            models.DateTimeField(
                                help_text="The clock runs from then on.", null=True
                            ),
                        ),
                        (
                            "until",
                            models.DateTimeField(
                                help_text="When its customer means to end it; empty: not told.",
                                null=True,
                            ),
                        ),
                        (
                            "paused_at",
                            models.DateTimeField(
                                help_text="The pause that holds began.", null=True
                            ),
                        ),
                        (
                            "resumed_at",
                            models.DateTimeField(help_text="The last pause ended.", null=True),
                        ),
                        (
                            "paused_seconds",
                            models.PositiveIntegerField(
                                default=0, help_text="Seconds, of the pauses that are over."
                            ),
                        ),
                        (
                            "switch_asked_at",
                            models.DateTimeField(
                                help_text="The vehicle was asked to lock for a pause, or to unlock after it.",
                                null=True,
                            ),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(help_text="The clock stopped.", null=True),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(
                                help_text="The vehicle was free again.", null=True
                            ),
                        ),
                        ("from_longitude", models.FloatField()),
                        ("from_latitude", models.FloatField()),
                        (
                            "longitude",
                            models.FloatField(
                                help_text="Where the vehicle was seen last.", null=True
                            ),
                        ),
                        ("latitude", models.FloatField(null=True)),
                        ("seen_at", models.DateTimeField(null=True)),
                        (
                            "charge",
                            models.FloatField(help_text="Percent, when seen last.", null=True),
                        ),
                        ("range_metres", models.PositiveIntegerField(null=True)),
                        (
                            "metres",
                            models.PositiveIntegerField(
                                default=0, help_text="Ridden, from sighting to sighting."
                            ),
                        ),
                        (
                            "user_longitude",
                            models.FloatField(
                                help_text="Where the customer said it ended.", null=True
                            ),
                        ),
                        ("user_latitude", models.FloatField(null=True)),
                        (
                            "evidence",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                default=list,
                                help_text="Addresses of pictures that the customer's app took.",
                                size=None,
                            ),
                        ),
                        (
                            "price",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                help_text="Final.",
                                null=True,
                            ),
                        ),
                        (
                            "asset",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rentals",
                                to="operators.asset",
                                verbose_name="vehicle",
                            ),
                        ),
                        (
                            "leg",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rental",
                                to="bookings.leg",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rentals",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at", None)),
                                fields=["next_try_at"],
                                name="rental_due_by_time",
                            )
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["asset", "tenant"],
                                name="rental_asset_same_tenant",
                                to="operators.Asset",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("asset",),
                                name="rental_one_open_per_asset",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unlock_until__gt", models.F("requested_at"))),
                                name="rental_has_time_to_unlock",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reserved_until__gt", models.F("requested_at"))
                                ),
                                name="rental_is_reserved_for_a_while",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until", None),
                                    ("until__gt", models.F("requested_at")),
                                    _connector="OR",
                                ),
                                name="rental_lasts_for_a_while",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("paused_at", None),
                                    models.Q(
                                        ("ended_at", None),
                                        ("paused_at__gte", models.F("started_at")),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rental_is_paused_while_it_runs",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resumed_at", None),
                                    models.Q(
                                        ("resumed_at__gte", models.F("started_at")),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rental_goes_on_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("switch_asked_at", None),
                                    models.Q(("ended_at", None), ("started_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="rental_switches_while_it_runs",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paused_seconds", 0), ("started_at", None)),
                                    models.Q(("ended_at", None), ("started_at__isnull", False)),
                                    models.Q(
                                        (
                                            "ended_at__gte",
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("started_at"),
                                                "+",
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("paused_seconds"),
                                                    "*",
                                                    models.Value(datetime.timedelta(seconds=1)),
                                                ),
                                            ),
                                        ),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rental_pauses_are_within_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("price", None)),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("price__isnull", False),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rental_price_comes_with_its_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None),
                                    ("ended_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="rental_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at", None),
                                    ("ended_at__isnull", False),
                                    ("started_at", None),
                                    _connector="OR",
                                ),
                                name="rental_closed_has_its_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("from_latitude__range", (-90, 90)),
                                    ("from_longitude__range", (-180, 180)),
                                ),
                                name="rental_begins_on_earth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("latitude", None), ("longitude", None), ("seen_at", None)
                                    ),
                                    models.Q(
                                        ("latitude__isnull", False),
                                        ("latitude__range", (-90, 90)),
                                        ("longitude__isnull", False),
                                        ("longitude__range", (-180, 180)),
                                        ("seen_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rental_is_seen_on_earth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("user_latitude", None), ("user_longitude", None)),
                                    models.Q(
                                        ("user_latitude__isnull", False),
                                        ("user_latitude__range", (-90, 90)),
                                        ("user_longitude__isnull", False),
                                        ("user_longitude__range", (-180, 180)),
                                    ),
                                    _connector="OR",
                                ),
                                name="rental_ends_on_earth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("charge", None), ("charge__range", (0, 100)), _connector="OR"
                                ),
                                name="rental_charge_is_percent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
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
                            "address",
                            models.CharField(
                                blank=True, help_text="URL of the partner.", max_length=500
                            ),
                        ),
                        ("actor", models.CharField(max_length=170)),
                        ("subscribed_at", models.DateTimeField()),
                        (
                            "booking",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscription",
                                to="bookings.booking",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("address", ""),
                                    ("address__startswith", "https://"),
                                    _connector="OR",
                                ),
                                name="subscription_address_is_https",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SuppliedBooking",
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
                            "remote_reference",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="supplier's id"
                            ),
                        ),
                        (
                            "remote_state",
                            models.CharField(
                                blank=True, max_length=30, verbose_name="supplier's state"
                            ),
                        ),
                        (
                            "wanted",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("HOLD", "Hold"),
                                    ("BOOK", "Book"),
                                    ("COMMIT", "Commit"),
                                    ("CANCEL", "Cancel"),
                                    ("ACT", "Act"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(
                                help_text="When that was wanted first.", null=True
                            ),
                        ),
                        ("asked_by", models.CharField(blank=True, max_length=170)),
                        (
                            "asked_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("MP", "Mp"),
                                    ("TO", "To"),
                                    ("END_USER", "End User"),
                                    ("OTHER", "Other"),
                                ],
                                help_text="On whose wish it is given back.",
                                max_length=20,
                            ),
                        ),
                        (
                            "next_try_at",
                            models.DateTimeField(
                                help_text="When the supplier is asked next.", null=True
                            ),
                        ),
                        (
                            "attempts",
                            models.PositiveIntegerField(
                                default=0, help_text="To get what is wanted."
                            ),
                        ),
                        (
                            "fault",
                            models.CharField(
                                blank=True, help_text="Why the last one failed.", max_length=500
                            ),
                        ),
                        (
                            "asset_id",
                            models.CharField(
                                blank=True,
                                help_text="That was asked for.",
                                max_length=200,
                                verbose_name="vehicle",
                            ),
                        ),
                        (
                            "from_longitude",
                            models.FloatField(help_text="Where its customer stood.", null=True),
                        ),
                        ("from_latitude", models.FloatField(null=True)),
                        (
                            "booking",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplied",
                                to="bookings.booking",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="operators.supplier",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplied_bookings",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "resold booking",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_try_at__isnull", False)),
                                fields=["next_try_at"],
                                name="suppliedbooking_due_by_time",
                            )
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["booking", "tenant"],
                                name="suppliedbooking_booking_same_tenant",
                                to="bookings.Booking",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["supplier", "tenant"],
                                name="suppliedbooking_supplier_same_tenant",
                                to="operators.Supplier",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("wanted__in", ["", "HOLD", "BOOK", "COMMIT", "CANCEL", "ACT"])
                                ),
                                name="suppliedbooking_wish_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("asked_for", ""),
                                    models.Q(
                                        ("asked_for__in", ["MP", "TO", "END_USER", "OTHER"]),
                                        ("wanted", "CANCEL"),
                                    ),
                                    _connector="OR",
                                ),
                                name="suppliedbooking_wisher_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asked_at", None), ("wanted", "")),
                                    models.Q(
                                        models.Q(("wanted", ""), _negated=True),
                                        ("asked_at__isnull", False),
                                        ("next_try_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="suppliedbooking_wish_is_due",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("from_latitude", None), ("from_longitude", None)),
                                    models.Q(
                                        ("from_latitude__isnull", False),
                                        ("from_latitude__range", (-90, 90)),
                                        ("from_longitude__isnull", False),
                                        ("from_longitude__range", (-180, 180)),
                                    ),
                                    _connector="OR",
                                ),
                                name="suppliedbooking_begins_on_earth",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("remote_reference", ""), _negated=True),
                                fields=("supplier", "remote_reference"),
                                name="suppliedbooking_once_per_reference",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SuppliedLeg",
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
                            "remote_reference",
                            models.CharField(max_length=200, verbose_name="supplier's id"),
                        ),
                        ("facts", models.JSONField(help_text="As the supplier told it last.")),
                        (
                            "tokens",
                            models.JSONField(
                                default=dict, help_text="Its tickets and keys, as they were told."
                            ),
                        ),
                        (
                            "fresh_until",
                            models.DateTimeField(
                                help_text="First moment that is too late.", null=True
                            ),
                        ),
                        (
                            "price",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder, null=True
                            ),
                        ),
                        (
                            "read_at",
                            models.DateTimeField(help_text="When the supplier told it.", null=True),
                        ),
                        (
                            "act",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PREPARE", "Prepare"),
                                    ("ASSIGN_ASSET", "Assign Asset"),
                                    ("SET_IN_USE", "Set In Use"),
                                    ("PAUSE", "Pause"),
                                    ("OPEN_TRUNK", "Open Trunk"),
                                    ("START_FINISHING", "Start Finishing"),
                                    ("FINISH", "Finish"),
                                    ("TIME_EXTEND", "Time Extend"),
                                    ("TIME_POSTPONE", "Time Postpone"),
                                    ("CANCEL", "Cancel"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("told", models.JSONField(default=dict)),
                        (
                            "leg",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplied",
                                to="bookings.leg",
                            ),
                        ),
                        (
                            "supplied",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legs",
                                to="bookings.suppliedbooking",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "resold leg",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("supplied", "remote_reference"),
                                name="suppliedleg_once_per_reference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "act__in",
                                        [
                                            "",
                                            "PREPARE",
                                            "ASSIGN_ASSET",
                                            "SET_IN_USE",
                                            "PAUSE",
                                            "OPEN_TRUNK",
                                            "START_FINISHING",
                                            "FINISH",
                                            "TIME_EXTEND",
                                            "TIME_POSTPONE",
                                            "CANCEL",
                                        ],
                                    )
                                ),
                                name="suppliedleg_act_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaxiRide",
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
                            "service",
                            models.JSONField(help_text="The taxi centre as it was ordered from."),
                        ),
                        (
                            "driver",
                            models.JSONField(
                                default=dict, help_text="Who accepted it: name, phone, picture."
                            ),
                        ),
                        (
                            "vehicle",
                            models.JSONField(
                                default=dict, help_text="The vehicle as it was accepted with."
                            ),
                        ),
                        (
                            "trip",
                            models.JSONField(
                                help_text="From where to where, and what that was estimated at."
                            ),
                        ),
                        (
                            "plan",
                            models.JSONField(help_text="The pricing plan as it was ordered with."),
                        ),
                        (
                            "vat_rate",
                            models.DecimalField(
                                decimal_places=2, help_text="Percent.", max_digits=5
                            ),
                        ),
                        (
                            "cancellation_fee",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="Once a driver has accepted; VAT included.",
                                max_digits=9,
                            ),
                        ),
                        ("pick_up_at", models.DateTimeField(help_text="As it was ordered.")),
                        (
                            "answer_until",
                            models.DateTimeField(
                                help_text="First moment that no driver is looked for; empty: not committed.",
                                null=True,
                            ),
                        ),
                        ("dispatch_reference", models.CharField(blank=True, max_length=100)),
                        (
                            "attempts",
                            models.PositiveIntegerField(default=0, help_text="To find a driver."),
                        ),
                        (
                            "next_try_at",
                            models.DateTimeField(
                                help_text="When the timer goes on with it.", null=True
                            ),
                        ),
                        (
                            "declined",
                            models.JSONField(
                                default=list, help_text="Vehicles whose drivers said no, by key."
                            ),
                        ),
                        (
                            "busy",
                            django.contrib.postgres.fields.ranges.DateTimeRangeField(
                                help_text="For how long its vehicle is kept for it.", null=True
                            ),
                        ),
                        (
                            "eta",
                            models.DateTimeField(
                                help_text="When the taxi is expected, as told last.", null=True
                            ),
                        ),
                        (
                            "longitude",
                            models.FloatField(help_text="Where the taxi was seen last.", null=True),
                        ),
                        ("latitude", models.FloatField(null=True)),
                        ("seen_at", models.DateTimeField(null=True)),
                        ("accepted_at", models.DateTimeField(null=True)),
                        (
                            "arrived_at",
                            models.DateTimeField(
                                help_text="The taxi waits from then on.", null=True
                            ),
                        ),
                        ("started_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "forgotten_at",
                            models.DateTimeField(
                                help_text="From where to where is kept only roughly from then on.",
                                null=True,
                            ),
                        ),
                        (
                            "metres",
                            models.PositiveIntegerField(
                                help_text="Driven; empty: not told.", null=True
                            ),
                        ),
                        (
                            "seconds",
                            models.PositiveIntegerField(
                                help_text="Of the ride, as it is paid for.", null=True
                            ),
                        ),
                        (
                            "price",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                help_text="Final.",
                                null=True,
                            ),
                        ),
                        (
                            "no_show",
                            models.BooleanField(
                                default=False, help_text="The traveller did not come."
                            ),
                        ),
                        (
                            "asset",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taxi_rides",
                                to="operators.asset",
                                verbose_name="vehicle",
                            ),
                        ),
                        (
                            "fleet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taxi_rides",
                                to="operators.fleet",
                            ),
                        ),
                        (
                            "leg",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taxi_ride",
                                to="bookings.leg",
                            ),
                        ),
                        (
                            "taxi_service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rides",
                                to="operators.taxiservice",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taxi_rides",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at", None)),
                                fields=["next_try_at"],
                                name="taxiride_due_by_time",
                            ),
                            models.Index(
                                condition=models.Q(("closed_at", None)),
                                fields=["fleet", "pick_up_at"],
                                name="taxiride_open_by_fleet",
                            ),
                            models.Index(
                                condition=models.Q(("forgotten_at", None)),
                                fields=["closed_at"],
                                name="taxiride_to_forget_by_time",
                            ),
                            models.Index(
                                fields=["tenant", "-closed_at", "pick_up_at"],
                                name="taxiride_open_ones_first",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["fleet", "tenant"],
                                name="taxiride_fleet_same_tenant",
                                to="operators.Fleet",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["taxi_service", "fleet"],
                                name="taxiride_service_of_fleet",
                                to="operators.TaxiService",
                                to_fields=["id", "fleet"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["asset", "fleet"],
                                name="taxiride_asset_of_fleet",
                                to="operators.Asset",
                                to_fields=["id", "fleet"],
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("closed_at", None), ("ended_at", None)),
                                expressions=[("asset", "="), ("busy", "&&")],
                                name="taxiride_one_at_a_time",
                                violation_error_message="This taxi has another ride at that time.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("ended_at", None), ("started_at__isnull", False)
                                ),
                                fields=("asset",),
                                name="taxiride_one_under_way_per_asset",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("accepted_at", None),
                                        ("asset", None),
                                        ("busy", None),
                                        ("eta", None),
                                    ),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("answer_until__isnull", False),
                                        ("asset__isnull", False),
                                        ("busy__isempty", False),
                                        ("busy__isnull", False),
                                        ("eta__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="taxiride_accepted_has_its_taxi",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("arrived_at", None),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("arrived_at__gte", models.F("accepted_at")),
                                    ),
                                    _connector="OR",
                                ),
                                name="taxiride_arrives_once_accepted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("started_at", None),
                                    models.Q(
                                        ("arrived_at__isnull", False),
                                        ("started_at__gte", models.F("arrived_at")),
                                    ),
                                    _connector="OR",
                                ),
                                name="taxiride_starts_once_arrived",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at", None), ("metres", None), ("seconds", None)
                                    ),
                                    models.Q(
                                        ("ended_at__gte", models.F("started_at")),
                                        ("seconds__isnull", False),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="taxiride_ends_once_started",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("price", None), ("ended_at__isnull", False), _connector="OR"
                                ),
                                name="taxiride_price_comes_after_its_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at", None),
                                    ("started_at", None),
                                    models.Q(("ended_at__isnull", False), ("price__isnull", False)),
                                    _connector="OR",
                                ),
                                name="taxiride_closed_has_its_price",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("no_show", False),
                                    models.Q(
                                        ("arrived_at__isnull", False),
                                        ("no_show", True),
                                        ("started_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="taxiride_no_show_waited",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("forgotten_at", None),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("longitude", None),
                                        ("trip__origin__address", ""),
                                        ("trip__destination__address", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="taxiride_forgotten_says_no_address",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cancellation_fee__gte", 0)),
                                name="taxiride_fee_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("latitude", None), ("longitude", None), ("seen_at", None)
                                    ),
                                    models.Q(
                                        ("latitude__isnull", False),
                                        ("latitude__range", (-90, 90)),
                                        ("longitude__isnull", False),
                                        ("longitude__range", (-180, 180)),
                                        ("seen_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="taxiride_is_seen_on_earth",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Purchase",
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
                        ("external_reference", models.CharField(blank=True, max_length=64)),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("HELD", "Held"),
                                    ("PAYING", "Paying"),
                                    ("BUYING", "Buying"),
                                    ("BOUGHT", "Bought"),
                                    ("ABANDONED", "Abandoned"),
                                    ("EXPIRED", "Expired"),
                                    ("FAILED", "Failed"),
                                ],
                                default="HELD",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[("ACCOUNT", "Account"), ("CARD", "Card")],
                                max_length=20,
                                verbose_name="paid",
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, help_text="Charged now.", max_digits=11
                            ),
                        ),
                        ("held_at", models.DateTimeField()),
                        (
                            "held_until",
                            models.DateTimeField(help_text="First moment that is too late to buy."),
                        ),
                        ("asked_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "reason",
                            models.CharField(
                                blank=True, help_text="Why it was not bought.", max_length=300
                            ),
                        ),
                        (
                            "is_unsettled",
                            models.BooleanField(
                                default=False,
                                help_text="Money of what was not bought is on its way back.",
                                verbose_name="waiting for its money to be settled",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="purchases",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="purchases",
                                to="sales.customer",
                            ),
                        ),
                        (
                            "order",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="purchase",
                                to="sales.order",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="purchases",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["channel", "external_reference"],
                                name="purchase_by_their_reference",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["HELD", "PAYING"])),
                                fields=["held_until"],
                                name="purchase_held_by_end",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state", "BUYING"), ("is_unsettled", True), _connector="OR"
                                ),
                                fields=["asked_at"],
                                name="purchase_left_open",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "tenant"), name="purchase_tenant_key"
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="purchase_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["customer", "tenant"],
                                name="purchase_customer_same_tenant",
                                to="sales.Customer",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "HELD",
                                            "PAYING",
                                            "BUYING",
                                            "BOUGHT",
                                            "ABANDONED",
                                            "EXPIRED",
                                            "FAILED",
                                        ],
                                    )
                                ),
                                name="purchase_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["", "ACCOUNT", "CARD"])),
                                name="purchase_way_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="purchase_currency_is_iso_4217",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)),
                                name="purchase_amount_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("held_until__gt", models.F("held_at"))),
                                name="purchase_is_held_for_a_while",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("state__in", ["BOUGHT", "ABANDONED", "EXPIRED", "FAILED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            (
                                                "state__in",
                                                ["BOUGHT", "ABANDONED", "EXPIRED", "FAILED"],
                                            ),
                                            _negated=True,
                                        ),
                                        ("closed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="purchase_closed_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["BUYING", "BOUGHT"]), _negated=True),
                                    models.Q(
                                        models.Q(("way", ""), _negated=True),
                                        ("asked_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="purchase_bought_in_some_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "PAYING"), _negated=True),
                                    ("way", "CARD"),
                                    _connector="OR",
                                ),
                                name="purchase_paying_is_by_card",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("order__isnull", False), ("way", "CARD")),
                                    models.Q(
                                        models.Q(("way", "CARD"), _negated=True), ("order", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="purchase_card_has_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "FAILED"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="purchase_failed_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_unsettled", False),
                                    models.Q(
                                        ("asked_at__isnull", False),
                                        ("order__isnull", False),
                                        models.Q(
                                            ("state__in", ["HELD", "PAYING", "BUYING", "BOUGHT"]),
                                            _negated=True,
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="purchase_unsettled_has_order",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="PurchaseEvent",
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
                                    ("HELD", "Held"),
                                    ("PAYMENT_STARTED", "Payment Started"),
                                    ("BUYING", "Buying"),
                                    ("BOUGHT", "Bought"),
                                    ("ABANDONED", "Abandoned"),
                                    ("EXPIRED", "Expired"),
                                    ("FAILED", "Failed"),
                                    ("MONEY_RETURNED", "Money Returned"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "purchase",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="bookings.purchase",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="purchaseevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="purchaseevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "HELD",
                                            "PAYMENT_STARTED",
                                            "BUYING",
                                            "BOUGHT",
                                            "ABANDONED",
                                            "EXPIRED",
                                            "FAILED",
                                            "MONEY_RETURNED",
                                        ],
                                    )
                                ),
                                name="purchaseevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PurchasePart",
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
                        ("sequence", models.PositiveSmallIntegerField()),
                        (
                            "place",
                            models.CharField(
                                blank=True,
                                help_text="As the partner names it.",
                                max_length=32,
                                verbose_name="part of the trip",
                            ),
                        ),
                        (
                            "told",
                            models.JSONField(
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                help_text="What the customer answered to the partner's questions, to be shown again.",
                            ),
                        ),
                        ("claim", models.CharField(blank=True, editable=False, max_length=120)),
                        (
                            "booking",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="purchase_part",
                                to="bookings.booking",
                            ),
                        ),
                        (
                            "purchase",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="bookings.purchase",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="purchase_parts",
                                to="operators.tenant",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["purchase", "tenant"],
                                name="purchasepart_purchase_same_tenant",
                                to="bookings.Purchase",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["booking", "tenant"],
                                name="purchasepart_booking_same_tenant",
                                to="bookings.Booking",
                                to_fields=["id", "tenant"],
                            ),
                            models.UniqueConstraint(
                                fields=("purchase", "sequence"),
                                name="purchasepart_once_per_sequence",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("claim", ""), _negated=True),
                                fields=("claim",),
                                name="purchasepart_stands_alone",
                            ),
                        ],
                    },
                ),
            ],
        ),
        AddTrigger(
            model_name="bookingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="5d61046bf7efeaed9dda4a08747df8f377ead7c6",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_194d6",
                    table="bookings_bookingevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="bookingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."leg_id" IS DISTINCT FROM (NEW."leg_id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="bb5fea13847485a3909c9afd1973ee7d2be44cdd",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_d0a5a",
                    table="bookings_bookingevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="purchaseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="686d6862f654e3c9f0e8207ca1132feb9585673e",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_f38ab",
                    table="bookings_purchaseevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="purchaseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."purchase_id" IS DISTINCT FROM (NEW."purchase_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1c19779129f67c41c8f59c405a91f64e193f4f2a",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_f5875",
                    table="bookings_purchaseevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
