"""What `dev.py` does once the packages are there: PostgreSQL, the demo, the tests, the checks.

Nothing here imports Django; the demo starts the same commands that a server would run.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


class CannotRun(Exception):
    """The command cannot go on; the message says why and what to do."""
