"""What the tests of the demo begin with."""

from __future__ import annotations

from tests.demo.towns import Town, build_town
from tests.standing import standing


@standing
def town(db: None) -> Town:
    """A town that nobody has bought anything in yet."""
    return build_town()
