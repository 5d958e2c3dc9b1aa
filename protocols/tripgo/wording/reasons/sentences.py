"""What each language has to say of errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from protocols.tripgo.why import Why


@dataclass(frozen=True, slots=True)
class Sentences:
    """Why something is refused, in one language."""

    of_errors: Mapping[type[Exception], str]
    """By the kind of the error, or by the nearest kind above it; what is in braces is an attribute
    of the error."""
    of_face: Mapping[Why, str]
    """Of this face's own reasons; with what they have in braces."""
    of_members: Mapping[str, str]
    """Of what is wrong with a member of a request, by its code; `{limit}` is the number that is
    exceeded."""
