from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    """What all wire formats share; each format is a package of its own without models."""

    name = "protocols"
