import django.db.models.deletion
from django.db import migrations, models

import operators.tenancy.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("operators", "0001_initial"),
    ]

    operations = [
        operators.tenancy.tables.CreateTables(
            operations=[
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
                                    ("kind__in", ["REFUSED", "ANONYMOUS", "LOGIN", "LOGIN_NAME"])
                                ),
                                name="clientcount_kind_is_known",
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
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE protocols_requestcount SET UNLOGGED",
            "ALTER TABLE protocols_requestcount SET LOGGED",
        ),
        migrations.RunSQL(
            "ALTER TABLE protocols_clientcount SET UNLOGGED",
            "ALTER TABLE protocols_clientcount SET LOGGED",
        ),
    ]
