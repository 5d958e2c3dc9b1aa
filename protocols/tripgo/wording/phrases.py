"""The phrases that each language has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Phrases:
    """What linking and errors say in one language. `{provider}` is filled in."""

    language: str
    """ISO 639-1."""
    connect: str
    disconnect: str
    not_connected: str
    connected: str
    to_connect_again: str
    account_connected: str
    connect_again: str
    connect_first: str
    no_longer_accepted: str
    not_accepted: str
    sign_in: str
    signing_in: str
    email: str
    password: str
    authenticate: str
    validating: str
    try_again: str
    done: str
    apology: str
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of errors, by the English one. What developers read is in English alone."""
