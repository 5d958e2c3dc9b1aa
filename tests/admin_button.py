"""What a button or a form of the admin is to its tests, and who may use which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from operators.models import Role
from tests.factories.scenarios import Shop

Rows = dict[type[Model], Any]
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


@dataclass(frozen=True)
class Form:
    """A kind of row that is kept by a form: who may, what is changed, and what a new one needs."""

    roles: set[Role]
    edit: dict[str, Any]
    new: Callable[[Rows], dict[str, Any]] | None
    """None where rows are not added by this form."""
    gone: bool = True
    """Whether a row that nothing needs can be deleted."""
