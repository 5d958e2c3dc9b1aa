"""What the description says of one operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from operators.listing.listings import Listing


@dataclass(frozen=True, slots=True)
class Told:
    """What the description says of an operation besides its docstring, headers and refusals."""

    name: str
    answer: Any = None
    status: int = 200
    request: Any = None
    listing: Listing | None = None
    has_etag: bool = False
    """Answers tell an ETag, and If-None-Match is heard."""
    changes_order: bool = False
    """If-Match is heard."""
    refusals: Sequence[int] = ()
    media: Sequence[str] = ()
    """Forms that Accept may ask for besides JSON."""
    is_file: bool = False
    """The answer is one of `media` alone, and Range is heard."""
    parameters: Sequence[OpenApiParameter] = field(default=())
