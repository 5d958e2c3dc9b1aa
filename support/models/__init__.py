"""The models of this app, where Django looks for them."""

from support.models.case import CaseEvent, SupportCase
from support.models.message import CaseMessage

__all__ = ["CaseEvent", "CaseMessage", "SupportCase"]
