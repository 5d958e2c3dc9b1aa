"""What ties each closing to the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def hash_of(facts: Mapping[str, Any], previous_hash: str) -> str:
    """SHA-256, in hexadecimal, of the hash before (empty for the first), a line feed, and the facts
    as JSON in UTF-8: names sorted, no blanks, nothing escaped that need not be."""
    told = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous_hash}\n{told}".encode()).hexdigest()
