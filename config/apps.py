from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds the migration that makes the tables of the built-in Celery broker."""

    name = "config"
