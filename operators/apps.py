from django.apps import AppConfig
from django.db.backends.signals import connection_created


class OperatorsConfig(AppConfig):
    """Tenants, their people and tokens, and the timetables of their operators."""

    name = "operators"

    def ready(self) -> None:
        from operators.prepared import keep_plans, prefer_indexes

        connection_created.connect(keep_plans)
        connection_created.connect(prefer_indexes)
