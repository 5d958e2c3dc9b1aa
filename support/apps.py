from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Support cases and their messages."""

    name = "support"
