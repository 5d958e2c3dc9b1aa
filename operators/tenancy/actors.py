"""Who asked for a change: one value that every action takes as `by`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_ACTOR = 170
"""Room for the kind of the actor and a name as long as Django lets a username be: 150."""


class ActorKind(StrEnum):
    STAFF = "staff"
    PARTNER = "partner"
    TIMER = "timer"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person, partner or timer behind a change, as events write it down."""

    kind: ActorKind
    name: str

    @classmethod
    def staff(cls, username: str) -> Actor:
        """A person who is logged in to the admin."""
        return cls(ActorKind.STAFF, username)

    @classmethod
    def partner(cls, token_name: str) -> Actor:
        """A program that came with an API token."""
        return cls(ActorKind.PARTNER, token_name)

    @classmethod
    def timer(cls, task: str) -> Actor:
        """A periodic task."""
        return cls(ActorKind.TIMER, task)

    @classmethod
    def command(cls, command: str) -> Actor:
        """Somebody at the command line."""
        return cls(ActorKind.COMMAND, command)

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"
