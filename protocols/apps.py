from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    """What all wire formats share; each format is a package of its own without models."""

    name = "protocols"

    def ready(self) -> None:
        """Let each wire format that is here say what it adds."""
        # After all models: what is registered reads them.
        from protocols.faces import register_faces

        register_faces()
