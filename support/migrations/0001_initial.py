import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.db.models.deletion
import django_fsm
import pgtrigger.compiler
from django.db import migrations, models

import operators.tenancy.constraints
import operators.tenancy.correlation
import operators.tenancy.references
import operators.tenancy.tables
from operators.tenancy.triggers import AddTrigger


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bookings", "0001_initial"),
        ("operators", "0001_initial"),
        ("sales", "0001_initial"),
        ("tickets", "0001_initial"),
    ]

    operations = [
        operators.tenancy.tables.CreateTables(
            operations=[
                migrations.CreateModel(
                    name="SupportCase",
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
                                default=operators.tenancy.references.new_order_code,
                                editable=False,
                                max_length=8,
                                unique=True,
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("PROCESSING", "Processing"),
                                    ("UPDATE_REQUESTED", "Update requested"),
                                    ("RESOLVED", "Resolved"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="PROCESSING",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("BROKEN_DOWN", "Broken down"),
                                    ("NOT_AT_LOCATION", "Not where it should be"),
                                    ("NOT_CLEAN", "Not clean"),
                                    ("NOT_AVAILABLE", "Not available"),
                                    ("CANNOT_OPEN", "Cannot be unlocked"),
                                    ("CANNOT_CLOSE", "Cannot be locked"),
                                    ("GONE_AFTER_PAUSE", "Gone after a pause"),
                                    ("ACCIDENT", "Accident"),
                                    ("API_TECHNICAL", "API: technical"),
                                    ("API_FUNCTIONAL", "API: functional"),
                                    ("OTHER", "Something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[
                                    ("CANNOT_CONTINUE", "Cannot continue"),
                                    ("CAN_CONTINUE", "Can continue"),
                                    ("DISTURBING", "Disturbing"),
                                    ("QUESTION", "Question"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.CharField(blank=True, max_length=2000)),
                        (
                            "contact",
                            models.CharField(
                                blank=True, help_text="How to reach the traveller.", max_length=200
                            ),
                        ),
                        ("occurred_at", models.DateTimeField()),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("longitude", models.FloatField(null=True)),
                        ("latitude", models.FloatField(null=True)),
                        (
                            "evidence",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                default=list,
                                help_text="Addresses of pictures.",
                                size=None,
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("FRONT", "Front"),
                                    ("REAR", "Rear"),
                                    ("LEFT", "Left"),
                                    ("RIGHT", "Right"),
                                    ("TOP", "Top"),
                                    ("BOTTOM", "Bottom"),
                                    ("INTERIOR", "Interior"),
                                    ("TYRE", "Tyre"),
                                    ("ACCESSORY", "Accessory"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=20,
                                verbose_name="damaged part",
                            ),
                        ),
                        ("part_name", models.CharField(blank=True, max_length=200)),
                        ("damage", models.CharField(blank=True, max_length=2000)),
                        (
                            "digest",
                            models.CharField(
                                editable=False,
                                help_text="Of what it is about; equal requests have one.",
                                max_length=64,
                            ),
                        ),
                        (
                            "response_minutes",
                            models.PositiveIntegerField(
                                help_text="Within which the asker hears of us, each time that it is our turn."
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("opened_by", models.CharField(max_length=170)),
                        (
                            "due_at",
                            models.DateTimeField(help_text="The asker should hear of us by then."),
                        ),
                        (
                            "overdue_at",
                            models.DateTimeField(
                                help_text="When the timer found it overdue.", null=True
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "asset",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="operators.asset",
                                verbose_name="vehicle",
                            ),
                        ),
                        (
                            "assignee",
                            models.ForeignKey(
                                help_text="Who works on it; nobody in particular while empty.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="cases",
                                to="operators.membership",
                            ),
                        ),
                        (
                            "booking",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="bookings.booking",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                help_text="Through which a partner asked about a vehicle that nobody booked.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="sales.saleschannel",
                            ),
                        ),
                        (
                            "tenant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="operators.tenant",
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="tickets.ticket",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "case",
                        "indexes": [
                            models.Index(
                                models.OrderBy(
                                    models.F("closed_at"), descending=True, nulls_first=True
                                ),
                                models.F("state"),
                                models.F("due_at"),
                                models.OrderBy(models.F("id"), descending=True),
                                name="supportcase_by_urgency",
                            ),
                            models.Index(
                                condition=models.Q(("overdue_at", None), ("state", "PROCESSING")),
                                fields=["due_at"],
                                name="supportcase_to_mark",
                            ),
                        ],
                        "constraints": [
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["booking", "tenant"],
                                name="supportcase_booking_same_tenant",
                                to="bookings.Booking",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["ticket", "tenant"],
                                name="supportcase_ticket_same_tenant",
                                to="tickets.Ticket",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["asset", "tenant"],
                                name="supportcase_asset_same_tenant",
                                to="operators.Asset",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["channel", "tenant"],
                                name="supportcase_channel_same_tenant",
                                to="sales.SalesChannel",
                                to_fields=["id", "tenant"],
                            ),
                            operators.tenancy.constraints.CompositeForeignKey(
                                fields=["assignee", "tenant"],
                                name="supportcase_assignee_same_tenant",
                                to="operators.Membership",
                                to_fields=["id", "tenant"],
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("channel", None),
                                    models.Q(("asset__isnull", False), ("booking", None)),
                                    _connector="OR",
                                ),
                                name="supportcase_channel_is_that_of_the_booking",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "part__in",
                                        [
                                            "",
                                            "FRONT",
                                            "REAR",
                                            "LEFT",
                                            "RIGHT",
                                            "TOP",
                                            "BOTTOM",
                                            "INTERIOR",
                                            "TYRE",
                                            "ACCESSORY",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="supportcase_part_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("damage", ""), ("part", ""), ("part_name", "")),
                                    models.Q(
                                        models.Q(("part", ""), _negated=True),
                                        models.Q(("damage", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="supportcase_damage_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("booking__isnull", False),
                                    ("ticket__isnull", False),
                                    ("asset__isnull", False),
                                    _connector="OR",
                                ),
                                name="supportcase_is_about_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["PROCESSING", "UPDATE_REQUESTED", "RESOLVED", "CANCELLED"],
                                    )
                                ),
                                name="supportcase_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "BROKEN_DOWN",
                                            "NOT_AT_LOCATION",
                                            "NOT_CLEAN",
                                            "NOT_AVAILABLE",
                                            "CANNOT_OPEN",
                                            "CANNOT_CLOSE",
                                            "GONE_AFTER_PAUSE",
                                            "ACCIDENT",
                                            "API_TECHNICAL",
                                            "API_FUNCTIONAL",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="supportcase_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "priority__in",
                                        [
                                            "CANNOT_CONTINUE",
                                            "CAN_CONTINUE",
                                            "DISTURBING",
                                            "QUESTION",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="supportcase_priority_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("response_minutes__range", (1, 10080))),
                                name="supportcase_response_is_within_a_week",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gt", models.F("opened_at"))),
                                name="supportcase_is_due_after_opening",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("overdue_at", None),
                                    models.Q(
                                        ("overdue_at__gte", models.F("due_at")),
                                        ("state", "PROCESSING"),
                                    ),
                                    _connector="OR",
                                ),
                                name="supportcase_is_overdue_while_it_is_our_turn",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("state__in", ["RESOLVED", "CANCELLED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["RESOLVED", "CANCELLED"]), _negated=True
                                        ),
                                        ("closed_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="supportcase_closed_has_time",
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
                                name="supportcase_position_is_on_earth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("evidence__len__lte", 20)),
                                name="supportcase_evidence_is_few",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest__length", 64)),
                                name="supportcase_digest_is_sha256_hex",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["PROCESSING", "UPDATE_REQUESTED"])
                                ),
                                fields=("digest",),
                                name="supportcase_once_while_open",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="CaseEvent",
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
                                    ("ANSWERED", "Answered"),
                                    ("UPDATE_ASKED", "Update asked for"),
                                    ("UPDATED", "Updated"),
                                    ("RESOLVED", "Resolved"),
                                    ("CANCELLED", "Cancelled"),
                                    ("REOPENED", "Reopened"),
                                    ("NOTED", "Noted"),
                                    ("TAKEN", "Taken"),
                                    ("HANDED_OVER", "Handed over"),
                                    ("RANKED", "Priority changed"),
                                    ("OVERDUE", "Overdue"),
                                    ("ERASED", "Personal data erased"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="support.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("dispatched_at", None)),
                                fields=["id"],
                                name="caseevent_to_dispatch",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["happened_at"], name="caseevent_by_time"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "OPENED",
                                            "ANSWERED",
                                            "UPDATE_ASKED",
                                            "UPDATED",
                                            "RESOLVED",
                                            "CANCELLED",
                                            "REOPENED",
                                            "NOTED",
                                            "TAKEN",
                                            "HANDED_OVER",
                                            "RANKED",
                                            "OVERDUE",
                                            "ERASED",
                                        ],
                                    )
                                ),
                                name="caseevent_name_is_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseMessage",
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
                                    ("TO_ASKER", "To the asker"),
                                    ("FROM_ASKER", "From the asker"),
                                    ("NOTE", "Note among staff"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.CharField(max_length=2000)),
                        ("actor", models.CharField(max_length=170)),
                        ("sent_at", models.DateTimeField()),
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="message",
                                to="support.caseevent",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="support.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["TO_ASKER", "FROM_ASKER", "NOTE"])
                                ),
                                name="casemessage_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text__length__gt", 0)),
                                name="casemessage_says_something",
                            ),
                        ],
                    },
                ),
            ],
        ),
        AddTrigger(
            model_name="caseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="490be25f77cac5311b95578501a1f9fe407b8339",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_6abac",
                    table="support_caseevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="caseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor" IS DISTINCT FROM (NEW."actor") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."correlation_id" IS DISTINCT FROM (NEW."correlation_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b39066efcbf48fbee9a0c8e3390ca2c64e5744e7",
                    operation="UPDATE",
                    pgid="pgtrigger_facts_stay_ac696",
                    table="support_caseevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
