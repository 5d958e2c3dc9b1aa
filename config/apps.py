from django.apps import AppConfig
from django.contrib.admin import apps


class ConfigConfig(AppConfig):
    """Holds the migration that makes the tables of the built-in Celery broker."""

    name = "config"
    default = True


class AdminConfig(apps.AdminConfig):
    """Django's admin with our site."""

    default = False
    default_site = "config.site.Site"
