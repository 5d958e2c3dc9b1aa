"""Why the books are not verified."""

from __future__ import annotations

from sales.errors import SalesError


class AlreadyVerifying(SalesError):
    """Another run is verifying the books of this tenant; wait for its end."""
