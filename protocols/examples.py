"""Lines for a partner's developer to run, which the wire formats bring."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Registrations run where there is no admin as well.
    from bookings.admin.trials import Trial

EXAMPLES: list[tuple[str, Callable[[Trial], str]]] = []
"""A title, and what writes the line."""


def register_example(title: str, line: Callable[[Trial], str]) -> None:
    """Show a line on the page that tries a channel."""
    EXAMPLES.append((title, line))
