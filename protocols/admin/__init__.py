"""What the faces add to the admin."""

from protocols.admin import channels

__all__ = ["channels"]
