import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("operators", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            name="RequestCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("minute", models.DateTimeField(help_text="Start of the minute, UTC.")),
                ("requests", models.PositiveIntegerField()),
                (
                    "token",
                    models.ForeignKey(
                        db_index=False,
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
                    models.CheckConstraint(
                        condition=models.Q(("requests__gt", 0)), name="requestcount_is_positive"
                    ),
                ],
            },
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
