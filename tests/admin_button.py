"""What a button of the admin is to its tests, and who may press which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from operators.models import Role
from tests.factories.scenarios import Shop

CLERKS = {Role.ADMINISTRATOR, Role.SUPPORT}
BOSSES = {Role.ADMINISTRATOR}


@dataclass(frozen=True)
class Button:
    """A button, a row to press it for, who may, and what then is true."""

    path: str
    row: Callable[[Shop], Any]
    roles: set[Role]
    has_happened: Callable[[Any], bool]
    form: dict[str, Any] = field(default_factory=dict)
    files: Callable[[Any], dict[str, Any]] = lambda _row: {}
