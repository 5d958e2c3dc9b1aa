"""The demo's passwords and tokens, drawn once for an installation and kept in a file."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike: people type passwords."""


def new_password() -> str:
    """Four groups of four characters, 79 random bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def new_token() -> str:
    """A secret for an API token, 256 random bits."""
    return secrets.token_urlsafe(32)


class KeptSecrets:
    """The file with the demo's secrets; only its owner may read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def get(self, name: str) -> str | None:
        """The secret of that name, or None."""
        return self._kept.get(name)

    def keep(self, name: str, secret: str) -> str:
        """Store a secret at once, so that it is not lost if the run is killed after its use."""
        if self._kept.get(name) != secret:
            self._kept[name] = secret
            self._write()
        return secret

    def _write(self) -> None:
        unfinished = self.path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as out:
            json.dump(self._kept, out, indent=2)
        unfinished.replace(self.path)
