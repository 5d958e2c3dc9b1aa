"""What opens an account with a provider, as plain values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Self

MARGIN = timedelta(seconds=90)
"""Before its end an access token is renewed, so that it serves for what follows as well."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a provider gave for one traveller. Its tokens are never shown or logged."""

    subject: str = ""
    """Who the traveller is there; empty where the provider does not tell."""
    access_token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None
    """End of the access token, UTC; None: it has none that was told."""
    changes: int = 0
    """How often the password had been changed that it was signed in with, where it was one."""

    def is_due(self, at: datetime) -> bool:
        """Whether they are to be renewed before they are used."""
        return self.expires_at is not None and at >= self.expires_at - MARGIN

    def is_over(self, at: datetime) -> bool:
        """Whether the access token has ended."""
        return self.expires_at is not None and at >= self.expires_at

    def to_text(self) -> str:
        """To be sealed."""
        facts = asdict(self)
        facts["expires_at"] = self.expires_at and self.expires_at.isoformat()
        return json.dumps(facts)

    @classmethod
    def from_text(cls, text: str) -> Self:
        facts = json.loads(text)
        if facts["expires_at"]:
            facts["expires_at"] = datetime.fromisoformat(facts["expires_at"])
        return cls(**facts)
