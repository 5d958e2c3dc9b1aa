"""Where PostgreSQL's files lie, and the account that its programs run as.

PostgreSQL refuses to run as root. There it runs as `nobody`, who must be able to reach the
programs and the files: where a folder above is closed to others, both move to a place that is open.
"""

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from runner import ROOT

OPEN_PLACE = Path("/var/lib/perron") / hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]


@dataclass(frozen=True)
class Account:
    """The user that PostgreSQL's programs run as, when it is not the one who started us."""

    user: int
    group: int


def find_account(directory: Path) -> Account | None:
    """Return the account for a data directory: its owner's, else nobody's, for root only."""
    if os.geteuid() != 0:
        return None
    if directory.exists() and directory.stat().st_uid != 0:
        return Account(directory.stat().st_uid, directory.stat().st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def is_open(path: Path) -> bool:
    """Tell whether everybody may go into this folder and read it."""
    entered = all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)
    wanted = stat.S_IXOTH | stat.S_IROTH
    return entered and path.stat().st_mode & wanted == wanted


def open_place(path: Path) -> Path:
    """Return the path itself where others may reach it, else one below OPEN_PLACE."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0 or is_open(path.parent):
        return path
    return in_open_place(path.name)


def in_open_place(name: str) -> Path:
    """Return the path of this name in OPEN_PLACE, a folder that everybody may go into."""
    for folder in (OPEN_PLACE.parent, OPEN_PLACE):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    return OPEN_PLACE / name


def open_temporary_place() -> Path:
    """Return the folder for temporary files, one that `nobody` reaches when we are root."""
    usual = Path(tempfile.gettempdir())
    return usual if os.geteuid() != 0 or is_open(usual) else Path("/var/tmp")  # noqa: S108
