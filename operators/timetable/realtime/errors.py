"""What can go wrong with real-time messages; the docstring is the message that people read."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class RealtimeRunning(DomainError):
    """This address is being read already; look again in a moment."""


class RealtimeRefused(DomainError):
    """Nothing could be read from this address; what was told before stays until it is too old."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The real-time message could not be read: {reason}.")
