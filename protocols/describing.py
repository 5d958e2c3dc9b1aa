"""What the API descriptions of all faces share."""

from __future__ import annotations

from typing import Any


def leave_words_in_place(result: Any, **context: Any) -> Any:
    """Words stand where they are used, without the marks by which they would be gathered."""
    if isinstance(result, dict):
        return {
            name: leave_words_in_place(inner)
            for name, inner in result.items()
            if name != "x-spec-enum-id"
        }
    return [leave_words_in_place(inner) for inner in result] if isinstance(result, list) else result
