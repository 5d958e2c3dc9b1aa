from django.apps import AppConfig


class OperatorsConfig(AppConfig):
    """Tenants, their people and tokens, and the timetables of their operators."""

    name = "operators"
